from typing import Any

import pytest

from lib.domain.problemes import NiveauProbleme
from lib.domain.tableau import GenreCellule, Retouche, TableLue
from lib.imports.lecture import Consignes, read_fichier
from tests.imports.fabrique import build_classeur

CSV = b'code_indicateur;annee;trimestre;valeur\n"A;2025;T1;12"\nB;2025;T1;environ 3\n'
CLASSEUR: dict[str, list[list[Any]]] = {
    "F": [["code_indicateur", "annee", "trimestre", "valeur"], ["A", 2025, "T1", 0.5], ["B", 2025, "T1"]]
}


def read(contenu: bytes, *corrections: tuple[tuple[int, int], str]) -> TableLue:
    table, _, problemes = read_fichier(contenu, "x", consignes=Consignes(corrections=corrections))
    assert table is not None, problemes
    assert {p.niveau for p in problemes} <= {NiveauProbleme.INFORMATION}
    return table


def list_valeurs(table: TableLue) -> list[str]:
    return [ligne.textes["valeur"] for ligne in table.lignes]


def test_a_cell_corrected_on_screen_is_read_in_place_of_the_file_s() -> None:
    table = read(CSV, ((3, 4), "3"))
    assert list_valeurs(table)[1] == "3"
    assert table.corrigees == (Retouche(3, 4, "environ 3", "3"),)


def test_a_whole_row_corrected_on_screen_is_cut_anew() -> None:
    table = read(CSV, ((2, 0), "A;2025;T1;12"))
    assert list_valeurs(table) == ["12", "environ 3"]
    assert [ligne.doute for ligne in table.lignes] == [None, None]
    assert table.corrigees == (Retouche(2, 0, '"A;2025;T1;12"', "A;2025;T1;12"),)


def test_a_row_emptied_on_screen_is_a_blank_row() -> None:
    assert list_valeurs(read(CSV, ((2, 0), ""))) == ["environ 3"]


def test_a_corrected_cell_of_a_workbook_is_a_text_whatever_it_was() -> None:
    table = read(build_classeur(CLASSEUR, {"D2": "0%"}), ((2, 4), "50 %"), ((3, 4), "12"))
    cellules = [ligne.cellules["valeur"] for ligne in table.lignes]
    assert [(c.texte, c.genre) for c in cellules] == [("50 %", GenreCellule.TEXTE), ("12", GenreCellule.TEXTE)]


@pytest.mark.parametrize("place", [(0, 1), (99, 1), (99, 0)])
def test_a_place_the_file_does_not_have_is_ignored(place: tuple[int, int]) -> None:
    assert list_valeurs(read(CSV, (place, "9"))) == list_valeurs(read(CSV))


def test_a_workbook_has_no_raw_row_to_correct() -> None:
    assert read(build_classeur(CLASSEUR), ((2, 0), "rien")).corrigees == ()
