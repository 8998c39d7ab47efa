"""The store's tests run on SQLite, and on PostgreSQL when TEST_DATABASE_URL names a server."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from lib.store.engine import build_engine
from lib.store.schema import save_schema

URL_POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A migrated, empty store that the use cases use during the test."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('magasin_vide'), tmp_path / 'magasin.sqlite')}"
    elif URL_POSTGRESQL:
        url = request.getfixturevalue("schema_postgresql")
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
    """A PostgreSQL schema of its own, dropped at the end."""
    schema = f"jalons_{uuid.uuid4().hex[:12]}"
    admin = create_engine(URL_POSTGRESQL, isolation_level="AUTOCOMMIT")
    with admin.connect() as connexion:
        connexion.execute(text(f"CREATE SCHEMA {schema}"))
    lien = "&" if "?" in URL_POSTGRESQL else "?"
    yield f"{URL_POSTGRESQL}{lien}options=-csearch_path%3D{schema}"
    with admin.connect() as connexion:
        connexion.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()
