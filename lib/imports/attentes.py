"""What a column expects of a figure, what reading one gives (value or mention, problem met), what a row then says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from lib.domain.nomenclatures import StatutResultat
from lib.imports.mentions import Mention, to_plat

MULTIPLES = {"k€": 1_000, "keur": 1_000, "kilo euro": 1_000, "millier d euro": 1_000}
MULTIPLES |= {"m€": 1_000_000, "meur": 1_000_000, "million d euro": 1_000_000}
"""Units of money (plain form) that are not euros, and how many euros they make."""

_MONNAIES = frozenset({"€", "eur", "euro", "€uro"})
_FORMES: dict[tuple[str, bool, bool], frozenset[str]] = {}


@dataclass(frozen=True)
class Attente:
    """What a column expects: its unit in words, whether it is a percentage, whole units or money, and an example."""

    unite: str = ""
    pourcentage: bool = False
    entier: bool = False
    argent: bool = False
    exemple: str = "12,5"
    unites_connues: frozenset[str] = frozenset()

    def is_unite(self, suffixe: str) -> bool:
        """Whether a word typed after the figure is this column's unit; suffixe is in plain form."""
        return suffixe in _list_formes(self.unite, self.pourcentage, self.argent)


class NombreLu(NamedTuple):
    """A cell read: its figure or its mention, and the problem met (a code of the catalogue, with its fields).

    explicite says that a percent sign, or the cell's own format, leaves no doubt about the unit.
    """

    valeur: Decimal | None = None
    mention: Mention | None = None
    code: str = ""
    champs: Mapping[str, object] = MappingProxyType({})
    propositions: tuple[str, ...] = ()
    explicite: bool = False


VIDE = NombreLu()


class Mesure(NamedTuple):
    """What a row says: a figure with its terms, a text, or a status without any; efface takes the value away."""

    valeur: Decimal | None = None
    numerateur: Decimal | None = None
    denominateur: Decimal | None = None
    texte: str = ""
    statut: StatutResultat = StatutResultat.MESUREE
    efface: bool = False


def _list_formes(unite: str, pourcentage: bool, argent: bool) -> frozenset[str]:
    """List the plain forms under which a unit may follow a figure."""
    cle = (unite, pourcentage, argent)
    if cle not in _FORMES:
        plat = to_plat(unite)
        formes = {plat, plat.split("(")[0].strip(), *re.findall(r"\((.*?)\)", plat)}
        formes |= {"%"} if pourcentage else set()
        formes |= _MONNAIES if argent else set()
        _FORMES[cle] = frozenset(formes - {""})
    return _FORMES[cle]


def is_autre_unite(suffixe: str, attente: Attente) -> bool:
    """Whether words after a figure (plain form) are a unit, which is not this column's."""
    return suffixe == "%" or suffixe in _MONNAIES or suffixe in MULTIPLES or suffixe in attente.unites_connues


def refuse(code: str, attente: Attente) -> NombreLu:
    """Give the error met instead of a figure."""
    return NombreLu(code=code, champs={"exemple": attente.exemple, "unite": attente.unite or "nombre"})


def to_simple(valeur: Decimal) -> Decimal:
    """Write a figure without an exponent nor trailing zeros."""
    if valeur == valeur.to_integral_value():
        return valeur.quantize(Decimal(1))
    return valeur.normalize()
