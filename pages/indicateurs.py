"""Indicateurs: every indicator of the contract, searched and filtered, as cards, as a table, or what is to define."""

from lib.domain.droits import check_can_voir
from lib.ui.donnees import load_contrat
from lib.ui.indicateurs import select_demande, show_resultat
from lib.ui.page import open_page

open_page("Indicateurs", check_can_voir)
contrat = load_contrat()
show_resultat(contrat, select_demande(contrat))
