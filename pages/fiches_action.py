"""Fiches action: the actions by axe and volet, then one of them: what, who, when, money, indicators, differences."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.domain.faits import ObjetCommentaire
from lib.ui.commentaires import show_commentaires
from lib.ui.donnees import load_contrat
from lib.ui.enonces import show_enonces_fiche
from lib.ui.fiche_argent import show_argent_fiche, show_lignes_fiche
from lib.ui.fiche_indicateurs import show_indicateurs_fiche
from lib.ui.fiches import select_fiche, show_ecarts_fiche, show_fiches, show_identite, show_voisines
from lib.ui.meteo import show_meteo
from lib.ui.page import open_page

visite = open_page("Fiches action", check_can_voir)
contrat = load_contrat()
fiche, trimestre = select_fiche(contrat)

if fiche is None:
    show_fiches(contrat, trimestre)
else:
    show_identite(contrat, fiche)

    st.subheader("Météo déclarée", anchor=False)
    show_meteo(visite.acteur, contrat, fiche, trimestre)

    st.subheader("Argent", anchor=False)
    show_argent_fiche(contrat, fiche, trimestre)

    st.subheader("Indicateurs", anchor=False)
    show_indicateurs_fiche(contrat, fiche, trimestre)

    st.subheader("Budget détaillé de la fiche", anchor=False)
    show_lignes_fiche(contrat, fiche)

    st.subheader("Écarts relevés dans le contrat", anchor=False)
    show_ecarts_fiche(contrat, fiche)

    show_enonces_fiche(contrat, fiche)

    st.subheader("Commentaires", anchor=False)
    show_commentaires(visite.acteur, contrat, ObjetCommentaire.FICHE, fiche.code)

    show_voisines(contrat, fiche)
