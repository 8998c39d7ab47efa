"""The door by which every file leaves the screen: its name says when the contract looked at is a demonstration."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from lib.domain.fiction import to_nom_marque
from lib.ui.donnees import is_demonstration


def show_telechargement(
    libelle: str,
    contenu: bytes | Callable[[], bytes],
    nom: str,
    mime: str | None = None,
    *,
    cle: str,
    aide: str | None = None,
    genre: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Show the button that downloads a file; a function as its content is called when the button is used."""
    st.download_button(
        libelle,
        contenu,
        to_nom_marque(nom, is_demonstration()),
        mime,
        key=cle,
        help=aide,
        type=genre,
        on_click="ignore",
    )
