"""Titles below the header: repeated, they are no data; of another table, its rows are not read as the first one's."""

import pytest

from lib.domain.problemes import Probleme
from lib.domain.tableau import TableLue
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import build_classeur, build_ods, to_csv

TITRES = ["code_indicateur", "annee", "trimestre", "valeur", "commentaire"]
A, B = ["A", "2025", "T1", "1", ""], ["B", "2025", "T1", "2", "vu"]
AUTRES = ["Code", "Valeur", "Année", "Trimestre"]
C = ["C", "2", "2025", "T1"]


def _lire(*lignes: list[str], sur: str = "csv") -> tuple[TableLue, list[Probleme]]:
    ecrire = {"csv": lambda: to_csv(lignes).encode(), "xlsx": lambda: build_classeur({"A": lignes})}
    table, _, problemes = read_fichier(ecrire.get(sur, lambda: build_ods({"A": lignes}))(), "x")
    assert table is not None, problemes
    return table, problemes


@pytest.mark.parametrize("sur", ["csv", "xlsx", "ods"])
def test_titles_repeated_are_left_out_and_told(sur: str):
    table, problemes = _lire(TITRES, A, [], TITRES, B, TITRES, sur=sur)
    assert [ligne.numero for ligne in table.lignes] == [2, 5]
    assert (table.lecture.lignes, table.lecture.lignes_vides) == (2, 1)
    assert [probleme.code for probleme in problemes] == ["I02", "I14"]
    assert problemes[1].message.endswith("4, 6.")


def test_titles_written_otherwise_are_the_same_titles():
    table, problemes = _lire(TITRES, A, ["Code", "Année", "Trim.", "Résultat", "Observations"], B)
    assert ([ligne.numero for ligne in table.lignes], [p.code for p in problemes]) == ([2, 4], ["I14"])


@pytest.mark.parametrize("sur", ["csv", "xlsx", "ods"])
def test_the_rows_of_another_table_are_refused_until_the_first_titles_come_back(sur: str):
    table, problemes = _lire(TITRES, A, [*AUTRES, ""], [*C, ""], [*C, ""], TITRES, B, sur=sur)
    dits = {ligne.numero: [c.champs.get("titres") for c in ligne.constats] for ligne in table.lignes}
    assert dits == {2: [], 4: [3], 5: [3], 7: []}
    assert [probleme.code for probleme in problemes] == ["I14"]


def test_another_table_without_rows_is_told():
    _, problemes = _lire(TITRES, A, AUTRES)
    assert [(p.code, p.message[-2:]) for p in problemes] == [("I14", "3.")]


def test_the_first_table_is_read_even_if_the_second_has_more_columns():
    table, _ = _lire(TITRES[:4], A[:4], TITRES, B)
    assert table.lecture.ligne_entete == 1
    assert [(ligne.numero, [c.code for c in ligne.constats]) for ligne in table.lignes] == [(2, []), (4, ["V20"])]


def test_a_group_of_titles_above_the_header_is_no_first_table():
    table, _ = _lire(["Code", "Année", "Trimestre", "Valeur", ""], TITRES, A)
    assert (table.lecture.ligne_entete, len(table.lignes)) == (2, 1)


def test_a_row_whose_words_look_like_titles_is_data_when_it_has_a_figure():
    table, problemes = _lire(TITRES, ["Code", "2025", "Trimestre", "Valeur", "Commentaire"])
    assert (len(table.lignes), problemes) == (1, [])


def test_a_file_of_titles_only_is_empty():
    table, _, problemes = read_fichier(to_csv([TITRES, TITRES]).encode(), "x")
    assert (table, [p.code for p in problemes]) == (None, ["F02"])
