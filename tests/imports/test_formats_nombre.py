import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.tableau import Affichage
from lib.imports.formats_nombre import get_affichage, is_pourcentage, read_condition, read_format

COMPTABLE = '_-* #,##0.00 €_-;-* #,##0.00 €_-;_-* "-"?? €_-;_-@_-'
MILLIONS = '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0'


@pytest.mark.parametrize(
    ("code", "valeur", "affichage"),
    [
        ("General", 1, None),
        ("Standard", 1, None),
        ("0", 1, None),
        ("#,##0.00", 1, None),
        ("# ?/?", 1.5, None),
        ("0.00E+00", 1, None),
        ("@", 1, None),
        ("0,000.0", 1, None),
        ("#,##0;[Red]-#,##0", -4, None),
        ('General" jeunes"', 3, Affichage(1, "jeunes")),
        ('0 "standard"', 3, Affichage(1, "standard")),
        ("#,##0.00 €", 1, Affichage(1, "€")),
        ("[$€-40C] #,##0", 1, Affichage(1, "€")),
        ('#,##0\\ "k€"', 1, Affichage(1, "k€")),
        ('0.0" %"', 12.5, Affichage(1, "%")),
        ("#,##0,", 1_000, Affichage(1_000)),
        ("#,##0.0,", 1_000, Affichage(1_000)),
        ("#,##0,.0", 1_000, Affichage(1_000)),
        ('#,##0,,"M€"', 1, Affichage(1_000_000, "M€")),
        (MILLIONS, 2_500_000, Affichage(1_000_000, "M")),
        (MILLIONS, 1_500, Affichage(1_000, "k")),
        (MILLIONS, 5, None),
        (COMPTABLE, 5, Affichage(1, "€")),
        (COMPTABLE, 0, Affichage(1, "€")),
        ('#,##0;-#,##0;"-"', 0, None),
        ("0;-0;", 0, Affichage(1, "", False)),
        ("0;-0;", 3, None),
        (";;;", 3, Affichage(1, "", False)),
        ('"fait"', 3, Affichage(1, "fait", False)),
        ('0 "k', 3, Affichage(1, "k")),
        ("", 3, Affichage(1, "", False)),
    ],
)
def test_what_the_eye_sees_beside_the_figure(code: str, valeur: float, affichage: Affichage | None) -> None:
    assert get_affichage(read_format(code), valeur) == affichage


@pytest.mark.parametrize(
    ("code", "pourcentage"), [("0%", True), ("0.0 %", True), ('0" %"', False), ("0\\%", False), ("General", False)]
)
def test_a_percent_sign_in_quotes_multiplies_nothing(code: str, pourcentage: bool) -> None:
    assert is_pourcentage(code) == pourcentage


def test_a_condition_is_a_sign_and_a_figure() -> None:
    assert read_condition(" >=1000 ") == (">=", 1000.0)
    assert read_condition("Red") is None


@given(st.text('0#?.,;"\\[]_*%€k -@>=$E+Géneral123', max_size=30) | st.text(max_size=30), st.floats(allow_nan=False))
def test_any_format_is_read(code: str, valeur: float) -> None:
    affichage = get_affichage(read_format(code), valeur)
    assert affichage is None or affichage.diviseur >= 1
    assert is_pourcentage(code) in (True, False)
