"""A receipt read back: by what it prints, whatever else the page says."""

from collections.abc import Callable
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


def cache(page: str, quoi: str) -> str:
    return page.replace("<body>", f"<body>{quoi}", 1)


VRAIE = f"<tr><th scope='row'>Empreinte au journal (SHA-256)</th><td class='empreinte'>{'b' * 64}</td></tr>"
FAUSSE = VRAIE.replace("b" * 64, "c" * 64)
FAUX: dict[str, Callable[[str], str]] = {
    "un autre tableau avant": lambda p: cache(p, f"<table><tbody>{VRAIE}</tbody></table>"),
    "un bloc caché avant": lambda p: cache(p, f"<div style='display:none'><table>{VRAIE}</table></div>"),
    "un mot dit deux fois": lambda p: p.replace(VRAIE, FAUSSE + VRAIE),
    "une ligne cachée": lambda p: p.replace(VRAIE, FAUSSE + VRAIE.replace("<tr>", "<tr hidden>")),
    "une balise dans la case": lambda p: p.replace("b" * 64 + "</td>", f"{'b' * 64}<b>c</b></td>"),
    "deux cases": lambda p: p.replace("b" * 64 + "</td>", f"{'b' * 64}</td><td>c</td>"),
    "un commentaire": lambda p: p.replace(VRAIE, f"<!--{VRAIE}-->{FAUSSE}"),
    "des chiffres d’ailleurs": lambda p: p.replace("n°\u00a012 du contrat", "n°\u00a0١٢ du contrat"),
    "un numéro trop long": lambda p: p.replace("n°\u00a012 du contrat", "n°\u00a012345678901 du contrat"),
    "deux numéros": lambda p: p.replace("n°\u00a012 du contrat", "pas n°\u00a07 ; n°\u00a012 du contrat"),
    "le lot zéro": lambda p: p.replace("n°\u00a012 ·", "n°\u00a00 ·"),
    "des balises sans fin": lambda p: cache(p, "<th>" + "x<b>" * 200_000),
}


@pytest.mark.parametrize("faux", FAUX)
def test_a_page_that_shows_something_else_to_the_eye_is_refused(faux: str) -> None:
    page = build_recu_html(RECU).decode()
    change = FAUX[faux](page)
    assert change != page
    with pytest.raises(SaisieRefusee, match="n’est pas un reçu"):
        read_recu(change.encode())
