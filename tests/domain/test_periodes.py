"""Quarters: order, bounds, and the ways people write them."""

from datetime import date

import pytest

from lib.domain.periodes import Trimestre, dernier_trimestre_clos, list_trimestres, read_trimestre, trimestre_du

T1, T4 = Trimestre(2025, 1), Trimestre(2024, 4)


@pytest.mark.parametrize("texte", ["2025-T1", "T1 2025", "2025T1", " t1/2025 ", "2025 T1"])
def test_a_quarter_is_read_as_people_write_it(texte: str) -> None:
    assert read_trimestre(texte) == T1


@pytest.mark.parametrize("texte", ["2025-T5", "2025", "T1", "2025-1", ""])
def test_what_is_not_a_quarter_is_none(texte: str) -> None:
    assert read_trimestre(texte) is None


def test_quarters_are_ordered_and_follow_one_another() -> None:
    assert T4 < T1
    assert (T4.suivant, T1.precedent) == (T1, T4)
    assert list_trimestres(T4, Trimestre(2025, 2)) == [T4, T1, Trimestre(2025, 2)]


@pytest.mark.parametrize(
    ("trimestre", "debut", "fin"),
    [(T1, date(2025, 1, 1), date(2025, 3, 31)), (T4, date(2024, 10, 1), date(2024, 12, 31))],
)
def test_a_quarter_has_its_bounds(trimestre: Trimestre, debut: date, fin: date) -> None:
    assert (trimestre.debut, trimestre.fin) == (debut, fin)


def test_the_last_closed_quarter_is_before_the_one_in_progress() -> None:
    assert trimestre_du(date(2025, 1, 1)) == T1
    assert dernier_trimestre_clos(date(2025, 3, 31)) == T4


def test_a_fifth_quarter_does_not_exist() -> None:
    with pytest.raises(ValueError, match="de 1 à 4"):
        Trimestre(2025, 5)
