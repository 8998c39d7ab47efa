"""Fields of a noun and their types: what the folder, the store and the open data all follow."""

from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from lib.domain.contrat import Fait

COMMUNS = ("avenant", "lot", "ligne", "efface", "source")
"""Fields every fact has, whatever its noun."""


_CHAMPS: dict[type[Fait], MappingProxyType[str, Any]] = {}


def get_champs(nom: type[Fait]) -> MappingProxyType[str, Any]:
    """Give the proper fields of a noun with their type hints, in order, without the common ones.

    Worked out once for each noun: it is asked for every fact read or written.
    """
    if nom not in _CHAMPS:
        types = get_type_hints(nom, include_extras=True)
        _CHAMPS[nom] = MappingProxyType(
            {champ.name: types[champ.name] for champ in fields(nom) if champ.name not in COMMUNS}
        )
    return _CHAMPS[nom]


def list_obligatoires(nom: type[Fait]) -> set[str]:
    """Names of the fields that have no default."""
    return {champ.name for champ in fields(nom) if champ.default is MISSING}


@cache
def read_type(indication: Any) -> tuple[Any, bool]:
    """Split a type hint into its base type (Annotated kept) and whether it may be None."""
    if get_origin(indication) in (UnionType, Union):
        return next(argument for argument in get_args(indication) if argument is not NoneType), True
    return indication, False
