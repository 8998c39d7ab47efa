"""The XML of an OpenDocument file, read as it comes: only the elements asked for, no document type, no entity."""

from functools import lru_cache
from typing import Any, ClassVar
from xml.parsers import expat

from lib.imports.budget import Budget
from lib.imports.examen_xml import refuse_doctype

_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_ODF = "urn:oasis:names:tc:opendocument:"
_BLOC = 2**18
ERREUR = "erreur"
"""Stands for an attribute: LibreOffice says that the cell shows an error."""


class FinDeLecture(Exception):
    """Everything asked for was read."""


class LecteurXml:
    """Calls open, close and add_texte for the elements whose place is known; what stands elsewhere is passed over.

    enfants: name of an element ("" for the document) → the elements looked at inside it.
    """

    enfants: ClassVar[dict[str, frozenset[str]]]

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._pile: list[str] = [""]
        self._passes = 0

    def read(self, source: Any) -> None:
        """Read a binary file object; raises ValueError or ExpatError when it is not well-formed, BudgetError."""
        analyseur = expat.ParserCreate(namespace_separator=" ")
        analyseur.buffer_text = True
        analyseur.StartDoctypeDeclHandler = refuse_doctype
        analyseur.EntityDeclHandler = refuse_doctype
        analyseur.StartElementHandler = self._open
        analyseur.EndElementHandler = self._close
        analyseur.CharacterDataHandler = self._add_texte
        try:
            while bloc := source.read(_BLOC):
                self._budget.check()
                analyseur.Parse(bloc, False)
            analyseur.Parse(b"", True)
        except FinDeLecture:
            return

    def open(self, nom: str, attributs: dict[str, str]) -> bool:
        """Begin an element; attributes of OpenDocument by local name, « erreur » when LibreOffice says it is one.

        False passes the whole element over, its end included.
        """
        return True

    def close(self, nom: str) -> None:
        """End an element."""

    def add_texte(self, texte: str) -> None:
        """Receive characters."""

    def _open(self, nom: str, attributs: dict[str, str]) -> None:
        local = nom[nom.find(" ") + 1 :]
        if self._passes or local not in self.enfants.get(self._pile[-1], ()):
            self._passes += 1
            return
        lus = {court: valeur for cle, valeur in attributs.items() if (court := _get_nom_court(cle))}
        if lus.get(ERREUR, "error") != "error":
            del lus[ERREUR]
        if self.open(local, lus):
            self._pile.append(local)
        else:
            self._passes = 1

    def _close(self, _: str) -> None:
        if self._passes:
            self._passes -= 1
        else:
            self.close(self._pile.pop())

    def _add_texte(self, texte: str) -> None:
        if not self._passes:
            self.add_texte(texte)


@lru_cache(maxsize=1_000)
def _get_nom_court(nom: str) -> str:
    """Give the local name of an attribute of OpenDocument, « erreur » for LibreOffice's own kind, else ''."""
    espace, _, court = nom.rpartition(" ")
    if espace == _CALCEXT and court == "value-type":
        return ERREUR
    return court if espace.startswith(_ODF) else ""


def read_nombre_de_fois(texte: str | None, maximum: int) -> int:
    """Read how many times a cell or a row is repeated: at least once, at most what a spreadsheet holds."""
    if texte is None:
        return 1
    try:
        return min(max(int(texte), 1), maximum)
    except ValueError:
        return 1
