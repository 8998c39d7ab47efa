from typing import Any

import pytest

from lib.domain.problemes import Probleme
from lib.domain.tableau import Cellule, GenreCellule, TableLue, list_ignorees
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import EN_TETE, LIGNES, build_classeur, to_csv

MINIMUM = ["code_indicateur", "annee", "trimestre", "valeur"]


def _read(contenu: bytes | str) -> tuple[TableLue, list[Probleme]]:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    table, _, problemes = read_fichier(octets, "resultats")
    assert table is not None, problemes
    return table, problemes


def _list_codes(contenu: bytes | str) -> list[str]:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    table, _, problemes = read_fichier(octets, "resultats")
    assert table is None
    return [probleme.code for probleme in problemes]


def test_each_cell_knows_the_row_and_the_letter_the_user_sees():
    table, _ = _read("Titre\n\n" + to_csv((EN_TETE, *LIGNES)))
    cellule = table.lignes[1].cellules["valeur"]
    assert cellule == Cellule(5, 6, "12,5")
    assert cellule.lettre == "F"


def test_a_short_row_has_empty_cells():
    table, _ = _read("code_indicateur;annee;trimestre;valeur;commentaire\nV1-01a;2025;T1;3\n")
    assert table.lignes[0].cellules["commentaire"] == Cellule(2, 5, "")


def test_blank_rows_are_skipped_and_counted():
    table, problemes = _read("code_indicateur;annee;trimestre;valeur\n\nA;2025;T1;1\n;;;\n  ; ;;\nB;2025;T1;2\n")
    assert [ligne.numero for ligne in table.lignes] == [3, 6]
    assert (table.lecture.lignes, table.lecture.lignes_vides) == (2, 3)
    assert [(p.code, "3" in p.message) for p in problemes] == [("I02", True)]


def test_a_row_filled_only_in_an_unknown_column_is_blank():
    table, _ = _read("code_indicateur;annee;trimestre;agent;valeur\nA;2025;T1;;1\n;;;M. Dupont;\n")
    assert (len(table.lignes), table.lecture.lignes_vides) == (1, 1)


def test_unknown_columns_are_named_and_ignored():
    table, _ = _read("agent;code_indicateur;annee;trimestre;valeur;service\nx;A;2025;T1;1;y\n")
    assert table.lecture.colonnes_ignorees == ("agent", "service")
    assert [(c.entete.titre, c.remplies, c.exemples) for c in list_ignorees(table.colonnes)] == [
        ("agent", 1, ("x",)),
        ("service", 1, ("y",)),
    ]
    assert set(table.lignes[0].cellules) == set(MINIMUM)


def test_a_filled_column_without_a_header_is_named_by_its_letter():
    table, _ = _read("code_indicateur;;annee;trimestre;valeur\nA;note;2025;T1;1\n")
    assert table.lecture.colonnes_ignorees == ("colonne B, sans titre",)


def test_an_empty_column_without_a_header_is_not_worth_a_word():
    table, problemes = _read("code_indicateur;;annee;trimestre;valeur;;\nA;;2025;T1;1;;\n")
    assert (table.lecture.colonnes_ignorees, problemes) == ((), [])


def test_a_separator_typed_in_a_text_leaves_cells_over_on_its_row_only():
    table, _ = _read(to_csv((EN_TETE, *LIGNES)).replace("À vérifier", "À vérifier; puis;; valider"))
    assert table.lignes[2].en_trop == (Cellule(4, 8, " puis"), Cellule(4, 10, " valider"))
    assert [ligne.en_trop for ligne in table.lignes[:2]] == [(), ()]


def test_a_decimal_comma_in_a_comma_file_leaves_a_cell_over_rather_than_be_cut():
    table, _ = _read("code_indicateur,annee,trimestre,valeur\nA,2025,T1,12,5\n")
    assert table.lignes[0].en_trop == (Cellule(2, 5, "5"),)


def test_notes_on_the_right_of_a_workbook_do_not_refuse_their_row():
    table, problemes = _read(build_classeur({"A": [MINIMUM, ["A", 2025, "T1", 1, None, "à revoir"]]}))
    assert table.lignes[0].en_trop == ()
    assert table.lecture.colonnes_ignorees == ("colonne F, sans titre",)
    assert problemes == []


@pytest.mark.parametrize("titres", [("2025-T1", "2025-T2"), ("T1 2025", "T2 2025"), ("2025T1", "2025T2")])
def test_quarters_in_columns_become_rows(titres: tuple[str, str]):
    table, _ = _read(to_csv([("code_indicateur", "commentaire", *titres), ("A", "oui", "1", "2"), ("B", "", "", "4")]))
    lues = [
        (ligne.numero, *(ligne.cellules[nom].texte for nom in MINIMUM), ligne.cellules["valeur"].lettre)
        for ligne in table.lignes
    ]
    assert lues == [
        (2, "A", "2025", "T1", "1", "C"),
        (2, "A", "2025", "T2", "2", "D"),
        (3, "B", "2025", "T2", "4", "D"),
    ]
    assert table.lignes[1].cellules["annee"] == Cellule(2, 4, "2025")
    assert table.lignes[1].cellules["commentaire"].texte == "oui"
    assert (table.lecture.large, table.lecture.lignes) == (True, 2)
    assert table.lecture.colonnes_reconnues == ("code_indicateur", "commentaire", "2025-T1", "2025-T2")


def test_quarters_of_a_workbook_keep_the_kind_of_their_cells():
    contenu = build_classeur({"A": [["code_indicateur", "T1 2025"], ["A", 0.125]]}, {"B2": "0.0%"})
    table, _ = _read(contenu)
    assert table.lignes[0].cellules["valeur"] == Cellule(2, 2, "0.125", GenreCellule.POURCENTAGE)


def test_every_row_made_of_a_row_with_a_cell_over_says_it():
    table, _ = _read("code_indicateur;T1 2025;T2 2025\nA;1;2;3\n")
    assert [ligne.en_trop for ligne in table.lignes] == [(Cellule(2, 4, "3"),)] * 2


def test_a_merged_key_is_repeated_on_the_rows_it_covers_but_not_a_merged_value():
    lignes: list[list[Any]] = [MINIMUM, ["A", 2025, "T1", 1], [None, 2025, "T2", None], [], ["B", 2025, "T1", 3]]
    table, _ = _read(build_classeur({"F": lignes}, fusions=["A2:A4", "D2:D3"]))
    lues = [(ligne.cellules["code_indicateur"].texte, ligne.cellules["valeur"].texte) for ligne in table.lignes]
    assert lues == [("A", "1"), ("A", ""), ("B", "3")]


def test_a_merged_title_above_the_header_changes_nothing():
    lignes = [["Titre"], [], MINIMUM, ["A", 2025, "T1", 1]]
    table, _ = _read(build_classeur({"F": lignes}, fusions=["A1:A2"]))
    assert [ligne.cellules["code_indicateur"].texte for ligne in table.lignes] == ["A"]


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("code_indicateur;annee;trimestre;valeur\n", ["F02"]),
        ("code_indicateur;annee;trimestre;valeur\n;;;\n\n", ["F02"]),
        ("code_indicateur;valeur\nA;1\n", ["F06", "F06"]),
        ("code_indicateur;annee;trimestre;valeur;Valeurs\nA;2025;T1;1;2\n", ["F07"]),
        ("code_indicateur;T1 2025;2025-T1\nA;1;2\n", ["F07"]),
        (";".join([*MINIMUM, *(f"note {n}" for n in range(57))]) + "\nA;2025;T1;1\n", ["F12"]),
    ],
)
def test_a_sheet_that_cannot_be_understood_is_refused(texte: str, codes: list[str]):
    assert _list_codes(texte) == codes


def test_sixty_columns_are_read():
    texte = ";".join([*MINIMUM, *(f"note {n}" for n in range(56))]) + "\nA;2025;T1;1\n"
    assert len(_read(texte)[0].entetes) == 60


def test_the_missing_column_is_named_with_what_was_read_and_a_guess():
    _, _, problemes = read_fichier(b"code_indicateur;Anneee;trimestre;valeur\nA;2025;T1;1\n", "x.csv")
    assert "annee" in problemes[0].message
    assert "Anneee" in problemes[0].message
    assert "code_indicateur, Anneee, trimestre, valeur" in problemes[0].attendu


@pytest.mark.parametrize(("nombre", "refuse"), [(20_000, False), (20_001, True)])
def test_twenty_thousand_rows_at_most(nombre: int, refuse: bool):
    table, _, problemes = read_fichier(
        b"code_indicateur;annee;trimestre;valeur\n" + b"A;2025;T1;1\n\n" * nombre, "x.csv"
    )
    assert (table is None) == refuse
    if refuse:
        assert (problemes[0].code, "20\u202f001" in problemes[0].message) == ("F08", True)


def test_a_large_file_counts_what_it_becomes():
    titres = ";".join(f"T{t} {annee}" for annee in range(2020, 2026) for t in range(1, 5))
    assert _list_codes(f"code_indicateur;{titres}\n" + f"A{';1' * 24}\n" * 900) == ["F08"]
