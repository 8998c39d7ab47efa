"""Control characters of an uploaded file, whatever its format: taken off, told, and never out of a figure."""

import pytest

from lib.domain.texte_saisi import has_controles
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import build_classeur, build_ods, to_csv

TITRES = ["code_indicateur", "annee", "trimestre", "valeur", "commentaire"]


def _build(format_lu: str, valeur: str, commentaire: str) -> bytes:
    lignes = [TITRES, ["V1-01a", "2025", "T1", valeur, commentaire]]
    if format_lu == "csv":
        return to_csv(lignes).encode()
    return build_classeur({"A": lignes}) if format_lu == "xlsx" else build_ods({"A": lignes})


@pytest.mark.parametrize("format_lu", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("caractere", ["\x7f", "\x80", "\x9f", "\x85"])
def test_a_control_character_is_taken_off_and_told_in_every_format(format_lu: str, caractere: str) -> None:
    table, _, problemes = read_fichier(_build(format_lu, f"12{caractere}34", f"rele{caractere}vé"), "depot")
    assert table is not None
    (ligne,) = table.lignes
    assert not any(map(has_controles, ligne.textes.values()))
    assert ligne.textes["valeur"] == "12�34"
    assert "I27" in [probleme.code for probleme in problemes]


@pytest.mark.parametrize("caractere", ["\0", "\x01", "\x1f", "\x0b", "\x0c"])
def test_what_only_a_csv_can_hold_is_taken_off_too(caractere: str) -> None:
    table, _, problemes = read_fichier(_build("csv", f"12{caractere}34", f"rele{caractere}vé"), "depot.csv")
    assert table is not None
    assert table.lignes[0].textes["valeur"] == "12�34"
    assert not has_controles(table.lignes[0].textes["commentaire"])
    assert [probleme.code for probleme in problemes] == ["I27"]
