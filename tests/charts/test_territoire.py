from dataclasses import replace

from lib.charts.territoire import COULEUR_ZONE, Part, build_communes_chart, build_repartition_chart
from lib.charts.theme import COULEURS_FINANCEURS, LOCALE, MARQUES
from lib.domain.territoire_pilote import list_mesures_contexte, list_zones
from tests.contrat_complet import read_contrat

CONTRAT = read_contrat()
MESURE = list_mesures_contexte(CONTRAT, list_zones(CONTRAT)[0])[0]
TEXTES = {valeur.territoire.code: f"{valeur.valeur} du total" for valeur in MESURE.communes}
CHART = build_communes_chart(MESURE, TEXTES)


def test_bars_keep_the_contract_s_order_and_start_at_zero() -> None:
    barres, _ = CHART["layer"]
    assert barres["encoding"]["y"]["sort"] == ["Créteil", "Champigny-sur-Marne", "Villiers-sur-Marne"]
    assert barres["encoding"]["x"]["scale"]["domain"][0] == 0
    assert CHART["config"]["locale"] == LOCALE


def test_each_bar_carries_its_words_and_the_tooltip_is_french() -> None:
    barres, mots = CHART["layer"]
    assert [ligne["mots"] for ligne in CHART["data"]["values"]] == list(TEXTES.values())
    assert mots["encoding"]["text"]["field"] == "mots"
    assert [info["title"] for info in barres["encoding"]["tooltip"]] == ["Commune", "31/12/2023"]


def test_a_commune_without_figure_keeps_its_row_and_its_reason() -> None:
    premiere, *autres = MESURE.communes
    sans = replace(MESURE, communes=(replace(premiere, valeur=None, motif="masqué"), *autres))
    lignes = build_communes_chart(sans, TEXTES | {"94028": "masqué"})["data"]["values"]
    assert (lignes[0]["valeur"], lignes[0]["mots"]) == (None, "masqué")


def test_the_chosen_commune_stands_out() -> None:
    lignes = build_communes_chart(MESURE, TEXTES, "94017")["data"]["values"]
    assert [ligne["pale"] for ligne in lignes] == [True, False, True]
    assert not any(ligne["pale"] for ligne in CHART["data"]["values"])


def test_the_territory_has_its_own_colour() -> None:
    assert COULEUR_ZONE not in {*COULEURS_FINANCEURS.values(), *(marque.couleur for marque in MARQUES.values())}


def test_a_split_is_laid_end_to_end_row_by_row() -> None:
    parts = [
        Part("Prévu", "emploi", 50, "emploi 50 %"),
        Part("Prévu", "social", 50, "social 50 %"),
        Part("Constaté T4 2024", "emploi", 40, "emploi 40 %"),
        Part("Constaté T4 2024", "social", 60, "social 60 %"),
    ]
    chart = build_repartition_chart(parts)
    bornes = [(ligne["rangee"], ligne["debut"], ligne["fin"]) for ligne in chart["data"]["values"]]
    assert bornes == [("Prévu", 0, 50), ("Prévu", 50, 100), ("Constaté T4 2024", 0, 40), ("Constaté T4 2024", 40, 100)]
    barres, _ = chart["layer"]
    assert barres["encoding"]["color"]["scale"]["domain"] == ["emploi", "social"]
    assert barres["encoding"]["y"]["sort"] == ["Prévu", "Constaté T4 2024"]
