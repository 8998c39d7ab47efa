"""Whose day a date is: the contract often writes a month, a season or a year, and the day put in time is then ours.

A day is the contract's when its own words hold it in full (« au plus tard le 31 mars 2025 »). Convention Jalons for
every other: the last day of what is written, or the first when it is a beginning.
"""

import re
from datetime import date

from lib.domain.formats import INSECABLE, format_date_courte, format_date_longue

JOUR_RETENU = "jour retenu par Jalons"


def is_jour_ecrit(texte: str, jour: date) -> bool:
    """Whether the contract's words hold that very day: « 30 septembre 2024 » does, « septembre 2024 » does not.

    >>> is_jour_ecrit("avant le 1er avril 2024", date(2024, 4, 1)), is_jour_ecrit("début avril 2024", date(2024, 4, 1))
    (True, False)
    """
    ecrit = format_date_longue(jour).replace(INSECABLE, " ")
    dits = " ".join(texte.lower().split())
    return re.search(rf"(?<!\d){re.escape(ecrit)}(?!\d)", dits) is not None


def is_jour_retenu(texte: str, jour: date | None) -> bool:
    """Whether a date was put by us on words that hold no such day; False without any date."""
    return jour is not None and not is_jour_ecrit(texte, jour)


def write_jour(jour: date | None, *, retenu: bool, longue: bool = False, citation: str = "") -> str:
    """Write a day and, when it is ours, that it is: « 31/07/2024 (jour retenu par Jalons) »; « – » for None.

    longue writes the month in full; citation: the contract's words, where they do not stand beside already.
    """
    ecrit = format_date_longue(jour) if longue else format_date_courte(jour)
    contrat = f"{INSECABLE}: le contrat écrit «{INSECABLE}{citation}{INSECABLE}»" if citation else ""
    return f"{ecrit} ({JOUR_RETENU}{contrat})" if retenu else ecrit
