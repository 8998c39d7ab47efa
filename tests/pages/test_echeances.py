import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.application import build_page

pytestmark = pytest.mark.usefixtures("magasin_partage")


def get_html(page: AppTest) -> str:
    return " ".join(bloc.proto.body for bloc in page.get("html")).replace("\u00a0", " ")


@pytest.fixture
def page() -> AppTest:
    page = build_page("echeances.py").run()
    assert not page.exception
    return page


def test_the_44_obligations_are_shown_once_each(page: AppTest) -> None:
    assert "44 obligations sur 44" in [texte.value for texte in page.caption]
    listes = " ".join(bloc.proto.body for bloc in page.get("html") if "class='liste'" in bloc.proto.body)
    assert {code for n in range(1, 45) if f"<td>{(code := f'O{n:02}')}</td>" in listes} == {
        f"O{n:02}" for n in range(1, 45)
    }


def test_payments_after_the_signature_have_no_date_and_the_page_says_why(page: AppTest) -> None:
    html = get_html(page)
    assert "La date de signature n’est pas saisie" in html
    assert html.count("date inconnue : la date de signature n’est pas saisie") == 2


def test_recurring_obligations_stand_apart(page: AppTest) -> None:
    titres = [titre.value for titre in page.header]
    assert "Obligations récurrentes (15)" in titres
    assert any(titre.startswith("Sans date") for titre in titres)


def test_the_timeline_shows_the_dated_ones(page: AppTest) -> None:
    spec = json.loads(page.get("vega_lite_chart")[0].proto.spec)
    assert len(spec["layer"]) == 6
    assert len(page.dataframe[0].value) == 16


def test_filters_keep_what_they_name(page: AppTest) -> None:
    page.multiselect(key="qui").set_value(["France Travail"]).run()
    page.multiselect(key="partie").set_value(["Insertion et emploi"]).run()
    assert not page.exception
    html = get_html(page)
    assert "O20" in html and "O11" not in html


def test_filters_that_keep_nothing_say_so(page: AppTest) -> None:
    page.multiselect(key="qui").set_value(["DRIHL"]).run()
    page.multiselect(key="partie").set_value(["Insertion et emploi"]).run()
    assert "Aucune obligation ne répond à ces filtres" in get_html(page)
