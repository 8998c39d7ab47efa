"""Feuille de route: what the Département and France Travail set out to do together, row by row."""

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.enonces import show_engagements
from lib.ui.feuille_de_route import select_actions, show_actions, show_constat, show_telechargement
from lib.ui.page import open_page

open_page("Feuille de route", check_can_voir)
contrat = load_contrat()
actions = select_actions(contrat)

show_constat(actions)
show_actions(actions)
show_telechargement(actions)
show_engagements(contrat)
