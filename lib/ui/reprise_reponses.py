"""What the visit knows of a tracker being taken over: what was answered, how each table is read, what it would change.

Answers are kept by title and by label, so that what is said once of one sheet holds for all. A widget that is no longer
drawn loses its value: what must outlive it is put here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from lib.domain.correspondances import A_DIRE, RoleColonne, read_role
from lib.domain.droits import Acteur
from lib.domain.ensembles import EtatFichier, Recoupement, get_etat_fichier, list_recoupements
from lib.domain.reprises import Reponses, TableauPropose
from lib.imports.plis import normalise_entete
from lib.imports.titres_connus import list_titres_connus
from lib.ui.page import show_refus
from lib.ui.reponses import collect_saisies, get_corrections, get_prefixe, remove_non_vus
from lib.usecases.contrats import get_etat
from lib.usecases.depots import Depot, PlanDepot, verify_depot
from lib.usecases.reprises import Reprise, build_depot_tableau, propose_reprise

REPRISE, PLANS = "reprise-lue", "reprise-plans"
"""Session keys: the last proposal made, the comparisons of its tables."""


@dataclass(frozen=True)
class Suivi:
    """The tracker given: its name and its bytes."""

    nom: str
    contenu: bytes

    @property
    def prefixe(self) -> str:
        """Prefix of the session keys that hold the answers about it."""
        return f"reprise-{Depot(self.contenu, self.nom).sha256[:12]}"


@dataclass(frozen=True)
class TableauLu:
    """One table of the tracker: how it is read, what publishing it would do (None while a key of it is missing).

    partiel: the person accepts to publish it without the rows left aside and the columns still to say.
    """

    tableau: TableauPropose
    depot: Depot
    plan: PlanDepot | None
    etat: EtatFichier
    partiel: bool = False
    desaccords: tuple[Recoupement, ...] = ()

    @property
    def reste(self) -> int:
        """How many rows and columns the person chose to publish it without."""
        return (self.plan.laissees if self.plan else 0) + len(self.tableau.ouvertes)


def get_reponses(prefixe: str) -> Reponses:
    """Give what was answered of a tracker."""
    reponses: Reponses = st.session_state.get(prefixe, Reponses())
    return reponses


def record_libelles(prefixe: str, libelles: Mapping[str, str]) -> None:
    """Keep what labels stand for; A_DIRE takes an answer back."""
    reponses = get_reponses(prefixe)
    dits = {cle: code for cle, code in {**reponses.libelles, **libelles}.items() if code != A_DIRE}
    st.session_state[prefixe] = replace(reponses, libelles=dits)


def record_titre(prefixe: str, titre: str, role: str) -> None:
    """Keep what a title is read as; the rule is kept when the title itself says the quarter.

    A column not to read is that one alone.
    """
    reponses, lu = get_reponses(prefixe), read_role(role)
    dits = list_titres_connus([(titre, lu)]) if lu.nom else {normalise_entete(titre): str(RoleColonne())}
    st.session_state[prefixe] = replace(reponses, titres={**reponses.titres, **dits})


def record_question(prefixe: str, tableau: str, genre: str, texte: str) -> None:
    """Keep what a whole table does not say of itself."""
    reponses = get_reponses(prefixe)
    dites = {**reponses.tableaux.get(tableau, {}), genre: texte}
    st.session_state[prefixe] = replace(reponses, tableaux={**reponses.tableaux, tableau: dites})


def load_reprise(acteur: Acteur, code: str, suivi: Suivi) -> Reprise:
    """Propose how the tracker is read; made again only when an answer or the store changed."""
    reponses = get_reponses(suivi.prefixe)
    version = (suivi.prefixe, suivi.nom, acteur, code, get_etat(code))
    garde = st.session_state.get(REPRISE)
    if garde is None or garde[0] != version or garde[1] is not reponses:
        lue = Reprise()
        with show_refus(), st.spinner("Lecture du tableau…"):
            lue = propose_reprise(acteur, code, suivi.contenu, suivi.nom, reponses)
        garde = (version, reponses, lue)
        st.session_state[REPRISE] = garde
    reprise: Reprise = garde[2]
    return reprise


def list_tableaux(acteur: Acteur, code: str, suivi: Suivi, reprise: Reprise) -> list[TableauLu]:
    """Compare each table with the store, then the tables with one another."""
    garde: dict[object, PlanDepot] = st.session_state.get(PLANS, {})
    version = (acteur, code, get_etat(code), date.today())
    utiles: dict[object, PlanDepot] = {}
    lus: list[tuple[TableauPropose, Depot, PlanDepot | None]] = []
    for tableau in reprise.tableaux:
        depot = _complete_depot(build_depot_tableau(suivi.contenu, suivi.nom, tableau))
        plan = None
        if tableau.est_lisible:
            plan = _load_plan(acteur, code, depot, version, garde, utiles)
            if plan is not None and (vu := remove_non_vus(depot, plan.problemes)) is not depot:
                depot, plan = vu, _load_plan(acteur, code, vu, version, garde, utiles)
        lus.append((tableau, depot, plan))
    st.session_state[PLANS] = utiles
    return _build_tableaux(suivi, lus)


def _load_plan(
    acteur: Acteur,
    code: str,
    depot: Depot,
    version: tuple[object, ...],
    garde: Mapping[object, PlanDepot],
    utiles: dict[object, PlanDepot],
) -> PlanDepot | None:
    """Give the comparison of one table, made again only when its reading, an answer or the store changed."""
    cle = (version, depot.sha256, depot.nom, depot.consignes, depot.accepter)
    plan = garde.get(cle)
    if plan is None:
        with show_refus(), st.spinner("Comparaison avec ce qui est publié…"):
            plan = verify_depot(acteur, code, depot)
    if plan is not None:
        utiles[cle] = plan
    return plan


def _complete_depot(depot: Depot) -> Depot:
    """Add to the deposit of a table the cells typed again on screen and the warnings confirmed."""
    collect_saisies(depot)
    consignes = replace(depot.consignes, corrections=tuple(sorted(get_corrections(depot).items())))
    return replace(depot, consignes=consignes, accepter=_collect_acceptes(depot))


def _collect_acceptes(depot: Depot) -> frozenset[str]:
    """Give the warnings confirmed of a table, its boxes drawn or not, and tick again those that come back."""
    etat, debut = st.session_state, f"{get_prefixe(depot)}-accepte-"
    acceptes: dict[str, bool] = etat.setdefault(f"{get_prefixe(depot)}-acceptes", {})
    acceptes |= {str(cle).removeprefix(debut): bool(etat[cle]) for cle in etat if str(cle).startswith(debut)}
    for code, accepte in acceptes.items():
        etat[f"{debut}{code}"] = accepte
    return frozenset(code for code, accepte in acceptes.items() if accepte)


def get_cle_partiel(depot: Depot) -> str:
    """Session key that says whether a table is to be published without the rows left aside."""
    return f"{get_prefixe(depot)}-partiel"


def _build_tableaux(suivi: Suivi, lus: list[tuple[TableauPropose, Depot, PlanDepot | None]]) -> list[TableauLu]:
    recoupements = list_recoupements([(plan.type_depot, plan.lignes) if plan else (None, ()) for _, _, plan in lus])
    tableaux = []
    for rang, (tableau, depot, plan) in enumerate(lus):
        desaccords = tuple(r for r in recoupements if not r.en_accord and rang in dict(r.dits))
        partiel = bool(st.session_state.get(get_cle_partiel(depot), False))
        etat = EtatFichier.A_TRAITER
        if plan is not None:
            laissees = 0 if partiel else plan.laissees + len(tableau.ouvertes)
            etat = get_etat_fichier(plan.est_illisible, len(plan.a_publier), laissees, False, bool(desaccords))
        tableaux.append(TableauLu(tableau, replace(depot, partiel=partiel), plan, etat, partiel, desaccords))
    return tableaux
