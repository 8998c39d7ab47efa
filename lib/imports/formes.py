"""The shape of CSV rows: which have their cells in their columns, as the header has them, and what ails the others.

Excel cuts the empty columns at the end of rows, block of sixteen rows by block: such rows are short and right.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from lib.domain.tableau import Doute, to_visible

BLOC = 16
"""Rows that Excel writes with one same width, from the first row of the sheet."""


def find_doutes(
    lignes: Sequence[Sequence[str]], ligne_entete: int, doutes: Mapping[int, Doute], obligatoires: Collection[int]
) -> dict[int, Doute]:
    """Give, by spreadsheet row, what is wrong with the shape of the filled rows under the header of a CSV.

    doutes are those already known of their quotes; obligatoires the numbers of the columns that no row can be without.
    """
    largeur = len(lignes[ligne_entete - 1])
    remplies = {
        numero: len(lignes[numero - 1])
        for numero in range(ligne_entete + 1, len(lignes) + 1)
        if any(map(to_visible, lignes[numero - 1]))
    }
    attendues = _list_largeurs(lignes, remplies, largeur, max(obligatoires, default=largeur))
    return {
        numero: doutes.get(numero) or (Doute.COURTE if etendue < attendues.get(numero, largeur) else Doute.LONGUE)
        for numero, etendue in remplies.items()
        if numero in doutes or etendue != attendues.get(numero, largeur)
    }


def _list_largeurs(
    lignes: Sequence[Sequence[str]], remplies: Mapping[int, int], largeur: int, minimum: int
) -> dict[int, int]:
    """Give the rows whose width is not the header's: those of a block that was cut, or all, with an empty end."""
    toutes = set(remplies.values())
    if toutes <= {largeur}:
        return {}
    if len(toutes) == 1 and len(remplies) > 1 and (commune := max(toutes)) > largeur:
        vides = all(not any(map(to_visible, lignes[numero - 1][largeur:])) for numero in remplies)
        return dict.fromkeys(remplies, commune) if vides else {}
    blocs: dict[int, list[int]] = {}
    for numero in remplies:
        blocs.setdefault((numero - 1) // BLOC, []).append(numero)
    attendues: dict[int, int] = {}
    for numeros in blocs.values():
        (courante, nombre), *_ = Counter(remplies[numero] for numero in numeros).most_common(1)
        if minimum <= courante < largeur and nombre * 2 > len(numeros) and _is_bloc_coupe(lignes, numeros, courante):
            attendues |= dict.fromkeys(numeros, courante)
    return attendues


def _is_bloc_coupe(lignes: Sequence[Sequence[str]], numeros: Sequence[int], courante: int) -> bool:
    """Whether a block is one that Excel cut: its last column is filled on one row at least, and no header is in it."""
    debut = (numeros[0] - 1) // BLOC * BLOC
    entieres = len(numeros) == sum(any(map(to_visible, ligne)) for ligne in lignes[debut : debut + BLOC])
    siennes = (lignes[numero - 1] for numero in numeros if len(lignes[numero - 1]) == courante)
    return entieres and any(to_visible(ligne[-1]) for ligne in siennes)
