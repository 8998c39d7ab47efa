import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.domain.droits import Acteur, Role
from lib.domain.faits import PositionNonTransmission
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import get_code
from lib.usecases.non_transmissions import record_non_transmission
from tests.application import build_page


def get_html(page: AppTest) -> str:
    return " ".join(bloc.proto.body for bloc in page.get("html")).replace("\u00a0", " ")


@pytest.fixture
def page(magasin_partage: None) -> AppTest:
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


def open_as(monkeypatch: pytest.MonkeyPatch, role: Role) -> AppTest:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role.value}))
    page = build_page("echeances.py").run()
    assert not page.exception
    return page


@pytest.mark.usefixtures("magasin")
def test_the_other_party_finds_what_awaits_its_answer_and_answers_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "une réponse" not in get_html(open_as(monkeypatch, Role.VALIDEUR_ETAT))
    for role, code in ((Role.CONTRIBUTEUR_CD, "S.1.3-01"), (Role.CONTRIBUTEUR_FT, "N-V3-01")):
        record_non_transmission(Acteur(role), get_code(None), code, Trimestre(2024, 4), f"motif de {code}")
    lecteur = open_as(monkeypatch, Role.LECTEUR)
    html = get_html(lecteur)
    assert "2 données déclarées « ne sera pas transmise » attendent une réponse." in html
    assert "<a href='/indicateur?code=S.1.3-01&amp;trimestre=2024-T4' target='_self'>S.1.3-01, T4 2024</a>" in html
    assert "<td>motif de N-V3-01</td>" in html and "<td>France Travail</td>" in html
    assert "le profil « Valideur État » accepte ou refuse" in html
    assert not lecteur.radio

    page = open_as(monkeypatch, Role.VALIDEUR_ETAT)
    page.radio[0].set_value(PositionNonTransmission.REFUSEE)
    bouton = next(b for b in page.button if b.label == "Envoyer la réponse")
    bouton.click()
    page.run()
    assert [erreur.value for erreur in page.error] == ["Il manque le motif du refus."]
    page.text_input[0].set_value("cherchez encore")
    next(b for b in page.button if b.label == "Envoyer la réponse").click()
    page.run()
    assert "réponse sur S.1.3-01, T4 2024" in page.success[0].value
    assert "1 donnée déclarée « ne sera pas transmise » attend une réponse." in get_html(page)
