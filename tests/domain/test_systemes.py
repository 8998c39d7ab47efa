"""Whether a hidden count may be another one: the witness, checked by trying every value of small systems."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.systemes import RIEN, Ecarts, Systeme

MAXIMUM = 6


def make_systeme(valeurs: Iterable[int], sommes: Iterable[dict[int, int]], cachees: Iterable[int]) -> Systeme:
    systeme = Systeme()
    for valeur in valeurs:
        systeme.record_inconnue(Decimal(valeur))
    for somme in sommes:
        systeme.record_somme(somme)
    systeme.cachees |= set(cachees)
    return systeme


def find(systeme: Systeme, cible: int, credit: int = 0) -> Ecarts:
    """A witness; each unknown that is shown costs one."""
    return systeme.find_temoin(cible, lambda i: RIEN if i in systeme.cachees else frozenset({i}), credit)


TOTAL = {0: 1, 1: 1, 2: 1, 3: -1}
"""Three parts and their total."""


def test_alone_in_a_sum_an_unknown_is_given_back() -> None:
    assert find(make_systeme([3, 40, 12, 55], [TOTAL], [0]), 0) == {}


def test_two_unknowns_of_a_sum_make_up_for_each_other() -> None:
    assert find(make_systeme([3, 40, 12, 55], [TOTAL], [0, 2]), 0) == {0: 1, 2: -1}


def test_what_is_shown_moves_at_its_price_only_the_smallest_part_first() -> None:
    systeme = make_systeme([3, 40, 12, 55], [TOTAL], [0])
    assert find(systeme, 0, credit=1) == {0: 1, 2: -1}
    assert find(systeme, 2, credit=1) == {2: 1, 0: -1}
    assert find(systeme, 1, credit=1) == {1: 1, 0: -1}


def test_small_counts_stay_small_and_the_others_positive() -> None:
    ones = make_systeme([1, 1, 20, 22], [TOTAL], [0, 1])
    ones.plafonds |= {0: 4, 1: 4}
    assert find(ones, 0) == {}
    assert find(ones, 0, credit=1) == {0: 1, 2: -1}
    assert find(make_systeme([0, 0, 3, 3], [TOTAL], [0, 1]), 0) == {}


def test_an_unknown_that_counts_twice_moves_by_two() -> None:
    assert find(make_systeme([5, 3, 13], [{0: 2, 1: 1, 2: -1}], [0, 1]), 1) == {1: 2, 0: -1}


def test_moves_are_made_up_for_from_sum_to_sum() -> None:
    croisees = [{0: 1, 1: 1, 4: -1}, {2: 1, 3: 1, 5: -1}, {0: 1, 2: 1, 6: -1}, {1: 1, 3: 1, 7: -1}]
    systeme = make_systeme([3, 9, 8, 7, 12, 15, 11, 16], croisees, [0, 1, 2, 3])
    assert find(systeme, 0) == {0: 1, 1: -1, 2: -1, 3: 1}
    assert find(make_systeme([3, 9, 8, 7, 12, 15, 11, 16], croisees, [0, 1, 2]), 0) == {}


@pytest.mark.parametrize("rang", [0, 1])
def test_a_witness_leaves_every_sum_alone(rang: int) -> None:
    systeme = make_systeme([3, 40, 12, 55, 43], [TOTAL, {0: 1, 1: 1, 4: -1}], [0, 1, 2])
    assert systeme.is_equilibre(find(systeme, 0), rang)
    assert not systeme.is_equilibre({0: 1}, rang)


def list_solutions(valeurs: list[int], sommes: list[dict[int, int]], cachees: set[int]) -> dict[int, set[int]]:
    """Every value each hidden unknown may take, by trying them all."""
    rangs = sorted(cachees)
    possibles: dict[int, set[int]] = {rang: set() for rang in rangs}
    for essai in product(range(MAXIMUM + 1), repeat=len(rangs)):
        candidat = [*valeurs]
        for rang, valeur in zip(rangs, essai, strict=True):
            candidat[rang] = valeur
        if all(sum(c * (candidat[i] - valeurs[i]) for i, c in somme.items()) == 0 for somme in sommes):
            for rang in rangs:
                possibles[rang].add(candidat[rang])
    return possibles


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.lists(st.dictionaries(st.integers(0, 5), st.sampled_from([1, 1, -1]), min_size=2, max_size=4), max_size=3),
    st.sets(st.integers(0, 5), min_size=1, max_size=4),
)
def test_no_value_that_has_a_witness_is_the_only_one(
    valeurs: list[int], sommes: list[dict[int, int]], cachees: set[int]
) -> None:
    systeme = make_systeme(valeurs, sommes, cachees)
    possibles = list_solutions(valeurs, sommes, cachees)
    for rang in cachees:
        if find(systeme, rang):
            assert len(possibles[rang]) > 1
