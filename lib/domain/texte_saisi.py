"""What a text received from outside may not hold: characters that no database, no XML and no eye accepts.

Among them, what turns the direction of writing: a text then reads as another, and carries that to what follows it.

Tabulations and line ends are layout, and stay. What other controls mean by a line end becomes one, so that no two
words, nor two figures, are joined.
"""

import re

_FINS_DE_LIGNE = "\x0b\x0c\x85"
CONTROLES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""What is refused, as the inside of a regular expression's class."""

_CONTROLES = re.compile(f"[{CONTROLES}]")


def has_controles(texte: str) -> bool:
    """Whether a text holds a control character, half a character (lone surrogate) or what is none."""
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
