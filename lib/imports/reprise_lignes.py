"""The rows of a tracker's table: sections, totals, details of the row above, and the label that each one bears."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from lib.domain.correspondances import LectureChoisie, RoleRepere
from lib.domain.reprises import UsageColonne
from lib.imports.grille import Grille
from lib.imports.plis import fold
from lib.imports.reperes import Reperes
from lib.imports.reprise_blocs import is_nombre
from lib.imports.reprise_etude import EtudeColonne
from lib.imports.reprise_outils import Outils
from lib.imports.reprise_titres import is_nature

_COLONNES_DE_REPERE = ("code_indicateur", "libelle", *RoleRepere)


class GenreLigne(Enum):
    """What a row is, in the run of a table."""

    INDICATEUR = auto()
    DETAIL = auto()
    NATURE = auto()
    LIEU = auto()
    SECTION = auto()


class LigneTableau(NamedTuple):
    """One row: what it is, its label, and how many cells its columns of results have filled."""

    numero: int
    genre: GenreLigne
    libelle: str
    remplies: int


class RangeeSuivi:
    """The rows of one table, read from the top: each knows the row that situates it."""

    def __init__(
        self,
        grille: Grille,
        etudes: Sequence[EtudeColonne],
        bornes: tuple[int, int],
        constantes: Mapping[str, str],
        feuille: str,
        outils: Outils,
    ) -> None:
        """Read the rows between bornes."""
        self._outils = outils
        self._etudes = etudes
        self._valeurs = [etude for etude in etudes if etude.usage is UsageColonne.VALEUR]
        self._libres = [e for e in etudes if e.usage in (UsageColonne.IGNOREE, None) and e.part_nombres < 0.5]
        colonnes: dict[str, list[int]] = {}
        for etude in etudes:
            if etude.usage is UsageColonne.REPERE and etude.role.nom in _COLONNES_DE_REPERE and not etude.role.fixes:
                colonnes.setdefault(etude.role.nom, []).append(etude.numero)
        self._a_libelles = not {"code_indicateur", "libelle"}.isdisjoint(colonnes)
        base = LectureChoisie(feuille=feuille, constantes=tuple(constantes.items()))
        self._reperes = Reperes(grille, colonnes, base, bornes)
        self.lignes = list(self._read_lignes(bornes))
        self.situees = dict(self._situate())
        situee = LectureChoisie(feuille=feuille, constantes=base.constantes, situees=tuple(self.situees.items()))
        self.reperes = Reperes(grille, colonnes, situee, bornes)

    def _read_lignes(self, bornes: tuple[int, int]) -> Iterator[LigneTableau]:
        for numero in range(bornes[0], bornes[1] + 1):
            libelle = self._reperes.libelles.get(numero, "")
            remplies = sum(numero in etude.textes for etude in self._valeurs)
            if libelle or remplies:
                yield LigneTableau(numero, self._find_genre(numero, libelle, remplies), libelle, remplies)

    def _find_genre(self, numero: int, libelle: str, remplies: int) -> GenreLigne:
        """Tell a section from an indicator still without values, and a detail from the indicator it details."""
        if self._outils.contextes.get_code(libelle):
            return GenreLigne.INDICATEUR
        trouvaille = self._outils.libelles.find(libelle)
        if trouvaille.identiques:
            return GenreLigne.INDICATEUR
        if is_nature(libelle) is not None:
            return GenreLigne.NATURE
        if self._outils.contextes.get_territoire(libelle):
            return GenreLigne.LIEU
        if is_detail(libelle):
            return GenreLigne.DETAIL
        vide = not remplies and not self._has_nombre(numero)
        if vide and (trouvaille.get_proche() is None or self._outils.contextes.find_indicateurs(libelle) is not None):
            return GenreLigne.SECTION
        return GenreLigne.INDICATEUR

    def _has_nombre(self, numero: int) -> bool:
        """Whether a row has a figure in some column nobody reads: it is then no title."""
        return any(is_nombre(e.textes.get(numero, "")) for e in self._etudes if e.usage is not UsageColonne.REPERE)

    def _situate(self) -> Iterator[tuple[int, int]]:
        """Say, for each row, which one above situates it: its section, or the indicator it details."""
        section: int | None = None
        indicateur: int | None = None
        dernier: int | None = None
        attendu = 0
        for ligne in self.lignes if self._a_libelles else ():
            est_lieu, suit = ligne.genre is GenreLigne.LIEU, indicateur is not None and ligne.numero == attendu
            attendu = ligne.numero + 1
            if ligne.genre is GenreLigne.SECTION or (est_lieu and not suit and not ligne.remplies):
                section, indicateur, dernier = ligne.numero, None, None
                continue
            if ligne.genre is GenreLigne.NATURE:
                parent = dernier
            elif ligne.genre is GenreLigne.INDICATEUR or (est_lieu and not suit):
                parent = section
            else:
                parent = indicateur
            if ligne.genre is GenreLigne.INDICATEUR:
                indicateur = ligne.numero
            if ligne.genre is not GenreLigne.NATURE:
                dernier = ligne.numero
            parent = section if parent is None else parent
            if parent is not None:
                yield ligne.numero, parent

    def get_parent(self, numero: int) -> LigneTableau | None:
        """Give the row that situates a row."""
        parent = self.situees.get(numero)
        return next((ligne for ligne in self.lignes if ligne.numero == parent), None)

    def list_textes_libres(self, numero: int) -> list[tuple[str, str]]:
        """List the words of a row in the columns nobody reads, with the title of each."""
        return [(etude.titre, etude.textes[numero]) for etude in self._libres if numero in etude.textes]

    def get_place(self, numero: int) -> tuple[object, ...]:
        """Give what a row says of its datum besides its indicator: its period and the place of its own column."""
        lieux = [e.textes.get(numero, "") for e in self._etudes if e.role.nom in ("territoire", "annee", "trimestre")]
        periode = self.reperes.periodes.get(numero)
        return (periode, *(lieux if lieux else ()))


def is_detail(libelle: str) -> bool:
    """Whether a label details the one above: « dont femmes », « - dont hommes ».

    >>> is_detail("- dont femmes"), is_detail("Dont : 18-25 ans"), is_detail("Nombre de dons")
    (True, True, False)
    """
    return fold(libelle).lstrip(" -–—•·>*").startswith(("dont ", "dont:", "dont :", "y compris"))
