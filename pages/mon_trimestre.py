"""Mon trimestre: who has sent what, what is missing, a ready reminder, workbooks to hand out, files to publish."""

import streamlit as st

from lib.domain.droits import can_deposer, check_can_voir
from lib.domain.nomenclatures import TypeDepot
from lib.ui.donnees import load_contrat
from lib.ui.ensemble_lignes import show_ensemble
from lib.ui.manquantes import show_autres, show_manquantes
from lib.ui.mon_trimestre import load_trimestre, select_service, show_reponses
from lib.ui.page import open_page
from lib.ui.relances import show_classeurs, show_relance
from lib.ui.suites import show_a_expliquer

acteur = open_page("Mon trimestre", check_can_voir).acteur
contrat = load_contrat()
mon = load_trimestre(acteur, contrat)
show_reponses(acteur, contrat)
etat = select_service(acteur, contrat, mon)

if etat:
    donnees, relance = st.columns(2, gap="large")
    with donnees:
        show_manquantes(acteur, contrat, mon, etat)
        show_a_expliquer(acteur, contrat, etat)
        show_autres(mon, etat)
    with relance:
        show_relance(acteur, contrat.contrat, mon, etat)
        if can_deposer(acteur, TypeDepot.RESULTATS):
            show_classeurs(acteur, contrat.contrat.code, mon.trimestre)
if can_deposer(acteur):
    show_ensemble(acteur, contrat, mon.trimestre)
else:
    st.caption("Les classeurs à remplir et le dépôt de fichiers sont ouverts aux profils qui déposent.")
