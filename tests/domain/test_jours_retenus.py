"""A day put on a month, a season or a year is said to be ours, over the whole of the real contract."""

from datetime import date

import pytest

from lib.domain.echeances import build_calendrier
from lib.domain.feuille_de_route import build_feuille_de_route
from lib.domain.jours_retenus import is_jour_ecrit, is_jour_retenu, write_jour
from tests.contrat_complet import read_contrat

JOUR = date(2026, 7, 1)
RETENUS = {"O12", "O36", "O38", "O39", "O40", "O42"}
"""The obligations whose own words hold no day: a year, the end of a year, a beginning, a month."""


@pytest.mark.parametrize(
    ("texte", "jour", "ecrit"),
    [
        ("au plus tard le 31 mars 2025", date(2025, 3, 31), True),
        ("24 juin 2024", date(2024, 6, 24), True),
        ("avant le 1er avril 2024", date(2024, 4, 1), True),
        ("avant le 30\u00a0septembre\u00a02024", date(2024, 9, 30), True),
        ("31 Décembre 2027", date(2027, 12, 31), True),
        ("début avril 2024", date(2024, 4, 1), False),
        ("avant l’été 2024 ; à compter de septembre 2024", date(2024, 9, 1), False),
        ("premier comité en juillet 2024", date(2024, 7, 31), False),
        ("2nd semestre 2024", date(2024, 12, 31), False),
        ("2027", date(2027, 12, 31), False),
        ("au plus tard le 30 juin 2025", date(2025, 6, 3), False),
        ("au plus tard le 13 juin 2025", date(2025, 6, 3), False),
        ("au plus tard le 31 mars 2025", date(2026, 3, 31), False),
        ("", date(2024, 6, 30), False),
    ],
)
def test_a_day_is_the_contract_s_only_when_its_words_hold_it(texte: str, jour: date, ecrit: bool) -> None:
    assert is_jour_ecrit(texte, jour) is ecrit
    assert is_jour_retenu(texte, jour) is not ecrit


def test_no_day_is_nobody_s() -> None:
    assert not is_jour_retenu("sans date", None)


@pytest.mark.parametrize(
    ("options", "attendu"),
    [
        ({"retenu": False}, "31/07/2024"),
        ({"retenu": False, "citation": "31 juillet 2024"}, "31/07/2024"),
        ({"retenu": True}, "31/07/2024 (jour retenu par Jalons)"),
        (
            {"retenu": True, "longue": True, "citation": "juillet 2024"},
            "31 juillet 2024 (jour retenu par Jalons : le contrat écrit « juillet 2024 »)",
        ),
    ],
)
def test_a_day_of_ours_is_written_with_that_it_is(options: dict[str, object], attendu: str) -> None:
    assert write_jour(date(2024, 7, 31), **options).replace("\u00a0", " ") == attendu  # type: ignore[arg-type]


def test_every_obligation_of_the_contract_says_whose_its_day_is() -> None:
    datees = [echeance for echeance in build_calendrier(read_contrat(), JOUR) if echeance.jour]
    assert {echeance.obligation.code for echeance in datees if echeance.jour_retenu} == RETENUS
    for echeance in datees:
        assert ("jour retenu par Jalons" in echeance.write_jour(cite=True)) is echeance.jour_retenu
        assert not echeance.jour_retenu or echeance.obligation.echeance in echeance.write_jour(cite=True)


def test_every_dated_row_of_the_roadmap_has_a_day_of_ours() -> None:
    datees = [lue for lue in build_feuille_de_route(read_contrat(), JOUR) if lue.action.date_limite]
    assert len(datees) == 36
    assert all(lue.action.jour_retenu and "jour retenu par Jalons" in lue.jour for lue in datees)
