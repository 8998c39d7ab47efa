import pytest

from lib.domain.tableau import Doute
from lib.imports.csv_francais import (
    SEPARATEURS,
    read_csv,
    read_debut,
    remove_guillemets_de_ligne,
    remove_ligne_sep,
)


def read_cellules(texte: str, separateur: str) -> list[list[str]]:
    return [lu.cellules for lu in read_csv(texte, separateur)]


def list_doutes(texte: str) -> list[Doute | None]:
    return [lu.doute for lu in read_csv(texte, ";")]


@pytest.mark.parametrize("separateur", SEPARATEURS)
def test_each_separator_splits(separateur: str):
    assert read_cellules(f"a{separateur}b\n1{separateur}2\n", separateur) == [["a", "b"], ["1", "2"]]


def test_a_cell_on_several_lines_counts_for_one_row():
    texte = 'a;b;c\n"un ; deux\n""trois""\nfin";2;3\nx;3;4\n'
    assert read_cellules(texte, ";") == [["a", "b", "c"], ['un ; deux\n"trois"\nfin', "2", "3"], ["x", "3", "4"]]


def test_blank_lines_keep_their_row():
    assert [bool(ligne) for ligne in read_cellules("a;b\n\n\n1;2\n", ";")] == [True, False, False, True]


def test_quotes_in_the_middle_of_a_text_are_text():
    assert read_cellules('a;dit "bonjour" ici;c\n', ";") == [["a", 'dit "bonjour" ici', "c"]]


def test_a_quote_never_closed_does_not_swallow_the_rows_below():
    assert read_cellules('a;b\n"oubli;3\nc;d\n', ";") == [["a", "b"], ['"oubli', "3"], ["c", "d"]]


def test_a_quote_never_closed_does_not_swallow_the_rows_up_to_the_next_quoted_cell():
    lu = read_cellules('a;b\n"oubli;3\nc;d\ne;"f ; g"\n', ";")
    assert lu == [["a", "b"], ['"oubli', "3"], ["c", "d"], ["e", "f ; g"]]


def test_a_cell_that_holds_many_rows_is_told_whatever_their_number():
    (lu,) = read_csv('"début;1\n' + "x;y\n" * 150 + 'fin";2\n', ";")
    assert lu.doute is Doute.LIGNES_AVALEES
    assert len(lu.cellules) == 2 + 300 + 2


@pytest.mark.parametrize(
    "commentaire",
    [
        "Relevé : Créteil; Ivry; Vitry; Thiais;\nbailleur; mars",
        "un; deux; trois; quatre\n2025; 2026; 2027\nfin",
        "\n".join(f"point {n}; à revoir; merci; bien" for n in range(120)),
    ],
)
def test_a_quoted_comment_full_of_separators_is_no_swallowed_row(commentaire: str):
    lu = [
        *read_csv(
            f'code;annee;trim;valeur;commentaire\nS.1.1-01;2025;T1;62;"{commentaire}"\nS.1.2-02;2025;T1;64;\n', ";"
        )
    ]
    assert [e.doute for e in lu] == [None, None, None]
    assert lu[1].cellules[-1] == commentaire


def test_a_space_before_a_quote_does_not_make_it_a_text():
    assert read_cellules('a; "b;c"; d\n', ";") == [["a", "b;c", "d"]]


def test_separators_that_only_text_editors_take_for_line_breaks_stay_in_their_cell():
    assert read_cellules("a\u2028b\x0bc\x85d;2\n", ";") == [["a\u2028b\x0bc\x85d", "2"]]


@pytest.mark.parametrize("ligne", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;", "sep=\t"])
def test_the_sep_line_is_obeyed_and_not_shown(ligne: str):
    assert remove_ligne_sep(f"{ligne}\na;b\n") == "a;b\n"


@pytest.mark.parametrize("texte", ["separation=1\na;b", "a;sep=;\n", "sep\na"])
def test_a_line_that_only_looks_like_sep_is_kept(texte: str):
    assert remove_ligne_sep(texte) == texte


def test_the_first_records_are_enough_to_find_the_header():
    assert len(read_debut("a;b\n" * 500, ";")) == 30


def test_a_quote_never_closed_is_told_of_its_own_row_only():
    assert list_doutes('a;b\n"oubli;3\nc;d\ne;"f ; g"\n') == [None, Doute.GUILLEMET_OUVERT, None, None]
    assert list_doutes('a;b\nc;"oubli') == [None, Doute.GUILLEMET_OUVERT]


def test_a_cell_that_holds_the_separators_of_a_whole_row_is_told_with_the_cells_of_every_line():
    lu = [*read_csv('a;b;c\n1;2;"début\n3;4;5\n6;7;fin"\nx;y;z\n', ";")]
    assert [e.doute for e in lu] == [None, Doute.LIGNES_AVALEES, None]
    assert lu[1].cellules == ["1", "2", '"début', "3", "4", "5", "6", "7", 'fin"']
    assert lu[1].brut.count("\n") == 2


def test_a_comment_on_several_lines_is_not_a_swallowed_row():
    assert list_doutes('a;b;c\n1;2;"un ; deux\ntrois"\n') == [None, None]


def test_a_file_of_quoted_lines_is_read_without_its_quotes():
    assert remove_guillemets_de_ligne('"a;b"\n\n"1;dit ""oui"""\n') == 'a;b\n1;dit "oui"\n'
    assert remove_guillemets_de_ligne('"a;b"\n1;2\n') is None
    assert remove_guillemets_de_ligne('"a";"b"\n"1";"2"\n') is None
