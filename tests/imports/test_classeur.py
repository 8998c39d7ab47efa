from datetime import date, datetime, time
from typing import Any

import pytest

from lib.domain.tableau import GenreCellule
from lib.imports.classeur import ClasseurIllisibleError, compute_taille_decompressee
from lib.imports.classeur_excel import ClasseurExcel, read_valeur
from lib.imports.grille import Grille
from tests.imports.fabrique import build_archive, build_classeur, edit_archive

G = GenreCellule
FEUILLE = "xl/worksheets/sheet1.xml"


def _read(contenu: bytes) -> Grille:
    classeur = ClasseurExcel(contenu)
    return classeur.read_feuille(classeur.feuilles[0].nom)


@pytest.mark.parametrize(
    ("valeur", "format_nombre", "texte", "genre"),
    [
        ("Créteil", "General", "Créteil", G.TEXTE),
        ("=1+1", "General", "=1+1", G.FORMULE),
        (348, "General", "348", G.NOMBRE),
        (12.5, "General", "12.5", G.NOMBRE),
        (2025.0, "0", "2025", G.NOMBRE),
        (0.1 + 0.2, "General", "0.3", G.NOMBRE),
        (1234567.89, "#,##0.00 €", "1234567.89", G.NOMBRE),
        (1e20, "General", "100000000000000000000", G.NOMBRE),
        (1e-7, "General", "0.0000001", G.NOMBRE),
        (-3.2, "General", "-3.2", G.NOMBRE),
        (0.125, "0.0%", "0.125", G.POURCENTAGE),
        (1, "0 %", "1", G.POURCENTAGE),
        (12.5, '0.0" %"', "12.5", G.NOMBRE),
        (True, "General", "VRAI", G.BOOLEEN),
        (date(2025, 3, 1), "dd/mm/yyyy", "01/03/2025", G.DATE),
        (datetime(2025, 3, 1, 14, 30), "dd/mm/yyyy hh:mm", "01/03/2025 14:30", G.DATE),
        (time(14, 30), "hh:mm", "14:30:00", G.DATE),
    ],
)
def test_a_cell_keeps_its_text_and_its_kind(valeur: Any, format_nombre: str, texte: str, genre: GenreCellule):
    cellule = _read(build_classeur({"A": [["titre"], [valeur]]}, {"A2": format_nombre})).get_cellule(2, 1)
    assert (cellule.texte, cellule.genre) == (texte, genre)


@pytest.mark.parametrize(("stockee", "montree"), [("#REF!", "#REF!"), ("#N/A", "#N/A"), ("#VALUE!", "#VALEUR!")])
def test_an_error_is_shown_as_the_french_spreadsheet_shows_it(stockee: str, montree: str):
    assert read_valeur(stockee, "e", "General") == (montree, G.ERREUR)


def test_a_formula_on_a_broken_reference_is_an_error():
    assert _read(build_classeur({"A": [["=B3*#REF!"]]})).get_cellule(1, 1).genre is G.ERREUR


def test_a_formula_that_shows_an_error_is_this_error():
    contenu = edit_archive(
        build_classeur({"A": [["=B1/C1", 2, 0]]}),
        FEUILLE,
        lambda xml: (
            xml.replace(b'<c r="A1">', b'<c r="A1" t="e">')
            .replace(b"<v />", b"<v>#DIV/0!</v>")
            .replace(b"<v></v>", b"<v>#DIV/0!</v>")
        ),
    )
    cellule = _read(contenu).get_cellule(1, 1)
    assert (cellule.texte, cellule.genre) == ("#DIV/0!", G.ERREUR)


def test_a_formula_with_a_sound_result_stays_a_formula():
    contenu = edit_archive(
        build_classeur({"A": [["=B1*2", 2]]}),
        FEUILLE,
        lambda xml: xml.replace(b"<v />", b"<v>4</v>").replace(b"<v></v>", b"<v>4</v>"),
    )
    cellule = _read(contenu).get_cellule(1, 1)
    assert (cellule.texte, cellule.genre) == ("=B1*2", G.FORMULE)


def test_rows_and_columns_are_where_the_user_sees_them():
    grille = _read(build_classeur({"A": [[], ["x"], [], [None, None, "y"], []]}))
    assert grille.lignes == [[], ["x"], [], ["", "", "y"]]


def test_ranges_merged_over_rows_are_told():
    grille = _read(build_classeur({"A": [["a"], ["b"], ["c"], ["d"]]}, fusions=["A2:A4", "B1:D1"]))
    assert grille.fusions == ((2, 4, 1),)


def test_hidden_sheets_are_known_as_hidden():
    classeur = ClasseurExcel(build_classeur({"A": [["x"]], "B": [["y"]]}, masquees=["B"]))
    assert [(feuille.nom, feuille.visible) for feuille in classeur.feuilles] == [("A", True), ("B", False)]


def test_the_size_claimed_by_a_sheet_is_not_believed():
    contenu = edit_archive(
        build_classeur({"A": [["a"], ["b"], ["c"]]}), FEUILLE, lambda xml: xml.replace(b'ref="A1:A3"', b'ref="A1"')
    )
    assert _read(contenu).lignes == [["a"], ["b"], ["c"]]


def test_a_row_no_spreadsheet_has_is_refused():
    contenu = edit_archive(
        build_classeur({"A": [["a"], ["b"]]}),
        FEUILLE,
        lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999999"').replace(b'r="A2"', b'r="A9999999"'),
    )
    with pytest.raises(ClasseurIllisibleError):
        _read(contenu)


def test_a_far_column_costs_nothing():
    contenu = edit_archive(
        build_classeur({"A": [["a", "b"]]}), FEUILLE, lambda xml: xml.replace(b'r="B1"', b'r="ZZZ1"')
    )
    assert _read(contenu).lignes == [["a"]]


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(500), build_archive({"a": b"b"})])
def test_what_is_no_workbook_cannot_be_opened(contenu: bytes):
    with pytest.raises(ClasseurIllisibleError):
        ClasseurExcel(contenu)


def test_the_unpacked_size_is_known_without_unpacking():
    assert compute_taille_decompressee(build_archive({"a": bytes(1_000), "b": bytes(500)})) == 1_500
