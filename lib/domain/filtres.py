"""Filtres: which indicators a visitor asked for, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Nomenclature
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression
from lib.domain.recherche import to_cle_recherche
from lib.domain.statuts import StatutSuivi, compute_tenue
from lib.domain.valeurs import to_fraction


class Tri(Nomenclature):
    """The orders of the list."""

    AXE = "axe", "Ordre du contrat"
    ECART = "ecart", "Écart au jalon, le plus grand d’abord"
    FRAICHEUR = "fraicheur", "Donnée la plus ancienne d’abord"


@dataclass(frozen=True, kw_only=True)
class Filtres:
    """What was asked: an empty choice keeps everything. annees: years that must have a figure as target."""

    recherche: str = ""
    axes: tuple[str, ...] = ()
    fiches: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuts: tuple[str, ...] = ()
    producteurs: tuple[str, ...] = ()
    annees: tuple[int, ...] = ()
    territoire: str = DEPARTEMENT


def select_progressions(
    contrat: ContratLu, progressions: Iterable[Progression], filtres: Filtres, trimestre: Trimestre
) -> list[Progression]:
    """Keep the progressions asked for, one per indicator, in the contract's order."""
    return [
        progression
        for progression in progressions
        if (progression.territoire, progression.ventilation) == (filtres.territoire, "")
        and _has_attributs(progression.indicateur, filtres)
        and _has_suivi(progression, filtres, trimestre)
        and _has_mots(contrat, progression.indicateur, filtres.recherche)
    ]


def _has_attributs(indicateur: Indicateur, filtres: Filtres) -> bool:
    """Whether an indicator is of the axes, fiches, levels, types and producers asked for."""
    demandes = (
        (indicateur.axe, filtres.axes),
        (indicateur.fiche, filtres.fiches),
        (indicateur.niveau.value, filtres.niveaux),
        (indicateur.type.value, filtres.types),
        (indicateur.producteur.value, filtres.producteurs),
    )
    return all(not choix or valeur in choix for valeur, choix in demandes)


def _has_suivi(progression: Progression, filtres: Filtres, trimestre: Trimestre) -> bool:
    """Whether the status of the quarter and the years with a target are those asked for."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    if filtres.statuts and (ligne is None or ligne.statut.value not in filtres.statuts):
        return False
    return all(has_cible_chiffree(progression, annee) for annee in filtres.annees)


def has_cible_chiffree(progression: Progression, annee: int) -> bool:
    """Whether the contract writes a figure as target of a year."""
    cible = progression.cibles.get(annee)
    return cible is not None and cible.valeur is not None


def _has_mots(contrat: ContratLu, indicateur: Indicateur, recherche: str) -> bool:
    """Whether every word searched stands in the code, the names, the theme or the fiche."""
    fiche = contrat.fiche_par_code.get(indicateur.fiche)
    champs = (indicateur.code, indicateur.libelle, indicateur.mesure, indicateur.libelle_fiche, indicateur.thematique)
    texte = to_cle_recherche(" ".join((*champs, indicateur.unite, fiche.intitule if fiche else "")))
    return all(mot in texte for mot in to_cle_recherche(recherche).split())


def sort_progressions(progressions: Iterable[Progression], tri: Tri, trimestre: Trimestre) -> list[Progression]:
    """Put progressions in the order asked for; ties keep the contract's order."""
    if tri is Tri.ECART:
        return sorted(progressions, key=lambda p: compute_rang_ecart(p, trimestre))
    if tri is Tri.FRAICHEUR:
        return sorted(progressions, key=lambda p: compute_rang_fraicheur(p, trimestre))
    return list(progressions)


def compute_rang_ecart(progression: Progression, trimestre: Trimestre) -> tuple[int, Fraction]:
    """Rank by how far a result is from its milestone, so that unlike units compare; without milestone come last."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    valeur = to_fraction(ligne.valeur) if ligne else None
    if ligne is None or valeur is None or ligne.jalon is None:
        return 1, Fraction(0)
    return 0, compute_tenue(valeur, ligne.jalon, progression.indicateur.sens)


def compute_rang_fraicheur(progression: Progression, trimestre: Trimestre) -> tuple[int, tuple[int, int]]:
    """Rank by the last quarter received; late figures first, what nobody owes last."""
    recues = [ligne.trimestre for ligne in progression.recues if ligne.trimestre <= trimestre]
    derniere = (recues[-1].annee, recues[-1].numero) if recues else (0, 0)
    if any(ligne.trimestre <= trimestre for ligne in progression.list_absentes()):
        return 0, derniere
    ligne = progression.ligne_par_trimestre.get(trimestre)
    hors = ligne is None or ligne.statut in (StatutSuivi.NON_CONTRACTUALISE, StatutSuivi.HORS_PERIODE)
    return (2 if hors and not recues else 1), derniere
