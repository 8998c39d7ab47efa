"""The declared weather of a fiche beside its computed statuses: the two, what parts them, the history, the form."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.formats import INSECABLE
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.limites import PARAGRAPHE
from lib.domain.lots import Lot
from lib.domain.meteo import get_meteo, list_lignes_fiche, write_desaccord
from lib.domain.perimetres import get_refus_meteo
from lib.domain.periodes import Trimestre
from lib.domain.recus import format_instant
from lib.domain.statuts import VERDICTS
from lib.ui.composants import Html, show_liste, show_vide
from lib.ui.fiches import build_comptes, list_suivi
from lib.ui.litteral import select_radio
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, show_fait
from lib.usecases.meteo import Declaration, list_declarations, record_meteo

DECLARER = "declarer-meteo"


def build_meteo(niveau: NiveauMeteo) -> str:
    """Build a level of weather (HTML): its shape (lib/ui/style.py), then its word."""
    return f"<span class='meteo meteo-{niveau.value}'>{escape(niveau.libelle)}</span>"


def show_meteo(acteur: Acteur, contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> None:
    """Show what is declared of a fiche for a quarter beside what its indicators compute, then how to declare it."""
    show_fait(DECLARER)
    lignes = list_lignes_fiche(contrat, list_suivi(contrat, trimestre), fiche.code)
    meteo = get_meteo(contrat, fiche.code, trimestre)
    declarations = list_declarations(contrat.contrat.code, fiche.code)
    declare, calcule = st.columns(2, gap="large")
    with declare:
        _show_declaree(fiche, trimestre, meteo, declarations)
    with calcule:
        st.html(
            f"<p class='sous-phrase'>Calculé pour {trimestre.libelle}, indicateur par indicateur</p>"
            f"<p class='phrase'>{build_comptes(lignes)}</p><p>{build_comparaison(meteo, lignes)}</p>"
        )
    _show_historique(fiche, declarations)
    _show_saisie(acteur, contrat, fiche, trimestre, meteo)


def _show_declaree(
    fiche: FicheAction, trimestre: Trimestre, meteo: MeteoDeclaree | None, declarations: Sequence[Declaration]
) -> None:
    if meteo is None:
        show_vide(f"Aucune météo déclarée pour {fiche.code} au {trimestre.libelle}.")
        return
    auteurs = [_write_auteur(d.lot) for d in declarations if d.lot.numero == meteo.lot]
    st.html(
        f"<p class='sous-phrase'>{' · '.join([f'Déclaré pour {trimestre.libelle}', *auteurs])}</p>"
        f"<p class='phrase'>{build_meteo(meteo.niveau)}</p><p>«{INSECABLE}{escape(meteo.texte)}{INSECABLE}»</p>"
    )


def _write_auteur(lot: Lot) -> str:
    return f"{escape(lot.service)}, {format_instant(lot.publie_le)}"


def build_comparaison(meteo: MeteoDeclaree | None, lignes: Sequence[LigneSuivi]) -> str:
    """Say whether the declaration and the computed statuses agree (HTML); '' when nothing is declared."""
    if meteo is None:
        return ""
    if desaccord := write_desaccord(meteo, lignes):
        return (
            f"<strong>≠ Désaccord</strong>{INSECABLE}: {escape(desaccord)}. "
            f"La Synthèse le montre dans «{INSECABLE}À regarder{INSECABLE}»."
        )
    if any(ligne.statut in VERDICTS for ligne in lignes):
        return "Les statuts calculés ne contredisent pas la météo déclarée."
    return f"Aucun indicateur n’est encore jugé ce trimestre{INSECABLE}: rien à comparer à la météo déclarée."


def _show_historique(fiche: FicheAction, declarations: Sequence[Declaration]) -> None:
    if not declarations:
        return
    with st.expander(f"Toutes les météos déclarées ({len(declarations)})"):
        show_liste(
            [
                {
                    "Trimestre": d.meteo.periode.libelle,
                    "Météo": Html(build_meteo(d.meteo.niveau)),
                    "Explication": d.meteo.texte,
                    "Déclarée par": Html(_write_auteur(d.lot)),
                    "État": "remplacée" if d.remplacee else "en vigueur",
                }
                for d in declarations
            ],
            f"Météos déclarées pour {fiche.code}, la plus récente d’abord",
            {"Trimestre": "8%", "Météo": "18%", "Déclarée par": "24%", "État": "9%"},
        )


def _show_saisie(
    acteur: Acteur, contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre, meteo: MeteoDeclaree | None
) -> None:
    if refus := get_refus_meteo(acteur, contrat, fiche.code):
        st.html(f"<p class='sous-phrase'>{escape(refus)}</p>")
        return
    verbe = "Remplacer" if meteo else "Déclarer"
    with st.expander(f"{verbe} la météo de {fiche.code} pour {trimestre.libelle}"), st.form(DECLARER, border=False):
        cle = get_cle(f"{DECLARER}-{fiche.code}-{trimestre}", "niveau")
        niveau = select_radio("Météo", list(NiveauMeteo), format_func=lambda n: n.libelle, index=None, key=cle)
        cle = get_cle(f"{DECLARER}-{fiche.code}-{trimestre}", "texte")
        texte = st.text_area("La phrase qui l’explique", max_chars=PARAGRAPHE, height=80, key=cle)
        if st.form_submit_button("Publier la météo", type="primary"):
            with show_refus():
                lot = record_meteo(acteur, contrat.contrat.code, fiche.code, trimestre, niveau, str(texte))
                keep_fait(lot, f"météo de {fiche.code} pour {trimestre.libelle}", DECLARER)
