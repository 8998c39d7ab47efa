"""Numbers and days as people type them on a command line: what cannot be one is a misuse, said in French."""

import argparse
from datetime import date

NOMBRE_MAX = 1_000_000
"""Greatest number of a lot, an avenant or a year that an option takes: far under what a database holds."""


def read_nombre(texte: str) -> int:
    """Read a whole number from 0 to NOMBRE_MAX; raises for argparse.

    >>> read_nombre("12")
    12
    """
    if not (texte.isascii() and texte.isdigit()) or len(texte) > len(str(NOMBRE_MAX)) or int(texte) > NOMBRE_MAX:
        raise argparse.ArgumentTypeError(f"nombre entier attendu, de 0 à 1 000 000, lu « {texte} »")
    return int(texte)


def read_jour(texte: str) -> date:
    """Read a day written AAAA-MM-JJ; raises for argparse."""
    try:
        return date.fromisoformat(texte)
    except ValueError as erreur:
        raise argparse.ArgumentTypeError(f"jour attendu, par exemple 2025-06-30, lu « {texte} »") from erreur
