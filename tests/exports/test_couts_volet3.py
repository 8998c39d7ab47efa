"""The volet 3 cost table: the contract's figures, its own totals, and the difference made by its roundings."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from lib.exports.couts_volet3 import build_couts_volet3
from tests.exports.contrat_reel import read_contrat


def read_rangees(octets: bytes) -> dict[str, tuple[object, ...]]:
    feuille = openpyxl.load_workbook(BytesIO(octets), data_only=True).worksheets[0]
    return {str(valeurs[0]): valeurs[1:] for valeurs in feuille.iter_rows(min_row=4, values_only=True)}


@pytest.mark.parametrize(
    ("rangee", "valeurs"),
    [
        (
            "Actions",
            (
                "Coût estimé pour 2024 (avril à décembre)",
                "Part CD94",
                "Part Etat",
                "Coût estimé pour 2025 (année pleine)",
                "Part CD94",
                "Part Etat",
            ),
        ),
        ("Marché Remobilisation", (1000000, 274306, 725694, 1333000, "–", "–")),
        ("Parcours insertion", (648148, 648148, 0, 864198, 864198, 0)),
        ("TOTAL", (2844444, 1438194, 1406250, 3759259, "–", "–")),
        ("Somme des lignes", (2844444, 1438194, 1406249, 3758928, "–", "–")),
        ("Écart (total − somme)", (0, 0, 1, 331, "–", "–")),
    ],
)
def test_the_table_is_the_contract_s_and_shows_its_roundings(rangee: str, valeurs: tuple[object, ...]) -> None:
    assert read_rangees(build_couts_volet3(read_contrat()))[rangee] == valeurs


def test_the_six_actions_are_listed_once() -> None:
    noms = list(read_rangees(build_couts_volet3(read_contrat())))
    assert noms.index("TOTAL") - noms.index("Actions") == 7


def test_a_contract_without_detailed_lines_gives_an_empty_table() -> None:
    assert read_rangees(build_couts_volet3(replace(read_contrat(), lignes_budget=())))["TOTAL"] == (None,) * 3


def test_a_fiche_with_only_its_totals_shows_them_without_a_sum() -> None:
    totaux = tuple(ligne for ligne in read_contrat().lignes_budget if ligne.est_total)
    rangees = read_rangees(build_couts_volet3(replace(read_contrat(), lignes_budget=totaux)))
    assert rangees["TOTAL"][0] == 2844444
    assert (rangees["Somme des lignes"][0], rangees["Écart (total − somme)"][0]) == (None, "–")
