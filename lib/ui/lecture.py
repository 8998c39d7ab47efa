"""How the contract is read: as of today, at the start or at an avenant; one choice for every page (?avenant=0)."""

from collections.abc import Sequence

import streamlit as st

from lib.domain.avenants import get_titre
from lib.domain.contrat import Avenant
from lib.domain.formats import INSECABLE
from lib.domain.lecture import MAINTENANT, Lecture
from lib.ui.litteral import select_radio, write_gras

PARAMETRE = "avenant"
"""Name in the URL."""

RETENU = "lecture-avenant"
"""Session key that brings the reading from one page to the next: the menu forgets the address."""

CHOIX = "lecture-choix"
AUJOURD_HUI = "tel qu’aujourd’hui"


def get_lecture() -> Lecture:
    """Give the reading named in the URL; today's when none is."""
    numero = _read_numero(st.query_params.get(PARAMETRE, ""))
    return MAINTENANT if numero is None else Lecture(avenant=numero)


def _read_numero(demande: str) -> int | None:
    return int(demande) if demande.isascii() and demande.isdigit() and len(demande) < 4 else None


def load_lecture(avenants: Sequence[Avenant]) -> None:
    """Settle the reading of this run: the URL's, else the one of the page before; an unknown avenant is today's."""
    connus = [avenant.numero for avenant in avenants]
    demande = st.query_params.get(PARAMETRE)
    retenu = st.session_state.get(RETENU) if demande is None else _read_numero(demande)
    _save_lecture(retenu if retenu in connus else None)


def _save_lecture(numero: int | None) -> None:
    st.session_state[RETENU] = numero
    if numero is None:
        st.query_params.pop(PARAMETRE, None)
    elif st.query_params.get(PARAMETRE) != str(numero):
        st.query_params[PARAMETRE] = str(numero)


def show_lecture(avenants: Sequence[Avenant]) -> None:
    """Draw the menu of the readings; nothing when the contract has no avenant, since there is one reading only."""
    if not any(avenant.numero for avenant in avenants):
        return
    actuel = get_lecture().avenant
    options = ["", *(str(avenant.numero) for avenant in avenants)]
    with st.popover(f"Lecture{INSECABLE}: {format_lecture(actuel)}", type="tertiary"):
        select_radio(
            "Lire le contrat",
            options,
            index=options.index("" if actuel is None else str(actuel)),
            format_func=lambda choix: format_lecture(_read_numero(choix)),
            key=f"{CHOIX}-{actuel}",
            on_change=_change,
            args=(actuel,),
        )


def _change(actuel: int | None) -> None:
    _save_lecture(_read_numero(st.session_state[f"{CHOIX}-{actuel}"]))


def format_lecture(numero: int | None) -> str:
    """Name a reading in the menu."""
    if numero is None:
        return AUJOURD_HUI
    return f"à l’{get_titre(numero)}" if numero else get_titre(0)


def show_bandeau_lecture() -> None:
    """Say on every page that what is read is not today's contract."""
    avenant = get_lecture().avenant
    if avenant is not None:
        quoi = f"le contrat à l’{get_titre(avenant)}" if avenant else f"le {get_titre(0)}"
        with st.container(key="bandeau-lecture"):
            st.info(
                f"{write_gras(f'Vous lisez {quoi}')}{INSECABLE}: cibles, enveloppes et définitions sont celles d’alors "
                "; résultats, dépenses et versements sont ceux connus aujourd’hui."
            )
