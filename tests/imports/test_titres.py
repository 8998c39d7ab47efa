"""Titles on several rows, read as the eye does."""

import pytest

from lib.imports.titres import join_titres, list_parties


@pytest.mark.parametrize(
    ("lignes", "titres"),
    [
        (
            [["Indicateur", "2024", "", "2025"], ["", "T1", "T2", "T1"]],
            ["Indicateur", "2024 · T1", "2024 · T2", "2025 · T1"],
        ),
        (
            [["", "2024", "", "", ""], ["", "T1", "", "T2", ""], ["Libellé", "Réalisé", "Cible", "Réalisé", "Cible"]],
            ["Libellé", "2024 · T1 · Réalisé", "2024 · T1 · Cible", "2024 · T2 · Réalisé", "2024 · T2 · Cible"],
        ),
        (
            [["Code", "2024", "", "Observations"], ["", "T1", "T2", ""]],
            ["Code", "2024 · T1", "2024 · T2", "Observations"],
        ),
        ([["Code", "2024", ""], ["Code", "T1", "T2"]], ["Code", "2024 · T1", "2024 · T2"]),
        ([["Indicateur", ""], ["", "Unité"]], ["Indicateur", "Unité"]),
        ([["2024", ""], ["T1", ""]], ["2024 · T1"]),
    ],
)
def test_a_merged_title_stands_above_each_of_its_columns(lignes: list[list[str]], titres: list[str]) -> None:
    assert join_titres(lignes, len(lignes), len(lignes)) == titres


def test_each_part_knows_the_cell_it_is_written_in() -> None:
    parties = list_parties([["", "2024", ""], ["", "T1", "T2"]], 2, 2)
    assert [(p.texte, p.origine, p.ligne) for p in parties[3]] == [("2024", 2, 1), ("T2", 3, 2)]
