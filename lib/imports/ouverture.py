"""Opening a workbook: here when it is light, in a process of its own otherwise, so that nobody waits for it."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from lib.imports.budget import Budget, BudgetError, Octets
from lib.imports.classeur import ClasseurOuvert, Feuille, explain
from lib.imports.classeur_excel import ClasseurExcel
from lib.imports.classeur_ods import ClasseurOds
from lib.imports.classeur_separe import ClasseurSepare
from lib.imports.examen_xml import PoidsXml, examine_xml, list_xml
from lib.imports.grille import Grille
from lib.imports.refus import is_ods

FEUILLES_LUES = 50
"""How many visible sheets are looked at for a header."""

OCTETS_ICI, ELEMENTS_ICI, ATTRIBUT_ICI = 1024 * 1024, 50_000, 500
"""What the XML of a workbook read here weighs at most: its bytes, its elements, its longest attribute."""

SECONDES_ICI, CELLULES_ICI, CARACTERES_ICI = 3, 100_000, 4_000_000

T = TypeVar("T")


def list_lues(feuilles: Iterable[Feuille]) -> list[str]:
    """Name the sheets that are looked at: the first visible ones."""
    return [feuille.nom for feuille in feuilles if feuille.visible][:FEUILLES_LUES]


def examine(contenu: bytes, budget: Budget) -> PoidsXml:
    """Go through the XML of a workbook; raises ClasseurIllisibleError, BudgetError."""
    with explain(), zipfile.ZipFile(Octets(contenu, budget)) as archive:
        return examine_xml(archive, budget)


def open_ici(contenu: bytes, budget: Budget) -> ClasseurOuvert:
    """Open a workbook in this process; raises ClasseurIllisibleError, DemesureError, BudgetError."""
    return ClasseurOds(contenu, budget) if is_ods(contenu) else ClasseurExcel(contenu, budget)


class ClasseurDepose:
    """A workbook open for reading. What costs too much here is read again, from its start, in another process."""

    def __init__(self, contenu: bytes) -> None:
        """Open; raises ClasseurIllisibleError, DemesureError."""
        self._contenu = contenu
        self._ouvert: ClasseurOuvert
        try:
            self._ouvert = _open_leger(contenu)
        except BudgetError:
            self._ouvert = ClasseurSepare(contenu)
        self.format, self.feuilles = self._ouvert.format, self._ouvert.feuilles

    def read_debut(self, nom: str) -> list[list[str]]:
        """Read the first rows of a sheet, enough to find its header; raises ClasseurIllisibleError, DemesureError."""
        return self._read(lambda classeur: classeur.read_debut(nom))

    def read_feuilles(self, noms: Sequence[str]) -> list[Grille]:
        """Read whole sheets, some rows beyond the limit at most; raises ClasseurIllisibleError, DemesureError."""
        return self._read(lambda classeur: classeur.read_feuilles(noms))

    def _read(self, lire: Callable[[ClasseurOuvert], T]) -> T:
        try:
            return lire(self._ouvert)
        except BudgetError:
            self._ouvert = ClasseurSepare(self._contenu)
            return lire(self._ouvert)


def _open_leger(contenu: bytes) -> ClasseurOuvert:
    """Open a workbook that is light enough; raises BudgetError for another."""
    with explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if sum(membre.file_size for membre in list_xml(archive)) > OCTETS_ICI:
            raise BudgetError("bytes")
    budget = Budget(SECONDES_ICI, CELLULES_ICI, CARACTERES_ICI)
    poids = examine(contenu, budget)
    if poids.elements > ELEMENTS_ICI or poids.attribut > ATTRIBUT_ICI:
        raise BudgetError("elements")
    return open_ici(contenu, budget)
