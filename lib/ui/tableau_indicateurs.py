"""Rows of the matrix of indicators: baseline, then target, result and status of each year, already in French."""

from collections.abc import Iterable
from datetime import timedelta

from lib.domain.constats import format_intitule
from lib.domain.formats import ABSENT, INSECABLE, format_nombre, round_decimal
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.progression import Progression
from lib.ui.composants import format_statut


def build_lignes_matrice(progressions: Iterable[Progression], trimestre: Trimestre) -> list[dict[str, str]]:
    """Build one row per progression, in their order; statuses are those of T4, or of the quarter for its own year."""
    return [_build_ligne(progression, trimestre) for progression in progressions]


def _build_ligne(progression: Progression, trimestre: Trimestre) -> dict[str, str]:
    indicateur = progression.indicateur
    ligne = {
        "Code": indicateur.code,
        "Indicateur": format_intitule(indicateur),
        "Unité": indicateur.unite,
        "Situation initiale": format_situation_initiale(progression),
    }
    for annee in progression.annees:
        ligne[f"Cible {annee}"] = format_cible_cellule(progression, annee)
        ligne[f"Résultat {annee}"] = format_resultat_cellule(progression, annee)
        ligne[f"Statut {annee}"] = format_statut_cellule(progression, annee, trimestre)
    return ligne


def format_situation_initiale(progression: Progression) -> str:
    """Write the baseline: its figure, else the contract's own words, else « – »."""
    indicateur = progression.indicateur
    if not progression.est_ensemble:
        return ABSENT
    if indicateur.situation_initiale is None:
        return indicateur.situation_initiale_texte or ABSENT
    return format_nombre(indicateur.situation_initiale)


def format_cible_cellule(progression: Progression, annee: int) -> str:
    """Write a target: its figure, its text, or « – » when the contract writes nothing."""
    cible = progression.cibles.get(annee)
    if cible is None:
        return ABSENT
    return format_nombre(cible.valeur) if cible.valeur is not None else f"« {cible.texte} »"


def format_resultat_cellule(progression: Progression, annee: int) -> str:
    """Write the last value of a year, its quarter when the year is not over; else what is late or will not be sent."""
    ligne = progression.get_derniere(annee)
    masquees = progression.list_masquees(annee)
    if masquees and (ligne is None or ligne.trimestre < masquees[-1].trimestre):
        numero = masquees[-1].trimestre.numero
        return MASQUE if numero == 4 else f"T{numero}{INSECABLE}: {MASQUE}"
    if ligne is None:
        if progression.list_absentes(annee):
            return "en attente"
        if (reponse := progression.get_reponse(annee)) and reponse.resultat:
            return f"{reponse.resultat.statut.libelle.lower()} (T{reponse.trimestre.numero})"
        closes = progression.list_closes(annee)
        return f"{closes[-1].absence} (T{closes[-1].trimestre.numero})" if closes else ABSENT
    valeur = ligne.texte if ligne.valeur is None else format_nombre(round_decimal(ligne.valeur, 2))
    precisions = [f"T{ligne.trimestre.numero}"] if ligne.trimestre.numero < 4 else []
    precisions += ["provisoire"] if ligne.provisoire else []
    veille = Trimestre(annee, 1).debut - timedelta(days=1)
    precisions += ["rupture de série"] if progression.get_rupture(veille, ligne.trimestre.fin) else []
    return f"{valeur} ({', '.join(precisions)})" if precisions else valeur


def format_statut_cellule(progression: Progression, annee: int, trimestre: Trimestre) -> str:
    """Write the status of a year: at the quarter being read for its own year, else at T4, else at what is known."""
    lu = trimestre if annee == trimestre.annee else Trimestre(annee, 4)
    if annee > trimestre.annee and not progression.list_absentes(annee):
        derniere = progression.get_derniere(annee)
        if derniere is None:
            return ABSENT
        lu = derniere.trimestre
    ligne = progression.ligne_par_trimestre.get(lu)
    return format_statut(ligne.statut) if ligne is not None else ABSENT
