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
        return not self.texte.strip()


@dataclass(frozen=True)
class Entete:
    """One header cell: the text read, and the column of the template it was recognised as (None: unknown)."""

    colonne: int
    texte: str
    nom: str | None = None
    trimestre: str | None = None

    @property
    def lettre(self) -> str:
        """The column's letter."""
        return get_lettre(self.colonne)


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
    name, what the number formats of a workbook show; constats, what reading already found.
    """

    numero: int
    textes: Mapping[str, str]
    colonnes: Mapping[str, int]
    genres: Mapping[str, GenreCellule] = MappingProxyType({})
    en_trop: tuple[Cellule, ...] = ()
    affichages: Mapping[str, Affichage] = MappingProxyType({})
    constats: tuple[Constat, ...] = ()

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
    phrase: str = ""


@dataclass(frozen=True)
class TableLue:
    """A file read: headers, rows and how it was read. Rules have not looked at it yet."""

    lecture: LectureFichier
    entetes: tuple[Entete, ...] = ()
    lignes: tuple[LigneLue, ...] = field(default=())


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
