"""The pace of spending: expected share, projection, money out of step with results."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import (
    Decalage,
    compute_decalage,
    compute_part_ecoulee,
    compute_projection,
    count_mois_ecoules,
)
from tests.domain.cas_argent import read_cas

DEBUT, FIN = date(2024, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize("cas", read_cas("rythme"))
def test_elapsed_months_are_those_of_the_action_s_own_period(cas: dict[str, Any]) -> None:
    trimestre = Trimestre(cas["annee"], cas["trimestre"])
    assert count_mois_ecoules(cas["debut"], cas["fin"], trimestre) == (cas["ecoules"], cas["total"])
    part = Fraction(cas["ecoules"], cas["total"]) if cas["total"] else None
    assert compute_part_ecoulee(cas["debut"], cas["fin"], trimestre) == part


@pytest.mark.parametrize(
    ("realise", "debut", "fin", "trimestre", "attendu"),
    [
        (None, DEBUT, FIN, Trimestre(2024, 2), None),
        (100, DEBUT, FIN, Trimestre(2024, 1), None),
        (100, DEBUT, FIN, Trimestre(2024, 2), Fraction(200)),
        (100, DEBUT, FIN, Trimestre(2024, 3), Fraction(400, 3)),
        (100, DEBUT, FIN, Trimestre(2024, 4), Fraction(100)),
        (100, date(2024, 4, 1), FIN, Trimestre(2024, 2), None),
        (100, date(2024, 4, 1), FIN, Trimestre(2024, 3), Fraction(150)),
        (100, DEBUT, date(2024, 3, 31), Trimestre(2024, 1), Fraction(100)),
        (100, DEBUT, date(2023, 12, 31), Trimestre(2024, 2), None),
    ],
)
def test_spending_is_projected_from_two_quarters_on(
    realise: int | None, debut: date, fin: date, trimestre: Trimestre, attendu: Fraction | None
) -> None:
    assert compute_projection(realise, debut, fin, trimestre) == attendu


@pytest.mark.parametrize(
    ("taux", "attendue", "juges", "en_retard", "decalage"),
    [
        ("0.50", "0.50", 4, 2, Decalage.ARGENT_SANS_RESULTATS),
        ("0.475", "0.50", 4, 4, Decalage.ARGENT_SANS_RESULTATS),
        ("0.474", "0.50", 4, 4, Decalage.AUCUN),
        ("0.50", "0.50", 4, 1, Decalage.AUCUN),
        ("0.39", "0.50", 4, 0, Decalage.RESULTATS_SANS_ARGENT),
        ("0.40", "0.50", 4, 0, Decalage.AUCUN),
        ("0.39", "0.50", 4, 1, Decalage.AUCUN),
        ("0.39", "0.50", 0, 0, Decalage.NON_JUGE),
        (None, "0.50", 4, 4, Decalage.NON_JUGE),
        ("0.39", None, 4, 4, Decalage.NON_JUGE),
        ("0.39", "0", 4, 4, Decalage.NON_JUGE),
    ],
)
def test_money_and_results_out_of_step_are_told_both_ways(
    taux: str | None, attendue: str | None, juges: int, en_retard: int, decalage: Decalage
) -> None:
    obtenu = compute_decalage(
        None if taux is None else Fraction(taux),
        None if attendue is None else Fraction(attendue),
        juges=juges,
        tenues=juges - en_retard,
        en_retard=en_retard,
        seuil_bonne_voie=Fraction(95, 100),
        seuil_a_surveiller=Fraction(80, 100),
    )
    assert obtenu is decalage


@pytest.mark.parametrize(
    ("tenues", "decalage"), [(2, Decalage.RESULTATS_SANS_ARGENT), (1, Decalage.AUCUN), (0, Decalage.AUCUN)]
)
def test_results_to_watch_are_not_said_on_time(tenues: int, decalage: Decalage) -> None:
    """Money little used, two indicators judged, none late: on time only when each one is held."""
    obtenu = compute_decalage(
        Fraction("0.1"),
        Fraction("0.5"),
        juges=2,
        tenues=tenues,
        en_retard=0,
        seuil_bonne_voie=Fraction(95, 100),
        seuil_a_surveiller=Fraction(80, 100),
    )
    assert obtenu is decalage
