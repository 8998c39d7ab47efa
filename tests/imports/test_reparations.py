import pytest

from lib.imports.csv_francais import split_ligne
from lib.imports.reparations import list_reparations


@pytest.mark.parametrize(
    ("brut", "separateur", "largeur", "premiere"),
    [
        ('"S.2.1-01;2024;T4;12,5"', ";", 4, "S.2.1-01;2024;T4;12,5"),
        ('"S.2.1-01;2024;T4;12,5;dit ""oui"""', ";", 5, 'S.2.1-01;2024;T4;12,5;dit "oui"'),
        ("S.2.1-01,2024,T4,12", ";", 4, "S.2.1-01;2024;T4;12"),
        ("V2.1-EIO-02,2024,T4,12,5", ",", 4, 'V2.1-EIO-02,2024,T4,"12,5"'),
        ("S.2.1-01;2024;;T4;12,5", ";", 4, "S.2.1-01;2024;T4;12,5"),
        ('S.2.1-01;2024;T4;"12,5', ";", 4, "S.2.1-01;2024;T4;12,5"),
        ("S.2.1-01|2024|T4|12", "\t", 4, "S.2.1-01\t2024\tT4\t12"),
    ],
)
def test_a_row_out_of_shape_is_offered_the_writing_that_puts_it_back(
    brut: str, separateur: str, largeur: int, premiere: str
) -> None:
    assert list_reparations(brut, separateur, largeur, {4})[0] == premiere


@pytest.mark.parametrize("brut", ["S.2.1-01;2024T4;12,5", "", "12", "a;b;c;d;e;f;g"])
def test_nothing_is_offered_when_nothing_gives_the_right_number_of_cells(brut: str) -> None:
    assert list_reparations(brut, ";", 4, {4}) == ()


def test_what_is_offered_always_has_as_many_cells_as_the_header() -> None:
    for brut in ("a;;b;;c;d", '"a;b";c;;d', "a,b,c,d", 'x;"y;z;t', "1,2,3,4,5"):
        for separateur in ";,":
            offertes = list_reparations(brut, separateur, 4, {4})
            assert all(len(split_ligne(offerte, separateur)) == 4 for offerte in offertes)


@pytest.mark.parametrize(
    "brut",
    ['S.2.1-01,2024,T4,"12,5"relevé', "S.2.1-01,2024,T4,61,12,5,", "4,2024,S.2.1-01,,12,5,a; b,"],
)
def test_two_figures_that_only_stand_side_by_side_are_never_joined(brut: str) -> None:
    assert [offerte for offerte in list_reparations(brut, ",", 5, {4}) if '"61,12"' in offerte] == []
    assert all("12,5relevé" not in offerte for offerte in list_reparations(brut, ",", 4, {4}))
