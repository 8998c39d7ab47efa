"""What a demonstration says of itself wherever it is read: its results are fictional.

The mark is the contract's own (Contrat.exemple): it comes with the contract and never goes away. Whatever leaves the
store carries it twice, in its name and in what it holds, since a file is renamed and a sheet is copied.
"""

import unicodedata
from collections.abc import Iterable

from lib.domain.formats import INSECABLE

MOTS = "résultats fictifs"
"""Words by which a file that left a demonstration is known again, whatever became of its name."""

MENTION = f"Démonstration{INSECABLE}: {MOTS}"
"""What every sheet, page, message and table of a demonstration says."""

COLONNE, DANS_COLONNE = "Démonstration", MOTS
"""Title and cells of the column that says it in a table of data, where a line apart would break the format."""

MOT = "fictif"
SUFFIXE_FEUILLE = f" ({MOT})"
LONGUEUR_FEUILLE = 31
"""Characters a spreadsheet gives to the name of a sheet."""


def to_nom_marque(nom: str, exemple: bool) -> str:
    """Give a file the name under which it leaves the store; one that says it already stays as it is.

    >>> to_nom_marque("matrice.xlsx", True), to_nom_marque("fictif-matrice.xlsx", True), to_nom_marque("m.csv", False)
    ('fictif-matrice.xlsx', 'fictif-matrice.xlsx', 'm.csv')
    """
    return f"{MOT}-{nom}" if exemple and MOT not in nom.casefold() else nom


def to_feuille_marquee(nom: str, exemple: bool) -> str:
    """Give a sheet the name it has in a workbook that leaves the store."""
    return nom[: LONGUEUR_FEUILLE - len(SUFFIXE_FEUILLE)] + SUFFIXE_FEUILLE if exemple else nom


def write_avec_mention(texte: str, exemple: bool) -> str:
    """Write a text under the mention of the demonstration, on a line of its own."""
    return f"{MENTION}\n{texte}" if exemple else texte


def is_de_demonstration(nom: str, textes: Iterable[str], feuilles: Iterable[str]) -> bool:
    """Whether a file says that it left a demonstration: in its name, in that of a sheet, or in what it holds."""
    if MOT in nom.casefold() or any(SUFFIXE_FEUILLE in _reduce(feuille) for feuille in feuilles):
        return True
    return any(MOTS in _reduce(texte) for texte in textes)


def _reduce(texte: str) -> str:
    """Write a text in one case, its accents composed."""
    return unicodedata.normalize("NFC", texte).casefold()
