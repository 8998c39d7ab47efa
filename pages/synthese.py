"""Synthèse: the whole contract in one screen."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.ui.a_regarder import show_attention, show_prochaines
from lib.ui.donnees import load_contrat
from lib.ui.page import open_page
from lib.ui.synthese import show_entete, show_rangs

open_page("Synthèse", check_can_voir)
contrat = load_contrat()
vue = show_entete(contrat)

with st.container(key="synthese"):
    axes_et_volets, a_suivre = st.columns([2, 1], gap="medium")
    with axes_et_volets:
        show_rangs(vue)
    with a_suivre:
        show_attention(vue)
        show_prochaines(contrat)
