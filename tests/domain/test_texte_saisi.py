"""Characters that no text received may hold, whatever the database."""

import unicodedata

import pytest

from lib.domain.texte_saisi import has_controles, remove_controles

MISE_EN_PAGE = "\t\n\r"
TOUS = [chr(point) for point in range(0x110000)]
INTERDITS = [c for c in TOUS if unicodedata.category(c) in ("Cc", "Cs") and c not in MISE_EN_PAGE]
INTERDITS += ["\ufffe", "\uffff", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]


@pytest.mark.parametrize("place", ["{}texte", "te{}xte", "texte{}", "{}"])
def test_no_control_character_is_left_wherever_it_stands(place: str) -> None:
    for caractere in INTERDITS:
        texte = place.format(caractere)
        assert has_controles(texte), repr(caractere)
        net = remove_controles(texte)
        assert not has_controles(net), repr(caractere)
        assert net.replace("\n", "") == place.format("")
        net.encode("utf-8")


def test_every_other_character_is_kept() -> None:
    interdits = set(INTERDITS)
    gardes = "".join(caractere for caractere in TOUS if caractere not in interdits)
    assert not has_controles(gardes)
    assert remove_controles(gardes) == gardes


@pytest.mark.parametrize("fin", ["\x0b", "\x0c", "\x85"])
def test_two_figures_either_side_of_a_line_end_are_not_joined(fin: str) -> None:
    assert remove_controles(f"12{fin}34") == "12\n34"
