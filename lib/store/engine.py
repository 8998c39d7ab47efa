"""The one place that opens a connection: read() for a coherent picture, write() for one change, whole or not at all."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from lib.domain.erreurs import ErreurMetier

RACINE = Path(__file__).resolve().parents[2]
URL_PAR_DEFAUT = f"sqlite:///{RACINE / 'data' / 'jalons.sqlite'}"
ECRITURE = "jalons_ecriture"
"""Execution option of a connection whose transaction takes the write lock at once."""


class MagasinIndisponible(ErreurMetier):
    """The store cannot be read or written just now; nothing was half done."""


def get_url() -> str:
    """Give the store's address: DATABASE_URL, else the SQLite file under data/."""
    url = os.environ.get("DATABASE_URL") or URL_PAR_DEFAUT
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def get_engine() -> Engine:
    """Give the engine of the current store."""
    return build_engine(get_url())


@cache
def build_engine(url: str) -> Engine:
    """Build the engine of a store, with the settings its rules rely on."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 15})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    # The last connection closed folds the write-ahead log into the file: a copy of the file alone is then whole.
    atexit.register(engine.dispose)
    return engine


def _set_pragmas(connexion: Any, _fiche: Any) -> None:
    # The driver must not open transactions by itself: it would leave a failed migration half done.
    connexion.isolation_level = None
    for pragma in ("foreign_keys=ON", "recursive_triggers=ON", "journal_mode=WAL", "busy_timeout=15000"):
        connexion.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connexion: Any) -> None:
    # A transaction that reads then writes fails at once when another one wrote in between: take the lock first.
    ecriture = connexion.get_execution_options().get(ECRITURE)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecriture else "BEGIN")


def is_sqlite(session: Session) -> bool:
    """Whether the session talks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


@contextmanager
def read(engine: Engine | None = None) -> Iterator[Session]:
    """Open one coherent reading: all its queries see the same state of the store."""
    engine = engine or get_engine()
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _translate(), engine.connect().execution_options(**options) as connexion, Session(connexion) as session:
        yield session


@contextmanager
def write(engine: Engine | None = None) -> Iterator[Session]:
    """Open one change: committed whole at the end, or undone whole when anything fails."""
    with open_ecriture(engine or get_engine()) as connexion, Session(connexion) as session:
        yield session
        session.commit()


@contextmanager
def open_ecriture(engine: Engine) -> Iterator[Connection]:
    """Open a connection whose transaction takes the write lock at once."""
    with _translate(), engine.connect().execution_options(**{ECRITURE: True}) as connexion:
        yield connexion


@contextmanager
def _translate() -> Iterator[None]:
    try:
        yield
    except DBAPIError as erreur:
        if phrase := _get_phrase(erreur):
            raise MagasinIndisponible(phrase) from erreur
        raise


def _get_phrase(erreur: DBAPIError) -> str:
    """Say what keeps the store from answering; '' when it did answer, and refused."""
    cause = str(erreur.orig).lower()
    if "full" in cause or "no space" in cause:
        return "Le disque du serveur est plein : rien n’a été enregistré. Libérez de la place puis recommencez."
    if "readonly" in cause or "read-only" in cause:
        return "Le magasin est en lecture seule : rien n’a été enregistré. Vérifiez les droits du fichier."
    if "locked" in cause or "timeout" in cause:
        return "Une autre personne enregistre en ce moment : rien n’a été enregistré. Réessayez dans un instant."
    if "no such table" in cause or "does not exist" in cause:
        return "Le magasin n’est pas initialisé. Lancez « python -m lib.cli initialiser »."
    if "unable to open" in cause:
        return "Le fichier du magasin ne peut pas être ouvert. Vérifiez que son dossier existe et qu’il est accessible."
    if isinstance(erreur, OperationalError):
        return f"Le magasin ne répond pas ({erreur.orig}). Rien n’a été enregistré."
    return ""
