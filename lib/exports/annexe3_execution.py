"""« Exécution budgétaire » of a year: paid, realised, not consumed, to carry over (annexe 3, second table)."""

from lib.domain.argent import build_synthese
from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import Financeur, PartieContrat
from lib.domain.periodes import Trimestre
from lib.exports.annexe3 import (
    build_notes_partielles,
    close_grille,
    get_intitule,
    get_ligne,
    list_axes,
    open_grille,
    write_axe,
    write_non_ventile,
)

VERSE, ETAT, NON_CONSOMME, CD, TOTAL, REPORT_ETAT, REPORT_CD = range(3, 10)


def build_annexe3_execution(contrat: ContratLu, annee: int) -> bytes:
    """Build the workbook of the solidarités part, on the year's fourth quarter: B = versés − A, total = A+C."""
    entetes = (
        "Axes de la contractualisation",
        "Fiche action N°",
        "Intitulé de l'action",
        f"Crédits État versés en {annee}",
        f"A Montant État réalisé au 31/12/{annee}",
        f"B Crédits État {annee} non consommés en {annee}",
        f"C Montant CD réalisé au 31/12/{annee}",
        f"Montant total réalisé au 31/12/{annee} (A+C)",
        f"Montant à reporter en {annee + 1} - Part État",
        f"Montant à reporter en {annee + 1} - Part CD",
    )
    titre = (
        "TABLEAU FINANCIER DU CONTRAT LOCAL DES SOLIDARITÉS",
        f"Département du {contrat.contrat.departement}",
        f"Exécution budgétaire {annee}",
    )
    largeurs = (30, 10, 46, 17, 17, 17, 17, 17, 17, 17)
    grille = open_grille(contrat, titre, f"Exécution {annee}", entetes, largeurs, VERSE)
    synthese = build_synthese(contrat, Trimestre(annee, 4)).select(partie=PartieContrat.SOLIDARITES)
    feuille = grille.feuille

    def write_fiche(ligne: int, fiche: FicheAction) -> None:
        etat, cd = get_ligne(synthese, fiche, Financeur.ETAT), get_ligne(synthese, fiche, Financeur.CD)
        feuille.write_texte((ligne, 1), fiche.code)
        feuille.write_texte((ligne, 2), get_intitule(fiche))
        feuille.write_montant((ligne, VERSE), etat.verse)
        feuille.write_montant((ligne, ETAT), etat.realise)
        feuille.write_difference((ligne, NON_CONSOMME), (ligne, VERSE), (ligne, ETAT))
        feuille.write_montant((ligne, CD), cd.realise)
        termes = [(ligne, ETAT), (ligne, CD)]
        feuille.write_somme((ligne, TOTAL), termes, requis=termes)
        feuille.write_montant((ligne, REPORT_ETAT), etat.a_reporter)
        feuille.write_montant((ligne, REPORT_CD), cd.a_reporter)

    for rang, axe in enumerate(list_axes(contrat, PartieContrat.SOLIDARITES), start=1):
        write_axe(grille, f"Axe {rang} : {axe.intitule}", contrat.fiches_par_axe[axe.code], write_fiche, True)
    non_ventile = write_non_ventile(grille, contrat, annee, VERSE)
    grille.write_libelle_total(grille.ligne, "TOTAUX FINANCIERS")
    grille.write_totaux(grille.ligne, grille.sous_totaux, lambda c: not (non_ventile and c == NON_CONSOMME))
    if non_ventile:
        if synthese.select(financeur=Financeur.ETAT).compute_somme("realise").complete:
            feuille.write_difference(
                (grille.ligne, NON_CONSOMME), (grille.ligne, VERSE), (grille.ligne, ETAT), gras=True
            )
        else:
            feuille.write_montant((grille.ligne, NON_CONSOMME), None, gras=True)
    grille.ligne += 1
    notes = build_notes_partielles(
        synthese,
        {"Montant État réalisé": (Financeur.ETAT, "realise"), "Montant CD réalisé": (Financeur.CD, "realise")},
    )
    convention = (
        f"Crédits versés : au titre de la convention {annee}. Réalisés : situation du quatrième trimestre {annee}."
    )
    return close_grille(grille, contrat, [convention, *notes])
