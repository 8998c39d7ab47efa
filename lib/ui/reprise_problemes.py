"""What the rules have to say of a tracker's table: cells to mend, warnings to confirm, as for any file."""

from dataclasses import replace

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.ui.cellules import BLOC, load_atelier, show_corrigees, show_verifier
from lib.ui.problemes import list_noms, show_confirmations, show_erreurs, show_informations, show_refus_fichier
from lib.ui.reprise_reponses import TableauLu
from lib.usecases.depots import PlanDepot

DITS_PLUS_HAUT = frozenset({"L25", "I25"})
"""Problems already shown with the labels: rows that wait for an indicator, or are not read."""

PLAN = "reprise-plan-montre"
"""Session key: the last plan shown, and what is shown of it."""


def show_problemes(acteur: Acteur, contrat: ContratLu, lu: TableauLu) -> None:
    """Show what must be mended or confirmed in the table looked at."""
    if lu.plan is None:
        return
    if lu.plan.est_illisible:
        show_refus_fichier(lu.plan.problemes)
        return
    montre = _get_montre(lu.plan)
    noms = list_noms(contrat, montre.lignes)
    atelier = load_atelier(acteur, contrat, lu.depot, montre, noms)
    show_corrigees(atelier)
    with st.container(key=BLOC):
        show_erreurs(atelier)
        show_confirmations(montre.problemes, atelier)
        show_verifier(atelier)
    show_informations(montre.problemes, noms)


def _get_montre(plan: PlanDepot) -> PlanDepot:
    """Give a plan without what was said of its labels; the same one as long as the plan is."""
    garde = st.session_state.get(PLAN)
    if garde is None or garde[0] is not plan:
        problemes = tuple(probleme for probleme in plan.problemes if probleme.code not in DITS_PLUS_HAUT)
        garde = (plan, replace(plan, problemes=problemes))
        st.session_state[PLAN] = garde
    montre: PlanDepot = garde[1]
    return montre
