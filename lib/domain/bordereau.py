"""Bordereau: what became of every filled cell of an uploaded file; it comes with the lot and stays on its receipt."""

from dataclasses import dataclass
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.nomenclatures import Nomenclature


class SortCellule(Nomenclature):
    """What becomes of a filled cell, the best first when several rows read it; a corrected one has its own too."""

    PUBLIEE = "publiee", "Publiée"
    INCHANGEE = "inchangee", "Déjà publiée"
    LAISSEE = "laissee", "Laissée de côté"
    IGNOREE = "ignoree", "Ignorée"
    CORRIGEE = "corrigee", "Corrigée à l’écran"


@dataclass(frozen=True, kw_only=True)
class Bordereau(Fait):
    """How many cells a file has filled, and what became of them: remplies is the sum of the four that follow.

    recues: how many the file had as it came, before what was corrected on screen.
    """

    CLE: ClassVar[tuple[str, ...]] = ("remplies",)

    remplies: int
    publiees: int
    inchangees: int
    laissees: int
    ignorees: int
    recues: int


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
