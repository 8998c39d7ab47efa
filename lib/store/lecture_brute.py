"""Reading rows as they were written, the same on every database: texts, integers and None, in one ordered pass."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Table

LIGNES_LUES = 2_000
"""Rows asked from the server at a time: a whole table is never in memory."""

Cle = tuple[str, int]
"""A contract's code, and a number within it: a lot's, or a rank of the journal."""


@contextmanager
def read_textes_abimes(connexion: Connection) -> Iterator[None]:
    """Let SQLite give a text that is not UTF-8, which its driver refuses: no hash can then be made of it."""
    if connexion.dialect.name != "sqlite":
        yield
        return
    pilote: Any = connexion.connection.dbapi_connection
    pilote.text_factory = lambda octets: octets.decode(errors="surrogateescape")
    try:
        yield
    finally:
        pilote.text_factory = str


def read_brutes(connexion: Connection, table: Table, champs: Sequence[str], ordre: Sequence[str]) -> Iterator[Any]:
    """Read some columns of a whole table, in an order, row after row."""
    colonnes = ", ".join(_write_colonne(connexion, table.c[champ]) for champ in champs)
    rangs = ", ".join(_quote(connexion, champ) for champ in ordre)
    options = {"stream_results": True, "max_row_buffer": LIGNES_LUES}
    requete = f"SELECT {colonnes} FROM {_quote(connexion, table.name)} ORDER BY {rangs}"
    yield from connexion.exec_driver_sql(requete, execution_options=options)


def group_par_lot(
    connexion: Connection, table: Table, champs: Sequence[str], numero: str = "lot"
) -> Iterator[tuple[Cle, list[tuple[Any, ...]]]]:
    """Read a table lot after lot: the contract and the lot, then the rows in the order they were inserted."""
    ordre = ("contrat", numero, *(("id",) if "id" in table.c else ()))
    rangees = read_brutes(connexion, table, ("contrat", numero, *champs), ordre)
    for cle, siennes in groupby(rangees, key=lambda rangee: (rangee[0], rangee[1])):
        yield cle, [tuple(rangee[2:]) for rangee in siennes]


def _quote(connexion: Connection, nom: str) -> str:
    return connexion.dialect.identifier_preparer.quote(nom)


def _write_colonne(connexion: Connection, colonne: Column[Any]) -> str:
    """Ask for what the store writes: SQLite keeps it as it is; PostgreSQL has dates and booleans of its own."""
    nom = _quote(connexion, str(colonne.key))
    if connexion.dialect.name == "sqlite":
        return nom
    if isinstance(colonne.type, Boolean):
        return f"CAST({nom} AS integer)"
    return f"CAST({nom} AS text)" if isinstance(colonne.type, Date) else nom
