"""« Prévisionnel » of the contract's first year: the two parts, État + CD + others (annexe 3, first table)."""

from lib.domain.argent import A_CONFIRMER, Synthese, build_synthese
from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, format_euros
from lib.domain.nomenclatures import Declencheur, Financeur, PartieContrat, TypeAxe
from lib.domain.periodes import Trimestre
from lib.exports.annexe3 import (
    Grille,
    close_grille,
    get_intitule,
    get_ligne,
    list_axes,
    open_grille,
    write_axe,
)

TITRES = {PartieContrat.SOLIDARITES: "Solidarités", PartieContrat.INSERTION: "Insertion"}
ETAT, CD, AUTRES, TOTAL = 3, 4, 5, 6


def build_annexe3_initial(contrat: ContratLu, annee: int) -> bytes:
    """Build the workbook: an action's total is A+B+C; solidarités have subtotals, insertion only its total."""
    entetes = (
        "Axes de la contractualisation",
        "Fiche action N°",
        "Intitulé de l'action",
        f"Participation État notifiée pour la convention {annee}",
        f"Crédits CD affectés pour la convention {annee}",
        "Participation d'autres financeurs le cas échéant",
        f"Budget global de l'action prévu en {annee} (A+B+C)",
    )
    titre = (
        "TABLEAU FINANCIER DU CONTRAT UNIQUE LOCAL SOLIDARITÉS INSERTION",
        f"Département du {contrat.contrat.departement}",
        f"Prévisionnel Année {annee}",
    )
    grille = open_grille(contrat, titre, f"Prévisionnel {annee}", entetes, (30, 10, 52, 18, 18, 18, 20), ETAT)
    synthese = build_synthese(contrat, Trimestre(annee, 4))
    for partie in PartieContrat:
        _write_partie(grille, contrat, synthese, partie, annee)
    base = "Montants de l’annexe du contrat, remplacés par les montants notifiés lorsqu’ils sont enregistrés."
    return close_grille(grille, contrat, [base])


def _write_partie(grille: Grille, contrat: ContratLu, synthese: Synthese, partie: PartieContrat, annee: int) -> None:
    """Write the rows of a part and its total."""

    def write_fiche(ligne: int, fiche: FicheAction) -> None:
        grille.feuille.write_texte((ligne, 1), fiche.code)
        grille.feuille.write_texte((ligne, 2), get_intitule(fiche))
        for colonne, financeur in ((ETAT, Financeur.ETAT), (CD, Financeur.CD), (AUTRES, Financeur.AUTRES)):
            mots = ABSENT if financeur is Financeur.AUTRES else A_CONFIRMER
            grille.feuille.write_montant((ligne, colonne), get_ligne(synthese, fiche, financeur).affecte, mots)
        termes = [(ligne, colonne) for colonne in (ETAT, CD, AUTRES)]
        grille.feuille.write_somme((ligne, TOTAL), termes, requis=termes[:2])

    grille.sous_totaux.clear()
    sommees: list[int] = []
    for rang, axe in enumerate(list_axes(contrat, partie), start=1):
        est_axe = axe.type is TypeAxe.AXE
        nom = f"{TITRES[partie]} - axe {rang} : {axe.intitule}" if est_axe else f"{TITRES[partie]} - volet {rang}"
        lignes = write_axe(grille, nom, contrat.fiches_par_axe[axe.code], write_fiche, sous_total=est_axe)
        sommees += grille.sous_totaux[-1:] if est_axe else lignes
    if sommees:
        grille.write_libelle_total(grille.ligne, f"TOTAL {TITRES[partie].upper().replace('É', 'E')}")
        grille.write_totaux(grille.ligne, sommees)
        grille.ligne += 1
        _write_versements(grille, contrat, partie, annee)


def _write_versements(grille: Grille, contrat: ContratLu, partie: PartieContrat, annee: int) -> None:
    """Write, under a part paid in several times, what is paid in the year and in the next (art. 3)."""
    regles = [r for r in contrat.regles_versement if (r.partie, r.annee) == (partie, annee)]
    for regle in regles if len(regles) > 1 else ():
        paye_en = annee if regle.declencheur is Declencheur.SIGNATURE else annee + 1
        texte = f"Dont versement en {paye_en} : {format_euros(regle.montant)} ({regle.article})"
        grille.feuille.merge_texte((grille.ligne, ETAT), (grille.ligne, grille.derniere), texte, "note")
        grille.ligne += 1
