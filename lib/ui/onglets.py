"""Tabs of a page: only the open one is drawn, and its name is kept in the URL (?onglet=Versements)."""

from collections.abc import Callable, Mapping

import streamlit as st

from lib.ui.litteral import escape_markdown

STYLE = "<style>[data-testid=stTab] p { font-size: 17px; }</style>"


def show_onglets(onglets: Mapping[str, Callable[[], None]]) -> None:
    """Show tabs by name; what a closed one holds is neither computed nor sent."""
    st.html(STYLE)
    noms = [escape_markdown(nom) for nom in onglets]
    for onglet, show in zip(st.tabs(noms, key="onglet", bind="query-params"), onglets.values(), strict=True):
        if onglet.open:
            with onglet:
                show()
