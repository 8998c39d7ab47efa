"""The Territoire pilote page, over the real contract and with results by commune."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow.ipc
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import lib.ui.territoire as territoire
from lib.domain.faits import Resultat
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import get_code
from tests.pages.visite import clean, open_ecran, read_html

PAGE = "territoire.py"


def read_lignes(page: AppTest) -> list[dict[str, object]]:
    """Give the rows of the first chart, which Streamlit takes out of its spec."""
    octets = page.get("vega_lite_chart")[0].proto.data.data
    return pyarrow.ipc.open_stream(octets).read_all().to_pylist()


def publish_resultats(*resultats: Resultat) -> None:
    lot = Lot(genre=GenreLot.DEPOT, type_depot=TypeDepot.RESULTATS, publie_le=datetime(2025, 1, 15, tzinfo=UTC))
    code = get_code(None)
    with write() as session:
        lock_contrat(session, code)
        save_lot(session, code, lot, list(resultats))


def test_the_page_says_where_the_territory_starts_from(application: AppTest) -> None:
    page = open_ecran(application, PAGE)
    textes = clean(read_html(page))
    assert "8 749 foyers : Créteil 47,8 %, Champigny-sur-Marne 41,4 %, Villiers-sur-Marne 10,8 %." in textes
    assert "Source : IGN GEOFLA 2.2 (2016), Licence Ouverte 2.0" in textes
    assert "10 mesures écrites au contrat pour le territoire pilote, dont 6 par commune." in textes
    assert "« 94011 » est ici un code d’agence, c’est aussi le code INSEE de Bonneuil-sur-Marne" in textes
    assert "Bonneuil-sur-Marne hors du territoire pilote" in textes
    assert "1er janvier 2025" in clean(page.warning[0].value)
    assert "emploi 50 %, équilibré 35 %, social 15 % ; constaté : non transmis" in textes
    assert "4 000 + 4 000 allocataires en file active prévus" in textes
    assert "/methode?partie=%C3%89carts%20du%20contrat" in textes


def test_the_page_shows_what_the_contract_states_without_any_figure(application: AppTest) -> None:
    textes = clean(read_html(open_ecran(application, PAGE)))
    assert "Quartiers prioritaires de la politique de la ville" in textes and "l.1862" in textes
    assert "14,1 %" in textes and "non écrite ; 1 234 sur 8 740 (calcul Jalons)" in textes
    assert "16,2 %" in textes and "12,6 %" in textes and "feuille de route, l.1962" in textes
    assert "8 métiers sont dans chacune des 2 listes." in textes
    assert (
        "<strong>D1214</strong> Vente En Habilleme Et Accessoires De L<br><span class='source'>Libellé coupé" in textes
    )
    assert "feuille de route, l.1921 à l.1930 ; feuille de route, l.1993 à l.2002" in textes
    for mots in ("Cohérence en matière de gouvernance", "Des Bords de Marne, Des Portes de la Brie, Plaine Centrale"):
        assert mots in textes
    for mots in ("55 M€", "21 300 allocataires", "3 726 allocataires"):
        assert mots in textes


def test_the_map_asks_for_no_background_and_shows_the_whole_departement(application: AppTest) -> None:
    (carte,) = open_ecran(application, PAGE).get("deck_gl_json_chart")
    spec = json.loads(carte.proto.json)
    assert len(spec["layers"][0]["data"]["features"]) == 47
    assert spec.get("mapStyle") in (None, "__MAP_STYLE__")
    assert "carto" not in carte.proto.json.lower()


def test_a_measure_is_read_beside_its_denominator_and_a_commune_may_be_chosen(application: AppTest) -> None:
    page = open_ecran(application, PAGE)
    page.selectbox(key="mesure").select("Date dernière ouverture de droit < 1 an").run()
    assert "2 166 foyers sur 8 749, 24,8 % : Créteil 27,2 %" in clean(read_html(page))
    page.button_group(key="commune").select("Villiers-sur-Marne").run()
    assert "Villiers-sur-Marne : 221 foyers, 10,2 % du territoire pilote et 23,4 % de ses 946 foyers." in clean(
        read_html(page)
    )
    assert [ligne["pale"] for ligne in read_lignes(page)] == [True, True, False]


def test_results_by_commune_become_measures_and_small_counts_stay_masked(application: AppTest) -> None:
    def make(indicateur: str, lieu: str, valeur: int) -> Resultat:
        return Resultat(indicateur=indicateur, annee=2024, trimestre=4, territoire=lieu, valeur=Decimal(valeur))

    parts = {"V3-04a": 46, "V3-04b": 31, "V3-04c": 23}
    publish_resultats(
        make("V3-07", "94028", 120),
        make("V3-07", "94079", 3),
        *(make(code, "ZONE", valeur) for code, valeur in parts.items()),
    )
    page = open_ecran(application, PAGE)
    (mesure,) = [option for option in page.selectbox(key="mesure").options if option.startswith("V3-07")]
    page.selectbox(key="mesure").select(mesure).run()
    assert not page.exception
    textes = clean(read_html(page))
    assert "Créteil 120, Champigny-sur-Marne non transmis, Villiers-sur-Marne masqué" in textes
    assert "constaté : emploi 46 %, équilibré 31 %, social 23 %" in textes
    (carte,) = page.get("deck_gl_json_chart")
    assert (
        '"rayon": 0' in carte.proto.json.replace('"rayon":0', '"rayon": 0')
        and "Villiers-sur-Marne\\nmasqu" in carte.proto.json
    )


def test_a_contract_without_zone_gets_an_honest_empty_page(
    application: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(territoire, "list_zones", lambda _: [])
    page = open_ecran(application, PAGE)
    assert "Ce contrat ne définit pas de territoire pilote." in read_html(page)
    assert not page.get("deck_gl_json_chart") and not page.header


@pytest.mark.parametrize(
    ("codes", "choix"),
    [(["94028"], "Créteil"), (["94011"], territoire.TOUTES), ([], territoire.TOUTES)],
)
def test_a_click_on_the_map_chooses_a_commune_of_the_territory_only(
    monkeypatch: pytest.MonkeyPatch, codes: list[str], choix: str
) -> None:
    objets = {"communes": [{"properties": {"code": code}} for code in codes]} if codes else {}
    etat: dict[str, object] = {"carte": {"selection": {"objects": objets}}}
    monkeypatch.setattr(st, "session_state", etat)
    territoire._choose_commune("carte", {"94028": "Créteil"})
    assert etat["commune"] == choix
