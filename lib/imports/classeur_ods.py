"""LibreOffice workbooks (.ods), read as they come: repeated rows and cells cost nothing until they say something.

Libraries were tried first (decision 0003): none tells hidden rows, formats and formulas without building it all.
"""

import re
import zipfile
from datetime import date, datetime
from typing import ClassVar

from lib.domain.tableau import Affichage, GenreCellule
from lib.imports.budget import LONGUEUR_CELLULE, Budget, BudgetError, Octets
from lib.imports.classeur import (
    CELLULES_MAX,
    COLONNES_LUES,
    CelluleLue,
    Chantier,
    ClasseurOuvert,
    Feuille,
    explain,
    repeat_titres,
    to_decimal_simple,
    to_erreur,
    to_jour,
)
from lib.imports.controles import clean_texte
from lib.imports.demesure import DemesureError
from lib.imports.examen_xml import FEUILLES_MAX
from lib.imports.formats_nombre import get_affichage
from lib.imports.formules import BOOLEENS, REFERENCE_PERDUE, find_doute, read_formule_ods
from lib.imports.grille import COLONNES_TABLEUR, LIGNES_EN_TETE, LIGNES_TABLEUR, Formule, Fusion, Grille, is_vide
from lib.imports.styles_ods import StylesOds
from lib.imports.xml_ods import ERREUR, FinDeLecture, LecteurXml, read_nombre_de_fois

_ESPACES_MAX = 2_000
_BLANCS = re.compile(r"[ \t\r\n]+")
_ESPACE, _TABULATION, _RETOUR = "\x00", "\x01", "\x02"
_RENDUS = str.maketrans({_ESPACE: " ", _TABULATION: "\t", _RETOUR: "\n"})
_CELLULES = ("table-cell", "covered-table-cell")
_DANS_FEUILLE = frozenset({"table-row", "table-rows", "table-row-group", "table-header-rows"})
_COLONNES = frozenset({"table-column", "table-columns", "table-column-group", "table-header-columns"})
_DANS_TEXTE = frozenset(
    {"span", "a", "s", "tab", "line-break", "date", "time", "sheet-name", "title", "ruby-base", "ruby"}
)
_TEXTES = _DANS_TEXTE | {"p"}


class ClasseurOds(ClasseurOuvert):
    """An .ods workbook open for reading."""

    format = "ods"

    def __init__(self, contenu: bytes, budget: Budget) -> None:
        """Open: styles, names of the sheets and their first rows; raises ClasseurIllisibleError, BudgetError."""
        self._contenu, self._budget = contenu, budget
        self._styles = StylesOds(budget)
        with explain():
            self._read("styles.xml", self._styles)
            self._read("content.xml", self._styles)
            debuts = _LecteurFeuilles(self._budget, self._styles, LIGNES_EN_TETE)
            self._read("content.xml", debuts)
            if not debuts.feuilles:
                raise ValueError("no sheet")
            self.feuilles = tuple(debuts.feuilles)
            self._debuts = {
                feuille.nom: repeat_titres(chantier.lignes, chantier.fusions)
                for feuille, chantier in zip(debuts.feuilles, debuts.chantiers, strict=True)
            }

    def _read(self, membre: str, lecteur: LecteurXml) -> None:
        with zipfile.ZipFile(Octets(self._contenu, self._budget)) as archive:
            if membre == "styles.xml" and membre not in archive.namelist():
                return
            with archive.open(membre) as source:
                lecteur.read(source)

    def read_debut(self, nom: str) -> list[list[str]]:
        """Give the first rows of a sheet, a title merged over several rows being on each."""
        return self._debuts[nom]

    def read_feuille(self, nom: str) -> Grille:
        """Read a whole sheet, some rows beyond the limit at most; raises ClasseurIllisibleError."""
        with explain():
            lecteur = _LecteurFeuilles(self._budget, self._styles, LIGNES_TABLEUR, nom)
            self._read("content.xml", lecteur)
            return lecteur.chantiers[0].build()


class _LecteurFeuilles(LecteurXml):
    """Fills one Chantier per sheet, or only that of the sheet named."""

    enfants: ClassVar[dict[str, frozenset[str]]] = {
        "": frozenset({"document-content"}),
        "document-content": frozenset({"body"}),
        "body": frozenset({"spreadsheet"}),
        "spreadsheet": frozenset({"table"}),
        "table": _DANS_FEUILLE | _COLONNES,
        **dict.fromkeys(_DANS_FEUILLE - {"table-row"}, _DANS_FEUILLE),
        **dict.fromkeys(_COLONNES - {"table-column"}, _COLONNES),
        "table-row": frozenset(_CELLULES),
        **dict.fromkeys(_CELLULES, frozenset({"p"})),
        **dict.fromkeys(("p", "span", "a", "ruby", "ruby-base"), _DANS_TEXTE),
    }

    def __init__(self, budget: Budget, styles: StylesOds, maximum: int, seule: str | None = None) -> None:
        super().__init__(budget)
        self.feuilles: list[Feuille] = []
        self.chantiers: list[Chantier] = []
        self._styles, self._maximum, self._seule = styles, maximum, seule
        self._lue, self._lues = False, 0
        self._rangee: dict[str, str] = {}
        self._case: dict[str, str] = {}
        self._numero, self._colonne = 1, 1
        self._cellules: list[CelluleLue] = []
        self._paragraphes: list[str] = []
        self._longueur = 0
        self._styles_colonnes: dict[int, str] = {}
        self._replies = 0

    def open(self, nom: str, attributs: dict[str, str]) -> bool:
        """Begin a sheet, a column, a row, a cell or a piece of text; rows that are not asked for are passed over."""
        if nom == "table-row" and (not self._lue or self._maximum < self._numero <= LIGNES_TABLEUR):
            return False
        if nom == "table":
            self._open_feuille(attributs)
        elif nom == "table-column":
            self._read_colonnes(attributs)
        elif nom == "table-row":
            self._rangee, self._cellules, self._colonne = attributs, [], 1
        elif nom in _CELLULES:
            self._case, self._paragraphes, self._longueur = attributs, [], 0
        elif nom == "p":
            self._paragraphes.append("")
            self._longueur += 1
        elif nom.endswith("-group"):
            self._replies += self._replies > 0 or attributs.get("display") == "false"
        elif nom in ("s", "tab", "line-break"):
            espaces = _ESPACE * read_nombre_de_fois(attributs.get("c"), _ESPACES_MAX)
            self._add({"s": espaces, "tab": _TABULATION}.get(nom, _RETOUR))
        return True

    def add_texte(self, texte: str) -> None:
        """Receive the characters of a cell."""
        if self._pile[-1] in _TEXTES:
            self._add(texte)

    def _add(self, texte: str) -> None:
        """Lengthen the paragraph being read; raises DemesureError when no cell holds as much."""
        self._longueur += len(texte)
        if self._longueur > LONGUEUR_CELLULE:
            raise DemesureError("F22")
        self._paragraphes[-1] += texte

    def close(self, nom: str) -> None:
        """End a cell, a row or a sheet."""
        if nom in _CELLULES:
            self._close_cellule()
        elif nom == "table-row":
            self._close_rangee()
        elif nom.endswith("-group"):
            self._replies -= self._replies > 0
        elif nom == "table" and self._seule is not None and self._lue:
            raise FinDeLecture

    def _open_feuille(self, attributs: dict[str, str]) -> None:
        nom = clean_texte(attributs.get("name", ""))
        feuille = Feuille(nom, attributs.get("style-name") not in self._styles.feuilles_masquees)
        if feuille.nom in {connue.nom for connue in self.feuilles} or len(self.feuilles) >= FEUILLES_MAX:
            raise ValueError("two sheets of one name, or too many sheets")
        self.feuilles.append(feuille)
        self._lue = self._seule in (None, feuille.nom)
        self._numero, self._replies, self._styles_colonnes, self._colonne = 1, 0, {}, 1
        if self._lue:
            self.chantiers.append(Chantier(self._budget, self._maximum))

    def _read_colonnes(self, attributs: dict[str, str]) -> None:
        """Keep the default style of some columns, and whether they are hidden."""
        fois = read_nombre_de_fois(attributs.get("number-columns-repeated"), COLONNES_TABLEUR)
        if self._lue:
            for colonne in range(self._colonne, min(self._colonne + fois - 1, COLONNES_LUES) + 1):
                self._styles_colonnes[colonne] = attributs.get("default-cell-style-name", "")
                if attributs.get("visibility", "visible") != "visible" or self._replies:
                    self.chantiers[-1].colonnes_masquees.add(colonne)
        self._colonne += fois

    def _close_cellule(self) -> None:
        """Read the cell that ends, as many times as it is repeated."""
        fois = read_nombre_de_fois(self._case.get("number-columns-repeated"), COLONNES_TABLEUR)
        self._lues += 1
        if self._lues > CELLULES_MAX:
            raise BudgetError("more cells than a sheet that can be read has")
        self._read_fusion()
        if self._paragraphes or "value-type" in self._case or "formula" in self._case:
            self._add_cellules(fois)
        self._colonne += fois

    def _add_cellules(self, fois: int) -> None:
        texte = "\n".join(map(_read_paragraphe, self._paragraphes))
        lue = read_cellule(self._case, texte, bool(self._paragraphes))
        if not lue.texte:
            return
        derniere = min(self._colonne + fois - 1, COLONNES_TABLEUR)
        for colonne in dict.fromkeys((*range(self._colonne, min(derniere, COLONNES_LUES) + 1), derniere)):
            self._cellules.append(lue._replace(colonne=colonne, affichage=self._get_affichage(colonne, lue)))

    def _get_affichage(self, colonne: int, lue: CelluleLue) -> Affichage | None:
        """Give what the number format of a cell, else of its row or column, shows beside its figure."""
        if lue.genre is not GenreCellule.NOMBRE:
            return None
        style = self._case.get("style-name", self._rangee.get("default-cell-style-name"))
        sections = self._styles.get_format(self._styles_colonnes.get(colonne, "") if style is None else style)
        return get_affichage(sections, float(lue.texte)) if sections else None

    def _read_fusion(self) -> None:
        """Keep a merged range, whose sizes are on its first cell."""
        rangs = read_nombre_de_fois(self._case.get("number-rows-spanned"), LIGNES_TABLEUR)
        colonnes = read_nombre_de_fois(self._case.get("number-columns-spanned"), COLONNES_TABLEUR)
        if rangs > 1 or colonnes > 1:
            fin, colonne_fin = self._numero + rangs - 1, self._colonne + colonnes - 1
            self.chantiers[-1].add_fusion(Fusion(self._numero, fin, self._colonne, colonne_fin))

    def _close_rangee(self) -> None:
        """Add the row that ends, as many times as it is repeated; a blank one only counts."""
        fois = read_nombre_de_fois(self._rangee.get("number-rows-repeated"), LIGNES_TABLEUR)
        if not is_vide([cellule.texte for cellule in self._cellules]):
            chantier, visibilite = self.chantiers[-1], self._rangee.get("visibility", "visible")
            masquee = visibilite != "visible" or self._replies > 0
            for numero in range(self._numero, max(min(self._numero + fois - 1, self._maximum), self._numero) + 1):
                if chantier.est_plein:
                    raise FinDeLecture
                chantier.add_ligne(numero, self._cellules, masquee, visibilite == "filter")
        self._numero += fois


def _read_paragraphe(texte: str) -> str:
    """Give the characters of a paragraph: white space of the XML counts for one space, and for none at the start."""
    return _BLANCS.sub(" ", texte).lstrip(" ").translate(_RENDUS) if texte else ""


def read_cellule(attributs: dict[str, str], texte: str, calculee: bool = True) -> CelluleLue:
    """Read a cell from its attributes and the text it shows; its column is left at 0.

    calculee: whether the file records what the cell shows, were it nothing.
    """
    formule = attributs.get("formula")
    if formule is None:
        return CelluleLue(0, *_read_valeur(attributs, texte))
    ecrite = read_formule_ods(formule)
    if ecrite in BOOLEENS:
        return CelluleLue(0, BOOLEENS[ecrite], GenreCellule.BOOLEEN)
    if REFERENCE_PERDUE in ecrite:
        return CelluleLue(0, REFERENCE_PERDUE, GenreCellule.ERREUR)
    if not calculee and "value-type" not in attributs:
        return CelluleLue(0, ecrite, GenreCellule.FORMULE)
    return CelluleLue(0, *_read_valeur(attributs, texte), formule=Formule(ecrite, find_doute(ecrite)))


def _read_valeur(attributs: dict[str, str], texte: str) -> tuple[str, GenreCellule]:
    """Give the text and the kind of a value; one that is not of its declared kind is what it shows."""
    if ERREUR in attributs:
        return to_erreur(texte) or "#N/A", GenreCellule.ERREUR
    genre = attributs.get("value-type", "")
    if genre in ("float", "currency", "percentage"):
        try:
            nombre = to_decimal_simple(float(attributs["value"]))
        except (KeyError, ValueError):
            return texte, GenreCellule.TEXTE
        return nombre, GenreCellule.POURCENTAGE if genre == "percentage" else GenreCellule.NOMBRE
    if genre == "date":
        return _read_jour(attributs.get("date-value", ""), texte), GenreCellule.DATE
    if genre == "time":
        return texte or attributs.get("time-value", ""), GenreCellule.DATE
    if genre == "boolean":
        return ("VRAI" if attributs.get("boolean-value") == "true" else "FAUX"), GenreCellule.BOOLEEN
    return attributs.get("string-value", texte), GenreCellule.TEXTE


def _read_jour(iso: str, texte: str) -> str:
    """Write a date of the file, else what it shows."""
    try:
        return to_jour(datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso))
    except ValueError:
        return texte or iso
