"""The tables: those of the store's own life (contrat, lot, journal, sel, piece), one per noun for its facts.

A noun is declared once, in lib.domain; its table follows from its fields. Rows are inserted, never updated.
"""

import re
from datetime import datetime
from typing import Any, ClassVar

from pydantic import create_model
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from lib.domain.champs import get_champs
from lib.domain.contrat import Contrat, Fait
from lib.domain.lots import NOMS
from lib.store.colonnes import InstantUtc, build_type_sql


class ContratLigne(SQLModel, table=True):
    """A contract known to the store; its row is what a writer locks."""

    __tablename__: ClassVar[Any] = "contrat"

    code: str = Field(primary_key=True, sa_type=Text)


class LotLigne(SQLModel, table=True):
    """A numbered lot of a contract."""

    __tablename__: ClassVar[Any] = "lot"
    __table_args__: ClassVar[Any] = (ForeignKeyConstraint(["contrat", "annule_lot"], ["lot.contrat", "lot.numero"]),)

    contrat: str = Field(primary_key=True, foreign_key="contrat.code", sa_type=Text)
    numero: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    genre: str = Field(sa_type=Text)
    type_depot: str | None = Field(default=None, sa_type=Text)
    auteur: str = Field(default="", sa_type=Text)
    service: str = Field(default="", sa_type=Text)
    role: str = Field(default="", sa_type=Text)
    publie_le: datetime = Field(sa_type=InstantUtc)
    motif: str = Field(default="", sa_type=Text)
    fichier: str = Field(default="", sa_type=Text)
    sha256: str = Field(default="", sa_type=Text)
    lu_comme: str = Field(default="", sa_type=Text)
    annule_lot: int | None = None


class JournalLigne(SQLModel, table=True):
    """One entry of a contract's hash chain: the very text that was hashed."""

    __tablename__: ClassVar[Any] = "journal"
    __table_args__: ClassVar[Any] = (
        ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"]),
        Index("ix_journal_lot", "contrat", "lot"),
    )

    contrat: str = Field(primary_key=True, sa_type=Text)
    rang: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    lot: int
    texte: str = Field(sa_type=Text)
    precedente: str = Field(sa_type=Text)
    empreinte: str = Field(sa_type=Text)


class SelLigne(SQLModel, table=True):
    """The secret of a lot, from which the keys of its sealed values come (lib.domain.scelles); in hexadecimal."""

    __tablename__: ClassVar[Any] = "sel"
    __table_args__: ClassVar[Any] = (ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"]),)

    contrat: str = Field(primary_key=True, sa_type=Text)
    lot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    valeur: str = Field(sa_type=Text)


class PieceLigne(SQLModel, table=True):
    """The original file of a lot, as it was received."""

    __tablename__: ClassVar[Any] = "piece"
    __table_args__: ClassVar[Any] = (ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"]),)

    contrat: str = Field(primary_key=True, sa_type=Text)
    lot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    nom: str = Field(sa_type=Text)
    contenu: bytes = Field(sa_type=LargeBinary)


def get_nom_table(nom: type[Fait]) -> str:
    """Give the table's name of a noun: FicheAction → fiche_action; the contract's own is contrat_version."""
    if nom is Contrat:
        return "contrat_version"
    return re.sub(r"(?<!^)(?=[A-Z])", "_", nom.__name__).lower()


def _get_nom_classe(nom: type[Fait]) -> str:
    return "ContratVersion" if nom is Contrat else nom.__name__


def build_table(nom: type[Fait]) -> type[SQLModel]:
    """Build the SQLModel table of a noun: its fields, the common ones, and a unique key that no NULL can cheat."""
    nom_table = get_nom_table(nom)
    colonnes: dict[str, Column[Any]] = {
        "id": Column("id", Integer, primary_key=True, autoincrement=True),
        "contrat": Column("contrat", Text, nullable=False),
        "avenant": Column("avenant", Integer, nullable=False),
        "lot": Column("lot", Integer, nullable=False),
        "ligne": Column("ligne", Integer, nullable=True),
        "efface": Column("efface", Boolean, nullable=False),
    }
    for champ, indication in get_champs(nom).items():
        type_sql, nullable = build_type_sql(indication)
        colonnes[champ] = Column(champ, type_sql, nullable=nullable)
    colonnes["source"] = Column("source", Text, nullable=False)
    contraintes = (
        UniqueConstraint("contrat", *nom.CLE, "avenant", "lot", name=f"uq_{nom_table}"),
        ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name=f"fk_{nom_table}_lot"),
        Index(f"ix_{nom_table}_lot", "contrat", "lot"),
    )
    champs: dict[str, Any] = {cle: (Any, Field(sa_column=colonne)) for cle, colonne in colonnes.items()}
    return create_model(
        f"{_get_nom_classe(nom)}Ligne",
        __base__=type(
            f"{_get_nom_classe(nom)}Base", (SQLModel,), {"__tablename__": nom_table, "__table_args__": contraintes}
        ),
        __module__=__name__,
        __cls_kwargs__={"table": True},
        **champs,
    )


LIGNES: dict[type[Fait], type[SQLModel]] = {nom: build_table(nom) for nom in NOMS.values()}
"""The SQLModel class of each noun."""


def get_table(nom: type[Fait]) -> Table:
    """Give the SQL table of a noun."""
    return SQLModel.metadata.tables[get_nom_table(nom)]


def list_tables() -> list[Table]:
    """Every table of the store, those others point to first."""
    return list(SQLModel.metadata.sorted_tables)
