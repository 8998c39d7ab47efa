"""What a person says of a tracker is obeyed by the reading: titles on several rows, labels, periods, rows to leave."""

from typing import Any

import pytest

from lib.domain.correspondances import A_DIRE, LectureChoisie, RoleColonne, RoleRepere
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import MiseDeCote, TableLue
from lib.imports.lecture import Consignes, read_feuilles, read_fichier
from tests.imports.fabrique import build_classeur, to_csv


def to_valeur(annee: str, trimestre: str, **fixes: str) -> RoleColonne:
    return RoleColonne("valeur", (("annee", annee), ("trimestre", trimestre), *fixes.items()))


def read(contenu: bytes, nom: str = "suivi.xlsx", **choisie: Any) -> TableLue:
    consignes = Consignes(choisie=LectureChoisie(**choisie))
    table, _, problemes = read_fichier(contenu, nom, TypeDepot.RESULTATS, consignes)
    assert table is not None, [probleme.message for probleme in problemes]
    return table


def list_lues(table: TableLue, *noms: str) -> list[tuple[str, ...]]:
    return [tuple(ligne.textes.get(nom, "") for nom in noms) for ligne in table.lignes]


DONNEE = ("code_indicateur", "annee", "trimestre", "valeur")
SUIVI = [
    ["Suivi"],
    ["", "2024", ""],
    ["Libellé", "T1", "T2"],
    ["Axe 1"],
    ["Jeunes", 10, 21],
    ["Total", 10, 21],
    ["Familles", 5, None],
    [],
    ["Autre tableau", 1, 2],
]
CHOISIE: dict[str, Any] = {
    "feuille": "A",
    "ligne_entete": 3,
    "lignes_titre": 2,
    "lignes": (4, 7),
    "colonnes": ((1, RoleColonne("code_indicateur")), (2, to_valeur("2024", "T1")), (3, to_valeur("2024", "T2"))),
    "situees": ((5, 4), (6, 4), (7, 4)),
}


def test_titles_on_two_rows_labels_and_bounds_are_obeyed() -> None:
    libelles = (("A › Axe 1 › Jeunes", "S.1.2-01"), ("A › Axe 1 › Total", ""), ("A › Axe 1 › Familles", A_DIRE))
    table = read(build_classeur({"A": SUIVI}), **CHOISIE, libelles=libelles)
    assert [entete.titre for entete in table.entetes] == ["Libellé", "2024 · T1", "2024 · T2"]
    assert list_lues(table, *DONNEE) == [
        ("S.1.2-01", "2024", "T1", "10"),
        ("S.1.2-01", "2024", "T2", "21"),
        ("Total", "2024", "T1", "10"),
        ("Total", "2024", "T2", "21"),
        ("Familles", "2024", "T1", "5"),
    ]
    assert [ligne.ecart for ligne in table.lignes] == [
        None,
        None,
        MiseDeCote.IGNOREE,
        MiseDeCote.IGNOREE,
        MiseDeCote.A_DIRE,
    ]
    assert {ligne.numero for ligne in table.lignes} == {5, 6, 7}


def test_a_csv_is_obeyed_as_well() -> None:
    textes = [["" if cellule is None else str(cellule) for cellule in [*ligne, "", "", ""][:3]] for ligne in SUIVI]
    libelles = (("Axe 1 › Jeunes", "S.1.2-01"),)
    choisie = {**CHOISIE, "feuille": "", "libelles": libelles}
    table = read(to_csv(textes).encode("cp1252"), "suivi.csv", **choisie)
    assert list_lues(table, *DONNEE)[0] == ("S.1.2-01", "2024", "T1", "10")


def test_a_label_may_stand_for_a_place_and_a_row_for_its_quarter() -> None:
    colonnes = ((1, RoleColonne("code_indicateur")), (2, RoleColonne(RoleRepere.PERIODE)), (3, RoleColonne("valeur")))
    lignes = [["Quoi", "Quand", "Valeur"], ["Créteil", "déc. 2024", 9], ["Créteil", "an 2024", 8]]
    libelles = (("A › Créteil", "V2.1-ESE-02 territoire=94028"),)
    choisie: dict[str, Any] = {"feuille": "A", "ligne_entete": 1, "lignes": (2, 3), "colonnes": colonnes}
    table = read(build_classeur({"A": lignes}), **choisie, libelles=libelles)
    assert list_lues(table, *DONNEE, "territoire") == [
        ("V2.1-ESE-02", "2024", "T4", "9", "94028"),
        ("Créteil", "", "an 2024", "8", ""),
    ]


def test_a_column_still_to_say_is_not_read() -> None:
    colonnes = ((1, RoleColonne("code_indicateur")), (2, to_valeur("2024", "T1")), (3, RoleColonne(A_DIRE)))
    lignes = [["Code", "T1 2024", "T2 2024"], ["S.1.2-01", 10, 21]]
    table = read(build_classeur({"A": lignes}), ligne_entete=1, colonnes=colonnes)
    assert list_lues(table, "trimestre", "valeur") == [("T1", "10")]


def test_titles_below_the_first_rows_are_found() -> None:
    lignes = [*[["note"]] * 40, ["Code", "T1 2024"], ["S.1.2-01", 10]]
    colonnes = ((1, RoleColonne("code_indicateur")), (2, to_valeur("2024", "T1")))
    for contenu, nom in (
        (build_classeur({"A": lignes}), "suivi.xlsx"),
        (to_csv([[str(c) for c in [*ligne, ""][:2]] for ligne in lignes]).encode(), "suivi.csv"),
    ):
        table = read(contenu, nom, ligne_entete=41, lignes=(42, 42), colonnes=colonnes)
        assert list_lues(table, *DONNEE) == [("S.1.2-01", "2024", "T1", "10")]


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_a_csv_whose_titles_nothing_names_is_cut_at_its_own_separator(separateur: str) -> None:
    lignes = [["Quoi", "T1 2024"], ["Jeunes logés, en colocation", "12.5"], ["Familles", "3"]]
    feuilles, problemes = read_feuilles(to_csv(lignes, separateur).encode(), "suivi.csv")
    assert problemes == []
    assert feuilles[0].grille is not None and feuilles[0].grille.lignes == lignes


def test_every_visible_sheet_is_read_as_it_is_and_hidden_ones_are_named() -> None:
    contenu = build_classeur({"A": [["x", 1]], "B": [["y"]], "C": [["z"]]}, masquees=["B"])
    feuilles, _ = read_feuilles(contenu, "suivi.xlsx")
    lues = [(f.nom, f.grille.lignes if f.grille else None, f.ecartee) for f in feuilles]
    assert lues == [("A", [["x", "1"]], ""), ("C", [["z"]], ""), ("B", None, "feuille masquée")]


def test_a_file_that_cannot_be_opened_has_no_sheet() -> None:
    feuilles, problemes = read_feuilles(b"%PDF-1.7", "suivi.pdf")
    assert feuilles == [] and [probleme.code for probleme in problemes] == ["F03"]
