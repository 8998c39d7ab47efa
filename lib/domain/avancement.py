"""The three ratios of a result, each with its own name: taux d'atteinte, avancement de l'année, avancement du contrat.

Unrounded and never clamped. The contract only speaks of the « niveau d'atteinte des indicateurs » (annexe 4) and gives
no formula: convention Jalons.
"""

from fractions import Fraction

from lib.domain.nomenclatures import Sens
from lib.domain.valeurs import Chiffre


def is_atteint(valeur: Fraction, cible: Fraction, sens: Sens) -> bool:
    """Whether a result meets a target: at or above it, or at or below it for a measure wanted lower."""
    return valeur <= cible if sens is Sens.BAISSE else valeur >= cible


def compute_taux_atteinte(valeur: Fraction, cible: Fraction) -> Chiffre:
    """Divide the result by the target of the year; undefined for a target of 0."""
    return Chiffre(valeur / cible) if cible else Chiffre(None, "cible nulle : pas de taux d’atteinte")


def compute_avancement(valeur: Fraction, depart: Fraction, cible: Fraction, sens: Sens, clos: bool) -> Chiffre:
    """Share of the way done from the baseline to a target, (R − T0) / (C − T0), the same formula rising or falling.

    Undefined when the target equals the baseline: then « maintenu » or « non maintenu ». clos: whether a value below
    is final (a level, or T4); a yearly count is still open before.

    >>> compute_avancement(Fraction(80), Fraction(100), Fraction(50), Sens.BAISSE, True).valeur
    Fraction(2, 5)
    """
    if cible != depart:
        return Chiffre((valeur - depart) / (cible - depart))
    if is_atteint(valeur, cible, sens):
        return Chiffre(None, "cible égale à la situation initiale : maintenu")
    if clos:
        return Chiffre(None, "cible égale à la situation initiale : non maintenu")
    return Chiffre(None, "cible égale à la situation initiale : maintien à constater au T4")
