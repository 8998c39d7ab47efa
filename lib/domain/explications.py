"""« Pourquoi ? »: which lines of a quarter ask for a reason, and the sentences already given. Convention Jalons.

A reason is asked when a line is late (« en retard », « non atteint » at T4, or a figure past its deadline of which
nothing is declared), when its verdict changed since the quarter before, or when its level moved so much that the lower
of the two values is less than the share « à surveiller » of the higher. The threshold is that of the statuses.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from lib.domain.attendus import ORIGINE_DELAI, is_hors_periode
from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Explication
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mouvements import Mouvement, SensMouvement, compute_variation, list_mouvements, write_variation
from lib.domain.nomenclatures import Nomenclature, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi, get_seuils
from lib.domain.valeurs import to_fraction

RETARDS = frozenset({StatutSuivi.EN_RETARD, StatutSuivi.NON_ATTEINT})
"""Verdicts that are late: missed at T4 is the same finding as late before it."""

SANS_QUESTION = frozenset({StatutSuivi.CONTEXTE, StatutSuivi.NON_CONTRACTUALISE, StatutSuivi.HORS_PERIODE})
"""Statuses whose level may move without anybody being asked why."""


class RaisonPourquoi(Nomenclature):
    """Why a line asks for a reason, in this order."""

    RETARD = "retard", "En retard ou non atteinte"
    DONNEE = "donnee", f"Donnée attendue ({ORIGINE_DELAI})"
    STATUT = "statut", "Statut changé depuis le trimestre précédent"
    NIVEAU = "niveau", "Niveau qui a nettement bougé"


@dataclass(frozen=True)
class LigneAExpliquer:
    """A line that asks for a reason, by which rules, each with its words; the line holds what was answered."""

    ligne: LigneSuivi
    raisons: tuple[tuple[RaisonPourquoi, str], ...]

    @property
    def phrase(self) -> str:
        """Why it is asked: « à surveiller au T1 2026, en retard au T2 2026 »."""
        return f"{INSECABLE}; ".join(mots for _, mots in self.raisons)

    @property
    def explication(self) -> str:
        """The sentence already given, '' when none is."""
        return self.ligne.explication


def list_a_expliquer(
    contrat: ContratLu, lignes: Iterable[LigneSuivi], precedentes: Iterable[LigneSuivi]
) -> list[LigneAExpliquer]:
    """List the lines of a quarter, whole département, that ask for a reason; precedentes: the quarter before."""
    ensemble = [ligne for ligne in lignes if ligne.est_ensemble]
    avant = {ligne.cle: ligne for ligne in precedentes}
    mouvements = {m.ligne.code: m for m in list_mouvements(contrat, ensemble, avant.values())}
    demandes = []
    for ligne in ensemble:
        raisons = _list_raisons(contrat, ligne, avant.get(ligne.cle), mouvements.get(ligne.code))
        if raisons:
            demandes.append(LigneAExpliquer(ligne, raisons))
    return demandes


def _list_raisons(
    contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi | None, mouvement: Mouvement | None
) -> tuple[tuple[RaisonPourquoi, str], ...]:
    """Give every rule that asks, with its words; a change of verdict says by itself that the line is late."""
    raisons = []
    if mouvement is not None and mouvement.sens is not SensMouvement.NOUVEAU:
        raisons.append((RaisonPourquoi.STATUT, mouvement.phrase))
    elif ligne.statut in RETARDS:
        raisons.append((RaisonPourquoi.RETARD, _lower(ligne.libelle)))
    attente = ligne.attente
    if attente is not None and attente.en_retard and not attente.declaration:
        raisons.append((RaisonPourquoi.DONNEE, f"donnée {attente.phrase}"))
    if avant is not None and has_bouge(contrat, ligne, avant):
        raisons.append((RaisonPourquoi.NIVEAU, write_variation(contrat, ligne, avant)))
    return tuple(raisons)


def _lower(texte: str) -> str:
    return texte[:1].lower() + texte[1:]


def has_bouge(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> bool:
    """Whether a level moved by more than what « à surveiller » leaves to the larger of its two values."""
    if ligne.statut in SANS_QUESTION:
        return False
    variation, ancienne = compute_variation(contrat, ligne, avant), to_fraction(avant.valeur)
    if variation is None or ancienne is None:
        return False
    return abs(variation) > (1 - get_seuils(contrat).a_surveiller) * max(abs(ancienne), abs(ancienne + variation))


def list_explications(
    contrat: ContratLu, trimestres: Collection[Trimestre], fiche: str | None = None
) -> list[Explication]:
    """List the sentences of some quarters (a quarter, a year), for one fiche or for all: quarters, then contract order.

    What the fiche, the agenda and the annual report read.
    """
    rang = {
        indicateur.code: rang
        for rang, indicateur in enumerate(contrat.indicateurs)
        if fiche is None or indicateur.fiche == fiche
    }
    retenues = [fait for fait in contrat.explications if fait.periode in trimestres and fait.indicateur in rang]
    return sorted(retenues, key=lambda fait: (fait.periode, rang[fait.indicateur]))


def check_explicable(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, aujourd_hui: date) -> None:
    """Refuse a reason for what the contract does not follow then, or for a quarter to come."""
    hors = is_hors_periode(contrat.axe_par_code[indicateur.axe], trimestre)
    if hors or indicateur.statut is StatutCible.NON_CONTRACTUALISE:
        raise SaisieRefusee(f"{indicateur.code} n’est pas suivi au {trimestre.libelle}{INSECABLE}: rien à expliquer.")
    if trimestre.debut > aujourd_hui:
        raise SaisieRefusee(f"{trimestre.libelle} n’a pas commencé{INSECABLE}: rien à expliquer.")
