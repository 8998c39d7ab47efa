"""The words a file holds, wherever it keeps them, read only to know where it comes from."""

from collections.abc import Iterator

from lib.imports.classeur import ClasseurIllisibleError, list_membres, read_membre
from lib.imports.texte import read_texte

_TEXTES = ("content.xml", "styles.xml", "xl/sharedStrings.xml", "xl/worksheets/")
_LU, _MEMBRES = 2**20, 50
"""Bytes read of a member of a workbook, and members read: what says where it comes from stands at its beginning."""


def iterate_textes(contenu: bytes) -> Iterator[str]:
    """Yield the text of a CSV, or the beginnings of those of a workbook, markup included; nothing for a damaged one."""
    membres = [nom for nom in list_membres(contenu) if nom.startswith(_TEXTES) and nom.endswith(".xml")]
    if not contenu.startswith(b"PK"):
        yield read_texte(contenu).texte
    for nom in membres[:_MEMBRES]:
        try:
            yield read_membre(contenu, nom, _LU).decode("utf-8", "replace")
        except ClasseurIllisibleError:
            return
