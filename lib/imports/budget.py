"""What reading a workbook may cost: a time, cells and characters. What goes beyond is stopped where it stands."""

import io
import time
from dataclasses import dataclass, field

from lib.imports.demesure import DemesureError
from lib.imports.grille import LIGNES_MAX, LIMITE_COLONNES, LIMITE_LIGNES

LONGUEUR_CELLULE = 32_767
"""Characters a spreadsheet puts in a cell."""


class BudgetError(Exception):
    """Reading costs more than what was given to it."""


@dataclass
class Budget:
    """What is left: seconds from now on, cells to keep, characters in them."""

    secondes: float
    cellules: int = LIGNES_MAX * LIMITE_COLONNES
    caracteres: int = LIMITE_LIGNES * 2_000
    _debut: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Raise BudgetError once the time is over."""
        if time.monotonic() - self._debut > self.secondes:
            raise BudgetError("time")

    def keep(self, textes: list[str]) -> None:
        """Count cells that are kept; raises BudgetError, DemesureError for a text that no cell holds (F22)."""
        longueurs = [len(texte) for texte in textes]
        self.cellules -= len(longueurs)
        self.caracteres -= sum(longueurs)
        if max(longueurs, default=0) > LONGUEUR_CELLULE:
            raise DemesureError("F22")
        if self.cellules < 0 or self.caracteres < 0:
            raise BudgetError("cells")


class Octets(io.BytesIO):
    """The bytes of a file, whose every reading looks at the time: whatever library reads them stops with it."""

    def __init__(self, contenu: bytes, budget: Budget) -> None:
        super().__init__(contenu)
        self._budget = budget

    def read(self, taille: int | None = -1, /) -> bytes:
        """Read; raises BudgetError."""
        self._budget.check()
        return super().read(taille)
