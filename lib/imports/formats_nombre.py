"""Number formats of a spreadsheet: what the eye sees beside the stored figure: a unit, thousands, or nothing."""

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from lib.domain.tableau import Affichage

ORDINAIRE = Affichage()


class Section(NamedTuple):
    """One part of a number format: the values it is for (None: all others) and what it shows."""

    condition: tuple[str, float] | None
    affichage: Affichage


FormatNombre = tuple[Section, ...]
"""The sections of a format, the first whose condition holds being the one that shows the value."""

_OPERATEURS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_MORCEAUX = re.compile(r'"(?P<mots>[^"]*)"?|\\(?P<lettre>.)|\[(?P<crochet>[^\]]*)\]|[_*].|(?P<signe>.)', re.DOTALL)
_CONDITION = re.compile(r"(>=|<=|<>|!=|>|<|=)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\Z")
_MONNAIE = re.compile(r"\$([^-]*)(?:-|\Z)")
_STANDARD = re.compile(r"general|standard", re.IGNORECASE)
_ECHELLE = re.compile(r"[0#?](,+)(?![0#?,])")
_MONNAIES = "€$£"
_SANS_MOTS = " \u00a0\u202f-–+()'"
_SANS_MONNAIE = str.maketrans("", "", _MONNAIES)
LONGUEUR_FORMAT = 255
"""Characters a number format may have."""

_DIVISEUR_MAX = 10**12


def is_pourcentage(code: str | None) -> bool:
    """Whether a format multiplies by a hundred what it shows; a percent sign in quotes does not."""
    return any(trouve["signe"] == "%" for trouve in _MORCEAUX.finditer(code or ""))


@lru_cache(maxsize=512)
def read_format(code: str) -> FormatNombre:
    """Read an Excel format code, whose sections are parted by « ; » and whose final commas divide by a thousand."""
    sections = [_read_section(morceaux) for morceaux in _split_sections(code[:LONGUEUR_FORMAT])][:3]
    if any(section.condition for section in sections):
        return tuple(sections)
    ordinaires: dict[int, tuple[tuple[str, float] | None, ...]] = {
        2: ((">=", 0.0), None),
        3: ((">", 0.0), ("<", 0.0), None),
    }
    conditions = ordinaires.get(len(sections), (None,))
    return tuple(section._replace(condition=c) for section, c in zip(sections, conditions, strict=True))


def _split_sections(code: str) -> list[list[re.Match[str]]]:
    sections: list[list[re.Match[str]]] = [[]]
    for morceau in _MORCEAUX.finditer(code):
        if morceau["signe"] == ";":
            sections.append([])
        else:
            sections[-1].append(morceau)
    return sections


def _read_section(morceaux: list[re.Match[str]]) -> Section:
    """Read one section: its condition, its words, and how many times it divides by a thousand."""
    condition: tuple[str, float] | None = None
    mots, chiffres = "", ""
    for morceau in morceaux:
        if morceau["crochet"] is not None:
            if trouve := _CONDITION.match(morceau["crochet"]):
                condition = (trouve[1], float(trouve[2]))
            elif trouve := _MONNAIE.match(morceau["crochet"]):
                mots += trouve[1]
        elif (signe := morceau["signe"]) is not None:
            mots += signe if signe in _MONNAIES else ""
            chiffres += signe
        else:
            mots += morceau["mots"] or morceau["lettre"] or ""
    mille = sum(len(virgules) for virgules in _ECHELLE.findall(chiffres))
    montre = any(signe in "0#?@" for signe in chiffres) or _STANDARD.search(chiffres) is not None
    return Section(condition, build_affichage(1000**mille, mots, montre))


def build_affichage(diviseur: int, mots: str, chiffre: bool) -> Affichage:
    """Build what a format shows, its words without the signs that say nothing; a dash alone is how zero is written."""
    zero = mots.translate(_SANS_MONNAIE).strip() in ("-", "–", "—")
    return Affichage(min(max(diviseur, 1), _DIVISEUR_MAX), " ".join(mots.strip(_SANS_MOTS).split()), chiffre or zero)


def read_condition(texte: str) -> tuple[str, float] | None:
    """Read a condition on the value (« >=1000 »); None when it is not one."""
    trouve = _CONDITION.match(texte.strip())
    return (trouve[1], float(trouve[2])) if trouve else None


def get_affichage(sections: FormatNombre, valeur: float) -> Affichage | None:
    """Give what a format shows of a value beside its figure; None when it shows the figure and nothing else.

    >>> get_affichage(read_format('#,##0.0, "k€"'), 31795.0)
    Affichage(diviseur=1000, unite='k€', chiffre=True)
    """
    for condition, affichage in sections:
        if condition is None or _OPERATEURS[condition[0]](valeur, condition[1]):
            return None if affichage == ORDINAIRE else affichage
    return None
