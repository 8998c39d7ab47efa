"""What pages read, cached: a contract is read again only when something entered the store."""

from contextlib import suppress

import streamlit as st

from lib.domain.avenants import list_avenants
from lib.domain.contrat import Avenant
from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import ErreurMetier
from lib.domain.lecture import MAINTENANT, Lecture
from lib.ui.lecture import get_lecture
from lib.ui.page import show_refus
from lib.usecases.contrats import build_contrat_lu, get_code, get_etat, list_codes

CONTRAT = "contrat"
"""Name of the contract looked at in the URL and in the session."""


@st.cache_resource(max_entries=20, show_spinner=False)
def _read_contrat(code: str, lecture: Lecture, etat: tuple[int, str]) -> ContratLu:
    # etat is the version of the data: the cache is shared by all visitors and never stale.
    return build_contrat_lu(code, lecture)


def load_contrat() -> ContratLu:
    """Give the contract being looked at, as the visitor reads it. Frozen: safe to share between visitors.

    When the store cannot be read, the page stops on the sentence that says why.
    """
    with show_refus():
        return read_lecture(select_contrat(), get_lecture())
    st.stop()


def read_lecture(code: str, lecture: Lecture = MAINTENANT) -> ContratLu:
    """Give a contract as a reading gives it, today's unless told."""
    return _read_contrat(code, lecture, get_etat(code))


def load_contrat_vu() -> ContratLu | None:
    """Give the contract being looked at as it is today, whatever the reading; None when the store cannot be read."""
    with suppress(ErreurMetier):  # the page itself says why
        codes = list_codes()
        choisi = st.session_state.get(CONTRAT, st.query_params.get(CONTRAT))
        if codes:
            return read_lecture(choisi if choisi in codes else codes[0])
    return None


def load_avenants() -> list[Avenant]:
    """The avenants of the contract being looked at, as known today."""
    contrat = load_contrat_vu()
    return list_avenants(contrat) if contrat else []


def is_demonstration() -> bool:
    """Whether the contract being looked at is an example, whose results are fictional."""
    contrat = load_contrat_vu()
    return contrat is not None and contrat.contrat.exemple


def select_contrat() -> str:
    """Give the code of the contract being looked at; a selector appears when the store holds several."""
    codes = list_codes()
    if len(codes) > 1:
        return str(st.selectbox("Contrat", codes, key=CONTRAT, bind="query-params"))
    return get_code(None)
