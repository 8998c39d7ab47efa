"""Échéances: what awaits an answer, then what the contract asks for, by when, of whom."""

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.echeances import select_echeances, show_etats, show_frise, show_suite
from lib.ui.non_transmissions import show_reponses_attendues
from lib.ui.page import open_page

visite = open_page("Échéances", check_can_voir)
contrat = load_contrat()
show_reponses_attendues(visite.acteur, contrat)
echeances = select_echeances(contrat)

show_suite(echeances)
show_frise(contrat, echeances)
show_etats(echeances)
