"""Which rows a template has: what this person may fill for one quarter, with what is already known.

A row is a dict by column name (COLONNES); a column it has no use for, such as the terms of a plain count, is absent.
Figures are Decimal, amounts Decimal euros, what is unknown is None.
"""

from collections.abc import Callable
from datetime import date

from lib.domain.attendus import is_attendue
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.droits import Acteur
from lib.domain.faits import Resultat
from lib.domain.formats import MOIS, format_date_courte
from lib.domain.indicateurs import Indicateur
from lib.domain.modeles_argent import (
    LigneModele,
    Valeur,
    build_enveloppes,
    build_executions,
    build_reports,
    build_versements,
)
from lib.domain.nomenclatures import Mode, StatutCible, TypeDepot, TypeTerritoire
from lib.domain.perimetres import is_dans_perimetre
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import TERRITOIRE, is_lieu_confidentiel
from lib.domain.valeurs import TYPES_RAPPORT

MODALITES_MAX = 6
"""A longer breakdown has no row of its own: the ten « parcours » would take a quarter past 400 rows."""

Place = tuple[str, str]


def build_lignes_modele(
    contrat: ContratLu, type_depot: TypeDepot, trimestre: Trimestre, acteur: Acteur, hors_periode: bool = False
) -> list[LigneModele]:
    """Build the rows of a template, in the contract's order; hors_periode adds what the axe's period leaves out."""
    return _CONSTRUCTEURS[type_depot](contrat, trimestre, acteur, hors_periode)


def format_fenetre(indicateur: Indicateur, trimestre: Trimestre) -> str:
    """Say what a value must cover, by the indicator's mode (convention Jalons), without any rare character."""
    fin = format_date_courte(trimestre.fin)
    if indicateur.mode is Mode.CUMUL_ANNEE:
        return f"cumul depuis le 1er janvier {trimestre.annee}"
    if indicateur.mode is Mode.CUMUL_DEPUIS and indicateur.depuis:
        return _format_depuis(indicateur.depuis)
    prefixes = {
        Mode.COHORTE: "cohorte, ",
        Mode.VAGUE: "dernière vague d’enquête, ",
        Mode.VARIATION: "variation sur un an, ",
        Mode.TEXTE: "état ",
    }
    return f"{prefixes.get(indicateur.mode, '')}au {fin}"


def _format_depuis(jour: date) -> str:
    """Say « depuis septembre 2024 », with the day when it is not the first of the month."""
    if jour.day == 1:
        return f"depuis {MOIS[jour.month - 1]} {jour.year}"
    return f"depuis le {format_date_courte(jour)}"


def _build_resultats(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """Département totals first, then the details of each indicator: communes of the territoire pilote, modalities."""
    indicateurs = [
        indicateur
        for indicateur in contrat.indicateurs
        if is_dans_perimetre(acteur, contrat.habilitations, indicateur)
        and _is_a_saisir(contrat, indicateur, trimestre, hors)
    ]
    details = [(indicateur, place) for indicateur in indicateurs for place in _list_details(contrat, indicateur)]
    places = [*((indicateur, (DEPARTEMENT, "")) for indicateur in indicateurs), *details]
    return [_build_resultat(contrat, indicateur, trimestre, place) for indicateur, place in places]


def _is_a_saisir(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, hors: bool) -> bool:
    """Whether somebody may type this figure for the quarter."""
    if hors:
        return not indicateur.formule and indicateur.statut is not StatutCible.NON_CONTRACTUALISE
    return is_attendue(contrat, indicateur, trimestre)


def _list_details(contrat: ContratLu, indicateur: Indicateur) -> list[Place]:
    """List the places below the département total: (commune, "") then (DEP, « dimension:modalite »).

    There is no commune without the dimension « territoire », nor where the place is confidential.
    """
    places: list[Place] = []
    if TERRITOIRE in indicateur.dimensions:
        zones = [t for t in contrat.territoires if t.type is TypeTerritoire.ZONE]
        communes = dict.fromkeys(code for zone in zones for code in zone.membres.split())
        places += [(code, "") for code in communes if not is_lieu_confidentiel(contrat, indicateur, code)]
    modalites = group_par(contrat.modalites, lambda modalite: modalite.dimension)
    for dimension in indicateur.dimensions:
        siennes = modalites.get(dimension, [])
        if len(siennes) <= MODALITES_MAX:
            places += [(DEPARTEMENT, f"{dimension}:{modalite.code}") for modalite in siennes]
    return places


def _build_resultat(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, place: Place) -> LigneModele:
    territoire, ventilation = place
    connu = contrat.get_resultat(indicateur.code, trimestre, territoire, ventilation)
    precedent = _get_precedent(contrat, indicateur, trimestre, place)
    ligne: LigneModele = {
        "code_indicateur": indicateur.code,
        "libelle": _format_libelle(contrat, indicateur, place),
        "unite": indicateur.unite,
        "annee": trimestre.annee,
        "trimestre": f"T{trimestre.numero}",
        "fenetre": format_fenetre(indicateur, trimestre),
        "territoire": territoire,
        "ventilation": ventilation,
        "trimestre_precedent": precedent.periode.libelle if precedent else None,
        "valeur_precedente": _get_contenu(precedent),
        "valeur_connue": _get_contenu(connu),
        "valeur": None,
    }
    if indicateur.type in TYPES_RAPPORT:
        ligne |= {"numerateur": None, "denominateur": None}
    return ligne | {"statut": None, "commentaire": None}


def _get_precedent(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, place: Place) -> Resultat | None:
    """Give the last result with a content before the quarter, in the same place."""
    anterieurs = [
        resultat
        for resultat in contrat.resultats_par_indicateur.get(indicateur.code, [])
        if resultat.periode < trimestre
        and (resultat.territoire, resultat.ventilation) == place
        and _get_contenu(resultat) is not None
    ]
    return anterieurs[-1] if anterieurs else None


def _get_contenu(resultat: Resultat | None) -> Valeur:
    """Give the figure or the words of a result; None when it only has a status."""
    if resultat is None:
        return None
    return resultat.valeur if resultat.valeur is not None else resultat.texte or None


def _format_libelle(contrat: ContratLu, indicateur: Indicateur, place: Place) -> str:
    """Write what is measured and where: a measure that begins in lower case needs the label it is part of."""
    intitule = indicateur.intitule
    if intitule[:1].islower():
        intitule = f"{indicateur.libelle} – {intitule}"
    territoire, ventilation = place
    if ventilation:
        noms = {f"{modalite.dimension}:{modalite.code}": modalite.intitule for modalite in contrat.modalites}
        return f"{intitule} – {noms[ventilation]}"
    return intitule if territoire == DEPARTEMENT else f"{intitule} – {contrat.territoire_par_code[territoire].nom}"


def _build_cibles(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """One row per indicator, place with a target, and year from the quarter's to the contract's last one."""
    lignes: list[LigneModele] = []
    for indicateur in contrat.indicateurs:
        if indicateur.statut is StatutCible.NON_CONTRACTUALISE:
            continue
        axe = contrat.axe_par_code[indicateur.axe]
        cibles = contrat.cibles_par_indicateur.get(indicateur.code, [])
        for place in dict.fromkeys([(DEPARTEMENT, ""), *((c.territoire, c.ventilation) for c in cibles)]):
            lignes += [
                _build_cible(contrat, indicateur, annee, place)
                for annee in contrat.compute_annees()
                if annee >= trimestre.annee and (hors or axe.debut.year <= annee <= axe.fin.year)
            ]
    return lignes


def _build_cible(contrat: ContratLu, indicateur: Indicateur, annee: int, place: Place) -> LigneModele:
    territoire, ventilation = place
    cible = contrat.get_cible(indicateur.code, annee, territoire, ventilation)
    en_vigueur: Valeur = None
    if cible is not None:
        en_vigueur = cible.valeur if cible.valeur is not None else cible.texte or None
    return {
        "code_indicateur": indicateur.code,
        "libelle": _format_libelle(contrat, indicateur, place),
        "unite": indicateur.unite,
        "annee": annee,
        "territoire": territoire,
        "ventilation": ventilation,
        "cible_en_vigueur": en_vigueur,
        "valeur": None,
        "texte": None,
        "avenant": None,
    }


def _build_contexte(contrat: ContratLu, trimestre: Trimestre, acteur: Acteur, hors: bool) -> list[LigneModele]:
    """One row per territory and measure already known, at the last day of the quarter."""
    connus = {(contexte.territoire, contexte.mesure): contexte for contexte in contrat.contexte}
    return [
        {
            "territoire": contexte.territoire,
            "mesure": contexte.mesure,
            "libelle": f"{contexte.libelle} – {contrat.territoire_par_code[contexte.territoire].nom}",
            "date": format_date_courte(trimestre.fin),
            "valeur": None,
            "unite": contexte.unite,
            "source": None,
        }
        for contexte in connus.values()
    ]


_CONSTRUCTEURS: dict[TypeDepot, Callable[[ContratLu, Trimestre, Acteur, bool], list[LigneModele]]] = {
    TypeDepot.RESULTATS: _build_resultats,
    TypeDepot.EXECUTIONS: build_executions,
    TypeDepot.CIBLES: _build_cibles,
    TypeDepot.ENVELOPPES: build_enveloppes,
    TypeDepot.VERSEMENTS: build_versements,
    TypeDepot.REPORTS: build_reports,
    TypeDepot.CONTEXTE: _build_contexte,
}
