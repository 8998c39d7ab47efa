from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.ui import adresse
from lib.ui.adresse import build_adresse
from tests.serveur import RACINE

LUS = {"contrat": "94-2024", "avenant": "0", "trimestre": "2024-T4"}


@pytest.fixture
def lus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A page whose address says what is being read."""
    with monkeypatch.context() as contexte:
        contexte.setattr(adresse.st, "query_params", LUS | {"onglet": "Versements"})
        yield


@pytest.mark.usefixtures("lus")
@pytest.mark.parametrize(
    ("depart", "arrivee"),
    [
        ("/budget", "/budget?contrat=94-2024&avenant=0&trimestre=2024-T4"),
        (
            "/fiches-action?fiche=S.3.1",
            "/fiches-action?fiche=S.3.1&contrat=94-2024&avenant=0&trimestre=2024-T4",
        ),
        ("/?trimestre=2025-T1", "/?trimestre=2025-T1&contrat=94-2024&avenant=0"),
        ("/profil/lecteur?retour=/depot", "/profil/lecteur?retour=/depot"),
        ("https://example.org/", "https://example.org/"),
    ],
)
def test_a_link_keeps_what_is_being_read_and_nothing_else(depart: str, arrivee: str) -> None:
    assert build_adresse(depart) == arrivee


def test_a_link_of_a_page_where_nothing_was_chosen_is_left_as_it_is() -> None:
    assert not st.query_params
    assert build_adresse("/budget") == "/budget"


def open_page(application: AppTest, fichier: str, trimestre: str = "") -> AppTest:
    application.run()
    application.switch_page(str(RACINE / "pages" / fichier))
    if trimestre:
        application.query_params["trimestre"] = trimestre
    return application.run()


def test_the_quarter_of_the_address_is_a_stable_code_shown_in_words(application: AppTest) -> None:
    page = open_page(application, "indicateurs.py", "2025-T2")
    choix = page.selectbox(key="trimestre")
    assert (choix.value, choix.options[0]) == ("2025-T2", "T4 2027")
    choix.set_value("2024-T1").run()
    assert page.query_params["trimestre"] == "2024-T1"


@pytest.mark.parametrize("ancien", ["T2 2025", "2025T2"])
def test_a_quarter_written_otherwise_is_understood_and_rewritten(application: AppTest, ancien: str) -> None:
    page = open_page(application, "indicateurs.py", ancien)
    assert page.query_params["trimestre"] == "2025-T2"


@pytest.mark.parametrize("inconnu", ["2019-T1", "bientôt"])
def test_a_quarter_outside_the_contract_is_forgotten(application: AppTest, inconnu: str) -> None:
    page = open_page(application, "indicateurs.py", inconnu)
    assert "trimestre" not in page.query_params


def test_the_quarter_follows_the_visitor_from_page_to_page_by_the_menu(application: AppTest) -> None:
    open_page(application, "indicateurs.py", "2024-T3")
    del application.query_params["trimestre"]
    application.switch_page(str(RACINE / "pages" / "budget.py")).run()
    assert application.query_params["trimestre"] == "2024-T3"
    assert application.segmented_control(key="budget-fin").value == 3
