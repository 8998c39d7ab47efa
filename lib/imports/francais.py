"""Whether every accent and sign of a text stands where French puts it: what tells a right decoding from a wrong one."""

import re

_MIN, _MAJ = "a-zàâäçéèêëîïôöùûüÿœæ", "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
_LETTRES = _MIN + _MAJ
_CONS = "bcdfghjklmnpqrstvwxz"

_MINUSCULES = (
    "é",
    f"[èêâîôöäü](?=[{_CONS}])",
    f"û(?=[{_CONS}])|(?<=[drt])û(?![{_LETTRES}])",
    f"(?<=[aeouAEOU])ï(?=[{_MIN}])",
    f"(?<=[aeiouAEO])ë(?=[{_MIN}])|(?<=[aeiou])ë(?![{_LETTRES}])",
    f"à(?![{_LETTRES}])",
    f"(?<=[oO])ù(?![{_LETTRES}])",
    "(?<=[aAu])ÿ",
    "ç(?=[aou])",
    "œ(?=[uidtnscl])",
    "(?<=[aeiou])ñ(?=[aeo])",
)
"""Small letters, each where words have it; never after a figure nor among capitals."""

_CAPITALES = (
    f"(?<=[{_MAJ}])É|É(?=[{_LETTRES}])",
    f"È(?=[{_CONS.upper()}])",
    f"(?<![AEI])Ê(?=[{_CONS.upper()}])",
    f"(?<=[AEIOU])Ë(?=[{_MAJ}])|(?<=[OU])Ë(?![{_LETTRES}])",
    f"(?<=[AEOU])Ï(?=[{_MAJ}])",
    f"[ÂÎÛÜÖÄ](?=[{_CONS.upper()}])|(?<=[DRT])Û(?![{_LETTRES}])",
    "(?<![IO])(?<!BL)(?<!ST)(?<!TH)(?<!CR)(?<!SC)(?<!LL)"
    "(?:(?<!D)(?<!NT)Ô(?=L)|(?<!PL)(?<!HL)Ô(?=T)|(?<!BAR)Ô(?=M)|(?<!G)Ô(?=N)|Ô(?=[PJ]))|(?<=R)Ô(?=D)",
    f"À(?![{_LETTRES}])",
    f"(?<=O)Ù(?![{_LETTRES}])",
    "(?<=A)Ÿ",
    f"Ç(?=[AOU](?![{_MIN}]))",
    f"Œ(?=[UIDTNSCL](?![{_MIN}]))",
)
"""Capitals among capitals, where words have them; never after a figure nor a small letter."""

_INITIALES = (f"É(?=[{_MIN}])", f"[ÈÊÂÎÔÖÄÜ](?=[{_CONS}])", "Ç(?=[aou])", "Œ(?=[uidtnsc])")
"""Capitals that begin a word written in small letters."""

_SIGNES = (
    "[\\u00a0«»°²³§]",
    f"(?<=[{_LETTRES}])’",
    f"(?<=[0-9 \\u00a0(kKM/])€(?![{_LETTRES}])",
    f"(?<![{_LETTRES}])[–—×•](?![{_LETTRES}])|(?<=[0-9])–(?=[0-9])",
    f"(?<=[{_LETTRES}0-9)])(?<![ljLJ])…(?![{_LETTRES}])",
    f"(?<![{_LETTRES}])“(?=[{_LETTRES}0-9])|(?<=[{_LETTRES}0-9.!?%])”(?![{_LETTRES}])",
)
"""Typographic signs, apart from the letters of words."""

_FRANCAIS = re.compile(
    f"(?<![0-9])(?<![{_MAJ}]{{2}})(?:{'|'.join(_MINUSCULES)})(?![{_MAJ}0-9])"
    f"|(?<![{_MIN}0-9])(?:{'|'.join(_CAPITALES)})"
    f"|(?<![{_LETTRES}0-9])(?:{'|'.join(_INITIALES)})"
    f"|{'|'.join(_SIGNES)}"
)


def is_francais(texte: str) -> bool:
    """Whether each character of a text that is no ASCII is a letter or a sign where French has one.

    >>> is_francais("PÔLE EMPLOI ; Ça va à Créteil"), is_francais("PÈLE «a NOÀL FOR\\u00a0T ‚té")
    (True, False)
    """
    return _FRANCAIS.sub("", texte).isascii()
