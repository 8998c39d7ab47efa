"""The columns of a sheet: what each holds, and what forbids reading them further."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lib.domain.depots import COLONNES
from lib.domain.problemes import Probleme
from lib.domain.tableau import ColonneLue, Entete, to_visible
from lib.imports.catalogue import build_probleme
from lib.imports.entetes import suggest_colonne
from lib.imports.grille import LIMITE_COLONNES
from lib.imports.source import Source

LIGNES_DITES = 10
"""How many rows a refusal names."""

EXEMPLES_MAX = 200
"""How many different texts of a column are kept, to recognise what it holds and to show samples."""


def list_colonnes(source: Source) -> tuple[ColonneLue, ...]:
    """List the columns that have a title or hold something: how many cells are filled, the first different texts.

    The rows of a CSV whose shape is wrong have cells in no column.
    """
    titrees = {entete.colonne: entete for entete in source.reconnaissance.entetes}
    doutes, apres = source.grille.doutes, source.ligne_entete
    lignes = [ligne for numero, ligne in enumerate(source.grille.lignes[apres:], apres + 1) if numero not in doutes]
    largeur = max([*titrees, *(map(len, lignes) if not source.largeur else (source.largeur,))])
    colonnes = []
    for numero in range(1, largeur + 1):
        compte = Counter([ligne[numero - 1] for ligne in lignes if len(ligne) >= numero])
        textes = list(filter(to_visible, compte))
        entete = titrees.get(numero) or Entete(numero, "")
        if textes or entete.texte:
            exemples = tuple(islice(dict.fromkeys(texte.strip() for texte in textes), EXEMPLES_MAX))
            colonnes.append(ColonneLue(entete, sum(map(compte.__getitem__, textes)), exemples))
    return tuple(colonnes)


def check_colonnes(source: Source, colonnes: Sequence[ColonneLue]) -> list[Probleme]:
    """Refuse too many columns, two columns of one name or that may be read as one, a compulsory column missing."""
    reconnaissance, entetes = source.reconnaissance, source.reconnaissance.entetes
    if len(entetes) > LIMITE_COLONNES or source.grille.colonnes:
        return [build_probleme("F12", colonnes=max(len(entetes), source.grille.colonnes))]
    remplies = {colonne.entete.colonne for colonne in colonnes if colonne.remplies}
    doubles = [
        build_probleme("F07", colonne=nom, lettres=" et ".join(entete.lettre for entete in groupe))
        for nom, groupe in reconnaissance.doublons.items()
        if sum(entete.colonne in remplies for entete in groupe) > 1
    ]
    disputees = [
        build_probleme("F15", colonne=nom, titres=" et ".join(entete.lieu for entete in groupe))
        for nom, groupe in reconnaissance.rivales.items()
        if any(entete.colonne in remplies for entete in groupe[1:])
    ]
    lues = ", ".join(entete.titre for entete in entetes)
    manquantes = [
        build_probleme("F06", colonne=nom, colonnes=lues, suggestion=suggest_colonne(nom, reconnaissance))
        for nom in reconnaissance.manquantes
    ]
    return doubles + disputees + manquantes


def check_au_dessus(source: Source) -> list[Probleme]:
    """Refuse rows of data above the header: every key is filled there, one of them with a figure."""
    if source.choisie and source.choisie.ligne_entete:
        return []
    cles = {c.nom for c in COLONNES[source.reconnaissance.type_depot] if c.obligatoire and not c.saisie}
    rangs = [entete.colonne for entete in source.reconnaissance.entetes if entete.nom in cles]
    lignes = [
        str(numero)
        for numero, textes in enumerate(source.grille.lignes[: source.ligne_entete - 1], start=1)
        if rangs and _is_donnee([textes[rang - 1] if rang <= len(textes) else "" for rang in rangs])
    ]
    if not lignes:
        return []
    return [build_probleme("F16", titres=source.ligne_entete, lignes=f"ligne {', '.join(lignes[:LIGNES_DITES])}")]


def _is_donnee(cles: Sequence[str]) -> bool:
    return all(map(to_visible, cles)) and any(caractere.isdigit() for cle in cles for caractere in cle)
