"""What the eye sees of a cell: every character that draws nothing is nothing, every other one is something."""

import sys
import unicodedata

import pytest

from lib.domain.tableau import to_visible

BLANCHES = "034F 115F 1160 17B4 17B5 180B 180E 2800 3164 FE00 FE0F FFA0 FFFC 1D173 1BCA0 E0001 E0020 E0100 FFF9"
"""Characters that a screen shows as nothing whatever category Unicode puts them in."""


def list_invisibles() -> list[str]:
    """Every control, format character and space of Unicode, and the blank letters above."""
    points = [*range(sys.maxunicode + 1)]
    selon_unicode = [chr(p) for p in points if unicodedata.category(chr(p)) in ("Cc", "Cf", "Zs", "Zl", "Zp")]
    return [*selon_unicode, *(chr(int(point, 16)) for point in BLANCHES.split())]


def test_no_invisible_character_is_ever_a_content() -> None:
    for caractere in list_invisibles():
        for cellule in (caractere, caractere * 3, f"'{caractere}", f"{caractere}’", f"\u3000{caractere}\u200b"):
            assert to_visible(cellule) == "", hex(ord(caractere))
        assert to_visible(f"{caractere}64{caractere}") == "64"


@pytest.mark.parametrize("texte", ["0", "-", "’été", "l’", "é", "�", "·", "№", "中", "a\u200bb", "'=1+1", '"'])
def test_what_is_drawn_is_kept_as_it_is(texte: str) -> None:
    assert to_visible(f"\u00a0{texte} ") == texte
