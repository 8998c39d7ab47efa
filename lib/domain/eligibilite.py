"""Spending that the State does not fund in the insertion part (R11: art. 2.3), and the volet 3 envelope (R13).

A checklist, not a judgement: the words of a budget line only say that it is to be looked at.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.contrat import Centimes
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import LigneBudget
from lib.domain.nomenclatures import Financeur, PartieContrat

MOIS_PAR_AN = 12
VOLET_EXPERIMENTATION = "V3"


@dataclass(frozen=True)
class Exclusion:
    """One kind of spending that article 2.3 excludes; motif recognises it in a label without accents."""

    code: str
    libelle: str
    motif: str
    article: str = "art. 2.3"


EXCLUSIONS = (
    Exclusion(
        "frais_generaux",
        "Frais généraux (fournitures, reprographie, locations de salles, équipement…)",
        r"frais generaux|fourniture|reprographie|location de salle|locations de salles|equipement",
    ),
    Exclusion(
        "frais_mission",
        "Frais de mission (déplacements, hébergement, restauration du personnel)",
        r"frais de mission|deplacement|restauration du personnel",
    ),
    Exclusion(
        "prestations",
        "Prestations d’évaluation, de formation ou de gestion de projet",
        r"evaluation|formation|gestion de projet",
    ),
    Exclusion(
        "investissement",
        "Investissement, hors développements informatiques répondant aux besoins du projet",
        r"investissement",
    ),
)


@dataclass(frozen=True)
class LigneAVerifier:
    """A budget line whose words recall an exclusion: to be looked at by a person."""

    ligne: LigneBudget
    exclusion: Exclusion


def select_lignes_a_verifier(contrat: ContratLu) -> list[LigneAVerifier]:
    """Select the lines of insertion fiches, not wholly the CD's, whose label recalls an exclusion (R11, art. 2.3)."""
    insertion = {f.code for f in contrat.fiches if contrat.axe_par_code[f.axe].partie is PartieContrat.INSERTION}
    return [
        LigneAVerifier(ligne, exclusion)
        for ligne in contrat.lignes_budget
        if ligne.fiche in insertion and not ligne.est_total and ligne.financeur in (None, Financeur.ETAT)
        for exclusion in EXCLUSIONS
        if re.search(rf"\b(?:{exclusion.motif})", _without_accents(ligne.libelle))
    ]


def compute_enveloppe_forfaitaire(
    allocataires: Decimal, part_departement: Fraction, part_intensif: Fraction, cout_annuel: Centimes, mois: int
) -> Fraction:
    """Recompute the volet 3 envelope, in cents unrounded (R13, fiche V3).

    Allocataires × share followed by the département × share in intensive support × yearly cost × months / 12.

    >>> compute_enveloppe_forfaitaire(Decimal(5000), Fraction(1, 2), Fraction(3, 4), 100000, 9) == 140625000
    True
    """
    return Fraction(allocataires) * part_departement * part_intensif * cout_annuel * mois / MOIS_PAR_AN


def _without_accents(texte: str) -> str:
    """Lower-case letters without their accents."""
    return "".join(c for c in unicodedata.normalize("NFD", texte.lower()) if not unicodedata.combining(c))
