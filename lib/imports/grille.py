"""Grille: the raw texts of a sheet where the user sees them, the same for a CSV and for a workbook."""

from dataclasses import dataclass, field
from typing import NamedTuple

from lib.domain.tableau import Affichage, Cellule, Doute, GenreCellule, get_lettre, to_visible

LIMITE_OCTETS = 5 * 1024 * 1024
LIMITE_LIGNES = 20_000
LIMITE_COLONNES = 60
LIGNES_EN_TETE = 30
"""How many first rows may hold the header."""

LIGNES_MAX = LIMITE_LIGNES + LIGNES_EN_TETE
"""Filled rows beyond which reading stops: there are too many, whatever follows."""

LIGNES_TABLEUR, COLONNES_TABLEUR = 1_048_576, 16_384
"""What a spreadsheet can hold."""

Place = tuple[int, int]
"""Row and column of a cell, both from 1."""


class Fusion(NamedTuple):
    """Cells merged into one: first and last row, first and last column. The first cell holds what is seen."""

    ligne: int
    fin: int
    colonne: int
    colonne_fin: int

    @property
    def plage(self) -> str:
        """The range as the spreadsheet names it, e.g. D2:D3."""
        return f"{get_lettre(self.colonne)}{self.ligne}:{get_lettre(self.colonne_fin)}{self.fin}"


@dataclass(frozen=True)
class Formule:
    """A formula whose recorded result is what was read; doute says why this result may not be the right one."""

    texte: str
    doute: str = ""


@dataclass(frozen=True)
class Grille:
    """Rows of texts, the first at spreadsheet row 1; every filled cell of the sheet is there.

    By (row, column): `genres` tells the cells that are no text, `affichages` what a number format shows, `formules`
    the formulas read by their result. `filtrees` are the hidden rows that a filter hides; only rows and columns that
    hold something are said hidden. `colonnes`: the last filled column, when it lies beyond those kept. Of a CSV,
    `bruts` are the rows as the file has them and `doutes`, by row, what is wrong with their quotes. `coupee`: reading
    stopped at too many filled rows, some of which are not there. `controles`: how many cells of a workbook held
    characters that are no text, taken off.
    """

    lignes: list[list[str]]
    genres: dict[Place, GenreCellule] = field(default_factory=dict)
    fusions: tuple[Fusion, ...] = ()
    affichages: dict[Place, Affichage] = field(default_factory=dict)
    formules: dict[Place, Formule] = field(default_factory=dict)
    lignes_masquees: frozenset[int] = frozenset()
    filtrees: frozenset[int] = frozenset()
    colonnes_masquees: frozenset[int] = frozenset()
    colonnes: int = 0
    bruts: list[str] = field(default_factory=list)
    doutes: dict[int, Doute] = field(default_factory=dict)
    coupee: bool = False
    controles: int = 0

    def get_cellule(self, ligne: int, colonne: int) -> Cellule:
        """Give one cell, empty beyond the end of its row."""
        textes = self.lignes[ligne - 1] if ligne <= len(self.lignes) else []
        texte = textes[colonne - 1] if colonne <= len(textes) else ""
        place = (ligne, colonne)
        return Cellule(ligne, colonne, texte, self.genres.get(place, GenreCellule.TEXTE), self.affichages.get(place))

    def is_remplie(self, colonne: int, apres: int) -> bool:
        """Whether a column holds something below a row."""
        return any(len(ligne) >= colonne and ligne[colonne - 1].strip() for ligne in self.lignes[apres:])

    def list_colonnes_remplies(self, apres: int) -> set[int]:
        """List the columns that hold something below a row."""
        return {rang for ligne in self.lignes[apres:] for rang, texte in enumerate(ligne, start=1) if texte.strip()}


def is_vide(ligne: list[str]) -> bool:
    """Whether a row shows nothing."""
    return not any(ligne) or not any(map(to_visible, ligne))


def keep_lignes(grille: Grille, ligne_entete: int, premiere: int, derniere: int) -> None:
    """Empty the rows under the titles that are not to be read: another table, notes. The others keep their number."""
    for numero in range(ligne_entete + 1, len(grille.lignes) + 1):
        if not premiere <= numero <= derniere:
            grille.lignes[numero - 1] = []
            grille.doutes.pop(numero, None)
