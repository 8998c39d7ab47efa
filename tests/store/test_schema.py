"""The schema: migrated from empty, equal to the models, guarded by its triggers, whole or absent."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from lib.domain.lots import NOMS
from lib.store import schema
from lib.store.declencheurs import list_defauts
from lib.store.engine import build_engine
from lib.store.fichier import save_fichier
from lib.store.schema import get_version, get_version_attendue, save_schema
from lib.store.tables import get_table
from tests.magasins import URL_POSTGRESQL


def test_the_migrations_make_exactly_the_models(moteur: Engine) -> None:
    with moteur.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True})
        assert compare_metadata(contexte, SQLModel.metadata) == []
        assert get_version(connexion) == get_version_attendue()


def test_every_table_keeps_its_triggers_after_the_migrations(moteur: Engine) -> None:
    with moteur.connect() as connexion:
        assert list_defauts(connexion) == []


def test_a_lost_trigger_comes_back_with_the_next_migration(moteur: Engine) -> None:
    with moteur.begin() as connexion:
        if connexion.dialect.name == "sqlite":
            connexion.exec_driver_sql("DROP TRIGGER immuable_lot_update")
        else:
            connexion.exec_driver_sql("DROP TRIGGER immuable_lot_ligne ON lot")
        assert list_defauts(connexion) != []
        schema.save_declencheurs(connexion)
        assert list_defauts(connexion) == []


def test_migrating_twice_changes_nothing(moteur: Engine) -> None:
    assert save_schema(moteur) is False


@pytest.mark.parametrize("base", ["sqlite", "postgresql"])
def test_a_store_of_the_former_version_keeps_its_rows_and_gains_the_statements(
    base: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if base == "postgresql" and not URL_POSTGRESQL:
        pytest.skip("PostgreSQL : TEST_DATABASE_URL n’est pas renseignée, ces tests n’ont pas été exécutés")
    ancien = f"sqlite:///{tmp_path / 'ancien.sqlite'}"
    moteur = build_engine(request.getfixturevalue("schema_postgresql") if base == "postgresql" else ancien)
    check_migration(moteur)
    moteur.dispose()


def check_migration(moteur: Engine) -> None:
    """A store at 0002 with a row in it, then migrated: the row is there, the new table guarded."""
    save_fichier(moteur.url)
    with moteur.begin() as connexion:
        command.upgrade(schema.build_config(connexion), "0002")
        connexion.execute(text("INSERT INTO contrat (code) VALUES ('00-essai')"))
    assert save_schema(moteur) is True
    with moteur.connect() as connexion:
        assert connexion.execute(text("SELECT code FROM contrat")).scalars().all() == ["00-essai"]
        assert connexion.execute(text("SELECT count(*) FROM enonce")).scalar_one() == 0
        assert list_defauts(connexion) == []


def test_a_failed_migration_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = tmp_path / "coupe.sqlite"
    moteur = build_engine(f"sqlite:///{fichier}")

    def fail(_connexion: object) -> None:
        raise RuntimeError("coupure")

    monkeypatch.setattr(schema, "save_declencheurs", fail)
    with pytest.raises(RuntimeError):
        save_schema(moteur)
    moteur.dispose()
    with sqlite3.connect(fichier) as connexion:
        assert connexion.execute("SELECT name FROM sqlite_master").fetchall() == []
    connexion.close()


@pytest.mark.parametrize("nom", NOMS.values())
def test_no_key_column_may_be_null(nom: type) -> None:
    table = get_table(nom)
    assert [champ for champ in nom.CLE if table.c[champ].nullable] == []


def test_sqlite_keeps_its_safety_settings(tmp_path: Path) -> None:
    moteur = build_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    save_fichier(moteur.url)
    with moteur.connect() as connexion:
        lus = {p: connexion.execute(text(f"PRAGMA {p}")).scalar_one() for p in ("foreign_keys", "recursive_triggers")}
        assert lus == {"foreign_keys": 1, "recursive_triggers": 1}
        assert connexion.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    moteur.dispose()
