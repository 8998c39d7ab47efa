"""Échéances: the contract's obligations put in time. Whether one was met is not known: only its date is read."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.contrat import Obligation
from lib.domain.contrat_lu import ContratLu
from lib.domain.jours_retenus import write_jour
from lib.domain.nomenclatures import Nomenclature

HORIZON_JOURS = 90
SANS_SIGNATURE = "date inconnue : la date de signature n’est pas saisie"
SANS_JOUR = "aucun jour écrit au contrat"


class EtatEcheance(Nomenclature):
    """Where an obligation stands in time, on a day."""

    PROCHAINE = "prochaine", f"Dans les {HORIZON_JOURS} jours"
    A_VENIR = "a_venir", "Plus tard"
    PASSEE = "passee", "Date passée"
    RECURRENTE = "recurrente", "Récurrente"
    SANS_DATE = "sans_date", "Sans date"


class PartieObligation(Nomenclature):
    """The part of the contract an obligation belongs to."""

    SOLIDARITES = "solidarites", "Solidarités"
    INSERTION = "insertion", "Insertion et emploi"
    COMMUN = "commun", "Tout le contrat"


class RythmeObligation(Nomenclature):
    """How often an obligation comes back."""

    UNIQUE = "unique", "Une fois"
    MENSUEL = "mensuel", "Chaque mois"
    TRIMESTRIEL = "trimestriel", "Chaque trimestre"
    SEMESTRIEL = "semestriel", "Deux fois par an"
    ANNUEL = "annuel", "Chaque année"
    CONTINU = "continu", "En continu"
    EVENEMENT = "evenement", "À chaque cas"


RYTHMES_RECURRENTS = frozenset(RythmeObligation) - {RythmeObligation.UNIQUE, RythmeObligation.EVENEMENT}


@dataclass(frozen=True)
class EcheanceDatee:
    """An obligation, the day it falls (None: motif says why) and its state. delai: days left, below 0 when past."""

    obligation: Obligation
    jour: date | None
    etat: EtatEcheance
    delai: int | None = None
    motif: str = ""

    @property
    def jour_retenu(self) -> bool:
        """Whether the day is ours: one counted from the signature is the contract's."""
        return self.obligation.jour_retenu

    def write_jour(self, *, longue: bool = False, cite: bool = False) -> str:
        """Write the day and, when it is ours, that it is; cite quotes what the contract writes instead of a day."""
        citation = self.obligation.echeance if cite else ""
        return write_jour(self.jour, retenu=self.jour_retenu, longue=longue, citation=citation)

    @property
    def partie(self) -> PartieObligation:
        """The part of the contract."""
        return PartieObligation(self.obligation.partie)

    @property
    def rythme(self) -> RythmeObligation:
        """How often it comes back."""
        return RythmeObligation(self.obligation.rythme or RythmeObligation.UNIQUE)

    @property
    def organismes(self) -> tuple[str, ...]:
        """Who owes it, one by one."""
        return list_organismes(self.obligation.qui)


def list_organismes(qui: str) -> tuple[str, ...]:
    """Split the words of the contract into bodies, what stands between brackets left out.

    >>> list_organismes("Conseil départemental (organise) et État")
    ('Conseil départemental', 'État')
    """
    noms = re.split(r"\s*,\s*|\s+et\s+", re.sub(r"\s*\([^)]*\)", "", qui).strip())
    return tuple(nom for nom in noms if nom)


def compute_jour(contrat: ContratLu, obligation: Obligation) -> tuple[date | None, str]:
    """Give the day an obligation falls: written, or counted from the signature (art. 3); else None and the reason."""
    if obligation.date_limite is not None:
        return obligation.date_limite, ""
    if obligation.jours_apres_signature is None:
        return None, SANS_JOUR
    signatures = {avenant.numero: avenant.date_signature for avenant in contrat.avenants}
    signature = signatures.get(obligation.avenant)
    if signature is None:
        return None, SANS_SIGNATURE
    return signature + timedelta(days=obligation.jours_apres_signature), ""


def build_calendrier(contrat: ContratLu, aujourd_hui: date) -> list[EcheanceDatee]:
    """Put every obligation in time: the dated ones first, in order, then the others in the contract's order."""
    echeances = [_build_echeance(contrat, obligation, aujourd_hui) for obligation in contrat.obligations]
    return sorted(echeances, key=lambda e: (e.jour is None, e.jour or date.max, e.obligation.ordre))


def _build_echeance(contrat: ContratLu, obligation: Obligation, aujourd_hui: date) -> EcheanceDatee:
    jour, motif = compute_jour(contrat, obligation)
    if jour is None:
        rythme = RythmeObligation(obligation.rythme or RythmeObligation.UNIQUE)
        etat = EtatEcheance.RECURRENTE if rythme in RYTHMES_RECURRENTS else EtatEcheance.SANS_DATE
        return EcheanceDatee(obligation, None, etat, motif=motif)
    delai = (jour - aujourd_hui).days
    if delai < 0:
        etat = EtatEcheance.PASSEE
    else:
        etat = EtatEcheance.PROCHAINE if delai <= HORIZON_JOURS else EtatEcheance.A_VENIR
    return EcheanceDatee(obligation, jour, etat, delai)


def list_a_venir(calendrier: list[EcheanceDatee]) -> list[EcheanceDatee]:
    """Keep the dated obligations still to come, the nearest first."""
    return [e for e in calendrier if e.etat in (EtatEcheance.PROCHAINE, EtatEcheance.A_VENIR)]
