"""A receipt read back: by what it prints, whatever else the page says."""

from pathlib import Path

import pytest

from lib.domain.erreurs import SaisieRefusee
from lib.domain.racines import Racine
from lib.exports.recu import build_recu_html
from lib.imports.recu import read_recu
from tests.exports.test_recu import RECU


def test_a_receipt_comes_back_as_the_entry_it_attests() -> None:
    assert read_recu(build_recu_html(RECU)) == Racine(12, "b" * 64, "94-2024", 12)


def test_the_receipt_of_another_day_comes_back_without_its_contract() -> None:
    page = (Path(__file__).parents[1] / "donnees" / "recu_format_1.html").read_bytes()
    lue = read_recu(page)
    assert (lue.rang, lue.contrat, lue.lot, len(lue.empreinte)) == (2, "", 2, 64)


def test_a_receipt_kept_from_those_who_may_not_see_the_hash_says_whom_to_ask() -> None:
    page = build_recu_html(RECU).replace(b"b" * 64, b"")
    with pytest.raises(SaisieRefusee, match="demandez le sien au service"):
        read_recu(page)


@pytest.mark.parametrize(
    "contenu", [b"", b"<th>", b"\xff\xfe", b"<table><tr><th>D\xc3\xa9p\xc3\xb4t</th><td>n</td>", b"<a" * 99]
)
def test_anything_else_is_refused(contenu: bytes) -> None:
    with pytest.raises(SaisieRefusee, match="n’est pas un reçu"):
        read_recu(contenu)
