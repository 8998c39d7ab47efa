"""Titles on one row or several: a title merged over columns stands above each of them, as the eye reads it."""

from collections.abc import Sequence
from typing import NamedTuple

SEPARATEUR = " · "
"""Between the parts of a title that several rows make."""


class PartieTitre(NamedTuple):
    """One row's part of a column's title, and the cell where it is written: in another column when it is merged."""

    texte: str
    origine: int
    ligne: int


def list_parties(lignes: Sequence[Sequence[str]], derniere: int, nombre: int = 1) -> dict[int, tuple[PartieTitre, ...]]:
    """Give, by column number, the parts of its title, from the top; derniere is the last title row, from 1.

    A part goes on to the right over blank cells as long as no title above it begins anew; only a part that stands
    above another does so: a title merged downwards is its own column's alone.
    """
    premiere = max(1, derniere - nombre + 1)
    rangees = lignes[premiere - 1 : derniere]
    largeur = max(map(len, rangees), default=0)
    parties: dict[int, tuple[PartieTitre, ...]] = {}
    portees: list[PartieTitre | None] = [None] * len(rangees)
    for colonne in range(1, largeur + 1):
        propres = [" ".join(_get(rangee, colonne).split()) for rangee in rangees]
        for rang, texte in enumerate(propres):
            if texte:
                est_groupe = any(dessous not in ("", texte) for dessous in propres[rang + 1 :])
                portees[rang:] = [None] * (len(rangees) - rang)
                portees[rang] = PartieTitre(texte, colonne, premiere + rang) if est_groupe else None
        lues = [
            PartieTitre(texte, colonne, premiere + rang) if texte else portees[rang]
            for rang, texte in enumerate(propres)
            if texte or any(propres[rang + 1 :])
        ]
        if any(propres):
            parties[colonne] = tuple(partie for partie in lues if partie is not None)
    return parties


def join_titres(lignes: Sequence[Sequence[str]], derniere: int, nombre: int) -> list[str]:
    """Give the title of each column on one line, '' where there is none."""
    parties = list_parties(lignes, derniere, nombre)
    return [join_parties(parties.get(colonne, ())) for colonne in range(1, max(parties, default=0) + 1)]


def join_parties(parties: Sequence[PartieTitre]) -> str:
    """Write the parts of a title on one line, a part said twice once."""
    return SEPARATEUR.join(dict.fromkeys(partie.texte for partie in parties))


def _get(rangee: Sequence[str], colonne: int) -> str:
    return rangee[colonne - 1] if colonne <= len(rangee) else ""
