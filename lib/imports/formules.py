"""Formulas of a workbook as the user sees them, and why their recorded result may not be the right one."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

AILLEURS = "va chercher un autre classeur"
CHANGEANTE = "change à chaque ouverture"
REFERENCE_PERDUE = "#REF!"
"""In a formula: a cell it used was deleted, whatever it shows."""

BOOLEENS = {"=TRUE()": "VRAI", "=FALSE()": "FAUX"}
"""How LibreOffice writes a cell that is true or false."""

PAS_RECALCULEE = "n’a pas été recalculée par un tableur depuis la dernière modification du fichier"

_TEXTES = re.compile(r'"[^"]*"')
_LIEN = re.compile(r"(?<![\w\]\[])\[(\d{1,4})\]")
_FICHIER = re.compile(r"\[[^\]\[]*\.\w{2,5}\]|'file:|\|")
_CHANGEANTE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|WEBSERVICE|RTD|DDE|STOCKHISTORY)\(", re.IGNORECASE)
_PREFIXE_ODS = re.compile(r"\A[a-z]{1,12}:(?==)")
_REFERENCE_ODS = re.compile(r"\[([^\[\]]{0,500})\]")
_FICHIER_ODS = "'#"
_LONGUEUR = 8_192


def find_doute(formule: str) -> str:
    """Say why the recorded result of a formula may differ from what is true now; '' when nothing tells."""
    nue = _TEXTES.sub('""', formule[:_LONGUEUR])
    if _LIEN.search(nue) or _FICHIER.search(nue):
        return AILLEURS
    return CHANGEANTE if _CHANGEANTE.search(nue) else ""


def name_liens(formule: str, fichiers: Sequence[str]) -> str:
    """Write the name of a linked workbook where Excel keeps its rank.

    >>> name_liens("='[1]Feuil1'!A1", ["file:///C:/suivi/mission%20locale.xlsx"])
    "='[mission locale.xlsx]Feuil1'!A1"
    """

    def name(lien: re.Match[str]) -> str:
        rang = int(lien[1]) - 1
        return f"[{get_nom_fichier(fichiers[rang])}]" if 0 <= rang < len(fichiers) else lien[0]

    return _LIEN.sub(name, formule)


def get_nom_fichier(adresse: str) -> str:
    """Give the file's name of an address, its folder left out."""
    return unquote(PurePosixPath(adresse.replace("\\", "/")).name)


def read_formule_ods(texte: str) -> str:
    """Write a formula of LibreOffice as it is shown.

    >>> read_formule_ods("of:=SUM([.B3:.B7];[$Mai.C2])*2")
    '=SUM(B3:B7;Mai!C2)*2'
    """
    nue = _PREFIXE_ODS.sub("", texte[:_LONGUEUR])
    return _REFERENCE_ODS.sub(lambda reference: ":".join(map(_read_cellule_ods, _split_plage(reference[1]))), nue)


def _split_plage(reference: str) -> list[str]:
    """Part the two ends of a range; the colon of a file's address is none."""
    return [reference] if _FICHIER_ODS in reference else reference.split(":")


def _read_cellule_ods(reference: str) -> str:
    fichier, ailleurs, cellule = reference.rpartition(_FICHIER_ODS)
    feuille, _, adresse = cellule.rpartition(".")
    feuille = feuille.replace("$", "")
    if ailleurs:
        return f"[{get_nom_fichier(fichier.lstrip(chr(39)))}]{feuille}!{adresse}"
    return f"{feuille}!{adresse}" if feuille else adresse
