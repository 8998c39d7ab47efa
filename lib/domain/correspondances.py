"""How a person says that their own file is to be read: column by column, label by label, and what is kept of it."""

from collections.abc import Collection, Mapping
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


class RoleRepere(Nomenclature):
    """What a column may be read as besides a column of the template: it tells which datum its row is about."""

    PERIODE = "periode", "Trimestre ou année de la ligne"
    CONTEXTE = "contexte", "Situe la ligne (axe, fiche, thème)"
    PRECISION = "precision", "Précise la ligne (réalisé, cible, dont…)"


A_DIRE = "?"
"""What a label or a column is matched to as long as the person has not said: it is left aside, and nothing is kept."""

REPRISE = "reprise"
"""Under which the titles and labels of trackers are kept: they are not those of the files of the Dépôt page."""


@dataclass(frozen=True)
class RoleColonne:
    """What a column of a file is read as: a column of the template ('' : ignored), and the keys its title stands for.

    A column of one quarter fixes « annee » and « trimestre », a column of one indicator « code_indicateur ».
    """

    nom: str = ""
    fixes: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Write it as it is kept.

        >>> str(RoleColonne("valeur", (("annee", "2024"), ("trimestre", "T1"))))
        'valeur annee=2024 trimestre=T1'
        """
        return " ".join([self.nom, *(f"{cle}={texte}" for cle, texte in self.fixes)])


def read_role(texte: str) -> RoleColonne:
    """Read a role as it is kept; inverse of str."""
    nom, *fixes = texte.split(" ")
    return RoleColonne(nom, tuple((cle, valeur) for cle, _, valeur in (fixe.partition("=") for fixe in fixes)))


@dataclass(frozen=True)
class LectureChoisie:
    """How a person said a file is to be read; what they do not say is recognised as usual.

    colonnes: column number → role; constantes: key column → text for every row; libelles: label as the file has it →
    code, with other keys if need be, '' for a row not to read. feuille and ligne_entete are '' and None when left to
    recognition. Of a tracker: lignes_titre is how many rows the titles take, the last being ligne_entete; lignes the
    first and last rows to read; situees gives, for a row, the one above that situates it (section, indicator detailed).
    """

    feuille: str = ""
    ligne_entete: int | None = None
    colonnes: tuple[tuple[int, RoleColonne], ...] = ()
    constantes: tuple[tuple[str, str], ...] = ()
    libelles: tuple[tuple[str, str], ...] = ()
    lignes_titre: int = 1
    lignes: tuple[int, int] | None = None
    situees: tuple[tuple[int, int], ...] = ()


def record_role(
    roles: Mapping[int, str], colonne: int, role: str, pretendantes: Mapping[int, Collection[str]]
) -> dict[int, str]:
    """Add what the person said of a column (roles as they are kept); others that claimed the same role are ignored.

    >>> record_role({2: "annee"}, 5, "valeur", {5: (), 6: ("valeur",)})
    {2: 'annee', 6: '', 5: 'valeur'}
    """
    evincees = [autre for autre, voulus in pretendantes.items() if role and autre != colonne and role in voulus]
    return {**roles, **dict.fromkeys(evincees, ""), colonne: role}
