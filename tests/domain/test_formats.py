"""How figures, amounts and dates are written in French."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import formats


def lire(texte: str) -> str:
    """Make the invisible spaces visible: _ for U+202F, ~ for U+00A0."""
    return texte.replace("\u202f", "_").replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("valeur", "decimales", "attendu"),
    [
        (None, None, "–"),
        (0, None, "0"),
        (Decimal("1015"), None, "1_015"),
        (Decimal("1000000"), None, "1_000_000"),
        (Decimal("1E+3"), None, "1_000"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("0.1"), None, "0,1"),
        (Decimal("-1234.5"), None, "−1_234,5"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "−3"),
        (Decimal("3"), 2, "3,00"),
        (Decimal("-0.001"), 2, "0,00"),
    ],
)
def test_a_figure_is_written_in_french(valeur: Decimal | int | None, decimales: int | None, attendu: str) -> None:
    assert lire(formats.format_nombre(valeur, decimales)) == attendu


@pytest.mark.parametrize(
    ("centimes", "attendu"),
    [
        (None, "–"),
        (0, "0~€"),
        (478968500, "4_789_685~€"),
        (3179550, "31_795,50~€"),
        (5, "0,05~€"),
        (-100, "−1~€"),
        (-1, "−0,01~€"),
    ],
)
def test_an_amount_in_cents_is_written_in_euros(centimes: int | None, attendu: str) -> None:
    assert lire(formats.format_euros(centimes)) == attendu


def test_cents_are_always_written_when_asked() -> None:
    assert lire(formats.format_euros(3179500, toujours_centimes=True)) == "31_795,00~€"


@pytest.mark.parametrize(
    ("rapport", "decimales", "attendu"),
    [
        (None, 1, "–"),
        (Fraction(140, 152), 1, "92,1_%"),
        (Fraction(1, 2), 1, "50,0_%"),
        (Decimal("0.125"), 0, "13_%"),
        (Fraction(-1, 3), 2, "−33,33_%"),
        (12, 0, "1_200_%"),
    ],
)
def test_a_ratio_is_written_as_a_percentage(rapport: Fraction | Decimal | None, decimales: int, attendu: str) -> None:
    assert lire(formats.format_pourcentage(rapport, decimales)) == attendu


@pytest.mark.parametrize(
    ("rapport", "borne", "decimales", "attendu"),
    [
        (None, 1, 1, "–"),
        (Fraction(14999, 15000), 1, 1, "99,99_%"),
        (Fraction(1), 1, 1, "100,0_%"),
        (Fraction(15001, 15000), 1, 1, "100,01_%"),
        (Fraction(996, 1000), 1, 0, "99,6_%"),
        (Fraction(994, 1000), 1, 0, "99_%"),
        (Fraction(14999, 29999), Fraction(1, 2), 1, "49,998_%"),
        (Fraction(1, 100_000), 0, 1, "0,001_%"),
    ],
)
def test_a_rate_that_does_not_reach_its_bound_never_reads_as_it(
    rapport: Fraction | None, borne: Fraction | int, decimales: int, attendu: str
) -> None:
    assert lire(formats.format_taux(rapport, borne, decimales)) == attendu


@given(
    rapport=st.fractions(min_value=0, max_value=2, max_denominator=10**14),
    borne=st.sampled_from([Fraction(1, 2), Fraction(1)]),
)
def test_only_the_bound_reads_as_the_bound(rapport: Fraction, borne: Fraction) -> None:
    ecrit = formats.format_taux(rapport, borne)
    assert (ecrit == formats.format_pourcentage(borne)) is (rapport == borne)


@pytest.mark.parametrize(
    ("ecart", "attendu"),
    [(Fraction(35, 1000), "3,5~points"), (Fraction(-15, 1000), "−1,5~point"), (Fraction(1, 15000), "0,01~point")],
)
def test_a_difference_of_rates_is_in_points_and_never_reads_as_none(ecart: Fraction, attendu: str) -> None:
    assert lire(formats.format_points(ecart)) == attendu


def test_an_entier_is_rounded_half_up() -> None:
    assert lire(formats.format_entier(Decimal("8749.5"))) == "8_750"


@pytest.mark.parametrize(
    ("jour", "courte", "longue"),
    [
        (None, "–", "–"),
        (date(2024, 1, 1), "01/01/2024", "1er~janvier 2024"),
        (date(2024, 12, 31), "31/12/2024", "31~décembre 2024"),
    ],
)
def test_a_date_is_written_short_or_long(jour: date | None, courte: str, longue: str) -> None:
    assert lire(formats.format_date_courte(jour)) == courte
    assert lire(formats.format_date_longue(jour)) == longue
