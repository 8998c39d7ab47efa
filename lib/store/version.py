"""Which migration the store is at, and which one the code expects: known without loading Alembic, at each opening."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from lib.store.pannes import SAUVEGARDE, VIDE, MagasinIndisponible, is_table_absente

VERSIONS = Path(__file__).parent / "migrations" / "versions"
VERROU = "jalons migrations"
"""Name of the PostgreSQL lock: a migration takes it alone, writers share it."""

PLUS_RECENTE = (
    "Ce magasin a été mis à jour par une version plus récente de Jalons : installez cette version pour vous en servir."
)
PLUS_ANCIENNE = (
    "Ce magasin a été écrit par une version précédente de Jalons : lancez « python -m lib.cli initialiser » "
    "pour le mettre à jour."
)
SANS_VERSION = f"Ce magasin ne dit plus quelle version de Jalons l’a écrit : {SAUVEGARDE}."

_REVISION = re.compile(r"^(down_)?revision = (?:\"(\w+)\"|None)$", re.MULTILINE)


@cache
def list_versions() -> tuple[str, ...]:
    """List the migrations of the code, oldest first."""
    suivantes = {}
    for fichier in VERSIONS.glob("[0-9]*.py"):
        lues = dict(_REVISION.findall(fichier.read_text(encoding="utf-8")))
        suivantes[lues["down_"]] = lues[""]
    versions, derniere = [], ""
    while derniere in suivantes:
        derniere = suivantes[derniere]
        versions.append(derniere)
    return tuple(versions)


def get_version_attendue() -> str:
    """Give the last migration of the code."""
    return list_versions()[-1]


def get_version(connexion: Connection) -> str | None:
    """Give the migration the store is at, None when it says none."""
    if not inspect(connexion).has_table("alembic_version"):
        return None
    return _read_version(connexion)


def check_version(connexion: Connection) -> None:
    """Refuse a store that is not of the code's own version, in reading as in writing: one short query."""
    try:
        version = _read_version(connexion)
    except DBAPIError as erreur:
        if is_table_absente(erreur):
            raise MagasinIndisponible(VIDE) from erreur
        raise
    if version != get_version_attendue():
        raise MagasinIndisponible(PLUS_ANCIENNE if version in list_versions() else get_refus(version))


def check_migrable(connexion: Connection, version: str | None) -> None:
    """Refuse to migrate a store that a newer code wrote, or that has tables without saying their version."""
    if version in list_versions() or (version is None and not inspect(connexion).get_table_names()):
        return
    raise MagasinIndisponible(get_refus(version))


def get_refus(version: str | None) -> str:
    """Say why a version that the code does not know is refused."""
    return SANS_VERSION if version is None else PLUS_RECENTE


def _read_version(connexion: Connection) -> str | None:
    lues = connexion.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return str(lues[0]) if len(lues) == 1 and lues[0] is not None else None
