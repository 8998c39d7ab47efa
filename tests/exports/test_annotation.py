"""The annotated workbook: rows where they were, bad cells coloured, the message beside; it reads back the same."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Entete, LectureFichier, LigneLue, TableLue
from lib.exports.annotation import build_annotation, build_message
from lib.imports.lecture import read_fichier
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRAT, CONTRIBUTEUR
from tests.imports.fabrique import build_classeur, build_excel

ROUGE, JAUNE = "FFF8CBC6", "FFFFE8A3"
ENTETE = "Code;Libellé;Année;Trimestre;agent;Valeur;Commentaire"
LIGNES = (
    "S.1.2-01;;2025;T2;Paul;environ 12;",
    ";;;;;;",
    "S.1.2-99;;2025;T2;Paul;12;=1+1",
    "S.1.2-02;;2025;T5;;1.234;ok",
    "S.1.2-04;;2025;T2;;45;",
)


def read(
    contenu: bytes, nom: str = "resultats.csv", type_depot: TypeDepot | None = TypeDepot.RESULTATS
) -> tuple[TableLue, list[Probleme]]:
    table, type_depot, problemes = read_fichier(contenu, nom, type_depot)
    assert table is not None and type_depot is not None
    rapport = verify_table(table, type_depot, CONTRAT, CONTRIBUTEUR, AUJOURD_HUI)
    return table, [*problemes, *rapport.list_problemes()]


def annotate(contenu: bytes, nom: str = "resultats.csv") -> Workbook:
    return openpyxl.load_workbook(BytesIO(build_annotation(*read(contenu, nom))))


def to_csv(*lignes: str) -> bytes:
    return "\r\n".join([ENTETE, *lignes]).encode("cp1252")


def list_couleurs(livre: Workbook) -> dict[str, str]:
    return {
        case.coordinate: str(case.fill.fgColor.rgb)
        for rangee in livre.worksheets[0].iter_rows(min_row=2, max_col=7)
        for case in rangee
        if case.fill.fill_type
    }


def test_bad_cells_are_coloured_where_the_person_has_them() -> None:
    assert list_couleurs(annotate(to_csv(*LIGNES))) == {"F2": ROUGE, "A4": ROUGE, "G4": ROUGE, "D5": ROUGE, "F5": JAUNE}


def test_the_message_stands_beside_its_row() -> None:
    feuille = annotate(to_csv(*LIGNES)).worksheets[0]
    assert feuille["H1"].value == "À corriger"
    messages = {numero: feuille.cell(numero, 8).value for numero in range(2, 7)}
    assert [numero for numero, message in messages.items() if message] == [2, 4, 5]
    assert str(messages[2]).startswith("Colonne F «\u00a0Valeur\u00a0» : «\u00a0environ 12\u00a0» n’est pas un nombre.")
    assert "→ Écrivez seulement le nombre" in str(messages[2])
    assert str(messages[5]).split("\n")[1].startswith("À confirmer – Colonne F")


def test_a_cell_with_an_error_and_a_question_is_an_error() -> None:
    table, _ = read(to_csv(*LIGNES))
    lieu = {"ligne": 2, "colonne": "F «\u00a0Valeur\u00a0»"}
    problemes = [Probleme("V01", NiveauProbleme.ERREUR, "faux", **lieu)]  # type: ignore[arg-type]
    problemes.append(Probleme("C05", NiveauProbleme.A_CONFIRMER, "sûr ?", **lieu))  # type: ignore[arg-type]
    for ordre in (problemes, problemes[::-1]):
        livre = openpyxl.load_workbook(BytesIO(build_annotation(table, ordre)))
        assert list_couleurs(livre) == {"F2": ROUGE}


def test_information_is_on_the_second_sheet_only() -> None:
    livre = annotate(to_csv(*LIGNES))
    assert livre.sheetnames == ["À corriger", "Tous les messages"]
    lignes = [[case.value for case in rangee[:3]] for rangee in livre.worksheets[1].iter_rows(min_row=2)]
    assert lignes[0][0] == "fichier"
    assert lignes[0][2] == "Pour information"
    assert [ligne[0] for ligne in lignes[1:]] == [2, 4, 4, 5, 5]


def test_on_the_list_a_long_message_has_the_height_it_needs() -> None:
    liste = annotate(to_csv(*LIGNES)).worksheets[1]
    for numero in range(2, liste.max_row + 1):
        lignes = max(len(str(liste.cell(numero, rang).value or "")) / largeur for rang, largeur in ((5, 60), (7, 60)))
        assert (liste.row_dimensions[numero].height or 15) >= 15 * lignes


def test_a_formula_is_shown_and_never_computed() -> None:
    case = annotate(to_csv(*LIGNES)).worksheets[0]["G4"]
    assert (case.value, case.data_type) == ("=1+1", "s")


def list_lues(table: TableLue) -> list[tuple[int, dict[str, tuple[str, str]]]]:
    return [
        (ligne.numero, {nom: (c.texte, c.genre.value) for nom, c in ligne.cellules.items() if not c.est_vide})
        for ligne in table.lignes
    ]


@pytest.mark.parametrize(
    ("contenu", "nom"),
    [
        (to_csv(*LIGNES), "resultats.csv"),
        (b"Titre\r\n\r\ncode;2025-T1;T2 2025\r\nS.1.2-01;12;environ\r\n", "large.csv"),
        (
            build_classeur(
                {"R": [["Résultats"], ["code", "annee", "trimestre", "valeur"], ["S.2.1-01", 2025, "T1", 0.125]]},
                formats={"D3": "0.0%"},
            ),
            "resultats.xlsx",
        ),
    ],
    ids=["csv", "large", "pourcentage"],
)
def test_the_annotated_rows_read_back_as_they_were(contenu: bytes, nom: str) -> None:
    table, problemes = read(contenu, nom)
    relue, _ = read(build_annotation(table, problemes), "annote.xlsx")
    assert list_lues(relue) == list_lues(table)
    assert relue.lecture.ligne_entete == table.lecture.ligne_entete


def test_a_cell_too_many_is_given_back_before_the_messages() -> None:
    contenu = b"code;annee;trimestre;valeur\r\nS.1.2-01;2025;T1;12;perdu\r\n"
    feuille = annotate(contenu).worksheets[0]
    assert (feuille["E2"].value, feuille["F1"].value) == ("perdu", "À corriger")
    assert "perdu" in str(feuille["F2"].value)


def test_a_message_without_place_or_gesture_is_only_its_sentence() -> None:
    assert build_message(Probleme("X", NiveauProbleme.ERREUR, "Faux.")) == "Faux."


def test_in_a_wide_file_the_year_and_the_quarter_never_hide_the_value() -> None:
    entetes = (
        Entete(1, "code", "code_indicateur"),
        Entete(2, "T1 2025", "valeur", (("annee", "2025"), ("trimestre", "T1"))),
    )
    textes = {"code_indicateur": "S.1.2-01", "valeur": "12", "annee": "2025"}
    lue = LigneLue(2, textes, {"code_indicateur": 1, "valeur": 2, "annee": 2})
    table = TableLue(LectureFichier("csv", ligne_entete=1, large=True), entetes, (lue,))
    livre = openpyxl.load_workbook(BytesIO(build_annotation(table, [])))
    assert livre.worksheets[0]["B2"].value == "12"


def test_a_figure_keeps_the_format_that_gives_it_its_meaning() -> None:
    def remplir(livre: Any, feuille: Any) -> None:
        feuille.write_row("A1", ["code_fiche", "annee", "trimestre", "financeur", "montant_realise"])
        formats = ('#,##0.0 "k€"', "#,##0.0,", '#,##0.0, "k€"', "#,##0.00 €", "General", ";;;")
        for numero, code in enumerate(formats, 2):
            feuille.write_row(f"A{numero}", ["S.1.2", 2025, "T2", "État"])
            feuille.write_number(f"E{numero}", 31.5, livre.add_format({"num_format": code}))

    contenu = build_excel(remplir)
    table, problemes = read(contenu, type_depot=TypeDepot.EXECUTIONS)
    _, relus = read(build_annotation(table, problemes), type_depot=TypeDepot.EXECUTIONS)
    avant, apres = ({p.ligne: p.message for p in lus if p.code == "C23"} for lus in (problemes, relus))
    assert list(avant) == [2, 3, 4, 7]
    assert apres == {ligne: avant[ligne] for ligne in (2, 3, 4)}  # a hidden figure is shown


@pytest.mark.parametrize("plage", ["F2:F3", "E2:F2", "G2:G3", "F2:J3"])
def test_what_was_merged_is_given_back_merged_and_is_said_again(plage: str) -> None:
    titres = ["code_indicateur", "Libellé", "annee", "trimestre", "statut", "valeur", "commentaire"]
    lignes = [[code, None, 2025, "T2", "Mesurée", 45, "relu"] for code in ("S.1.2-04", "S.1.2-02")]
    contenu = build_classeur({"Résultats": [titres, *lignes]}, fusions=[plage])
    table, problemes = read(contenu, "resultats.xlsx")
    rendu = build_annotation(table, problemes)
    relue, relus = read(rendu, "annote.xlsx")
    fusions = {"V18", "C27"}
    avant, apres = ({(p.code, p.ligne) for p in lus if p.code in fusions} for lus in (problemes, relus))
    assert apres == avant != set()
    assert [ligne.textes["valeur"] for ligne in relue.lignes] == [ligne.textes["valeur"] for ligne in table.lignes]
