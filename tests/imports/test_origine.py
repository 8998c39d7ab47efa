"""A file that left a demonstration is known again by its words, however it was saved since."""

import unicodedata

import pytest

from lib.domain.fiction import MENTION, is_de_demonstration
from lib.imports.origine import iterate_textes
from tests.imports.fabrique import build_classeur, build_ods

LIGNES = [["code_indicateur", "valeur"], ["S.1.3-01", "28"]]


def is_connu(contenu: bytes) -> bool:
    return is_de_demonstration("a.bin", iterate_textes(contenu), ["Feuille 1"])


@pytest.mark.parametrize("mots", [MENTION, MENTION.upper(), unicodedata.normalize("NFD", MENTION)])
def test_the_words_are_found_in_any_kind_of_file_and_in_any_writing(mots: str) -> None:
    for build in (build_classeur, build_ods):
        assert is_connu(build({"Feuille 1": [[mots], *LIGNES]}))
        assert not is_connu(build({"Feuille 1": LIGNES}))


@pytest.mark.parametrize("encodage", ["utf-8", "cp1252", "utf-16", "utf-16-le", "mac_roman", "iso-8859-15"])
def test_the_words_are_found_in_a_csv_of_any_encoding(encodage: str) -> None:
    lignes = "\r\n".join([MENTION, "intitulé;valeur", "Bénéficiaires accompagnés à l’été;28", ""])
    assert is_connu(lignes.replace("’", "'").encode(encodage))
    assert not is_connu(lignes.replace(MENTION, "").replace("’", "'").encode(encodage))


def test_a_damaged_workbook_says_nothing() -> None:
    assert not is_connu(b"PK\x03\x04")
