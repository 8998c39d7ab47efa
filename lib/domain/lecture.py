"""Lecture: which avenant is read and up to which lot; every screen, file and document takes one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from lib.domain.contrat import Fait

F = TypeVar("F", bound=Fait)


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


def list_etats(
    faits: Collection[F], annulations: Collection[tuple[int, int]]
) -> list[tuple[int, dict[tuple[object, ...], F]]]:
    """List what the readings of the store give of some facts, by key, with the lot they stop at: oldest first.

    faits: every row ever written of them, undone or not. The same rule as the store's own reading: the highest avenant,
    then the highest lot, the rows that take a value away left out; in the order of the keys, whatever that of the rows.
    Two readings in a row that say the same count once.
    """
    lots = {fait.lot for fait in faits}
    for numero, vise in sorted(annulations):
        if vise in lots:
            lots.add(numero)
    lectures = [
        Lecture(avenant, lot)
        for lot in sorted(lots)
        for avenant in sorted({fait.avenant for fait in faits if fait.lot <= lot})
    ]
    etats: list[tuple[int, dict[tuple[object, ...], F]]] = []
    for lecture in lectures:
        etat = _read_etat(faits, annulations, lecture)
        if (etat or etats) and etat not in [dernier for _, dernier in etats[-1:]]:
            etats.append((lecture.jusqu_a or 0, etat))
    return etats


def _read_etat(
    faits: Iterable[F], annulations: Iterable[tuple[int, int]], lecture: Lecture
) -> dict[tuple[object, ...], F]:
    """Read facts as one reading gives them."""
    annules = compute_lots_annules(annulations, lecture.jusqu_a)
    lus: dict[tuple[object, ...], F] = {}
    for fait in faits:
        if fait.lot in annules or fait.lot > (lecture.jusqu_a or 0) or fait.avenant > (lecture.avenant or 0):
            continue
        rival = lus.get(fait.cle)
        if rival is None or (rival.avenant, rival.lot) <= (fait.avenant, fait.lot):
            lus[fait.cle] = fait
    return {cle: lus[cle] for cle in sorted(lus) if not lus[cle].efface}
