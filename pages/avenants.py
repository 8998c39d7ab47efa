"""Avenants: what was signed and when, what each avenant changes; the State's payments and the carry-overs."""

import streamlit as st

from lib.domain.droits import check_can_voir
from lib.ui.avenants import (
    AVENANTS,
    VERSEMENTS,
    load_contrat_actuel,
    select_vue,
    show_avenants,
    show_changements,
    show_saisies,
)
from lib.ui.page import open_page
from lib.ui.saisies import show_fait
from lib.ui.saisies_argent import (
    show_reports_saisis,
    show_saisie_report,
    show_saisie_versement,
    show_versements_saisis,
)

acteur = open_page("Avenants", check_can_voir).acteur
contrat = load_contrat_actuel()
vue = select_vue()
show_fait()

if vue == AVENANTS:
    show_avenants(contrat)

    st.header("Ce que change un avenant", anchor=False)
    show_changements(contrat)

    st.header("Saisir", anchor=False)
    show_saisies(acteur, contrat)

elif vue == VERSEMENTS:
    show_versements_saisis(contrat)
    show_saisie_versement(acteur, contrat)

else:
    show_reports_saisis(contrat)
    show_saisie_report(acteur, contrat)
