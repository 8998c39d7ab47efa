"""Figures with their unit, as they are read aloud: « 1 logement », « +4 jeunes », « 125 jours pour 100 au plus »."""

import re
from decimal import Decimal
from fractions import Fraction

from lib.domain.formats import INSECABLE, format_nombre, round_decimal
from lib.domain.phrases import format_accord

INVARIABLES = frozenset({"mois", "repas", "ans"})
FEMININS = frozenset(
    {"actions", "familles", "femmes", "files", "formations", "heures", "mères", "ouvertures", "orientations"}
    | {"personnes", "places", "situations", "sorties", "structures"}
)
"""Feminine heads of the units that the contract writes; a unit that is not here is masculine."""
_COMPLEMENT = re.compile(r"\s(?=\(|par\b|de\b|des\b|du\b|d['’])")


def format_mesure(valeur: Decimal | Fraction | int, unite: str, decimales: int = 2) -> str:
    """Write a figure with its unit, singular below two: « 1 logement », « 42,5 % des orientations ».

    >>> format_mesure(1, "files actives (portefeuilles)").replace(INSECABLE, " ")
    '1 file active (portefeuilles)'
    """
    nombre = format_nombre(round_decimal(valeur, decimales))
    return f"{nombre}{INSECABLE}{_accord(unite, valeur)}".rstrip()


def _accord(unite: str, valeur: Decimal | Fraction | int) -> str:
    """Put the head of a unit in the singular when the figure asks for it."""
    if abs(Fraction(valeur)) >= 2:
        return unite
    tete, *suite = _COMPLEMENT.split(unite, maxsplit=1)
    mots = [mot if mot in INVARIABLES or not mot.endswith("s") else mot[:-1] for mot in tete.split(" ")]
    return " ".join([" ".join(mots), *suite])


def format_ecart(ecart: Decimal | Fraction | int, unite: str = "", decimales: int = 2) -> str:
    """Write a difference with its sign, points for a percentage: « +12 », « −3,5 points »."""
    signe = "+" if ecart > 0 else ""
    nom = ("points" if abs(Fraction(ecart)) >= 2 else "point") if unite.startswith("%") else ""
    return f"{signe}{format_nombre(round_decimal(ecart, decimales))}{INSECABLE}{nom}".rstrip()


def format_ecart_vise(ecart: Fraction, vise: Fraction, unite: str) -> str:
    """Set a difference beside the one aimed at: « +4 jeunes, +2 visés », « +3 familles, +2 visées ».

    >>> format_ecart_vise(Fraction(1), Fraction(1), "places").replace(INSECABLE, " ")
    '+1 place, +1 visée'
    """
    visee = "visée" if unite.split(" ")[0] in FEMININS else "visé"
    fait = format_ecart(ecart, unite) if unite.startswith("%") else format_mesure(ecart, unite)
    signe = "+" if ecart > 0 and not fait.startswith("+") else ""
    return f"{signe}{fait}, {format_ecart(vise)} {format_accord(vise, visee)}"
