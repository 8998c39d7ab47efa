from fractions import Fraction
from typing import Any

from lib.charts.cofinancement import RangCofinancement, build_cofinancement_chart, list_rangs
from lib.charts.theme import COULEURS_FINANCEURS, ENCRE, FOND, MARQUES
from lib.domain.periodes import Trimestre
from tests.domain.fabrique_argent import CD, ETAT, make_contrat, make_enveloppe, make_execution

T2, T4 = Trimestre(2024, 2), Trimestre(2024, 4)
PISTES, FERMES, MOBILES, MINIMUM, PREVUS = range(5)
PREVU = [make_enveloppe("S.1", ETAT, 15000), make_enveloppe("S.1", CD, 15000)]


def list_cas(trimestre: Trimestre, cd: float) -> list[RangCofinancement]:
    executions = [
        make_execution("S.1", ETAT, trimestre.numero, 15000),
        make_execution("S.1", CD, trimestre.numero, cd),
    ]
    return list_rangs(make_contrat(enveloppes=PREVU, executions=executions), trimestre)


def draw(rangs: list[RangCofinancement]) -> list[list[dict[str, Any]]]:
    chart = build_cofinancement_chart(rangs, Fraction(1, 2))
    assert chart["layer"][MOBILES]["mark"]["strokeDash"]
    return [couche["data"]["values"] for couche in chart["layer"]]


def read(rang: RangCofinancement) -> str:
    return rang.texte.replace("\u202f", " ").replace("\u00a0", " ")


def test_every_action_under_the_rule_has_a_row_and_the_volet_2_one_more_as_a_whole() -> None:
    rangs = list_cas(T2, 3000)
    assert [rang.nom for rang in rangs] == [
        "S.1 · Action S.1",
        "S.2 · Action S.2",
        "S.3 · Action S.3",
        "I.V2.1 · Action I.V2.1",
        "I.V2.2 · Action I.V2.2",
        "V2 · dans son ensemble",
    ]
    assert read(rangs[1]) == "montants inconnus"


def test_before_the_fourth_quarter_the_bar_is_hollow_and_the_shortfall_is_not_an_alert() -> None:
    rang = list_cas(T2, 3000)[0]
    assert read(rang) == "prévu 50,0 % · réalisé 16,7 % (provisoire) : il manque 12 000 €"
    assert rang.couleur == MARQUES["a_surveiller"].couleur
    couches = draw([rang])
    assert couches[FERMES] == []
    assert [(b["fin"], b["couleur"]) for b in couches[MOBILES]] == [(3000 / 18000, FOND)]


def test_one_euro_short_at_the_fourth_quarter_is_broken_for_good_and_never_reads_as_the_minimum() -> None:
    rang = list_cas(T4, 14999)[0]
    assert read(rang) == "prévu 50,0 % · réalisé 49,998 % : il manque 1 €"
    assert rang.couleur == MARQUES["en_retard"].couleur
    couches = draw([rang])
    assert couches[MOBILES] == []
    assert [b["couleur"] for b in couches[FERMES]] == [COULEURS_FINANCEURS[CD]]


def test_what_is_foreseen_is_a_diamond_and_what_is_not_transmitted_has_no_bar() -> None:
    rangs = list_rangs(make_contrat(enveloppes=PREVU), T4)[:1]
    assert read(rangs[0]) == "prévu 50,0 % · réalisé non transmis"
    assert rangs[0].couleur == ENCRE
    couches = draw(rangs)
    assert (couches[FERMES], couches[MOBILES]) == ([], [])
    assert [p["x"] for p in couches[PREVUS]] == [0.5]
    assert [m["x"] for m in couches[MINIMUM]] == [0.5]
