"""Series breaks: a date from which an indicator or a measure no longer counts the same thing.

No comparison crosses a break (baseline, last year-end level, projection, move since the quarter before). Convention
Jalons; the breaks themselves are data, with their reason (e.g. DEFM from January 2025, a definition changed by an
avenant).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.formats import INSECABLE, format_date_courte


@dataclass(frozen=True, kw_only=True)
class Rupture(Fait):
    """From `debut` on, `objet` counts something else; why.

    objet: an indicator's code, a measure of the context, or a family of measures (defm: defm_a, defm_toutes…).
    """

    CLE: ClassVar[tuple[str, ...]] = ("objet", "debut")

    objet: str
    debut: date
    motif: str

    @property
    def titre(self) -> str:
        """Name the break by its day alone."""
        return f"rupture de série au {format_date_courte(self.debut)}"

    @property
    def phrase(self) -> str:
        """The sentence shown beside a stopped comparison."""
        return f"{self.titre}{INSECABLE}: {self.motif}"

    def is_sur(self, objet: str) -> bool:
        """Whether it breaks this indicator or measure."""
        return objet == self.objet or objet.startswith(f"{self.objet}_")


def select_ruptures(ruptures: Iterable[Rupture], *objets: str) -> tuple[Rupture, ...]:
    """Keep the breaks of any of these indicators or measures, oldest first: a sum is broken with each of its parts."""
    retenues = [rupture for rupture in ruptures if any(rupture.is_sur(objet) for objet in objets)]
    return tuple(sorted(retenues, key=lambda rupture: rupture.debut))


def get_rupture(ruptures: Iterable[Rupture], avant: date, apres: date) -> Rupture | None:
    """Give the first of an object's breaks that parts two of its observation days, or None: comparable."""
    traversees = [rupture for rupture in ruptures if avant < rupture.debut <= apres]
    return min(traversees, key=lambda rupture: rupture.debut, default=None)
