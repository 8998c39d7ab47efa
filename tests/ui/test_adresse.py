from collections.abc import Iterator
from urllib.parse import quote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.ui import adresse
from lib.ui.adresse import build_adresse
from tests.pages.visite import clean
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
def test_a_quarter_outside_the_contract_is_said_and_forgotten(application: AppTest, inconnu: str) -> None:
    page = open_page(application, "indicateurs.py", inconnu)
    assert "trimestre" not in page.query_params
    dit = f"« {inconnu} » n’est pas un trimestre de ce contrat, de T1 2024 à T4 2027."
    assert [clean(toast.value) for toast in page.toast] == [dit]


def test_a_quarter_outside_the_contract_leaves_the_one_chosen_before(application: AppTest) -> None:
    open_page(application, "indicateurs.py", "2024-T3")
    application.query_params["trimestre"] = "2019-T1"
    assert application.run().query_params["trimestre"] == "2024-T3"


LUE = {"trimestre": "2024-T4"}


@pytest.mark.parametrize(
    ("fichier", "propres"),
    [
        ("synthese.py", {}),
        ("indicateurs.py", {"vue": "Tableau", "q": "logement"}),
        ("indicateur.py", {"code": "S.1.3-01"}),
        ("fiches_action.py", {"fiche": "S.1.2"}),
        ("budget.py", {"onglet": "Par action", "axe": "A2", "financeurs": "Ensemble"}),
        ("territoire.py", {"commune": "Créteil"}),
        ("feuille_de_route.py", {}),
        ("echeances.py", {}),
        ("avenants.py", {"vue": "versements"}),
        ("mon_trimestre.py", {"service": "France Travail"}),
        ("depot.py", {}),
        ("reprise.py", {}),
        ("depots.py", {"lot": "1"}),
        ("methode.py", {"partie": "Glossaire"}),
    ],
)
def test_each_page_keeps_what_its_address_says(application: AppTest, fichier: str, propres: dict[str, str]) -> None:
    application.run()
    application.switch_page(str(RACINE / "pages" / fichier))
    for nom, valeur in (LUE | propres).items():
        application.query_params[nom] = valeur
    page = application.run()
    assert not page.exception
    assert {nom: page.query_params[nom] for nom in page.query_params} == LUE | propres
    for choix in page.selectbox:
        assert choix.key != "trimestre" or choix.value == "2024-T4"


def test_changing_role_comes_back_to_the_page_as_it_stands(application: AppTest) -> None:
    application.run()
    application.switch_page(str(RACINE / "pages" / "budget.py"))
    for nom, valeur in (LUE | {"onglet": "Versements"}).items():
        application.query_params[nom] = valeur
    menu = " ".join(texte.proto.body for texte in application.run().get("html"))
    assert f"retour={quote('/budget?trimestre=2024-T4&onglet=Versements')}" in menu


def test_a_page_without_a_quarter_keeps_the_one_of_the_visit_to_share_and_reload(application: AppTest) -> None:
    open_page(application, "indicateurs.py", "2024-T3")
    del application.query_params["trimestre"]
    application.switch_page(str(RACINE / "pages" / "echeances.py")).run()
    assert application.query_params["trimestre"] == "2024-T3"


def test_the_quarter_follows_the_visitor_from_page_to_page_by_the_menu(application: AppTest) -> None:
    open_page(application, "indicateurs.py", "2024-T3")
    del application.query_params["trimestre"]
    application.switch_page(str(RACINE / "pages" / "budget.py")).run()
    assert application.query_params["trimestre"] == "2024-T3"
    assert application.segmented_control(key="budget-fin").value == 3
