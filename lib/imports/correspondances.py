"""Titles of a service's own files: what was said of them is kept with the lot, and found again in the next file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from lib.domain.correspondances import Correspondance, GenreCorrespondance, RoleColonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import Entete, TableLue
from lib.imports.plis import normalise_entete

COLONNE_NON_LUE = "C30"
"""The question about a column nobody reads."""

Gardees = Mapping[str, Correspondance]
"""What is kept of each title, under its normalised writing."""


def build_correspondances(
    entetes: Sequence[Entete], roles: Mapping[int, RoleColonne], service: str, type_depot: TypeDepot
) -> tuple[Correspondance, ...]:
    """Build what is to be kept of the columns the person spoke of; a title borne by two columns says nothing."""
    titres = {entete.colonne: normalise_entete(entete.texte) for entete in entetes}
    comptes = Counter(titres.values())
    return tuple(
        Correspondance(
            service=service,
            type_depot=type_depot.value,
            genre=GenreCorrespondance.COLONNE,
            texte=titre,
            lu_comme=str(roles[colonne]),
        )
        for colonne, titre in titres.items()
        if colonne in roles and titre and comptes[titre] == 1
    )


def list_roles_ignores(
    table: TableLue, problemes: Iterable[Probleme], confirmes: Collection[str]
) -> dict[int, RoleColonne]:
    """List the columns nobody reads that the person confirmed to be ignored, by number: not asked again next time."""
    lieux = {p.colonne for p in problemes if p.code == COLONNE_NON_LUE and p.code in confirmes}
    return {colonne.entete.colonne: RoleColonne() for colonne in table.colonnes if colonne.lieu in lieux}


def match_titres(titres: Mapping[int, str], gardees: Gardees) -> dict[int, Correspondance]:
    """Give what is kept of the titles of a header, by column number; a title borne by two columns matches nothing."""
    normalises = {colonne: normalise_entete(titre) for colonne, titre in titres.items()}
    comptes = Counter(normalises.values())
    return {
        colonne: gardees[titre] for colonne, titre in normalises.items() if titre in gardees and comptes[titre] == 1
    }


def find_ligne_titres(lignes: Sequence[Sequence[str]], gardees: Gardees) -> int | None:
    """Find, among the first rows, the one that has the most kept titles: its number, None below two."""
    comptes = [len(match_titres(dict(enumerate(ligne, 1)), gardees)) for ligne in lignes]
    meilleur = max(comptes, default=0)
    return comptes.index(meilleur) + 1 if meilleur > 1 else None
