"""The one place that opens a connection: read() for a coherent picture, write() for one change, whole or not at all."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from lib.store.fichier import install_fichier
from lib.store.pannes import ADRESSE, PILOTE, MagasinIndisponible, Operation, translate
from lib.store.strictes import set_types_stricts
from lib.store.version import VERROU, check_version

RACINE = Path(__file__).resolve().parents[2]
URL_PAR_DEFAUT = f"sqlite:///{RACINE / 'data' / 'jalons.sqlite'}"
PILOTES = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
ECRITURE = "jalons_ecriture"
"""Execution option of a connection whose transaction takes the write lock at once."""


def get_url() -> str:
    """Give the store's address: DATABASE_URL, else the SQLite file under data/."""
    url = os.environ.get("DATABASE_URL") or URL_PAR_DEFAUT
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def get_engine() -> Engine:
    """Give the engine of the current store."""
    return build_engine(get_url())


@cache
def build_engine(url: str) -> Engine:
    """Build the engine of a store, with the settings its rules rely on; raises MagasinIndisponible.

    What is asked and written is never part of an error's text.
    """
    adresse = read_adresse(url)
    try:
        if adresse.get_backend_name() != "sqlite":
            options = {"connect_timeout": 10}
            return create_engine(adresse, pool_pre_ping=True, hide_parameters=True, connect_args=options)
        options = {"check_same_thread": False, "timeout": 15}
        engine = create_engine(adresse, hide_parameters=True, connect_args=options)
    except ImportError as erreur:
        raise MagasinIndisponible(PILOTE) from erreur
    set_types_stricts(engine)
    install_fichier(engine)
    event.listen(engine, "begin", _begin_sqlite)
    # The last connection closed folds the write-ahead log into the file: a copy of the file alone is then whole.
    atexit.register(engine.dispose)
    return engine


def read_adresse(url: str) -> URL:
    """Read the address of a store; raises MagasinIndisponible, which does not repeat it: it may hold a password."""
    try:
        adresse = make_url(url)
    except (ArgumentError, ValueError) as erreur:
        raise MagasinIndisponible(ADRESSE) from erreur
    if adresse.drivername not in PILOTES:
        raise MagasinIndisponible(ADRESSE)
    if adresse.get_backend_name() == "sqlite" and (not adresse.database or adresse.query):
        # A store in memory would be lost; an option could make the file another one, or create it.
        raise MagasinIndisponible(ADRESSE)
    return adresse


def _begin_sqlite(connexion: Connection) -> None:
    # A transaction that reads then writes fails at once when another one wrote in between: take the lock first.
    ecriture = connexion.get_execution_options().get(ECRITURE)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecriture else "BEGIN")


def is_sqlite(session: Session) -> bool:
    """Whether the session talks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


@contextmanager
def read(engine: Engine | None = None) -> Iterator[Session]:
    """Open one coherent reading: all its queries see the same state of the store; raises MagasinIndisponible."""
    engine = engine or get_engine()
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with (
        translate(Operation.LECTURE),
        engine.connect().execution_options(**options) as connexion,
        Session(connexion) as session,
    ):
        check_version(session.connection())
        yield session


@contextmanager
def write(engine: Engine | None = None) -> Iterator[Session]:
    """Open one change: committed whole at the end, or undone whole when anything fails; raises MagasinIndisponible."""
    with open_ecriture(engine or get_engine()) as connexion, Session(connexion) as session:
        if not is_sqlite(session):
            # A migration waits for the writers, and those who come next wait for it: the version then holds.
            session.connection().execute(text("SELECT pg_advisory_xact_lock_shared(hashtext(:nom))"), {"nom": VERROU})
        check_version(session.connection())
        yield session
        session.flush()
        with translate(Operation.VALIDATION):
            session.commit()


@contextmanager
def open_ecriture(engine: Engine) -> Iterator[Connection]:
    """Open a connection whose transaction takes the write lock at once; the caller commits it."""
    with translate(Operation.ECRITURE), engine.connect().execution_options(**{ECRITURE: True}) as connexion:
        yield connexion
