"""LibreOffice workbooks: cells where the user sees them, and nothing that explodes; files made by hand."""

import io
import random
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.problemes import NiveauProbleme
from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.budget import Budget
from lib.imports.classeur import ClasseurIllisibleError
from lib.imports.classeur_ods import ClasseurOds
from lib.imports.examen_xml import FEUILLES_MAX
from lib.imports.formules import AILLEURS, CHANGEANTE
from lib.imports.grille import Formule, Fusion, Grille
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import EN_TETE, LIGNES, build_archive, build_ods, edit_archive, to_case_ods

G = GenreCellule


def _read(*lignes: list[Any], **options: Any) -> Grille:
    classeur = ClasseurOds(build_ods({"A": lignes}, **options), Budget(60))
    return classeur.read_feuille("A")


def _case(attributs: str, texte: str | None = None) -> str:
    dedans = "" if texte is None else f"<text:p>{texte}</text:p>"
    return f"<table:table-cell {attributs}>{dedans}</table:table-cell>"


def _valeur(genre: str, attribut: str, valeur: str, texte: str = "") -> str:
    return _case(f'office:value-type="{genre}" office:{attribut}="{valeur}"', texte)


@pytest.mark.parametrize(
    ("case", "texte", "genre"),
    [
        ("Créteil", "Créteil", G.TEXTE),
        (348, "348", G.NOMBRE),
        (12.5, "12.5", G.NOMBRE),
        (0.1 + 0.2, "0.3", G.NOMBRE),
        (True, "VRAI", G.BOOLEEN),
        (date(2025, 3, 1), "01/03/2025", G.DATE),
        (datetime(2025, 3, 1, 14, 30), "01/03/2025 14:30", G.DATE),
        (_valeur("percentage", "value", "0.125", "12,5 %"), "0.125", G.POURCENTAGE),
        (_valeur("currency", "value", "31795.5", "31 795,50 €"), "31795.5", G.NOMBRE),
        (_valeur("time", "time-value", "PT14H30M00S", "14:30"), "14:30", G.DATE),
        (_valeur("float", "value", "beaucoup", "24"), "24", G.TEXTE),
        (_valeur("date", "date-value", "2025-02-30", "30/02/2025"), "30/02/2025", G.DATE),
        (_case('table:formula="of:=TRUE()" office:value-type="float" office:value="1"', "VRAI"), "VRAI", G.BOOLEEN),
        (
            _case('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
            "#DIV/0!",
            G.ERREUR,
        ),
        (_case('office:value-type="string" calcext:value-type="error"', "#VALUE!"), "#VALEUR!", G.ERREUR),
        (_case('table:formula="of:=[.#REF!]*2" office:value-type="float" office:value="0"', "0"), "#REF!", G.ERREUR),
        (_case('table:formula="of:=[.B3]*2"'), "=B3*2", G.FORMULE),
    ],
)
def test_a_cell_keeps_its_text_and_its_kind(case: Any, texte: str, genre: GenreCellule) -> None:
    cellule = _read(["titre"], [case]).get_cellule(2, 1)
    assert (cellule.texte, cellule.genre) == (texte, genre)


@pytest.mark.parametrize(
    ("xml", "texte"),
    [
        ("<text:p>a</text:p><text:p>b</text:p>", "a\nb"),
        ("<text:p>a<text:line-break/>b<text:tab/>c</text:p>", "a\nb\tc"),
        ('<text:p><text:s text:c="2"/>a  \n  b<text:s/>c </text:p>', "  a b c "),
        ("<text:p>re<text:span>levé</text:span> de <text:a xlink:href='x'>mai</text:a></text:p>", "relevé de mai"),
        ("<office:annotation><text:p>une note</text:p></office:annotation><text:p>a</text:p>", "a"),
        ("<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
         "</table:table><text:p>a</text:p>", "a"),
        ('<text:p>a<text:s text:c="999999999"/></text:p>', "a" + " " * 2_000),
    ],
)  # fmt: skip
def test_a_text_is_what_the_eye_reads(xml: str, texte: str) -> None:
    case = f'<table:table-cell office:value-type="string">{xml}</table:table-cell>'
    assert _read([case]).lignes == [[texte]]


@pytest.mark.parametrize(
    ("formule", "montree", "doute"),
    [
        ("of:=[.B3]*2", "=B3*2", ""),
        ("of:=TODAY()-[.B3]", "=TODAY()-B3", CHANGEANTE),
        ("of:=['file:///x/suivi.ods'#$Mai.A1]", "=[suivi.ods]Mai!A1", AILLEURS),
    ],
)
def test_a_formula_is_read_by_its_recorded_result(formule: str, montree: str, doute: str) -> None:
    grille = _read([_case(f'table:formula="{formule}" office:value-type="float" office:value="24"', "24")])
    assert (grille.lignes, grille.genres) == ([["24"]], {(1, 1): G.NOMBRE})
    assert grille.formules == {(1, 1): Formule(montree, doute)}


def test_a_formula_whose_result_is_an_empty_text_shows_nothing() -> None:
    assert _read([_case('table:formula="of:=IF(1;&quot;&quot;;2)"', "")]).lignes == []


def test_repeated_rows_and_cells_stand_where_the_user_sees_them() -> None:
    lignes = [
        ["a", _case('table:number-columns-repeated="2"'), "b"],
        [],
        [to_case_ods(7, 'table:number-columns-repeated="3"')],
        ["fin"],
    ]
    rangees = {2: 'table:number-rows-repeated="3"', 3: 'table:number-rows-repeated="2"'}
    grille = _read(*lignes, rangees=rangees)
    assert grille.lignes == [["a", "", "", "b"], [], [], [], ["7", "7", "7"], ["7", "7", "7"], ["fin"]]
    assert set(grille.genres) == {(ligne, colonne) for ligne in (5, 6) for colonne in (1, 2, 3)}


def test_a_million_blank_rows_and_sixteen_thousand_columns_cost_nothing() -> None:
    vide = _case('table:number-columns-repeated="16384"')
    grille = _read(["a"], [vide], ["b"], rangees={2: 'table:number-rows-repeated="1048574"'})
    assert (len(grille.lignes), grille.lignes[-1], grille.colonnes) == (1_048_576, ["b"], 0)
    large = _read([to_case_ods("x", 'table:number-columns-repeated="16384"')])
    assert (len(large.lignes[0]), large.colonnes) == (120, 16_384)


def test_a_filled_row_repeated_to_the_end_is_read_no_further_than_the_limit() -> None:
    lignes = [list(EN_TETE), *map(list, LIGNES), ["S", "", 2025, "T1", "", 1]]
    contenu = build_ods({"A": lignes}, rangees={5: 'table:number-rows-repeated="1048572"'})
    table, _, problemes = read_fichier(contenu, "x.ods")
    assert (table, [probleme.code for probleme in problemes]) == (None, ["F08"])


def test_a_row_no_spreadsheet_has_is_refused() -> None:
    with pytest.raises(ClasseurIllisibleError):
        _read([], ["a"], rangees={1: 'table:number-rows-repeated="1048576"'})


@pytest.mark.parametrize("fois", ["-3", "0", "beaucoup", ""])
def test_a_number_of_repetitions_that_is_none_counts_for_one(fois: str) -> None:
    assert _read([to_case_ods("a", f'table:number-columns-repeated="{fois}"'), "b"]).lignes == [["a", "b"]]


def test_merged_ranges_are_told_and_what_they_cover_keeps_its_place() -> None:
    haut = to_case_ods("a", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    couverte = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    grille = _read(["titre"], [haut, couverte.replace("2", "1"), "b"], [couverte, "c"])
    assert grille.fusions == (Fusion(2, 4, 1, 2),)
    assert grille.lignes == [["titre"], ["a", "", "b"], ["", "", "c"]]


def test_hidden_rows_and_columns_are_told_whatever_hides_them() -> None:
    colonnes = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        "<table:table-column/>"
    )
    rangees = {2: 'table:visibility="collapse"', 3: 'table:visibility="filter"', 4: 'table:visibility="visible"'}
    grille = _read(["a"], ["b"], ["c"], ["d"], colonnes=colonnes, rangees=rangees)
    assert (grille.lignes_masquees, grille.filtrees, grille.colonnes_masquees) == ({2, 3}, {3}, {3, 4})


def test_rows_of_a_folded_group_are_hidden_and_rows_of_an_open_one_are_not() -> None:
    ligne = "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell>"
    ligne += "</table:table-row>"
    titres = f"<table:table-header-rows>{ligne}</table:table-header-rows>"
    ouvert = f"<table:table-row-group>{titres}{ligne}</table:table-row-group>"
    replie = (
        f"<table:table-row-group table:display='false'>{ligne}<table:table-row-group>{ligne}</table:table-row-group>"
        f"</table:table-row-group>{ligne}"
    )
    fin = f"{ouvert}{replie}</table:table>".encode()
    contenu = edit_archive(build_ods({"A": []}), "content.xml", lambda xml: xml.replace(b"</table:table>", fin))
    grille = ClasseurOds(contenu, Budget(60)).read_feuille("A")
    assert (len(grille.lignes), grille.lignes_masquees) == (5, {3, 4})


def test_hidden_sheets_are_known_as_hidden_and_only_sheets_count() -> None:
    contenu = build_ods({"A": [["x"]], "B": [["y"]]}, masquees=["B"])
    lien = b'<table:dde-links><table:dde-link><table:table table:name="Z"/></table:dde-link></table:dde-links>'
    fin = b"</office:spreadsheet>"
    contenu = edit_archive(contenu, "content.xml", lambda xml: xml.replace(fin, lien + fin))
    classeur = ClasseurOds(contenu, Budget(60))
    assert [(feuille.nom, feuille.visible) for feuille in classeur.feuilles] == [("A", True), ("B", False)]
    assert classeur.read_debut("B") == [["y"]]


STYLES = """
<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>
<number:currency-style style:name="N2"><number:number/><number:text> </number:text>
<number:currency-symbol>€</number:currency-symbol></number:currency-style>
<number:number-style style:name="N3P0"><number:number/><number:text> jeunes</number:text></number:number-style>
<number:number-style style:name="N3"><number:text>rien</number:text>
<style:map style:condition="value()&gt;0" style:apply-style-name="N3P0"/></number:number-style>
<style:style style:name="milliers" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="fille" style:family="table-cell" style:parent-style-name="milliers"/>
<style:style style:name="euros" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="choix" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="boucle" style:family="table-cell" style:parent-style-name="boucle"/>
"""


@pytest.mark.parametrize(
    ("style", "valeur", "affichage"),
    [
        ("milliers", 31795, Affichage(1_000)),
        ("fille", 31795, Affichage(1_000)),
        ("euros", 31795, Affichage(1, "€")),
        ("choix", 24, Affichage(1, "jeunes")),
        ("choix", 0, Affichage(1, "rien", False)),
        ("boucle", 24, None),
        ("inconnu", 24, None),
    ],
)
def test_what_a_number_format_shows_is_kept(style: str, valeur: int, affichage: Affichage | None) -> None:
    grille = _read([to_case_ods(valeur, f'table:style-name="{style}"')], styles=STYLES)
    assert grille.get_cellule(1, 1).affichage == affichage


def test_a_cell_without_a_style_has_that_of_its_row_else_of_its_column() -> None:
    colonnes = (
        '<table:table-column table:default-cell-style-name="milliers"/>'
        '<table:table-column table:default-cell-style-name="euros"/>'
    )
    rangees = {2: 'table:default-cell-style-name="choix"'}
    grille = _read([1, 1], [1, 1], styles=STYLES, colonnes=colonnes, rangees=rangees)
    assert [grille.get_cellule(1, c).affichage for c in (1, 2)] == [Affichage(1_000), Affichage(1, "€")]
    assert [grille.get_cellule(2, c).affichage for c in (1, 2)] == [Affichage(1, "jeunes")] * 2


def test_the_styles_of_the_whole_document_are_read_too() -> None:
    styles = STYLES.replace("<style:style", "\n<style:style")
    entete = re.search(rb"<office:document-content[^>]*>", _content(build_ods({"A": []})))
    assert entete is not None
    autres = entete[0].replace(b"document-content", b"document-styles") + b"<office:styles>" + styles.encode()
    membres = {"styles.xml": autres + b"</office:styles></office:document-styles>"}
    contenu = build_ods({"A": [[to_case_ods(5, 'table:style-name="euros"')]]})
    archive = build_archive({"mimetype": b"x", "content.xml": _content(contenu), **membres})
    assert ClasseurOds(archive, Budget(60)).read_feuille("A").get_cellule(1, 1).affichage == Affichage(1, "€")


def _content(contenu: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return archive.read("content.xml")


BOMBE = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"?>", b"?>" + BOMBE, 1).replace(b"S.1", b"&b;"),
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1),
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">', 1),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"\x8f\x01chiffre" + xml[:500],
        lambda xml: xml.replace(b"office:spreadsheet", b"office:text"),
        lambda xml: xml.replace(b'table:name="B"', b'table:name="A"'),
    ],
)
def test_what_declares_an_entity_or_cannot_be_read_is_refused(change: Any) -> None:
    contenu = build_ods({"A": [["S.1"]], "B": [["x"]]})
    with pytest.raises(ClasseurIllisibleError):
        ClasseurOds(edit_archive(contenu, "content.xml", change), Budget(60))


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(ClasseurIllisibleError):
        ClasseurOds(build_ods({str(numero): [] for numero in range(FEUILLES_MAX + 1)}), Budget(60))


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04" + bytes(500), build_archive({"content.xml": b""})])
def test_what_is_no_workbook_cannot_be_opened(contenu: bytes) -> None:
    with pytest.raises(ClasseurIllisibleError):
        ClasseurOds(contenu, Budget(60))


CLASSEUR = build_ods(
    {
        "Résultats": [
            list(EN_TETE),
            *map(list, LIGNES),
            ["S", to_case_ods("x", 'table:number-columns-spanned="2"'), 2025, "T1", "", to_case_ods(0.5), None],
            ["S", _case('table:formula="of:=[.B3]*2" office:value-type="float" office:value="2"', "2"), 2025],
        ],
        "Notes": [["à voir"]],
    },
    colonnes='<table:table-column table:number-columns-repeated="9" table:default-cell-style-name="milliers"/>',
    styles=STYLES,
    rangees={2: 'table:visibility="filter"', 5: 'table:number-rows-repeated="2"'},
)
ATTRIBUT = re.compile(rb'="([^"]*)"')
ELEMENT = re.compile(rb"<(table:[a-z-]+|text:p)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
VALEURS = (b"-1", b"0", b"1048577", b"9" * 20, b"x", b"", b"1e308", b"NaN", b"INF", b"float", b"percentage", b"date")
VALEURS += (b"string", b"boolean", b"time", b"9999-99-99", b"2025-02-30T99:00", b"of:=[.B3]*2", b"A", b"collapse")


def _spoil(xml: bytes, hasard: random.Random) -> bytes:
    """Change bytes, attributes or whole elements, a few times."""
    for _ in range(hasard.randint(1, 4)):
        quoi = hasard.random()
        trouves = list((ATTRIBUT if quoi < 0.5 else ELEMENT).finditer(xml))
        if quoi < 0.2 or not trouves:
            debut = hasard.randrange(len(xml) + 1)
            xml = xml[:debut] + bytes(hasard.choices(range(256), k=3)) + xml[debut + hasard.randrange(9) :]
        elif quoi < 0.5:
            trouve = hasard.choice(trouves)
            xml = xml[: trouve.start(1)] + hasard.choice(VALEURS) + xml[trouve.end(1) :]
        else:
            trouve, ou = hasard.choice(trouves), hasard.choice(trouves)
            xml = xml[: ou.start()] + trouve[0] * hasard.randrange(3) + xml[ou.start() :]
    return xml


@given(st.integers(0, 2**32), st.sampled_from(["content.xml"] * 3 + ["mimetype"]))
def test_a_spoiled_workbook_ends_in_a_table_or_in_a_refusal(graine: int, membre: str) -> None:
    hasard = random.Random(graine)
    contenu = edit_archive(CLASSEUR, membre, lambda xml: _spoil(xml, hasard))
    table, _, problemes = read_fichier(contenu, "x.ods")
    assert (table is None) == any(probleme.niveau is NiveauProbleme.FICHIER for probleme in problemes)


@given(st.integers(0, len(CLASSEUR)), st.integers(0, 40), st.binary(max_size=8))
def test_a_spoiled_archive_ends_in_a_table_or_in_a_refusal(debut: int, longueur: int, octets: bytes) -> None:
    table, _, problemes = read_fichier(CLASSEUR[:debut] + octets + CLASSEUR[debut + longueur :], "x.ods")
    assert (table is None) == any(probleme.niveau is NiveauProbleme.FICHIER for probleme in problemes)


def test_the_workbook_that_is_spoiled_is_read_when_it_is_not() -> None:
    table, _, problemes = read_fichier(CLASSEUR, "x.ods")
    assert table is not None and len(table.lignes) == 6
    assert table.lecture.phrase.startswith("Classeur LibreOffice, feuille «\u00a0Résultats\u00a0», en-tête ligne 1")
    assert [probleme.code for probleme in problemes] == ["I10"]
