"""One indicator: where it stands, its progression, how it is defined and computed, its history (?code=S.1.3-01)."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.domain.faits import ObjetCommentaire
from lib.ui.commentaires import show_commentaires
from lib.ui.donnees import load_contrat
from lib.ui.explications import show_pourquoi
from lib.ui.indicateur import (
    select_indicateur,
    show_calculs,
    show_constat,
    show_definition,
    show_liens,
    show_progression,
    show_territoires,
    show_voisins,
)
from lib.ui.non_transmissions import show_cloture
from lib.ui.page import open_page, show_refus
from lib.ui.valeurs_recues import show_valeurs_recues

visite = open_page("Indicateur", check_can_voir)
contrat = load_contrat()
with show_refus():
    indicateur, trimestre = select_indicateur(contrat)

    show_constat(contrat, indicateur, trimestre)
    show_pourquoi(visite.acteur, contrat, indicateur, trimestre)
    show_progression(contrat, indicateur, trimestre)
    show_cloture(visite.acteur, contrat, indicateur, trimestre, f"Donnée manquante de {trimestre.libelle}")
    show_voisins(contrat, indicateur, trimestre)

    st.header("Comment ce chiffre est calculé", anchor=False)
    show_calculs(contrat, indicateur, trimestre)

    definition, liens = st.columns(2, gap="large")
    with definition:
        st.header("Définition", anchor=False)
        show_definition(contrat, indicateur)
    with liens:
        st.header("Indicateurs liés", anchor=False)
        show_liens(contrat, indicateur, trimestre)

    st.header("Territoires et ventilations", anchor=False)
    show_territoires(contrat, indicateur, trimestre)

    st.header("Historique des valeurs", anchor=False)
    show_valeurs_recues(contrat, indicateur)

    st.header("Commentaires", anchor=False)
    show_commentaires(visite.acteur, contrat, ObjetCommentaire.INDICATEUR, indicateur.code)
