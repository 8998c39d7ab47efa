"""A file handed over to the Dépôt page by another page: it is treated there as if it had just been chosen."""

from html import escape

import streamlit as st

from lib.domain.formats import INSECABLE

CONFIE, PRIS = "depot-confie", "depot-confie-tour"
"""Session keys: the file handed over, turn of the file box in which the Dépôt page took it."""


def keep_fichier(nom: str, contenu: bytes) -> None:
    """Keep a file for the Dépôt page."""
    st.session_state[CONFIE] = (nom, contenu)
    st.session_state.pop(PRIS, None)


def show_fichier_confie(tour: int) -> tuple[str, bytes] | None:
    """Give the file handed over, its name shown with the way to choose another; None without any.

    It is let go once published: the turn of the file box has then changed.
    """
    confie = st.session_state.get(CONFIE)
    if confie is None or st.session_state.setdefault(PRIS, tour) != tour:
        st.session_state.pop(CONFIE, None)
        return None
    nom, contenu = confie
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<p><b>{escape(nom)}</b>, venu de «{INSECABLE}Mon trimestre{INSECABLE}»</p>", width="content")
        if st.button("Choisir un autre fichier", key="depot-confie-autre"):
            st.session_state.pop(CONFIE)
            st.rerun()
    return str(nom), bytes(contenu)
