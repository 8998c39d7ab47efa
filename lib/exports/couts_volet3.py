"""The cost table of the volet 3 (fiche V3): per year, each action's estimated cost and its CD and État parts.

The total row is the contract's own; the live sum of the rows and the difference stand under it, since the document
rounds each row.
"""

import re
from dataclasses import dataclass, field

from lib.domain.contrat import Centimes, FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import LigneBudget
from lib.domain.eligibilite import VOLET_EXPERIMENTATION
from lib.domain.formats import MOIS
from lib.domain.nomenclatures import Financeur
from lib.exports.tableur import Classeur, Feuille, build_phrase_lecture

LIGNE_ENTETES = 3
COLONNES = (None, Financeur.CD, Financeur.ETAT)
_ENSEMBLE = re.compile(r"\s*:\s*ensemble$")


@dataclass
class Poste:
    """One action of the table: its amounts by year and funder (None: the whole)."""

    libelle: str
    montants: dict[tuple[int, Financeur | None], Centimes | None] = field(default_factory=dict)


def build_couts_volet3(contrat: ContratLu) -> bytes:
    """Build the workbook from the detailed budget lines of the volet 3's fiches."""
    fiches = contrat.fiches_par_axe.get(VOLET_EXPERIMENTATION, [])
    codes = {fiche.code for fiche in fiches}
    lignes = [ligne for ligne in contrat.lignes_budget if ligne.fiche in codes]
    annees = sorted({ligne.annee for ligne in lignes})
    entetes = ["Actions"]
    for annee in annees:
        entetes += [
            f"Coût estimé pour {annee} ({_write_periode(fiches, annee)})",
            f"Part CD{contrat.contrat.departement_code}",
            "Part Etat",
        ]
    classeur = Classeur(f"Coûts du volet 3 – {contrat.contrat.nom_court}", contrat.contrat.exemple)
    feuille = classeur.add_feuille("Volet 3", [44, *[20] * (len(entetes) - 1)], LIGNE_ENTETES + 1)
    feuille.write_texte((0, 0), "Budget prévisionnel détaillé – volet 3", "titre")
    feuille.write_texte((1, 0), f"Département du {contrat.contrat.departement}", "sous_titre")
    feuille.write_entetes(LIGNE_ENTETES, entetes, hauteur=48)
    colonnes = [(annee, financeur) for annee in annees for financeur in COLONNES]
    fin = _write_postes(feuille, list_postes([ligne for ligne in lignes if not ligne.est_total]), colonnes)
    fin = _write_totaux(feuille, fin, [ligne for ligne in lignes if ligne.est_total], colonnes)
    notes = [
        "TOTAL : tel que le contrat l’écrit. L’écart avec la somme des lignes vient des arrondis du document.",
        "« – » : part non écrite au contrat ; une colonne où il en manque une n’a pas de somme.",
        build_phrase_lecture(contrat),
    ]
    feuille.write_notes(fin + 1, max(3, len(entetes) - 1), notes)
    return classeur.to_octets()


def list_postes(lignes: list[LigneBudget]) -> list[Poste]:
    """Gather the budget lines of each action: the whole (« … : ensemble ») and its parts, over the years."""
    postes: dict[str, Poste] = {}
    for ligne in lignes:
        libelle = _ENSEMBLE.sub("", ligne.libelle)
        poste = postes.setdefault(libelle, Poste(libelle))
        poste.montants[(ligne.annee, ligne.financeur)] = ligne.montant
    return list(postes.values())


def _write_postes(feuille: Feuille, postes: list[Poste], colonnes: list[tuple[int, Financeur | None]]) -> int:
    """Write a row per action; give the next row."""
    ligne = LIGNE_ENTETES + 1
    for poste in postes:
        feuille.write_texte((ligne, 0), poste.libelle)
        for rang, cle in enumerate(colonnes, start=1):
            feuille.write_montant((ligne, rang), poste.montants.get(cle))
        ligne += 1
    return ligne


def _write_totaux(
    feuille: Feuille, ligne: int, totaux: list[LigneBudget], colonnes: list[tuple[int, Financeur | None]]
) -> int:
    """Write the contract's total, the live sum of the rows, and the difference; give the next row."""
    ecrits = {(total.annee, total.financeur): total.montant for total in totaux}
    postes = range(LIGNE_ENTETES + 1, ligne)
    for rang, libelle in enumerate(("TOTAL", "Somme des lignes", "Écart (total − somme)")):
        feuille.write_texte((ligne + rang, 0), libelle, "texte_gras")
    for rang, cle in enumerate(colonnes, start=1):
        feuille.write_montant((ligne, rang), ecrits.get(cle), gras=True)
        cases = [(poste, rang) for poste in postes]
        if cases:
            feuille.write_somme((ligne + 1, rang), cases, requis=cases, gras=True)
        feuille.write_difference((ligne + 2, rang), (ligne, rang), (ligne + 1, rang), gras=True)
    return ligne + 3


def _write_periode(fiches: list[FicheAction], annee: int) -> str:
    """Say which months of a year the actions cover: « avril à décembre », or « année pleine »."""
    debuts = [fiche.debut.month if fiche.debut.year == annee else 1 for fiche in fiches]
    fins = [fiche.fin.month if fiche.fin.year == annee else 12 for fiche in fiches]
    premier, dernier = min(debuts), max(fins)
    return "année pleine" if (premier, dernier) == (1, 12) else f"{MOIS[premier - 1]} à {MOIS[dernier - 1]}"
