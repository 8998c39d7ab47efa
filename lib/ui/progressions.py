"""The progressions of the contract being looked at, built once for each state of the store and each day."""

from datetime import date

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.lecture import Lecture
from lib.domain.progression import Progression, build_progressions
from lib.domain.series import CleSerie
from lib.usecases.contrats import build_contrat_lu


@st.cache_resource(max_entries=20, show_spinner=False)
def _read_progressions(
    code: str, lecture: Lecture, dernier_lot: int, aujourd_hui: date, _contrat: ContratLu
) -> dict[CleSerie, Progression]:
    # code, lecture and dernier_lot say which contract this is; the contract itself is not hashed.
    initial = None
    if any(avenant.numero for avenant in _contrat.avenants):
        initial = build_contrat_lu(code, Lecture(avenant=0, jusqu_a=lecture.jusqu_a))
    return build_progressions(_contrat, aujourd_hui, initial)


def load_progressions(contrat: ContratLu) -> dict[CleSerie, Progression]:
    """Give every progression of a contract as of today, small counts masked. Shared: never to be changed."""
    return _read_progressions(contrat.contrat.code, contrat.lecture, contrat.dernier_lot, date.today(), contrat)
