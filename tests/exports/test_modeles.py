"""Templates: only the white cells can be typed in, nothing is lost by an office computer, our own reader takes them."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lib.domain.depots import COLONNES
from lib.domain.faits import Resultat
from lib.domain.modeles import build_lignes_modele
from lib.domain.modeles_argent import LigneModele
from lib.domain.nomenclatures import StatutResultat, TypeDepot
from lib.domain.periodes import Trimestre
from lib.exports.modeles import build_modele_csv, build_modele_xlsx, is_exact
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.domain.test_coherence import read_contrat_reel
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, build_contrat, build_resultat

T2 = Trimestre(2025, 2)
REEL = read_contrat_reel()
TIERS = Decimal(100) / 3
CONNUS = build_contrat(
    resultats=[
        build_resultat("S.1.2-01", "2025-T1", "12"),
        build_resultat("S.1.2-01", "2025-T2", "25.5"),
        build_resultat("S.2.1-01", "2025-T2", str(TIERS)),
        Resultat(indicateur="S.3.3-02", annee=2025, trimestre=2, texte="Au moins ≥ 2\u202fpages"),
    ]
)


def build_lignes(type_depot: TypeDepot = TypeDepot.RESULTATS) -> list[LigneModele]:
    return build_lignes_modele(CONNUS, type_depot, T2, CONTRIBUTEUR)


def open_feuille(type_depot: TypeDepot = TypeDepot.RESULTATS) -> Worksheet:
    livre = openpyxl.load_workbook(BytesIO(build_modele_xlsx(type_depot, T2, build_lignes(type_depot))))
    feuille = livre.worksheets[0]
    assert isinstance(feuille, Worksheet)
    return feuille


def get_case(feuille: Worksheet, code: str, nom: str) -> Cell:
    colonne = [c.nom for c in COLONNES[TypeDepot.RESULTATS]].index(nom) + 1
    rangee = next(r for r in feuille.iter_rows(min_row=3) if r[0].value == code)
    case = feuille.cell(rangee[0].row or 0, colonne)
    assert isinstance(case, Cell)
    return case


@pytest.mark.parametrize("type_depot", list(TypeDepot))
def test_only_the_cells_to_type_are_unlocked_and_no_password_is_asked(type_depot: TypeDepot) -> None:
    feuille, lignes = open_feuille(type_depot), build_lignes(type_depot)
    assert feuille.protection.sheet
    assert not feuille.protection.password
    assert lignes
    for numero, ligne in enumerate(lignes, 3):
        for rang, colonne in enumerate(COLONNES[type_depot], 1):
            blanche = colonne.saisie and colonne.nom in ligne
            assert feuille.cell(numero, rang).protection.locked is not blanche, (numero, colonne.nom)
    assert all(case.protection.locked for case in feuille[2])


def test_rows_may_be_added_below_the_table() -> None:
    feuille = open_feuille()
    assert not feuille.column_dimensions["A"].protection.locked
    assert feuille.column_dimensions["A"].number_format == "@"


def test_the_header_stays_in_view_and_says_what_to_fill() -> None:
    feuille = open_feuille()
    assert feuille.freeze_panes == "C3"
    assert feuille["A1"].value == "Résultats T2 2025 : remplissez seulement les cases blanches."
    titres = [str(case.value) for case in feuille[2]]
    assert [titre for titre in titres if titre.endswith("\nà remplir")] == [
        *("Valeur\nà remplir", "Numérateur\nà remplir", "Dénominateur\nà remplir", "Statut\nà remplir"),
        "Commentaire\nà remplir",
    ]


def test_a_long_label_is_read_whole_and_the_cells_to_fill_are_on_a_first_screen() -> None:
    """LibreOffice does not stretch a row by itself: a wrapped label then runs over the next one."""
    feuille = open_feuille()
    for rangee in feuille.iter_rows(min_row=3, max_col=11):
        for case in rangee:
            largeur = feuille.column_dimensions[case.column_letter].width
            lignes = -(-len(str(case.value or "")) // int(largeur))
            assert (feuille.row_dimensions[case.row].height or 15) >= 15 * lignes, case.coordinate
    avant = sum(feuille.column_dimensions[lettre].width for lettre in "ABCDEFGHIJK")
    assert avant * 7 * (feuille.sheet_view.zoomScale or 100) / 100 < 1280


def test_the_window_of_spending_is_in_its_header() -> None:
    titres = [case.value for case in open_feuille(TypeDepot.EXECUTIONS)[2]]
    assert "Montant réalisé (€)\ncumul du 1er janvier au 30/06/2025, à remplir" in titres


def test_statuses_are_a_list() -> None:
    [regle] = open_feuille().data_validations.dataValidation
    assert regle.formula1 == '"' + ",".join(statut.libelle for statut in StatutResultat) + '"'
    colonne = "O"
    assert str(regle.sqref).startswith(f"{colonne}3:{colonne}")
    assert open_feuille()[f"{colonne}2"].value == "Statut\nà remplir"


def test_codes_are_text_and_known_figures_are_numbers() -> None:
    feuille = open_feuille()
    assert get_case(feuille, "S.1.2-01", "code_indicateur").number_format == "@"
    assert get_case(feuille, "S.1.2-01", "territoire").number_format == "@"
    assert get_case(feuille, "S.1.2-01", "valeur_connue").value == 25.5
    assert get_case(feuille, "S.1.2-01", "valeur_precedente").value == 12
    assert get_case(feuille, "S.1.2-01", "trimestre_precedent").value == "T1 2025"


def test_a_figure_no_spreadsheet_holds_is_never_read_back_as_another_one() -> None:
    assert get_case(open_feuille(), "S.2.1-01", "valeur_connue").value == "33,33…"
    contenu = fill_csv({"S.2.1-01": "40"})
    table, _, _ = read_fichier(contenu, "modele.csv")
    assert table is not None
    [lue] = [ligne for ligne in verify_table(table, *VERIFICATION).lignes if ligne.fait]
    assert (lue.a_valeur_connue, lue.valeur_connue) == (False, None)


VERIFICATION = (TypeDepot.RESULTATS, CONNUS, CONTRIBUTEUR, AUJOURD_HUI)


@pytest.mark.parametrize(
    ("valeur", "exact"),
    [("25.5", True), ("0", True), ("-3", True), ("123456789012345", True), ("1234567890123456.5", False)],
)
def test_a_spreadsheet_keeps_fifteen_digits(valeur: str, exact: bool) -> None:
    assert is_exact(Decimal(valeur)) is exact


def fill_csv(valeurs: dict[str, str]) -> bytes:
    lignes = [
        ligne | {"valeur": valeurs.get(str(ligne["code_indicateur"])) if not ligne["ventilation"] else None}
        for ligne in build_lignes()
    ]
    return build_modele_csv(TypeDepot.RESULTATS, lignes)


def test_a_known_value_comes_back_as_it_left() -> None:
    table, _, _ = read_fichier(fill_csv({"S.1.2-01": "30", "S.1.2-02": "7"}), "modele.csv")
    assert table is not None
    rapport = verify_table(table, *VERIFICATION)
    lues = {ligne.fait.indicateur: ligne for ligne in rapport.lignes if isinstance(ligne.fait, Resultat)}
    assert {code: (lue.a_valeur_connue, lue.valeur_connue) for code, lue in lues.items()} == {
        "S.1.2-01": (True, Decimal("25.5")),
        "S.1.2-02": (True, None),
    }


@pytest.mark.parametrize("type_depot", list(TypeDepot))
def test_an_unfilled_template_is_recognised_and_blamed_for_nothing(type_depot: TypeDepot) -> None:
    trimestre = Trimestre(2024, 4)
    lignes = build_lignes_modele(REEL, type_depot, trimestre, CONTRIBUTEUR)
    fichiers = {
        "modele.csv": build_modele_csv(type_depot, lignes),
        "modele.xlsx": build_modele_xlsx(type_depot, trimestre, lignes),
    }
    for nom, contenu in fichiers.items():
        table, reconnu, problemes = read_fichier(contenu, nom)
        assert (reconnu, problemes) == (type_depot, [])
        assert table is not None
        assert table.lecture.colonnes_reconnues == tuple(colonne.nom for colonne in COLONNES[type_depot])
        rapport = verify_table(table, type_depot, REEL, CONTRIBUTEUR, AUJOURD_HUI)
        assert rapport.list_problemes() == []
        assert [ligne.vide for ligne in rapport.lignes] == [True] * len(lignes)


def test_no_character_that_an_office_computer_loses_is_written() -> None:
    indicateurs = tuple(replace(i, libelle=f"{i.libelle}\u202f≥ 1 → 2") for i in CONNUS.indicateurs)
    lignes = build_lignes_modele(replace(CONNUS, indicateurs=indicateurs), TypeDepot.RESULTATS, T2, CONTRIBUTEUR)
    texte = build_modele_csv(TypeDepot.RESULTATS, lignes).decode("utf-8-sig")
    assert ">= 1 -> 2" in texte
    assert texte.encode("cp1252").decode("cp1252") == texte
    livre = openpyxl.load_workbook(BytesIO(build_modele_xlsx(TypeDepot.RESULTATS, T2, lignes)))
    textes = [case.value for page in livre for r in page.iter_rows() for case in r if isinstance(case.value, str)]
    assert "\n".join(textes).encode("cp1252")
    assert not [texte for texte in textes if "\u202f" in texte or "≥" in texte]


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    lignes = [ligne | {"libelle": "=1+1"} for ligne in build_lignes()[:1]]
    assert ";'=1+1;" in build_modele_csv(TypeDepot.RESULTATS, lignes).decode()
    feuille = openpyxl.load_workbook(BytesIO(build_modele_xlsx(TypeDepot.RESULTATS, T2, lignes))).worksheets[0]
    assert (feuille["B3"].value, feuille["B3"].data_type) == ("=1+1", "s")


def test_the_csv_is_the_one_french_spreadsheets_open() -> None:
    contenu = build_modele_csv(TypeDepot.RESULTATS, build_lignes())
    assert contenu.startswith(b"\xef\xbb\xbfcode_indicateur;libelle;")
    assert contenu.count(b"\r\n") == contenu.count(b"\n") == len(build_lignes()) + 1
    assert b";25,5;" in contenu


def test_the_instructions_are_a_sheet_of_their_own() -> None:
    for type_depot in TypeDepot:
        livre = openpyxl.load_workbook(BytesIO(build_modele_xlsx(type_depot, T2, build_lignes(type_depot))))
        assert livre.sheetnames[1:] == ["Mode d’emploi"]
        textes = [case.value for [case] in livre["Mode d’emploi"].iter_rows(min_row=3)]
        assert len([texte for texte in textes if texte]) >= 7
