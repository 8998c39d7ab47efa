"""Free texts of a row: length, personal data, and the quote mark put against formulas taken back."""

import re

from lib.domain.limites import LONG
from lib.domain.neutres import read_neutre
from lib.domain.tableau import GenreCellule
from lib.imports.mentions import Mention, is_case_vide, to_mention
from lib.imports.nombres import ERREUR_TABLEUR
from lib.imports.regles_examen import Examen

CASSES = {GenreCellule.FORMULE: "V04", GenreCellule.ERREUR: "V03"}
"""Cells of a spreadsheet that are no text, and what is said of them."""

_PERSONNELLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("adresse électronique", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    (
        "numéro de sécurité sociale",
        re.compile(
            r"(?<![0-9])[12] ?[0-9]{2} ?[0-9]{2} ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?(?![0-9])"
        ),
    ),
    ("numéro de compte bancaire", re.compile(r"\bFR[0-9]{2}(?: ?[0-9A-Z]{4}){5} ?[0-9A-Z]{3}\b")),
    ("numéro de téléphone", re.compile(r"(?<![0-9])(?:\+33|0033|0) ?[1-9](?:[ .\-]?[0-9]{2}){4}(?![0-9])")),
)
_FORMULE = re.compile(
    r"=\s*[-+(]*(?:[\w.]+\(|(?:(?:'[^']+'|\w+)!)?\$?[A-Z]{1,3}\$?[0-9]+\b|[0-9][0-9.,]*\s*[-+*/^&][-+*/^&0-9.,() ]*\Z)"
)
"""A formula of a spreadsheet: a function, a cell, or a sum of figures; « = stable » is a text."""

_DEUX_CHIFFRES = re.compile(r"[0-9][0-9 .\-]*[0-9]")


def get_genre_personnel(texte: str) -> str:
    """Give the kind of personal data a text seems to hold, '' when none."""
    if "@" not in texte and not _DEUX_CHIFFRES.search(texte):
        return ""
    net = re.sub(r"[\u00a0\u202f]", " ", texte)
    return next((genre for genre, motif in _PERSONNELLES if motif.search(net)), "")


def read_texte(examen: Examen, nom: str) -> str:
    """Read a free text: at most 2 000 characters, no broken formula, personal data to confirm.

    What only says that the cell is empty is set aside and told (I21).
    """
    cellule = examen.get_cellule(nom)
    if cellule is None:
        return ""
    texte = examen.get_texte(nom)
    casse = CASSES.get(cellule.genre, "")
    if not casse and texte[0] in "=#":
        casse = "V03" if ERREUR_TABLEUR.match(texte) else "V04" if _FORMULE.match(texte) else ""
    if casse:
        examen.record(casse, nom, exemple="un texte court")
        return ""
    if nom not in ("valeur", "texte") and to_mention(texte) is Mention.EFFACER:
        examen.record("V37", nom)
        return ""
    if is_case_vide(texte):
        seul = nom == "valeur" or (nom == "texte" and not examen.has("valeur"))
        examen.ecartes = (*examen.ecartes, *(() if seul else (nom,)))
        examen.record("V32" if seul else "I21", nom)
        return ""
    texte = read_neutre(texte)
    if len(texte) > LONG:
        examen.record("V10", nom, longueur=len(texte))
    elif genre := get_genre_personnel(texte):
        examen.record("C20", nom, genre=genre)
    return texte
