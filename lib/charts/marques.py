"""How each status of the follow-up is drawn: the nearest of the theme's looks, with the status's own sign."""

from dataclasses import replace

from lib.charts.theme import MARQUES, Marque
from lib.domain.statuts import StatutSuivi

ALLURES: dict[StatutSuivi, Marque] = {
    StatutSuivi.ATTEINT: MARQUES["atteint"],
    StatutSuivi.NON_ATTEINT: replace(MARQUES["en_retard"], forme="cross"),
    StatutSuivi.EN_BONNE_VOIE: MARQUES["en_bonne_voie"],
    StatutSuivi.A_SURVEILLER: MARQUES["a_surveiller"],
    StatutSuivi.EN_RETARD: MARQUES["en_retard"],
    StatutSuivi.EN_COURS: replace(MARQUES["attendue"], forme="triangle-right"),
    StatutSuivi.DONNEE_ATTENDUE: MARQUES["attendue"],
    StatutSuivi.NON_EXIGEE: MARQUES["attendue"],
    StatutSuivi.NE_SERA_PAS_TRANSMISE: MARQUES["attendue"],
    StatutSuivi.SANS_VALEUR: MARQUES["attendue"],
    StatutSuivi.NON_CALCULABLE: MARQUES["attendue"],
    StatutSuivi.MASQUE: MARQUES["sans_cible"],
    StatutSuivi.QUALITATIF: MARQUES["sans_cible"],
    StatutSuivi.SANS_CIBLE: MARQUES["sans_cible"],
    StatutSuivi.A_DEFINIR: MARQUES["sans_cible"],
    StatutSuivi.NON_CONTRACTUALISE: MARQUES["sans_cible"],
    StatutSuivi.HORS_PERIODE: MARQUES["sans_cible"],
    StatutSuivi.CONTEXTE: MARQUES["sans_cible"],
}
"""Two statuses of one colour keep their own sign and word."""
