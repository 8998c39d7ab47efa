"""Projection: where the year will end « à ce rythme », for additive events and stocks only. Convention Jalons."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lib.domain.indicateurs import Indicateur
from lib.domain.jalons import Allure, get_allure
from lib.domain.nomenclatures import Comptage
from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import MOIS_AVANT_PROJECTION, count_mois_ecoules
from lib.domain.valeurs import Chiffre, format_chiffre


@dataclass(frozen=True)
class Projection(Chiffre):
    """A projection, and its computation with the actual inputs."""

    explication: str = ""


TROP_TOT = Projection(None, "projection à partir de deux trimestres")


def compute_projection(
    indicateur: Indicateur,
    valeur: Fraction,
    trimestre: Trimestre,
    periode: tuple[date, date],
    depart: tuple[Trimestre, Fraction] | None,
) -> Projection:
    """Project a value to 31 December, unrounded and unclamped; T4 projects to itself.

    periode: the action's own first and last days. depart: the earlier level a stock's line starts from, with its
    quarter (last year-end, else the first of the year); None when none is comparable.
    """
    if get_allure(indicateur) is Allure.PRORATA:
        return compute_projection_evenements(valeur, trimestre, periode)
    if indicateur.comptage is Comptage.STOCK:
        return compute_projection_stock(valeur, trimestre, depart)
    return Projection(None, "projection réservée aux événements qui s’ajoutent et aux stocks")


def compute_projection_evenements(valeur: Fraction, trimestre: Trimestre, periode: tuple[date, date]) -> Projection:
    """Extend events to the whole of the action's months of the year, once six of them (or all) have passed."""
    ecoules, total = count_mois_ecoules(*periode, trimestre)
    if not ecoules or (ecoules < MOIS_AVANT_PROJECTION and ecoules < total):
        return TROP_TOT
    return Projection(valeur * total / ecoules, explication=f"{format_chiffre(valeur)} × {total} mois / {ecoules} mois")


def compute_projection_stock(
    valeur: Fraction, trimestre: Trimestre, depart: tuple[Trimestre, Fraction] | None
) -> Projection:
    """Extend a stock's own straight line to the year's end, from T2 on.

    >>> compute_projection_stock(Fraction(22), Trimestre(2024, 2), (Trimestre(2023, 4), Fraction(16))).valeur
    Fraction(28, 1)
    """
    if trimestre.numero == 4:
        return Projection(valeur, explication="T4 : la valeur elle-même")
    if trimestre.numero == 1:
        return TROP_TOT
    if depart is None:
        return Projection(None, "pas de niveau antérieur comparable : pas de projection")
    origine, niveau = depart
    ecart = 4 * (trimestre.annee - origine.annee) + trimestre.numero - origine.numero
    restants = 4 - trimestre.numero
    lue, avant = format_chiffre(valeur), format_chiffre(niveau)
    return Projection(
        valeur + (valeur - niveau) * restants / ecart,
        explication=f"{lue} + ({lue} − {avant} fin {origine.libelle}) × {restants} / {ecart} trimestres",
    )
