"""The France Travail roadmap, read with its dates and the last known value of the indicators it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lib.domain.contrat import DEPARTEMENT, ActionFeuilleDeRoute
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.indicateurs import Indicateur
from lib.domain.jours_retenus import write_jour
from lib.domain.nomenclatures import StatutAction
from lib.domain.periodes import Trimestre
from lib.domain.series import Point, build_series

STATUTS_CLOS = frozenset({StatutAction.REALISEE, StatutAction.ABANDONNEE})


@dataclass(frozen=True)
class SuiviIndicateur:
    """An indicator an action names, and its last quarter with a value; None when nothing was ever sent.

    Without any value, the last quarter whose figure will not be sent.
    """

    indicateur: Indicateur
    trimestre: Trimestre | None = None
    point: Point | None = None


@dataclass(frozen=True)
class ActionLue:
    """One row of the roadmap; passee: its date is over and its pilots declare it neither done nor dropped."""

    action: ActionFeuilleDeRoute
    indicateurs: tuple[SuiviIndicateur, ...]
    passee: bool

    @property
    def jour(self) -> str:
        """The day put on what the contract writes, and that it is ours when it is; « – » without any."""
        return write_jour(self.action.date_limite, retenu=self.action.jour_retenu)

    @property
    def organismes(self) -> tuple[str, ...]:
        """The pilots, body by body: what follows « : » names a team and is left out."""
        noms = (
            morceau.split(":")[0].split("(")[0] for morceau in self.action.pilotes.replace("\u00a0", " ").split(";")
        )
        detail = (nom.strip() for groupe in noms for nom in groupe.replace(" et ", ",").split(","))
        return tuple(dict.fromkeys(nom for nom in detail if nom))


def list_codes_indicateurs(action: ActionFeuilleDeRoute) -> list[str]:
    """Give the indicators a row names (« FR-17 | FR-18 »)."""
    return [code.strip() for code in action.indicateurs.split("|") if code.strip()]


def build_feuille_de_route(contrat: ContratLu, aujourd_hui: date) -> list[ActionLue]:
    """Read the roadmap in the contract's order."""
    series = build_series(contrat)

    def build_suivi_indicateur(code: str) -> SuiviIndicateur:
        serie = series.get((code, DEPARTEMENT, ""))
        points = sorted(serie.points.items()) if serie else []
        connus = [(t, point) for t, point in points if point.has_contenu or point.masque]
        connus = connus or [(t, point) for t, point in points if point.close]
        return SuiviIndicateur(contrat.get_indicateur(code), *(connus[-1] if connus else ()))

    return [
        ActionLue(
            action,
            tuple(build_suivi_indicateur(code) for code in list_codes_indicateurs(action)),
            is_passee(action, aujourd_hui),
        )
        for action in sorted(contrat.feuille_de_route, key=lambda action: action.ordre)
    ]


def is_passee(action: ActionFeuilleDeRoute, aujourd_hui: date) -> bool:
    """Whether the date of a row is over while it is not declared done or dropped."""
    return action.date_limite is not None and action.date_limite < aujourd_hui and action.statut not in STATUTS_CLOS


def group_par_cible(actions: Iterable[ActionLue]) -> dict[str, dict[str, list[ActionLue]]]:
    """Group the rows by domain, then by operational target."""
    domaines = group_par(actions, lambda lue: lue.action.domaine)
    return {domaine: group_par(lues, lambda lue: lue.action.cible_operationnelle) for domaine, lues in domaines.items()}
