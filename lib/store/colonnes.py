"""Column types that come back identical from SQLite and PostgreSQL, and how a noun's fields become columns."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_origin

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Fait

F = TypeVar("F", bound=Fait)


class DecimalTexte(TypeDecorator[Decimal]):
    """An exact decimal kept as text: SQLite would silently make it a float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the plain decimal form."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Read it back exactly."""
        return None if value is None else Decimal(value)


class InstantUtc(TypeDecorator[datetime]):
    """A UTC instant kept as ISO text, to the second: the same characters on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Refuse a naive instant; write UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Un instant sans fuseau horaire ne peut pas être enregistré.")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read a UTC instant."""
        return None if value is None else datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


TYPES: dict[Any, type[TypeEngine[Any]]] = {
    str: Text,
    int: Integer,
    bool: Boolean,
    date: Date,
    Decimal: DecimalTexte,
}


def build_type_sql(indication: Any) -> tuple[TypeEngine[Any], bool]:
    """Give the SQL type of a field and whether it is nullable: Centimes are big integers, closed lists their code."""
    base, nullable = read_type(indication)
    if get_origin(base) is Annotated:
        return BigInteger(), nullable
    if isinstance(base, type) and issubclass(base, StrEnum):
        return Text(), nullable
    return TYPES[base](), nullable


_LISTES: dict[type[Fait], dict[str, type[StrEnum]]] = {}


def get_listes(nom: type[Fait]) -> dict[str, type[StrEnum]]:
    """Give the fields of a noun that are closed lists, with their list; worked out once for each noun."""
    if nom not in _LISTES:
        bases = {champ: read_type(indication)[0] for champ, indication in get_champs(nom).items()}
        _LISTES[nom] = {
            champ: base for champ, base in bases.items() if isinstance(base, type) and issubclass(base, StrEnum)
        }
    return _LISTES[nom]


def to_ligne(fait: Fait) -> dict[str, Any]:
    """Give the values of a fact as its columns hold them: a choice of a closed list becomes its code."""
    ligne = dict(vars(fait))
    for champ in get_listes(type(fait)):
        if ligne[champ] is not None:
            ligne[champ] = ligne[champ].value
    return ligne


def from_ligne(nom: type[F], ligne: dict[str, Any]) -> F:
    """Make a fact again from the values its columns hold."""
    for champ, liste in get_listes(nom).items():
        if ligne[champ] is not None:
            ligne[champ] = liste(ligne[champ])
    return nom(**ligne)
