"""What was read of an uploaded file, before any rule: cells where the user sees them, and how they were read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from lib.domain.invisibles import INVISIBLES, INVISIBLES_ASCII
from lib.domain.nomenclatures import Nomenclature

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")

_APOSTROPHES = "'’"


@lru_cache(maxsize=20_000)
def to_visible(texte: str) -> str:
    """Give what the eye sees of a cell: nothing invisible around, and text marks (') alone are nothing.

    The cells of a file repeat few texts, and several readings ask this of each: a text already seen is not read again.

    >>> to_visible(" 12 "), to_visible("\u200b "), to_visible("’")
    ('12', '', '')
    """
    net = texte.strip(INVISIBLES_ASCII if texte.isascii() else INVISIBLES)
    return "" if net and net[0] in _APOSTROPHES and not net.strip(INVISIBLES + _APOSTROPHES) else net


class GenreCellule(Nomenclature):
    """What the file itself says a cell is; a CSV only has texts."""

    TEXTE = "texte", "Texte"
    NOMBRE = "nombre", "Nombre"
    POURCENTAGE = "pourcentage", "Nombre au format pourcentage"
    DATE = "date", "Date"
    FORMULE = "formule", "Formule sans résultat enregistré"
    ERREUR = "erreur", "Erreur de formule"
    BOOLEEN = "booleen", "Vrai ou faux"


class Affichage(NamedTuple):
    """What a number format makes the eye see: the stored figure divided by `diviseur`, then the words `unite`.

    chiffre: the figure is shown at all.
    """

    diviseur: int = 1
    unite: str = ""
    chiffre: bool = True


class Cellule(NamedTuple):
    """One cell: its spreadsheet row and column (both from 1), its text exactly as read, and its kind.

    A numeric cell's text is its plain decimal form with a point (« 1234.5 »); a percent-formatted one keeps the
    stored value (« 0.125 » for 12,5 %). affichage: what its format shows beside the bare figure.
    """

    ligne: int
    colonne: int
    texte: str
    genre: GenreCellule = GenreCellule.TEXTE
    affichage: Affichage | None = None

    @property
    def lettre(self) -> str:
        """The column's letter, as the spreadsheet shows it."""
        return get_lettre(self.colonne)

    @property
    def est_vide(self) -> bool:
        """Whether nothing visible was typed."""
        return not to_visible(self.texte)

    @property
    def montree(self) -> str:
        """The text as the spreadsheet shows it: decimal comma, percentage.

        >>> Cellule(4, 5, "0.125", GenreCellule.POURCENTAGE).montree
        '12,5 %'
        """
        if self.genre is GenreCellule.POURCENTAGE and _DECIMAL.match(self.texte):
            return f"{(Decimal(self.texte) * 100).normalize():f} %".replace(".", ",")
        return self.texte.replace(".", ",") if self.genre is GenreCellule.NOMBRE else self.texte


@dataclass(frozen=True)
class Entete:
    """One header cell: the text read, and the column of the template it was recognised as (None: unknown).

    fixes are the keys the column itself stands for (its quarter, its indicator); precision is what the text adds to the
    name; interdit the word of it that forbids reading the column as `serait`.
    """

    colonne: int
    texte: str
    nom: str | None = None
    fixes: tuple[tuple[str, str], ...] = ()
    precision: str = ""
    interdit: str = ""
    serait: str = ""

    @property
    def lettre(self) -> str:
        """The column's letter."""
        return get_lettre(self.colonne)

    @property
    def reconnu(self) -> str:
        """What it was recognised as: its keys (« 2025-T1 ») when it stands for some, else its name."""
        return "-".join(valeur for _, valeur in self.fixes) or self.nom or ""

    @property
    def titre(self) -> str:
        """The text on one line."""
        return " ".join(self.texte.split())

    @property
    def lieu(self) -> str:
        """Its letter and its title: « E « Valeur » »."""
        return f"{self.lettre} «\u00a0{self.titre}\u00a0»" if self.titre else f"{self.lettre}, sans titre"


class Doute(Nomenclature):
    """Why the cells of a CSV row may not be where its author thinks."""

    GUILLEMET_OUVERT = "guillemet_ouvert", "Guillemet ouvert et jamais refermé"
    LIGNES_AVALEES = "lignes_avalees", "Une cellule en contient d’autres lignes"
    COURTE = "courte", "Moins de cellules que de titres"
    LONGUE = "longue", "Plus de cellules que de titres"
    COUPEE = "coupee", "Suivie d’un reste de ligne"


class MiseDeCote(Nomenclature):
    """Why a row of a tracker is left aside, whatever it holds."""

    IGNOREE = "ignoree", "Hors de la lecture"
    A_DIRE = "a_dire", "Libellé à relier"


class Constat(NamedTuple):
    """What reading a row found before any rule looked at it: a code of the catalogue, the column, the fields.

    toujours: said even of a row whose white cells are empty.
    """

    code: str
    nom: str = ""
    champs: Mapping[str, object] = MappingProxyType({})
    toujours: bool = False


class LigneLue(NamedTuple):
    """One data row: its spreadsheet number and, by recognised column name, the text of each cell and its column.

    genres tells the cells that are no text; en_trop are the filled cells beyond the last header; affichages, by column
    name, what the number formats of a workbook show; constats, what reading already found. Of a CSV, brut is the row as
    the file has it, largeur how many cells it has, doute what is wrong with its shape, and remplies, then, the numbers
    of all its filled columns. ecart is why the person's own reading leaves it aside.
    """

    numero: int
    textes: Mapping[str, str]
    colonnes: Mapping[str, int]
    genres: Mapping[str, GenreCellule] = MappingProxyType({})
    en_trop: tuple[Cellule, ...] = ()
    brut: str = ""
    largeur: int = 0
    doute: Doute | None = None
    remplies: tuple[int, ...] = ()
    affichages: Mapping[str, Affichage] = MappingProxyType({})
    constats: tuple[Constat, ...] = ()
    ecart: MiseDeCote | None = None

    def get_cellule(self, nom: str) -> Cellule | None:
        """Give the cell of a column, None when the file does not have it."""
        if nom not in self.textes:
            return None
        genre = self.genres.get(nom, GenreCellule.TEXTE)
        return Cellule(self.numero, self.colonnes[nom], self.textes[nom], genre, self.affichages.get(nom))

    @property
    def cellules(self) -> dict[str, Cellule]:
        """Every cell by column name."""
        return {nom: cellule for nom in self.textes if (cellule := self.get_cellule(nom))}


@dataclass(frozen=True)
class LectureFichier:
    """How a file was read, in values; `phrase` is the sentence shown to the user."""

    format: str
    separateur: str = ""
    encodage: str = ""
    feuille: str = ""
    autres_feuilles: tuple[str, ...] = ()
    ligne_entete: int = 0
    lignes: int = 0
    lignes_vides: int = 0
    colonnes_reconnues: tuple[str, ...] = ()
    colonnes_ignorees: tuple[str, ...] = ()
    large: bool = False
    repare: tuple[tuple[str, str], ...] = ()
    controles: int = 0
    phrase: str = ""


@dataclass(frozen=True)
class ColonneLue:
    """One column of a sheet, header apart: how many cells it has filled, and its first different texts."""

    entete: Entete
    remplies: int
    exemples: tuple[str, ...] = ()

    @property
    def nom(self) -> str:
        """Its title, else its letter."""
        return self.entete.titre or f"colonne {self.entete.lettre}, sans titre"

    @property
    def lieu(self) -> str:
        """Where it is and what it is called."""
        return self.entete.lieu


def list_ignorees(colonnes: Iterable[ColonneLue]) -> list[ColonneLue]:
    """List the columns that no rule reads; a title above empty cells is named too, an empty column never is."""
    return [colonne for colonne in colonnes if not colonne.entete.nom]


class Remplies(NamedTuple):
    """The filled cells of a sheet under its header, counted on the sheet itself, apart from any reading of its rows.

    contenu: row → numbers of the columns to fill that hold something there (of every filled column for a row whose
    shape is wrong); ignorees: column nobody reads → how many cells it has filled.
    """

    contenu: Mapping[int, tuple[int, ...]] = MappingProxyType({})
    ignorees: Mapping[int, int] = MappingProxyType({})

    @property
    def nombre(self) -> int:
        """How many cells are filled."""
        return sum(map(len, self.contenu.values())) + sum(self.ignorees.values())


SANS_CELLULE = Remplies()


class Retouche(NamedTuple):
    """One cell (rang 0: one row of a CSV) corrected on screen: what the file says there, what was written instead."""

    numero: int
    rang: int
    lu: str
    ecrit: str


@dataclass(frozen=True)
class Apercu:
    """The first rows of a file, before any header is found in it; feuilles are the visible sheets of a workbook."""

    lignes: tuple[tuple[str, ...], ...] = ()
    feuilles: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableLue:
    """A file read: headers, rows and how it was read. Rules have not looked at it yet.

    largeur is how many cells the header row of a CSV has; recues, how many cells the file has filled as it came.
    """

    lecture: LectureFichier
    entetes: tuple[Entete, ...] = ()
    lignes: tuple[LigneLue, ...] = field(default=())
    colonnes: tuple[ColonneLue, ...] = ()
    largeur: int = 0
    remplies: Remplies = SANS_CELLULE
    recues: int = 0
    corrigees: tuple[Retouche, ...] = ()


def get_lettre(colonne: int) -> str:
    """Give the letter of a column from its number.

    >>> get_lettre(1), get_lettre(27)
    ('A', 'AA')
    """
    lettres = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres
