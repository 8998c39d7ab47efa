"""Cells corrected on screen: laid over what the file says, before anything is read of it."""

from collections.abc import Iterable

from lib.domain.tableau import Retouche
from lib.imports.controles import clean_texte
from lib.imports.csv_francais import split_ligne
from lib.imports.grille import Grille


def correct_grille(
    grille: Grille, corrections: Iterable[tuple[tuple[int, int], str]], separateur: str
) -> tuple[Retouche, ...]:
    """Put in a sheet the texts typed for (row, column); column 0 is a whole row of a CSV, cut at its separator.

    A corrected cell is a text, whatever the file said it was. A row the sheet does not have is ignored. Gives what
    each place said before.
    """
    corrigees = []
    for (ligne, colonne), tape in corrections:
        texte = clean_texte(tape)
        if not 1 <= ligne <= len(grille.lignes) or (colonne == 0 and not separateur):
            continue
        if colonne == 0:
            lu, grille.bruts[ligne - 1] = grille.bruts[ligne - 1], texte
            grille.lignes[ligne - 1] = split_ligne(texte, separateur)
            grille.doutes.pop(ligne, None)
        else:
            lu = grille.get_cellule(ligne, colonne).montree
            cellules = grille.lignes[ligne - 1]
            grille.lignes[ligne - 1] = cellules = [*cellules, *[""] * (colonne - len(cellules))]
            cellules[colonne - 1] = texte
            for dits in (grille.genres, grille.affichages, grille.formules):
                dits.pop((ligne, colonne), None)
        corrigees.append(Retouche(ligne, colonne, lu, texte))
    return tuple(corrigees)
