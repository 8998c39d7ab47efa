"""Dépôts: every lot, one lot in full with its receipt and its undoing, the history of one value."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.ui.bordereau import show_cellules
from lib.ui.depots import (
    get_numero_demande,
    load_recu,
    show_annulation,
    show_lots,
    show_recu,
    show_retour,
    show_valeurs,
)
from lib.ui.donnees import load_contrat
from lib.ui.historique import select_donnee, show_historique_valeur
from lib.ui.page import open_page

acteur = open_page("Dépôts", check_can_voir).acteur
code = load_contrat().contrat.code
numero, adresse = get_numero_demande(), st.query_params.get("valeur", "")

if adresse:
    show_retour()
    st.header("D’où vient ce chiffre", anchor=False)
    show_historique_valeur(acteur, code, adresse)
elif numero is not None:
    show_retour()
    if recu := load_recu(acteur, code, numero):
        show_recu(acteur, code, recu)
        show_cellules(recu)
        show_annulation(acteur, code, recu.lot)
        show_valeurs(recu)
else:
    show_lots(code)
    st.header("D’où vient ce chiffre", anchor=False)
    select_donnee(acteur, code)
