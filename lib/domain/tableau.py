"""What was read of an uploaded file, before any rule: cells where the user sees them, and how they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from lib.domain.nomenclatures import Nomenclature


class GenreCellule(Nomenclature):
    """What the file itself says a cell is; a CSV only has texts."""

    TEXTE = "texte", "Texte"
    NOMBRE = "nombre", "Nombre"
    POURCENTAGE = "pourcentage", "Nombre au format pourcentage"
    DATE = "date", "Date"
    FORMULE = "formule", "Formule"
    ERREUR = "erreur", "Erreur de formule"
    BOOLEEN = "booleen", "Vrai ou faux"


class Cellule(NamedTuple):
    """One cell: its spreadsheet row and column (both from 1), its text exactly as read, and its kind.

    A numeric cell's text is its plain decimal form with a point (« 1234.5 »); a percent-formatted one keeps the
    stored value (« 0.125 » for 12,5 %).
    """

    ligne: int
    colonne: int
    texte: str
    genre: GenreCellule = GenreCellule.TEXTE

    @property
    def lettre(self) -> str:
        """The column's letter, as the spreadsheet shows it."""
        return get_lettre(self.colonne)

    @property
    def est_vide(self) -> bool:
        """Whether nothing visible was typed."""
        return not self.texte.strip()


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


class Doute(Nomenclature):
    """Why the cells of a CSV row may not be where its author thinks."""

    GUILLEMET_OUVERT = "guillemet_ouvert", "Guillemet ouvert et jamais refermé"
    LIGNES_AVALEES = "lignes_avalees", "Une cellule en contient d’autres lignes"
    COURTE = "courte", "Moins de cellules que de titres"
    LONGUE = "longue", "Plus de cellules que de titres"
    COUPEE = "coupee", "Suivie d’un reste de ligne"


class Ecart(Nomenclature):
    """Why a row of a tracker is left aside, whatever it holds."""

    IGNOREE = "ignoree", "Hors de la lecture"
    A_DIRE = "a_dire", "Libellé à relier"


class LigneLue(NamedTuple):
    """One data row: its spreadsheet number and, by recognised column name, the text of each cell and its column.

    genres tells the cells that are no text; en_trop are the filled cells beyond the last header. Of a CSV, brut is the
    row as the file has it, largeur how many cells it has, and doute what is wrong with its shape. ecart is why the
    person's own reading leaves it aside.
    """

    numero: int
    textes: Mapping[str, str]
    colonnes: Mapping[str, int]
    genres: Mapping[str, GenreCellule] = MappingProxyType({})
    en_trop: tuple[Cellule, ...] = ()
    brut: str = ""
    largeur: int = 0
    doute: Doute | None = None
    ecart: Ecart | None = None

    def get_cellule(self, nom: str) -> Cellule | None:
        """Give the cell of a column, None when the file does not have it."""
        if nom not in self.textes:
            return None
        return Cellule(self.numero, self.colonnes[nom], self.textes[nom], self.genres.get(nom, GenreCellule.TEXTE))

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
    phrase: str = ""


@dataclass(frozen=True)
class ColonneLue:
    """One column of a sheet, header apart: how many cells it has filled, and its first different texts."""

    entete: Entete
    remplies: int
    exemples: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableLue:
    """A file read: headers, rows and how it was read. Rules have not looked at it yet.

    largeur is how many cells the header row of a CSV has.
    """

    lecture: LectureFichier
    entetes: tuple[Entete, ...] = ()
    lignes: tuple[LigneLue, ...] = field(default=())
    colonnes: tuple[ColonneLue, ...] = ()
    largeur: int = 0


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
