"""Reading one cell of a contract folder as the type its noun declares."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_origin

from lib.domain.champs import read_type

_NOMBRE = re.compile(r"^-?\d+(?:[.,]\d+)?$")
_ENTIER = re.compile(r"^-?\d+$")


class ValeurInattendue(ValueError):
    """The cell is not of its column's type; the text says what is expected."""


def read_champ(texte: str, indication: Any) -> Any:
    """Read a cell; raises ValeurInattendue with what was expected, in French."""
    base, _ = read_type(indication)
    if get_origin(base) is Annotated:
        return _read_argent(texte)
    if base is str:
        return texte
    if isinstance(base, type) and issubclass(base, StrEnum):
        return _read_code(texte, base)
    return _LECTEURS[base](texte)


def _read_code(texte: str, liste: type[StrEnum]) -> StrEnum:
    try:
        return liste(texte)
    except ValueError:
        raise ValeurInattendue("un code parmi " + ", ".join(membre.value for membre in liste)) from None


def _read_decimal(texte: str) -> Decimal:
    if not _NOMBRE.match(texte):
        raise ValeurInattendue("un nombre, par exemple 12,5")
    return Decimal(texte.replace(",", "."))


def _read_argent(texte: str) -> int:
    if not _NOMBRE.match(texte) or (centimes := _read_decimal(texte) * 100) != centimes.to_integral_value():
        raise ValeurInattendue("un montant en euros, par exemple 31795,50")
    return int(centimes)


def _read_entier(texte: str) -> int:
    if not _ENTIER.match(texte):
        raise ValeurInattendue("un nombre entier")
    return int(texte)


def _read_date(texte: str) -> date:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise ValeurInattendue("une date AAAA-MM-JJ, par exemple 2024-12-31") from None


def _read_booleen(texte: str) -> bool:
    if texte not in ("oui", "non"):
        raise ValeurInattendue("oui ou non")
    return texte == "oui"


_LECTEURS: dict[Any, Any] = {Decimal: _read_decimal, int: _read_entier, date: _read_date, bool: _read_booleen}
