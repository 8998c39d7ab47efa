"""Examen: one row under examination, its cells by column name and what was found to say about it."""

from decimal import Decimal

from lib.domain.contrat import Fait
from lib.domain.periodes import Trimestre
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Cellule, LigneLue, get_lettre, to_visible
from lib.imports.catalogue import build_probleme

Place = tuple[str, str, str]
"""Indicator, territory, ventilation: one series in time."""


class Examen:
    """A row being verified. bloquee: an error leaves the row out; vide: nothing was filled in.

    A row of results that made a fact has its place in a series, its quarter and its figure. ecartes are the filled
    columns it leaves aside whatever becomes of it.
    """

    __slots__ = (
        "a_valeur_connue",
        "bloquee",
        "cle",
        "ecartes",
        "fait",
        "ligne",
        "numero",
        "periode",
        "place",
        "problemes",
        "textes",
        "titres",
        "valeur",
        "valeur_connue",
        "vide",
    )

    def __init__(self, ligne: LigneLue, titres: dict[int, str]) -> None:
        """Keep the row; titres gives the location « E « Valeur » » of each column number."""
        self.numero = ligne.numero
        self.ligne = ligne
        visibles = zip(ligne.textes, map(to_visible, ligne.textes.values()), strict=True)
        self.textes = {nom: texte for nom, texte in visibles if texte}
        self.titres = titres
        self.problemes: tuple[Probleme, ...] = ()
        self.bloquee = False
        self.vide = False
        self.fait: Fait | None = None
        self.cle: tuple[object, ...] | None = None
        self.periode: Trimestre | None = None
        self.place: Place | None = None
        self.valeur: Decimal | None = None
        self.valeur_connue: Decimal | str | None = None
        self.a_valeur_connue = False
        self.ecartes: tuple[str, ...] = ()

    def get_cellule(self, nom: str) -> Cellule | None:
        """Give a cell that has something in it, or None."""
        return self.ligne.get_cellule(nom) if nom in self.textes else None

    def get_texte(self, nom: str) -> str:
        """Give a cell's text without the spaces around it, '' when empty."""
        return self.textes.get(nom, "")

    def has(self, *noms: str) -> bool:
        """Whether one of these columns is filled."""
        return not self.textes.keys().isdisjoint(noms)

    def get_lieu(self, nom: str) -> str:
        """Give where a column is, e.g. « E « Valeur » » ; its name when the file does not have it."""
        if nom not in self.ligne.textes:
            return f"«\u00a0{nom}\u00a0»"
        colonne = self.ligne.colonnes[nom]
        return self.titres.get(colonne) or get_lettre(colonne)

    def record_cle(self, *parties: object) -> None:
        """Keep which datum the row designates, once every part of its key was read."""
        if None not in parties:
            self.cle = parties

    def record(self, code: str, nom: str = "", propositions: tuple[str, ...] = (), /, **champs: object) -> None:
        """Add a problem of the catalogue, on a column when named; the cell read is quoted unless lu is given."""
        cellule = self.ligne.get_cellule(nom)
        lu = str(champs.pop("lu", cellule.montree if cellule else ""))
        lieu = self.get_lieu(nom) if nom else ""
        rang = self.ligne.colonnes.get(nom) or None if nom else 0
        probleme = build_probleme(
            code, ligne=self.numero, colonne=lieu, lu=lu, propositions=propositions, rang=rang, **champs
        )
        self.problemes = (*self.problemes, probleme)
        if probleme.niveau is NiveauProbleme.ERREUR:
            self.bloquee = True
            self.fait = None
