"""The version of a store: known without Alembic, and one that is not the code's own is neither read nor written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from lib.store.engine import read, write
from lib.store.lots import list_codes_contrats, lock_contrat
from lib.store.pannes import VIDE, MagasinIndisponible
from lib.store.schema import build_config
from lib.store.version import PLUS_ANCIENNE, PLUS_RECENTE, SANS_VERSION, VERROU, get_version_attendue, list_versions
from tests.avaries import FORMES
from tests.serveur import RACINE
from tests.store.fabrique import make_contrat, publish

PHRASES = {
    "version plus récente": PLUS_RECENTE,
    "version plus ancienne": PLUS_ANCIENNE,
    "version perdue": SANS_VERSION,
    "table des versions perdue": VIDE,
}


def test_the_versions_of_the_code_are_those_alembic_knows() -> None:
    script = ScriptDirectory.from_config(build_config())
    assert list(list_versions()) == [revision.revision for revision in script.walk_revisions()][::-1]
    assert get_version_attendue() == script.get_current_head()


def test_a_page_starts_without_loading_alembic(magasin_vide: Path) -> None:
    lit = "import sys, lib.ui.routeur; from lib.usecases.contrats import list_codes; list_codes(); print(*sys.modules)"
    fini = subprocess.run(
        [sys.executable, "-c", lit],
        cwd=RACINE,
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{magasin_vide}"},
    )
    assert fini.returncode == 0, fini.stderr
    assert "sqlalchemy" in fini.stdout.split() and "alembic" not in fini.stdout.split()


@pytest.mark.parametrize("ouvre", [read, write])
@pytest.mark.parametrize("avarie", PHRASES)
def test_a_store_of_another_version_is_neither_read_nor_written(moteur: Engine, avarie: str, ouvre: object) -> None:
    with moteur.begin() as connexion:
        for requete in FORMES[avarie]:
            connexion.execute(text(requete))
    with pytest.raises(MagasinIndisponible) as refus, ouvre() as session:  # type: ignore[operator]
        lock_contrat(session, "00-essai")
    assert str(refus.value) == PHRASES[avarie]
    with moteur.connect() as connexion:
        assert connexion.execute(text("SELECT count(*) FROM contrat")).scalar_one() == 0


def test_a_store_of_this_version_is_read_and_written(moteur: Engine) -> None:
    publish(moteur, [make_contrat()])
    with read() as session:
        assert list_codes_contrats(session) == ["00-essai"]


def test_a_migration_waits_for_those_who_write(moteur: Engine) -> None:
    if moteur.dialect.name == "sqlite":
        pytest.skip("SQLite : celui qui écrit tient déjà le seul verrou")
    siens = text("SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = :objet")
    with moteur.connect() as connexion:
        objet = connexion.execute(text("SELECT hashtext(:nom)::bigint & 4294967295"), {"nom": VERROU}).scalar_one()
    with write() as session:
        assert session.connection().execute(siens, {"objet": objet}).scalars().all() == ["ShareLock"]
