"""An independent recalculation: LibreOffice opens each workbook, recomputes every formula and writes the values.

LibreOffice keeps cached values unless its profile asks otherwise: OOXMLRecalcMode 0 means « always recalculate ».
"""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
Valeurs = dict[tuple[str, str], object]
"""Values by sheet and cell address; amounts rounded to the cent."""


def recalculate(documents: dict[str, bytes], dossier: Path) -> dict[str, bytes]:
    """Give each workbook back as LibreOffice recalculated it; fails with a sentence when it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("LibreOffice Calc (commande soffice) est nécessaire : apt-get install libreoffice-calc.")
    entree, sortie, profil = dossier / "entree", dossier / "sortie", dossier / "profil"
    for chemin in (entree, sortie, profil / "user"):
        chemin.mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(PROFIL, encoding="utf-8")
    for nom, octets in documents.items():
        (entree / f"{nom}.xlsx").write_bytes(octets)
    commande = [soffice, f"-env:UserInstallation={profil.as_uri()}", "--headless", "--convert-to", "xlsx"]
    fichiers = [str(entree / f"{nom}.xlsx") for nom in documents]
    subprocess.run([*commande, "--outdir", str(sortie), *fichiers], check=True, capture_output=True, timeout=120)
    return {nom: (sortie / f"{nom}.xlsx").read_bytes() for nom in documents}


def read_valeurs(octets: bytes) -> Valeurs:
    """Read the values kept in a workbook, formulas' ones included."""
    livre = openpyxl.load_workbook(BytesIO(octets), data_only=True)
    return {
        (feuille.title, case.coordinate): round(case.value, 2) if isinstance(case.value, int | float) else case.value
        for feuille in livre
        for rangee in feuille.iter_rows()
        for case in rangee
        if case.value is not None
    }


def read_formules(octets: bytes) -> dict[tuple[str, str], str]:
    """Read the formulas of a workbook by sheet and cell address."""
    livre = openpyxl.load_workbook(BytesIO(octets))
    return {
        (feuille.title, case.coordinate): str(case.value)
        for feuille in livre
        for rangee in feuille.iter_rows()
        for case in rangee
        if case.data_type == "f"
    }


def list_ecarts(ecrites: Valeurs, recalculees: Valeurs) -> list[str]:
    """List the cells whose kept value is not the recalculated one."""
    return [
        f"{feuille}!{case} : écrit {ecrites.get((feuille, case))!r}, recalculé {recalculees.get((feuille, case))!r}"
        for feuille, case in sorted(set(ecrites) | set(recalculees))
        if ecrites.get((feuille, case)) != recalculees.get((feuille, case))
    ]
