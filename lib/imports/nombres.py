"""Numbers as French people write them, read exactly: a figure, a mention, or the problem that prevents reading one.

Nothing is guessed: what can be read in two ways carries the reading proposed and a code to confirm.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from types import MappingProxyType
from typing import NamedTuple

from lib.domain.formats import format_nombre
from lib.domain.tableau import Cellule, GenreCellule
from lib.imports.mentions import TIRETS, Mention, to_mention, to_plat

CHIFFRES_TABLEUR = 15
"""Significant digits a spreadsheet keeps: beyond, what it stored is binary noise."""

CHIFFRES_MAX = 18
"""Longest figure accepted: past it, a code or a phone number was typed in the wrong column."""


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

_ESPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_NULS = re.compile(r"[\u200b\u2060\ufeff\u00ad]")
_SIMPLE = re.compile(r"-?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,12}[.,](?:[0-9]{1,2}|[0-9]{4,6})\Z")
_CORPS = re.compile(r"([+-]?) ?(.*?[0-9]) ?([%€a-zA-ZÀ-ÿ].*)?\Z")
_DATE = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?\Z"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]*)?\Z"
    r"|[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4}\Z"
    r"|(?:[0-9]{1,2}[- ])?(?:janv|fevr|fev|mars?|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?(?:[- ][0-9]{2,4})?\Z"
)
_ERREUR = re.compile(r"#(?:REF|N/A|VALEUR|VALUE|DIV/0|NOM|NAME|NULL?|NOMBRE|NUM|SPILL|CALC)[!?]?\Z", re.IGNORECASE)
_EXPOSANT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,2}\Z")
_GROUPES = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?\Z")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?\Z")
_VIRGULES = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?\Z")
_PERDUE = re.compile(r"[0-9]{1,3}(?:[?\ufffd][0-9]{3})+(?:[.,][0-9]+)?\Z")
_MILLIER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}\Z")
_MELE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3},|,[0-9]{3}\.)[0-9]+\Z")
_NOMBRE = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")

_MULTIPLES = {"k€": 1_000, "keur": 1_000, "kilo euro": 1_000, "millier d euro": 1_000}
_MULTIPLES |= {"m€": 1_000_000, "meur": 1_000_000, "million d euro": 1_000_000}
_MONNAIES = frozenset({"€", "eur", "euro", "€uro"})


_FORMES: dict[tuple[str, bool, bool], frozenset[str]] = {}


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


def read_nombre(cellule: Cellule, attente: Attente) -> NombreLu:
    """Read a cell as a figure; the value is exact, in the column's unit (points for a percentage, euros for money)."""
    texte, genre = cellule.texte, cellule.genre
    if genre is GenreCellule.TEXTE:
        if _SIMPLE.match(texte) or _DECIMAL.match(texte):
            return NombreLu(Decimal(texte.replace(",", ".")) + 0)  # « -0 » is 0
        return _read_texte(texte, attente)
    if genre is GenreCellule.NOMBRE or genre is GenreCellule.POURCENTAGE:
        return _read_numerique(texte, genre, attente)
    if genre is GenreCellule.ERREUR and set(texte.strip()) == {"#"}:
        return _refuse("V11", attente)
    codes = {GenreCellule.DATE: "V02", GenreCellule.FORMULE: "V04", GenreCellule.ERREUR: "V03"}
    return _refuse(codes.get(genre, "V01"), attente)


def _refuse(code: str, attente: Attente) -> NombreLu:
    return NombreLu(code=code, champs={"exemple": attente.exemple, "unite": attente.unite or "nombre"})


def _read_numerique(texte: str, genre: GenreCellule, attente: Attente) -> NombreLu:
    """Read a number held by the spreadsheet: its digits, without the noise of binary arithmetic."""
    try:
        valeur = Context(prec=CHIFFRES_TABLEUR).create_decimal(texte.strip()) + 0
    except ArithmeticError:
        return _refuse("V01", attente)
    if not valeur.is_finite() or abs(valeur) >= Decimal(10) ** CHIFFRES_MAX:
        return _refuse("V01", attente)
    valeur = _to_simple(valeur)
    if genre is GenreCellule.NOMBRE:
        return NombreLu(valeur)
    if not attente.pourcentage:
        return _refuse("V05", attente)
    points = _to_simple(valeur * 100)
    champs = {"valeur": format_nombre(points), "exemple": attente.exemple}
    return NombreLu(points, code="I06", champs=champs, explicite=True)


def _to_simple(valeur: Decimal) -> Decimal:
    """Write a figure without an exponent nor trailing zeros."""
    if valeur == valeur.to_integral_value():
        return valeur.quantize(Decimal(1))
    return valeur.normalize()


def _read_texte(texte: str, attente: Attente) -> NombreLu:
    net = _ESPACES.sub(" ", _NULS.sub("", texte).translate(TIRETS)).strip()
    if not net:
        return VIDE
    if net.startswith("'"):
        net = net[1:].lstrip()
    if not net:
        return VIDE
    if mention := to_mention(net):
        return NombreLu(mention=mention)
    if net.startswith("="):
        return _refuse("V04", attente)
    if set(net) == {"#"}:
        return _refuse("V11", attente)
    if _ERREUR.match(net):
        return _refuse("V03", attente)
    if _DATE.match(to_plat(net)):
        return _refuse("V02", attente)
    return _read_corps(net, attente)


def _read_corps(net: str, attente: Attente) -> NombreLu:
    """Read a sign, digits and perhaps a unit."""
    signe = net[0] if net[0] in "+-" else ""
    corps = net[len(signe) :].lstrip()
    if _EXPOSANT.match(corps):
        return _apply(_read_exposant(corps, attente), signe, 1, attente)
    trouve = _CORPS.match(net)
    if not trouve:
        return _refuse("V01", attente)
    suffixe = to_plat(trouve[3] or "")
    lu = _read_chiffres(trouve[2], attente)
    if lu.valeur is None or not suffixe:
        return _apply(lu, trouve[1], 1, attente)
    if attente.argent and suffixe in _MULTIPLES:
        return _apply(lu, trouve[1], _MULTIPLES[suffixe], attente)
    if attente.is_unite(suffixe):
        explicite = attente.pourcentage and suffixe.startswith("%")
        return _apply(lu, trouve[1], 1, attente, explicite)
    if suffixe == "%" or suffixe in _MONNAIES or suffixe in _MULTIPLES or suffixe in attente.unites_connues:
        return _refuse("V05", attente)
    return _refuse("V01", attente)


def _apply(lu: NombreLu, signe: str, multiple: int, attente: Attente, explicite: bool = False) -> NombreLu:
    """Give the figure its sign and multiple; k€ and M€ are told, never silent."""
    if lu.valeur is None:
        return lu
    valeur = lu.valeur * multiple * (-1 if signe == "-" else 1) + 0
    if multiple > 1 and not lu.code:
        return NombreLu(_to_simple(valeur), code="I05", champs={"valeur": format_nombre(valeur)})
    champs = {**lu.champs, "valeur": format_nombre(valeur)} if lu.code else lu.champs
    propositions = tuple(f"-{proposition}" for proposition in lu.propositions) if signe == "-" else lu.propositions
    return NombreLu(valeur, code=lu.code, champs=champs, propositions=propositions, explicite=explicite)


def _read_chiffres(corps: str, attente: Attente) -> NombreLu:
    """Read digits with their separators; what has two readings is to confirm."""
    for motif, lecture in _LECTURES:
        if motif.match(corps):
            lu = lecture(corps, attente)
            chiffres = 0 if lu.valeur is None else len(lu.valeur.as_tuple().digits)
            return lu if chiffres <= CHIFFRES_MAX else _refuse("V01", attente)
    return _refuse("V01", attente)


def _read_decimal(corps: str, attente: Attente) -> NombreLu:
    return NombreLu(Decimal(corps.replace(",", ".")))


def _read_groupes(corps: str, attente: Attente) -> NombreLu:
    return NombreLu(Decimal(corps.replace(" ", "").replace("'", "").replace(",", ".")))


def _read_points(corps: str, attente: Attente) -> NombreLu:
    return NombreLu(Decimal(corps.replace(".", "").replace(",", ".")))


def _read_virgules(corps: str, attente: Attente) -> NombreLu:
    return NombreLu(Decimal(corps.replace(",", "")))


def _read_mele(corps: str, attente: Attente) -> NombreLu:
    """Read « 1.234,5 » or « 1,234.5 »: the last separator is the decimal one, to confirm."""
    decimale = "," if corps.rfind(",") > corps.rfind(".") else "."
    autre = "." if decimale == "," else ","
    valeur = Decimal(corps.replace(autre, "").replace(decimale, "."))
    return _ask(valeur, valeur, Decimal(corps.replace(decimale, "").replace(autre, ".")), attente)


def _read_millier(corps: str, attente: Attente) -> NombreLu:
    """Read « 1.234 »: thousands or decimals, to confirm; « 1,234 » is a decimal except where decimals make no sense."""
    entiere, decimale = Decimal(re.sub(r"[.,]", "", corps)), Decimal(corps.replace(",", "."))
    unites = attente.entier or attente.argent
    if "," in corps and not unites:
        return NombreLu(decimale)
    return _ask(entiere if unites else decimale, entiere, decimale, attente)


def _ask(valeur: Decimal, premiere: Decimal, seconde: Decimal, attente: Attente) -> NombreLu:
    lectures = (format_nombre(premiere), format_nombre(seconde))
    champs = {"lectures": " ou ".join(lectures), "valeur": format_nombre(valeur), "exemple": attente.exemple}
    return NombreLu(valeur, code="C01", champs=champs, propositions=lectures)


def _read_perdue(corps: str, attente: Attente) -> NombreLu:
    valeur = Decimal(re.sub(r"[?\ufffd]", "", corps).replace(",", "."))
    ecrit = format_nombre(valeur)
    return NombreLu(valeur, code="C02", champs={"valeur": ecrit, "exemple": attente.exemple}, propositions=(ecrit,))


def _read_exposant(corps: str, attente: Attente) -> NombreLu:
    valeur = Decimal(corps.replace(",", "."))
    if valeur and not -CHIFFRES_TABLEUR <= valeur.adjusted() <= CHIFFRES_TABLEUR:
        return _refuse("V01", attente)
    valeur = _to_simple(valeur)
    ecrit = format_nombre(valeur)
    return NombreLu(valeur, code="C11", champs={"valeur": ecrit, "exemple": attente.exemple}, propositions=(ecrit,))


_LECTURES: tuple[tuple[re.Pattern[str], Callable[[str, Attente], NombreLu]], ...] = (
    (_MILLIER, _read_millier),
    (_NOMBRE, _read_decimal),
    (_GROUPES, _read_groupes),
    (_POINTS, _read_points),
    (_VIRGULES, _read_virgules),
    (_MELE, _read_mele),
    (_PERDUE, _read_perdue),
)
