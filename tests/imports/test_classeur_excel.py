import re
from datetime import date, datetime, time
from typing import Any

import pytest

from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.budget import Budget
from lib.imports.classeur import ClasseurIllisibleError, read_membre
from lib.imports.classeur_excel import ClasseurExcel, read_valeur
from lib.imports.formules import AILLEURS, CHANGEANTE, PAS_RECALCULEE
from lib.imports.grille import Formule, Fusion, Grille
from tests.imports.fabrique import add_membres, build_archive, build_classeur, build_excel, edit_archive

G = GenreCellule
FEUILLE = "xl/worksheets/sheet1.xml"


def _read(contenu: bytes) -> Grille:
    classeur = ClasseurExcel(contenu, Budget(60))
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
    assert read_valeur(stockee, "e") == (montree, G.ERREUR)


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


@pytest.mark.parametrize(
    ("formule", "resultat", "format_nombre", "texte", "genre"),
    [
        ("=B3*2", 24, "General", "24", G.NOMBRE),
        ("=B3/2", 0.125, "0.0%", "0.125", G.POURCENTAGE),
        ("=DATE(2025,3,1)", 45717, "dd/mm/yyyy", "01/03/2025", G.DATE),
        ('="Cré"&"teil"', "Créteil", "General", "Créteil", G.TEXTE),
        ("=1=1", True, "General", "VRAI", G.BOOLEEN),
        ("=1/0", "#DIV/0!", "General", "#DIV/0!", G.ERREUR),
        ("=NA()", "#N/A", "General", "#N/A", G.ERREUR),
    ],
)
def test_a_formula_is_read_by_its_recorded_result(
    formule: str, resultat: Any, format_nombre: str, texte: str, genre: GenreCellule
):
    def remplir(livre: Any, feuille: Any) -> None:
        feuille.write_formula("A1", formule, livre.add_format({"num_format": format_nombre}), resultat)

    grille = _read(build_excel(remplir))
    cellule = grille.get_cellule(1, 1)
    assert (cellule.texte, cellule.genre, grille.formules) == (texte, genre, {(1, 1): Formule(formule)})


def test_a_formula_whose_result_is_an_empty_text_shows_nothing():
    contenu = edit_archive(
        build_excel(lambda _, feuille: feuille.write_formula("A1", '=IF(B1="","",B1)', None, "x")),
        FEUILLE,
        lambda xml: xml.replace(b"<v>x</v>", b"<v></v>"),
    )
    assert _read(contenu).lignes == []


def test_a_formula_never_computed_has_no_result():
    grille = _read(build_classeur({"A": [["=B1*2", 2]]}))
    assert (grille.get_cellule(1, 1).texte, grille.get_cellule(1, 1).genre) == ("=B1*2", G.FORMULE)
    assert grille.formules == {}


def test_the_results_of_a_workbook_no_spreadsheet_has_saved_are_doubted():
    contenu = build_excel(lambda _, feuille: feuille.write_formula("A1", "=B1*2", None, 4), recalcule=False)
    assert _read(contenu).formules == {(1, 1): Formule("=B1*2", PAS_RECALCULEE)}


@pytest.mark.parametrize(
    ("formule", "doute"), [("=TODAY()-2", CHANGEANTE), ("='[1]Feuil1'!A1+1", AILLEURS), ("=SUM(B1:B3)", "")]
)
def test_a_result_that_may_have_changed_elsewhere_is_doubted(formule: str, doute: str):
    contenu = build_excel(lambda _, feuille: feuille.write_formula("A1", formule, None, 4))
    assert _read(contenu).formules[1, 1].doute == doute


def test_a_linked_workbook_is_named_and_not_numbered():
    lien = b"""<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1">
      <sheetNames><sheetName val="Feuil1"/></sheetNames></externalBook></externalLink>"""
    relation = b"""<?xml version="1.0"?><Relationships
      xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External"
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
      Target="file:///C:/suivi/mission%20locale.xlsx"/></Relationships>"""
    ajoutes = {"xl/externalLinks/externalLink1.xml": lien, "xl/externalLinks/_rels/externalLink1.xml.rels": relation}
    contenu = build_excel(lambda _, feuille: feuille.write_formula("A1", "='[1]Feuil1'!A1", None, 4))
    contenu = edit_archive(
        contenu,
        "xl/workbook.xml",
        lambda xml: xml.replace(
            b"</sheets>", b'</sheets><externalReferences><externalReference r:id="rId9"/></externalReferences>'
        ),
    )
    contenu = edit_archive(
        contenu,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(
            b"</Relationships>",
            b'<Relationship Id="rId9" Target="externalLinks/externalLink1.xml" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/externalLink"/></Relationships>',
        ),
    )
    contenu = edit_archive(
        contenu,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            b"</Types>",
            b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.spreadsheetml.externalLink+xml"/></Types>',
        ),
    )
    assert _read(add_membres(contenu, ajoutes)).formules[1, 1].texte == "='[mission locale.xlsx]Feuil1'!A1"


def test_shared_and_array_formulas_have_their_text():
    def remplir(_: Any, feuille: Any) -> None:
        feuille.write_formula("A1", "=B1*2", None, 4)
        feuille.write_formula("A2", "=B2*2", None, 6)
        feuille.write_array_formula("A3:A4", "{=B1:B2*2}", None, 8)

    partages = [
        (b'<c r="A1"><f>B1*2</f>', b'<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f>'),
        (b'<c r="A2"><f>B2*2</f>', b'<c r="A2"><f t="shared" si="0"/>'),
    ]

    def share(xml: bytes) -> bytes:
        for avant, apres in partages:
            assert avant in xml
            xml = xml.replace(avant, apres)
        return xml

    grille = _read(edit_archive(build_excel(remplir), FEUILLE, share))
    assert [ligne[0] for ligne in grille.lignes] == ["4", "6", "8", "0"]
    assert {place: formule.texte for place, formule in grille.formules.items()} == {
        (1, 1): "=B1*2",
        (2, 1): "=B2*2",
        (3, 1): "=B1:B2*2",
    }


def test_the_dates_of_a_macintosh_workbook_are_its_own():
    def remplir(livre: Any, feuille: Any) -> None:
        feuille.write_datetime("A1", datetime(2025, 3, 1), livre.add_format({"num_format": "dd/mm/yyyy"}))

    contenu = build_excel(remplir, options={"date_1904": True})
    assert b'date1904="1"' in read_membre(contenu, "xl/workbook.xml", 5_000)
    assert _read(contenu).get_cellule(1, 1).texte == "01/03/2025"


def test_rich_texts_inline_texts_and_notes_give_the_words_alone():
    def remplir(livre: Any, feuille: Any) -> None:
        feuille.write_rich_string("A1", "relevé ", livre.add_format({"bold": True}), "provisoire")
        feuille.write_string("B1", "été")
        feuille.write_comment("B1", "une note : 24")

    grille = _read(build_excel(remplir))
    assert grille.lignes == [["relevé provisoire", "été"]]
    contenu = edit_archive(
        build_excel(remplir),
        FEUILLE,
        lambda xml: xml.replace(
            b'<c r="B1" t="s"><v>1</v></c>', '<c r="B1" t="inlineStr"><is><t>août</t></is></c>'.encode()
        ),
    )
    assert _read(contenu).lignes == [["relevé provisoire", "août"]]


@pytest.mark.parametrize(
    ("format_nombre", "affichage"),
    [
        ("#,##0.00", None),
        ('0 "jeunes"', Affichage(1, "jeunes")),
        ("#,##0,", Affichage(1_000)),
        ('#,##0.0 "k€"', Affichage(1, "k€")),
        (";;;", Affichage(1, "", False)),
    ],
)
def test_what_a_number_format_shows_is_kept(format_nombre: str, affichage: Affichage | None):
    def remplir(livre: Any, feuille: Any) -> None:
        feuille.write_number("A1", 31795, livre.add_format({"num_format": format_nombre}))

    assert _read(build_excel(remplir)).get_cellule(1, 1).affichage == affichage


def test_hidden_rows_and_columns_are_told_and_so_is_the_filter_that_hides():
    def remplir(_: Any, feuille: Any) -> None:
        for rang in range(6):
            feuille.write_row(rang, 0, ["a", rang])
        feuille.set_row(1, None, None, {"hidden": True})
        feuille.set_row(4, None, None, {"hidden": True})
        feuille.set_row(9, None, None, {"hidden": True})
        feuille.set_column("B:B", 10, None, {"hidden": True})
        feuille.autofilter("A3:B6")
        feuille.filter_column(0, "x == a")

    grille = _read(build_excel(remplir))
    assert (grille.lignes_masquees, grille.filtrees, grille.colonnes_masquees) == ({2, 5}, {5}, {2})


def test_a_filter_without_a_criterion_hides_nothing():
    def remplir(_: Any, feuille: Any) -> None:
        feuille.write_column("A1", ["a", "b", "c"])
        feuille.set_row(1, None, None, {"hidden": True})
        feuille.autofilter("A1:A3")

    grille = _read(build_excel(remplir))
    assert (grille.lignes_masquees, grille.filtrees) == ({2}, frozenset())


def test_rows_and_columns_are_where_the_user_sees_them():
    grille = _read(build_classeur({"A": [[], ["x"], [], [None, None, "y"], []]}))
    assert grille.lignes == [[], ["x"], [], ["", "", "y"]]


def test_merged_ranges_are_told():
    contenu = build_classeur({"A": [["a"], ["b"], ["c"], ["d"]]}, fusions=["A2:A4", "B1:D1"])
    attendues = {Fusion(2, 4, 1, 1), Fusion(1, 1, 2, 4)}
    assert set(_read(contenu).fusions) == attendues
    autres_guillemets = edit_archive(contenu, FEUILLE, lambda xml: re.sub(rb'ref="([^"]*)"', rb"ref='\1'", xml))
    assert set(_read(autres_guillemets).fusions) == attendues


def test_the_first_rows_have_a_title_merged_over_two_on_both():
    lignes = [["code", "Valeur", None], [None, "T1 2025", "T2 2025"]]
    classeur = ClasseurExcel(build_classeur({"A": lignes}, fusions=["A1:A2", "B1:C1"]), Budget(60))
    assert classeur.read_debut("A") == [["code", "Valeur"], ["code", "T1 2025", "T2 2025"]]


def test_hidden_sheets_are_known_as_hidden():
    classeur = ClasseurExcel(build_classeur({"A": [["x"]], "B": [["y"]]}, masquees=["B"]), Budget(60))
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


@pytest.mark.parametrize(("lettre", "colonnes"), [("EZ", 156), ("XFD", 16_384), ("ZZZ", 0)])
def test_a_far_column_costs_nothing_and_is_told_if_a_spreadsheet_has_it(lettre: str, colonnes: int):
    contenu = edit_archive(
        build_classeur({"A": [["a", "b"]]}), FEUILLE, lambda xml: xml.replace(b'r="B1"', f'r="{lettre}1"'.encode())
    )
    grille = _read(contenu)
    assert (grille.lignes, grille.colonnes) == ([["a"]], colonnes)


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(500), build_archive({"a": b"b"})])
def test_what_is_no_workbook_cannot_be_opened(contenu: bytes):
    with pytest.raises(ClasseurIllisibleError):
        ClasseurExcel(contenu, Budget(60))
