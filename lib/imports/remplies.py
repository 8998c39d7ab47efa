"""Counting the filled cells of a sheet on the sheet itself: what the reading will have to account for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from itertools import compress, count
from types import MappingProxyType

from lib.domain.depots import COLONNES
from lib.domain.tableau import Remplies, to_visible
from lib.imports.entetes import Reconnaissance
from lib.imports.grille import Grille


def count_remplies(
    grille: Grille, ligne_entete: int, reconnaissance: Reconnaissance, titres: Collection[int]
) -> Remplies:
    """Count the filled cells under a header; keys and columns printed for information are landmarks, not contents.

    A row of a CSV whose shape is wrong counts all its cells. titres are the rows below that only repeat titles.
    """
    saisies = {colonne.nom for colonne in COLONNES[reconnaissance.type_depot] if colonne.saisie}
    connues = {entete.colonne for entete in reconnaissance.entetes if entete.nom}
    contenus = {e.colonne for e in reconnaissance.entetes if e.fixes or e.nom in saisies}
    lignes = grille.lignes[ligne_entete:]
    largeur = max(map(len, lignes), default=0)
    comptees = [rang for rang in range(1, largeur + 1) if rang in contenus or rang not in connues]
    contenu: dict[int, tuple[int, ...]] = {}
    a_remplir: dict[tuple[int, ...], tuple[int, ...]] = {}  # rows are filled in few ways: each is looked at once
    compte: Counter[tuple[int, ...]] = Counter()
    for numero, textes in enumerate(lignes, start=ligne_entete + 1):
        if numero in titres:
            continue
        if numero in grille.doutes:
            if remplies := tuple(compress(count(1), map(to_visible, textes))):
                contenu[numero] = remplies
            continue
        siennes = comptees if len(textes) == largeur else comptees[: bisect_right(comptees, len(textes))]
        remplies = tuple([rang for rang in siennes if to_visible(textes[rang - 1])])
        if remplies not in a_remplir:
            a_remplir[remplies] = tuple(rang for rang in remplies if rang in contenus)
        compte[remplies] += 1
        if a_remplir[remplies]:
            contenu[numero] = a_remplir[remplies]
    ignorees: Counter[int] = Counter()
    for remplies, nombre in compte.items():
        ignorees.update({rang: nombre for rang in remplies if rang not in connues})
    return Remplies(MappingProxyType(contenu), MappingProxyType(dict(ignorees)))
