"""A sheet as it goes from a process to another: its filled rows one by one, in words and figures, never in objects."""

from collections.abc import Iterable, Iterator
from typing import Any

from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.grille import Formule, Fusion, Grille


def write_grille(grille: Grille) -> Iterator[dict[str, Any]]:
    """Yield what a sheet holds, as JSON can say it: all but its rows, then its filled rows."""
    yield {
        "lignes": len(grille.lignes),
        "fusions": grille.fusions,
        "masquees": sorted(grille.lignes_masquees),
        "filtrees": sorted(grille.filtrees),
        "colonnes_masquees": sorted(grille.colonnes_masquees),
        "colonnes": grille.colonnes,
        "coupee": grille.coupee,
        "controles": grille.controles,
    }
    for numero, textes in enumerate(grille.lignes, start=1):
        if textes:
            yield {"ligne": numero, "textes": textes, "cellules": list(_iterate_cellules(grille, numero, len(textes)))}


def _iterate_cellules(grille: Grille, ligne: int, largeur: int) -> Iterator[tuple[Any, ...]]:
    """Yield what the cells of a row are besides their text."""
    for colonne in range(1, largeur + 1):
        place = (ligne, colonne)
        genre, affichage = grille.genres.get(place), grille.affichages.get(place)
        formule = grille.formules.get(place)
        if genre or affichage or formule:
            yield colonne, genre, affichage, formule and (formule.texte, formule.doute)


def read_grille(elements: Iterable[dict[str, Any]]) -> Grille:
    """Build the sheet again from all that write_grille gave of it."""
    suite = iter(elements)
    entete = next(suite)
    grille = Grille(
        [[]] * entete["lignes"],
        fusions=tuple(Fusion(*fusion) for fusion in entete["fusions"]),
        lignes_masquees=frozenset(entete["masquees"]),
        filtrees=frozenset(entete["filtrees"]),
        colonnes_masquees=frozenset(entete["colonnes_masquees"]),
        colonnes=entete["colonnes"],
        coupee=entete["coupee"],
        controles=entete["controles"],
    )
    for element in suite:
        numero = element["ligne"]
        grille.lignes[numero - 1] = element["textes"]
        for colonne, genre, affichage, formule in element["cellules"]:
            place = (numero, colonne)
            if genre:
                grille.genres[place] = GenreCellule(genre)
            if affichage:
                grille.affichages[place] = Affichage(*affichage)
            if formule:
                grille.formules[place] = Formule(*formule)
    return grille
