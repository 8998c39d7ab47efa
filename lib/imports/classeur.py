"""Excel workbooks: size checked before anything is unpacked, then each sheet turned into a Grille.

openpyxl reads in streaming mode: memory follows what is kept, not what the file claims. Formulas are kept as formulas,
with the errors they show.
"""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from lib.domain.tableau import GenreCellule
from lib.imports.grille import LIGNES_EN_TETE, LIMITE_COLONNES, LIMITE_LIGNES, Grille, is_vide

LIMITE_DECOMPRESSE = 100 * 1024 * 1024
"""Bytes a workbook may weigh once unpacked."""

_LIGNES_TABLEUR = 1_048_576
_COLONNES_LUES = LIMITE_COLONNES * 2
_BLOC = 2**20
_LONGUEUR_FUSION = 200
_CHIFFRES_EXCEL = 15
_FUSION = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_LITTERAL = re.compile(r'"[^"]*"|\\.')
_ERREUR = re.compile(r"#REF!|#N/A|#NAME\?|#VALUE!|#DIV/0!|#NUM!|#NULL!")
_ERREURS_FRANCAISES = {"#NAME?": "#NOM?", "#VALUE!": "#VALEUR!", "#NUM!": "#NOMBRE!", "#NULL!": "#NUL!"}


class ClasseurIllisibleError(Exception):
    """A workbook that cannot be opened: damaged, or not what it claims."""


@dataclass(frozen=True)
class Feuille:
    """A sheet of a workbook, not read yet."""

    nom: str
    visible: bool


def compute_taille_decompressee(contenu: bytes) -> int:
    """Add up what the archive would weigh once unpacked, in bytes; raises ClasseurIllisibleError if damaged."""
    with _explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return sum(membre.file_size for membre in archive.infolist())


def list_membres(contenu: bytes) -> tuple[str, ...]:
    """Give the names of the archive's files, empty when it cannot be opened."""
    try:
        with _explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return tuple(archive.namelist())
    except ClasseurIllisibleError:
        return ()


class Classeur:
    """A workbook open for reading."""

    def __init__(self, contenu: bytes) -> None:
        """Open; raises ClasseurIllisibleError."""
        self._contenu = contenu
        with _explain():
            self._classeur = load_workbook(io.BytesIO(contenu), read_only=True, data_only=False)
            self.feuilles = tuple(
                Feuille(feuille.title, feuille.sheet_state == "visible") for feuille in self._classeur.worksheets
            )

    def read_debut(self, nom: str) -> list[list[str]]:
        """Read the first rows of a sheet, enough to find its header; raises ClasseurIllisibleError."""
        with _explain():
            return _read_lignes(self._classeur[nom], {}, LIGNES_EN_TETE)

    def read_feuille(self, nom: str) -> Grille:
        """Read a whole sheet, one data row beyond the limit at most; raises ClasseurIllisibleError."""
        with _explain():
            feuille = self._classeur[nom]
            genres: dict[tuple[int, int], GenreCellule] = {}
            lignes = _read_lignes(feuille, genres, None)
            if any(genre is GenreCellule.FORMULE for genre in genres.values()):
                self._mark_formules_en_erreur(nom, lignes, genres)
            return Grille(lignes, genres, _read_fusions(feuille))

    def _mark_formules_en_erreur(
        self, nom: str, lignes: list[list[str]], genres: dict[tuple[int, int], GenreCellule]
    ) -> None:
        """Replace the formulas that show an error by this error, as the user sees it."""
        resultats = load_workbook(io.BytesIO(self._contenu), read_only=True, data_only=True)[nom]
        for numero, rangee in _iterate_rangees(resultats, len(lignes)):
            for cellule in rangee:
                if cellule.data_type == "e" and cellule.value is not None:
                    cle = (numero, cellule.column)
                    if genres.get(cle) is GenreCellule.FORMULE:
                        genres[cle] = GenreCellule.ERREUR
                        lignes[numero - 1][cellule.column - 1] = _to_erreur(str(cellule.value))


@contextmanager
def _explain() -> Iterator[None]:
    """Turn whatever a damaged workbook makes the libraries raise into ClasseurIllisibleError; hush their warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Exception as erreur:
            raise ClasseurIllisibleError(str(erreur)) from erreur


def _iterate_rangees(feuille: Any, maximum: int | None) -> Iterator[tuple[int, Any]]:
    """Yield row number and cells, sizes claimed by the file being ignored; refuses what no spreadsheet can hold.

    openpyxl gives one same row for all those the file leaves out: they are skipped.
    """
    feuille.reset_dimensions()
    precedente: Any = None
    for numero, rangee in enumerate(feuille.iter_rows(max_row=maximum, max_col=_COLONNES_LUES), start=1):
        if numero > _LIGNES_TABLEUR:
            raise ValueError("more rows than a spreadsheet has")
        if rangee is not precedente:
            yield numero, rangee
        precedente = rangee


def _read_lignes(feuille: Any, genres: dict[tuple[int, int], GenreCellule], maximum: int | None) -> list[list[str]]:
    """Read rows of texts, without the blank rows of the end, and fill genres with the cells that are no text."""
    lignes: list[list[str]] = []
    pleines = 0
    for numero, rangee in _iterate_rangees(feuille, maximum):
        ligne: list[str] = []
        for cellule in rangee:
            if cellule.value is None:
                continue
            texte, genre = read_valeur(cellule.value, cellule.data_type, cellule.number_format)
            ligne.extend([""] * (cellule.column - 1 - len(ligne)))
            ligne.append(texte)
            if genre is not GenreCellule.TEXTE:
                genres[numero, cellule.column] = genre
        if is_vide(ligne):
            continue
        lignes.extend([] for _ in range(numero - 1 - len(lignes)))
        lignes.append(ligne)
        pleines += 1
        if pleines > LIMITE_LIGNES + LIGNES_EN_TETE:
            break
    return lignes


def read_valeur(valeur: Any, type_donnee: str, format_nombre: str | None) -> tuple[str, GenreCellule]:
    """Give the text and the kind of a cell from what openpyxl made of it.

    >>> read_valeur(0.125, "n", "0.0%")
    ('0.125', <GenreCellule.POURCENTAGE: 'pourcentage'>)
    """
    if type_donnee == "f":
        formule = str(getattr(valeur, "text", valeur) or "=")
        if erreur := _ERREUR.search(formule):
            return _to_erreur(erreur[0]), GenreCellule.ERREUR
        return formule, GenreCellule.FORMULE
    if type_donnee == "e":
        return _to_erreur(str(valeur)), GenreCellule.ERREUR
    if isinstance(valeur, bool):
        return ("VRAI" if valeur else "FAUX"), GenreCellule.BOOLEEN
    if isinstance(valeur, int | float):
        pourcentage = "%" in _LITTERAL.sub("", format_nombre or "")
        return to_decimal_simple(valeur), GenreCellule.POURCENTAGE if pourcentage else GenreCellule.NOMBRE
    if isinstance(valeur, date | time) or hasattr(valeur, "total_seconds"):
        return _to_date(valeur), GenreCellule.DATE
    return str(valeur), GenreCellule.TEXTE


def to_decimal_simple(valeur: int | float) -> str:
    """Write a stored number plainly, with the 15 digits a spreadsheet shows: 0.1 + 0.2 is « 0.3 ».

    >>> to_decimal_simple(0.1 + 0.2), to_decimal_simple(2025.0), to_decimal_simple(1e20)
    ('0.3', '2025', '100000000000000000000')
    """
    if isinstance(valeur, int):
        return str(valeur)
    if not math.isfinite(valeur):
        return str(valeur)
    exact = Decimal(format(valeur, f".{_CHIFFRES_EXCEL}g"))
    return format(exact if exact else Decimal(0), "f")


def _to_date(valeur: Any) -> str:
    """Write a date as French people do, with its hour only if it has one."""
    if isinstance(valeur, datetime):
        return valeur.strftime("%d/%m/%Y" if valeur.time() == time() else "%d/%m/%Y %H:%M")
    if isinstance(valeur, date):
        return valeur.strftime("%d/%m/%Y")
    return str(valeur)


def _to_erreur(valeur: str) -> str:
    """Write a formula error as the French spreadsheet shows it."""
    return _ERREURS_FRANCAISES.get(valeur, valeur)


def _read_fusions(feuille: Any) -> tuple[tuple[int, int, int], ...]:
    """Give the merged ranges of one column and several rows; the streaming mode of openpyxl does not tell them."""
    trouvees: dict[tuple[bytes, bytes, bytes, bytes], None] = {}
    with feuille.parent._archive.open(feuille._worksheet_path) as source:
        reste = b""
        while bloc := source.read(_BLOC):
            trouvees.update(dict.fromkeys(_FUSION.findall(reste + bloc)))
            reste = bloc[-_LONGUEUR_FUSION:]
    return tuple(
        (int(ligne_1), int(ligne_2), column_index_from_string(colonne_1.decode()))
        for colonne_1, ligne_1, colonne_2, ligne_2 in trouvees
        if colonne_1 == colonne_2 and int(ligne_1) < int(ligne_2)
    )
