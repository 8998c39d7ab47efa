"""The alerts on money: counted in one line above the tabs, then each with its euros, its rule and its article."""

from datetime import date
from html import escape

import streamlit as st

from lib.domain.alertes_argent import AlerteArgent, build_alertes_argent
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_euros
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.ui.composants import Html, build_lien, show_phrase
from lib.ui.liens import build_lien_fiche
from lib.ui.montants import show_montants

ONGLET_ALERTES = "Alertes"
EXPLICATION = "Un ratio provisoire, avant le quatrième trimestre définitif, ne lève aucune alerte."


def show_resume_alertes(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Say above the tabs how many alerts there are and the biggest of them; nothing when there is none."""
    alertes = build_alertes_argent(contrat, trimestre, date.today())
    if alertes:
        forte = max(alertes, key=lambda alerte: alerte.montant)
        debut = "Une alerte" if len(alertes) == 1 else f"{len(alertes)} alertes, la plus forte"
        lien = build_lien(f"/budget?onglet={ONGLET_ALERTES}", "Voir les alertes")
        st.html(f"<p class='vide'><b>{debut}{INSECABLE}:</b> {escape(forte.phrase)} {lien}</p>")


def show_alertes(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show each alert on money with its article and its euros, or say that there is none."""
    alertes = build_alertes_argent(contrat, trimestre, date.today())
    recu = any((e.annee, e.trimestre) == (trimestre.annee, trimestre.numero) for e in contrat.executions)
    reserve = "" if recu else f"Le réalisé du {trimestre.libelle} n’est pas transmis{INSECABLE}: il n’est pas jugé."
    if not alertes:
        show_phrase("Aucune alerte sur les montants connus.", reserve or EXPLICATION)
        return
    show_phrase(f"{format_quantite(len(alertes), 'alerte')} au {trimestre.libelle}.", reserve or EXPLICATION)
    show_montants([_build(contrat, alerte) for alerte in alertes], "Alertes sur les montants", ("Montant",))


def _build(contrat: ContratLu, alerte: AlerteArgent) -> dict[str, str]:
    """Write one alert, its subject linked to its fiche when it is one."""
    objet = alerte.objet
    return {
        "Montant": format_euros(alerte.montant),
        "Objet": Html(build_lien_fiche(objet)) if objet in contrat.fiche_par_code else _write_objet(contrat, objet),
        "Constat": alerte.phrase,
        "Règle et article": alerte.regle if alerte.regle == alerte.article else f"{alerte.regle}, {alerte.article}",
    }


def _write_objet(contrat: ContratLu, objet: str) -> str:
    """Name an axe, a volet or a part."""
    axe = contrat.axe_par_code.get(objet)
    return axe.intitule_court if axe else getattr(objet, "libelle", objet)
