"""What is kept of a column's title for the next file: the title itself, or the rule it follows when it says a quarter.

« Réalisé T1 2024 » is kept as « Réalisé » and a quarter, read from the title: « Réalisé T1 2027 » is then known too.
"""

from collections.abc import Iterable, Mapping, Sequence

from lib.domain.correspondances import (
    A_DIRE,
    REPRISE,
    Correspondance,
    GenreCorrespondance,
    LectureChoisie,
    RoleColonne,
    RoleRepere,
    read_role,
)
from lib.domain.tableau import Entete
from lib.imports.periodes_ecrites import PeriodeEcrite, read_periode_ecrite
from lib.imports.plis import normalise_entete

_TITRE = ("periode", "titre")
"""The key that says, in a role kept, that year and quarter are those of the title."""


def build_correspondances_suivi(
    entetes: Iterable[Entete], choisie: LectureChoisie, service: str
) -> tuple[Correspondance, ...]:
    """Build what is to be kept of a tracker published: how its titles and labels were read, open questions apart."""
    roles = dict(choisie.colonnes)
    dites = [(entete.texte, roles[entete.colonne]) for entete in entetes if entete.colonne in roles]
    titres = list_titres_connus([dite for dite in dites if dite[1].nom != A_DIRE])
    libelles = {cle: texte for cle, texte in choisie.libelles if texte != A_DIRE}
    return tuple(
        Correspondance(service=service, type_depot=REPRISE, genre=genre, texte=texte, lu_comme=lu_comme)
        for genre, gardes in ((GenreCorrespondance.COLONNE, titres), (GenreCorrespondance.LIBELLE, libelles))
        for texte, lu_comme in gardes.items()
    )


def find_role_connu(titre: str, connus: Mapping[str, str]) -> RoleColonne | None:
    """Give what a title is known to be read as, None for a title never seen."""
    if (texte := connus.get(normalise_entete(titre))) is not None:
        return read_role(texte)
    lue = read_periode_ecrite(titre)
    texte = connus.get(_to_regle(lue)) if lue.est_dite else None
    return _put_periode(read_role(texte), lue) if texte is not None else None


def list_titres_connus(colonnes: Sequence[tuple[str, RoleColonne]]) -> dict[str, str]:
    """Give what is to be kept of titles and their roles; a rule that two columns do not follow alike is not kept."""
    regles: dict[str, set[str]] = {}
    for titre, role in colonnes:
        lue = read_periode_ecrite(titre)
        if lue.est_dite:
            regles.setdefault(_to_regle(lue), set()).add(_write_regle(role, lue))
    suivies = {cle for cle, roles in regles.items() if len(roles) == 1 and "" not in roles}
    gardes = {cle: next(iter(regles[cle])).strip() for cle in suivies}
    for titre, role in colonnes:
        lue = read_periode_ecrite(titre)
        if normalise_entete(titre) and not (lue.est_dite and _to_regle(lue) in suivies):
            gardes[normalise_entete(titre)] = str(role)
    return gardes


def _to_regle(lue: PeriodeEcrite) -> str:
    """Give the key of a rule: the title without its period, a space (no title has one left), what the period says."""
    dit = RoleRepere.PERIODE.value if lue.annee and lue.numero else "annee" if lue.annee else "trimestre"
    return f"{normalise_entete(lue.reste)} {dit}"


def _write_regle(role: RoleColonne, lue: PeriodeEcrite) -> str:
    """Write a role whose period is the title's; '' when the person read another period than the title says.

    An ignored column is « " " »: it follows its rule whatever the period.
    """
    if not role.nom:
        return " "
    dites = {"annee": str(lue.annee or ""), "trimestre": f"T{lue.numero}" if lue.numero else ""}
    fixes = dict(role.fixes)
    if any(texte and fixes.get(nom, texte) != texte for nom, texte in dites.items()):
        return ""
    if not any(texte and nom in fixes for nom, texte in dites.items()):
        return ""
    restes = tuple((nom, texte) for nom, texte in role.fixes if dites.get(nom) != texte)
    return str(RoleColonne(role.nom, (_TITRE, *restes)))


def _put_periode(role: RoleColonne, lue: PeriodeEcrite) -> RoleColonne:
    """Put the period of a title in the place kept for it."""
    if _TITRE not in role.fixes:
        return role
    dites = [("annee", str(lue.annee))] if lue.annee else []
    dites += [("trimestre", f"T{lue.numero}")] if lue.numero else []
    return RoleColonne(role.nom, (*dites, *(fixe for fixe in role.fixes if fixe != _TITRE)))
