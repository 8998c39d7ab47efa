"""Codes and dates as people write them: tolerant of form, never of meaning."""

from datetime import date

import pytest

from lib.imports.regles_codes import list_suggestions, read_date, read_entier, read_numero_trimestre, to_cle


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Créteil", "CRETEIL"),
        ("S.1.2-01", "s.1.2–01"),
        ("L’Haÿ-les-Roses", "l'hay les roses"),
        ("AG-94011", "ag 94011"),
    ],
)
def test_two_writings_of_one_name_are_the_same(un: str, autre: str) -> None:
    assert to_cle(un) == to_cle(autre)


def test_an_agency_is_never_the_commune_of_the_same_number() -> None:
    assert to_cle("AG-94011") != to_cle("94011")


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("T1", (1, None)),
        ("1", (1, None)),
        ("1er trimestre", (1, None)),
        ("4ème trim.", (4, None)),
        ("T3 2025", (3, 2025)),
        ("2025-T3", (3, 2025)),
        ("T5", (None, None)),
        ("0", (None, None)),
        ("janvier", (None, None)),
    ],
)
def test_a_quarter_is_read(texte: str, lu: tuple[int | None, int | None]) -> None:
    assert read_numero_trimestre(texte) == lu


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("31/03/2025", date(2025, 3, 31)),
        ("2025-03-31 00:00:00", date(2025, 3, 31)),
        ("1.4.2025", date(2025, 4, 1)),
        ("03/31/2025", None),
        ("31/02/2025", None),
        ("31/03/25", None),
    ],
)
def test_a_date_is_day_first_with_its_whole_year(texte: str, jour: date | None) -> None:
    assert read_date(texte) == jour


@pytest.mark.parametrize(("texte", "nombre"), [("2025", 2025), ("2025.0", 2025), ("2025,5", None), ("", None)])
def test_a_whole_number_is_written_with_digits(texte: str, nombre: int | None) -> None:
    assert read_entier(texte) == nombre


def test_suggestions_are_close_and_few() -> None:
    assert list_suggestions("Cretel", ["Créteil", "Cachan", "Orly"]) == ("Créteil",)
    assert len(list_suggestions("S.1.2-0", [f"S.1.2-0{n}" for n in range(9)])) == 2
