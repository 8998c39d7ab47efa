"""Control characters in an uploaded file: no text, no layout. They are taken off and told, never out of a figure."""

import re

from lib.domain.texte_saisi import CONTROLES, has_controles, remove_controles

_ENTRE_CHIFFRES = re.compile(f"(?<=[0-9])[{CONTROLES}]+(?=[0-9])")
_ESPACES = str.maketrans("\x0b\x0c\x85", "   ")


def clean_texte(texte: str) -> str:
    """Take them off a text; between two figures one is shown as « � », which no number has; line ends are spaces.

    >>> clean_texte("Cré\\x00teil"), clean_texte("12\\x0034"), clean_texte("a\\x0bb")
    ('Créteil', '12�34', 'a b')
    """
    if not has_controles(texte):
        return texte
    return remove_controles(_ENTRE_CHIFFRES.sub("\ufffd", texte).translate(_ESPACES))
