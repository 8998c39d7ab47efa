"""`document`: a workbook is written where it is asked for; what is missing is misuse, what is unknown is refused."""

from pathlib import Path

import openpyxl
import pytest

from lib.cli.commandes import run
from lib.exports.documents import DOCUMENTS


@pytest.mark.parametrize("nom", list(DOCUMENTS))
def test_each_document_is_written_in_a_folder_under_its_own_name(magasin: str, tmp_path: Path, nom: str) -> None:
    dossier = tmp_path / "sortie"
    dossier.mkdir()
    assert run(["document", nom, "--annee", "2024", "--vers", str(dossier)]) == 0
    (fichier,) = dossier.iterdir()
    assert fichier.name.startswith(f"94-2024-{nom}")
    assert openpyxl.load_workbook(fichier).sheetnames


def test_a_document_is_written_to_the_file_asked_for_at_the_reading_asked_for(magasin: str, tmp_path: Path) -> None:
    fichier = tmp_path / "annexe.xlsx"
    options = ["--annee", "2024", "--contrat", "94-2024", "--jusqu-a", "1", "--avenant", "0"]
    assert run(["document", "annexe3", "--vers", str(fichier), *options]) == 0
    cellules = {c.value for rang in openpyxl.load_workbook(fichier, data_only=True).active.iter_rows() for c in rang}
    assert {1553395, 3016767, 3236290, 13577954} <= cellules


def test_without_a_place_it_is_written_here(magasin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["document", "matrice"]) == 0
    assert (tmp_path / "94-2024-matrice.xlsx").stat().st_size


@pytest.mark.parametrize(
    ("options", "mots"),
    [
        (["annexe3", "--annee", "2031"], "hors du contrat"),
        (["matrice", "--contrat", "75-2024"], "n’est pas dans le magasin"),
        (["matrice", "--vers", "/absent/ailleurs/x.xlsx"], "ne peut pas être écrit"),
    ],
)
def test_what_cannot_be_given_is_refused_with_its_reason(
    magasin: str, capsys: pytest.CaptureFixture[str], options: list[str], mots: str
) -> None:
    assert run(["document", *options]) == 1
    assert mots in capsys.readouterr().out


@pytest.mark.parametrize("options", [["annexe3"], ["execution", "--annee", "demain"], ["bilan"], []])
def test_a_misuse_ends_with_two(magasin: str, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as fin:
        run(["document", *options])
    assert fin.value.code == 2
    assert "Aide : python -m lib.cli document --help" in capsys.readouterr().err
