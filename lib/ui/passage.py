"""A file that comes to the Dépôt page otherwise than by its box: from another page, or from an earlier visit."""

from html import escape

import streamlit as st

from lib.domain.formats import INSECABLE

CONFIE, PRIS, DERNIER = "depot-confie", "depot-confie-tour", "depot-dernier"
"""Session keys: the file handed over, turn of the file box in which the Dépôt page took it, last file of the box."""

DE_MON_TRIMESTRE = f"venu de «{INSECABLE}Mon trimestre{INSECABLE}»"
REPRIS = "repris là où vous l’aviez laissé"


def keep_fichier(nom: str, contenu: bytes, origine: str) -> None:
    """Keep a file for the Dépôt page; origine says where it comes from."""
    st.session_state[CONFIE] = (nom, contenu, origine)
    st.session_state.pop(PRIS, None)


def keep_dernier(nom: str, contenu: bytes, tour: int) -> None:
    """Remember the file of the box: its box is empty again when one comes back from another page."""
    st.session_state[DERNIER] = (nom, contenu, tour)


def show_dernier(tour: int) -> None:
    """Offer to take up again the last file, unless it was published: the turn of the box would have changed."""
    nom, contenu, sien = st.session_state.get(DERNIER, ("", b"", -1))
    if sien == tour:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>Vous aviez donné <b>{escape(nom)}</b>.</p>", width="content")
            st.button("Le reprendre", key="depot-reprendre", on_click=keep_fichier, args=(nom, contenu, REPRIS))


def show_fichier_confie(tour: int) -> tuple[str, bytes] | None:
    """Give the file handed over, its name shown with the way to choose another; None without any.

    It is let go once published: the turn of the file box has then changed.
    """
    confie = st.session_state.get(CONFIE)
    if confie is None or st.session_state.setdefault(PRIS, tour) != tour:
        st.session_state.pop(CONFIE, None)
        return None
    nom, contenu, origine = confie
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<p><b>{escape(nom)}</b>, {origine}</p>", width="content")
        if st.button("Choisir un autre fichier", key="depot-confie-autre"):
            st.session_state.pop(CONFIE)
            st.session_state.pop(DERNIER, None)
            st.rerun()
    return str(nom), bytes(contenu)
