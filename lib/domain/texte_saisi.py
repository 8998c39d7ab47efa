"""What a text received from outside may not hold: characters that no database, no XML and no eye accepts.

Tabulations and line ends are layout, and stay. What other controls mean by a line end becomes one, so that no two
words, nor two figures, are joined.
"""

import re

_FINS_DE_LIGNE = "\x0b\x0c\x85"
_CONTROLES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def has_controles(texte: str) -> bool:
    """Whether a text holds a control character, half a character (lone surrogate) or what Unicode says is none."""
    return _CONTROLES.search(texte) is not None


def count_controles(texte: str) -> int:
    """Count them."""
    return sum(1 for _ in _CONTROLES.finditer(texte))


def remove_controles(texte: str) -> str:
    """Take those characters off; vertical tabulation, form feed and next line become « \\n ».

    >>> remove_controles("a\\x00b\\x0bc\\td")
    'ab\\nc\\td'
    """
    return _CONTROLES.sub(_replace, texte)


def _replace(trouve: re.Match[str]) -> str:
    return "\n" if trouve[0] in _FINS_DE_LIGNE else ""
