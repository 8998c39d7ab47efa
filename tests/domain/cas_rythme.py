"""The small contract with money, with the thresholds that verdicts need."""

from lib.domain.contrat_lu import ContratLu
from tests.domain.fabrique import SEUILS
from tests.domain.fabrique_argent import make_contrat


def make_contrat_juge(**faits: object) -> ContratLu:
    return make_contrat(seuils=[*SEUILS, *make_contrat().seuils], **faits)
