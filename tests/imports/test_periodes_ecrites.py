"""Periods as trackers write them: what is a quarter's title, and what is not."""

import pytest

from lib.imports.periodes_ecrites import is_mise_a_jour, list_periodes_dites, read_periode_ecrite


@pytest.mark.parametrize(
    ("texte", "annee", "numero", "mots"),
    [
        ("T1 2024", 2024, 1, ()),
        ("2024-T1", 2024, 1, ()),
        ("2024T1", 2024, 1, ()),
        ("T1-24", 2024, 1, ()),
        ("1T2024", 2024, 1, ()),
        ("Q3 2025", 2025, 3, ()),
        ("1er trim. 2024", 2024, 1, ()),
        ("1ᵉʳ trimestre 2024", 2024, 1, ()),
        ("premier trimestre 2024", 2024, 1, ()),
        ("Trim 2 – 2025", 2025, 2, ()),
        ("2024 · T1 · Réalisé", 2024, 1, ("realise",)),
        ("Réalisé T4 2025", 2025, 4, ("realise",)),
        ("déc. 2024", 2024, 4, ()),
        ("déc-24", 2024, 4, ()),
        ("12/2024", 2024, 4, ()),
        ("31/12/2024", 2024, 4, ()),
        ("Situation au 30 juin 2025", 2025, 2, ()),
        ("30/09", None, 3, ()),
        ("T1", None, 1, ()),
        ("mars", None, 1, ()),
        ("Année 2025", 2025, None, ()),
        ("Cible 2024", 2024, None, ("cible",)),
        ("Nombre de jeunes de 16 à 25 ans", None, None, ("nombre", "jeunes", "16", "25", "ans")),
        ("V2.1-ESE-01", None, None, ("v2", "1", "ese", "01")),
        ("Suivi de 3 trimestres", None, None, ("suivi", "3", "trimestres")),
    ],
)
def test_a_quarter_or_a_year_is_read_whatever_its_writing(
    texte: str, annee: int | None, numero: int | None, mots: tuple[str, ...]
) -> None:
    lue = read_periode_ecrite(texte)
    assert (lue.annee, lue.numero, lue.mots, lue.sure) == (annee, numero, mots, True)


@pytest.mark.parametrize(
    "texte",
    [
        "S1 2024",
        "1er semestre 2025",
        "janv. 2024",
        "15/12/2024",
        "01/01/2025",
        "2024-2027",
        "T1-T2 2024",
        "T1 à T4 2024",
    ],
)
def test_what_ends_no_single_quarter_is_never_one(texte: str) -> None:
    assert not read_periode_ecrite(texte).est_dite


def test_a_date_cell_of_the_first_of_the_month_is_that_month() -> None:
    assert read_periode_ecrite("01/12/2024", est_date=True)[:2] == (2024, 4)
    assert not read_periode_ecrite("01/12/2024").est_dite
    assert not read_periode_ecrite("01/10/2024", est_date=True).est_dite


def test_the_titles_of_a_sheet_say_its_period_but_neither_their_range_nor_their_update() -> None:
    titres = ["Contrat 2024-2027", "Mis à jour le 31/12/2026", "Suivi 2025", "Direction"]
    assert [(lue.annee, lue.numero) for lue in list_periodes_dites(titres)] == [(2025, None)]
    assert is_mise_a_jour("Version du 12/03/2026") and not is_mise_a_jour("Conversion des places")
