"""Column types that come back identical from SQLite and PostgreSQL, and how a noun's fields become columns."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, TypeVar, get_origin

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from lib.domain.champs import COMMUNS, get_champs, read_type
from lib.domain.contrat import Fait
from lib.domain.lots import NOMS

F = TypeVar("F", bound=Fait)


class DecimalTexte(TypeDecorator[Decimal]):
    """An exact decimal kept as text: SQLite would silently make it a float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the plain decimal form."""
        return None if value is None else write_decimal(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Read it back exactly."""
        return None if value is None else Decimal(value)


class InstantUtc(TypeDecorator[datetime]):
    """A UTC instant kept as ISO text, to the second: the same characters on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write UTC."""
        return None if value is None else write_instant(value)

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


def write_instant(valeur: datetime) -> str:
    """Write an instant in UTC, to the second; raises ValueError for one that does not say its time zone."""
    if valeur.tzinfo is None:
        raise ValueError("Un instant sans fuseau horaire ne peut pas être enregistré.")
    return valeur.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_date(valeur: date) -> str:
    """Write a date as the store and its journal keep it."""
    return valeur.isoformat()


def write_decimal(valeur: Decimal) -> str:
    """Write an exact decimal plainly, all its digits kept."""
    return format(valeur, "f")


def write_choix(valeur: StrEnum) -> str:
    """Write a choice of a closed list by its code."""
    return valeur.value


_LISTES: dict[type[Fait], dict[str, type[StrEnum]]] = {}


def get_listes(nom: type[Fait]) -> dict[str, type[StrEnum]]:
    """Give the fields of a noun that are closed lists, with their list; worked out once for each noun."""
    if nom not in _LISTES:
        bases = {champ: read_type(indication)[0] for champ, indication in get_champs(nom).items()}
        _LISTES[nom] = {
            champ: base for champ, base in bases.items() if isinstance(base, type) and issubclass(base, StrEnum)
        }
    return _LISTES[nom]


Ecritures = dict[str, Callable[[Any], str] | None]
_PAR_TYPE: dict[Any, Callable[[Any], str]] = {Decimal: write_decimal, date: write_date}


def build_ecritures(nom: type[Fait]) -> Ecritures:
    """Build the fields of a noun that a lot writes, in order of name, with what writes those not kept as they are."""
    ecritures: Ecritures = dict.fromkeys(sorted({*get_champs(nom), *COMMUNS} - {"lot"}))
    for champ, indication in get_champs(nom).items():
        ecritures[champ] = _PAR_TYPE.get(read_type(indication)[0])
    return ecritures | dict.fromkeys(get_listes(nom), write_choix)


ECRITURES: dict[type[Fait], Ecritures] = {nom: build_ecritures(nom) for nom in NOMS.values()}
"""What a row of each noun is made of: the same for both databases and for the journal."""


def to_lignes(nom: type[Fait], faits: Iterable[Fait]) -> list[tuple[Any, ...]]:
    """Give facts of one noun as both databases and the journal write them, field by field of ECRITURES."""
    ecritures = ECRITURES[nom]
    colonnes = zip(*map(attrgetter(*ecritures), faits), strict=True)
    return list(zip(*map(_write_colonne, colonnes, ecritures.values()), strict=True))


def _write_colonne(valeurs: tuple[Any, ...], ecriture: Callable[[Any], str] | None) -> Sequence[Any]:
    return valeurs if ecriture is None else [None if valeur is None else ecriture(valeur) for valeur in valeurs]


def from_ligne(nom: type[F], ligne: dict[str, Any]) -> F:
    """Make a fact again from the values its columns hold."""
    for champ, liste in get_listes(nom).items():
        if ligne[champ] is not None:
            ligne[champ] = liste(ligne[champ])
    return nom(**ligne)
