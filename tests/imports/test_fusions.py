"""Merged cells of every shape, in both kinds of workbooks: a value is never that of one row in silence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.problemes import Probleme
from lib.domain.tableau import TableLue
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import build_classeur, build_ods, to_case_ods

TITRES = ["code_indicateur", "libelle", "annee", "trimestre", "valeur", "numerateur", "commentaire"]
Ligne = list[Any]


def _lire(contenu: bytes) -> tuple[TableLue, list[Probleme]]:
    table, _, problemes = read_fichier(contenu, "x")
    assert table is not None, problemes
    return table, problemes


def _excel(*lignes: Ligne, fusions: tuple[str, ...], titres: list[Any] | None = None) -> TableLue:
    return _lire(build_classeur({"A": [titres or TITRES, *lignes]}, fusions=fusions))[0]


def _list_codes(table: TableLue) -> dict[int, list[str]]:
    return {ligne.numero: [constat.code for constat in ligne.constats] for ligne in table.lignes}


def _donnee(code: str = "A", trimestre: str = "T1", valeur: Any = None, commentaire: Any = None) -> Ligne:
    return [code, "Jeunes", 2025, trimestre, valeur, None, commentaire]


@pytest.mark.parametrize(
    ("plage", "codes"),
    [
        ("E2:E3", {2: ["V18"], 3: ["V18"], 4: []}),
        ("E2:E4", {2: ["V18"], 3: ["V18"], 4: ["V18"]}),
        ("E2:F2", {2: ["V18"], 3: [], 4: []}),
        ("E2:F3", {2: ["V18"], 3: ["V18"], 4: []}),
        ("D2:E2", {2: ["V18"], 3: [], 4: []}),
        ("A2:E2", {2: ["V18"], 3: [], 4: []}),
        ("E2:H2", {2: ["V18"], 3: [], 4: []}),
        ("G2:H2", {2: [], 3: [], 4: []}),
        ("B2:B4", {2: [], 3: [], 4: []}),
        ("G2:G4", {2: ["C27"], 3: ["C27"], 4: ["C27"]}),
        ("A2:A4", {2: [], 3: [], 4: []}),
        ("I2:I4", {2: [], 3: [], 4: []}),
    ],
)
def test_a_merged_range_is_blamed_on_every_row_it_covers(plage: str, codes: dict[int, list[str]]):
    lignes = [_donnee(trimestre=f"T{n}", valeur=5, commentaire="vu") for n in (1, 2, 3)]
    assert _list_codes(_excel(*lignes, fusions=(plage,))) == codes


def test_the_message_is_on_the_cell_to_fill_and_quotes_what_is_merged():
    (ligne, _) = _excel(_donnee(valeur=64), _donnee(trimestre="T2"), fusions=("D2:F3",)).lignes
    (constat,) = ligne.constats
    assert (constat.nom, constat.champs) == ("valeur", {"lu": "T1", "plage": "D2:F3"})


@pytest.mark.parametrize("plage", ["A2:A4", "C2:C4", "D2:D4", "B2:B4"])
def test_a_merged_key_is_repeated_with_its_kind(plage: str):
    lignes = [_donnee(valeur=n) for n in (1, 2, 3)]
    nom = TITRES["ABCDEFG".index(plage[0])]
    seules, fusionnees = (
        [ligne.get_cellule(nom) for ligne in _excel(*lignes, fusions=fusions).lignes] for fusions in ((), (plage,))
    )
    assert fusionnees == seules


def test_a_merged_comment_is_repeated_and_asked():
    table = _excel(_donnee(valeur=1, commentaire="relu"), _donnee(trimestre="T2", valeur=2), fusions=("G2:G3",))
    assert [ligne.textes["commentaire"] for ligne in table.lignes] == ["relu", "relu"]
    assert [constat.champs for ligne in table.lignes for constat in ligne.constats] == [{"plage": "G2:G3"}] * 2


def test_a_tall_row_is_one_row():
    hautes = tuple(f"{lettre}2:{lettre}4" for lettre in "ABCDEFG")
    table = _excel(_donnee(valeur=5, commentaire="vu"), [], [], _donnee("B", valeur=6), fusions=hautes)
    assert _list_codes(table) == {2: [], 5: []}


def test_a_band_that_titles_the_rows_below_is_no_value():
    bande = ["Axe 1 : prévention", None, None, None, None, None, None]
    table = _excel(bande, _donnee(valeur=5), fusions=("A2:G2",))
    assert _list_codes(table) == {2: [], 3: []}


def test_a_value_in_a_band_is_blamed():
    table = _excel([None, None, None, None, 24], _donnee(valeur=5), fusions=("E2:G2",))
    assert _list_codes(table) == {2: ["V18"], 3: []}


def test_a_merged_range_left_empty_says_nothing():
    table = _excel(_donnee(), _donnee(trimestre="T2"), fusions=("E2:F3",))
    assert _list_codes(table) == {2: [], 3: []}


def test_a_value_hidden_under_a_merged_cell_is_blamed_too():
    couverte = to_case_ods(7).replace("table:table-cell", "table:covered-table-cell")
    haut = to_case_ods(5, 'table:number-rows-spanned="2"')
    lignes = [["A", "", 2025, "T1", haut], ["A", "", 2025, "T2", couverte]]
    table, _ = _lire(build_ods({"A": [TITRES, *lignes]}))
    assert _list_codes(table) == {2: ["V18"], 3: ["V18"]}


def test_a_value_merged_across_two_quarters_is_nobodys():
    titres = ["code_indicateur", "T1 2025", "T2 2025", "T3 2025"]
    table = _excel(["A", 5, None, 7], titres=titres, fusions=("B2:C2",))
    assert [(ligne.textes["trimestre"], [c.code for c in ligne.constats]) for ligne in table.lignes] == [
        ("T1", ["V18"]),
        ("T3", []),
    ]


@pytest.mark.parametrize(
    ("dessous", "refuse"), [((1, None), False), ((1, 2), True), ((None, 2), True), ((None, None), False)]
)
def test_a_title_merged_over_two_filled_columns_names_neither(dessous: tuple[Any, Any], refuse: bool):
    lignes = [["code_indicateur", "annee", "trimestre", "Valeur", None], ["A", 2025, "T1", *dessous]]
    table, _, problemes = read_fichier(build_classeur({"A": lignes}, fusions=["D1:E1"]), "x")
    assert [p.code for p in problemes if p.code == "F07"] == (["F07"] if refuse else [])
    assert (table is None) == refuse
    if refuse:
        assert "D et E" in problemes[0].message


def test_a_title_merged_over_two_grey_columns_is_harmless():
    lignes = [["code_indicateur", "Libellé", None, "annee", "trimestre", "Valeur"], ["A", "x", "y", 2025, "T1", 1]]
    table, _ = _lire(build_classeur({"A": lignes}, fusions=["B1:C1"]))
    assert table.lignes[0].textes["valeur"] == "1"


@pytest.mark.parametrize("sur", ["xlsx", "ods"])
def test_a_header_on_two_merged_rows_is_read_as_the_eye_does(sur: str):
    lignes: list[Ligne] = [["Code", "Libellé", "Valeur", None], [None, None, "T1 2025", "T2 2025"], ["A", "x", 1, 2]]
    if sur == "xlsx":
        contenu = build_classeur({"F": lignes}, fusions=["A1:A2", "B1:B2", "C1:D1"])
    else:
        haut = 'table:number-rows-spanned="2"'
        titres = [to_case_ods("Code", haut), to_case_ods("Libellé", haut)]
        contenu = build_ods({"F": [[*titres, to_case_ods("Valeur", 'table:number-columns-spanned="2"')], *lignes[1:]]})
    table, _ = _lire(contenu)
    assert (table.lecture.ligne_entete, table.lecture.large) == (2, True)
    assert [(ligne.textes["trimestre"], ligne.textes["valeur"]) for ligne in table.lignes] == [("T1", "1"), ("T2", "2")]


def test_titles_all_merged_over_two_rows_leave_the_data_below():
    lignes = [["code_indicateur", "annee", "trimestre", "valeur"], [], ["A", 2025, "T1", 5]]
    table, _ = _lire(build_classeur({"F": lignes}, fusions=[f"{lettre}1:{lettre}2" for lettre in "ABCD"]))
    assert [(ligne.numero, ligne.textes["valeur"]) for ligne in table.lignes] == [(3, "5")]


PLAGES = st.tuples(st.integers(2, 6), st.integers(0, 3), st.integers(1, 8), st.integers(0, 3))


@given(PLAGES)
def test_no_value_is_read_in_silence_under_any_merged_range(plage: tuple[int, int, int, int]):
    """Cells filled everywhere, one range merged: each row keeps its own white cells, or is blamed or asked."""
    ligne, hauteur, colonne, largeur = plage
    lettres = "ABCDEFGHIJKL"
    ecrite = f"{lettres[colonne - 1]}{ligne}:{lettres[colonne + largeur - 1]}{ligne + hauteur}"
    lignes = [["A", "Jeunes", 2025, f"T{n}", n, n, f"c{n}", "note"] for n in (1, 2, 3, 4)]
    table = _excel(*lignes, fusions=(ecrite,))
    blanches = {TITRES.index(nom) + 1 for nom in ("valeur", "numerateur", "commentaire")}
    touchees = blanches & set(range(colonne, colonne + largeur + 1))
    for lue in table.lignes:
        numero = lue.numero - 1
        blancs = [lue.textes[nom] for nom in ("valeur", "numerateur", "commentaire")]
        intacte = blancs == [str(numero), str(numero), f"c{numero}"]
        couverte = ligne <= lue.numero <= ligne + hauteur
        assert intacte or (couverte and touchees and lue.constats)
