"""Source: a sheet whose header was found, and how it was opened."""

from dataclasses import dataclass

from lib.domain.correspondances import LectureChoisie
from lib.domain.tableau import LectureFichier, Retouche
from lib.imports.entetes import Reconnaissance
from lib.imports.grille import Grille


@dataclass(frozen=True)
class Source:
    """A sheet whose header was found, at spreadsheet row `ligne_entete`; `lecture` says how it was opened.

    choisie is how the person said it is to be read, when they did.
    """

    grille: Grille
    ligne_entete: int
    reconnaissance: Reconnaissance
    lecture: LectureFichier
    choisie: LectureChoisie | None = None
    corrigees: tuple[Retouche, ...] = ()

    @property
    def largeur(self) -> int:
        """How many cells the header row of a CSV has; 0 for a workbook, whose rows have no end."""
        return len(self.grille.lignes[self.ligne_entete - 1]) if self.lecture.format == "csv" else 0
