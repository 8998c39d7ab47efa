"""How a page opens (right, then title) and how a refusal reaches the screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from lib.domain.droits import Acteur
from lib.domain.erreurs import ErreurMetier
from lib.ui.session import get_acteur


@dataclass(frozen=True)
class Visite:
    """One person looking at one page."""

    acteur: Acteur


@contextmanager
def show_refus() -> Iterator[None]:
    """Show a refusal as the sentence it carries; one that nothing catches ends in lib.ui.incidents."""
    try:
        yield
    except ErreurMetier as refus:
        st.error(str(refus))


def open_page(titre: str, check: Callable[[Acteur], None]) -> Visite:
    """Check the right to be here, then show the title; first line of every page after its imports.

    Streamlit can be asked for any page directly: the page holds its own lock, besides the router's.
    """
    acteur = get_acteur()
    admis = False
    with show_refus():
        check(acteur)
        admis = True
    if not admis:
        st.stop()
    st.title(titre, anchor=False)
    return Visite(acteur)
