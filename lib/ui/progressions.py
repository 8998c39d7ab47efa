"""The progressions of the contract being looked at, built once for each state of the store and each day."""

from datetime import date

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.lecture import Lecture
from lib.domain.progression import Progression, build_progressions
from lib.domain.series import CleSerie
from lib.usecases.contrats import build_contrat_lu, get_etat


@st.cache_resource(max_entries=20, show_spinner=False)
def _read_progressions(
    code: str, lecture: Lecture, etat: tuple[int, tuple[int, str]], aujourd_hui: date, _contrat: ContratLu
) -> dict[CleSerie, Progression]:
    # code, lecture and etat say which contract this is; the contract itself is not hashed.
    initial = None
    if any(avenant.numero for avenant in _contrat.avenants):
        initial = build_contrat_lu(code, Lecture(avenant=0, jusqu_a=lecture.jusqu_a))
    return build_progressions(_contrat, aujourd_hui, initial)


def load_progressions(contrat: ContratLu) -> dict[CleSerie, Progression]:
    """Give every progression of a contract as of today, small counts masked. Shared: never to be changed."""
    code = contrat.contrat.code
    # The contract may have been read just before a change: its own last lot keeps it apart from the one after.
    etat = (contrat.dernier_lot, get_etat(code))
    return _read_progressions(code, contrat.lecture, etat, date.today(), contrat)
