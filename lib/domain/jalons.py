"""Jalon: what a result should have reached at the end of a quarter for the year's target to be met at T4.

The contract writes no milestone: all of this is convention Jalons. T4's milestone is the target itself.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from lib.domain.faits import JalonSaisi
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Comptage, Mode, Nomenclature, Sens
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.rythme_argent import count_mois_ecoules
from lib.domain.valeurs import Chiffre, format_chiffre


class Allure(Nomenclature):
    """How a measure moves within the year, which decides its milestone."""

    PRORATA = "prorata", "Événements qui s’ajoutent : au prorata des mois de l’action"
    NIVEAU = "niveau", "Niveau : en ligne droite depuis la dernière fin d’année"
    SANS_JALON = "sans_jalon", "Personnes distinctes : pas de jalon avant le T4"


@dataclass(frozen=True)
class Niveau:
    """A level observed at the end of a year; the baseline is one too."""

    annee: int
    valeur: Fraction


@dataclass(frozen=True)
class Jalon(Chiffre):
    """A milestone, and the sentence that shows its computation with the actual inputs."""

    explication: str = ""


def get_allure(indicateur: Indicateur) -> Allure:
    """Say how a measure moves: additive events, levels (stocks, rates, durations), or neither. Convention Jalons."""
    if indicateur.comptage is Comptage.EVENEMENTS and indicateur.mode is Mode.CUMUL_ANNEE:
        return Allure.PRORATA
    return Allure.NIVEAU if indicateur.comptage in (Comptage.STOCK, Comptage.RAPPORT) else Allure.SANS_JALON


def is_compteur_annuel(indicateur: Indicateur) -> bool:
    """Whether the measure is counted afresh from every 1 January: before T4 it covers less than a baseline does."""
    return indicateur.mode is Mode.CUMUL_ANNEE and get_allure(indicateur) is not Allure.NIVEAU


def is_flux_a_baisser(indicateur: Indicateur) -> bool:
    """Whether the measure is a flow wanted lower: a low figure early in the year proves nothing, T4 alone judges."""
    return indicateur.sens is Sens.BAISSE and get_allure(indicateur) is not Allure.NIVEAU


def compute_jalon(
    indicateur: Indicateur,
    cible: Fraction,
    trimestre: Trimestre,
    periode: tuple[date, date],
    origine: Niveau | None,
    sans_origine: str,
    saisi: JalonSaisi | None,
) -> Jalon:
    """Give the milestone of a quarter.

    periode: the action's own first and last days. origine: the last known year-end level, None when there is none or
    when a series break parts it from the quarter; sans_origine then says why.
    """
    if trimestre.numero == 4:
        return Jalon(cible, explication="T4 : la cible de l’année elle-même")
    if saisi is not None:
        return Jalon(Fraction(saisi.valeur), explication=f"jalon saisi à la main : {saisi.motif}")
    if is_flux_a_baisser(indicateur):
        return Jalon(None, "flux à faire baisser : jugé au T4 seulement")
    allure = get_allure(indicateur)
    if allure is Allure.PRORATA:
        return compute_jalon_prorata(cible, trimestre, periode)
    if allure is Allure.NIVEAU:
        return compute_jalon_niveau(cible, trimestre, origine, indicateur.sens, sans_origine)
    return Jalon(None, "pas de jalon avant le T4 : une file de personnes n’avance pas au prorata du temps")


def compute_jalon_prorata(cible: Fraction, trimestre: Trimestre, periode: tuple[date, date]) -> Jalon:
    """Share the target by the elapsed months of the action's own period; a whole target gives whole milestones.

    >>> annee = (date(2024, 1, 1), date(2024, 12, 31))
    >>> compute_jalon_prorata(Fraction(5), Trimestre(2024, 1), annee).valeur
    Fraction(1, 1)
    >>> compute_jalon_prorata(Fraction(90), Trimestre(2024, 2), (date(2024, 4, 1), date(2024, 12, 31))).valeur
    Fraction(30, 1)
    """
    ecoules, total = count_mois_ecoules(*periode, trimestre)
    if total == 0:
        return Jalon(None, f"l’action n’a aucun mois en {trimestre.annee}")
    exact = cible * ecoules / total
    calcul = f"{format_chiffre(cible)} × {ecoules} mois sur {total}"
    if cible.denominator == 1 and exact.denominator != 1:
        return Jalon(Fraction(floor(exact)), explication=f"{calcul} = {format_chiffre(exact)}, ramené à l’unité")
    return Jalon(exact, explication=f"{calcul} = {format_chiffre(exact)}")


def compute_jalon_niveau(
    cible: Fraction, trimestre: Trimestre, origine: Niveau | None, sens: Sens, sans_origine: str = ""
) -> Jalon:
    """Follow the straight line from the last year-end level to the target; the target itself without such a level.

    The line never asks to fall back: it starts from the level or the target (min for a rise, max for a
    fall), so that 51 for a target of 50 is never late.

    >>> compute_jalon_niveau(Fraction(28), Trimestre(2024, 2), Niveau(2023, Fraction(16)), Sens.HAUSSE).valeur
    Fraction(22, 1)
    """
    if origine is None:
        return Jalon(cible, explication=f"{sans_origine}, donc la cible elle-même")
    depart = max(origine.valeur, cible) if sens is Sens.BAISSE else min(origine.valeur, cible)
    total = 4 * (trimestre.annee - origine.annee)
    ecoules = total - 4 + trimestre.numero
    valeur = depart + (cible - depart) * ecoules / total
    return Jalon(
        valeur,
        explication=f"de {format_chiffre(depart)} fin {origine.annee} à {format_chiffre(cible)} fin {trimestre.annee}, "
        f"{format_quantite(ecoules, 'trimestre')} sur {total} : {format_chiffre(valeur)}",
    )
