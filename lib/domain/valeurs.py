"""What a quarter's value is: one exact figure, or none and the reason why. A missing value is never another quarter's.

Figures are exact fractions while rules apply to them; they are rounded only when shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.faits import Resultat
from lib.domain.formats import format_nombre, round_decimal
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import StatutResultat, TypeValeur
from lib.domain.phrases import format_accord

TYPES_RAPPORT = frozenset({TypeValeur.TAUX, TypeValeur.MOYENNE, TypeValeur.DUREE})
NON_TRANSMIS = "non transmis"
NE_SERA_PAS_TRANSMISE = "ne sera pas transmise"
STATUTS_CHIFFRES = frozenset({StatutResultat.MESUREE, StatutResultat.PROVISOIRE})


@dataclass(frozen=True)
class Chiffre:
    """A figure, or None and a short French sentence that says why."""

    valeur: Fraction | None = None
    motif: str = ""


def has_deux_termes(resultat: Resultat) -> bool:
    """Whether a rate came with its numerator and its denominator; a bare rate is shown, never aggregated."""
    return resultat.numerateur is not None and resultat.denominateur is not None


def is_agregeable(indicateur: Indicateur) -> bool:
    """Whether the values of several territories may be put together: counts that add up, rates made again."""
    return indicateur.additif or indicateur.type in TYPES_RAPPORT


def compute_rapport(type_valeur: TypeValeur, numerateur: Fraction, denominateur: Fraction) -> Chiffre:
    """Divide two terms: points (100 × num/den) for a rate, num/den for an average or a duration. Convention Jalons.

    >>> compute_rapport(TypeValeur.TAUX, Fraction(37), Fraction(40)).valeur
    Fraction(185, 2)
    """
    if denominateur == 0:
        return Chiffre(None, "dénominateur nul")
    return Chiffre((100 if type_valeur is TypeValeur.TAUX else 1) * numerateur / denominateur)


def build_incomplet(recus: int, attendus: int, closes: Sequence[str] = ()) -> Chiffre:
    """Give no figure, and the reason, when a sum misses some of its terms: « non calculable, 3/5 reçus ».

    closes: the codes of the terms that will not be sent, which are named.
    """
    motif = f"non calculable, {recus}/{attendus} {format_accord(recus, 'reçu')}"
    if not closes:
        return Chiffre(None, motif)
    verbe = format_accord(len(closes), NE_SERA_PAS_TRANSMISE, "ne seront pas transmises")
    return Chiffre(None, f"{motif}, {', '.join(closes)} {verbe}")


def compute_valeur(indicateur: Indicateur, resultat: Resultat | None) -> Chiffre:
    """Give the figure of a result in its indicator's mode: both terms prevail over a typed rate. Convention Jalons.

    None with its reason when nothing was uploaded, when the value was declared missing, or when it is a text.
    """
    if resultat is None:
        return Chiffre(None, NON_TRANSMIS)
    if resultat.statut not in STATUTS_CHIFFRES:
        return Chiffre(None, f"déclarée « {resultat.statut.libelle.lower()} »")
    if indicateur.type is TypeValeur.TEXTE:
        return Chiffre(None, "un texte, pas un chiffre" if resultat.texte else "aucun texte dans la ligne transmise")
    if indicateur.type in TYPES_RAPPORT and resultat.numerateur is not None and resultat.denominateur is not None:
        return compute_rapport(indicateur.type, Fraction(resultat.numerateur), Fraction(resultat.denominateur))
    if resultat.valeur is None:
        return Chiffre(None, "aucun chiffre dans la ligne transmise")
    return Chiffre(Fraction(resultat.valeur))


def to_fraction(valeur: Decimal | None) -> Fraction | None:
    """Give the exact fraction of a decimal."""
    return None if valeur is None else Fraction(valeur)


def to_decimal(valeur: Fraction | None) -> Decimal | None:
    """Give the decimal of a fraction, 28 significant digits, never rounded further."""
    return None if valeur is None else Decimal(valeur.numerator) / Decimal(valeur.denominator)


def format_chiffre(valeur: Fraction) -> str:
    """Write a figure for a sentence, at most two decimals.

    >>> format_chiffre(Fraction(67, 2))
    '33,5'
    """
    return format_nombre(round_decimal(valeur, 2))
