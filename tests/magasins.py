"""The store's tests run on SQLite, and on PostgreSQL when TEST_DATABASE_URL names a server."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlmodel import SQLModel

from lib.store.engine import build_engine
from lib.store.schema import save_schema

URL_POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A migrated, empty store that the use cases use during the test."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('magasin_vide'), tmp_path / 'magasin.sqlite')}"
    elif URL_POSTGRESQL:
        url = request.getfixturevalue("schema_prete")
    else:
        pytest.skip("PostgreSQL : TEST_DATABASE_URL n’est pas renseignée, ces tests n’ont pas été exécutés")
    monkeypatch.setenv("DATABASE_URL", url)
    engine = build_engine(url)
    save_schema(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def magasin_vide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite store without any contract, built once and copied."""
    fichier = tmp_path_factory.mktemp("vide") / "magasin.sqlite"
    engine = build_engine(f"sqlite:///{fichier}")
    save_schema(engine)
    engine.dispose()
    return fichier


@pytest.fixture
def schema_postgresql() -> Iterator[str]:
    """An empty PostgreSQL schema of its own, dropped at the end."""
    schema = SchemaPostgresql()
    yield schema.url
    schema.drop()


@pytest.fixture(scope="session")
def schema_commun() -> Iterator[list["SchemaPostgresql"]]:
    """The migrated PostgreSQL schema that tests use one after another: its fifty tables take a second to create."""
    tenus: list[SchemaPostgresql] = []
    yield tenus
    for schema in tenus:
        schema.drop()


@pytest.fixture
def schema_prete(schema_commun: list["SchemaPostgresql"]) -> Iterator[str]:
    """A migrated PostgreSQL schema without any row; one that a test left in another shape is not lent again."""
    if not schema_commun:
        schema_commun.append(SchemaPostgresql())
        schema_commun[0].migrate()
    schema = schema_commun[0]
    yield schema.url
    if schema.read_forme() == schema.forme:
        schema.empty()
    else:
        schema_commun.pop().drop()


class SchemaPostgresql:
    """A PostgreSQL schema of its own in the tests' database."""

    def __init__(self) -> None:
        self.nom = f"jalons_{uuid.uuid4().hex[:12]}"
        self.forme = ""
        self._admin = create_engine(URL_POSTGRESQL, isolation_level="AUTOCOMMIT")
        lien = "&" if "?" in URL_POSTGRESQL else "?"
        self.url = f"{URL_POSTGRESQL}{lien}options=-csearch_path%3D{self.nom}"
        with self._admin.connect() as connexion:
            connexion.execute(text(f"CREATE SCHEMA {self.nom}"))

    def migrate(self) -> None:
        """Create the store's tables and triggers and keep their shape."""
        engine = build_engine(self.url)
        save_schema(engine)
        engine.dispose()
        self.forme = self.read_forme()

    def read_forme(self) -> str:
        """Give a digest of its columns, keys, indexes, triggers and functions, and its version."""
        with self._admin.connect() as connexion:
            forme = str(connexion.execute(text(FORME), {"schema": self.nom}).scalar())
            if not connexion.execute(
                text("SELECT to_regclass(:table)"), {"table": f"{self.nom}.alembic_version"}
            ).scalar():
                return forme
            return f"{forme} {list(connexion.execute(text(f'SELECT version_num FROM {self.nom}.alembic_version')))}"

    def empty(self) -> None:
        """Remove every row, the triggers that forbid it put aside for that time, and count again from 1."""
        tables = [f"{self.nom}.{table.name}" for table in reversed(SQLModel.metadata.sorted_tables)]
        ordres = [f"ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table};" for table in tables]
        ordres += [f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in tables]
        with self._admin.connect() as connexion:
            connexion.execute(text(f"DO $$ BEGIN {' '.join(ordres)} END $$"))
            connexion.execute(text(RECOMMENCER), {"schema": self.nom})

    def drop(self) -> None:
        """Leave nothing in the database."""
        with self._admin.connect() as connexion:
            connexion.execute(text(f"DROP SCHEMA {self.nom} CASCADE"))
        self._admin.dispose()


FORME = """SELECT md5(string_agg(dit, '|' ORDER BY dit)) FROM (
  SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = :schema
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = :schema
  UNION ALL SELECT concat_ws(' ', c.relname, k.conname, pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = to_regnamespace(:schema)
  UNION ALL SELECT concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = to_regnamespace(:schema) AND NOT t.tgisinternal
  UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = to_regnamespace(:schema)
) AS formes(dit)"""

RECOMMENCER = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
FROM pg_sequences WHERE schemaname = :schema"""
