"""The annex tables as workbooks, from any reading of the store."""

from lib.domain.droits import Acteur, check_can_voir
from lib.domain.fiction import to_nom_marque
from lib.domain.lecture import MAINTENANT, Lecture
from lib.exports.documents import build_document, get_nom_fichier
from lib.store.engine import read
from lib.usecases.contrats import load_contrat


def get_document(acteur: Acteur, code: str, nom: str, annee: int, lecture: Lecture = MAINTENANT) -> tuple[str, bytes]:
    """Build a document of a contract; gives its file name and its bytes (.xlsx). Raises AccesRefuse, Introuvable."""
    check_can_voir(acteur)
    with read() as session:
        contrat = load_contrat(session, code, lecture)
    nom_fichier = to_nom_marque(get_nom_fichier(nom, contrat, annee), contrat.contrat.exemple)
    return nom_fichier, build_document(nom, contrat, annee)
