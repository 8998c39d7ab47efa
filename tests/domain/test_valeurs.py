"""What a quarter's value is, and how a figure is written in a sentence."""

from fractions import Fraction

import pytest

from lib.domain.valeurs import format_chiffre, has_deux_termes, to_decimal
from tests.domain.fabrique import make_resultat


@pytest.mark.parametrize(("valeur", "ecrit"), [("12", "12"), ("67/2", "33,5"), ("1/3", "0,33"), ("5/8", "0,63")])
def test_a_sentence_gives_two_decimals_at_most(valeur: str, ecrit: str) -> None:
    assert format_chiffre(Fraction(valeur)) == ecrit


def test_ratios_are_written_unrounded() -> None:
    assert str(to_decimal(Fraction(1, 3))) == "0.3333333333333333333333333333"
    assert to_decimal(None) is None


def test_a_rate_keeps_its_two_terms_or_is_bare() -> None:
    assert has_deux_termes(make_resultat("2025-T2", numerateur=1, denominateur=2))
    assert not has_deux_termes(make_resultat("2025-T2", 50, numerateur=1))
    assert not has_deux_termes(make_resultat("2025-T2", 50, denominateur=1))
