"""The money of one axe or volet, action by action, then its detailed lines and its unit costs."""

from html import escape

import streamlit as st

from lib.charts.jauges import format_nom_axe, list_jauges_fiche
from lib.charts.jauges_dessin import build_jauges_chart
from lib.charts.rangees import shorten_nom
from lib.domain.argent import build_synthese
from lib.domain.contrat import Axe, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.couts_unitaires import CoutUnitaire, compute_couts_unitaires
from lib.domain.formats import (
    INSECABLE,
    format_euros,
    format_nombre,
    format_points,
    format_pourcentage,
    format_taux,
    round_decimal,
)
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_texte
from lib.ui.budget import list_chiffres, show_legende
from lib.ui.composants import Html, show_chiffres, show_phrase, show_vide
from lib.ui.fiche_argent import show_lignes_fiche
from lib.ui.liens import build_lien_fiche, build_lien_indicateur
from lib.ui.litteral import select_segment
from lib.ui.montants import show_montants

LONGUEUR_NOM = 44


def show_actions(contrat: ContratLu, trimestre: Trimestre, separes: bool) -> None:
    """Let the visitor choose an axe or volet, then show its actions' gauges, unit costs and detailed lines."""
    axe = select_axe(contrat)
    if axe is None:
        return
    fiches = contrat.fiches_par_axe.get(axe.code, [])
    _show_jauges(contrat, axe, trimestre, separes)
    _show_couts(contrat, {fiche.code for fiche in fiches}, trimestre)
    st.header("Lignes détaillées, telles que les fiches les écrivent", anchor=False)
    for fiche in fiches:
        with st.expander(f"{fiche.code} · {fiche.intitule}"):
            show_lignes_fiche(contrat, fiche)


def select_axe(contrat: ContratLu) -> Axe | None:
    """Let the visitor choose an axe or volet, its code kept in the URL (?axe=A1); None when there is none."""
    codes = [axe.code for axe in contrat.axes]
    if not codes:
        st.write("Ce contrat n’a pas d’axe.")
        return None
    demande = st.query_params.get("axe", "")
    cle = "budget-axe"
    # The address wins over the widget, which only rewrites it.
    st.session_state[cle] = demande if demande in codes else codes[0]
    select_segment(
        "Axe ou volet",
        codes,
        format_func=lambda code: format_texte(format_nom_axe(contrat.axe_par_code[code], contrat.axes)),
        required=True,
        key=cle,
        on_change=lambda: st.query_params.update(axe=st.session_state[cle]),
    )
    return contrat.axe_par_code[st.session_state[cle]]


def _show_jauges(contrat: ContratLu, axe: Axe, trimestre: Trimestre, separes: bool) -> None:
    """Show the gauges of the actions, or what the year gives them when nothing was spent."""
    nom = format_nom_axe(axe, contrat.axes)
    jauges = [
        jauge
        for fiche in contrat.fiches_par_axe.get(axe.code, [])
        for jauge in list_jauges_fiche(contrat, fiche.code, trimestre, separes, format_nom_fiche(fiche))
    ]
    if all(jauge.taux.base is None and jauge.realise.montant is None for jauge in jauges):
        show_vide(
            f"{nom}{INSECABLE}: {jauges[0].texte} pour {trimestre.annee}." if jauges else f"{nom}, aucune action."
        )
        return
    phrase = build_phrase_actions(contrat, axe, trimestre)
    show_phrase(phrase, f"Réalisé cumulé du 1er janvier à fin {trimestre.libelle}, par action et financeur")
    st.vega_lite_chart(spec=build_jauges_chart(jauges, trimestre), width="stretch", theme=None, alt=phrase)
    show_legende()
    show_chiffres(list_chiffres(jauges), f"actions-{axe.code}-{trimestre}", f"Consommation par action, {nom}")


def format_nom_fiche(fiche: FicheAction) -> str:
    """Write « S.1.1 · Prévenir le décrochage… », short enough to stand beside amounts."""
    return shorten_nom(f"{fiche.code} · {fiche.intitule}", LONGUEUR_NOM)


def build_phrase_actions(contrat: ContratLu, axe: Axe, trimestre: Trimestre) -> str:
    """Write the rate of the axe, then its action furthest below what is expected; incomplete ones are left out."""
    synthese = build_synthese(contrat, trimestre).select(axe=axe.code)
    taux, nom = synthese.compute_taux_consommation(), format_nom_axe(axe, contrat.axes)
    if taux.rapport is None:
        return f"{nom}, {trimestre.libelle}{INSECABLE}: {taux.motif}."
    attendue = synthese.compute_part_attendue()
    attendu = f", attendu {format_pourcentage(attendue)}" if attendue is not None else ""
    phrase = f"{nom}{INSECABLE}: {format_taux(taux.rapport)} consommés à fin {trimestre.libelle}{attendu}."
    retards = []
    for fiche in contrat.fiches_par_axe.get(axe.code, []):
        lignes = synthese.select(fiche=fiche.code)
        rapport, part = lignes.compute_taux_consommation().rapport, lignes.compute_part_attendue()
        if lignes.compute_somme("realise").complete and rapport is not None and part is not None and rapport < part:
            retards.append((part - rapport, fiche.code))
    if len(retards) < 2:
        return phrase
    ecart, code = max(retards)
    return f"{phrase} Le plus loin de l’attendu{INSECABLE}: {code}, {format_points(ecart)} de moins."


def _show_couts(contrat: ContratLu, fiches: set[str], trimestre: Trimestre) -> None:
    """Show the unit costs written and, where a published result counts the unit, the realised ones."""
    couts = [cout for cout in compute_couts_unitaires(contrat, trimestre) if cout.fiche in fiches]
    st.header("Coûts unitaires", anchor=False)
    if not couts:
        st.write(f"Aucun prix unitaire n’est écrit pour ces actions en {trimestre.annee}.")
        return
    realises = [cout for cout in couts if cout.rapport is not None]
    show_phrase(
        " ".join(build_phrase_cout(cout, trimestre) for cout in realises)
        or "Prix écrits au contrat ; aucun coût réalisé ne peut être calculé.",
        "Coût réalisé : ce que l’action a dépensé, tous financeurs, divisé par le résultat publié (convention Jalons).",
    )
    show_montants(
        [_build_cout(cout) for cout in couts], "Coûts unitaires écrits et réalisés", ("Prix écrit", "Réalisé")
    )


def build_phrase_cout(cout: CoutUnitaire, trimestre: Trimestre) -> str:
    """Write a realised unit cost beside the one the contract writes."""
    provisoire = " (provisoire, année en cours)" if cout.provisoire else ""
    return (
        f"{cout.fiche}{INSECABLE}: {format_cout(cout)} dépensés pour chacun des {format_nombre(cout.denominateur)} "
        f"{cout.unite} à fin {trimestre.libelle}{provisoire}, {format_euros(cout.prix)} écrits au contrat."
    )


def format_cout(cout: CoutUnitaire) -> str:
    """Write a realised unit cost, rounded to the euro; « – » when there is none."""
    return format_euros(None if cout.rapport is None else 100 * int(round_decimal(cout.rapport / 100, 0)))


def _build_cout(cout: CoutUnitaire) -> dict[str, str]:
    """Write one unit cost with its terms, or why it cannot be had."""
    quantite = f" × {format_nombre(cout.quantite)}" if cout.quantite is not None else ""
    if cout.rapport is None:
        termes: str = f"Non calculable{INSECABLE}: {cout.motif}"
    else:
        lien = build_lien_indicateur(cout.indicateur)
        compte = f"{format_euros(cout.realise)} / {format_nombre(cout.denominateur)} {cout.unite}"
        termes = Html(f"{escape(compte)} ({lien}){' · provisoire' if cout.provisoire else ''}")
    return {
        "Action": Html(build_lien_fiche(cout.fiche)),
        "Poste ou marché": cout.libelle,
        "Unité": f"{cout.unite}{quantite}",
        "Prix écrit": format_euros(cout.prix),
        "Réalisé": format_cout(cout),
        "Calcul": termes,
        "Source": cout.source,
    }
