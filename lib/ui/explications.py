"""« Pourquoi ? » beside a line that is late or moved: why it is asked, what its producer says, the form to say it."""

from html import escape

import streamlit as st

from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.explications import LigneAExpliquer, list_a_expliquer
from lib.domain.faits import Explication
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.limites import PHRASE
from lib.domain.perimetres import get_refus_chiffre
from lib.domain.periodes import Trimestre
from lib.ui.commentaires import build_auteur
from lib.ui.composants import Html, show_liste
from lib.ui.page import show_refus
from lib.ui.progressions import load_progressions
from lib.ui.saisies import get_cle, keep_fait, show_fait
from lib.usecases.explications import list_versions, record_explication
from lib.usecases.historique import Reglage

FORMULAIRE = "pourquoi"


def build_explication(texte: str) -> str:
    """Build the sentence of a producer (HTML), between quotes."""
    return f"«{INSECABLE}{escape(texte)}{INSECABLE}»"


def get_demande(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> tuple[LigneSuivi, str]:
    """Give the line of an indicator and why a reason is asked of it, '' when none is."""
    lignes = load_progressions(contrat)[(indicateur.code, DEPARTEMENT, "")].ligne_par_trimestre
    ligne, avant = lignes[trimestre], lignes.get(trimestre.precedent)
    demandes: list[LigneAExpliquer] = list_a_expliquer(contrat, [ligne], [avant] if avant else [])
    return ligne, demandes[0].phrase if demandes else ""


def show_pourquoi(acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    """Show « Pourquoi ? » beside a line that asks for it or was explained, then how to answer; else nothing."""
    ligne, raison = get_demande(contrat, indicateur, trimestre)
    if not raison and not ligne.explication:
        return
    cle = f"{FORMULAIRE}-{indicateur.code}-{trimestre}"
    show_fait(cle)
    versions = list_versions(contrat.contrat.code, indicateur.code, trimestre) if ligne.explication else []
    refus = get_refus_chiffre(acteur, contrat, indicateur)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(_build_pourquoi(raison, versions, refus), width="content")
        if not refus:
            with st.popover("Corriger la phrase" if ligne.explication else "Dire pourquoi"):
                _show_saisie(acteur, contrat, indicateur, trimestre, ligne.explication)
        if len(versions) > 1:
            with st.popover(f"Toutes les phrases ({len(versions)})"):
                lignes = [{"Phrase": v.fait.texte, "Par": Html(build_auteur(v.lot)), "État": v.etat} for v in versions]
                show_liste(lignes, f"Phrases données sur {indicateur.code} au {trimestre.libelle}, la dernière d’abord")


def _build_pourquoi(raison: str, versions: list[Reglage[Explication]], refus: str) -> str:
    """Build why a reason is asked and the sentence in force, with its service and its day (HTML)."""
    lignes = [f"<strong>Pourquoi{INSECABLE}?</strong> {escape(raison[:1].upper() + raison[1:])}".rstrip()]
    for version in versions:
        if version.est_en_vigueur:
            lignes.append(
                f"{build_explication(version.fait.texte)} <span class='source'>{build_auteur(version.lot)}</span>"
            )
    if not versions and refus:
        lignes.append(f"<span class='source'>Pas encore de réponse. {escape(refus)}</span>")
    return f"<p style='margin:0'>{'<br>'.join(lignes)}</p>"


def _show_saisie(
    acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, actuelle: str
) -> None:
    cle = f"{FORMULAIRE}-{indicateur.code}-{trimestre}"
    with st.form(cle, border=False):
        texte = st.text_area(
            f"Pourquoi, en une phrase ({PHRASE} caractères au plus)",
            actuelle,
            max_chars=PHRASE,
            height=80,
            key=get_cle(cle, "texte"),
        )
        if st.form_submit_button("Publier la phrase", type="primary"):
            with show_refus():
                lot = record_explication(acteur, contrat.contrat.code, indicateur.code, trimestre, str(texte))
                keep_fait(lot, f"explication de {indicateur.code} pour {trimestre.libelle}", cle)
