"""Probleme: one thing to say about an uploaded file, located where the user sees it; and its three levels."""

from dataclasses import dataclass, field

from lib.domain.nomenclatures import Nomenclature


class NiveauProbleme(Nomenclature):
    """What a problem does: refuse the file, leave the row out, ask, or inform."""

    FICHIER = "fichier", "Fichier refusé"
    ERREUR = "erreur", "À corriger"
    A_CONFIRMER = "a_confirmer", "À confirmer"
    INFORMATION = "information", "Pour information"


@dataclass(frozen=True)
class Probleme:
    """One problem: its code in the catalogue, its level, where it is, what was read and expected, what to do.

    rang is the number of its column in the file, 0 for the row as a whole, None where there is no cell to correct.
    """

    code: str
    niveau: NiveauProbleme
    message: str
    ligne: int | None = None
    colonne: str = ""
    lu: str = ""
    attendu: str = ""
    geste: str = ""
    propositions: tuple[str, ...] = field(default=())
    rang: int | None = None
