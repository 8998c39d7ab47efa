"""The indicator matrix (annexe 1 and 1 bis): situation, then target and result of each year, as the contract's table.

One sheet per niveau. A result is the year's last quarter. Missing is « – », and the contract's own words are kept
when it wrote words: « A définir, non ciblé », « non contractualisé », « Idem »… A column of ours, after the contract's
two, says which of the absences a « – » is: no target, nothing received, nothing owed yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from lib.domain.contrat import DEPARTEMENT, Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Niveau, PartieContrat, StatutCible, TypeAxe
from lib.domain.periodes import Trimestre
from lib.domain.petits_effectifs import MASQUE
from lib.domain.series import CleSerie, Point, Serie, build_series
from lib.domain.suivi import LigneSuivi, build_suivi
from lib.domain.valeurs import STATUTS_CHIFFRES, to_decimal
from lib.exports.tableur import Classeur, Feuille, build_phrase_lecture

LIGNE_ENTETES = 3
NIVEAUX = (Niveau.LOCAL, Niveau.NATIONAL)
INTITULES = {Niveau.LOCAL: "Indicateurs locaux", Niveau.NATIONAL: "Indicateurs nationaux"}


@dataclass(frozen=True)
class _Lu:
    """What every sheet reads: the contract, its series, and the status of each indicator at the end of each year."""

    contrat: ContratLu
    series: Mapping[CleSerie, Serie]
    fins: Mapping[tuple[str, int], LigneSuivi]


def build_matrice(contrat: ContratLu, aujourd_hui: date, niveaux: Sequence[Niveau] = NIVEAUX) -> bytes:
    """Build the workbook, one sheet per niveau asked for, over every year; aujourd_hui only decides what is late."""
    fins = {
        (ligne.code, annee): ligne
        for annee in contrat.compute_annees()
        for ligne in build_suivi(contrat, Trimestre(annee, 4), aujourd_hui)
        if ligne.est_ensemble
    }
    lu = _Lu(contrat, build_series(contrat), fins)
    classeur = Classeur(f"Matrice des indicateurs – {contrat.contrat.nom_court}", contrat.contrat.exemple)
    for niveau in niveaux:
        _write_niveau(classeur, lu, niveau)
    return classeur.to_octets()


def _write_niveau(classeur: Classeur, lu: _Lu, niveau: Niveau) -> None:
    """Write a sheet: a row per axe, then a row per measure, themes merged."""
    contrat, annees = lu.contrat, lu.contrat.compute_annees()
    entetes = [
        "Thématique",
        "Indicateurs locaux" if niveau is Niveau.LOCAL else "Indicateur",
        f"Situation au 31 déc. {annees[0] - 1}",
    ]
    for annee in annees:
        entetes += [f"Cible locale en {annee}", f"Résultat atteint en {annee}", f"Statut en {annee}"]
    nom = INTITULES.get(niveau, niveau.libelle)
    feuille = classeur.add_feuille(nom, [34, 56, 17, *[14, 14, 17] * len(annees)], LIGNE_ENTETES + 1)
    feuille.write_texte((0, 0), f"TABLEAU DES {nom.upper()}", "titre")
    feuille.write_texte((1, 0), f"Département du {contrat.contrat.departement}", "sous_titre")
    feuille.write_entetes(LIGNE_ENTETES, entetes, hauteur=48)
    ligne = LIGNE_ENTETES + 1
    for axe in contrat.axes:
        indicateurs = [i for i in contrat.indicateurs_par_axe.get(axe.code, []) if i.niveau is niveau]
        if indicateurs:
            feuille.merge_texte((ligne, 0), (ligne, len(entetes) - 1), _get_titre_axe(contrat, axe), "texte_gras")
            ligne = _write_axe(feuille, lu, ligne + 1, sorted(indicateurs, key=lambda i: i.ordre))
    notes = [
        "Résultat atteint : situation au 31 décembre, transmise pour le quatrième trimestre ; en italique, provisoire.",
        f"« {ABSENT} » : case vide au contrat, ou pas de résultat ; le statut dit laquelle. Zéro est écrit 0. "
        "Un résultat qui ne sera pas transmis le dit, avec la raison de son producteur.",
        "Statut : colonne ajoutée par Jalons au tableau du contrat, à la fin de l’année (convention Jalons).",
        build_phrase_lecture(contrat),
    ]
    feuille.write_notes(ligne + 1, len(entetes) - 1, notes)


def _write_axe(
    feuille: Feuille,
    lu: _Lu,
    ligne: int,
    indicateurs: Sequence[Indicateur],
) -> int:
    """Write the measures of an axe; give the next row."""
    contrat, annees = lu.contrat, lu.contrat.compute_annees()
    for thematique, groupe in groupby(indicateurs, key=lambda i: i.thematique):
        debut = ligne
        for indicateur in groupe:
            libelle = indicateur.mesure or indicateur.libelle
            serie = lu.series.get((indicateur.code, DEPARTEMENT, ""))
            points = serie.points if serie else {}
            textes = [cible.texte for cible in contrat.cibles_par_indicateur.get(indicateur.code, [])]
            textes += [get_mots(points.get(Trimestre(annee, 4))) for annee in annees]
            etats = [lu.fins[(indicateur.code, annee)].etat for annee in annees]
            textes += [indicateur.situation_initiale_texte, *etats]
            feuille.page.set_row(ligne, _compute_hauteur(libelle, textes))
            feuille.write_texte((ligne, 1), libelle)
            _write_valeur(feuille, (ligne, 2), get_situation(indicateur), indicateur.situation_initiale_texte)
            for rang, annee in enumerate(annees):
                cible = contrat.get_cible(indicateur.code, annee)
                _write_valeur(
                    feuille, (ligne, 3 + 3 * rang), cible.valeur if cible else None, cible.texte if cible else ""
                )
                _write_resultat(feuille, (ligne, 4 + 3 * rang), points.get(Trimestre(annee, 4)))
                feuille.write_texte((ligne, 5 + 3 * rang), etats[rang])
            ligne += 1
        feuille.merge_texte((debut, 0), (ligne - 1, 0), thematique)
    return ligne


def _compute_hauteur(libelle: str, textes: Sequence[str]) -> float:
    """Give a row the height of its longest cell, in points: the label's column is four times a value's."""
    lignes = [1 + len(libelle) // 58, *(1 + len(texte) // 13 for texte in textes)]
    return 15 * max(lignes)


def get_situation(indicateur: Indicateur) -> Decimal | None:
    """Give the baseline as a figure; None when the contract's words must stay, the baseline being something else."""
    return None if indicateur.statut is StatutCible.HORS_DEFINITION else indicateur.situation_initiale


def _write_valeur(feuille: Feuille, case: tuple[int, int], valeur: Decimal | None, texte: str) -> None:
    """Write a figure or, failing that, the contract's words."""
    if valeur is None and texte:
        feuille.write_texte(case, texte)
    else:
        feuille.write_nombre(case, valeur)


def _write_resultat(feuille: Feuille, case: tuple[int, int], point: Point | None) -> None:
    """Write a year's result: the figure, typed or derived; else its words, or why there is no figure."""
    if point is None:
        feuille.write_nombre(case, None)
    elif point.chiffre.valeur is not None:
        feuille.write_nombre(case, to_decimal(point.chiffre.valeur), provisoire=point.provisoire)
    else:
        feuille.write_texte(case, get_mots(point))


def get_mots(point: Point | None) -> str:
    """Give the words of a result that has no figure: its text, or why there is none; '' for a figure or nothing."""
    if point is None or point.chiffre.valeur is not None:
        return ""
    if point.resultat is not None and point.resultat.statut not in STATUTS_CHIFFRES:
        return point.resultat.statut.libelle
    return MASQUE if point.masque else point.texte or point.chiffre.motif


def _get_titre_axe(contrat: ContratLu, axe: Axe) -> str:
    """Name an axe or volet by its rank in its part."""
    freres = [autre.code for autre in contrat.axes if autre.partie is axe.partie]
    prefixe = "INSERTION – " if axe.partie is PartieContrat.INSERTION else ""
    genre = "Axe" if axe.type is TypeAxe.AXE else "Volet"
    return f"{prefixe}{genre} {freres.index(axe.code) + 1} : {axe.intitule}"
