"""What a payment must agree with, typed or uploaded, and where a justification may be written (R7)."""

from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Commentaire, Versement
from lib.domain.formats import INSECABLE
from lib.domain.limites import read_saisie
from lib.domain.nomenclatures import PartieContrat
from lib.domain.reduction import ARTICLE, OBJET_JUSTIFICATION, get_reference_justification


def get_incoherence(contrat: ContratLu, versement: Versement) -> str:
    """Say why the part, axe and fiche of a payment do not hold together (art. 3 pays each part); '' when they do."""
    axe = contrat.get_fiche(versement.fiche).axe if versement.fiche else versement.axe
    if versement.axe and versement.axe != axe:
        return f"La fiche {versement.fiche} relève de {axe}, non de {versement.axe}."
    partie = contrat.axe_par_code[axe].partie if axe else versement.partie
    if partie == versement.partie:
        return ""
    return (
        f"{versement.fiche or axe} relève de la partie «{INSECABLE}{PartieContrat(partie).libelle}{INSECABLE}», "
        f"non de «{INSECABLE}{PartieContrat(versement.partie).libelle}{INSECABLE}»."
    )


def build_justification(contrat: ContratLu, fiche: str, annee: int, texte: str) -> Commentaire:
    """Build the justification of an action and year; one text each, a new one takes its place in the reading.

    Refused outside the solidarités part and for the last year, which the reduction is about (art. 2.2).
    """
    if contrat.axe_par_code[contrat.get_fiche(fiche).axe].partie is not PartieContrat.SOLIDARITES:
        raise SaisieRefusee(f"La réduction de la dernière année ne porte que sur les solidarités ({ARTICLE}).")
    annees = contrat.compute_annees()[:-1]
    if annee not in annees:
        raise SaisieRefusee(f"Une justification porte sur une année de {annees[0]} à {annees[-1]} ({ARTICLE}).")
    net = read_saisie(texte)
    if not net:
        raise SaisieRefusee("Écrivez la justification.")
    return Commentaire(
        objet=OBJET_JUSTIFICATION, reference=get_reference_justification(fiche, annee), rang=1, texte=net
    )
