"""One indicator: where it stands, its progression, how it is defined and computed, its history (?code=S.1.3-01)."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.domain.faits import ObjetCommentaire
from lib.ui.commentaires import show_commentaires
from lib.ui.donnees import load_contrat
from lib.ui.indicateur import (
    select_indicateur,
    show_calculs,
    show_definition,
    show_historique,
    show_liens,
    show_progression,
    show_territoires,
    show_voisins,
)
from lib.ui.page import open_page, show_refus

visite = open_page("Indicateur", check_can_voir)
contrat = load_contrat()
with show_refus():
    indicateur, trimestre = select_indicateur(contrat)

    show_progression(contrat, indicateur, trimestre)
    show_voisins(contrat, indicateur, trimestre)

    st.subheader("Comment ce chiffre est calculé", anchor=False)
    show_calculs(contrat, indicateur, trimestre)

    definition, liens = st.columns(2, gap="large")
    with definition:
        st.subheader("Définition", anchor=False)
        show_definition(contrat, indicateur)
    with liens:
        st.subheader("Indicateurs liés", anchor=False)
        show_liens(contrat, indicateur, trimestre)

    st.subheader("Territoires et ventilations", anchor=False)
    show_territoires(contrat, indicateur, trimestre)

    st.subheader("Historique des valeurs", anchor=False)
    show_historique(contrat, indicateur)

    st.subheader("Commentaires", anchor=False)
    show_commentaires(visite.acteur, contrat, ObjetCommentaire.INDICATEUR, indicateur.code)
