"""Reasons for changing or undoing what is published: a choice of the list, then free words (convention Jalons)."""

from lib.domain.erreurs import SaisieRefusee
from lib.domain.formats import INSECABLE
from lib.domain.nomenclatures import Nomenclature


class MotifChangement(Nomenclature):
    """Why a published value changes."""

    ERREUR = "erreur", "Erreur de saisie"
    CONSOLIDATION = "consolidation", "Donnée consolidée"
    METHODE = "methode", "Changement de méthode"
    PERIMETRE = "perimetre", "Changement de périmètre"
    AUTRE = "autre", "Autre motif"


class MotifAnnulation(Nomenclature):
    """Why a lot is undone."""

    MAUVAIS_FICHIER = "mauvais_fichier", "Mauvais fichier déposé"
    DONNEES_FAUSSES = "donnees_fausses", "Données inexactes"
    MAUVAISE_PERIODE = "mauvaise_periode", "Mauvaise période"
    ESSAI = "essai", "Dépôt d’essai"
    AUTRE = "autre", "Autre motif"


def build_motif(choix: MotifChangement | MotifAnnulation | None, precision: str = "") -> str:
    """Write a reason: the words of the list, then those of the person; « autre » alone explains nothing.

    >>> build_motif(MotifChangement.ERREUR, "ligne décalée").replace(INSECABLE, " ")
    'Erreur de saisie : ligne décalée'
    """
    precision = precision.strip()
    if choix is None:
        return precision
    if choix in (MotifChangement.AUTRE, MotifAnnulation.AUTRE):
        if not precision:
            raise SaisieRefusee("Avec «\u00a0Autre motif\u00a0», écrivez en quelques mots lequel.")
        return precision
    return f"{choix.libelle}{INSECABLE}: {precision}" if precision else choix.libelle
