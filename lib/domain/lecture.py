"""Lecture: which avenant is read and up to which lot; every screen, file and document takes one."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Lecture:
    """A reading of the store: what was agreed (avenant) and what was known (jusqu_a). None means the latest."""

    avenant: int | None = None
    jusqu_a: int | None = None


MAINTENANT = Lecture()


def compute_lots_annules(annulations: Iterable[tuple[int, int]], jusqu_a: int | None = None) -> frozenset[int]:
    """Give the lots that a reading ignores.

    annulations: pairs (number of the undoing lot, number of the lot it undoes). An undoing lot that is itself undone
    no longer counts, so that the lot it had undone is read again. Convention Jalons (magasin).

    >>> sorted(compute_lots_annules([(5, 3), (6, 5)]))
    [5]
    """
    annules: set[int] = set()
    for numero, vise in sorted(annulations, reverse=True):
        if (jusqu_a is None or numero <= jusqu_a) and numero not in annules:
            annules.add(vise)
    return frozenset(annules)
