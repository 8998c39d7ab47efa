"""A quarter, a year, a month or a day as trackers write them in their titles: what is said, and the words around it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from lib.imports.plis import fold

_AN = r"(?P<an>20\d\d|\d\d)(?!\d)"
_LIEN = r"\s*[-–—/_.'’]?\s*"
_BORD = r"(?<![a-z0-9.])"
_MOIS = (
    "janv(?:ier)?|fevr?(?:ier)?|mars?|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?|oct(?:obre)?"
    "|nov(?:embre)?|dec(?:embre)?"
)
_DEBUTS_DE_MOIS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_RANGS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}

_FORMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (genre, re.compile(forme))
    for genre, forme in (
        (
            "jour",
            r"(?<![\w.])(?P<j>[0-3]?\d)(?P<sep>[/.-])(?P<m>[01]?\d)(?P=sep)(?P<an>20\d\d|\d\d)(?!\d)(?: [0-9:]+)?",
        ),
        ("jour", r"(?<!\d)(?P<an>20\d\d)-(?P<m>[01]\d)-(?P<j>[0-3]\d)(?!\d)(?:[t ][0-9:.]+)?"),
        ("jour", rf"(?<!\d)(?P<j>[0-3]?\d)(?:er)? (?P<mot>{_MOIS})[a-z]*\.?[ -]?(?P<an>20\d\d)(?!\d)"),
        ("jour", r"(?<![\d/.-])(?P<j>3[01])/(?P<m>0?[369]|12)(?![\d/])"),
        ("semestre", rf"{_BORD}(?:s|sem\.?|semestre)\s?[12](?![0-9])|{_BORD}[12](?:er|e|eme|nd)?\s?sem(?:estre)?\b"),
        ("trimestre", rf"(?<![a-z0-9])(?P<an>20\d\d){_LIEN}[tq](?:rim(?:estre)?\.?)?\s?(?P<n>[1-4])(?![0-9a-z])"),
        ("trimestre", rf"{_BORD}[tq](?P<n>[1-4])(?![0-9a-z])(?:{_LIEN}{_AN})?"),
        ("trimestre", rf"{_BORD}(?:[tq]|trim\.?|trimestre)\s?(?:n°\s?)?(?P<n>[1-4])(?![0-9a-z])(?:{_LIEN}{_AN})?"),
        (
            "trimestre",
            rf"{_BORD}(?P<n>[1-4])\s?(?:er|ere|e|eme|nd|d)?\.?\s?(?:trim(?:estre)?(?![a-z])|[tq](?=20\d\d|[^a-z0-9]|$))\.?"
            rf"(?:{_LIEN}{_AN})?",
        ),
        ("trimestre", rf"{_BORD}(?P<rang>{'|'.join(_RANGS)}) trim(?:estre)?(?![a-z])\.?(?:{_LIEN}{_AN})?"),
        ("mois", rf"{_BORD}(?P<mot>{_MOIS})(?![a-z])\.?(?:{_LIEN}{_AN})?"),
        ("mois", r"(?<![\d/.-])(?P<m>[01]?\d)[/-](?P<an>20\d\d)(?![\d/.-])"),
        ("mois", r"(?<![\d/.-])(?P<an>20\d\d)[/-](?P<m>[01]\d)(?![\d/.-])"),
        ("annee", r"(?<!\d)(?P<an>20\d\d)(?!\d)"),
    )
)
"""How periods are written, folded; the first form that matches wins, and its text is taken out before the next."""

_PLUSIEURS = re.compile(r"20\d\d\s?(?:-|–|—|/|a|au|et)\s?20\d\d|[tq][1-4]\s?(?:-|–|—|/|a|au|et|\+)\s?[tq]?[1-4](?!\d)")


NEUTRES = frozenset(
    "a au arrete arretee annee chiffre chiffres d de des donnee donnees du en et exercice fin l la le les mois n"
    " periode pour situation t trim trimestre".split()
)
"""Words that add nothing to a period."""

_MOTS = re.compile(r"[a-z0-9%€]+")


class PeriodeEcrite(NamedTuple):
    """What a text says of time: its year, its quarter, and its other words.

    sure is False when it says several periods, or one that ends no quarter (a month, a semester, a day within one):
    it is then no quarter's title. mensuelle: the quarter is told by its last month alone.
    """

    annee: int | None = None
    numero: int | None = None
    reste: str = ""
    sure: bool = True
    mensuelle: bool = False

    @property
    def mots(self) -> tuple[str, ...]:
        """Its other words, those that add nothing apart."""
        return tuple(mot for mot in _MOTS.findall(self.reste) if mot not in NEUTRES)

    @property
    def est_dite(self) -> bool:
        """Whether it says a year or a quarter for sure."""
        return self.sure and (self.annee is not None or self.numero is not None)


@lru_cache(maxsize=8192)
def read_periode_ecrite(texte: str, est_date: bool = False) -> PeriodeEcrite:
    """Read the period a title says; est_date: the cell is a date, which spreadsheets make of « déc-24 ».

    >>> read_periode_ecrite("Réalisé T4 2025")[:3], read_periode_ecrite("1er trim. 2024")[:2]
    ((2025, 4, 'realise'), (2024, 1))
    >>> read_periode_ecrite("31/12/2024")[:2], read_periode_ecrite("15/12/2024").sure
    ((2024, 4), False)
    """
    plat = " ".join(fold(texte).split())
    if _PLUSIEURS.search(plat):
        return PeriodeEcrite(reste=plat, sure=False)
    dites, reste = [], plat
    for genre, forme in _FORMES:
        while trouve := forme.search(reste):
            dites.append(_to_periode(genre, trouve.groupdict(), est_date))
            reste = f"{reste[: trouve.start()]} {reste[trouve.end() :]}"
    return _merge(dites, " ".join(reste.split()))


def _to_periode(genre: str, parts: dict[str, str | None], est_date: bool) -> PeriodeEcrite:
    """Turn one form into what it says."""
    annee = _read_annee(parts.get("an"))
    if genre == "annee":
        return PeriodeEcrite(annee)
    if genre == "trimestre":
        rang = parts.get("rang")
        return PeriodeEcrite(annee, _RANGS[rang] if rang else int(parts["n"] or 0))
    if genre == "semestre":
        return PeriodeEcrite(annee, sure=False)
    mois = _read_mois(parts)
    if genre == "mois":
        return PeriodeEcrite(annee, mois // 3, sure=mois % 3 == 0 and mois > 0, mensuelle=True)
    return _read_jour(annee, mois, int(parts["j"] or 0), est_date)


def _read_annee(ecrite: str | None) -> int | None:
    """Read a year on four figures or two."""
    return int(ecrite) + (2000 if len(ecrite) == 2 else 0) if ecrite else None


def _read_mois(parts: dict[str, str | None]) -> int:
    """Give the number of a month written in figures or letters, 0 when there is no such month."""
    if chiffres := parts.get("m"):
        return int(chiffres) if 1 <= int(chiffres) <= 12 else 0
    mot = str(parts["mot"])
    return next(rang for rang, debut in enumerate(_DEBUTS_DE_MOIS, start=1) if mot.startswith(debut))


def _read_jour(annee: int | None, mois: int, jour: int, est_date: bool) -> PeriodeEcrite:
    """The last day of a quarter says it; so does, in a cell that is a date, the first day of its last month."""
    try:
        lu = date(annee or 1, mois, jour)
    except ValueError:
        return PeriodeEcrite(sure=False)
    if lu.month % 3:
        return PeriodeEcrite(sure=False)
    if (lu + timedelta(days=1)).month != lu.month:
        return PeriodeEcrite(annee, lu.month // 3)
    return PeriodeEcrite(annee, lu.month // 3, sure=est_date and lu.day == 1, mensuelle=True)


def _merge(dites: list[PeriodeEcrite], reste: str) -> PeriodeEcrite:
    """Join what a text says; two years or two quarters are no period."""
    annees = {dite.annee for dite in dites if dite.annee}
    numeros = {dite.numero for dite in dites if dite.numero}
    sure = all(dite.sure for dite in dites) and len(annees) <= 1 and len(numeros) <= 1
    mensuelle = any(dite.mensuelle for dite in dites)
    return PeriodeEcrite(max(annees, default=None), max(numeros, default=None), reste, sure, mensuelle)


_PLAGE = re.compile(r"20\d\d\s?(?:-|–|—|/|à|a|au)\s?20\d\d")
_MISE_A_JOUR = re.compile(r"\b(?:mise? a jour|maj|edite|imprime|version|actualise|extrait|date de)\b")


def is_mise_a_jour(texte: str) -> bool:
    """Whether a text says when the file itself was made.

    >>> is_mise_a_jour("Mis à jour le 31/12/2025"), is_mise_a_jour("Situation au 31/12/2025")
    (True, False)
    """
    return bool(_MISE_A_JOUR.search(fold(texte)))


def list_periodes_dites(textes: Iterable[str]) -> Iterator[PeriodeEcrite]:
    """Give the periods that the titles of a sheet say, ranges (« 2024-2027 ») and dates of update apart."""
    for texte in textes:
        if is_mise_a_jour(texte):
            continue
        lue = read_periode_ecrite(_PLAGE.sub(" ", texte))
        if lue.est_dite:
            yield lue
