"""Who owes what, when, and what nobody owes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.domain.attendus import (
    ORIGINE_DELAI,
    Delai,
    build_attente,
    get_periode_action,
    is_due,
    is_hors_periode,
    write_delais,
    write_statut_date,
)
from lib.domain.formats import format_date_courte, format_date_longue
from lib.domain.nomenclatures import Periodicite, Producteur, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
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
    obtenu = {"echeance": attente.echeance.jour, "exigee": attente.exigee, "en_retard": attente.en_retard}
    assert obtenu | {"phrase": attente.phrase} == {nom: cas[nom] for nom in (*obtenu, "phrase")}


AVRIL, JANVIER = Delai(date(2025, 4, 15)), Delai(date(2025, 1, 31))


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        (str(AVRIL), "15/04/2025 (délai proposé par Jalons)"),
        (write_delais([AVRIL]), "le 15/04/2025 (délai proposé par Jalons)"),
        (write_delais([AVRIL, JANVIER, AVRIL]), "le 31/01/2025 et le 15/04/2025 (délai proposé par Jalons)"),
        (write_delais([AVRIL], "France Travail"), "le 15/04/2025 (France Travail, délai proposé par Jalons)"),
        (write_delais([AVRIL], "État", origine=False), "le 15/04/2025 (État)"),
        (write_delais([AVRIL], origine=False), "le 15/04/2025"),
    ],
)
def test_a_deadline_is_written_with_whose_it_is(ecrit: str, attendu: str) -> None:
    assert ecrit == attendu


@pytest.mark.parametrize("write", [lambda delai: f"{delai:%d/%m/%Y}", format_date_courte, format_date_longue])
def test_a_deadline_is_no_date_that_can_be_written_alone(write: Callable[[Any], str]) -> None:
    with pytest.raises((TypeError, AttributeError)):
        write(AVRIL)


@pytest.mark.parametrize(
    ("statut", "mots"),
    [
        (StatutSuivi.DONNEE_ATTENDUE, f"Donnée attendue ({ORIGINE_DELAI})"),
        (StatutSuivi.EN_RETARD, "En retard"),
        (StatutSuivi.NON_EXIGEE, "Non exigée à ce jour"),
    ],
)
def test_a_status_that_rests_on_a_deadline_says_whose_it_is(statut: StatutSuivi, mots: str) -> None:
    assert write_statut_date(statut) == mots


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
