"""« Prévisionnel » of a following year: last year's columns A to G, then H to M (annexe 3, third table).

The template writes « K (G+I) »; I being the State's total, K adds G and J here, and a note says so.
"""

from lib.domain.argent import A_CONFIRMER, build_synthese
from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT
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

LIGNES_IMPUTATION = 3
"""Lines of text that a Chorus imputation takes in its column."""

A, B, C, D, E, REALISE, F, G, H, I_, J, K, L, M = range(4, 18)
NOTE_K = (
    "Colonne K : le modèle annexé au contrat écrit (G+I), où I est le budget total de l’État ; elle additionne ici G "
    "et J, sans quoi M (I+K+L) compterait deux fois la part de l’État."
)


def _build_entetes(annee: int) -> tuple[str, ...]:
    """The headings of the contract's table, for any year."""
    avant = annee - 1
    return (
        "Axes de la contractualisation",
        "Imputation chorus (code chorus - description longue)",
        "Fiche action N°",
        "Intitulé de l'action\nune ligne par action financée",
        f"A Crédits État versés en {avant}",
        f"B Crédits État {avant} non consommés",
        f"C Crédits CD affectés en {avant}",
        f"D Crédits CD {avant} non consommés",
        "E Participation d'autres financeurs le cas échéant",
        f"Montant total réalisé au 31/12/{avant}",
        f"F Montant à reporter en {annee} - Part État",
        f"G Montant à reporter en {annee} - Part CD",
        f"H Participation État notifiée pour la convention {annee}",
        f"I Budget total État prévu pour {annee} (F+H)",
        f"J Crédits CD affectés pour la convention {annee}",
        f"K Budget total CD prévu pour {annee} (G+J)",
        f"L Participation d'autres financeurs le cas échéant pour {annee}",
        f"M Budget global de l'action prévu en {annee} (I+K+L)",
    )


def build_annexe3_recapitulatif(contrat: ContratLu, annee: int) -> bytes:
    """Build the workbook of the solidarités part: I = F+H, K = G+J, M = I+K+L; unknown while H or J is."""
    titre = (
        "TABLEAU FINANCIER RÉCAPITULATIF DU CONTRAT LOCAL DES SOLIDARITÉS",
        f"Département du {contrat.contrat.departement}",
        f"Prévisionnel Année {annee}",
    )
    grille = open_grille(contrat, titre, f"Prévisionnel {annee}", _build_entetes(annee), (24, 24, 8, 42, *[14] * 14), A)
    avant, apres = (
        build_synthese(contrat, Trimestre(a, 4)).select(partie=PartieContrat.SOLIDARITES) for a in (annee - 1, annee)
    )
    feuille = grille.feuille

    def write_fiche(ligne: int, fiche: FicheAction) -> None:
        etat, cd, autres = (get_ligne(avant, fiche, financeur) for financeur in Financeur)
        etat_n, cd_n, autres_n = (get_ligne(apres, fiche, financeur) for financeur in Financeur)
        for colonne, texte in ((1, _get_imputation(contrat, fiche)), (2, fiche.code), (3, get_intitule(fiche))):
            feuille.write_texte((ligne, colonne), texte)
        total = None if etat.realise is None or cd.realise is None else etat.realise + cd.realise
        montants = {
            A: etat.verse,
            B: etat.non_consomme,
            C: cd.affecte,
            D: cd.non_consomme,
            E: autres.affecte,
            REALISE: total,
            F: etat_n.reporte,
            G: cd_n.reporte,
            L: autres_n.affecte,
        }
        for colonne, montant in montants.items():
            feuille.write_montant((ligne, colonne), montant)
        feuille.write_montant((ligne, H), etat_n.affecte, A_CONFIRMER)
        feuille.write_montant((ligne, J), cd_n.affecte, A_CONFIRMER)
        feuille.write_somme((ligne, I_), [(ligne, F), (ligne, H)], requis=[(ligne, H)])
        feuille.write_somme((ligne, K), [(ligne, G), (ligne, J)], requis=[(ligne, J)])
        feuille.write_somme((ligne, M), [(ligne, I_), (ligne, K), (ligne, L)], requis=[(ligne, I_), (ligne, K)])

    for rang, axe in enumerate(list_axes(contrat, PartieContrat.SOLIDARITES), start=1):
        fiches = contrat.fiches_par_axe[axe.code]
        write_axe(grille, f"Axe {rang} : {axe.intitule}", fiches, write_fiche, True, LIGNES_IMPUTATION)
    write_non_ventile(grille, contrat, annee - 1, A)
    grille.write_libelle_total(grille.ligne, "TOTAUX FINANCIERS")
    grille.write_totaux(grille.ligne, grille.sous_totaux)
    grille.ligne += 1
    notes = [
        *build_notes_partielles(
            avant, {"Réalisé, part État": (Financeur.ETAT, "realise"), "Réalisé, part CD": (Financeur.CD, "realise")}
        ),
        *build_notes_partielles(apres, {"H": (Financeur.ETAT, "affecte"), "J": (Financeur.CD, "affecte")}),
    ]
    realise = f"Montant total réalisé : part État et part CD au 31/12/{annee - 1}."
    reports = f"« {ABSENT} » en F ou G : aucun report enregistré."
    return close_grille(grille, contrat, [NOTE_K, realise, reports, *notes])


def _get_imputation(contrat: ContratLu, fiche: FicheAction) -> str:
    """Give the Chorus activity of an action's axe (art. 3)."""
    return contrat.axe_par_code[fiche.axe].activite_chorus
