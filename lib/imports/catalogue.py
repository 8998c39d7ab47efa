"""Catalogue of what an upload may have to say: code, level, problem, what is expected, what to do.

The texts are in catalogue_fichier (F, I), catalogue_lignes (L), catalogue_valeurs (V, B), catalogue_questions (C) and,
for what only a spreadsheet does, catalogue_tableur (I, V, C); this module fills them.
"""

import re

from lib.domain.invisibles import INVISIBLES
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.imports.catalogue_fichier import TEXTES_FICHIER
from lib.imports.catalogue_lignes import TEXTES_LIGNES
from lib.imports.catalogue_questions import TEXTES_QUESTIONS
from lib.imports.catalogue_reprise import TEXTES_REPRISE
from lib.imports.catalogue_tableur import TEXTES_TABLEUR
from lib.imports.catalogue_valeurs import TEXTES_VALEURS

LONGUEUR_MONTREE = 80
"""How many characters of a cell a message repeats."""

_MARQUES = {
    "\u00a0": "⍽",
    "\u202f": "⍽",
    "\u2007": "⍽",
    "\u2009": "⍽",
    "\t": "⇥",
    "\n": "↵",
    "\r": "",
}
_SANS_LARGEUR = [c for c in INVISIBLES if not c.isspace() and not c.isascii()]
_MARQUES |= dict.fromkeys(_SANS_LARGEUR, "⌷")
_TABLE = str.maketrans(_MARQUES)
LEGENDE = {
    "␣": "espace",
    "⍽": "espace insécable",
    "⇥": "tabulation",
    "↵": "retour à la ligne",
    "⌷": "caractère sans largeur",
}
"""What each mark put in place of an invisible character stands for."""

_BORDS = re.compile(r"^ +| +$| {2,}")
_CONTROLES = re.compile(r"[\x00-\x1f\x7f]")
_INVISIBLES = re.compile(f"[\x00-\x1f\x7f{re.escape(''.join(_MARQUES))}]|^ | $|  ")


def show_invisibles(texte: str) -> str:
    """Show what the eye misses in a cell: ⍽ fixed spaces, ␣ spaces at the ends or doubled, ⇥ tab, ↵ line break.

    >>> show_invisibles(" 1 015 ")
    '␣1 015␣'
    """
    if len(texte) > LONGUEUR_MONTREE:
        texte = texte[:LONGUEUR_MONTREE] + "…"
    if not _INVISIBLES.search(texte):
        return texte
    texte = _BORDS.sub(lambda espaces: "␣" * len(espaces[0]), texte)
    return _CONTROLES.sub("�", texte.translate(_TABLE))


def _to_typographie(texte: str) -> str:
    """Put the fixed spaces of French typography in a template, before it is filled with what the user wrote."""
    texte = texte.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:").replace("'", "’")
    return re.sub(r" ([;!?%])", "\u202f\\1", texte.replace(" €", "\u00a0€"))


_TEXTES = {
    **TEXTES_FICHIER,
    **TEXTES_LIGNES,
    **TEXTES_REPRISE,
    **TEXTES_TABLEUR,
    **TEXTES_VALEURS,
    **TEXTES_QUESTIONS,
}

CATALOGUE: dict[str, tuple[NiveauProbleme, str, str, str]] = {
    code: (niveau, _to_typographie(message), _to_typographie(attendu), _to_typographie(geste))
    for code, (niveau, message, attendu, geste) in _TEXTES.items()
}
"""Code → level, then templates of the problem, of what is expected and of the gesture."""


def build_probleme(
    code: str,
    /,
    *,
    ligne: int | None = None,
    colonne: str = "",
    lu: str = "",
    propositions: tuple[str, ...] = (),
    rang: int | None = None,
    **champs: object,
) -> Probleme:
    """Build one problem from the catalogue; ligne is the spreadsheet row, colonne its letter and header.

    lu is the cell as read; champs fill the templates, suggestion being optional everywhere. Raises KeyError for an
    unknown code or a template left with a hole.
    """
    niveau, message, attendu, geste = CATALOGUE[code]
    vu = show_invisibles(lu)
    valeurs = {"suggestion": "", **champs, "ligne": ligne, "colonne": colonne, "lu": vu}
    return Probleme(
        code=code,
        niveau=niveau,
        message=message.format_map(valeurs).strip(),
        ligne=ligne,
        colonne=colonne,
        lu=vu,
        attendu=attendu.format_map(valeurs),
        geste=geste.format_map(valeurs),
        propositions=propositions,
        rang=rang,
    )
