"""The follow-up of a quarter as a reading of the store gives it."""

from datetime import date

from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.suivi import build_suivi
from lib.usecases.contrats import build_contrat_lu


def load_suivi(
    code: str, trimestre: Trimestre, lecture: Lecture = MAINTENANT, aujourd_hui: date | None = None
) -> list[LigneSuivi]:
    """Give every line of a quarter, small counts masked; raises Introuvable.

    aujourd_hui only decides what is late.
    """
    return build_suivi(build_contrat_lu(code, lecture), trimestre, aujourd_hui or date.today())
