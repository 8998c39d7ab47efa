"""What a person says of their own file is obeyed: columns, header row, sheet, constants, labels."""

from typing import Any

from lib.domain.correspondances import LectureChoisie, RoleColonne, read_role
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import TableLue
from lib.imports.lecture import Consignes, read_fichier
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, build_contrat
from tests.imports.fabrique import build_classeur, to_csv

R = TypeDepot.RESULTATS
VALEUR = RoleColonne("valeur")


def read(contenu: bytes, choisie: LectureChoisie) -> tuple[TableLue | None, list[Probleme]]:
    table, _, problemes = read_fichier(contenu, "x", R, Consignes(choisie=choisie))
    return table, problemes


def list_lues(contenu: bytes, choisie: LectureChoisie) -> list[tuple[str, ...]]:
    table, problemes = read(contenu, choisie)
    assert table is not None, problemes
    noms = ("code_indicateur", "annee", "trimestre", "valeur")
    return [tuple(ligne.textes[nom] for nom in noms) for ligne in table.lignes]


def test_a_column_is_read_as_the_person_says() -> None:
    contenu = to_csv([["code", "annee", "trimestre", "Réalisé"], ["S.1.2-02", "2025", "T2", "12"]]).encode()
    assert read(contenu, LectureChoisie())[0] is None
    assert list_lues(contenu, LectureChoisie(colonnes=((4, VALEUR),))) == [("S.1.2-02", "2025", "T2", "12")]


def test_of_two_columns_of_one_name_the_chosen_one_is_read() -> None:
    contenu = to_csv(
        [["code", "annee", "trimestre", "valeur", "valeur"], ["S.1.2-02", "2025", "T2", "12", "14"]]
    ).encode()
    choix = ((4, RoleColonne()), (5, VALEUR))
    assert list_lues(contenu, LectureChoisie(colonnes=choix))[0][-1] == "14"
    assert list_lues(contenu, LectureChoisie(colonnes=((5, VALEUR),)))[0][-1] == "14"


def test_the_header_row_may_be_pointed_at() -> None:
    contenu = to_csv([["Suivi", "2025"], ["n°", "chiffre"], ["S.1.2-02", "12"]]).encode()
    choisie = LectureChoisie(
        ligne_entete=2,
        colonnes=((1, RoleColonne("code_indicateur")), (2, VALEUR)),
        constantes=(("annee", "2025"), ("trimestre", "T2")),
    )
    assert list_lues(contenu, choisie) == [("S.1.2-02", "2025", "T2", "12")]


def test_columns_of_a_quarter_or_of_an_indicator_make_one_row_for_each_filled_cell() -> None:
    trimestre = RoleColonne("valeur", (("annee", "2024"), ("trimestre", "T3")))
    par_trimestre = to_csv([["code", "T3 (2024)", "x"], ["S.1.2-02", "12", ""], ["S.1.2-01", "", ""]]).encode()
    assert list_lues(par_trimestre, LectureChoisie(colonnes=((2, trimestre),)))[0] == ("S.1.2-02", "2024", "T3", "12")
    indicateurs = [RoleColonne("valeur", (("code_indicateur", code),)) for code in ("S.1.2-01", "S.1.2-02")]
    par_indicateur = to_csv([["annee", "trimestre", "logés", "suivis"], ["2025", "T1", "5", "7"]]).encode()
    choisie = LectureChoisie(colonnes=((3, indicateurs[0]), (4, indicateurs[1])))
    assert list_lues(par_indicateur, choisie) == [("S.1.2-01", "2025", "T1", "5"), ("S.1.2-02", "2025", "T1", "7")]


def test_a_label_is_read_as_the_code_it_stands_for() -> None:
    lignes = [
        ["action", "annee", "trimestre", "valeur"],
        ["Jeunes suivis", "2025", "T2", "12"],
        ["Total", "2025", "T2", "9"],
    ]
    choisie = LectureChoisie(colonnes=((1, RoleColonne("code_indicateur")),), libelles=(("Jeunes suivis", "S.1.2-02"),))
    assert [lue[0] for lue in list_lues(to_csv(lignes).encode(), choisie)] == ["S.1.2-02", "Total"]


def test_a_sheet_is_read_when_it_is_the_one_chosen_even_hidden() -> None:
    lignes: list[list[Any]] = [["code", "annee", "trimestre", "valeur"], ["S.1.2-02", 2025, "T2", 12]]
    contenu = build_classeur({"A": [*lignes, ["S.1.2-01", 2025, "T2", 5]], "B": lignes}, masquees=["B"])
    assert len(list_lues(contenu, LectureChoisie())) == 2
    assert len(list_lues(contenu, LectureChoisie(feuille="B"))) == 1
    assert read(contenu, LectureChoisie(feuille="C"))[0] is None


def test_the_quarter_a_chosen_title_says_is_checked_all_the_same() -> None:
    contenu = to_csv([["code", "annee", "trimestre", "Réalisé T3"], ["S.1.2-02", "2025", "T2", "12"]]).encode()
    table, _ = read(contenu, LectureChoisie(colonnes=((4, VALEUR),)))
    assert table is not None
    rapport = verify_table(table, R, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    assert [p.code for p in rapport.list_problemes()] == ["V31"]


def test_a_role_comes_back_as_it_was_kept() -> None:
    for role in (RoleColonne(), VALEUR, RoleColonne("valeur", (("annee", "2024"), ("trimestre", "T3")))):
        assert read_role(str(role)) == role
