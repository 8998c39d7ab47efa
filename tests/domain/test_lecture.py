"""What a reading ignores: lots undone, unless the undo is itself undone or came later."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.domain.lecture import compute_lots_annules, list_etats
from tests.domain.fabrique import make_resultat


@pytest.mark.parametrize(
    ("annulations", "jusqu_a", "annules"),
    [
        ([], None, set()),
        ([(5, 3)], None, {3}),
        ([(5, 3)], 4, set()),
        ([(5, 3)], 5, {3}),
        ([(5, 3), (6, 5)], None, {5}),
        ([(5, 3), (6, 5)], 5, {3}),
        ([(5, 3), (6, 5), (7, 6)], None, {6, 3}),
        ([(6, 5), (5, 3)], None, {5}),
    ],
)
def test_undone_lots(annulations: list[tuple[int, int]], jusqu_a: int | None, annules: set[int]) -> None:
    assert compute_lots_annules(annulations, jusqu_a) == annules


def test_readings_in_a_row_that_say_the_same_are_listed_once() -> None:
    premiere = make_resultat("2025-T2", 3)
    lots = [
        replace(premiere, lot=1),
        replace(premiere, lot=3, valeur=Decimal(5)),
        replace(premiere, lot=5, efface=True),
    ]
    etats = list_etats(lots, [(4, 3), (6, 5)])
    lus = [(lot, [fait.valeur for fait in etat.values()]) for lot, etat in etats]
    assert lus == [(1, [3]), (3, [5]), (4, [3]), (5, []), (6, [3])]
