"""What is said beside a line of Mon trimestre: that a figure will not be sent, why it is late or moved."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.faits import PositionNonTransmission
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.non_transmissions import record_non_transmission
from tests.pages.test_mon_trimestre import AXE_1, CD, click, contributeur, open_trimestre, publish
from tests.pages.visite import clean, read_html

__all__ = ["contributeur"]
CODE, QUAND = "S.1.3-01", Trimestre(2024, 4)


def open_ligne(page: AppTest) -> AppTest:
    """Ask for what may be said of the line."""
    (bascule,) = [bascule for bascule in page.toggle if bascule.label.startswith(CODE)]
    bascule.set_value(True).run()
    assert not page.exception
    return page


def type_phrase(page: AppTest, debut: str, phrase: str) -> None:
    (champ,) = [champ for champ in (*page.text_input, *page.text_area) if champ.label.startswith(debut)]
    champ.set_value(phrase)


@pytest.mark.usefixtures("contributeur")
def test_a_missing_figure_is_declared_beside_its_line_and_stays_missing_until_answered(application: AppTest) -> None:
    page = open_ligne(open_trimestre(application, service=AXE_1))
    type_phrase(page, "Pourquoi elle ne sera pas", "L’outil de suivi a été arrêté en septembre.")
    html = clean(read_html(click(page, "Déclarer")))
    assert "L’outil de suivi a été arrêté en septembre." in html
    assert any(CODE in fait.value for fait in page.success)
    assert "il en manque 126" in html
    (declaree,) = build_contrat_lu(get_code(None)).non_transmissions
    assert (declaree.indicateur, declaree.periode) == (CODE, QUAND)


@pytest.mark.usefixtures("contributeur")
def test_a_missing_figure_is_explained_beside_its_line(application: AppTest) -> None:
    page = open_ligne(open_trimestre(application, service=AXE_1))
    type_phrase(page, "Pourquoi, en une phrase", "Le prestataire a livré en retard.")
    html = clean(read_html(click(page, "Publier la phrase")))
    assert "pourquoi : « Le prestataire a livré en retard. »" in html
    assert [dite.texte for dite in build_contrat_lu(get_code(None)).explications] == [
        "Le prestataire a livré en retard."
    ]


@pytest.mark.usefixtures("contributeur")
def test_a_figure_received_late_of_its_target_asks_why(application: AppTest) -> None:
    publish(f"{CODE};2024;T4;1")
    page = open_trimestre(application, service=AXE_1)
    assert "À expliquer (1)" in [clean(titre.value) for titre in page.header]
    assert "Pourquoi ?" in clean(read_html(page))
    type_phrase(page, "Pourquoi, en une phrase", "Les bailleurs ont différé.")
    assert "« Les bailleurs ont différé. »" in clean(read_html(click(page, "Publier la phrase")))


def set_role(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role}))


def test_who_answers_is_told_that_a_declaration_awaits_and_sees_that_the_answer_is_saved(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaree = record_non_transmission(CD, get_code(None), CODE, QUAND, "L’outil de suivi a été arrêté.")
    set_role(monkeypatch, "valideur_etat")
    page = open_trimestre(application, service=AXE_1)
    assert "1 donnée déclarée « ne sera pas transmise » attend votre réponse" in clean(read_html(page))
    (bascule,) = page.toggle
    assert clean(bascule.label) == f"{CODE} : voir la déclaration, y répondre"
    page = open_ligne(page)
    (choix,) = [choix for choix in page.radio if choix.label.startswith("Réponse au nom")]
    choix.set_value(PositionNonTransmission.ACCEPTEE)
    page = click(page, "Envoyer la réponse")
    (fait,) = page.success
    assert clean(fait.value).startswith(f"Enregistré (dépôt n° {declaree.numero + 1}) : réponse sur {CODE}")
    html = clean(read_html(page))
    assert "attend votre réponse" not in html and "il en manque 125" in html


@pytest.mark.parametrize("role", ["lecteur", "contributeur_cd", "contributeur_ft", "commissaire"])
def test_nobody_else_is_told_to_answer(application: AppTest, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    record_non_transmission(CD, get_code(None), CODE, QUAND, "L’outil de suivi a été arrêté.")
    set_role(monkeypatch, role)
    assert "votre réponse" not in read_html(open_trimestre(application, service=AXE_1))


@pytest.mark.parametrize("trimestre", ["2024-T4", "2025-T1", "2026-T3"])
@pytest.mark.parametrize(
    ("role", "producteur"), [("contributeur_cd", "Conseil départemental"), ("contributeur_ft", "France Travail")]
)
def test_one_first_sees_the_service_whose_figures_one_sends(
    application: AppTest, monkeypatch: pytest.MonkeyPatch, role: str, producteur: str, trimestre: str
) -> None:
    set_role(monkeypatch, role)
    page = open_trimestre(application, trimestre)
    (choix,) = [choix for choix in page.selectbox if choix.label == "Service à regarder"]
    assert str(choix.value).startswith(producteur)


def test_a_reader_is_offered_nothing_to_say(application: AppTest) -> None:
    page = open_trimestre(application, service=AXE_1)
    assert not page.toggle
