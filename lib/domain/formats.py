"""How figures, amounts and dates are written in French, on screens and in documents (never in files to be read back).

Thousands are parted by U+202F, the euro sign follows U+00A0, the percent sign U+202F, the minus is U+2212. What is
missing is « – », never 0.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

ABSENT = "–"
FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def _write_decimal(valeur: Decimal) -> str:
    """Write an exact decimal, all its digits kept."""
    chiffres = f"{abs(valeur):,f}".replace(",", FINE).replace(".", ",")
    return f"{MOINS if valeur < 0 else ''}{chiffres}"


def round_decimal(valeur: Decimal | Fraction | int, decimales: int) -> Decimal:
    """Round half away from zero, exactly, whatever the size of the figure.

    >>> round_decimal(Fraction(1, 8), 2)
    Decimal('0.13')
    """
    exact = Fraction(valeur) * 10**decimales
    entier, reste = divmod(abs(exact.numerator), exact.denominator)
    entier += 2 * reste >= exact.denominator
    return Decimal(-entier if exact < 0 else entier).scaleb(-decimales)


def format_nombre(valeur: Decimal | int | None, decimales: int | None = None) -> str:
    """Write a figure: all its digits, or rounded to `decimales` when given; « – » for None.

    >>> format_nombre(Decimal("8749.50")).replace(FINE, "_")
    '8_749,5'
    """
    if valeur is None:
        return ABSENT
    if decimales is not None:
        return _write_decimal(round_decimal(valeur, decimales))
    exacte = Decimal(valeur)
    return _write_decimal(exacte.quantize(Decimal(1)) if exacte == exacte.to_integral_value() else exacte.normalize())


def format_montre(valeur: Decimal) -> str:
    """Write a figure in a sentence, one decimal at most: a computed rate has more than anyone reads.

    >>> format_montre(Decimal("59.016394")), format_montre(Decimal(60)), format_montre(Decimal("12.5"))
    ('59,0', '60', '12,5')
    """
    return format_nombre(valeur, 1 if valeur != round(valeur, 1) else None)


def format_entier(valeur: Decimal | int | None) -> str:
    """Write a figure rounded to a whole number; « – » for None."""
    return format_nombre(valeur, 0)


def format_euros(centimes: int | None, toujours_centimes: bool = False) -> str:
    """Write an amount held in cents: « 31 795 € », with its cents when it has any; « – » for None.

    >>> format_euros(3179550).replace(FINE, "_").replace(INSECABLE, "~")
    '31_795,50~€'
    """
    if centimes is None:
        return ABSENT
    decimales = 2 if toujours_centimes or centimes % 100 else 0
    return f"{format_nombre(Decimal(centimes).scaleb(-2), decimales)}{INSECABLE}€"


def format_pourcentage(rapport: Fraction | Decimal | int | None, decimales: int = 1) -> str:
    """Write a ratio (1 is 100 %) as a percentage; « – » for None.

    >>> format_pourcentage(Fraction(140, 152)).replace(FINE, "_")
    '92,1_%'
    """
    if rapport is None:
        return ABSENT
    return f"{_write_decimal(round_decimal(Fraction(rapport) * 100, decimales))}{FINE}%"


def format_taux(rapport: Fraction | Decimal | int | None, borne: Fraction | int = 1, decimales: int = 1) -> str:
    """Write a rate judged against a bound: only what equals the bound reads as it, never what rounds to it.

    As many decimals as that takes: 14 999 on 15 000 is not 100,0 %, nor 49,998 % of co-financing 50,0 %.

    >>> format_taux(Fraction(14999, 15000)).replace(FINE, "_")
    '99,99_%'
    """
    if rapport is not None and Fraction(rapport) != borne:
        while format_pourcentage(rapport, decimales) == format_pourcentage(borne, decimales):
            decimales += 1
    return format_pourcentage(rapport, decimales)


def format_part(part: Fraction) -> str:
    """Write a threshold as it is set: « 5 % », « 2,5 % », « 0,25 % ».

    >>> format_part(Fraction(1, 40)).replace(FINE, "_")
    '2,5_%'
    """
    decimales = next((n for n in range(4) if (part * 10 ** (n + 2)).denominator == 1), 4)
    return format_pourcentage(part, decimales)


def format_points(ecart: Fraction | Decimal | int) -> str:
    """Write a difference of two rates in points; a difference never reads as none.

    >>> format_points(Fraction(-35, 1000)).replace(INSECABLE, "_")
    '−3,5_points'
    """
    unite = "points" if abs(Fraction(ecart)) >= Fraction(2, 100) else "point"
    return format_taux(ecart, 0).replace(f"{FINE}%", f"{INSECABLE}{unite}")


def format_date_courte(jour: date | None) -> str:
    """Write « 31/12/2024 »; « – » for None."""
    return ABSENT if jour is None else f"{jour:%d/%m/%Y}"


def format_mois(jour: date) -> str:
    """Write « novembre 2023 »."""
    return f"{MOIS[jour.month - 1]} {jour.year}"


def format_date_longue(jour: date | None) -> str:
    """Write « 1er janvier 2024 »; « – » for None.

    >>> format_date_longue(date(2024, 3, 1)).replace(INSECABLE, " ")
    '1er mars 2024'
    """
    if jour is None:
        return ABSENT
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{INSECABLE}{MOIS[jour.month - 1]} {jour.year}"
