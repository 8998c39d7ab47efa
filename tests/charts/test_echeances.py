from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.charts.echeances import COULEURS, build_frise_chart
from lib.domain.contrat import Obligation
from lib.domain.echeances import build_calendrier
from tests.domain.fabrique import make_contrat

JOUR = date(2025, 1, 1)


def build_spec(*obligations: tuple[str, str, date | None]) -> dict[str, Any]:
    faits = tuple(
        Obligation(
            code=c,
            ordre=n,
            partie="commun",
            qui=qui,
            quoi="Rendre compte",
            echeance="mars 2024, 31 mars 2025, 30 juin 2027",
            date_limite=jour,
            article="art. 3",
        )
        for n, (c, qui, jour) in enumerate(obligations)
    )
    contrat = replace(make_contrat(), obligations=faits)
    spec: dict[str, Any] = build_frise_chart(contrat, build_calendrier(contrat, JOUR), JOUR).to_dict()
    return spec


@pytest.fixture(scope="module")
def frise() -> dict[str, Any]:
    return build_spec(
        ("O1", "État", date(2027, 6, 30)),
        ("O2", "Conseil départemental", date(2024, 3, 31)),
        ("O3", "État et Conseil départemental", date(2025, 3, 31)),
        ("O4", "État", None),
    )


def get_lignes(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return next(jeu for jeu in spec["datasets"].values() if "libelle" in jeu[0])


def test_the_timeline_has_one_line_per_dated_obligation_in_order_of_dates(frise: dict[str, Any]) -> None:
    assert [ligne["libelle"] for ligne in get_lignes(frise)] == [f"O{n} · Rendre compte" for n in (2, 3, 1)]
    tris = [couche["encoding"]["y"]["sort"] for couche in frise["layer"] if "sort" in couche["encoding"].get("y", {})]
    assert tris and all(tri == [f"O{n} · Rendre compte" for n in (2, 3, 1)] for tri in tris)


def test_each_line_carries_its_date_in_french_and_who_owes_it(frise: dict[str, Any]) -> None:
    textes = [ligne["texte"] for ligne in get_lignes(frise)]
    assert textes[:2] == [
        "31/03/2024 (jour retenu par Jalons) · Conseil départemental",
        "31/03/2025 · État et Conseil départemental",
    ]
    assert [ligne["groupe"] for ligne in get_lignes(frise)] == [list(COULEURS)[rang] for rang in (1, 2, 0)]


def test_past_marks_are_filled_and_coming_ones_hollow(frise: dict[str, Any]) -> None:
    points = [couche for couche in frise["layer"] if couche["mark"]["type"] == "point"]
    assert [(c["transform"][0]["filter"], c["mark"]["filled"]) for c in points] == [
        ("datum.passee", True),
        ("!datum.passee", False),
    ]
    assert [ligne["passee"] for ligne in get_lignes(frise)] == [True, False, False]


def test_the_axis_covers_the_contract_and_the_year_after(frise: dict[str, Any]) -> None:
    echelle = next(c["encoding"]["x"]["scale"] for c in frise["layer"] if "scale" in c["encoding"]["x"])
    assert [jour["year"] for jour in echelle["domain"]] == [2024, 2028]


def test_today_is_drawn_and_named(frise: dict[str, Any]) -> None:
    assert any(jeu[0].get("mot") == "aujourd’hui, 01/01/2025" for jeu in frise["datasets"].values())


def test_late_dates_have_their_words_at_their_left(frise: dict[str, Any]) -> None:
    assert [ligne["tard"] for ligne in get_lignes(frise)] == [False, False, True]
