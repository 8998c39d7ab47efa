import pytest

from lib.imports.csv_francais import SEPARATEURS, read_csv, read_debut, remove_ligne_sep


@pytest.mark.parametrize("separateur", SEPARATEURS)
def test_each_separator_splits(separateur: str):
    assert read_csv(f"a{separateur}b\n1{separateur}2\n", separateur) == [["a", "b"], ["1", "2"]]


def test_a_cell_on_several_lines_counts_for_one_row():
    texte = 'a;b\n"un ; deux\n""trois""\nfin";2\nx;3\n'
    assert read_csv(texte, ";") == [["a", "b"], ['un ; deux\n"trois"\nfin', "2"], ["x", "3"]]


def test_blank_lines_keep_their_row():
    assert [bool(ligne) for ligne in read_csv("a;b\n\n\n1;2\n", ";")] == [True, False, False, True]


def test_quotes_in_the_middle_of_a_text_are_text():
    assert read_csv('a;dit "bonjour" ici;c\n', ";") == [["a", 'dit "bonjour" ici', "c"]]


def test_a_quote_never_closed_does_not_swallow_the_rows_below():
    assert read_csv('a;b\n"oubli;3\nc;d\n', ";") == [["a", "b"], ['"oubli', "3"], ["c", "d"]]


def test_a_quote_never_closed_does_not_swallow_the_rows_up_to_the_next_quoted_cell():
    lu = read_csv('a;b\n"oubli;3\nc;d\ne;"f ; g"\n', ";")
    assert lu == [["a", "b"], ['"oubli', "3"], ["c", "d"], ["e", "f ; g"]]


def test_a_cell_of_more_than_a_hundred_lines_is_a_forgotten_quote():
    lignes = read_csv('"début;1\n' + "x;y\n" * 150 + 'fin";2\n', ";")
    assert len(lignes) == 152
    assert lignes[0] == ['"début', "1"]


def test_separators_that_only_text_editors_take_for_line_breaks_stay_in_their_cell():
    assert read_csv("a\u2028b\x0bc\x85d;2\n", ";") == [["a\u2028b\x0bc\x85d", "2"]]


@pytest.mark.parametrize("ligne", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;", "sep=\t"])
def test_the_sep_line_is_obeyed_and_not_shown(ligne: str):
    assert remove_ligne_sep(f"{ligne}\na;b\n") == "a;b\n"


@pytest.mark.parametrize("texte", ["separation=1\na;b", "a;sep=;\n", "sep\na"])
def test_a_line_that_only_looks_like_sep_is_kept(texte: str):
    assert remove_ligne_sep(texte) == texte


def test_the_first_records_are_enough_to_find_the_header():
    assert len(read_debut("a;b\n" * 500, ";")) == 30
