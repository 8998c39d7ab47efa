"""The State's payments: planned, due, paid, remaining, late (R3, R4, R5: art. 3).

A payment is due once what triggers it has happened and its day is known: fifteen days after the signature, when its
date is entered. Until then, and for the balance of which article 3 writes no day, it is planned.
Article 3 pays each part as a whole, so a payment may leave the axe or the fiche blank (« non ventilé »). A part's
payments settle its due payments in their order; nothing passes from one part to the other.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.credits import RegleVersement
from lib.domain.faits import Versement
from lib.domain.formats import format_euros
from lib.domain.nomenclatures import Declencheur, Nomenclature, PartieContrat

SANS_SIGNATURE = "échéance inconnue : date de signature non saisie"
SANS_DELAI = "échéance inconnue : aucun délai écrit après le bilan final"


class EtatVersement(Nomenclature):
    """Where a payment stands, in the word that every screen, chart and file uses.

    A payment past its day is « en attente » like any figure past its own: one word for every party.
    """

    REGLE = "regle", "Réglé"
    EN_ATTENTE = "en_attente", "En attente"
    DU = "du", "Dû"
    PREVU = "prevu", "Prévu"


@dataclass(frozen=True)
class Echeance:
    """One payment the contract foresees: regle_le is the day it was fully paid, motif why it has no due date.

    declenchee: what makes it due has happened, and the day is known.
    """

    regle: RegleVersement
    exigible_le: date | None
    motif: str
    verse: Centimes
    regle_le: date | None
    declenchee: bool
    en_retard: bool

    @property
    def montant(self) -> Centimes:
        """The amount planned."""
        return self.regle.montant

    @property
    def reste(self) -> Centimes:
        """What remains to be paid."""
        return self.montant - self.verse

    @property
    def etat(self) -> EtatVersement:
        """Paid, late, due, or only planned."""
        if self.reste == 0:
            return EtatVersement.REGLE
        if self.en_retard:
            return EtatVersement.EN_ATTENTE
        return EtatVersement.DU if self.declenchee else EtatVersement.PREVU


@dataclass(frozen=True)
class Echeancier:
    """The payments of one part for one year's convention; excedent is what was paid beyond what is planned."""

    partie: PartieContrat
    annee: int
    echeances: tuple[Echeance, ...]
    verse: Centimes
    excedent: Centimes
    non_ventile: Centimes

    @property
    def prevu(self) -> Centimes:
        """All that the rules give the part."""
        return sum(echeance.montant for echeance in self.echeances)

    @property
    def du(self) -> Centimes:
        """What is due of it."""
        return sum(echeance.montant for echeance in self.echeances if echeance.declenchee)

    @property
    def reste(self) -> Centimes:
        """What remains to be paid to the part."""
        return sum(echeance.reste for echeance in self.echeances)


def compute_exigibilite(contrat: ContratLu, regle: RegleVersement) -> tuple[date | None, str]:
    """Give the due date of a payment, or None and the reason (art. 3: fifteen days from the signature)."""
    if regle.declencheur is not Declencheur.SIGNATURE or regle.delai_jours is None:
        return None, f"{SANS_DELAI} ({regle.article})"
    signatures = {avenant.numero: avenant.date_signature for avenant in contrat.avenants}
    signature = signatures.get(regle.avenant)
    if signature is None:
        return None, SANS_SIGNATURE
    return signature + timedelta(days=regle.delai_jours), ""


def build_echeanciers(contrat: ContratLu, aujourd_hui: date) -> list[Echeancier]:
    """Settle each part's due payments with what was paid up to a day, year by year."""
    groupes = group_par(contrat.regles_versement, lambda regle: (regle.partie, regle.annee))
    return [_build_echeancier(contrat, *cle, regles, aujourd_hui) for cle, regles in groupes.items()]


def _build_echeancier(
    contrat: ContratLu, partie: PartieContrat, annee: int, regles: list[RegleVersement], aujourd_hui: date
) -> Echeancier:
    """Settle the payments of one part and year, the oldest payment first."""
    versements = sorted(
        (
            v
            for v in contrat.versements
            if (v.partie, v.annee_convention) == (partie, annee) and v.date_versement <= aujourd_hui
        ),
        key=lambda v: v.date_versement,
    )
    verse = sum(versement.montant for versement in versements)
    echeances, cumul = [], 0
    for regle in regles:
        paye = min(max(verse - cumul, 0), regle.montant)
        cumul += regle.montant
        exigible_le, motif = compute_exigibilite(contrat, regle)
        declenchee = exigible_le is not None and aujourd_hui >= exigible_le - timedelta(days=regle.delai_jours or 0)
        en_retard = exigible_le is not None and aujourd_hui > exigible_le and paye < regle.montant
        regle_le = _find_reglement(versements, cumul)
        echeances.append(Echeance(regle, exigible_le, motif, paye, regle_le, declenchee, en_retard))
    excedent = max(verse - cumul, 0)
    non_ventile = sum(versement.montant for versement in versements if not versement.fiche)
    return Echeancier(partie, annee, tuple(echeances), verse, excedent, non_ventile)


def write_prevu(prevu: Centimes, du: Centimes) -> str:
    """Write what is planned and what is due of it: « 1 000 € prévus, dont 600 € dus »; « dus » alone when all is."""
    if du == prevu:
        return f"{format_euros(du)} dus"
    return f"{format_euros(prevu)} prévus, dont {format_euros(du)} dus" if du else f"{format_euros(prevu)} prévus"


def _find_reglement(versements: list[Versement], montant: Centimes) -> date | None:
    """Find the day on which the payments reach an amount."""
    cumul = 0
    for versement in versements:
        cumul += versement.montant
        if cumul >= montant:
            return versement.date_versement
    return None


def compute_du_a_la_signature(contrat: ContratLu, annee: int) -> Centimes:
    """Sum what the signature alone makes due for a year (R5: both parts)."""
    regles = [regle for regle in contrat.regles_versement if regle.annee == annee]
    return sum(regle.montant for regle in regles if regle.declencheur is Declencheur.SIGNATURE)
