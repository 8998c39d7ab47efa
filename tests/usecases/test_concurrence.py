"""Two people at once: both succeed or one is told; nothing lost, nothing doubled. Real processes, both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.lots import list_lots
from lib.usecases.magasin import verify_magasin
from tests.imports.test_dossier import FICTIF
from tests.serveur import RACINE

CODE = "00-fictif"
ENSEMBLE = 4


@pytest.fixture
def contrat(moteur: Engine) -> Engine:
    publish_contrat(Acteur(role=Role.ADMINISTRATEUR), FICTIF)
    moteur.dispose()
    return moteur


def start_publication(chemin: Path, *options: str) -> "subprocess.Popen[str]":
    commande = [sys.executable, "-m", "lib.cli", "importer", str(chemin), "--publier", "--json", *options]
    tuyaux = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(commande, cwd=RACINE, env=dict(os.environ), text=True, **tuyaux)


def write_fichier(dossier: Path, rang: int, *lignes: str) -> Path:
    chemin = dossier / f"depot-{rang}.csv"
    chemin.write_text("\n".join(["code_indicateur;annee;trimestre;valeur", *lignes]), encoding="utf-8")
    return chemin


def run_ensemble(fichiers: list[Path], *options: str) -> list[tuple[int, dict[str, object], str]]:
    """Publish files at once; give the exit code, the report and the refusal of each."""
    processus = [start_publication(fichier, *options) for fichier in fichiers]
    fins = [(p.communicate(timeout=90), p.returncode) for p in processus]
    return [(code, json.loads(sortie), refus) for (sortie, refus), code in fins]


def test_different_values_published_at_once_are_all_there(contrat: Engine, tmp_path: Path) -> None:
    fichiers = [write_fichier(tmp_path, rang, f"F1-01;2025;T{rang};{rang}00") for rang in range(1, ENSEMBLE + 1)]
    fins = run_ensemble(fichiers)
    assert [code for code, *_ in fins] == [0] * ENSEMBLE
    assert sorted(int(str(rapport["lot"])) for _, rapport, _ in fins) == [2, 3, 4, 5]
    valeurs = {(r.trimestre, str(r.valeur)) for r in build_contrat_lu(CODE).resultats}
    assert valeurs == {(1, "100"), (2, "200"), (3, "300"), (4, "400")}
    assert verify_magasin() == []


def test_the_same_value_published_at_once_is_written_once_and_the_others_are_told(
    contrat: Engine, tmp_path: Path
) -> None:
    fichiers = [write_fichier(tmp_path, rang, f"F1-01;2025;T4;{rang}00") for rang in range(1, ENSEMBLE + 1)]
    fins = run_ensemble(fichiers)
    reussies = [rapport for code, rapport, _ in fins if code == 0]
    refusees = [refus for code, _, refus in fins if code == 1]
    assert (len(reussies), len(refusees)) == (1, ENSEMBLE - 1)
    assert all("motif" in refus for refus in refusees)
    assert [lot.numero for lot in list_lots(CODE)] == [1, 2]
    assert len(build_contrat_lu(CODE).resultats) == 1


def test_the_same_file_published_at_once_makes_one_lot(contrat: Engine, tmp_path: Path) -> None:
    fichier = write_fichier(tmp_path, 1, "F1-01;2025;T4;1300")
    fins = run_ensemble([fichier] * ENSEMBLE)
    assert [code for code, *_ in fins] == [0] * ENSEMBLE
    assert sorted(str(rapport["lot"]) for _, rapport, _ in fins) == ["2", "None", "None", "None"]
    assert verify_magasin() == []


def test_an_undo_and_a_publication_of_the_same_value_at_once_follow_one_another(
    contrat: Engine, tmp_path: Path
) -> None:
    """The undo goes first and the publication brings a new value, or it comes second and is refused with the list."""
    run_ensemble([write_fichier(tmp_path, 1, "F1-01;2025;T4;1300")])
    annuler = [sys.executable, "-m", "lib.cli", "annuler-lot", "2", "--auteur", "essai", "--motif", "essai"]
    annulation = subprocess.Popen(annuler, cwd=RACINE, env=dict(os.environ), stdout=subprocess.PIPE, text=True)
    ((code, rapport, _),) = run_ensemble([write_fichier(tmp_path, 2, "F1-01;2025;T4;1350")], "--motif", "correction")
    sortie, _ = annulation.communicate(timeout=90)
    assert (code, [str(r.valeur) for r in build_contrat_lu(CODE).resultats]) == (0, ["1350"])
    lots = [(lot.numero, lot.etat.value) for lot in list_lots(CODE)]
    if annulation.returncode == 0:
        assert (rapport["lot"], lots) == (4, [(1, "publie"), (2, "annule"), (3, "publie"), (4, "publie")])
    else:
        assert "F1-01 · 2025 · 4 · DEP (lot n° 3)" in sortie
        assert (rapport["lot"], lots) == (3, [(1, "publie"), (2, "publie"), (3, "publie")])
    assert verify_magasin() == []
