"""The three ratios of a result, each with its own name: taux d'atteinte, avancement de l'année, avancement du contrat.

Unrounded and never clamped. The contract only speaks of the « niveau d'atteinte des indicateurs » (annexe 4) and gives
no formula: convention Jalons. An avancement only compares what covers the same time: the baseline and the targets
cover twelve months, or are levels seen on a day.
"""

from dataclasses import dataclass
from fractions import Fraction

from lib.domain.formats import INSECABLE, format_part, format_taux
from lib.domain.mesures import format_ecart_vise
from lib.domain.nomenclatures import Sens
from lib.domain.valeurs import Chiffre, format_chiffre

COMPTEUR_REMIS_A_ZERO = f"compteur remis à zéro au 1er{INSECABLE}janvier{INSECABLE}: se lit au T4"
EN_DECA = "en deçà de la situation initiale"
AU_DESSUS = "au-dessus de la situation initiale"
DEPASSEE = "cible dépassée"


@dataclass(frozen=True)
class Chemin:
    """The way a target asks for, from the baseline to it, in the indicator's unit and direction."""

    depart: Fraction
    cible: Fraction
    sens: Sens
    unite: str = ""

    @property
    def longueur(self) -> Fraction:
        """From the baseline to the target, below 0 for a fall."""
        return self.cible - self.depart

    @property
    def a_rebours(self) -> bool:
        """Whether the target lies on the wrong side of the baseline: doing better would read as going backwards."""
        return self.longueur > 0 if self.sens is Sens.BAISSE else self.longueur < 0


def is_atteint(valeur: Fraction, cible: Fraction, sens: Sens) -> bool:
    """Whether a result meets a target: at or above it, or at or below it for a measure wanted lower."""
    return valeur <= cible if sens is Sens.BAISSE else valeur >= cible


def compute_taux_atteinte(valeur: Fraction, cible: Fraction) -> Chiffre:
    """Divide the result by the target of the year; undefined for a target of 0."""
    return Chiffre(valeur / cible) if cible else Chiffre(None, "cible nulle : pas de taux d’atteinte")


def compute_avancement(
    valeur: Fraction, chemin: Chemin, ecart_minimal: Fraction, *, comparable: bool = True
) -> Chiffre:
    """Share of the way done from the baseline to a target, (R − T0) / (C − T0), the same formula rising or falling.

    comparable: False for a yearly count before T4, a few months of which say nothing of the way done. ecart_minimal:
    share of the baseline under which the way is too short for a ratio (348 → 350), which is then said in units.
    Undefined too when the target equals the baseline (then « maintenu » or « non maintenu ») and when it lies on the
    wrong side of it. Convention Jalons.

    >>> compute_avancement(Fraction(80), Chemin(Fraction(100), Fraction(50), Sens.BAISSE), Fraction(0)).valeur
    Fraction(2, 5)
    """
    if chemin.a_rebours:
        return Chiffre(None, _write_a_rebours(chemin))
    if not comparable:
        return Chiffre(None, COMPTEUR_REMIS_A_ZERO)
    if not chemin.longueur:
        mot = "maintenu" if is_atteint(valeur, chemin.cible, chemin.sens) else "non maintenu"
        return Chiffre(None, f"cible égale à la situation initiale{INSECABLE}: {mot}")
    if abs(chemin.longueur) < ecart_minimal * abs(chemin.depart):
        part = format_part(ecart_minimal)
        ecarts = format_ecart_vise(valeur - chemin.depart, chemin.longueur, chemin.unite)
        return Chiffre(None, f"{ecarts} (la cible est à moins de {part} de la situation initiale)")
    return Chiffre((valeur - chemin.depart) / chemin.longueur)


def _write_a_rebours(chemin: Chemin) -> str:
    cote, sens = (
        ("au-dessus", "faire baisser") if chemin.sens is Sens.BAISSE else ("au-dessous", "ne pas faire baisser")
    )
    ecrits = f"cible {format_chiffre(chemin.cible)} {cote} de la situation initiale {format_chiffre(chemin.depart)}"
    return f"pas d’avancement{INSECABLE}: {ecrits}, pour une mesure à {sens}"


def format_avancement(rapport: Fraction, sens: Sens) -> str:
    """Write an avancement: below 0 and above 1 in words first, since a room reads neither −40 % nor 140 % of a way.

    For a measure to lower, what went the wrong way is above the baseline, and is said so.

    >>> format_avancement(Fraction(-1, 5), Sens.HAUSSE), format_avancement(Fraction(-1, 5), Sens.BAISSE)
    ('en deçà de la situation initiale', 'au-dessus de la situation initiale')
    """
    if rapport < 0:
        return AU_DESSUS if sens is Sens.BAISSE else EN_DECA
    return f"{DEPASSEE} ({format_taux(rapport)})" if rapport > 1 else format_taux(rapport)


def format_atteinte(valeur: Fraction, cible: Fraction, sens: Sens) -> str:
    """Write how far a target is met; one to lower is never a percentage: 125 % of it would read as a success.

    >>> format_atteinte(Fraction(125), Fraction(100), Sens.BAISSE)
    '125 pour 100 au plus'
    """
    if sens is Sens.BAISSE:
        return f"{format_chiffre(valeur)} pour {format_chiffre(cible)} au plus"
    taux = compute_taux_atteinte(valeur, cible).valeur
    return f"{format_chiffre(valeur)} pour {format_chiffre(cible)}" if taux is None else format_taux(taux)
