"""Series breaks: a date from which an indicator or a measure no longer counts the same thing.

No comparison crosses a break (baseline, last year-end level, projection). Convention Jalons; the breaks themselves
are data, with their reason (e.g. DEFM from January 2025, a definition changed by an avenant).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.formats import format_date_courte


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
    def phrase(self) -> str:
        """The sentence shown beside a stopped comparison."""
        return f"rupture de série au {format_date_courte(self.debut)} : {self.motif}"

    def is_sur(self, objet: str) -> bool:
        """Whether it breaks this indicator or measure."""
        return objet == self.objet or objet.startswith(f"{self.objet}_")


def get_rupture(ruptures: Iterable[Rupture], objet: str, avant: date, apres: date) -> Rupture | None:
    """Give the first break that parts two observation days of the same object, or None: comparable."""
    traversees = [r for r in ruptures if r.is_sur(objet) and avant < r.debut <= apres]
    return min(traversees, key=lambda r: r.debut, default=None)
