"""Something unforeseen on a screen: a sentence and a reference for the person, the trace for the server alone."""

import ast
import logging

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.erreurs import SaisieRefusee
from lib.ui.incidents import show_incident
from tests.application import DELAI, build_application
from tests.avaries import check_phrase
from tests.serveur import RACINE


def catch(erreur: Exception, monkeypatch: pytest.MonkeyPatch) -> str:
    montres: list[str] = []
    monkeypatch.setattr(st, "error", montres.append)
    assert show_incident(erreur) is True
    (montre,) = montres
    return montre


def test_an_unforeseen_error_is_a_sentence_and_its_trace_bears_the_same_reference(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dit = catch(KeyError("/srv/secret"), monkeypatch)
    check_phrase(dit)
    (trace,) = caplog.records
    assert trace.levelno == logging.ERROR and trace.exc_info and isinstance(trace.exc_info[1], KeyError)
    assert trace.getMessage().removeprefix("Incident ") in dit


def test_two_incidents_have_two_references(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({catch(KeyError(), monkeypatch) for _ in range(20)}) == 20


def test_a_refusal_that_nobody_caught_is_shown_as_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert catch(SaisieRefusee("Le trimestre est scellé."), monkeypatch) == "Le trimestre est scellé."
    assert not caplog.records


def test_the_server_shows_every_incident_this_way() -> None:
    appels = [
        n for n in ast.walk(ast.parse((RACINE / "app.py").read_text(encoding="utf-8"))) if isinstance(n, ast.Call)
    ]
    options = {mot.arg: ast.unparse(mot.value) for appel in appels for mot in appel.keywords}
    assert options["on_script_error"] == "show_incident"


def run_rappel() -> None:
    def fail() -> None:
        raise KeyError("panne")

    st.button("Rappel", on_click=fail)


def run_morceau() -> None:
    @st.fragment
    def show_morceau() -> None:
        if st.button("Morceau"):
            raise KeyError("panne")

    show_morceau()


@pytest.mark.parametrize("ecran", ["run_rappel", "run_morceau"])
def test_the_tests_in_process_still_see_an_unforeseen_error(ecran: str) -> None:
    source = f"from tests.ui.test_incidents import {ecran}\n{ecran}()"
    application = AppTest.from_string(source, default_timeout=DELAI).run()
    assert not application.exception
    application.button[0].click().run()
    assert len(application.exception) == 1
    assert not application.error


@pytest.mark.usefixtures("magasin_partage")
def test_the_tests_in_process_still_see_a_broken_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("panne")

    monkeypatch.setattr("lib.ui.page.get_acteur", fail)
    application = build_application().run()
    assert len(application.exception) == 1
    assert not application.error
