"""The annex tables of a year as workbooks to download, in the reading being made."""

from functools import partial

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.eligibilite import VOLET_EXPERIMENTATION
from lib.exports.documents import DOCUMENTS_SANS_ANNEE, get_nom_fichier
from lib.ui.session import get_acteur
from lib.ui.telechargement import show_telechargement
from lib.usecases.documents import get_document

TITRES = {
    "annexe3": "Prévisionnel",
    "execution": "Exécution",
    "matrice": "Matrice des indicateurs",
    "couts-volet3": "Coûts du volet 3",
}
"""What each workbook is called on its button."""


def list_documents(contrat: ContratLu) -> list[str]:
    """Names of the documents a contract has: the cost table only where there is a volet 3."""
    sans_volet3 = VOLET_EXPERIMENTATION not in contrat.axe_par_code
    return [nom for nom in TITRES if not (nom == "couts-volet3" and sans_volet3)]


def show_documents(contrat: ContratLu, annee: int) -> None:
    """Offer each table as the contract lays it out (.xlsx, live formulas), built only when asked for."""
    with st.container(horizontal=True):
        for nom in list_documents(contrat):
            titre = TITRES[nom] if nom in DOCUMENTS_SANS_ANNEE else f"{TITRES[nom]} {annee}"
            show_telechargement(
                f"{titre} (.xlsx)",
                partial(_build, contrat, nom, annee),
                get_nom_fichier(nom, contrat, annee),
                cle=f"document-{nom}-{annee}",
            )
    st.caption("Les tableaux de l’annexe, tels que le contrat les dispose, totaux en formules.")


def _build(contrat: ContratLu, nom: str, annee: int) -> bytes:
    return get_document(get_acteur(), contrat.contrat.code, nom, annee, contrat.lecture)[1]
