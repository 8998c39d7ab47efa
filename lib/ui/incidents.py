"""What the screen shows when something unforeseen happens: a sentence and a reference, never a trace nor English."""

import logging
import secrets

import streamlit as st

from lib.domain.erreurs import ErreurMetier
from lib.domain.phrases import format_texte

JOURNAL = logging.getLogger(__name__)
PHRASE = (
    "Cette page n’a pas pu s’afficher : une erreur imprévue s’est produite. Rechargez la page ; si l’erreur revient, "
    "donnez la référence {} à la personne qui tient le serveur, qui en a le détail."
)


def show_incident(erreur: Exception) -> bool:
    """Say what stopped a run, wherever it was: page, button, part of a page. True: Streamlit shows nothing of its own.

    The server gives it to Streamlit; the tests in process do not: there, an unforeseen error stays one. A button or a
    part of a page runs without the router, hence without its typography.
    """
    if isinstance(erreur, ErreurMetier):
        st.error(format_texte(str(erreur)))
        return True
    reference = secrets.token_hex(3).upper()
    JOURNAL.error("Incident %s", reference, exc_info=erreur)
    st.error(format_texte(PHRASE.format(reference)))
    return True
