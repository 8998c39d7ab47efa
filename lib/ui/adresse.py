"""The address bar: what links carry from one page to the next, and the quarter that every page reads there.

The address holds stable codes (?trimestre=2025-T2), never words of the screen.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.periodes import Trimestre, read_trimestre

TRIMESTRE = "trimestre"
PARTAGES = ("contrat", "avenant", TRIMESTRE)
"""What a visitor keeps reading while going from page to page."""

_DERNIER = "dernier_trimestre"
"""The quarter last chosen in the visit: the menu forgets the address."""


def build_adresse(adresse: str) -> str:
    """Add to an address of the application what is being read, unless it already says something of it."""
    decoupee = urlsplit(adresse)
    if not adresse.startswith("/") or decoupee.path.startswith("/profil/"):
        return adresse
    parametres = dict(parse_qsl(decoupee.query, keep_blank_values=True))
    manquants = {nom: st.query_params[nom] for nom in PARTAGES if nom not in parametres and nom in st.query_params}
    if not manquants:
        return adresse
    return f"{adresse}{'&' if decoupee.query else '?'}{urlencode(manquants)}"


def build_adresse_actuelle(chemin: str) -> str:
    """Build the address of the page as it stands, all its parameters kept: what one comes back to."""
    parametres = [(nom, valeur) for nom in st.query_params for valeur in st.query_params.get_all(nom)]
    return f"{chemin}?{urlencode(parametres)}" if parametres else chemin


def load_trimestre() -> None:
    """Put back in the address the quarter of the visit, which the menu leaves out: it is there to share and reload."""
    if TRIMESTRE not in st.query_params and (dernier := st.session_state.get(_DERNIER)):
        st.query_params[TRIMESTRE] = dernier


def get_trimestre_partage(contrat: ContratLu) -> Trimestre | None:
    """Give the quarter of the address, failing that the one last chosen in the visit; None when nobody chose any.

    A quarter outside the contract's years is nobody's choice: it is said, and leaves the address.
    """
    annees = contrat.compute_annees()
    demande = st.query_params.get(TRIMESTRE, "")
    for code in (demande, st.session_state.get(_DERNIER, "")):
        trimestre = read_trimestre(code)
        if trimestre is not None and trimestre.annee in annees:
            save_trimestre(trimestre)
            return trimestre
        if code and code == demande:
            st.query_params.pop(TRIMESTRE)
            st.toast(f"« {demande} » n’est pas un trimestre de ce contrat, de T1 {annees[0]} à T4 {annees[-1]}.")
    return None


def save_trimestre(trimestre: Trimestre) -> None:
    """Write the quarter in the address and remember it for the pages to come."""
    st.session_state[_DERNIER] = str(trimestre)
    if st.query_params.get(TRIMESTRE) != str(trimestre):
        st.query_params[TRIMESTRE] = str(trimestre)
