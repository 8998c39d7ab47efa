"""Thresholds that the contract leaves open: what may be set by hand, and within which bounds. Convention Jalons."""

import re
from dataclasses import replace
from decimal import Decimal

from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.indicateurs import Seuil
from lib.domain.statuts import get_seuils

CONVENTION = "convention Jalons"
"""What stands beside every threshold of ours; one of the contract names its article instead."""

_PASSAGE = re.compile(r"\b(art|article|fiche|annexe)\b", re.IGNORECASE)


def is_convention(seuil: Seuil) -> bool:
    """Whether a threshold is ours to set; one whose source cites a passage of the contract only changes by avenant."""
    return _PASSAGE.search(seuil.source) is None


def get_attendu(seuil: Seuil) -> str:
    """Say what the unit of a threshold asks of its value; '' when the value is such."""
    if seuil.unite == "%" and not 0 < seuil.valeur <= 100:
        return "un pourcentage, au-dessus de 0 et jusqu’à 100"
    if seuil.unite == "personnes" and (seuil.valeur < 2 or seuil.valeur != int(seuil.valeur)):
        return "un nombre entier de personnes, à partir de 2 : à 1, tout effectif masqué se lirait 1"
    return "un rapport, au-dessus de 1" if seuil.unite == "fois" and seuil.valeur <= 1 else ""


def check_seuil(contrat: ContratLu, seuil: Seuil) -> None:
    """Refuse a value that the contract fixes, that its unit does not allow, or that contradicts another threshold."""
    if not is_convention(seuil):
        raise SaisieRefusee(f"Ce seuil est écrit au contrat ({seuil.source}) : seul un avenant le change.")
    if attendu := get_attendu(seuil):
        raise SaisieRefusee(f"Ce seuil est {attendu}.")
    get_seuils(replace(contrat, seuils=tuple(seuil if autre.code == seuil.code else autre for autre in contrat.seuils)))


def build_seuil(contrat: ContratLu, code: str, valeur: Decimal) -> Seuil:
    """Give a known threshold its new value, checked; raises SaisieRefusee."""
    ancien = contrat.seuil_par_code.get(code)
    if ancien is None:
        raise SaisieRefusee(f"Aucun seuil ne s’appelle « {code} » dans ce contrat.")
    seuil = replace(ancien, valeur=valeur, avenant=0, lot=0, ligne=None)
    check_seuil(contrat, seuil)
    return seuil
