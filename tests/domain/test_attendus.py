"""Who owes what, when, and what nobody owes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.domain.attendus import build_attente, get_periode_action, is_due, is_hors_periode
from lib.domain.nomenclatures import Periodicite, Producteur, StatutCible
from lib.domain.periodes import Trimestre
from tests.domain.fabrique import AXE, FICHE, VOLET, make_indicateur, read_trimestre
from tests.domain.lecture_cas import read_cas

ATTENDUS = read_cas("attendus.yaml")
ANNEES = (date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("cas", ATTENDUS, ids=[cas["cas"] for cas in ATTENDUS])
def test_each_deadline_reads_as_written(cas: dict[str, Any]) -> None:
    indicateur = make_indicateur(
        periodicite=Periodicite(cas["periodicite"]),
        delai_jours=cas["delai"],
        producteur=Producteur(cas.get("producteur", "CD")),
    )
    attente = build_attente(indicateur, read_trimestre(cas["trimestre"]), cas.get("recue", False), cas["aujourd_hui"])
    obtenu = {"echeance": attente.echeance, "exigee": attente.exigee, "en_retard": attente.en_retard}
    assert obtenu | {"phrase": attente.phrase} == {nom: cas[nom] for nom in (*obtenu, "phrase")}


@pytest.mark.parametrize(
    ("trimestre", "hors"),
    [(Trimestre(2023, 4), True), (Trimestre(2024, 1), False), (Trimestre(2024, 4), False), (Trimestre(2025, 1), True)],
)
def test_a_quarter_outside_the_volet_is_hors_periode(trimestre: Trimestre, hors: bool) -> None:
    assert is_hors_periode(VOLET, trimestre) is hors


def test_a_quarter_with_a_single_day_of_the_volet_is_not() -> None:
    volet = replace(VOLET, debut=date(2024, 3, 31), fin=date(2024, 7, 1))
    assert [is_hors_periode(volet, Trimestre(2024, n)) for n in (1, 2, 3, 4)] == [False, False, False, True]


def test_the_action_has_its_own_period_else_its_axe() -> None:
    assert get_periode_action(FICHE, VOLET) == (FICHE.debut, FICHE.fin)
    assert get_periode_action(None, VOLET) == (VOLET.debut, VOLET.fin)


@pytest.mark.parametrize(
    ("champs", "axe", "periode", "due"),
    [
        ({}, AXE, ANNEES, True),
        ({"formule": "X-02"}, AXE, ANNEES, False),
        ({"statut": StatutCible.NON_CONTRACTUALISE}, AXE, ANNEES, False),
        ({"statut": StatutCible.A_DEFINIR_NON_CIBLE}, AXE, ANNEES, True),
        ({}, VOLET, ANNEES, False),
        ({}, AXE, (date(2025, 6, 30), date(2027, 12, 31)), True),
        ({}, AXE, (date(2025, 7, 1), date(2027, 12, 31)), False),
        ({}, AXE, (date(2024, 1, 1), date(2025, 4, 1)), True),
        ({}, AXE, (date(2024, 1, 1), date(2025, 3, 31)), False),
    ],
    ids=["due", "calculée", "non contractualisée", "à définir", "hors volet", "commence", "après", "finit", "avant"],
)
def test_what_nobody_owes_is_never_awaited(champs: dict[str, Any], axe: Any, periode: Any, due: bool) -> None:
    assert is_due(make_indicateur(**champs), axe, periode, Trimestre(2025, 2)) is due
