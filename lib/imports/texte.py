"""From bytes to text: which encoding a French office used, decided by evidence and never by a sniffer.

Order of evidence: the user's own choice, a byte order mark, the zeros of UTF-16, strict UTF-8, then the single-byte
encoding whose reading looks most like French. Lines ends become « \\n ».
"""

import codecs
import re
from dataclasses import dataclass

from lib.domain.texte_saisi import count_controles
from lib.imports.controles import clean_texte
from lib.imports.francais import is_francais
from lib.imports.mojibake import repair_mojibake

ENCODAGES: dict[str, str] = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "iso-8859-15": "ISO-8859-15",
    "mac_roman": "Macintosh",
    "cp850": "MS-DOS (CP850)",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (gros-boutiste)",
}
"""The encodings a user may impose: codec name → words shown."""

_UN_OCTET = ("cp1252", "iso-8859-15", "mac_roman", "cp850")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FINS_DE_LIGNE = re.compile(rb"\r\n?")
_HORS_ASCII = re.compile(rb"[\x80-\xff]")
_ECHANTILLON = 4_000
_PART_DE_ZEROS = 5

_MINUSCULES = {**dict.fromkeys("êçùîôûïëâœüöä", 2), "è": 3, "à": 3, "é": 4}
_MAJUSCULES = {**dict.fromkeys("ÊÇÙÎÔÛÏËÂŒÜÖÄ", 1), "È": 2, "À": 3, "É": 4}
_ESPACES_FINES = frozenset("\u00a0\u202f")
_TYPOGRAPHIE = frozenset("’‘«»“”–—…°²³·•−")


@dataclass(frozen=True)
class TexteLu:
    """A decoded text, its encoding's code and the damaged words that were repaired, as (read, repaired).

    When lines differ, the code is two codes joined by « + ». controles: how many control characters were taken off.
    """

    texte: str
    encodage: str
    repare: tuple[tuple[str, str], ...] = ()
    controles: int = 0


def get_libelle_encodage(code: str) -> str:
    """Give the words shown for an encoding's code, or for two joined by « + » when lines differ.

    >>> get_libelle_encodage("utf-8+cp1252")
    'UTF-8 et Windows-1252 mêlés'
    """
    libelles = [ENCODAGES[partie] for partie in code.split("+")]
    return libelles[0] if len(libelles) == 1 else f"{' et '.join(libelles)} mêlés"


def read_texte(contenu: bytes, encodage: str | None = None) -> TexteLu:
    """Decode a file; never raises. An encoding imposed by the user is obeyed (unknown names are ignored)."""
    if encodage in ENCODAGES:
        return _clean(_decode(contenu, encodage), encodage)
    for bom, code in _BOMS:
        if contenu.startswith(bom):
            return _repare(_decode(contenu, code), code)
    if code_utf16 := _find_utf16(contenu):
        return _repare(_decode(contenu, code_utf16), code_utf16)
    octets = _FINS_DE_LIGNE.sub(b"\n", contenu)
    try:
        return _repare(octets.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        texte, code = _decode_non_utf8(octets)
        return _repare(texte, code)


def _decode(contenu: bytes, code: str) -> str:
    """Decode with a known encoding: no byte order mark left, impossible bytes shown as « � », ends of line « \\n »."""
    texte = contenu.decode(code, errors="replace").removeprefix("\ufeff")
    return texte.replace("\r\n", "\n").replace("\r", "\n")


def _repare(texte: str, code: str) -> TexteLu:
    """Repair mojibake and say it."""
    repare, exemples = repair_mojibake(texte)
    return _clean(repare, code, exemples)


def _clean(texte: str, code: str, repare: tuple[tuple[str, str], ...] = ()) -> TexteLu:
    """Take control characters off, once the damaged accents that have some are repaired."""
    return TexteLu(clean_texte(texte), code, repare, count_controles(texte))


def _find_utf16(contenu: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark: one byte in five at least is zero, mostly on the same side."""
    echantillon = contenu[:_ECHANTILLON]
    pairs, impairs = echantillon[0::2].count(0), echantillon[1::2].count(0)
    if len(echantillon) < 4 or (pairs + impairs) * _PART_DE_ZEROS < len(echantillon):
        return None
    return "utf-16-le" if impairs >= pairs else "utf-16-be"


def _decode_non_utf8(octets: bytes) -> tuple[str, str]:
    """Decode bytes that are not UTF-8 as a whole: line by line if some lines are, else in one single-byte encoding."""
    lignes = octets.split(b"\n")
    valides = [_decode_utf8(ligne) for ligne in lignes]
    code = _find_un_octet(b"\n".join(ligne for ligne, lue in zip(lignes, valides, strict=True) if lue is None))
    if not any(lue is not None and not lue.isascii() for lue in valides):
        return octets.decode(code, errors="replace"), code
    lues = (
        ligne.decode(code, errors="replace") if lue is None else lue for ligne, lue in zip(lignes, valides, strict=True)
    )
    return "\n".join(lues), f"utf-8+{code}"


def _decode_utf8(ligne: bytes) -> str | None:
    """Decode a line as strict UTF-8, None when it is not."""
    try:
        return ligne.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _find_un_octet(octets: bytes) -> str:
    """Choose Windows-1252 when its reading is French throughout, else the encoding whose reading looks most French.

    Those whose reading is French throughout come before the others.
    """
    lignes = [ligne for ligne in octets.split(b"\n") if _HORS_ASCII.search(ligne)]
    echantillon = b"\n".join(lignes)[:_ECHANTILLON]
    lectures = {code: echantillon.decode(code, errors="replace") for code in _UN_OCTET}
    sures = [code for code, lecture in lectures.items() if is_francais(lecture)]
    if _UN_OCTET[0] in sures:
        return _UN_OCTET[0]
    return max(sures or _UN_OCTET, key=lambda code: _score(lectures[code]))


def _score(texte: str) -> int:
    """Add up how French every non-ASCII character looks where it stands."""
    borde = f"\n{texte}\n"
    return sum(
        _score_caractere(borde[i - 1], caractere, borde[i + 1])
        for i, caractere in enumerate(borde)
        if not caractere.isascii()
    )


def _score_caractere(avant: str, caractere: str, apres: str) -> int:
    """Say how French one character looks between its neighbours, from -10 (impossible) to 4."""
    if caractere == "\ufffd":
        return -10
    if caractere < "\u00a0":
        return -5
    if caractere in _MINUSCULES:
        deplace = avant.isdigit() or (avant.isupper() and apres.isupper()) or (caractere == "à" and apres.isalpha())
        return -1 if deplace else _MINUSCULES[caractere]
    if caractere in _MAJUSCULES:
        isole = caractere != "À" and not (avant.isalpha() or apres.isalpha())
        return -2 if isole or avant.islower() or avant.isdigit() else _MAJUSCULES[caractere]
    if caractere in _ESPACES_FINES:
        return 2 if avant.isalnum() or avant in "«" else 1
    if caractere == "€":
        return 3 if avant.isdigit() or avant in " \u00a0\u202f(kM" else 0
    if caractere in _TYPOGRAPHIE:
        return 2 if not (avant.isalpha() and apres.isalpha()) or caractere == "’" else -1
    return -1 if caractere.isalpha() else -2
