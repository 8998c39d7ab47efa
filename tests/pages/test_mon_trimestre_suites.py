"""What is said beside a line of Mon trimestre: that a figure will not be sent, why it is late or moved."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, get_code
from tests.pages.test_mon_trimestre import AXE_1, click, contributeur, open_trimestre, publish
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


def test_a_reader_is_offered_nothing_to_say(application: AppTest) -> None:
    page = open_trimestre(application, service=AXE_1)
    assert not page.toggle
