from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.a_definir import list_manques
from lib.usecases.contrats import build_contrat_lu, get_code
from tests.application import build_application
from tests.pages.visite import clean
from tests.serveur import RACINE

pytestmark = pytest.mark.usefixtures("magasin_partage")


def open_page(trimestre: str = "2026-T3", **adresse: str) -> AppTest:
    application = build_application().run()
    application.switch_page(str(RACINE / "pages" / "indicateurs.py"))
    for cle, valeur in adresse.items():
        application.query_params[cle] = valeur
    application.run()
    application.selectbox(key="trimestre").set_value(trimestre).run()
    assert not application.exception
    return application


def read(application: AppTest) -> str:
    return " ".join(str(bloc.proto.body) for bloc in application.get("html")).replace("\u00a0", " ")


def test_every_indicator_is_a_card_with_its_chart() -> None:
    page = read(open_page(trimestre="2024-T4"))
    assert "19 indicateurs sur 138 ont une cible chiffrée pour 2024" in page
    assert page.count("class='carte'") == page.count('<img src="data:image/svg+xml') == 138
    assert "href='/indicateur?code=S.1.3-01&amp;trimestre=2024-T4'" in page


def test_the_filters_of_the_address_are_followed() -> None:
    page = open_page(q="logements mis", fiche="S.1.3 · x", type="Nombre")
    assert page.text_input(key="q").value == "logements mis"
    assert read(page).count("class='carte'") == 1


def test_a_filter_that_keeps_nothing_says_so() -> None:
    assert "Aucun indicateur ne répond à ces filtres." in read(open_page(q="zzz"))


def test_the_table_has_the_targets_of_the_annex() -> None:
    page = open_page(vue="Tableau", trimestre="2024-T4")
    matrice = page.dataframe[0].value.set_index("Code")
    assert len(matrice) == 138
    colonnes = ["Situation initiale", "Cible 2024", "Cible 2025", "Cible 2026", "Cible 2027"]
    assert list(matrice.loc["S.1.3-01", colonnes]) == ["16", "28", "50", "70", "80"]
    assert list(map(clean, matrice.loc["S.3.1-01", colonnes[3:]])) == ["« A définir »", "« A définir »"]
    assert page.get("download_button")


def test_what_is_to_define_says_who_owes_it_by_which_article_and_since_when() -> None:
    page = read(open_page(vue="À définir"))
    manques = list_manques(build_contrat_lu(get_code(None)), date.today())
    assert f"{len(manques)} éléments du contrat restent à définir, dont 10 indicateurs d’impact" in page
    assert page.count("<td>30/09/2024</td>") == 10
    assert "href='/fiches-action?fiche=S.1.3" in page
    assert all(f">{manque.code}</a>" in page for manque in manques)
