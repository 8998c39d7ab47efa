"""LibreOffice driven from tests: files converted as a French office would save them."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>
"""
"""A French office: decimal comma, dates day first."""


def build_profil(dossier: Path) -> Path:
    """Prepare the settings of a French office, apart from those of the person who runs the tests."""
    profil = dossier / "profil"
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(PROFIL, encoding="utf-8")
    return profil


def convert(vers: str, fichiers: list[Path], sortie: Path, profil: Path, *options: str) -> None:
    """Convert files by LibreOffice; fails with a sentence when it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("LibreOffice Calc (commande soffice) est nécessaire : apt-get install libreoffice-calc.")
    commande = [soffice, f"-env:UserInstallation={profil.as_uri()}", "--headless", *options, "--convert-to", vers]
    subprocess.run(
        [*commande, "--outdir", str(sortie), *map(str, fichiers)], check=True, capture_output=True, timeout=180
    )
