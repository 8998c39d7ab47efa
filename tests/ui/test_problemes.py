from lib.domain.comparaison import EtatLigne, LigneComparee
from lib.domain.nomenclatures import Financeur
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.verification import LigneVerifiee
from lib.imports.catalogue import CATALOGUE, build_probleme
from lib.ui.problemes import CELLULES_MONTREES, build_cellules, format_lieu, list_noms, select_problemes
from lib.ui.titres_problemes import TITRES, get_titre
from tests.factories import CONTRAT


def test_each_kind_of_problem_has_a_title_and_no_title_is_left_over() -> None:
    groupes = {code for code, (niveau, *_) in CATALOGUE.items() if niveau is not NiveauProbleme.FICHIER}
    assert set(TITRES) == groupes
    assert len(set(TITRES.values())) == len(TITRES)
    assert get_titre("F01", "repli") == "repli"


def build_faux(ligne: int, lu: str = "x", exemple: str = "1") -> Probleme:
    return build_probleme("V01", ligne=ligne, colonne="E «\u00a0valeur\u00a0»", lu=lu, exemple=exemple)


def test_a_cell_shows_where_what_it_is_about_what_was_read_and_the_gesture() -> None:
    html = build_cellules([build_faux(14, "<environ 12>", "348")], {14: "S.1.2-01 · Nombre de jeunes"})
    assert "Ligne 14, colonne E «\u00a0valeur\u00a0»<small>S.1.2-01 · Nombre de jeunes</small>" in html
    assert "&lt;environ 12&gt;" in html and "<environ" not in html
    assert "par exemple 348" in html and "Écrivez seulement le nombre" in html


def test_what_is_the_same_for_every_cell_is_said_once() -> None:
    html = build_cellules([build_faux(2, exemple="1"), build_faux(3, exemple="2")], {})
    assert html.count("Écrivez seulement le nombre") == 1
    assert "par exemple 1" in html and "par exemple 2" in html
    assert build_cellules([build_faux(2), build_faux(3)], {}).count("par exemple 1") == 1


def test_the_marks_of_invisible_characters_are_explained() -> None:
    html = build_cellules([build_faux(2, "\u00a012\u200b")], {})
    assert "⍽12⌷" in html
    assert "⍽ espace insécable · ⌷ caractère sans largeur" in html
    assert "insécable" not in build_cellules([build_faux(2, "12")], {})


def test_a_long_group_is_cut_and_says_how_many_are_left() -> None:
    html = build_cellules([build_faux(n) for n in range(2, 2 + CELLULES_MONTREES + 10)], {})
    assert html.count("<td class='ou'>") == CELLULES_MONTREES
    assert "Et 10 autres, dans le classeur annoté." in html


def test_a_cell_that_makes_several_values_is_told_once() -> None:
    assert select_problemes([build_faux(2), build_faux(2)], NiveauProbleme.ERREUR) == {"V01": [build_faux(2)]}


def test_a_row_in_error_is_named_by_its_indicator_or_its_fiche() -> None:
    lignes = [
        LigneComparee(EtatLigne.ERREUR, 2, None, None, LigneVerifiee(2, cle=("S.1.2-01", 2025, 1, "DEP", ""))),
        LigneComparee(EtatLigne.ERREUR, 3, None, None, LigneVerifiee(3, cle=("S.1.2", 2025, 1, Financeur.ETAT))),
        LigneComparee(EtatLigne.ERREUR, 4, None, None, LigneVerifiee(4)),
        LigneComparee(EtatLigne.ABSENT, None, None, None),
    ]
    assert list_noms(CONTRAT, lignes) == {
        2: f"S.1.2-01 · {CONTRAT.indicateur_par_code['S.1.2-01'].libelle}",
        3: f"S.1.2 · {CONTRAT.fiche_par_code['S.1.2'].intitule}",
    }


def test_conflicts_and_changes_are_answered_elsewhere() -> None:
    codes = ("C04", "C07", "C08", "C04")
    confirmer = [Probleme(code, NiveauProbleme.A_CONFIRMER, "m", ligne=n) for n, code in enumerate(codes)]
    assert {code: len(groupe) for code, groupe in select_problemes(confirmer, NiveauProbleme.A_CONFIRMER).items()} == {
        "C04": 2
    }


def test_a_problem_of_the_whole_file_has_no_row() -> None:
    assert format_lieu(Probleme("I02", NiveauProbleme.INFORMATION, "m")) == "Fichier"
    assert format_lieu(Probleme("L07", NiveauProbleme.ERREUR, "m", ligne=3)) == "Ligne 3"
