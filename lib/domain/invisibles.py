"""Characters that leave nothing on the paper: a cell that only has some is empty to the eye."""

import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_PLANS = (range(0x20000), range(0xE0000, 0xE1000))
_VARIANTES = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_LETTRES_VIDES = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\U0001d159"
"""What Unicode calls letters, marks or signs and draws nothing: fillers, blank braille, object mark, null note."""

_INVISIBLES = [
    *(chr(point) for plan in _PLANS for point in plan if unicodedata.category(chr(point)) in _CATEGORIES),
    *(chr(point) for plage in _VARIANTES for point in plage),
    *_LETTRES_VIDES,
]
INVISIBLES = "".join(dict.fromkeys(_INVISIBLES))
"""Controls, formats, spaces, variation selectors and blank letters, each once."""

INVISIBLES_ASCII = "".join(filter(str.isascii, INVISIBLES))
"""Those of them that an ASCII text may have."""
