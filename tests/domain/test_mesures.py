from fractions import Fraction

import pytest

from lib.domain.mesures import format_ecart, format_ecart_vise


@pytest.mark.parametrize(
    ("ecart", "vise", "unite", "phrase"),
    [
        (4, 2, "jeunes", "+4 jeunes, +2 visés"),
        (-3, 2, "jeunes", "−3 jeunes, +2 visés"),
        (1, 1, "familles", "+1 famille, +1 visée"),
        (0, -4, "personnes (ARSA)", "0 personne (ARSA), −4 visées"),
        (-2, -4, "places", "−2 places, −4 visées"),
        ("1/2", 2, "% des orientations", "+0,5 point, +2 visés"),
    ],
)
def test_a_difference_stands_beside_the_one_aimed_at(ecart: str | int, vise: int, unite: str, phrase: str) -> None:
    assert format_ecart_vise(Fraction(ecart), Fraction(vise), unite).replace("\u00a0", " ") == phrase


@pytest.mark.parametrize(
    ("ecart", "phrase"),
    [(2, "+2 points"), ("19/10", "+1,9 point"), (-2, "−2 points"), (-1, "−1 point"), (3, "+3 points")],
)
def test_points_are_plural_from_two(ecart: str | int, phrase: str) -> None:
    assert format_ecart(Fraction(ecart), "%").replace("\u00a0", " ") == phrase
