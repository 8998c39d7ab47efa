"""The tables of annexe 3, reopened by an independent reader: layout, figures to the euro, live formulas."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import Financeur
from lib.exports.annexe3_execution import build_annexe3_execution
from lib.exports.documents import build_annexe3_previsionnel
from tests.domain.fabrique_argent import (
    CD,
    ETAT,
    NOTIFIE,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_report,
    make_versement,
)
from tests.exports.contrat_reel import read_contrat
from tests.exports.recalcul import read_formules
from tests.pages.visite import clean

Rangees = dict[str, tuple[object, ...]]


def read_rangees(octets: bytes, colonne: int) -> Rangees:
    """Give each row by its action's code, or by the words of its total; subtotals are numbered."""
    feuille = openpyxl.load_workbook(BytesIO(octets), data_only=True).worksheets[0]
    rangees: Rangees = {}
    for valeurs in feuille.iter_rows(min_row=6, values_only=True):
        nom = valeurs[colonne] or (valeurs[1] if valeurs[1] == "Sous total" else valeurs[0])
        if nom == "Sous total":
            nom = f"Sous total {1 + sum(cle.startswith('Sous total') for cle in rangees)}"
        rangees[str(nom)] = valeurs
    return rangees


def read_entetes(octets: bytes) -> list[object]:
    feuille = openpyxl.load_workbook(BytesIO(octets)).worksheets[0]
    return [str(case.value).replace("’", "'") for case in feuille[5]]


def read_notes(octets: bytes) -> str:
    feuille = openpyxl.load_workbook(BytesIO(octets)).worksheets[0]
    return clean("\n".join(str(case.value) for case in feuille["A"] if case.value))


def test_the_first_year_table_has_the_headings_of_the_contract() -> None:
    assert read_entetes(build_annexe3_previsionnel(read_contrat(), 2024)) == [
        "Axes de la contractualisation",
        "Fiche action N°",
        "Intitulé de l'action",
        "Participation État notifiée pour la convention 2024",
        "Crédits CD affectés pour la convention 2024",
        "Participation d'autres financeurs le cas échéant",
        "Budget global de l'action prévu en 2024 (A+B+C)",
    ]


@pytest.mark.parametrize(
    ("rangee", "etat", "cd", "total"),
    [
        ("S.1.2", 207500, 407500, 615000),
        ("S.3.3", 86300, 86300, 172600),
        ("I.V2.1", 847520, 10742480, 11590000),
        ("Sous total 1", 365295, 666095, 1031390),
        ("Sous total 2", 966800, 2099372, 3066172),
        ("Sous total 3", 221300, 251300, 472600),
        ("TOTAL SOLIDARITES", 1553395, 3016767, 4570162),
        ("TOTAL INSERTION", 3236290, 13577954, 16814244),
    ],
)
def test_the_first_year_table_equals_the_contract_to_the_euro(rangee: str, etat: int, cd: int, total: int) -> None:
    rangees = read_rangees(build_annexe3_previsionnel(read_contrat(), 2024), 1)
    assert rangees[rangee][3:7] == (etat, cd, 0, total)


def test_the_first_year_table_lists_the_fourteen_actions_with_the_annex_s_names() -> None:
    rangees = read_rangees(build_annexe3_previsionnel(read_contrat(), 2024), 1)
    assert [nom for nom in rangees if nom.startswith(("S.", "I."))] == [fiche.code for fiche in read_contrat().fiches]
    assert rangees["S.2.1"][2] == "Soutenir l’ASLL"


def test_totals_are_live_sums_of_subtotals() -> None:
    formules = read_formules(build_annexe3_previsionnel(read_contrat(), 2024))
    assert formules[("Prévisionnel 2024", "D9")] == '=IF(COUNT(D6:D8)<1,"–",SUM(D6:D8))'
    assert formules[("Prévisionnel 2024", "D19")] == '=IF(COUNT(D9,D14,D18)<1,"–",SUM(D9,D14,D18))'
    assert formules[("Prévisionnel 2024", "G6")] == '=IF(COUNT(D6:E6)<2,"–",SUM(D6:F6))'


def test_payments_of_insertion_are_those_of_article_3() -> None:
    feuille = openpyxl.load_workbook(BytesIO(build_annexe3_previsionnel(read_contrat(), 2024))).worksheets[0]
    textes = [str(case.value).replace("\u202f", " ").replace("\u00a0", " ") for case in feuille["D"] if case.value]
    assert "Dont versement en 2024 : 1 941 774 € (art. 3)" in textes
    assert "Dont versement en 2025 : 1 294 516 € (art. 3)" in textes


def build_contrat_execute() -> ContratLu:
    """S.1 and S.3 known for 2024, S.2 with the State's share only; 2025 notified for S.1."""
    return make_contrat(
        enveloppes=[
            make_enveloppe("S.1", ETAT, 1000),
            make_enveloppe("S.1", CD, 1200),
            make_enveloppe("S.1", ETAT, 1100, NOTIFIE, 2025),
            make_enveloppe("S.1", CD, 1300, annee=2025),
        ],
        versements=[make_versement(1000, fiche="S.1"), make_versement(500, fiche="S.3")],
        executions=[
            make_execution("S.1", ETAT, 4, 900.5),
            make_execution("S.1", CD, 4, 1000),
            make_execution("S.2", ETAT, 4, 10),
            make_execution("S.3", ETAT, 4, 500),
            make_execution("S.3", CD, 4, 0),
        ],
        reports=[make_report("S.1", ETAT, 99.5), make_report("S.1", CD, 200)],
    )


def test_the_execution_table_has_the_headings_of_the_contract() -> None:
    assert read_entetes(build_annexe3_execution(make_contrat(), 2024))[3:] == [
        "Crédits État versés en 2024",
        "A Montant État réalisé au 31/12/2024",
        "B Crédits État 2024 non consommés en 2024",
        "C Montant CD réalisé au 31/12/2024",
        "Montant total réalisé au 31/12/2024 (A+C)",
        "Montant à reporter en 2025 - Part État",
        "Montant à reporter en 2025 - Part CD",
    ]


@pytest.mark.parametrize(
    ("rangee", "valeurs"),
    [
        ("S.1", (1000, 900.5, 99.5, 1000, 1900.5, 99.5, 200)),
        ("S.2", ("–", 10, "–", "–", "–", "–", "–")),
        ("S.3", (500, 500, 0, 0, 500, "–", "–")),
        ("Sous total 1", (1000, 910.5, 99.5, 1000, 1900.5, 99.5, 200)),
        ("Sous total 2", (500, 500, 0, 0, 500, "–", "–")),
        ("TOTAUX FINANCIERS", (1500, 1410.5, 99.5, 1000, 2400.5, 99.5, 200)),
    ],
)
def test_execution_tells_missing_from_zero(rangee: str, valeurs: tuple[object, ...]) -> None:
    assert read_rangees(build_annexe3_execution(build_contrat_execute(), 2024), 1)[rangee][3:] == valeurs


def test_a_partial_total_says_so_under_the_table() -> None:
    notes = read_notes(build_annexe3_execution(build_contrat_execute(), 2024))
    assert "Montant CD réalisé : totaux partiels, actions renseignées : 2 sur 3." in notes
    assert "Montant État réalisé" not in notes


def test_an_earlier_quarter_never_stands_for_the_year() -> None:
    contrat = make_contrat(executions=[make_execution("S.1", ETAT, 3, 10)])
    assert read_rangees(build_annexe3_execution(contrat, 2024), 1)["S.1"][4] == "–"


@pytest.mark.parametrize(
    ("complet", "non_consomme"), [(True, 70), (False, "–")], ids=["tout est transmis", "il manque une action"]
)
def test_payments_without_an_action_have_their_own_row(complet: bool, non_consomme: object) -> None:
    codes = ("S.1", "S.2", "S.3") if complet else ("S.1", "S.2")
    contrat = make_contrat(
        versements=[make_versement(100)], executions=[make_execution(code, ETAT, 4, 10) for code in codes]
    )
    rangees = read_rangees(build_annexe3_execution(contrat, 2024), 1)
    assert rangees["Versements non ventilés par action"][3] == 100
    assert rangees["TOTAUX FINANCIERS"][3] == 100
    assert rangees["TOTAUX FINANCIERS"][5] == non_consomme


def test_the_following_year_s_table_has_the_headings_of_the_contract_but_for_k() -> None:
    entetes = read_entetes(build_annexe3_previsionnel(make_contrat(), 2025))
    assert entetes[1:4] == [
        "Imputation chorus (code chorus - description longue)",
        "Fiche action N°",
        "Intitulé de l'action\nune ligne par action financée",
    ]
    assert [str(entete)[:2] for entete in entetes[4:]] == [
        *(f"{c} " for c in "ABCDE"),
        "Mo",
        *(f"{c} " for c in "FGHIJKLM"),
    ]
    assert entetes[15] == "K Budget total CD prévu pour 2025 (G+J)"
    assert entetes[17] == "M Budget global de l'action prévu en 2025 (I+K+L)"


def test_the_following_year_s_columns_follow_from_last_year_s() -> None:
    rangees = read_rangees(build_annexe3_previsionnel(build_contrat_execute(), 2025), 2)
    assert rangees["S.1"][1] == "304-A1"
    a_e, realise, f_m = rangees["S.1"][4:9], rangees["S.1"][9], rangees["S.1"][10:]
    assert a_e == (1000, 99.5, 1200, 200, "–")
    assert realise == 1900.5
    assert f_m == (99.5, 200, 1100, 1199.5, 1300, 1500, "–", 2699.5)


def test_an_action_not_notified_among_others_is_to_be_confirmed() -> None:
    rangees = read_rangees(build_annexe3_previsionnel(build_contrat_execute(), 2025), 2)
    assert (rangees["S.2"][12], rangees["S.2"][14]) == ("à confirmer par avenant",) * 2
    assert "H : totaux partiels, actions renseignées : 1 sur 3" in read_notes(
        build_annexe3_previsionnel(build_contrat_execute(), 2025)
    )


def test_k_adds_g_and_j_and_a_note_says_why() -> None:
    octets = build_annexe3_previsionnel(build_contrat_execute(), 2025)
    assert read_formules(octets)[("Prévisionnel 2025", "P6")] == '=IF(COUNT(O6)<1,"–",SUM(L6,O6))'
    assert "le modèle annexé au contrat écrit (G+I)" in read_notes(octets)


def test_a_year_with_nothing_notified_is_to_be_confirmed_and_copies_no_amount() -> None:
    rangees = read_rangees(build_annexe3_previsionnel(read_contrat(), 2026), 2)
    for nom, valeurs in rangees.items():
        if nom.startswith("S."):
            assert (valeurs[12], valeurs[14]) == ("à confirmer par avenant",) * 2
            assert (valeurs[13], valeurs[15], valeurs[17]) == ("–",) * 3
    assert rangees["TOTAUX FINANCIERS"][4:] == ("–",) * 14


@pytest.mark.parametrize("build", [build_annexe3_previsionnel, build_annexe3_execution])
@pytest.mark.parametrize("annee", [2024, 2025])
def test_text_beginning_with_an_equal_sign_stays_text(build: Callable[[ContratLu, int], bytes], annee: int) -> None:
    contrat = make_contrat()
    piege = replace(contrat.fiches[0], intitule='=HYPERLINK("http://exemple.invalid")')
    octets = build(replace(contrat, fiches=(piege, *contrat.fiches[1:])), annee)
    textes = [
        case
        for rangee in openpyxl.load_workbook(BytesIO(octets)).worksheets[0].iter_rows()
        for case in rangee
        if isinstance(case.value, str) and "HYPERLINK" in case.value
    ]
    assert [case.data_type for case in textes] == ["s"]


@pytest.mark.parametrize("annee", [2024, 2025])
def test_a_contract_without_solidarites_still_gives_its_tables(annee: int) -> None:
    contrat = make_contrat()
    insertion = replace(contrat, fiches=tuple(fiche for fiche in contrat.fiches if fiche.code.startswith("I.")))
    assert read_rangees(build_annexe3_execution(insertion, annee), 1)["TOTAUX FINANCIERS"][3] == "–"
    assert build_annexe3_previsionnel(insertion, annee)


@pytest.mark.parametrize(
    ("lecture", "phrase"),
    [
        (Lecture(), "Lecture : contrat et avenants enregistrés."),
        (Lecture(avenant=0), "Lecture : contrat initial."),
        (Lecture(avenant=2), "Lecture : à l’avenant n° 2."),
    ],
)
def test_each_document_says_which_reading_it_shows(lecture: Lecture, phrase: str) -> None:
    contrat = replace(make_contrat(), lecture=lecture, dernier_lot=7)
    notes = read_notes(build_annexe3_execution(contrat, 2024))
    assert f"{phrase} Dernier lot pris en compte : n° 7." in notes


def test_other_funders_enter_the_total_cost() -> None:
    contrat = make_contrat(
        enveloppes=[
            make_enveloppe("S.1", financeur, euros) for financeur, euros in zip(Financeur, (1, 2, 4), strict=True)
        ]
    )
    assert read_rangees(build_annexe3_previsionnel(contrat, 2024), 1)["S.1"][3:] == (1, 2, 4, 7)
