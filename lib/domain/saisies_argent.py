"""What a payment or a carry-over typed by hand must agree with, and where a justification may be written (R7)."""

from lib.domain.contrat import Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Commentaire, Versement
from lib.domain.formats import INSECABLE
from lib.domain.nomenclatures import PartieContrat
from lib.domain.reduction import ARTICLE, OBJET_JUSTIFICATION, get_reference_justification


def check_coherence(contrat: ContratLu, fait: Fait) -> None:
    """Refuse a payment whose part, axe and fiche do not hold together (art. 3 pays each part as a whole)."""
    if not isinstance(fait, Versement):
        return
    axe = contrat.get_fiche(fait.fiche).axe if fait.fiche else fait.axe
    if fait.axe and fait.axe != axe:
        raise SaisieRefusee(f"La fiche {fait.fiche} relève de {axe}, non de {fait.axe}.")
    partie = contrat.axe_par_code[axe].partie if axe else fait.partie
    if partie != fait.partie:
        raise SaisieRefusee(
            f"{fait.fiche or axe} relève de la partie «{INSECABLE}{PartieContrat(partie).libelle}{INSECABLE}», "
            f"non de «{INSECABLE}{PartieContrat(fait.partie).libelle}{INSECABLE}»."
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
    if not texte.strip():
        raise SaisieRefusee("Écrivez la justification.")
    return Commentaire(
        objet=OBJET_JUSTIFICATION, reference=get_reference_justification(fiche, annee), rang=1, texte=texte.strip()
    )
