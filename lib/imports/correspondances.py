"""Titles of a service's own files: what was said of them is kept with the lot, and found again in the next file."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from lib.domain.correspondances import Correspondance, GenreCorrespondance, RoleColonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import Entete, TableLue
from lib.imports.plis import normalise_entete

_PERIODE = re.compile(r"20\d\d|(?:t|trim|trimestre)[1-4](?!\d(?!\d{3}))|[1-4](?:er|e|eme)?trim(?:estre)?")

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
    """Give what is kept of the titles of a header, by column number.

    « Réalisé T4 » is found again as « Réalisé T1 » when no title is exactly it. A title borne by two columns matches
    nothing.
    """
    normalises = {colonne: normalise_entete(titre) for colonne, titre in titres.items()}
    trouvees = _match_uniques(normalises, gardees)
    prises = {gardee.texte for gardee in trouvees.values()}
    sans_periode = [gardee for texte, gardee in gardees.items() if texte not in prises and "=" not in gardee.lu_comme]
    comptes = Counter(_remove_periode(gardee.texte) for gardee in sans_periode)
    reduites = {
        reduit: gardee for gardee in sans_periode if comptes[reduit := _remove_periode(gardee.texte)] == 1 and reduit
    }
    restes = {c: _remove_periode(titre) for c, titre in normalises.items() if c not in trouvees}
    return dict(sorted((trouvees | _match_uniques(restes, reduites)).items()))


def _match_uniques(titres: Mapping[int, str], gardees: Gardees) -> dict[int, Correspondance]:
    comptes = Counter(titres.values())
    return {c: gardees[titre] for c, titre in titres.items() if titre in gardees and comptes[titre] == 1}


def _remove_periode(titre: str) -> str:
    """Take the quarter and the year off a normalised title.

    >>> _remove_periode(normalise_entete("Réalisé T4 2024")), _remove_periode(normalise_entete("2025-T1"))
    ('realise', '')
    """
    return _PERIODE.sub("", titre)


def find_ligne_titres(lignes: Sequence[Sequence[str]], gardees: Gardees) -> int | None:
    """Find, among the first rows, the one that has the most kept titles: its number, None below two."""
    comptes = [len(match_titres(dict(enumerate(ligne, 1)), gardees)) for ligne in lignes]
    meilleur = max(comptes, default=0)
    return comptes.index(meilleur) + 1 if meilleur > 1 else None
