"""What a search compares: words without their accents, their case, or the shape of their apostrophes."""

import unicodedata


def to_cle_recherche(texte: str) -> str:
    """Reduce a text to what a search compares: no accent, no case, straight apostrophes.

    >>> to_cle_recherche("L’Été ")
    "l'ete"
    """
    sans_accent = unicodedata.normalize("NFD", texte.replace("’", "'"))
    return "".join(c for c in sans_accent if not unicodedata.combining(c)).casefold().strip()
