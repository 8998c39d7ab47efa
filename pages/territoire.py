"""Territoire pilote: its communes inside the département, where they start from and what is planned there."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.enonces import show_gouvernance, show_metiers, show_parts
from lib.ui.page import open_page
from lib.ui.territoire import select_commune, select_mesure, select_zone, show_carte, show_mesure
from lib.ui.territoire_contexte import show_agences, show_ecarts_population, show_prevu, show_situation

open_page("Territoire pilote", check_can_voir)
contrat = load_contrat()
zone = select_zone(contrat)
gauche, droite = st.columns(2, gap="medium")
with gauche:
    mesure = select_mesure(contrat, zone)
with droite:
    commune = select_commune(contrat, zone)

carte, barres = st.columns(2, gap="medium")
with carte:
    show_carte(contrat, mesure, commune)
with barres:
    show_mesure(zone, mesure, commune)

st.header("Situation de départ", anchor=False)
show_situation(contrat, zone)

st.header("Demandeurs d’emploi, par agence France Travail", anchor=False)
show_agences(contrat, zone)
show_parts(contrat, zone)
show_metiers(contrat, zone)

show_gouvernance(contrat, zone)

st.header("Ce qui est prévu, sans être une cible", anchor=False)
show_prevu(contrat, zone)
show_ecarts_population(contrat)
