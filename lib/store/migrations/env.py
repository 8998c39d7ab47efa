"""Alembic environment: migrations run in the transaction that lib.store.schema opened."""

from typing import Literal

from alembic import context
from sqlmodel import SQLModel

import lib.store.tables  # noqa: F401  (declares the tables in the metadata)
from lib.store.colonnes import DecimalTexte, InstantUtc


def render_item(genre: str, objet: object, _contexte: object) -> str | Literal[False]:
    """Write our own column types as the SQL type they are stored in: a migration depends on no code of ours."""
    if genre == "type" and isinstance(objet, DecimalTexte | InstantUtc):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
