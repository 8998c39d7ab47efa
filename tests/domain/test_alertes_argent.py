"""The alerts on money: article, euros, sentence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.alertes_argent import build_alertes_argent
from lib.domain.contrat import Avenant
from lib.domain.nomenclatures import Declencheur, Financeur, PartieContrat
from lib.domain.periodes import Trimestre
from tests.domain.cas_argent import lire
from tests.domain.fabrique_argent import (
    CD,
    ETAT,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_regle,
    make_report,
    make_versement,
)

JOUR = date(2025, 2, 1)
PREVUS = [make_enveloppe("S.1", ETAT, 15000), make_enveloppe("S.1", CD, 15000)]


def list_alertes(trimestre: int = 4, **faits: Any) -> list[tuple[str, str, str, int, str]]:
    alertes = build_alertes_argent(make_contrat(**faits), Trimestre(2024, trimestre), JOUR)
    return [(a.regle, a.article, a.objet, a.montant, lire(a.phrase)) for a in alertes]


def test_no_alert_at_t2_with_the_state_s_share_spent_first() -> None:
    depenses = [make_execution("S.1", ETAT, 2, 15000), make_execution("S.1", CD, 2, 3000)]
    assert list_alertes(2, enveloppes=PREVUS, executions=depenses) == []


def test_one_euro_short_at_t4_is_said_with_its_article_and_its_euro() -> None:
    depenses = [make_execution("S.1", ETAT, 4, 15000), make_execution("S.1", CD, 4, 14999)]
    assert list_alertes(enveloppes=PREVUS, executions=depenses) == [
        (
            "R1",
            "art. 2.2",
            "S.1",
            100,
            "S.1~: le Département apporte 49,998_% du coût réalisé en 2024, pour un minimum au contrat de "
            "50_%~; il manque 1~€.",
        )
    ]


def test_a_volet_2_alert_says_which_reading_it_comes_from() -> None:
    prevus = [make_enveloppe("I.V2.1", ETAT, 100), make_enveloppe("I.V2.1", CD, 40)]
    prevus += [make_enveloppe("I.V2.2", ETAT, 100), make_enveloppe("I.V2.2", CD, 300)]
    ((regle, article, objet, montant, phrase),) = list_alertes(enveloppes=prevus)
    assert (regle, article, objet, montant) == ("R2", "art. 2.3", "I.V2.1", 6000)
    assert "lecture proposée" in phrase


def test_a_late_payment_is_an_alert() -> None:
    alertes = list_alertes(
        avenants=[Avenant(numero=0, objet="Contrat", date_signature=date(2024, 7, 1))],
        regles_versement=[
            make_regle("R3", PartieContrat.SOLIDARITES, 1000),
            make_regle("R4b", PartieContrat.INSERTION, 1000, declencheur=Declencheur.BILAN_FINAL),
        ],
        versements=[make_versement(400)],
    )
    phrase = "État~: 600~€ non versés (Solidarités 2024), en attente depuis le 16/07/2024."
    assert alertes == [("R3", "art. 3", "solidarites", 60000, phrase)]


def test_a_contribution_above_cost_and_over_payment_are_alerts() -> None:
    alertes = list_alertes(
        versements=[make_versement(100, partie=PartieContrat.INSERTION, fiche="I.V1")],
        executions=[make_execution("I.V1", ETAT, 4, 80), make_execution("I.V1", CD, 4, 0)],
    )
    assert [alerte[:4] for alerte in alertes] == [
        ("R8", "art. 5", "I.V1", 2000),
        ("R9", "art. 3", "V1", 2000),
    ]
    assert "lecture proposée" in alertes[1][4]


def test_over_payment_is_not_told_before_t4() -> None:
    alertes = list_alertes(
        3,
        versements=[make_versement(100, partie=PartieContrat.INSERTION, fiche="I.V1")],
        executions=[make_execution("I.V1", ETAT, 4, 80), make_execution("I.V1", CD, 4, 0)],
    )
    assert alertes == []


@pytest.mark.parametrize(("origine", "nombre"), [(2024, 1), (2025, 0)])
def test_a_carry_over_too_big_is_an_alert_of_its_year(origine: int, nombre: int) -> None:
    alertes = list_alertes(
        versements=[make_versement(100, fiche="S.1")],
        executions=[make_execution("S.1", ETAT, 4, 90)],
        reports=[make_report("S.1", ETAT, 15, origine)],
    )
    assert [alerte[:4] for alerte in alertes] == [("R10", "annexe 3", "S.1", 500)][:nombre]


def test_more_state_money_spent_than_given_is_to_be_checked_and_is_a_convention() -> None:
    alertes = list_alertes(
        1, enveloppes=[make_enveloppe("S.1", ETAT, 100)], executions=[make_execution("S.1", ETAT, 1, 101)]
    )
    assert [alerte[:4] for alerte in alertes] == [("convention Jalons", "convention Jalons", "S.1", 100)]
    assert "prévisionnel de l’annexe" in alertes[0][4]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([f.code for f in make_contrat().fiches]), st.sampled_from([ETAT, CD])),
        st.integers(0, 1000),
        max_size=14,
    )
)
def test_no_alert_is_ever_said_twice(depenses: dict[tuple[str, Financeur], int]) -> None:
    alertes = list_alertes(
        enveloppes=[make_enveloppe(fiche, qui, 300) for fiche, qui in depenses],
        executions=[make_execution(fiche, qui, 4, euros) for (fiche, qui), euros in depenses.items()],
        versements=[make_versement(500, partie=PartieContrat.INSERTION, axe=axe) for axe in ("V1", "V2", "V3")]
        + [make_versement(500, fiche=code) for code in ("S.1", "S.2")],
        reports=[make_report("S.1", ETAT, 400), make_report("S.1", CD, 400)],
    )
    phrases = [phrase for *_, phrase in alertes]
    assert len(phrases) == len(set(phrases))
