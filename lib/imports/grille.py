"""Grille: the raw texts of a sheet where the user sees them, the same for a CSV and for a workbook."""

from dataclasses import dataclass, field

from lib.domain.tableau import Cellule, Doute, GenreCellule

LIMITE_OCTETS = 5 * 1024 * 1024
LIMITE_LIGNES = 20_000
LIMITE_COLONNES = 60
LIGNES_EN_TETE = 30
"""How many first rows may hold the header."""


@dataclass(frozen=True)
class Grille:
    """Rows of texts, the first at spreadsheet row 1; `genres` tells the cells, by (row, column), that are no text.

    `fusions` are the merged ranges that span several rows of one column: (first row, last row, column). Of a CSV,
    `bruts` are the rows as the file has them and `doutes`, by row, what is wrong with their quotes.
    """

    lignes: list[list[str]]
    genres: dict[tuple[int, int], GenreCellule] = field(default_factory=dict)
    fusions: tuple[tuple[int, int, int], ...] = ()
    bruts: list[str] = field(default_factory=list)
    doutes: dict[int, Doute] = field(default_factory=dict)

    def get_cellule(self, ligne: int, colonne: int) -> Cellule:
        """Give one cell, empty beyond the end of its row."""
        textes = self.lignes[ligne - 1]
        texte = textes[colonne - 1] if colonne <= len(textes) else ""
        return Cellule(ligne, colonne, texte, self.genres.get((ligne, colonne), GenreCellule.TEXTE))


def is_vide(ligne: list[str]) -> bool:
    """Whether a row shows nothing."""
    return not any(ligne) or not "".join(ligne).strip()


def keep_lignes(grille: Grille, ligne_entete: int, premiere: int, derniere: int) -> None:
    """Empty the rows under the titles that are not to be read: another table, notes. The others keep their number."""
    for numero in range(ligne_entete + 1, len(grille.lignes) + 1):
        if not premiere <= numero <= derniere:
            grille.lignes[numero - 1] = []
            grille.doutes.pop(numero, None)
