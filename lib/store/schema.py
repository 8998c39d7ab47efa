"""The store's schema: migrated with Alembic, whole or not at all, then checked for its triggers."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from lib.store.declencheurs import save_declencheurs
from lib.store.engine import get_engine, open_ecriture
from lib.store.fichier import save_fichier
from lib.store.version import VERROU, check_migrable, get_version, get_version_attendue

MIGRATIONS = Path(__file__).parent / "migrations"


def build_config(connexion: Connection | None = None) -> Config:
    """Build Alembic's configuration; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connexion
    return config


def save_schema(engine: Engine | None = None) -> bool:
    """Create or migrate the store; True when something changed. Two processes at once wait for one another.

    Raises MagasinIndisponible, and changes nothing, when a newer code wrote the store or when it lost its version.
    """
    engine = engine or get_engine()
    save_fichier(engine.url)
    with open_ecriture(engine) as connexion, connexion.begin():
        if engine.dialect.name == "postgresql":
            connexion.execute(text("SELECT pg_advisory_xact_lock(hashtext(:nom))"), {"nom": VERROU})
        version = get_version(connexion)
        if version == get_version_attendue():
            return False
        check_migrable(connexion, version)
        command.upgrade(build_config(connexion), "head")
        save_declencheurs(connexion)
        return True
