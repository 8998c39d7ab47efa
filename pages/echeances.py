"""Échéances: what the contract asks for, by when, of whom."""

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.echeances import select_echeances, show_etats, show_frise, show_suite
from lib.ui.page import open_page

open_page("Échéances", check_can_voir)
contrat = load_contrat()
echeances = select_echeances(contrat)

show_suite(echeances)
show_frise(contrat, echeances)
show_etats(echeances)
