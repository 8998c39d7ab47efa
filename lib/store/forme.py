"""The shape of the store against what the code expects: tables, columns, keys, indexes, and nothing that acts behind.

What is compared is what the database says of itself, not how it was once written: a store keeps its own spelling.
"""

import re
import warnings
from collections.abc import Iterator

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Inspector, inspect, text
from sqlmodel import SQLModel

from lib.store.pannes import SAUVEGARDE

VERSION = "alembic_version"

_AJOUTS_SQLITE = re.compile(r"\bCHECK\b|\bCONFLICT\b|\bGENERATED\b|\bCOLLATE\b|\bAS\s*\(|\bWHERE\b", re.IGNORECASE)
"""What no table nor index of Jalons is made of."""

_AJOUTS_POSTGRESQL = {
    "une règle de réécriture": "SELECT tablename FROM pg_rules WHERE schemaname = current_schema()",
    "un filtre de lignes": (
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND (relrowsecurity OR relforcerowsecurity)"
    ),
    "une table qui en hérite": (
        "SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent "
        "WHERE p.relnamespace = current_schema()::regnamespace"
    ),
    "une condition": (
        "SELECT c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "WHERE k.contype IN ('c', 'x') AND c.relnamespace = current_schema()::regnamespace"
    ),
    "un index partiel": (
        "SELECT c.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid "
        "WHERE (x.indpred IS NOT NULL OR x.indexprs IS NOT NULL OR NOT x.indisvalid) "
        "AND c.relnamespace = current_schema()::regnamespace"
    ),
}
"""What may act behind a table, on PostgreSQL; the system's own rules of views are about views."""


def list_absentes(connexion: Connection) -> list[str]:
    """Name the tables that are missing, or are no table any more: nothing can then be verified."""
    presentes = set(inspect(connexion).get_table_names())
    return [f"la table « {nom} » manque : {SAUVEGARDE}" for nom in SQLModel.metadata.tables if nom not in presentes]


def list_ecarts(connexion: Connection) -> list[str]:
    """Name what the store has more, less or otherwise than the code expects; every table is there."""
    inspecteur = inspect(connexion)
    contexte = MigrationContext.configure(connexion, opts={"compare_type": True})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what SQLAlchemy cannot reflect is a difference all the same
        ecarts = {_name(ecart) for ecart in _flatten(compare_metadata(contexte, SQLModel.metadata))}
    ecarts |= {f"la vue « {nom} » n’est pas de Jalons" for nom in inspecteur.get_view_names()}
    ecarts |= set(_list_cles(inspecteur))
    ecarts |= set(_list_ajouts_sqlite(connexion) if connexion.dialect.name == "sqlite" else _list_ajouts(connexion))
    return sorted(ecarts)


def _flatten(ecarts: list[object]) -> Iterator[tuple[object, ...]]:
    """Give the differences one by one: those of a column come in a list of their own."""
    for ecart in ecarts:
        yield from ecart if isinstance(ecart, list) else [ecart]  # type: ignore[misc]


def _name(ecart: tuple[object, ...]) -> str:
    """Name a difference by the table it is about."""
    genre = str(ecart[0])
    objet = ecart[1] if genre.endswith(("_table", "_index", "_constraint", "_fk")) else ecart[2]
    table = getattr(objet, "table", None)
    nom = str(getattr(table, "name", None) or getattr(objet, "name", objet))
    if genre == "remove_table":
        return f"la table « {nom} » n’est pas de Jalons"
    return f"la table « {nom} » n’a pas les colonnes, les clés ou les index attendus"


def _list_cles(inspecteur: Inspector) -> Iterator[str]:
    """Primary keys, which Alembic does not compare."""
    for nom, table in SQLModel.metadata.tables.items():
        cle = inspecteur.get_pk_constraint(nom)["constrained_columns"]
        if cle != [colonne.name for colonne in table.primary_key]:
            yield f"la table « {nom} » n’a pas les colonnes, les clés ou les index attendus"


def _list_ajouts_sqlite(connexion: Connection) -> Iterator[str]:
    """Conditions, collations, generated columns and partial indexes, which only the text of the schema says."""
    requete = "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    for nom, ordre in connexion.execute(text(requete)):
        if nom != VERSION and _AJOUTS_SQLITE.search(ordre):
            yield f"la table « {nom} » a une condition que Jalons n’y met pas"


def _list_ajouts(connexion: Connection) -> Iterator[str]:
    for quoi, requete in _AJOUTS_POSTGRESQL.items():
        for (nom,) in connexion.execute(text(requete)):
            yield f"la table « {nom} » a {quoi}, que Jalons n’y met pas"
