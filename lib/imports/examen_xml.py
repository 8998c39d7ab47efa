"""The XML of a workbook, gone through before anything is built of it: no document type, no depth, its size known."""

import zipfile
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from lib.imports.budget import Budget, BudgetError

PROFONDEUR_MAX = 256
"""Elements within one another: what a spreadsheet writes has some thirty."""

_XML = (".xml", ".rels", ".vml")
_BLOC = 2**16
_AVANT_BALISE = b"\xef\xbb\xbf\xff\xfe \t\r\n"

FEUILLES_MAX = 1_000
"""Sheets a workbook may have: beyond, it is not one a person made."""

LONGUEUR_BALISE = 2**20
"""Bytes that one tag, or one comment, may have: whatever reads them begins again at each block."""


@dataclass
class PoidsXml:
    """What the XML of a workbook holds: its elements, the longest attribute."""

    elements: int = 0
    attribut: int = 0
    feuilles: int = 0


def list_xml(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """List the members of an archive that are XML, by their name or, whatever their name, by how they begin."""
    return [m for m in archive.infolist() if m.filename.lower().endswith(_XML) or _begins_by_balise(archive, m)]


def _begins_by_balise(archive: zipfile.ZipFile, membre: zipfile.ZipInfo) -> bool:
    """Whether a member begins by « < », be it in UTF-8 or UTF-16, after the mark of its encoding and blanks."""
    with archive.open(membre) as source:
        while bloc := source.read(_BLOC):
            if debut := bloc.replace(b"\0", b"").lstrip(_AVANT_BALISE):
                return debut.startswith(b"<")
    return False


def examine_xml(archive: zipfile.ZipFile, budget: Budget) -> PoidsXml:
    """Go through every XML member; raises ValueError or ExpatError for one that no spreadsheet writes, BudgetError."""
    poids = PoidsXml()
    for membre in list_xml(archive):
        with archive.open(membre) as source:
            _Examen(poids).read(source, budget)
    return poids


class _Examen:
    """Counts what a member holds as expat goes through it."""

    def __init__(self, poids: PoidsXml) -> None:
        self._poids, self._profondeur = poids, 0

    def read(self, source: Any, budget: Budget) -> None:
        analyseur = expat.ParserCreate()
        analyseur.StartDoctypeDeclHandler = refuse_doctype
        analyseur.EntityDeclHandler = refuse_doctype
        analyseur.StartElementHandler = self._open
        analyseur.EndElementHandler = self._close
        lus = 0
        while bloc := source.read(_BLOC):
            budget.check()
            analyseur.Parse(bloc, False)
            lus += len(bloc)
            if lus - analyseur.CurrentByteIndex > LONGUEUR_BALISE:
                raise BudgetError("a tag without end")
        analyseur.Parse(b"", True)

    def _open(self, nom: str, attributs: dict[str, str]) -> None:
        self._poids.elements += 1
        if nom == "sheet" or nom.endswith(":sheet"):
            self._poids.feuilles += 1
            if self._poids.feuilles > FEUILLES_MAX:
                raise ValueError("too many sheets")
        self._profondeur += 1
        if self._profondeur > PROFONDEUR_MAX:
            raise ValueError("elements too deep")
        if attributs:
            self._poids.attribut = max(self._poids.attribut, *map(len, attributs.values()))

    def _close(self, _: str) -> None:
        self._profondeur -= 1


def refuse_doctype(*_: object) -> None:
    """Refuse a document type or an entity, whatever it says."""
    raise ValueError("a document type or an entity is declared")
