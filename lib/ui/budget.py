"""First blocks of the Budget page: what is being read, then the gauges of consumption by axe and volet."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from lib.charts.jauges import Jauge, format_arrondi, format_nom_axe, format_recus, list_jauges
from lib.charts.jauges_dessin import build_jauges_chart
from lib.charts.theme import COULEURS_FINANCEURS
from lib.domain.argent import A_CONFIRMER, build_synthese, has_montants
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import (
    FINE,
    INSECABLE,
    format_date_longue,
    format_euros,
    format_points,
    format_pourcentage,
    format_taux,
)
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre, dernier_trimestre_clos
from lib.ui.adresse import get_trimestre_partage, save_trimestre
from lib.ui.composants import show_chiffres, show_phrase, show_vide
from lib.ui.litteral import select_segment
from lib.ui.previsionnel import show_montants_prevus

SEPARES, ENSEMBLE = "État et Département", "Ensemble"
CLE_ANNEE, CLE_FIN = "budget-annee", "budget-fin"

LEGENDE = (
    "Piste{i}: la base, 100{f}%. Barre{i}: réalisé ({couleurs}). Trait noir{i}: attendu à cette date, au prorata des "
    "mois écoulés de chaque action (convention Jalons). Bande pâle{i}: versé par l’État, pas encore réalisé. "
    "Hachures{i}: au-delà de la base. Piste en pointillé{i}: exécution non transmise."
)


def select_vue(contrat: ContratLu) -> tuple[Trimestre, bool]:
    """Let the visitor choose a year, a quarter in it, and funders apart (True) or together; all kept in the URL.

    The quarter is the one every page reads (?trimestre=2024-T4); when nobody chose any, one arrives on the last year
    whose amounts are written, at its last quarter received, else at its last closed one.
    """
    trimestre = get_trimestre_partage(contrat)
    if trimestre is None:
        trimestre = get_trimestre_par_defaut(contrat, get_annee_par_defaut(contrat), date.today())
    # The address wins over the widgets, which only rewrite it.
    st.session_state[CLE_ANNEE], st.session_state[CLE_FIN] = trimestre.annee, trimestre.numero

    def save_annee() -> None:
        save_trimestre(get_trimestre_par_defaut(contrat, st.session_state[CLE_ANNEE], date.today()))

    def save_fin() -> None:
        save_trimestre(Trimestre(trimestre.annee, st.session_state[CLE_FIN]))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        annees = list(contrat.compute_annees())
        select_segment("Année", annees, required=True, key=CLE_ANNEE, on_change=save_annee)
        select_segment(
            "Situation à fin",
            [1, 2, 3, 4],
            format_func=lambda numero: f"T{numero}",
            required=True,
            key=CLE_FIN,
            on_change=save_fin,
        )
        choix = [SEPARES, ENSEMBLE]
        financeurs = select_segment(
            "Financeurs", choix, default=SEPARES, required=True, key="financeurs", bind="query-params"
        )
    return trimestre, financeurs != ENSEMBLE


def get_annee_par_defaut(contrat: ContratLu) -> int:
    """Give the last year whose State amounts are written, else the first year of the contract."""
    annees = contrat.compute_annees()
    return max((annee for annee in annees if has_montants(contrat, annee)), default=annees[0])


def get_trimestre_par_defaut(contrat: ContratLu, annee: int, aujourd_hui: date) -> Trimestre:
    """Give the last quarter of a year with some spending, else its last closed quarter, else the first."""
    recus = [e.trimestre for e in contrat.executions if e.annee == annee]
    if recus:
        return Trimestre(annee, max(recus))
    return max(Trimestre(annee, 1), min(Trimestre(annee, 4), dernier_trimestre_clos(aujourd_hui)))


def show_consommation(contrat: ContratLu, trimestre: Trimestre, separes: bool) -> None:
    """Show the gauges of every axe and volet, or say honestly that nothing was received or nothing is notified."""
    annee = trimestre.annee
    if not has_montants(contrat, annee):
        show_vide(explain_annee_vide(contrat, annee))
    if not any(e.annee == annee for e in contrat.executions):
        show_vide(f"Aucune exécution déposée pour {annee}.", "Déposer", "/depot")
        if has_montants(contrat, annee):
            show_montants_prevus(contrat, annee)
        return
    jauges = list_jauges(contrat, trimestre, separes)
    phrase = build_phrase_consommation(contrat, trimestre)
    show_phrase(phrase, f"Réalisé cumulé du 1er janvier à fin {trimestre.libelle}, en part de la base de l’année")
    st.vega_lite_chart(spec=build_jauges_chart(jauges, trimestre), width="stretch", theme=None, alt=phrase)
    show_legende()
    show_chiffres(list_chiffres(jauges), f"consommation-{trimestre}", "Consommation par axe, volet et financeur")


def explain_annee_vide(contrat: ContratLu, annee: int) -> str:
    """Say that no amount is recorded for a year, and which axes and volets are over by then."""
    phrase = (
        f"{annee}{INSECABLE}: montants {A_CONFIRMER} (art. 2.2 et 3). Aucun montant n’est enregistré pour cette année, "
        "et aucun n’est recopié d’une autre."
    )
    finis = [axe for axe in contrat.axes if axe.fin.year < annee]
    if not finis:
        return phrase
    noms = ", ".join(format_nom_axe(axe, contrat.axes).partition(" ·")[0] for axe in finis)
    return (
        f"{phrase} {noms}{INSECABLE}: période terminée le {format_date_longue(max(axe.fin for axe in finis))} (art. 4)."
    )


def show_legende() -> None:
    """Say how a gauge is read, its colours beside their words."""
    couleurs = ", ".join(
        f"<span style='color:{COULEURS_FINANCEURS[f]}' aria-hidden='true'>■</span>{INSECABLE}{escape(f.libelle)}"
        for f in Financeur
    )
    st.html(f"<p class='sous-phrase'>{LEGENDE.format(i=INSECABLE, f=FINE, couleurs=couleurs)}</p>")


def build_phrase_consommation(contrat: ContratLu, trimestre: Trimestre) -> str:
    """Write what the gauges say: the whole, each main funder, then the gauge furthest below what is expected."""
    synthese = build_synthese(contrat, trimestre)
    taux = synthese.compute_taux_consommation()
    if taux.rapport is None:
        return f"{trimestre.libelle}{INSECABLE}: taux de consommation inconnu, {taux.motif}."
    parts = [
        f"{financeur.libelle} {format_taux(part)}"
        for financeur in (Financeur.ETAT, Financeur.CD)
        if (part := synthese.select(financeur=financeur).compute_taux_consommation().rapport) is not None
    ]
    attendue = synthese.compute_part_attendue()
    attendu = f", attendu {format_pourcentage(attendue)}" if attendue is not None else ""
    phrase = (
        f"À fin {trimestre.libelle}, {format_taux(taux.rapport)} consommés{attendu}{INSECABLE}: "
        f"{format_arrondi(taux.realise)} sur {format_arrondi(taux.base)} ({', '.join(parts)})."
    )
    recus = synthese.compute_somme("realise")
    if not recus.complete:
        phrase += f" {format_recus(recus)}."
    return f"{phrase} {_build_phrase_retard(list_jauges(contrat, trimestre, separes=True))}".strip()


def _build_phrase_retard(jauges: list[Jauge]) -> str:
    """Name the gauge furthest below what is expected at the date, '' when none is; incomplete ones are left out."""
    retards = [
        (attendue - rapport, jauge.nom)
        for jauge in jauges
        if not jauge.total
        and jauge.realise.complete
        and (rapport := jauge.taux.rapport) is not None
        and (attendue := jauge.part_attendue) is not None
        and rapport < attendue
    ]
    if not retards:
        return ""
    ecart, nom = max(retards, key=lambda retard: retard[0])
    return f"Le plus loin de l’attendu{INSECABLE}: {nom}, {format_points(ecart)} de moins."


def list_chiffres(jauges: list[Jauge]) -> list[dict[str, Any]]:
    """Give the table of the gauges, base and words of the base beside each rate."""
    return [
        {
            "Axe ou volet": jauge.libelle,
            "Financeur": jauge.financeur.libelle if jauge.financeur else "Tous",
            "Prévu": format_euros(jauge.synthese.compute_somme("prevu").montant),
            "Notifié": format_euros(jauge.synthese.compute_somme("notifie").montant),
            "Reporté": format_euros(jauge.synthese.compute_somme("reporte").montant),
            "Versé": format_euros(jauge.verse),
            "Réalisé": format_euros(jauge.realise.montant),
            "Reçus": f"{jauge.realise.connus}/{jauge.realise.attendus}",
            "Base": format_euros(jauge.taux.base),
            "Nature de la base": jauge.taux.libelle_base,
            "Taux": format_taux(jauge.taux.rapport),
            "Attendu": format_pourcentage(jauge.part_attendue),
        }
        for jauge in jauges
    ]
