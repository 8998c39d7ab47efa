"""The workbooks that can be asked for by name, from a page or the command line."""

from collections.abc import Callable
from datetime import date

from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import Introuvable
from lib.exports.annexe3_execution import build_annexe3_execution
from lib.exports.annexe3_initial import build_annexe3_initial
from lib.exports.annexe3_recapitulatif import build_annexe3_recapitulatif
from lib.exports.couts_volet3 import build_couts_volet3
from lib.exports.matrice import build_matrice


def build_annexe3_previsionnel(contrat: ContratLu, annee: int) -> bytes:
    """Build a year's « Prévisionnel »: the contract's first table for its first year, its third one afterwards."""
    if annee == contrat.contrat.debut.year:
        return build_annexe3_initial(contrat, annee)
    return build_annexe3_recapitulatif(contrat, annee)


DOCUMENTS: dict[str, Callable[[ContratLu, int], bytes]] = {
    "annexe3": build_annexe3_previsionnel,
    "execution": build_annexe3_execution,
    "matrice": lambda contrat, annee: build_matrice(contrat, date.today()),
    "couts-volet3": lambda contrat, annee: build_couts_volet3(contrat),
}
DOCUMENTS_SANS_ANNEE = ("matrice", "couts-volet3")


def build_document(nom: str, contrat: ContratLu, annee: int) -> bytes:
    """Build a workbook by its name; raises Introuvable for an unknown name or a year outside the contract."""
    if nom not in DOCUMENTS:
        raise Introuvable(f"Le document « {nom} » n’existe pas. Documents connus : {', '.join(DOCUMENTS)}.")
    annees = contrat.compute_annees()
    if nom not in DOCUMENTS_SANS_ANNEE and annee not in annees:
        raise Introuvable(f"L’année {annee} est hors du contrat ({annees[0]}-{annees[-1]}).")
    return DOCUMENTS[nom](contrat, annee)


def get_nom_fichier(nom: str, contrat: ContratLu, annee: int) -> str:
    """Give the file name offered for a document."""
    suffixe = "" if nom in DOCUMENTS_SANS_ANNEE else f"-{annee}"
    return f"{contrat.contrat.code}-{nom}{suffixe}.xlsx"
