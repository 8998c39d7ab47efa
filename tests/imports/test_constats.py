"""What a workbook says beside its values, read from whole files: formulas, formats, hidden rows and columns."""

from decimal import Decimal
from typing import Any

import pytest

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import Affichage, Cellule, GenreCellule, TableLue
from lib.imports.constats import format_resultat
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, build_contrat
from tests.imports.fabrique import build_classeur, build_excel, build_ods, to_case_ods

TITRES = ["code_indicateur", "libelle", "annee", "trimestre", "valeur", "commentaire"]


def _excel(*lignes: list[Any], plus: Any = None) -> tuple[TableLue, list[Probleme]]:
    def remplir(livre: Any, feuille: Any) -> None:
        for numero, ligne in enumerate([TITRES, *lignes]):
            feuille.write_row(numero, 0, ligne)
        if plus is not None:
            plus(livre, feuille)

    table, _, problemes = read_fichier(build_excel(remplir), "x")
    assert table is not None
    return table, problemes


def _list_dits(table: TableLue) -> dict[int, list[tuple[str, str]]]:
    return {ligne.numero: [(c.code, c.nom) for c in ligne.constats] for ligne in table.lignes}


def _ligne(valeur: Any = 5, trimestre: str = "T1") -> list[Any]:
    return ["S.1.2-02", "Nombre de jeunes accompagnés", 2025, trimestre, valeur]


@pytest.mark.parametrize(
    ("texte", "genre", "ecrit"),
    [
        ("24.5", GenreCellule.NOMBRE, "24,5"),
        ("0.125", GenreCellule.POURCENTAGE, "12,5\u202f%"),
        ("Créteil", GenreCellule.TEXTE, "«\u00a0Créteil\u00a0»"),
        ("01/03/2025", GenreCellule.DATE, "«\u00a001/03/2025\u00a0»"),
        ("inf", GenreCellule.NOMBRE, "inf"),
        ("1" + "0" * 308, GenreCellule.NOMBRE, "1" + "0" * 308),
    ],
)
def test_a_result_is_written_as_the_spreadsheet_shows_it(texte: str, genre: GenreCellule, ecrit: str):
    assert format_resultat(Cellule(2, 1, texte, genre)) == ecrit


def test_formulas_are_told_in_the_columns_that_are_read_and_nowhere_else():
    def plus(_: Any, feuille: Any) -> None:
        feuille.write_formula("B2", '="Jeunes"&" accompagnés"', None, "Jeunes accompagnés")
        feuille.write_formula("C2", "=2000+25", None, 2025)
        feuille.write_formula("E2", "=B3*2", None, 24)
        feuille.write_formula("E3", "=1/0", None, "#DIV/0!")
        feuille.write_formula("H2", "=1+1", None, 2)

    table, _ = _excel(_ligne(), _ligne(trimestre="T2"), plus=plus)
    assert _list_dits(table) == {2: [("I12", "annee"), ("I12", "valeur")], 3: []}
    assert table.lignes[0].constats[1].champs == {"lu": "=B3*2", "valeur": "24"}


def test_a_formula_is_verified_as_its_result_is():
    def plus(livre: Any, feuille: Any) -> None:
        feuille.write_formula("E2", "=B3*2", None, 24)
        feuille.write_formula("E3", "=B3&B4", None, "environ 12")
        feuille.write_formula("E4", "=TODAY()", livre.add_format({"num_format": "dd/mm/yyyy"}), 45_800)
        feuille.write_formula("E5", "=NA()", None, "#N/A")

    lignes = [_ligne(trimestre=trimestre) for trimestre in ("T1", "T2", "T3")]
    table, _ = _excel(*lignes, [*_ligne(), "x"], plus=plus)
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    codes = [{p.code for p in ligne.problemes} for ligne in rapport.lignes]
    assert codes == [{"I12"}, {"I12", "V01"}, {"C22", "V02"}, {"V03"}]
    assert [getattr(ligne.fait, "valeur", None) for ligne in rapport.lignes] == [Decimal(24), None, None, None]


def test_a_formula_in_a_quarter_column_is_told_on_its_own_cell():
    def remplir(_: Any, feuille: Any) -> None:
        feuille.write_row("A1", ["code_indicateur", "T1 2025", "T2 2025"])
        feuille.write_row("A2", ["S.1.2-02", 5, 6])
        feuille.write_formula("C2", "=B2+1", None, 6)

    table, _, _ = read_fichier(build_excel(remplir), "x")
    assert table is not None
    assert [[(c.code, c.nom) for c in ligne.constats] for ligne in table.lignes] == [[], [("I12", "valeur")]]


def test_hidden_rows_are_named_with_their_neighbours_and_what_hides_them():
    def plus(_: Any, feuille: Any) -> None:
        for numero in (2, 3, 4, 6, 8, 9):
            feuille.set_row(numero - 1, None, None, {"hidden": True})
        feuille.autofilter("A7:F9")
        feuille.filter_column(0, "x == a")

    table, _ = _excel(*(_ligne(n) for n in range(2, 10)), plus=plus)
    dits = {ligne.numero: c.champs["lignes"] for ligne in table.lignes for c in ligne.constats if c.code == "C24"}
    assert dits == {
        **dict.fromkeys((2, 3, 4), "Les lignes 2 à 4 sont masquées"),
        6: "La ligne 6 est masquée",
        **dict.fromkeys((8, 9), "Les lignes 8 à 9 sont masquées par un filtre"),
    }


def test_a_hidden_row_without_a_value_is_asked_nothing():
    def plus(_: Any, feuille: Any) -> None:
        feuille.set_row(1, None, None, {"hidden": True})
        feuille.set_row(2, None, None, {"hidden": True})

    table, _ = _excel(_ligne(None), _ligne(5, "T2"), plus=plus)
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    assert [[p.code for p in ligne.problemes] for ligne in rapport.lignes] == [[], ["C24"]]
    assert "2 à 3" in rapport.lignes[1].problemes[0].message


def test_hidden_columns_that_are_read_and_filled_are_named():
    def plus(_: Any, feuille: Any) -> None:
        feuille.set_column("B:C", None, None, {"hidden": True})
        feuille.set_column("E:F", None, None, {"hidden": True})

    _, problemes = _excel(_ligne(), plus=plus)
    assert [p.code for p in problemes] == ["I13"]
    assert problemes[0].message.endswith("C\u00a0«\u00a0annee\u00a0», E\u00a0«\u00a0valeur\u00a0».")


@pytest.mark.parametrize("sur", ["xlsx", "ods"])
def test_what_a_format_shows_reaches_the_rules(sur: str):
    if sur == "xlsx":

        def remplir(livre: Any, feuille: Any) -> None:
            feuille.write_row("A1", TITRES)
            feuille.write_row("A2", _ligne())
            feuille.write_number("E2", 24_000, livre.add_format({"num_format": "#,##0,"}))

        contenu = build_excel(remplir)
    else:
        styles = (
            '<number:number-style style:name="N"><number:number number:display-factor="1000"/></number:number-style>'
            '<style:style style:name="c" style:family="table-cell" style:data-style-name="N"/>'
        )
        ligne = [*_ligne()[:4], to_case_ods(24_000, 'table:style-name="c"')]
        contenu = build_ods({"A": [TITRES, ligne]}, styles=styles)
    table, _, _ = read_fichier(contenu, "x")
    assert table is not None
    assert table.lignes[0].cellules["valeur"].affichage == Affichage(1_000)
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    (probleme,) = rapport.list_problemes()
    assert (probleme.code, probleme.message.replace("\u202f", " ")) == (
        "C23",
        "Votre tableur montre 24,0 ; la cellule contient 24 000. Nous lisons 24 000.",
    )


def test_a_csv_says_nothing_beside_its_values():
    table, _, _ = read_fichier(b"code_indicateur;annee;trimestre;valeur\nA;2025;T1;=B3*2\n", "x")
    assert table is not None
    assert (table.lignes[0].constats, table.lignes[0].affichages) == ((), {})


@pytest.mark.parametrize("case", ["=B3*2", "#REF!"])
def test_a_broken_cell_is_no_comment(case: str):
    def plus(_: Any, feuille: Any) -> None:
        feuille.write_formula("F2", "=A1" if case == "#REF!" else case, None, case if case == "#REF!" else "")

    table, _ = _excel(_ligne(), plus=plus)
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    assert [p.code for p in rapport.list_problemes()] == ["V03" if case == "#REF!" else "V04"]


def test_a_table_and_its_total_row_make_no_value_of_the_total():
    """The total row of a table stands below its data; whatever its first column is, its row is refused."""

    def plus(_: Any, feuille: Any) -> None:
        colonnes = [{"header": titre} for titre in TITRES]
        colonnes[0] |= {"total_string": "Total"}
        colonnes[4] |= {"total_function": "sum", "total_value": 11}
        feuille.add_table("A1:F4", {"columns": colonnes, "total_row": True, "autofilter": True})

    table, _ = _excel(_ligne(5), _ligne(6, "T2"), plus=plus)
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    codes = [{p.code for p in ligne.problemes} for ligne in rapport.lignes]
    assert codes == [set(), set(), {"I12", "L01", "L07"}]
    assert rapport.lignes[2].fait is None


@pytest.mark.parametrize("sur", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("texte", "valeur"), [("1 015 ", 1015), ("\u00a024", 24), ("'45", 45), ("12,5\u202f", Decimal("12.5")), ("7\n", 7)]
)
def test_a_number_kept_as_text_is_read_whatever_surrounds_it(sur: str, texte: str, valeur: Any):
    lignes = [TITRES, ["S.3.1-01 ", None, " 2025", "T2 ", texte]]
    contenu = build_ods({"A": lignes}) if sur == "ods" else build_classeur({"A": lignes})
    table, _, _ = read_fichier(contenu, "x")
    assert table is not None
    rapport = verify_table(table, TypeDepot.RESULTATS, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    assert [(getattr(ligne.fait, "valeur", None), ligne.problemes) for ligne in rapport.lignes] == [(valeur, ())]
