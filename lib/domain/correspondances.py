"""Correspondance: how a person said that a column or a label of their own file is to be read, kept for next time."""

from dataclasses import dataclass
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.nomenclatures import Nomenclature


class GenreCorrespondance(Nomenclature):
    """What is matched: a column, by its title; a row, by its label."""

    COLONNE = "colonne", "Colonne"
    LIBELLE = "libelle", "Libellé"


@dataclass(frozen=True, kw_only=True)
class Correspondance(Fait):
    """One title or label of a service's own files, and what it is read as ('' : ignored)."""

    CLE: ClassVar[tuple[str, ...]] = ("service", "type_depot", "genre", "texte")

    service: str
    type_depot: str
    genre: GenreCorrespondance
    texte: str
    lu_comme: str
