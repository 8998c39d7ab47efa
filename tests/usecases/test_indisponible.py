"""Disk full, read-only or locked store: a clear sentence, nothing half done, and readers never wait for a writer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from lib.cli.commandes import run
from lib.domain.droits import Acteur, Role
from lib.store.engine import MagasinIndisponible, build_engine, write
from lib.store.lots import lock_contrat
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, publish_contrat
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
ENTETE = "code_indicateur;annee;trimestre;valeur;commentaire"
# A comment longer than a page of the file: writing it takes new pages.
LOURD = Depot(contenu=f"{ENTETE}\r\nF1-01;2025;T4;1300;{'relu ' * 390}\r\n".encode(), nom="resultats.csv")

PLEIN = "Le disque du serveur est plein"
LECTURE_SEULE = "Le magasin est en lecture seule"


@pytest.fixture
def contrat(moteur: Engine) -> Engine:
    publish_contrat(ADMIN, FICTIF)
    return moteur


@contextmanager
def set_pragma(moteur: Engine, pragma: str) -> Iterator[None]:
    """Give every new connection of a SQLite store a limit, until the end of the block."""

    def apply(connexion: object, _fiche: object) -> None:
        connexion.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    event.listen(moteur, "connect", apply)
    moteur.dispose()
    try:
        yield
    finally:
        event.remove(moteur, "connect", apply)
        moteur.dispose()


@contextmanager
def fill_disque(moteur: Engine) -> Iterator[None]:
    """Leave no room for one more page."""
    with moteur.connect() as connexion:
        pages = connexion.exec_driver_sql("PRAGMA page_count").scalar_one()
    with set_pragma(moteur, f"max_page_count={pages}"):
        yield


@contextmanager
def forbid_ecriture(moteur: Engine) -> Iterator[None]:
    """Let nothing be written: what a file without the right to write, or a standby server, answers."""
    if moteur.dialect.name == "sqlite":
        with set_pragma(moteur, "query_only=ON"):
            yield
        return

    def apply(connexion: object, _fiche: object) -> None:
        connexion.execute("SET default_transaction_read_only = on")  # type: ignore[attr-defined]
        connexion.commit()  # type: ignore[attr-defined]

    event.listen(moteur, "connect", apply)
    moteur.dispose()
    try:
        yield
    finally:
        event.remove(moteur, "connect", apply)
        moteur.dispose()


def check_rien_de_fait(dernier_lot: int) -> None:
    """The store is as it was, and whole."""
    assert get_dernier_lot(CODE) == dernier_lot
    assert verify_magasin() == []


def test_a_full_disk_is_said_and_nothing_is_half_done(contrat: Engine) -> None:
    if contrat.dialect.name != "sqlite":
        pytest.skip("le disque plein se simule sur SQLite seulement")
    with fill_disque(contrat), pytest.raises(MagasinIndisponible, match=PLEIN):
        publish_depot(ADMIN, CODE, LOURD)
    check_rien_de_fait(1)
    _, lot = publish_depot(ADMIN, CODE, LOURD)
    assert lot is not None and lot.numero == 2
    assert verify_magasin() == []


@pytest.mark.parametrize("avant_annulation", [False, True])
def test_a_read_only_store_is_said_and_nothing_is_half_done(contrat: Engine, avant_annulation: bool) -> None:
    if avant_annulation:
        publish_depot(ADMIN, CODE, LOURD)
    lots = get_dernier_lot(CODE)
    act: Callable[[], object] = (
        (lambda: publish_annulation(ADMIN, CODE, 2, "essai"))
        if avant_annulation
        else (lambda: publish_depot(ADMIN, CODE, LOURD))
    )
    with forbid_ecriture(contrat), pytest.raises(MagasinIndisponible, match=LECTURE_SEULE):
        act()
    check_rien_de_fait(lots)
    act()
    assert get_dernier_lot(CODE) == lots + 1


def test_a_read_only_store_is_still_read_and_compared(contrat: Engine) -> None:
    with forbid_ecriture(contrat):
        assert [ligne.etat.value for ligne in verify_depot(ADMIN, CODE, LOURD).lignes] == ["nouveau"]
        assert verify_magasin() == []


@pytest.mark.parametrize(("limite", "phrase"), [(fill_disque, PLEIN), (forbid_ecriture, LECTURE_SEULE)])
def test_the_command_ends_with_one_and_the_sentence(
    contrat: Engine,
    limite: Callable[[Engine], "contextmanager[None]"],
    phrase: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if limite is fill_disque and contrat.dialect.name != "sqlite":
        pytest.skip("le disque plein se simule sur SQLite seulement")
    fichier = tmp_path / LOURD.nom
    fichier.write_bytes(LOURD.contenu)
    with limite(contrat):  # type: ignore[attr-defined]
        assert run(["importer", str(fichier), "--publier"]) == 1
    sortie = capsys.readouterr()
    assert phrase in sortie.out and "Rien n’a été publié" in sortie.out
    assert "Traceback" not in sortie.out + sortie.err
    check_rien_de_fait(1)


def test_a_store_that_cannot_be_opened_is_said_when_it_is_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dossier.sqlite").mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'dossier.sqlite'}")
    assert run(["initialiser"]) == 1
    assert "ne peut pas être ouvert" in capsys.readouterr().out


def test_a_reader_reads_while_a_writer_holds_the_lock(contrat: Engine) -> None:
    autre = build_engine.__wrapped__(contrat.url.render_as_string(hide_password=False))
    with write(autre) as session:
        lock_contrat(session, CODE)
        assert build_contrat_lu(CODE).contrat.code == CODE
        assert [ligne.etat.value for ligne in verify_depot(ADMIN, CODE, LOURD).lignes] == ["nouveau"]
        assert get_dernier_lot(CODE) == 1
    autre.dispose()
