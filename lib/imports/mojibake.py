"""Damaged accents: UTF-8 bytes once read in another encoding (« RÃ©sultat »), recognised by a table and repaired."""

import re

_CARACTERES = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ’‘“”–—…•−≥≤€\u202fÃÂ" + "".join(
    chr(point) for point in range(0xA0, 0xC0)
)
_EXEMPLES_MAX = 20
_PASSES_MAX = 3
_BOM_ABIME = "ï»¿"


def _decode_comme(octets: bytes, code: str) -> str:
    """Read bytes in a wrong encoding, the undefined ones as Latin-1 does (what spreadsheets do)."""
    return "".join(_decode_octet(octet, code) for octet in octets)


def _decode_octet(octet: int, code: str) -> str:
    """Read one byte in an encoding, or in Latin-1 when it means nothing there."""
    try:
        return bytes([octet]).decode(code)
    except UnicodeDecodeError:
        return chr(octet)


def _build_table() -> dict[str, str]:
    """Build damaged sequence → character, for the encodings through which UTF-8 is usually misread."""
    table = {_BOM_ABIME: ""}
    for code in ("cp850", "mac_roman", "latin-1", "cp1252"):
        for caractere in _CARACTERES:
            table[_decode_comme(caractere.encode(), code)] = caractere
    return table


_TABLE = _build_table()
_ABIME = re.compile("|".join(re.escape(suite) for suite in sorted(_TABLE, key=len, reverse=True)))
_MOT_AVANT = re.compile(r"[\w’'-]*\Z")
_MOT_APRES = re.compile(r"[\w’'-]")
_FENETRE = 30


def repair_mojibake(texte: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Repair a text; give it with the words repaired, as (read, repaired), each once and in order (20 at most).

    >>> repair_mojibake("RÃ©sultat")
    ('Résultat', (('RÃ©sultat', 'Résultat'),))
    """
    if texte.isascii() or not _ABIME.search(texte):
        return texte, ()
    exemples: dict[str, str] = {}
    lu_jusque = 0
    for trouve in _ABIME.finditer(texte):
        if trouve.start() < lu_jusque or not _TABLE[trouve[0]].strip():
            continue
        mot, lu_jusque = _get_mot(texte, trouve)
        exemples.setdefault(mot, _repair(mot))
        if len(exemples) == _EXEMPLES_MAX:
            break
    return _repair(texte), tuple(exemples.items())


def _repair(texte: str) -> str:
    """Replace every damaged sequence; again if the text was damaged twice."""
    for _ in range(_PASSES_MAX):
        suivant = _ABIME.sub(lambda trouve: _TABLE[trouve[0]], texte)
        if suivant == texte:
            break
        texte = suivant
    return texte


def _get_mot(texte: str, trouve: re.Match[str]) -> tuple[str, int]:
    """Give the word around a damaged sequence, other damaged sequences included, and where it ends."""
    debut, fin = trouve.span()
    avant = _MOT_AVANT.search(texte[max(0, debut - _FENETRE) : debut])
    while fin - debut < _FENETRE and (suite := _ABIME.match(texte, fin) or _MOT_APRES.match(texte, fin)):
        fin = suite.end()
    return (avant[0] if avant else "") + texte[debut:fin], fin
