"""The sheet of a CSV: its records, as many as a file that can be read may have; blank rows weigh nothing."""

from collections import Counter
from dataclasses import replace
from itertools import islice
from sys import intern

from lib.imports.csv_francais import SEPARATEURS, read_csv
from lib.imports.demesure import DemesureError
from lib.imports.grille import LIGNES_MAX, LIGNES_TABLEUR, LIMITE_COLONNES, Grille, is_vide


def build_grille(texte: str, separateur: str) -> Grille:
    """Read the rows of a CSV, up to too many; raises DemesureError, F20 for more cells than a file read may have.

    One copy of each text is kept: the cells of a column repeat few, and what looks them up again finds the same one.
    """
    grille = Grille([])
    vides: dict[str, tuple[list[str], str]] = {}
    remplies = gardees = 0
    for numero, (cellules, brut, doute) in enumerate(read_csv(texte, separateur), start=1):
        if numero > LIGNES_TABLEUR:
            raise DemesureError("F19")
        if is_vide(cellules):
            cellules, brut = vides.setdefault(brut, (cellules, brut))
        else:
            cellules, remplies = list(map(intern, cellules)), remplies + 1
            gardees += len(cellules)
            if remplies > LIGNES_MAX:
                return replace(grille, coupee=True)
            if gardees > LIGNES_MAX * LIMITE_COLONNES:
                raise DemesureError("F20")
        grille.lignes.append(cellules)
        grille.bruts.append(brut)
        if doute:
            grille.doutes[numero] = doute
    return grille


def find_separateur(texte: str) -> str:
    """Find the separator under which the most rows have one same width beyond one cell, then the widest.

    One that makes a row no spreadsheet holds is none; raises DemesureError when all do.
    """
    notes: dict[str, tuple[int, int]] = {}
    demesures: list[DemesureError] = []
    for separateur in SEPARATEURS:
        try:
            notes[separateur] = _rate(texte, separateur)
        except DemesureError as erreur:
            demesures.append(erreur)
    if not notes:
        raise demesures[0]
    return max(notes, key=lambda separateur: notes[separateur])


def _rate(texte: str, separateur: str) -> tuple[int, int]:
    """Rate a separator by the rows that a file which can be read may have."""
    lus = islice(read_csv(texte, separateur), LIGNES_MAX)
    largeurs = Counter(len(lu.cellules) for lu in lus if len(lu.cellules) > 1)
    largeur, nombre = max(largeurs.items(), key=lambda compte: (compte[1], compte[0]), default=(0, 0))
    return nombre, largeur
