"""Trimestre: the quarter, whose value is always the situation on its last day (convention Jalons)."""

import re
from datetime import date, timedelta
from typing import NamedTuple, Self

_FORMES = re.compile(r"^\s*(\d{4})\s*[-/ ]?\s*T\s*([1-4])\s*$", re.IGNORECASE)
_FORMES_INVERSES = re.compile(r"^\s*T\s*([1-4])\s*[-/ ]?\s*(\d{4})\s*$", re.IGNORECASE)


class _AnneeNumero(NamedTuple):
    annee: int
    numero: int


class Trimestre(_AnneeNumero):
    """A calendar quarter, ordered in time; a tuple, since quarters index every series.

    >>> str(Trimestre(2025, 2)), Trimestre(2025, 2).libelle
    ('2025-T2', 'T2 2025')
    """

    __slots__ = ()

    def __new__(cls, annee: int, numero: int) -> Self:
        """Refuse a quarter that does not exist."""
        if numero not in (1, 2, 3, 4):
            raise ValueError(f"Le trimestre va de 1 à 4, reçu {numero}.")
        return super().__new__(cls, annee, numero)

    def __str__(self) -> str:
        """Give the stable code, e.g. 2025-T2."""
        return f"{self.annee}-T{self.numero}"

    @property
    def libelle(self) -> str:
        """The words shown on screen."""
        return f"T{self.numero} {self.annee}"

    @property
    def debut(self) -> date:
        """First day."""
        return date(self.annee, 3 * self.numero - 2, 1)

    @property
    def fin(self) -> date:
        """Last day, on which the value is observed."""
        return self.suivant.debut - timedelta(days=1)

    @property
    def suivant(self) -> "Trimestre":
        """The quarter after."""
        return Trimestre(self.annee + 1, 1) if self.numero == 4 else Trimestre(self.annee, self.numero + 1)

    @property
    def dernier_clos(self) -> "Trimestre":
        """The last T4 at this quarter: its own when it is one, which closes the year."""
        return Trimestre(self.annee if self.numero == 4 else self.annee - 1, 4)

    @property
    def precedent(self) -> "Trimestre":
        """The quarter before."""
        return Trimestre(self.annee - 1, 4) if self.numero == 1 else Trimestre(self.annee, self.numero - 1)


def read_trimestre(texte: str) -> Trimestre | None:
    """Read « 2025-T2 », « T2 2025 » or « 2025T2 »; None when it is not a quarter."""
    if trouve := _FORMES.match(texte):
        return Trimestre(int(trouve[1]), int(trouve[2]))
    if trouve := _FORMES_INVERSES.match(texte):
        return Trimestre(int(trouve[2]), int(trouve[1]))
    return None


def trimestre_du(jour: date) -> Trimestre:
    """The quarter in which a day falls."""
    return Trimestre(jour.year, (jour.month + 2) // 3)


def dernier_trimestre_clos(jour: date) -> Trimestre:
    """The last quarter that is over on a day: the one whose results can be uploaded as measured."""
    return trimestre_du(jour).precedent


def list_trimestres(debut: Trimestre, fin: Trimestre) -> list[Trimestre]:
    """Every quarter from one to the other, both included, in order."""
    trimestres = []
    courant = debut
    while courant <= fin:
        trimestres.append(courant)
        courant = courant.suivant
    return trimestres
