"""Folding texts: the form under which two writings of a same title are the same."""

import re
import unicodedata
from functools import lru_cache

_MOTS = re.compile(r"[a-z0-9]+")
_MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "n", "no", "en", "euros"})


def fold(texte: str) -> str:
    """Fold a text to lower case without accents.

    >>> fold("Année")
    'annee'
    """
    decompose = unicodedata.normalize("NFKD", texte).lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(caractere for caractere in decompose if not unicodedata.combining(caractere))


@lru_cache(maxsize=4096)
def normalise_entete(texte: str) -> str:
    """Reduce a header to what tells it apart: no accent, case, space, punctuation, article or plural.

    >>> normalise_entete("Code de l’indicateur") == normalise_entete("CODES_INDICATEUR")
    True
    """
    return "".join(mot.removesuffix("s") for mot in _MOTS.findall(fold(texte)) if mot not in _MOTS_VIDES)
