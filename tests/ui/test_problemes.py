from lib.domain.problemes import NiveauProbleme, Probleme
from lib.imports.catalogue import CATALOGUE, build_probleme
from lib.ui.problemes import build_cellules, format_lieu, select_problemes
from lib.ui.titres_problemes import TITRES, get_titre


def test_each_kind_of_problem_has_a_title_and_no_title_is_left_over() -> None:
    groupes = {code for code, (niveau, *_) in CATALOGUE.items() if niveau is not NiveauProbleme.FICHIER}
    assert set(TITRES) == groupes
    assert len(set(TITRES.values())) == len(TITRES)
    assert get_titre("F01", "repli") == "repli"


def test_a_cell_shows_where_what_was_read_and_the_gesture() -> None:
    probleme = build_probleme("V01", ligne=14, colonne="E «\u00a0valeur\u00a0»", lu="<environ 12>", exemple="348")
    html = build_cellules([probleme])
    assert "Ligne 14, colonne E «\u00a0valeur\u00a0»" in html
    assert "&lt;environ 12&gt;" in html and "<environ" not in html
    assert "par exemple 348" in html and "Écrivez seulement le nombre" in html


def test_a_long_group_is_cut_and_says_how_many_are_left() -> None:
    problemes = [build_probleme("V01", ligne=n, colonne="E", lu="x", exemple="1") for n in range(2, 62)]
    html = build_cellules(problemes)
    assert html.count("<tr>") == 51
    assert "Et 10 autres." in html


def test_conflicts_and_changes_are_answered_elsewhere() -> None:
    confirmer = [Probleme(code, NiveauProbleme.A_CONFIRMER, "m") for code in ("C04", "C07", "C08", "C04")]
    assert {code: len(groupe) for code, groupe in select_problemes(confirmer, NiveauProbleme.A_CONFIRMER).items()} == {
        "C04": 2
    }


def test_a_problem_of_the_whole_file_has_no_row() -> None:
    assert format_lieu(Probleme("I02", NiveauProbleme.INFORMATION, "m")) == "Fichier"
    assert format_lieu(Probleme("L07", NiveauProbleme.ERREUR, "m", ligne=3)) == "Ligne 3"
