"""At what pace money goes: what is expected at a date, where the year will end, and money out of step with results.

All of this is convention Jalons: the contract writes no pace and no projection.
"""

from datetime import date
from fractions import Fraction

from lib.domain.contrat import Centimes
from lib.domain.nomenclatures import Nomenclature
from lib.domain.periodes import Trimestre

MOIS_AVANT_PROJECTION = 6


class Decalage(Nomenclature):
    """Money compared with results."""

    AUCUN = "aucun", "Argent et résultats au même pas"
    ARGENT_SANS_RESULTATS = "argent_sans_resultats", "Argent consommé, résultats en retard"
    RESULTATS_SANS_ARGENT = "resultats_sans_argent", "Résultats au rendez-vous, argent peu consommé"
    NON_JUGE = "non_juge", "Comparaison impossible"


def write_decalage(decalage: Decalage, trimestre: Trimestre) -> str:
    """Write the comparison in the words of the quarter: once the year is closed, a target is met or it is not."""
    if decalage is Decalage.ARGENT_SANS_RESULTATS and trimestre.numero == 4:
        return "Argent consommé, cibles non atteintes"
    return decalage.libelle


def _count_mois(debut: date, fin: date) -> int:
    """Months begun from one day to the other, both months included; 0 when fin is before debut."""
    return max(0, 12 * (fin.year - debut.year) + fin.month - debut.month + 1)


def count_mois_ecoules(debut: date, fin: date, trimestre: Trimestre) -> tuple[int, int]:
    """Count the elapsed months and all the months of a period within the quarter's year.

    >>> count_mois_ecoules(date(2024, 4, 1), date(2025, 12, 31), Trimestre(2024, 2))
    (3, 9)
    """
    premier, dernier = max(debut, date(trimestre.annee, 1, 1)), min(fin, date(trimestre.annee, 12, 31))
    return _count_mois(premier, min(dernier, trimestre.fin)), _count_mois(premier, dernier)


def compute_part_ecoulee(debut: date, fin: date, trimestre: Trimestre) -> Fraction | None:
    """Share of the elapsed months of an action's own period in the year; None when the year is outside it."""
    ecoules, total = count_mois_ecoules(debut, fin, trimestre)
    return Fraction(ecoules, total) if total else None


def compute_projection(realise: Centimes | None, debut: date, fin: date, trimestre: Trimestre) -> Fraction | None:
    """Project spending to 31 December at the pace seen so far, in cents unrounded; None before two quarters.

    The fourth quarter is the year's own figure: it projects to itself.
    """
    ecoules, total = count_mois_ecoules(debut, fin, trimestre)
    if realise is None or not ecoules or (ecoules < MOIS_AVANT_PROJECTION and ecoules < total):
        return None
    return Fraction(realise * total, ecoules)


def compute_decalage(
    taux: Fraction | None,
    part_attendue: Fraction | None,
    *,
    juges: int,
    tenues: int,
    en_retard: int,
    seuil_bonne_voie: Fraction,
    seuil_a_surveiller: Fraction,
) -> Decalage:
    """Compare a rate of consumption with the verdicts on results.

    juges counts the indicators that have a verdict, tenues those met or on track, en_retard those late or missed. Money
    is « consommée » from
    seuil_bonne_voie × the share expected at the date, « peu consommée » below seuil_a_surveiller × that share. Results
    are late from half of the verdicts, on time when every one is held.
    """
    if taux is None or not part_attendue or not juges:
        return Decalage.NON_JUGE
    if taux >= seuil_bonne_voie * part_attendue and 2 * en_retard >= juges:
        return Decalage.ARGENT_SANS_RESULTATS
    if taux < seuil_a_surveiller * part_attendue and tenues == juges:
        return Decalage.RESULTATS_SANS_ARGENT
    return Decalage.AUCUN
