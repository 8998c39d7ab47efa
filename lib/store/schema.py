"""The store's schema: migrated with Alembic, whole or not at all, then checked for its triggers."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from lib.store.declencheurs import save_declencheurs
from lib.store.engine import get_engine, open_ecriture

MIGRATIONS = Path(__file__).parent / "migrations"


def build_config(connexion: Connection | None = None) -> Config:
    """Build Alembic's configuration; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connexion
    return config


def get_version(connexion: Connection) -> str | None:
    """Give the migration the store is at, None when it is empty."""
    return MigrationContext.configure(connexion).get_current_revision()


def get_version_attendue() -> str | None:
    """Give the last migration of the code."""
    return ScriptDirectory.from_config(build_config()).get_current_head()


def save_schema(engine: Engine | None = None) -> bool:
    """Create or migrate the store; True when something changed. Two processes at once wait for one another."""
    engine = engine or get_engine()
    if engine.url.database and engine.dialect.name == "sqlite" and engine.url.database != ":memory:":
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with open_ecriture(engine) as connexion, connexion.begin():
        if engine.dialect.name == "postgresql":
            connexion.execute(text("SELECT pg_advisory_xact_lock(hashtext('jalons migrations'))"))
        if get_version(connexion) == get_version_attendue():
            return False
        command.upgrade(build_config(connexion), "head")
        save_declencheurs(connexion)
        return True
