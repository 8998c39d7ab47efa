"""SQLite keeps in a column whatever was put there: a value that is not of its column's type is refused when read."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Dialect, Engine, Integer, Text

Lecture = Callable[[Any], Any]


def build_lecture(attendu: type) -> Lecture:
    """Build what reads a value of a type, or none; raises ValueError."""

    def read_valeur(valeur: Any) -> Any:
        if valeur is None or valeur.__class__ is attendu:
            return valeur
        raise ValueError("Une valeur n’est pas du type de sa colonne.")

    return read_valeur


def read_booleen(valeur: Any) -> bool | None:
    """Read yes, no or none; raises ValueError."""
    if valeur is None:
        return None
    if valeur.__class__ is int and valeur in (0, 1):
        return bool(valeur)
    raise ValueError("Une valeur n’est ni vraie ni fausse.")


LIRE_ENTIER, LIRE_TEXTE = build_lecture(int), build_lecture(str)


class EntierStrict(Integer):
    """A whole number, and nothing else."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Lecture:
        """Refuse what is not one."""
        return LIRE_ENTIER


class GrandEntierStrict(BigInteger):
    """A big whole number, and nothing else."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Lecture:
        """Refuse what is not one."""
        return LIRE_ENTIER


class TexteStrict(Text):
    """A text, and nothing else."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Lecture:
        """Refuse what is not one."""
        return LIRE_TEXTE


class BooleenStrict(Boolean):
    """Yes or no, and nothing else."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Lecture:
        """Refuse what is neither 0 nor 1."""
        return read_booleen


def set_types_stricts(engine: Engine) -> None:
    """Read every column of an engine strictly."""
    stricts = {Integer: EntierStrict, BigInteger: GrandEntierStrict, Text: TexteStrict, Boolean: BooleenStrict}
    engine.dialect.colspecs = {**engine.dialect.colspecs, **stricts}
