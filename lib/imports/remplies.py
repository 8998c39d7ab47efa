"""Counting the filled cells of a sheet on the sheet itself: what the reading will have to account for."""

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
    contenu: dict[int, tuple[int, ...]] = {}
    a_remplir: dict[tuple[int, ...], tuple[int, ...]] = {}  # rows are filled in few ways: each is looked at once
    compte: Counter[tuple[int, ...]] = Counter()
    for numero, textes in enumerate(grille.lignes[ligne_entete:], start=ligne_entete + 1):
        remplies = tuple(compress(count(1), map(to_visible, textes)))
        if not remplies or numero in titres:
            continue
        if numero in grille.doutes:
            contenu[numero] = remplies
            continue
        if remplies not in a_remplir:
            a_remplir[remplies] = tuple(rang for rang in remplies if rang in contenus)
        compte[remplies] += 1
        if siennes := a_remplir[remplies]:
            contenu[numero] = siennes
    ignorees: Counter[int] = Counter()
    for remplies, lignes in compte.items():
        ignorees.update({rang: lignes for rang in remplies if rang not in connues})
    return Remplies(MappingProxyType(contenu), MappingProxyType(dict(ignorees)))
