"""Cells corrected on screen: what is shown of a cell to mend, those that are alike, what was typed in their place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.domain.conservation import Place
from lib.domain.problemes import NiveauProbleme, Probleme

Corrections = Mapping[Place, str]
"""What was typed for each cell corrected; column 0 is a whole row of a CSV."""


@dataclass(frozen=True)
class CelluleACorriger:
    """One cell to mend or to confirm, with all that is said of it.

    texte is the cell as its author sees it, rangee its whole row; place is None when the file has no such cell.
    """

    place: Place | None
    lieu: str
    texte: str
    rangee: str
    problemes: tuple[Probleme, ...]

    @property
    def est_une_erreur(self) -> bool:
        """Whether the row is left out until the cell is mended."""
        return any(probleme.niveau is NiveauProbleme.ERREUR for probleme in self.problemes)

    @property
    def code(self) -> str:
        """The kind of problem it is shown under: its first error, else its first question."""
        return min(self.problemes, key=lambda probleme: probleme.niveau is not NiveauProbleme.ERREUR).code

    @property
    def ligne(self) -> int:
        """Its row."""
        return self.problemes[0].ligne or 0

    @property
    def propositions(self) -> tuple[str, ...]:
        """The texts offered in its place, each once."""
        return tuple(dict.fromkeys(texte for probleme in self.problemes for texte in probleme.propositions))


@dataclass(frozen=True)
class Reparation:
    """What is to be mended in a file, errors first."""

    cellules: tuple[CelluleACorriger, ...] = ()

    @property
    def erreurs(self) -> tuple[CelluleACorriger, ...]:
        """The cells that leave their row out."""
        return tuple(cellule for cellule in self.cellules if cellule.est_une_erreur)


def list_semblables(
    cellules: Iterable[CelluleACorriger], modele: CelluleACorriger, proposition: str
) -> tuple[Place, ...]:
    """List the cells to which a proposition made for one applies as well: same column, same text, same proposition."""
    return tuple(
        cellule.place
        for cellule in cellules
        if cellule.place is not None
        and modele.place is not None
        and cellule.place[1] == modele.place[1]
        and cellule.texte == modele.texte
        and proposition in cellule.propositions
    )


def correct_places(corrections: Corrections, places: Iterable[Place], texte: str) -> dict[Place, str]:
    """Add a text typed for some cells; a whole row typed again replaces what was typed for its cells.

    >>> correct_places({(4, 2): "x", (5, 2): "y"}, [(4, 0)], "S.1.2-01;2024;T4;12")
    {(5, 2): 'y', (4, 0): 'S.1.2-01;2024;T4;12'}
    """
    nouvelles = dict.fromkeys(places, texte)
    entieres = {ligne for ligne, colonne in nouvelles if colonne == 0}
    return {place: dit for place, dit in corrections.items() if place[0] not in entieres} | nouvelles


def restore_place(corrections: Corrections, place: Place) -> dict[Place, str]:
    """Take a correction back; with a whole row go the corrections made to its cells, which the file does not have."""
    return {
        autre: dit
        for autre, dit in corrections.items()
        if autre != place and not (place[1] == 0 and autre[0] == place[0])
    }
