"""Every command on every damaged store: a sentence in French and the code 1, never a trace, and nothing half done."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from lib.cli.commandes import COMMANDES, run
from lib.domain.droits import Acteur, Role
from lib.store.engine import build_engine
from lib.store.schema import save_schema
from lib.usecases import contrats, depots
from lib.usecases.contrats import publish_contrat
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.memoire import Memoire
from tests.avaries import AVARIES, FORMES, PARTIELLES, VALEURS, check_phrase
from tests.imports.test_dossier import FICTIF
from tests.magasins import magasin_vide, moteur, schema_commun, schema_prete
from tests.serveur import RACINE

__all__ = ["magasin_vide", "moteur", "schema_commun", "schema_prete"]
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CODE = "00-fictif"
ENTETE = "code_indicateur;annee;trimestre;valeur"
DEPOT = Depot(contenu=f"{ENTETE}\r\nF1-01;2025;T4;1300\r\n".encode(), nom="resultats.csv")

CREENT = ("coupé à 0 octets", "déplacé", "version plus ancienne")
"""Stores that `initialiser` and `demo` are there to create or to bring up to date."""


@pytest.fixture(scope="module")
def magasin_fictif(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store holding the fictional contract and an upload, built once and copied."""
    fichier = tmp_path_factory.mktemp("fictif") / "m.sqlite"
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{fichier}")
        save_schema()
        publish_contrat(ADMIN, FICTIF)
        publish_depot(ADMIN, CODE, DEPOT)
        build_engine(f"sqlite:///{fichier}").dispose()
    return fichier


@pytest.fixture(autouse=True)
def sans_memoire(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and compare again what another test did on the same store, before it was damaged."""
    monkeypatch.setattr(contrats, "_contrats", Memoire(contrats.CONTRATS_GARDES))
    monkeypatch.setattr(depots, "_plans", Memoire(depots.PLANS_GARDES))


@pytest.fixture
def magasin(magasin_fictif: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of this store, to be damaged, that the commands use."""
    fichier = tmp_path / "m.sqlite"
    shutil.copy(magasin_fictif, fichier)
    url = f"sqlite:///{fichier}"
    monkeypatch.setenv("DATABASE_URL", url)
    yield fichier
    build_engine(url).dispose()


@pytest.fixture
def depose(tmp_path: Path) -> Path:
    fichier = tmp_path / "autre.csv"
    fichier.write_bytes(f"{ENTETE}\r\nF1-01;2025;T3;1200\r\n".encode())
    return fichier


def list_lectures(dossier: Path, depose: Path) -> dict[str, list[str]]:
    """The commands that read the whole contract; importing compares with it."""
    return {
        "suivi": ["suivi", "--trimestre", "2025-T4"],
        "suivi en JSON": ["suivi", "--trimestre", "2025-T4", "--json"],
        "exporter": ["exporter", str(dossier / "export")],
        "document": ["document", "matrice", "--vers", str(dossier / "m.xlsx")],
        "verifier": ["verifier"],
        "importer": ["importer", str(depose)],
        "importer en JSON": ["importer", str(depose), "--json"],
        "publier": ["importer", str(depose), "--publier"],
    }


def list_ecritures() -> dict[str, list[str]]:
    """The commands that read a part of the contract, and write."""
    return {
        "annuler-lot": ["annuler-lot", "2", "--auteur", "essai", "--motif", "essai"],
        "charger-contrat": ["charger-contrat", str(FICTIF)],
        "initialiser": ["initialiser"],
        "demo": ["demo"],
    }


def test_every_command_is_tried(tmp_path: Path) -> None:
    essayees = (list_lectures(tmp_path, tmp_path) | list_ecritures()).values()
    assert {arguments[0] for arguments in essayees} == set(COMMANDES)


def check_dite(arguments: list[str], capsys: pytest.CaptureFixture[str], certaine: bool) -> None:
    """Run a command on a damaged store: it is refused with a sentence, or did not meet the damage."""
    capsys.readouterr()
    code = run(arguments)
    sortie = capsys.readouterr()
    assert code in ((1,) if certaine else (0, 1)), f"{arguments[0]} : {sortie.out}"
    if code:
        check_phrase(sortie.err if "--json" in arguments and arguments[0] == "importer" else sortie.out)


@pytest.mark.parametrize("avarie", AVARIES)
def test_every_command_says_a_damaged_store_in_french(
    magasin: Path, depose: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], avarie: str
) -> None:
    AVARIES[avarie](magasin)
    for arguments in list_lectures(tmp_path, depose).values():
        check_dite(arguments, capsys, avarie not in PARTIELLES or arguments == ["verifier"])
    for arguments in list_ecritures().values():
        if avarie not in CREENT or arguments[0] not in ("initialiser", "demo"):
            check_dite(arguments, capsys, False)


@pytest.mark.parametrize("avarie", [*FORMES, *VALEURS])
def test_every_command_says_a_damaged_database_in_french(
    moteur: Engine, depose: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], avarie: str
) -> None:
    if moteur.dialect.name == "sqlite":
        pytest.skip("déjà essayé, avec toutes les autres avaries")
    publish_contrat(ADMIN, FICTIF)
    publish_depot(ADMIN, CODE, DEPOT)
    with moteur.begin() as connexion:
        for table in ("indicateur", "cible", "lot"):
            connexion.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for requete in (FORMES | VALEURS)[avarie]:
            connexion.execute(text(requete))
    for arguments in list_lectures(tmp_path, depose).values():
        check_dite(arguments, capsys, avarie not in PARTIELLES or arguments == ["verifier"])
    for arguments in list_ecritures().values():
        if avarie not in CREENT or arguments[0] not in ("initialiser", "demo"):
            check_dite(arguments, capsys, False)


@pytest.mark.parametrize("avarie", ["version plus récente", "version perdue", "table des versions perdue"])
@pytest.mark.parametrize("commande", ["initialiser", "demo"])
def test_a_store_that_another_version_wrote_is_neither_migrated_nor_changed(
    magasin: Path, capsys: pytest.CaptureFixture[str], avarie: str, commande: str
) -> None:
    AVARIES[avarie](magasin)
    avant = magasin.read_bytes()
    assert run([commande]) == 1
    check_phrase(capsys.readouterr().out)
    build_engine(f"sqlite:///{magasin}").dispose()
    assert magasin.read_bytes() == avant


@pytest.mark.parametrize(
    "adresse",
    [
        "n’importe quoi",
        "sqlite:/sans/barres",
        "postgres://compte:secret@serveur/base",
        "mysql://compte:secret@serveur/base",
        "postgresql://compte:secret@serveur:port/base",
        "postgresql+asyncpg://compte:secret@serveur/base",
        "sqlite:////nulle/part/magasin.sqlite",
        "postgresql://compte:secret@127.0.0.1:1/base",
        "postgresql://compte:secret@serveur.invalid/base",
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_being_repeated(
    depose: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], adresse: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", adresse)
    for arguments in list_lectures(tmp_path, depose).values():
        check_dite(arguments, capsys, certaine=True)


CASSEE = """
import runpy
import lib.cli.commandes

def fail(_):
    raise KeyError("imprévu")

lib.cli.commandes.run = fail
runpy.run_module("lib.cli", run_name="__main__")
"""


def test_an_unforeseen_error_is_a_sentence_and_its_trace_is_kept_apart(tmp_path: Path) -> None:
    fini = subprocess.run(
        [sys.executable, "-c", CASSEE],
        cwd=RACINE,
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    (trace,) = tmp_path.glob("jalons-incident-*.txt")
    assert (fini.returncode, fini.stdout) == (1, "")
    assert fini.stderr.count("\n") == 1 and str(trace) in fini.stderr
    check_phrase(fini.stderr.replace(str(trace), ""))
    assert "KeyError: 'imprévu'" in trace.read_text(encoding="utf-8")
    assert trace.stat().st_mode & 0o077 == 0
