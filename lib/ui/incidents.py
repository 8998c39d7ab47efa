"""What the screen shows when something unforeseen happens: a sentence and a reference, never a trace nor English."""

import logging
import secrets

import streamlit as st

from lib.domain.erreurs import ErreurMetier

JOURNAL = logging.getLogger(__name__)


def show_incident(erreur: Exception) -> bool:
    """Say what stopped a run, wherever it was: page, button, part of a page. True: Streamlit shows nothing of its own.

    The server gives it to Streamlit, and the tests do not: there, an unforeseen error stays one.
    """
    if isinstance(erreur, ErreurMetier):
        st.error(str(erreur))
        return True
    reference = secrets.token_hex(3).upper()
    JOURNAL.error("Incident %s", reference, exc_info=erreur)
    st.error(
        "Cette page n’a pas pu s’afficher : une erreur imprévue s’est produite. Rechargez la page ; "
        f"si l’erreur revient, donnez la référence {reference} à la personne qui tient le serveur, qui en a le détail."
    )
    return True
