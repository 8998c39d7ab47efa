from lib.charts.budget_previsionnel import build_previsionnel_chart, list_montants
from lib.charts.theme import COULEURS_FINANCEURS
from lib.domain.argent import build_synthese
from lib.domain.periodes import Trimestre
from tests.domain.fabrique_argent import AUTRES, CD, ETAT, make_contrat, make_enveloppe

CONTRAT = make_contrat(
    enveloppes=[
        make_enveloppe("S.1", ETAT, 1_000_000),
        make_enveloppe("S.2", ETAT, 500_000),
        make_enveloppe("S.1", CD, 2_000_000),
        make_enveloppe("I.V1", ETAT, 135_000),
        make_enveloppe("I.V1", CD, 0),
        make_enveloppe("I.V1", AUTRES, 0),
    ]
)
SYNTHESE = build_synthese(CONTRAT, Trimestre(2024, 4))
CHART = build_previsionnel_chart(CONTRAT.axes, SYNTHESE)
BARRES, TEXTES = CHART["layer"]


def test_each_bar_adds_the_fiches_of_an_axe_and_leaves_out_who_gives_nothing() -> None:
    assert [(m["axe"], m["financeur"], m["euros"]) for m in list_montants(CONTRAT.axes, SYNTHESE)] == [
        ("Axe 1 · A1", "État", 1_500_000),
        ("Axe 1 · A1", "Département", 2_000_000),
        ("Volet 1 · V1", "État", 135_000),
    ]


def test_funders_keep_their_colour_and_their_order() -> None:
    assert BARRES["encoding"]["color"]["scale"] == {
        "domain": ["État", "Département"],
        "range": [COULEURS_FINANCEURS[ETAT], COULEURS_FINANCEURS[CD]],
    }
    assert BARRES["encoding"]["order"]["field"] == "rang"


def test_axes_stay_in_the_contract_s_order_and_the_scale_starts_at_zero() -> None:
    assert BARRES["encoding"]["y"]["sort"][:3] == ["Axe 1 · A1", "Axe 2 · A2", "Volet 1 · V1"]
    assert BARRES["encoding"]["x"]["scale"]["domain"][0] == 0
    graduations = BARRES["encoding"]["x"]["axis"]["labelExpr"]
    assert "M€" in graduations
    assert "'.3~f'" in graduations, "deux graduations voisines ne se lisent jamais pareil"


def test_each_total_is_written_at_the_end_of_its_bar() -> None:
    ecrits = {t["axe"]: t["mots"].replace("\u202f", "_") for t in TEXTES["data"]["values"]}
    assert ecrits == {"Axe 1 · A1": "3_500_000\u00a0€", "Volet 1 · V1": "135_000\u00a0€"}


def test_a_year_without_amounts_draws_nothing() -> None:
    vide = build_previsionnel_chart(CONTRAT.axes, build_synthese(CONTRAT, Trimestre(2025, 4)))
    assert [couche["data"]["values"] for couche in vide["layer"]] == [[], []]
