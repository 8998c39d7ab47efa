"""Méthode: how Jalons reads the contract, counts, and says what disagrees in it."""

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.methode import select_partie, show_partie
from lib.ui.page import open_page

open_page("Méthode", check_can_voir)
contrat = load_contrat()
partie = select_partie()
show_partie(contrat, partie)
