"""The flat-rate envelope of the volet 3 (R13, fiche I.V3): recomputed from the terms that the contract writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.eligibilite import VOLET_EXPERIMENTATION, compute_enveloppe_forfaitaire
from lib.domain.indicateurs import Repere
from lib.domain.lisibles import ContexteLisible, list_contexte
from lib.domain.nomenclatures import Financeur, NatureEnveloppe, TypeTerritoire
from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import count_mois_ecoules

TERMES: Mapping[str, str] = {
    "allocataires": "REP-07",
    "part_departement": "REP-09",
    "part_intensif": "REP-08",
    "cout_annuel": "REP-10",
}
"""Codes of the reference figures that are the terms of the formula; a contract without them has no such envelope."""

MESURE_ALLOCATAIRES = "foyers_rsa"


@dataclass(frozen=True)
class Forfait:
    """The envelope recomputed: its terms by name, its months, the amount in cents unrounded, the amount written.

    recense is the number of households counted on the same territory, compte what the formula gives with it.
    """

    annee: int
    fiche: str
    termes: Mapping[str, Repere]
    mois: int
    montant: Fraction
    ecrit: Centimes | None
    recense: ContexteLisible | None
    compte: Fraction | None


def build_forfait(contrat: ContratLu, annee: int) -> Forfait | None:
    """Recompute the envelope of a year; None for a contract or a year without its terms."""
    reperes = {repere.code: repere for repere in contrat.reperes}
    fiches = contrat.fiches_par_axe.get(VOLET_EXPERIMENTATION, [])
    if not fiches or not reperes.keys() >= set(TERMES.values()):
        return None
    fiche, termes = fiches[0], {nom: reperes[code] for nom, code in TERMES.items()}
    mois = count_mois_ecoules(fiche.debut, fiche.fin, Trimestre(annee, 4))[1]
    if not mois or termes["allocataires"].annee not in (None, annee):
        return None
    recense = _find_recensement(contrat)
    return Forfait(
        annee,
        fiche.code,
        termes,
        mois,
        _compute(termes, termes["allocataires"].valeur, mois),
        _find_ecrit(contrat, fiche.code, annee),
        recense,
        _compute(termes, recense.valeur, mois) if recense and recense.valeur is not None else None,
    )


def _compute(termes: Mapping[str, Repere], allocataires: Decimal, mois: int) -> Fraction:
    parts = [Fraction(termes[nom].valeur) / 100 for nom in ("part_departement", "part_intensif")]
    return compute_enveloppe_forfaitaire(
        allocataires, parts[0], parts[1], int(termes["cout_annuel"].valeur * 100), mois
    )


def _find_ecrit(contrat: ContratLu, fiche: str, annee: int) -> Centimes | None:
    """Find what is written of the State for the fiche and year: notified, failing that foreseen."""
    montants = {
        e.nature: e.montant
        for e in contrat.enveloppes
        if (e.fiche, e.annee, e.financeur) == (fiche, annee, Financeur.ETAT)
    }
    return montants.get(NatureEnveloppe.NOTIFIE, montants.get(NatureEnveloppe.PREVISIONNEL))


def _find_recensement(contrat: ContratLu) -> ContexteLisible | None:
    """Find the households counted on the pilot territory."""
    zones = {territoire.code for territoire in contrat.territoires if territoire.type is TypeTerritoire.ZONE}
    trouves = [c for c in list_contexte(contrat) if c.mesure == MESURE_ALLOCATAIRES and c.territoire in zones]
    return trouves[0] if trouves else None
