"""Excel workbooks (.xlsx, .xlsm): openpyxl decodes the cells, one pass over each sheet keeps what its own reader drops.

The streaming mode of openpyxl gives formulas or their results, never both, and says nothing of hidden rows.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl import load_workbook
from openpyxl.formula.translate import TranslatorError
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import CELL_TAG, COL_TAG, FILTER_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.budget import Budget, BudgetError, Octets
from lib.imports.classeur import (
    CELLULES_MAX,
    COLONNES_LUES,
    CelluleLue,
    Chantier,
    ClasseurOuvert,
    Feuille,
    explain,
    read_membre,
    repeat_titres,
    to_decimal_simple,
    to_erreur,
    to_jour,
)
from lib.imports.controles import clean_texte
from lib.imports.formats_nombre import LONGUEUR_FORMAT, FormatNombre, get_affichage, is_pourcentage, read_format
from lib.imports.formules import AILLEURS, BOOLEENS, PAS_RECALCULEE, REFERENCE_PERDUE, find_doute, name_liens
from lib.imports.grille import COLONNES_TABLEUR, LIGNES_EN_TETE, LIGNES_TABLEUR, Formule, Fusion, Grille

_BLOC = 2**20
_LONGUEUR_FUSION = 200
_FUSION = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\b[^>]{0,99}?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_A_RECALCULER = re.compile(rb"""<(?:\w{1,20}:)?calcPr\b[^>]{0,500}?\bfullCalcOnLoad=["'](?:1|true)["']""")
_VRAI = ("1", "true")
_CRITERE = f"{{{SHEET_MAIN_NS}}}filterColumn"


class ClasseurExcel(ClasseurOuvert):
    """An .xlsx workbook open for reading."""

    format = "xlsx"

    def __init__(self, contenu: bytes, budget: Budget) -> None:
        """Open; raises ClasseurIllisibleError, BudgetError."""
        self._budget = budget
        with explain():
            octets = Octets(contenu, budget)
            self._classeur = load_workbook(octets, read_only=True, data_only=False)
            self._pages = {clean_texte(page.title): page for page in self._classeur.worksheets}
            self.feuilles = tuple(Feuille(nom, page.sheet_state == "visible") for nom, page in self._pages.items())
            a_recalculer = _A_RECALCULER.search(read_membre(contenu, "xl/workbook.xml", _BLOC))
            self._lecteur = _LecteurCellules(self._classeur, PAS_RECALCULEE if a_recalculer else "")

    def read_debut(self, nom: str) -> list[list[str]]:
        """Read the first rows of a sheet, a title merged over several being on each; raises ClasseurIllisibleError."""
        with explain():
            chantier = self._fill(nom, LIGNES_EN_TETE)
            return repeat_titres(chantier.lignes, chantier.fusions)

    def read_feuille(self, nom: str) -> Grille:
        """Read a whole sheet, some rows beyond the limit at most; raises ClasseurIllisibleError."""
        with explain():
            return self._fill(nom, LIGNES_TABLEUR).build()

    def _fill(self, nom: str, maximum: int) -> Chantier:
        page: Any = self._pages[nom]
        chantier = Chantier(self._budget, maximum)
        for fusion in _iterate_fusions(page):
            chantier.add_fusion(fusion)
        with page._get_source() as source:
            feuille = _Parcours(source, page)
            for numero, masquee, elements in feuille.iterate(self._budget):
                if maximum < numero <= LIGNES_TABLEUR or chantier.est_plein:
                    break
                cellules = [lue for brute in elements if (lue := self._lecteur.read(brute)) is not None]
                chantier.add_ligne(numero, cellules, masquee)
        chantier.colonnes_masquees = feuille.colonnes_masquees
        chantier.filtrees = {numero for numero in chantier.masquees if feuille.is_filtree(numero)}
        return chantier


class _Parcours(WorkSheetParser):  # type: ignore[misc, unused-ignore]
    """One pass over a sheet: cells with their formula, hidden rows and columns, filter; memory stays flat."""

    def __init__(self, source: Any, page: Any) -> None:
        classeur = page.parent
        super().__init__(
            source,
            page._shared_strings,
            data_only=True,
            epoch=classeur.epoch,
            date_formats=classeur._date_formats,
            timedelta_formats=classeur._timedelta_formats,
        )
        self.colonnes_masquees: set[int] = set()
        self._plage_filtree = (0, -1)
        self._est_filtree = False

    def iterate(self, budget: Budget) -> Iterator[tuple[int, bool, list[dict[str, Any]]]]:
        """Yield the number of each row, whether it is hidden, and its filled cells as openpyxl decodes them."""
        parents: list[Element] = []
        cellules: list[dict[str, Any]] = []
        masquee, dans_cellule, lues = False, False, 0
        for evenement, element in iterparse(self.source, ("start", "end")):
            if evenement == "start":
                parents.append(element)
                dans_cellule = dans_cellule or element.tag == CELL_TAG
                if element.tag == ROW_TAG:
                    masquee, cellules = self._open_rangee(element), []
                continue
            parents.pop()
            if element.tag == CELL_TAG:
                dans_cellule = False
                if (lue := self._read_cellule(element)) is not None:
                    budget.check()
                    cellules.append(lue)
                lues += 1
                if lues > CELLULES_MAX:
                    raise BudgetError("more cells than a sheet that can be read has")
            elif element.tag == ROW_TAG:
                yield self.row_counter, masquee, cellules
            else:
                self._read_autre(element)
            if parents and not dans_cellule:
                parents[-1].remove(element)

    def _open_rangee(self, rangee: Element) -> bool:
        """Read the number of a row, which may be left out, and whether it is hidden."""
        numero = rangee.get("r")
        self.row_counter = int(float(numero)) if numero else self.row_counter + 1
        self.col_counter = 0
        return rangee.get("hidden") in _VRAI

    def _read_cellule(self, element: Element) -> dict[str, Any] | None:
        """Decode a cell and its result; « formule » is the text of its formula, « calculee » tells a result.

        None for a cell that holds nothing: a format alone.
        """
        if not len(element):
            place = element.get("r")
            self.col_counter = coordinate_to_tuple(place)[1] if place else self.col_counter + 1
            return None
        lue: dict[str, Any] = self.parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            lue["formule"] = self._write_formule(element)
            lue["calculee"] = lue["value"] is not None or element.get("t") == "str"
        return lue

    def _write_formule(self, element: Element) -> str:
        """Write a formula, shared ones included; a table of hypotheses has none of its own."""
        try:
            formule: Any = self.parse_formula(element)  # type: ignore[no-untyped-call]
        except (TranslatorError, ValueError, IndexError):
            return "="
        return formule if isinstance(formule, str) else str(getattr(formule, "text", None) or "=TABLE()")

    def _read_autre(self, element: Element) -> None:
        """Keep the hidden columns, and the range of an active filter."""
        if element.tag == COL_TAG and element.get("hidden") in _VRAI:
            debut, fin = int(element.get("min", "1")), int(element.get("max", "1"))
            self.colonnes_masquees.update(range(max(debut, 1), min(fin, COLONNES_LUES) + 1))
        elif element.tag == _CRITERE:
            self._est_filtree = True
        elif element.tag == FILTER_TAG and self._est_filtree:
            _, premiere, _, derniere = range_boundaries(element.get("ref", ""))
            self._plage_filtree = (int(premiere or 0), int(derniere or LIGNES_TABLEUR))

    def is_filtree(self, numero: int) -> bool:
        """Whether a hidden row stands within an active filter."""
        return self._plage_filtree[0] < numero <= self._plage_filtree[1]


class _LecteurCellules:
    """Turns what openpyxl decodes into cells: kind, number format, formula."""

    def __init__(self, classeur: Any, doute: str) -> None:
        self._doute = doute
        self._liens = [lien.file_link.Target for lien in classeur._external_links if lien.file_link is not None]
        self._styles, self._codes = classeur._cell_styles, classeur._number_formats
        self._formats: dict[int, tuple[bool, FormatNombre]] = {}

    def read(self, brute: dict[str, Any]) -> CelluleLue | None:
        """Read a cell; None when nothing is in it."""
        formule = brute.get("formule")
        if formule is not None and REFERENCE_PERDUE in formule:
            return CelluleLue(brute["column"], REFERENCE_PERDUE, GenreCellule.ERREUR)
        if formule is not None and not brute["calculee"]:
            return CelluleLue(brute["column"], formule, GenreCellule.FORMULE)
        if brute["value"] is None or not 0 < brute["column"] <= COLONNES_TABLEUR:
            return None
        pourcentage, sections = self._get_format(brute["style_id"])
        texte, genre = read_valeur(brute["value"], brute["data_type"], pourcentage)
        affichage: Affichage | None = None
        if genre is GenreCellule.NOMBRE or genre is GenreCellule.POURCENTAGE:
            affichage = get_affichage(sections, brute["value"]) if sections else None
        return CelluleLue(brute["column"], texte, genre, affichage, self._build_formule(formule))

    def _build_formule(self, formule: str | None) -> Formule | None:
        if formule is None or formule in BOOLEENS:
            return None
        doute = find_doute(formule) or self._doute
        return Formule(name_liens(formule, self._liens) if doute == AILLEURS else formule, doute)

    def _get_format(self, style: int) -> tuple[bool, FormatNombre]:
        """Give whether a style shows percentages, and its sections."""
        if style not in self._formats:
            numero = self._styles[style].numFmtId
            code = BUILTIN_FORMATS.get(numero, "General") if numero < 164 else self._codes[numero - 164]
            code = (code or "General")[:LONGUEUR_FORMAT]
            self._formats[style] = (is_pourcentage(code), read_format(code))
        return self._formats[style]


def read_valeur(valeur: Any, type_donnee: str, pourcentage: bool = False) -> tuple[str, GenreCellule]:
    """Give the text and the kind of a cell from what openpyxl made of it.

    >>> read_valeur(0.125, "n", pourcentage=True)
    ('0.125', <GenreCellule.POURCENTAGE: 'pourcentage'>)
    """
    if type_donnee == "e":
        return to_erreur(str(valeur)), GenreCellule.ERREUR
    if isinstance(valeur, bool):
        return ("VRAI" if valeur else "FAUX"), GenreCellule.BOOLEEN
    if isinstance(valeur, int | float):
        return to_decimal_simple(valeur), GenreCellule.POURCENTAGE if pourcentage else GenreCellule.NOMBRE
    if isinstance(valeur, date | time) or hasattr(valeur, "total_seconds"):
        return to_jour(valeur), GenreCellule.DATE
    return str(valeur), GenreCellule.TEXTE


def _iterate_fusions(page: Any) -> Iterator[Fusion]:
    """Yield the merged ranges of a sheet, which come after its cells."""
    trouvees: set[tuple[bytes, ...]] = set()
    with page._get_source() as source:
        reste = b""
        while bloc := source.read(_BLOC):
            for place in _FUSION.findall(reste + bloc):
                if place not in trouvees:
                    trouvees.add(place)
                    colonne, ligne, colonne_fin, fin = place
                    bornes = (
                        column_index_from_string(colonne.decode()),
                        column_index_from_string(colonne_fin.decode()),
                    )
                    yield Fusion(int(ligne), int(fin), *bornes)
            reste = bloc[-_LONGUEUR_FUSION:]
