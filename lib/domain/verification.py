"""RapportVerification: what the rules found in an uploaded table, row by row, before any comparison with the store."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lib.domain.contrat import Fait
from lib.domain.problemes import Probleme


class LigneVerifiee(NamedTuple):
    """One row of the file: the fact it makes (None when empty, refused or merged into another row) and its problems.

    cle is the key of the datum the row is about, even when it makes no fact; None when it could not be read.
    valeur_connue is the value the template carried when it was downloaded, in the fact's own unit (cents for money),
    or its words; a_valeur_connue says that the row is the template's, so that None then means « nothing was known ».
    rangs are the columns of the filled cells that this row reads, ecartes those that it leaves aside and says so.
    """

    numero: int
    cle: tuple[object, ...] | None = None
    fait: Fait | None = None
    problemes: tuple[Probleme, ...] = ()
    vide: bool = False
    valeur_connue: Decimal | str | None = None
    a_valeur_connue: bool = False
    rangs: tuple[int, ...] = ()
    ecartes: tuple[int, ...] = ()


@dataclass(frozen=True)
class RapportVerification:
    """The rows verified."""

    lignes: tuple[LigneVerifiee, ...] = ()

    def list_problemes(self) -> list[Probleme]:
        """Every problem, in the order of the rows."""
        return [probleme for ligne in self.lignes for probleme in ligne.problemes]
