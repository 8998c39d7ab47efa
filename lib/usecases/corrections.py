"""Mending a file on screen: the cells in error or to confirm, as their author wrote them."""

from collections.abc import Iterable

from lib.domain.conservation import Place
from lib.domain.corrections import CelluleACorriger, Reparation
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.formats import INSECABLE
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import ColonneLue, Retouche, get_lettre
from lib.imports.lecture import read_source
from lib.imports.regles_cadre import SAISIES
from lib.imports.source import Source
from lib.usecases.depots import Depot, PlanDepot

CODES_DE_FORME = frozenset({"L08", "L15", "L16", "L18"})
"""Problems of the shape of a CSV row: it is typed again as a whole."""

CODES_DU_FICHIER = frozenset({"L17"})
"""Problems that only the file can mend: a row that holds several others has no single row to be typed again."""

A_MONTRER = (NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER)
SEPARATION = " | "


def load_reparation(acteur: Acteur, depot: Depot, plan: PlanDepot) -> Reparation:
    """Give the cells of a file to mend on screen; the original file is read again, never changed."""
    check_can_deposer(acteur, depot.type_depot)
    if plan.est_illisible:
        return Reparation()
    source, _ = read_source(depot.contenu, depot.nom, plan.type_depot, depot.consignes)
    return Reparation(_list_a_corriger(source, plan.problemes)) if source is not None else Reparation()


def get_lieu_corrigee(corrigee: Retouche, colonnes: Iterable[ColonneLue]) -> str:
    """Write where a corrected cell is: « Ligne 4, colonne E « valeur » »."""
    if corrigee.rang == 0:
        return f"Ligne {corrigee.numero}, entière"
    lieux = {colonne.entete.colonne: colonne.lieu for colonne in colonnes}
    return f"Ligne {corrigee.numero}, colonne {lieux.get(corrigee.rang, get_lettre(corrigee.rang))}"


def _list_a_corriger(source: Source, problemes: Iterable[Probleme]) -> tuple[CelluleACorriger, ...]:
    """Group the problems by cell, cells in error first, then by row."""
    groupes: dict[tuple[Place | None, int, str], list[Probleme]] = {}
    for probleme in dict.fromkeys(problemes):
        if probleme.niveau in A_MONTRER and probleme.ligne is not None and probleme.rang is not None:
            place = _find_place(source, probleme)
        elif probleme.niveau is NiveauProbleme.ERREUR and probleme.ligne is not None:
            place = None
        else:
            continue
        cle = (place, 0, "") if place else (None, probleme.ligne, probleme.colonne)
        groupes.setdefault(cle, []).append(probleme)
    cellules = (_build_cellule(source, place, siens) for (place, _, _), siens in groupes.items())
    return tuple(sorted(cellules, key=lambda cellule: (not cellule.est_une_erreur, cellule.ligne)))


def _build_cellule(source: Source, place: Place | None, problemes: list[Probleme]) -> CelluleACorriger:
    premier = problemes[0]
    ligne = premier.ligne or 0
    lieu = _get_lieu(source, place) if place else ", ".join(filter(None, [f"Ligne {ligne}", premier.colonne]))
    texte = get_texte(source, place) if place else premier.lu
    return CelluleACorriger(place, lieu, texte, _get_rangee(source, ligne), tuple(problemes))


def _find_place(source: Source, probleme: Probleme) -> Place | None:
    """Find the cell to type again: the whole row for its shape, the figure for what concerns the row, else its cell.

    A merged cell is typed again where it begins, for all the rows that it covers.
    """
    ligne, rang = probleme.ligne or 0, probleme.rang or 0
    if probleme.code in CODES_DU_FICHIER:
        return None
    if rang == 0 and probleme.code in CODES_DE_FORME:
        return ligne, 0
    colonne = rang or _get_colonne_saisie(source)
    if colonne is None:
        return None
    if not source.grille.get_cellule(ligne, colonne).est_vide:
        return ligne, colonne
    hauts = (f.ligne for f in source.grille.fusions if f.colonne == colonne and f.ligne < ligne <= f.fin)
    return next(hauts, ligne), colonne


def _get_colonne_saisie(source: Source) -> int | None:
    """Give the column of the figure, None when the file has one for each quarter."""
    saisie = SAISIES[source.reconnaissance.type_depot][0]
    entetes = source.reconnaissance.entetes
    return next((entete.colonne for entete in entetes if entete.nom == saisie and not entete.fixes), None)


def get_texte(source: Source, place: Place) -> str:
    """Give a cell, or a whole row of a CSV, as its author sees it."""
    ligne, colonne = place
    return source.grille.get_cellule(ligne, colonne).montree if colonne else source.grille.bruts[ligne - 1]


def _get_lieu(source: Source, place: Place) -> str:
    """Write where a cell is, as the spreadsheet shows it: « Ligne 4, colonne E « valeur » »."""
    ligne, colonne = place
    if colonne == 0:
        return f"Ligne {ligne}, entière"
    entete = next((e for e in source.reconnaissance.entetes if e.colonne == colonne), None)
    lettre = source.grille.get_cellule(ligne, colonne).lettre
    titre = f" «{INSECABLE}{entete.titre}{INSECABLE}»" if entete and entete.titre else ""
    return f"Ligne {ligne}, colonne {lettre}{titre}"


def _get_rangee(source: Source, ligne: int) -> str:
    """Give a whole row as its author sees it: its raw text in a CSV, its filled cells in a workbook."""
    if source.grille.bruts:
        return source.grille.bruts[ligne - 1]
    textes = source.grille.lignes[ligne - 1]
    cellules = (source.grille.get_cellule(ligne, colonne) for colonne in range(1, len(textes) + 1))
    return SEPARATION.join(cellule.montree for cellule in cellules if not cellule.est_vide)
