"""Budget: where the money of the contract is, by axe and volet, by funder and by year."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.ui.alertes_argent import ONGLET_ALERTES, show_alertes, show_resume_alertes
from lib.ui.budget import select_vue, show_consommation
from lib.ui.budget_actions import show_actions
from lib.ui.cofinancement import show_cofinancement
from lib.ui.documents import show_documents
from lib.ui.donnees import load_contrat
from lib.ui.onglets import show_onglets
from lib.ui.page import open_page
from lib.ui.previsionnel import show_ecarts_argent, show_previsionnel
from lib.ui.regles_argent import show_regles, show_soldes
from lib.ui.rythme_argent import show_fin_annee
from lib.ui.soldes import show_non_consommes
from lib.ui.versements import show_versements

open_page("Budget", check_can_voir)
contrat = load_contrat()
trimestre, separes = select_vue(contrat)
show_resume_alertes(contrat, trimestre)


def show_soldes_et_regles() -> None:
    """What is left, what would be paid back, then the other rules of the contract."""
    show_non_consommes(contrat, trimestre.annee)
    st.header(f"Trop-perçu et reliquat brut à fin {trimestre.annee}, lectures proposées", anchor=False)
    show_soldes(contrat, trimestre.annee)
    st.header("Ce que le contrat règle encore", anchor=False)
    show_regles(contrat, trimestre.annee)


def show_annexe() -> None:
    """The forecast, the annex tables to download, the differences written in the contract."""
    show_previsionnel(contrat, trimestre.annee)
    st.header("Tableaux de l’annexe", anchor=False)
    show_documents(contrat, trimestre.annee)
    st.header("Écarts de montants dans le contrat", anchor=False)
    show_ecarts_argent(contrat)


show_onglets(
    {
        "Où en est l’argent": lambda: show_consommation(contrat, trimestre, separes),
        ONGLET_ALERTES: lambda: show_alertes(contrat, trimestre),
        "Par action": lambda: show_actions(contrat, trimestre, separes),
        "Fin d’année": lambda: show_fin_annee(contrat, trimestre),
        "Cofinancement": lambda: show_cofinancement(contrat, trimestre),
        "Versements": lambda: show_versements(contrat, trimestre.annee),
        "Soldes et règles": show_soldes_et_regles,
        "Prévisionnel et annexe": show_annexe,
    }
)
