"""Bordereau: what became of every filled cell of an uploaded file; it comes with the lot and stays on its receipt."""

from dataclasses import dataclass
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.nomenclatures import Nomenclature


class SortCellule(Nomenclature):
    """What became of a filled cell that was not simply published."""

    LAISSEE = "laissee", "Laissée de côté"
    IGNOREE = "ignoree", "Ignorée"
    CORRIGEE = "corrigee", "Corrigée à l’écran"


@dataclass(frozen=True, kw_only=True)
class Bordereau(Fait):
    """How many cells a file had filled, and what became of them: the first count is the sum of the four others."""

    CLE: ClassVar[tuple[str, ...]] = ("remplies",)

    remplies: int
    publiees: int
    inchangees: int
    laissees: int
    ignorees: int


@dataclass(frozen=True, kw_only=True)
class CelluleBordereau(Fait):
    """One cell left aside, ignored or corrected on screen: where it is, what was read, what was written instead.

    numero is the spreadsheet row (0: the whole column); colonne its letter and header. message says why it was left.
    """

    CLE: ClassVar[tuple[str, ...]] = ("sort", "numero", "colonne", "code")

    sort: SortCellule
    numero: int
    colonne: str
    code: str = ""
    lu: str = ""
    ecrit: str = ""
    message: str = ""
