"""One sheet with all that a spreadsheet does, saved by LibreOffice as .ods then as .xlsx: the same Grille thrice."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lib.imports.budget import Budget
from lib.imports.classeur import ClasseurOuvert
from lib.imports.classeur_excel import ClasseurExcel
from lib.imports.classeur_ods import ClasseurOds
from lib.imports.grille import Grille
from tests.bureautique import build_profil, convert
from tests.imports.fabrique import build_excel

NOMBRES = {
    "0.0%": 0.125,
    "0": 2025,
    "#,##0.00 €": 31795.5,
    '0 "jeunes"': 24,
    "#,##0.0,": 31795,
    '#,##0.0 "k€"': 31.8,
    '#,##0.0, "k€"': 31795,
    '0.0" %"': 12.5,
    "0;-0;": 0,
    ";;;": 7,
    '_-* #,##0.00 €_-;-* #,##0.00 €_-;_-* "-"?? €_-;_-@_-': 0,
}
"""Formats and the value that each shows."""


def remplir(livre: Any, feuille: Any) -> None:
    """Fill a sheet: numbers of every format, dates, texts, formulas, merged and hidden cells, a filter, a note."""
    feuille.write_row("A1", ["code_indicateur", "annee", "trimestre", "valeur", "commentaire"])
    for numero, (code, valeur) in enumerate(NOMBRES.items(), 2):
        feuille.write_row(f"A{numero}", ["S.1.2-02", 2025, "T2"])
        feuille.write_number(f"D{numero}", valeur, livre.add_format({"num_format": code}))
    feuille.write_datetime("D20", datetime(2025, 3, 1), livre.add_format({"num_format": "dd/mm/yyyy"}))
    feuille.write_datetime("D21", datetime(2025, 3, 1, 14, 30), livre.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    feuille.write_column("D22", [True, False, "1 015", " deux  espaces ", "deux\nlignes", "=1+1 écrit"])
    feuille.write_string("D27", "=1+1")
    feuille.write_rich_string("E22", "relevé ", livre.add_format({"bold": True}), "provisoire")
    feuille.write_comment("D22", "une note : 24")
    feuille.write_formula("D30", "=B3*2", None, 4050)
    feuille.write_formula("D31", "=D2/2", livre.add_format({"num_format": "0.00%"}), 0.0625)
    feuille.write_formula("D32", '="Cré"&"teil"', None, "Créteil")
    feuille.write_formula("D33", "=1/0", None, "#DIV/0!")
    feuille.write_formula("D34", "=TODAY()*0", None, 0)
    feuille.merge_range("D40:D42", 7)
    feuille.merge_range("B44:E44", "bande")
    feuille.merge_range("A46:B48", "pavé")
    feuille.write_row("A50", ["masquée"])
    feuille.set_row(49, None, None, {"hidden": True})
    feuille.set_row(2, None, None, {"hidden": True})
    feuille.autofilter("A1:E12")
    feuille.filter_column(1, "x == 2025")
    feuille.set_column("E:E", 12, None, {"hidden": True})
    livre.add_worksheet("Cachée").hide()


@pytest.fixture(scope="module")
def grilles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grille]:
    dossier = tmp_path_factory.mktemp("tableur")
    profil, depart = build_profil(dossier), dossier / "resultats.xlsx"
    depart.write_bytes(build_excel(remplir))
    convert("ods", [depart], dossier / "ods", profil)
    convert("xlsx", [dossier / "ods" / "resultats.ods"], dossier / "retour", profil)
    return {
        "saisi": _read(ClasseurExcel(depart.read_bytes(), Budget(60))),
        "ods": _read(ClasseurOds((dossier / "ods" / "resultats.ods").read_bytes(), Budget(60))),
        "retour": _read(ClasseurExcel(Path(dossier / "retour" / "resultats.xlsx").read_bytes(), Budget(60))),
    }


def _read(classeur: ClasseurOuvert) -> Grille:
    assert [(feuille.nom, feuille.visible) for feuille in classeur.feuilles] == [("Résultats", True), ("Cachée", False)]
    return classeur.read_feuille("Résultats")


@pytest.mark.parametrize("etape", ["ods", "retour"])
@pytest.mark.parametrize(
    "quoi", ["lignes", "genres", "affichages", "formules", "lignes_masquees", "filtrees", "colonnes_masquees"]
)
def test_a_sheet_saved_by_libreoffice_reads_unchanged(etape: str, quoi: str, grilles: dict[str, Grille]) -> None:
    assert getattr(grilles[etape], quoi) == getattr(grilles["saisi"], quoi)


@pytest.mark.parametrize("etape", ["ods", "retour"])
def test_merged_ranges_stay_merged(etape: str, grilles: dict[str, Grille]) -> None:
    assert {fusion.plage for fusion in grilles[etape].fusions} == {"D40:D42", "B44:E44", "A46:B48"}
