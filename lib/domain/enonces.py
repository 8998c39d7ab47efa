"""What the contract states without a target or a date: by theme, by fiche, and the jobs sought beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.contrat import Enonce, FicheAction, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.demandeurs_emploi import list_agences
from lib.domain.nomenclatures import ThemeEnonce


@dataclass(frozen=True, kw_only=True)
class ListeMetiers:
    """The jobs most sought in one agency, in the order they are printed; objet is the ROME code, texte the label."""

    agence: Territoire
    metiers: tuple[Enonce, ...]


def select_enonces(contrat: ContratLu, *themes: ThemeEnonce, territoire: str = "") -> list[Enonce]:
    """Select the statements of some themes, about one territory when it is named."""
    return [e for e in contrat.enonces if e.theme in themes and (not territoire or e.territoire == territoire)]


def select_enonces_fiche(contrat: ContratLu, fiche: FicheAction) -> list[Enonce]:
    """Select the statements about a fiche: those that name it, or its axe or volet without any fiche."""
    return [e for e in contrat.enonces if e.fiche == fiche.code or (not e.fiche and e.axe == fiche.axe)]


def list_metiers(contrat: ContratLu, zone: Territoire) -> list[ListeMetiers]:
    """List the jobs sought in each agency of a territory; an agency without any is left out."""
    listes = [
        ListeMetiers(agence=agence, metiers=tuple(select_enonces(contrat, ThemeEnonce.METIERS, territoire=agence.code)))
        for agence in list_agences(contrat, zone)
    ]
    return [liste for liste in listes if liste.metiers]


def list_communs(listes: Sequence[ListeMetiers]) -> list[str]:
    """List the ROME codes that every list holds, in the order of the first."""
    if not listes:
        return []
    autres = [{metier.objet for metier in liste.metiers} for liste in listes[1:]]
    return [metier.objet for metier in listes[0].metiers if all(metier.objet in codes for codes in autres)]
