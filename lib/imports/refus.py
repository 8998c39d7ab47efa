"""What is refused before any parsing: too heavy, not a spreadsheet, locked. The file's name is never trusted."""

import codecs
import re
from pathlib import PurePath

from lib.domain.problemes import Probleme
from lib.imports.catalogue import build_probleme
from lib.imports.classeur import (
    LIMITE_DECOMPRESSE,
    ClasseurIllisibleError,
    compute_taille_decompressee,
    list_membres,
    read_membre,
)
from lib.imports.grille import LIGNES_TABLEUR, LIMITE_OCTETS

_MO = 1024 * 1024
_ZIP = b"PK\x03\x04"
_ZIP_VIDE = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un PDF"),
    (b"{\\rtf", "un document texte (RTF)"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"\x1f\x8b", "une archive compressée"),
    (b"7z\xbc\xaf\x27\x1c", "une archive compressée"),
    (b"Rar!", "une archive compressée"),
    (b"SQLite format 3\x00", "une base de données"),
)
_PAGE_WEB = re.compile(
    rb"\s*(?:<!--(?:[^\n-]|-(?!->))*+-->\s*)*+<(?:!doctype html|html|head|body|meta|table|div|\?xml[^>]*>\s*<html)",
    re.I,
)
_XML = re.compile(rb"\s*<\?xml", re.I)
_DEBUT = 4_096
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
"""Namespace of a variant of .xlsx that Excel offers to save under, and that hardly anything reads."""

_MIMETYPE = "mimetype"
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_NATURES_OPENDOCUMENT = {
    "text": "un texte LibreOffice (.odt)",
    "presentation": "une présentation LibreOffice (.odp)",
    "graphics": "un dessin LibreOffice (.odg)",
    "database": "une base de données LibreOffice (.odb)",
}
_CONTROLES = bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_PART_DE_CONTROLES = 20


def is_classeur(contenu: bytes) -> bool:
    """Whether the bytes are an archive, as .xlsx and .ods files are."""
    return contenu.startswith((_ZIP, _ZIP_VIDE))


def is_ods(contenu: bytes) -> bool:
    """Whether an archive is an OpenDocument one; check_contenu tells whether it is a spreadsheet."""
    membres = list_membres(contenu)
    return _MIMETYPE in membres and ("content.xml" in membres or "META-INF/manifest.xml" in membres)


def check_contenu(contenu: bytes, nom: str) -> Probleme | None:
    """Refuse what cannot be read at all (F01, F03, F04, F13, F19); None when reading may be tried."""
    if len(contenu) > LIMITE_OCTETS:
        return build_probleme("F01", taille=_to_megaoctets(len(contenu)))
    if contenu.startswith(_OLE):
        return _check_ole(contenu)
    if is_classeur(contenu):
        return _check_archive(contenu)
    if nature := _find_nature(contenu, nom):
        return build_probleme("F03", nature=nature)
    if max(contenu.count(b"\n"), contenu.count(b"\r")) > LIGNES_TABLEUR:
        return build_probleme("F19")
    return None


def _check_ole(contenu: bytes) -> Probleme:
    """Tell a locked workbook from the formats Office used before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in contenu:
        return build_probleme("F04")
    if any(flux.encode("utf-16-le") in contenu for flux in ("Workbook", "Book")):
        return build_probleme("F03", nature="un ancien classeur Excel (.xls)")
    return build_probleme("F03", nature="un ancien document Office")


def _check_archive(contenu: bytes) -> Probleme | None:
    """Check an archive: a workbook of a reasonable size once unpacked; a locked .ods is found out when opened."""
    try:
        taille = compute_taille_decompressee(contenu)
        ods, membres = is_ods(contenu), list_membres(contenu)
        nature = _find_nature_opendocument(contenu) if ods else _find_nature_archive(membres)
        if _STRICT in read_membre(contenu, "xl/workbook.xml", _DEBUT):
            nature = "un classeur Excel «\u00a0Open XML strict\u00a0»"
    except ClasseurIllisibleError:
        return build_probleme("F04")
    if nature:
        return build_probleme("F03", nature=nature)
    if taille > LIMITE_DECOMPRESSE:
        return build_probleme("F13", taille=_to_megaoctets(taille))
    return None


def _find_nature_opendocument(contenu: bytes) -> str:
    """Say what an OpenDocument file is when it is no spreadsheet; empty when it is one."""
    genre = read_membre(contenu, _MIMETYPE, _DEBUT).decode("ascii", "replace").strip()
    if not genre.startswith(_OPENDOCUMENT):
        return "une archive compressée"
    genre = genre.removeprefix(_OPENDOCUMENT).removesuffix("-template")
    return "" if genre == "spreadsheet" else _NATURES_OPENDOCUMENT.get(genre, "un document LibreOffice")


def _find_nature_archive(membres: tuple[str, ...]) -> str:
    """Say what another archive is when it is not an .xlsx workbook; empty when it is one."""
    if "xl/workbook.xml" in membres:
        return ""
    if "xl/workbook.bin" in membres:
        return "un classeur Excel binaire (.xlsb)"
    if any(membre.startswith("word/") for membre in membres):
        return "un document Word"
    if any(membre.startswith("ppt/") for membre in membres):
        return "une présentation PowerPoint"
    if "[Content_Types].xml" in membres and any(membre.startswith("xl/") for membre in membres):
        return ""
    return "une archive compressée"


def _find_nature(contenu: bytes, nom: str) -> str:
    """Say what the bytes are when they are no text; empty when they may be a CSV."""
    debut = contenu[:_DEBUT]
    for signature, nature in _SIGNATURES:
        if debut.startswith(signature):
            return nature
    lisible = debut.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if _PAGE_WEB.match(lisible):
        return "une page web"
    if _XML.match(lisible):
        return "un fichier XML"
    if debut.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    controles = len(debut) - len(debut.translate(None, _CONTROLES))
    if controles * _PART_DE_CONTROLES > len(debut):
        extension = PurePath(nom).suffix.lower()
        return (
            f"un fichier {extension}"
            if extension.isascii() and extension not in ("", ".csv", ".txt", ".xlsx", ".ods")
            else "un fichier binaire"
        )
    return ""


def _to_megaoctets(octets: int) -> str:
    """Write a size in megabytes, one decimal, rounded up so that a refused size never looks allowed.

    >>> _to_megaoctets(5 * 1024 * 1024 + 1)
    '5,1'
    """
    dixiemes = -(-octets * 10 // _MO)
    return f"{dixiemes // 10},{dixiemes % 10}" if dixiemes % 10 else str(dixiemes // 10)
