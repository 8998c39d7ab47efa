"""Numbers as French people write them, read exactly: a figure, a mention, or the problem that prevents reading one.

Nothing is guessed: what can be read in two ways carries the reading proposed and a code to confirm.
"""

import re
from collections.abc import Callable
from decimal import Context, Decimal

from lib.domain.formats import format_nombre
from lib.domain.invisibles import INVISIBLES
from lib.domain.tableau import Cellule, GenreCellule, to_visible
from lib.imports.affichages import read_affichage
from lib.imports.attentes import MULTIPLES, VIDE, Attente, NombreLu, is_autre_unite, refuse, to_simple
from lib.imports.mentions import TIRETS, to_mention, to_plat

CHIFFRES_TABLEUR = 15
"""Significant digits a spreadsheet keeps: beyond, what it stored is binary noise."""

CHIFFRES_MAX = 18
"""Longest figure accepted: past it, a code or a phone number was typed in the wrong column."""

_ESPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_NULS = re.compile(f"[{re.escape(''.join(c for c in INVISIBLES if not c.isspace()))}]")
_SIMPLE = re.compile(r"-?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,12}[.,](?:[0-9]{1,2}|[0-9]{4,6})\Z")
_CORPS = re.compile(r"([+-]?) ?(.*?[0-9]) ?([%€a-zA-ZÀ-ÿ].*)?\Z")
_DATE = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?\Z"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]*)?\Z"
    r"|[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4}\Z"
    r"|(?:[0-9]{1,2}[- ])?(?:janv|fevr|fev|mars?|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?(?:[- ][0-9]{2,4})?\Z"
)
ERREUR_TABLEUR = re.compile(
    r"#(?:REF|N/A|VALEUR|VALUE|DIV/0|NOM|NAME|NULL?|NOMBRE|NUM|SPILL|CALC)[!?]?\Z", re.IGNORECASE
)
"""What a spreadsheet writes in the cell of a broken formula."""
_EXPOSANT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,2}\Z")
_GROUPES = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?\Z")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?\Z")
_VIRGULES = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?\Z")
_PERDUE = re.compile(r"[0-9]{1,3}(?:[?\ufffd][0-9]{3})+(?:[.,][0-9]+)?\Z")
_MILLIER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}\Z")
_MELE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3},|,[0-9]{3}\.)[0-9]+\Z")
_NOMBRE = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")


def read_nombre(cellule: Cellule, attente: Attente) -> NombreLu:
    """Read a cell as a figure; the value is exact, in the column's unit (points for a percentage, euros for money)."""
    texte, genre = cellule.texte, cellule.genre
    if genre is GenreCellule.TEXTE:
        if _SIMPLE.match(texte) or _DECIMAL.match(texte):
            return NombreLu(Decimal(texte.replace(",", ".")) + 0)  # « -0 » is 0
        return _read_texte(texte, attente)
    if genre is GenreCellule.NOMBRE or genre is GenreCellule.POURCENTAGE:
        return _read_numerique(cellule, attente)
    if genre is GenreCellule.ERREUR and set(texte.strip()) == {"#"}:
        return refuse("V11", attente)
    codes = {GenreCellule.DATE: "V02", GenreCellule.FORMULE: "V04", GenreCellule.ERREUR: "V03"}
    return refuse(codes.get(genre, "V01"), attente)


def _read_numerique(cellule: Cellule, attente: Attente) -> NombreLu:
    """Read a number held by the spreadsheet: its digits, without the noise of binary arithmetic."""
    try:
        valeur = Context(prec=CHIFFRES_TABLEUR).create_decimal(cellule.texte.strip()) + 0
    except ArithmeticError:
        return refuse("V01", attente)
    if not valeur.is_finite() or (valeur and not -CHIFFRES_TABLEUR <= valeur.adjusted() < CHIFFRES_MAX):
        return refuse("V01", attente)
    valeur = to_simple(valeur)
    if cellule.genre is GenreCellule.NOMBRE:
        return read_affichage(valeur, cellule.affichage, attente) if cellule.affichage else NombreLu(valeur)
    if not attente.pourcentage:
        return refuse("V05", attente)
    points = to_simple(valeur * 100)
    champs = {"valeur": format_nombre(points), "exemple": attente.exemple}
    return NombreLu(points, code="I06", champs=champs, explicite=True)


def _read_texte(texte: str, attente: Attente) -> NombreLu:
    if not to_visible(texte):
        return VIDE
    net = _ESPACES.sub(" ", _NULS.sub("", texte).translate(TIRETS)).strip()
    if net.startswith("'"):
        net = net[1:].lstrip()
    if mention := to_mention(net):
        return NombreLu(mention=mention)
    if net.startswith("="):
        return refuse("V04", attente)
    if set(net) == {"#"}:
        return refuse("V11", attente)
    if ERREUR_TABLEUR.match(net):
        return refuse("V03", attente)
    if _DATE.match(to_plat(net)):
        return refuse("V02", attente)
    return _read_corps(net, attente)


def _read_corps(net: str, attente: Attente) -> NombreLu:
    """Read a sign, digits and perhaps a unit."""
    signe = net[0] if net[0] in "+-" else ""
    corps = net[len(signe) :].lstrip()
    if _EXPOSANT.match(corps):
        return _apply(_read_exposant(corps, attente), signe, 1, attente)
    trouve = _CORPS.match(net)
    if not trouve:
        return refuse("V01", attente)
    suffixe = to_plat(trouve[3] or "")
    lu = _read_chiffres(trouve[2], attente)
    if lu.valeur is None or not suffixe:
        return _apply(lu, trouve[1], 1, attente)
    if attente.argent and suffixe in MULTIPLES:
        return _apply(lu, trouve[1], MULTIPLES[suffixe], attente)
    if attente.is_unite(suffixe):
        explicite = attente.pourcentage and suffixe.startswith("%")
        return _apply(lu, trouve[1], 1, attente, explicite)
    return refuse("V05" if is_autre_unite(suffixe, attente) else "V01", attente)


def _apply(lu: NombreLu, signe: str, multiple: int, attente: Attente, explicite: bool = False) -> NombreLu:
    """Give the figure its sign and multiple; k€ and M€ are told, never silent."""
    if lu.valeur is None:
        return lu
    valeur = lu.valeur * multiple * (-1 if signe == "-" else 1) + 0
    if multiple > 1 and not lu.code:
        return NombreLu(to_simple(valeur), code="I05", champs={"valeur": format_nombre(valeur)})
    champs = {**lu.champs, "valeur": format_nombre(valeur)} if lu.code else lu.champs
    propositions = tuple(f"-{proposition}" for proposition in lu.propositions) if signe == "-" else lu.propositions
    return NombreLu(valeur, code=lu.code, champs=champs, propositions=propositions, explicite=explicite)


def _read_chiffres(corps: str, attente: Attente) -> NombreLu:
    """Read digits with their separators; what has two readings is to confirm."""
    for motif, lecture in _LECTURES:
        if motif.match(corps):
            lu = lecture(corps, attente)
            chiffres = 0 if lu.valeur is None else len(lu.valeur.as_tuple().digits)
            return lu if chiffres <= CHIFFRES_MAX else refuse("V01", attente)
    return refuse("V01", attente)


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
        return refuse("V01", attente)
    valeur = to_simple(valeur)
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
