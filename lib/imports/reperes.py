"""What tells the rows of a tracker apart: label, section, indicator above, quarter. One key per row, read alike always.

The key of a row is what its label is matched under: the words that situate it, then its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lib.domain.correspondances import LectureChoisie, RoleRepere
from lib.imports.grille import Grille
from lib.imports.periodes_ecrites import read_periode_ecrite

SEPARATEUR = " › "
"""Between the words of a key."""

REPERES = frozenset(RoleRepere)
"""Names of the columns that are no column of the template."""

_FEUILLES_SANS_NOM = ("feuil", "sheet", "tableau")


class PeriodeLigne(NamedTuple):
    """The period the landmarks of a row say, as the template writes it: « 2024 » and « T1 », '' for what they do not.

    illisible is the text that says something else than a period.
    """

    annee: str = ""
    trimestre: str = ""
    illisible: str = ""


class Reperes:
    """The landmarks of a sheet: its key columns, by role, and what is constant on it."""

    def __init__(
        self, grille: Grille, colonnes: Mapping[str, Sequence[int]], choisie: LectureChoisie, bornes: tuple[int, int]
    ) -> None:
        """Read each row once, from the first to the last of bornes; colonnes: role → column numbers, left to right."""
        self._grille = grille
        self._colonnes = colonnes
        self._situees = dict(choisie.situees)
        self._constante = dict(choisie.constantes).get("code_indicateur", "")
        self._feuille = to_contexte_feuille(choisie.feuille)
        self.bornes = (max(1, bornes[0]), min(len(grille.lignes), bornes[1]))
        rangs = range(self.bornes[0], self.bornes[1] + 1)
        self.libelles = self._read_libelles(rangs)
        self._contextes = {colonne: self._fill(colonne, rangs) for colonne in colonnes.get(RoleRepere.CONTEXTE, ())}
        self.periodes = self._read_periodes(rangs) if colonnes.get(RoleRepere.PERIODE) else {}

    def _get(self, numero: int, colonne: int) -> str:
        return " ".join(self._grille.get_cellule(numero, colonne).texte.split())

    def _get_premier(self, numero: int, *roles: str) -> str:
        """Give the first filled text of a row among the columns of some roles."""
        textes = (self._get(numero, colonne) for role in roles for colonne in self._colonnes.get(role, ()))
        return next(filter(None, textes), "")

    @property
    def has_feuille(self) -> bool:
        """Whether the sheet's name is the first of the words that situate its rows."""
        return bool(self._feuille)

    def get_precision(self, numero: int) -> str:
        """Give the words that say of what kind a row is (« Réalisé », « Cible »)."""
        return self._get_premier(numero, RoleRepere.PRECISION)

    def _read_libelles(self, rangs: Iterable[int]) -> dict[int, str]:
        """Give the label of each row: its code, else its words, else the last one when it says of what kind it is."""
        libelles: dict[int, str] = {}
        dernier = ""
        for numero in rangs:
            texte = self._get_premier(numero, "code_indicateur", "libelle")
            if not texte and self.get_precision(numero):
                texte = dernier
            dernier = texte or dernier
            libelles[numero] = texte or self._constante
        return libelles

    def _fill(self, colonne: int, rangs: Iterable[int]) -> dict[int, str]:
        """Give a column's text on each row: the last one written above, as a group of rows reads."""
        remplis: dict[int, str] = {}
        dernier = ""
        for numero in rangs:
            dernier = self._get(numero, colonne) or dernier
            remplis[numero] = dernier
        return remplis

    def get_contextes(self, numero: int) -> list[str]:
        """List the words that situate a row, from the widest: its sheet, the rows above it, its own columns."""
        parents: list[str] = []
        parent = self._situees.get(numero)
        while parent is not None and len(parents) < len(self._situees):
            parents.insert(0, self.libelles.get(parent, ""))
            parent = self._situees.get(parent)
        siens = [textes[numero] for textes in self._contextes.values()]
        return list(filter(None, [self._feuille, *parents, *siens]))

    def get_cle(self, numero: int) -> str:
        """Give the key of a row: what situates it, its label, what it says besides; '' when it says nothing."""
        libelle, precision = self.libelles.get(numero, ""), self.get_precision(numero)
        illisible = self.periodes.get(numero, PeriodeLigne()).illisible
        siens = list(filter(None, [libelle, precision, illisible]))
        return SEPARATEUR.join(dict.fromkeys([*self.get_contextes(numero), *siens])) if siens else ""

    def _read_periodes(self, rangs: Iterable[int]) -> dict[int, PeriodeLigne]:
        """Read the period of each row; a year written once goes on until another one is."""
        colonnes = self._colonnes[RoleRepere.PERIODE]
        annees: dict[int, int] = {}
        periodes: dict[int, PeriodeLigne] = {}
        for numero in rangs:
            lues = {}
            for colonne in colonnes:
                cellule = self._grille.get_cellule(numero, colonne)
                lues[colonne] = (cellule.texte.strip(), read_periode_ecrite(cellule.texte, cellule.genre == "date"))
            illisibles = [texte for texte, lue in lues.values() if texte and (lue.mots or not lue.est_dite)]
            if illisibles:
                periodes[numero] = PeriodeLigne(illisible=" ".join(illisibles))
                continue
            seules = {c: lue.annee for c, (_, lue) in lues.items() if lue.annee and not lue.numero}
            annees |= {colonne: annee for colonne, annee in seules.items() if annee}
            dites = [lue.annee for _, lue in lues.values() if lue.annee] or list(annees.values())
            numeros = [lue.numero for _, lue in lues.values() if lue.numero]
            periodes[numero] = _to_ligne(dites, numeros, " ".join(texte for texte, _ in lues.values() if texte))
        return periodes


def _to_ligne(annees: Sequence[int], numeros: Sequence[int], texte: str) -> PeriodeLigne:
    """Join what the cells of a row say; two years or two quarters cannot be told apart."""
    if len(set(annees)) > 1 or len(set(numeros)) > 1:
        return PeriodeLigne(illisible=texte)
    return PeriodeLigne(str(annees[0]) if annees else "", f"T{numeros[0]}" if numeros else "")


def to_contexte_feuille(nom: str) -> str:
    """Give the words of a sheet's name that situate its rows: neither its period, nor the name spreadsheets give.

    >>> to_contexte_feuille("2024"), to_contexte_feuille("Suivi 2024"), to_contexte_feuille("Feuil1")
    ('', 'Suivi', '')
    """
    lue = read_periode_ecrite(nom)
    if lue.est_dite:
        return " ".join(mot for mot in nom.split() if set(read_periode_ecrite(mot).mots) & set(lue.mots))
    return "" if nom.strip().lower().startswith(_FEUILLES_SANS_NOM) else " ".join(nom.split())
