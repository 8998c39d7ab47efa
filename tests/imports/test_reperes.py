"""The landmarks of a tracker's rows: one key for each, and the quarter each one says."""

from typing import Any

from lib.domain.correspondances import LectureChoisie, RoleRepere
from lib.imports.grille import Grille
from lib.imports.reperes import PeriodeLigne, Reperes


def make_reperes(lignes: list[list[str]], colonnes: dict[str, list[int]], **choisie: Any) -> Reperes:
    return Reperes(Grille(lignes), colonnes, LectureChoisie(**choisie), (1, len(lignes)))


def list_cles(reperes: Reperes) -> list[str]:
    return [reperes.get_cle(numero) for numero in range(*reperes.bornes)] + [reperes.get_cle(reperes.bornes[1])]


def test_a_key_says_what_situates_the_row_then_its_label() -> None:
    lignes = [["", "Axe 1"], ["S.1.2", "Jeunes  logés"], ["", "dont filles"], ["S.1.3", "Familles"]]
    colonnes = {RoleRepere.CONTEXTE.value: [1], "code_indicateur": [2]}
    reperes = make_reperes(lignes, colonnes, feuille="ASE 2024", situees=((2, 1), (3, 2), (4, 1)))
    assert list_cles(reperes) == [
        "ASE › Axe 1",
        "ASE › Axe 1 › S.1.2 › Jeunes logés",
        "ASE › Axe 1 › Jeunes logés › S.1.2 › dont filles",
        "ASE › Axe 1 › S.1.3 › Familles",
    ]


def test_a_row_that_only_says_of_what_kind_it_is_has_the_last_label() -> None:
    lignes = [["Jeunes", "Réalisé"], ["", "Cible"], ["", ""]]
    reperes = make_reperes(lignes, {"code_indicateur": [1], RoleRepere.PRECISION.value: [2]})
    assert list_cles(reperes) == ["Jeunes › Réalisé", "Jeunes › Cible", ""]


def test_the_label_stands_for_a_code_that_is_not_there() -> None:
    reperes = make_reperes([["S.1.2-01", "Jeunes"], ["", "Familles"]], {"code_indicateur": [1], "libelle": [2]})
    assert list_cles(reperes) == ["S.1.2-01", "Familles"]


def test_the_label_of_a_whole_sheet_is_that_of_each_row() -> None:
    colonnes = {RoleRepere.PERIODE.value: [1]}
    constantes = (("code_indicateur", "Colocation"),)
    reperes = make_reperes([["T1 2024"], ["Total"]], colonnes, feuille="Colocation", constantes=constantes)
    assert list_cles(reperes) == ["Colocation", "Colocation › Total"]


def test_a_year_written_once_goes_on_and_what_is_no_period_is_told() -> None:
    lignes = [["2024", "T1"], ["", "T2"], ["2025", "T1"], ["", "Total 2025"], ["", "T2"], ["2024", "T1 2025"], ["", ""]]
    reperes = make_reperes(lignes, {RoleRepere.PERIODE.value: [1, 2]})
    assert [reperes.periodes[numero] for numero in range(1, 8)] == [
        PeriodeLigne("2024", "T1"),
        PeriodeLigne("2024", "T2"),
        PeriodeLigne("2025", "T1"),
        PeriodeLigne(illisible="Total 2025"),
        PeriodeLigne("2025", "T2"),
        PeriodeLigne(illisible="2024 T1 2025"),
        PeriodeLigne("2024", ""),
    ]
