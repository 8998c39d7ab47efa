"""What the two kinds of workbooks share: the archive, its size known before anything is unpacked, and how values read.

An archive never weighs more, once read, than what its directory claims: zipfile stops there.
"""

import io
import math
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.budget import Budget, BudgetError
from lib.imports.controles import clean_texte
from lib.imports.demesure import DemesureError
from lib.imports.grille import (
    LIGNES_EN_TETE,
    LIGNES_MAX,
    LIGNES_TABLEUR,
    LIMITE_COLONNES,
    Formule,
    Fusion,
    Grille,
    Place,
    is_vide,
)

LIMITE_DECOMPRESSE = 100 * 1024 * 1024
"""Bytes a workbook may weigh once unpacked."""

COLONNES_LUES = LIMITE_COLONNES * 2
"""Columns kept; a filled one beyond makes the sheet too wide."""

CELLULES_MAX = 3_000_000
"""Cells, blank ones included, that a sheet may have: more than the rows and columns read could ever hold."""

MEMBRES_MAX = 10_000
"""Files that the archive of a workbook may have."""

FUSIONS_MAX = 100_000
"""Merged ranges that a sheet may have."""

_CHIFFRES_EXCEL = 15
_ERREURS_FRANCAISES = {"#NAME?": "#NOM?", "#VALUE!": "#VALEUR!", "#NUM!": "#NOMBRE!", "#NULL!": "#NUL!"}


class ClasseurIllisibleError(Exception):
    """A workbook that cannot be opened: damaged, or not what it claims."""


@dataclass(frozen=True)
class Feuille:
    """A sheet of a workbook, not read yet."""

    nom: str
    visible: bool


class ClasseurOuvert(Protocol):
    """A workbook open for reading, whatever its format."""

    format: str
    feuilles: tuple[Feuille, ...]

    def read_debut(self, nom: str) -> list[list[str]]:
        """Read the first rows of a sheet, enough to find its header; raises ClasseurIllisibleError."""

    def read_feuille(self, nom: str) -> Grille:
        """Read a whole sheet, some rows beyond the limit at most; raises ClasseurIllisibleError."""

    def read_feuilles(self, noms: Sequence[str]) -> list[Grille]:
        """Read whole sheets."""
        return [self.read_feuille(nom) for nom in noms]


@contextmanager
def explain() -> Iterator[None]:
    """Turn whatever a damaged workbook makes the libraries raise into ClasseurIllisibleError; hush their warnings.

    What is stopped for its cost stays what it is.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (BudgetError, DemesureError):
            raise
        except MemoryError as erreur:
            raise BudgetError("memory") from erreur
        except Exception as erreur:
            raise ClasseurIllisibleError(str(erreur)) from erreur


def compute_taille_decompressee(contenu: bytes) -> int:
    """Add up what the archive would weigh once unpacked, in bytes; raises ClasseurIllisibleError if damaged.

    So is an archive that has two files of one name, files over one another, or more than a workbook ever has.
    """
    with explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        membres = archive.infolist()
        noms = {membre.filename for membre in membres}
        if len(noms) < len(membres) or len(membres) > MEMBRES_MAX:
            raise ValueError("two files of one name, or too many files")
        if sum(membre.compress_size for membre in membres) > len(contenu):
            raise ValueError("files over one another")
        return sum(membre.file_size for membre in membres)


def list_membres(contenu: bytes) -> tuple[str, ...]:
    """Give the names of the archive's files, empty when it cannot be opened."""
    try:
        with explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return tuple(archive.namelist())
    except ClasseurIllisibleError:
        return ()


def read_membre(contenu: bytes, nom: str, limite: int) -> bytes:
    """Read the first bytes of one file of the archive, empty when it has none; raises ClasseurIllisibleError."""
    with explain(), zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if nom not in archive.namelist():
            return b""
        with archive.open(nom) as membre:
            return membre.read(limite)


class CelluleLue(NamedTuple):
    """One cell as a workbook says it, before it takes its place in a Grille."""

    colonne: int
    texte: str
    genre: GenreCellule
    affichage: Affichage | None = None
    formule: Formule | None = None


@dataclass
class Chantier:
    """A Grille being filled, row after row; nothing is kept of the rows and columns no spreadsheet nor upload holds."""

    budget: Budget
    maximum: int = LIGNES_TABLEUR
    lignes: list[list[str]] = field(default_factory=list)
    fusions: list[Fusion] = field(default_factory=list)
    genres: dict[Place, GenreCellule] = field(default_factory=dict)
    affichages: dict[Place, Affichage] = field(default_factory=dict)
    formules: dict[Place, Formule] = field(default_factory=dict)
    masquees: set[int] = field(default_factory=set)
    filtrees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    colonnes: int = 0
    pleines: int = 0
    hauteurs: int = 0
    controles: int = 0

    @property
    def est_plein(self) -> bool:
        """Whether enough was read to know that there is too much: rows, or columns of any row."""
        return self.pleines > (LIGNES_EN_TETE if self.colonnes else LIGNES_MAX)

    def add_ligne(
        self, numero: int, cellules: Iterable[CelluleLue], masquee: bool = False, filtree: bool = False
    ) -> None:
        """Add one row, its cells in order; a blank one leaves nothing. Raises ValueError past the last row there is."""
        if numero > LIGNES_TABLEUR:
            raise ValueError("more rows than a spreadsheet has")
        gardees = [self._clean(cellule) for cellule in cellules if cellule.texte]
        textes = [""] * max((cellule.colonne for cellule in gardees if cellule.colonne <= COLONNES_LUES), default=0)
        for cellule in gardees:
            if cellule.colonne <= COLONNES_LUES:
                textes[cellule.colonne - 1] = cellule.texte
            elif cellule.texte.strip():
                self.colonnes = max(self.colonnes, cellule.colonne)
        if numero > self.maximum or is_vide(textes):
            return
        self.budget.check()
        self.budget.keep(textes)
        self._skip_lignes(numero - 1)
        if len(self.lignes) >= numero:
            raise ValueError("a row comes twice or out of order")
        self.lignes.append(textes)
        self.pleines += 1
        for cellule in gardees:
            self._record(numero, cellule)
        if masquee or filtree:
            self.masquees.add(numero)
        if filtree:
            self.filtrees.add(numero)

    def _clean(self, cellule: CelluleLue) -> CelluleLue:
        """Take control characters off a cell, and count it."""
        net = clean_texte(cellule.texte)
        if net == cellule.texte:
            return cellule
        self.controles += 1
        return cellule._replace(texte=net)

    def _skip_lignes(self, jusque: int) -> None:
        """Count blank rows; those below where titles may be are one and the same, for there may be a million."""
        self.lignes.extend([] for _ in range(min(jusque, LIGNES_EN_TETE) - len(self.lignes)))
        self.lignes.extend([[]] * (jusque - len(self.lignes)))

    def add_fusion(self, fusion: Fusion) -> None:
        """Add a merged range; raises BudgetError past what ranges that do not overlap may cover."""
        self.hauteurs += min(fusion.fin, LIGNES_MAX) - min(fusion.ligne, LIGNES_MAX) + 1
        self.fusions.append(fusion)
        if len(self.fusions) > FUSIONS_MAX or self.hauteurs > LIGNES_MAX * COLONNES_LUES:
            raise BudgetError("more merged ranges than a sheet has")

    def _record(self, numero: int, cellule: CelluleLue) -> None:
        """Keep what a cell is besides its text."""
        if cellule.colonne > COLONNES_LUES:
            return
        place = (numero, cellule.colonne)
        if cellule.genre is not GenreCellule.TEXTE:
            self.genres[place] = cellule.genre
        if cellule.affichage is not None:
            self.affichages[place] = cellule.affichage
        if cellule.formule is not None:
            self.formules[place] = cellule.formule

    def build(self) -> Grille:
        """Give the Grille."""
        return Grille(
            self.lignes,
            self.genres,
            tuple(self.fusions),
            self.affichages,
            self.formules,
            frozenset(self.masquees),
            frozenset(self.filtrees),
            frozenset(self.colonnes_masquees),
            self.colonnes,
            coupee=self.est_plein,
            controles=self.controles,
        )


def repeat_titres(lignes: list[list[str]], fusions: Iterable[Fusion]) -> list[list[str]]:
    """Repeat a title merged over several rows on each of them, so that a header on two rows reads as the eye does."""
    for fusion in fusions:
        if fusion.ligne > min(len(lignes), LIGNES_EN_TETE) or len(lignes[fusion.ligne - 1]) < fusion.colonne:
            continue
        titre = lignes[fusion.ligne - 1][fusion.colonne - 1]
        for ligne in lignes[fusion.ligne : min(fusion.fin, LIGNES_EN_TETE)]:
            ligne.extend([""] * (fusion.colonne - len(ligne)))
            ligne[fusion.colonne - 1] = ligne[fusion.colonne - 1] or titre
    return lignes


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


def to_jour(valeur: Any) -> str:
    """Write a date as French people do, with its hour only if it has one."""
    if isinstance(valeur, datetime):
        return valeur.strftime("%d/%m/%Y" if valeur.time() == time() else "%d/%m/%Y %H:%M")
    if isinstance(valeur, date):
        return valeur.strftime("%d/%m/%Y")
    return str(valeur)


def to_erreur(valeur: str) -> str:
    """Write a formula error as the French spreadsheet shows it."""
    return _ERREURS_FRANCAISES.get(valeur, valeur)
