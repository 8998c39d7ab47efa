"""The SQLite file: its owner's alone, never created by a reader, noticed when it moves or is replaced."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lib.domain.droits import Acteur, Role
from lib.store.engine import build_engine, read, write
from lib.store.lots import lock_contrat
from lib.store.pannes import ABSENT, FERME, LECTURE_SEULE, MagasinIndisponible
from lib.store.schema import save_schema
from lib.store.temoin import save_temoin
from lib.usecases.contrats import build_contrat_lu, get_etat, publish_contrat
from lib.usecases.depots import Depot, publish_depot
from tests.imports.test_dossier import FICTIF
from tests.serveur import RACINE

ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CODE = "00-fictif"
PERSONNE = 65534
"""An account that owns nothing."""


@pytest.fixture
def fichier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place of a store, which the use cases use; nothing is there yet."""
    fichier = tmp_path / "dossier" / "magasin été n°1 #%.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{fichier}")
    yield fichier
    build_engine(f"sqlite:///{fichier}").dispose()


def get_droits(chemin: Path) -> int:
    return chemin.stat().st_mode & 0o777


@contextmanager
def set_umask(masque: int) -> Iterator[None]:
    ancien = os.umask(masque)
    try:
        yield
    finally:
        os.umask(ancien)


@pytest.mark.parametrize("masque", [0o000, 0o022, 0o077])
def test_a_new_store_and_its_companions_are_their_owner_s_alone(fichier: Path, masque: int) -> None:
    fichier.parent.mkdir(mode=0o750)
    droits = get_droits(fichier.parent)
    with set_umask(masque):
        save_schema()
        with write() as session, save_temoin(CODE, "un essai", "", 0):
            lock_contrat(session, CODE)
            presents = sorted(fichier.parent.iterdir())
            assert len(presents) == 4, "le magasin, son journal d’écriture, son index et le témoin"
            assert [get_droits(present) for present in presents] == [0o600] * 4
    assert get_droits(fichier.parent) == droits


@pytest.mark.parametrize("open_magasin", [read, write])
def test_a_reader_or_a_writer_never_creates_the_store(fichier: Path, open_magasin: object) -> None:
    fichier.parent.mkdir()
    with pytest.raises(MagasinIndisponible, match="introuvable"), open_magasin():  # type: ignore[operator]
        pass
    assert list(fichier.parent.iterdir()) == []


def test_a_store_moved_away_is_noticed_at_once_and_found_again_when_it_comes_back(fichier: Path) -> None:
    save_schema()
    publish_contrat(ADMIN, FICTIF)
    build_contrat_lu(CODE)
    ailleurs = fichier.rename(fichier.with_name("ailleurs"))
    for ouvre in (read, write):
        with pytest.raises(MagasinIndisponible) as panne, ouvre():
            pass
        assert ABSENT in str(panne.value)
    assert not fichier.exists()
    ailleurs.rename(fichier)
    assert build_contrat_lu(CODE).contrat.code == CODE


@pytest.mark.parametrize("restore", [os.replace, shutil.copyfile], ids=["à sa place", "par-dessus"])
def test_a_store_replaced_by_another_is_read_at_once_and_no_memory_serves_the_former(
    fichier: Path, restore: Callable[[Path, Path], object]
) -> None:
    save_schema()
    publish_contrat(ADMIN, FICTIF)
    build_engine(f"sqlite:///{fichier}").dispose()
    copie = Path(shutil.copy(fichier, fichier.with_name("copie")))
    entete = "code_indicateur;annee;trimestre;valeur"
    etats, lus = [], []
    for valeur, remplace in (("1300", False), ("1400", True)):
        if remplace:
            restore(copie, fichier)
            assert build_contrat_lu(CODE).resultats == ()
        contenu = f"{entete}\r\nF1-01;2025;T4;{valeur}\r\n".encode()
        publish_depot(ADMIN, CODE, Depot(contenu=contenu, nom="resultats.csv"))
        with build_engine(f"sqlite:///{fichier}").connect() as connexion:
            connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        etats.append(get_etat(CODE))
        lus.append([str(resultat.valeur) for resultat in build_contrat_lu(CODE).resultats])
    assert lus == [["1300"], ["1400"]]
    (rang, empreinte), (autre_rang, autre_empreinte) = etats
    assert rang == autre_rang and empreinte != autre_empreinte


def test_a_write_ahead_log_left_without_its_file_is_not_thrown_away(fichier: Path) -> None:
    fichier.parent.mkdir()
    journal = Path(f"{fichier}-wal")
    journal.write_bytes(b"ce qui reste")
    with pytest.raises(MagasinIndisponible, match="journal d’écriture"):
        save_schema()
    assert journal.read_bytes() == b"ce qui reste"
    assert not fichier.exists()


SANS_DROIT = """
import os, sys
from lib.domain.erreurs import ErreurMetier
from lib.store.engine import get_engine, read, write
from lib.store.lots import lock_contrat
if os.getuid() == 0:
    with read():  # all that Python loads is loaded while it may be
        pass
    get_engine().dispose()
    os.setgid({personne})
    os.setuid({personne})
try:
    with {ouvre}() as session:
        lock_contrat(session, "nouveau") if {ouvre} is write else None
except ErreurMetier as refus:
    print(refus)
"""


@pytest.mark.parametrize(
    ("ouvre", "droits_fichier", "droits_dossier"),
    [
        ("read", 0o000, 0o755),
        ("write", 0o000, 0o755),
        ("write", 0o444, 0o755),
        ("read", 0o644, 0o000),
        ("write", 0o644, 0o000),
    ],
)
def test_a_store_without_the_right_to_it_is_said(
    fichier: Path, ouvre: str, droits_fichier: int, droits_dossier: int
) -> None:
    """In a process that has no right of its own, even when the tests run as the administrator."""
    save_schema()
    build_engine(f"sqlite:///{fichier}").dispose()
    fichier.chmod(droits_fichier)
    fichier.parent.chmod(droits_dossier)
    for parent in fichier.parents[1:4]:
        parent.chmod(0o755)
    try:
        fini = subprocess.run(
            [sys.executable, "-c", SANS_DROIT.format(personne=PERSONNE, ouvre=ouvre)],
            cwd=RACINE,
            capture_output=True,
            text=True,
            env=dict(os.environ),
        )
    finally:
        fichier.parent.chmod(0o755)
    assert fini.stderr == ""
    # A file that may be read and not written is one or the other, as the log beside it is there or not.
    permises = (FERME, LECTURE_SEULE) if droits_fichier == 0o444 else (FERME,)
    assert fini.stdout.startswith(permises)


def test_a_copy_that_has_no_write_ahead_log_is_read_at_once_in_its_place(fichier: Path, tmp_path: Path) -> None:
    """Taking its log in use writes to the copy itself: it is not one more replacement."""
    save_schema()
    copie = tmp_path / "copie.sqlite"
    with sqlite3.connect(fichier) as connexion:
        connexion.execute("VACUUM INTO ?", (str(copie),))
    connexion.close()
    with read():
        pass
    os.replace(copie, fichier)
    with read() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


@pytest.mark.parametrize(
    "adresse", ["sqlite://", "sqlite:///", "sqlite:////tmp/x.sqlite?mode=zz", "sqlite:///file:x?uri=true"]
)
def test_an_address_that_is_no_plain_file_is_refused(adresse: str) -> None:
    with pytest.raises(MagasinIndisponible, match="n’est pas l’adresse d’un magasin"):
        build_engine(adresse)
