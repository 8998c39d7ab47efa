"""Mon trimestre: for one quarter, what each service owes, what it sent, what is missing and since when.

Nothing is decided here: what is owed and late is attendus's, what was received suivi's, spending argent's; the lines
are only sorted between services. Figures of the whole département alone are counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib.domain.argent import LigneArgent, build_synthese
from lib.domain.attendus import Attente
from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.faits import Execution, Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.lots import Lot
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre, dernier_trimestre_clos, list_trimestres
from lib.domain.services import Service, get_service, get_service_depense, list_services
from lib.domain.suivi import build_suivi

Lots = Mapping[int, Lot]
"""The lots of the contract, by number."""


@dataclass(frozen=True)
class Donnee:
    """One figure of a quarter that somebody may send: what is owed of it and, when it came, the result and its lot."""

    indicateur: Indicateur
    trimestre: Trimestre
    attente: Attente
    resultat: Resultat | None = None
    lot: Lot | None = None

    @property
    def recue(self) -> bool:
        """Whether something came, be it « non disponible »."""
        return self.attente.recue

    @property
    def manquante(self) -> bool:
        """Whether it is owed and did not come, late or not yet."""
        return self.attente.exigee and not self.attente.recue


@dataclass(frozen=True)
class Depense:
    """The spending of one fiche, cumulated to a quarter: the funders whose amount came, those whose did not.

    Neither the contract nor Jalons gives it a deadline: it may be missing, it is never late.
    """

    fiche: FicheAction
    trimestre: Trimestre
    recus: tuple[Financeur, ...]
    manquants: tuple[Financeur, ...]
    lot: Lot | None = None

    @property
    def recue(self) -> bool:
        """Whether every funder's amount came."""
        return not self.manquants


@dataclass(frozen=True)
class EtatService:
    """What one service owes for a quarter. anterieures: what earlier quarters still miss; dernier_depot: its last lot.

    depenses_anterieures: the years over whose final spending (T4, which holds the quarters before it) is not whole.
    """

    service: Service
    donnees: tuple[Donnee, ...] = ()
    anterieures: tuple[Donnee, ...] = ()
    depenses: tuple[Depense, ...] = ()
    depenses_anterieures: tuple[Depense, ...] = ()
    dernier_depot: Lot | None = None

    @property
    def exigees(self) -> tuple[Donnee, ...]:
        """The figures owed for the quarter."""
        return tuple(donnee for donnee in self.donnees if donnee.attente.exigee)

    @property
    def recues(self) -> tuple[Donnee, ...]:
        """Those owed that came."""
        return tuple(donnee for donnee in self.exigees if donnee.recue)

    @property
    def manquantes(self) -> tuple[Donnee, ...]:
        """Those owed that did not come."""
        return tuple(donnee for donnee in self.exigees if donnee.manquante)

    @property
    def facultatives(self) -> tuple[Donnee, ...]:
        """The figures welcome and not owed: a yearly producer's, before T4."""
        return tuple(donnee for donnee in self.donnees if not donnee.attente.exigee and not donnee.attente.close)

    @property
    def closes(self) -> tuple[Donnee, ...]:
        """The figures that will not be sent: nobody owes them any more."""
        return tuple(donnee for donnee in self.donnees if donnee.attente.close)

    @property
    def facultatives_recues(self) -> tuple[Donnee, ...]:
        """Those not owed that came all the same."""
        return tuple(donnee for donnee in self.facultatives if donnee.recue)

    @property
    def depenses_recues(self) -> tuple[Depense, ...]:
        """The fiches whose spending came whole."""
        return tuple(depense for depense in self.depenses if depense.recue)

    @property
    def depenses_manquantes(self) -> tuple[Depense, ...]:
        """The fiches whose spending did not come, or not whole."""
        return tuple(depense for depense in self.depenses if not depense.recue)

    @property
    def reclame(self) -> bool:
        """Whether there is anything to ask this service for."""
        return bool(self.manquantes or self.anterieures or self.depenses_manquantes or self.depenses_anterieures)


@dataclass(frozen=True)
class MonTrimestre:
    """A quarter, service by service: those that owe or may send something, or still owe an earlier quarter."""

    trimestre: Trimestre
    etats: tuple[EtatService, ...]

    def list_donnees(self, partie: str) -> list[Donnee]:
        """List the figures of every service, by the name of an EtatService property (exigees, manquantes…)."""
        return [donnee for etat in self.etats for donnee in getattr(etat, partie)]

    def list_depenses(self, partie: str) -> list[Depense]:
        """List the spending of every service, by the name of an EtatService property (depenses_recues…)."""
        return [depense for etat in self.etats for depense in getattr(etat, partie)]


def build_mon_trimestre(
    contrat: ContratLu, trimestre: Trimestre, lots: Iterable[Lot], aujourd_hui: date
) -> MonTrimestre:
    """Sort between services what a quarter owes, what came and what earlier quarters still miss.

    aujourd_hui only decides what is late, and which quarters are over. Raises ErreurMetier as build_suivi does.
    """
    par_numero = {lot.numero: lot for lot in lots}
    donnees = _group_donnees(contrat, _list_donnees(contrat, trimestre, par_numero, aujourd_hui))
    passees = [
        donnee
        for autre in _list_passes(contrat, trimestre, aujourd_hui)
        for donnee in _list_donnees(contrat, autre, par_numero, aujourd_hui)
        if donnee.manquante
    ]
    anterieures = _group_donnees(contrat, passees)
    depenses = _group_depenses(contrat, _list_depenses(contrat, trimestre, par_numero))
    incompletes = [
        depense
        for autre in _list_passes(contrat, Trimestre(trimestre.annee, 1), aujourd_hui)
        if autre.numero == 4
        for depense in _list_depenses(contrat, autre, par_numero)
        if not depense.recue
    ]
    depenses_anterieures = _group_depenses(contrat, incompletes)
    derniers = _find_derniers(contrat)
    etats = (
        EtatService(
            service=service,
            donnees=tuple(donnees.get(service, ())),
            anterieures=tuple(anterieures.get(service, ())),
            depenses=tuple(depenses.get(service, ())),
            depenses_anterieures=tuple(depenses_anterieures.get(service, ())),
            dernier_depot=par_numero.get(derniers.get(service, 0)),
        )
        for service in list_services(contrat)
    )
    return MonTrimestre(trimestre, tuple(etat for etat in etats if etat.donnees or etat.depenses or etat.reclame))


def _list_passes(contrat: ContratLu, trimestre: Trimestre, aujourd_hui: date) -> list[Trimestre]:
    """List the contract's quarters before one, those that are over: nothing is missing of a quarter to come."""
    premier = Trimestre(contrat.contrat.debut.year, 1)
    return list_trimestres(premier, min(trimestre.precedent, dernier_trimestre_clos(aujourd_hui)))


def _list_donnees(contrat: ContratLu, trimestre: Trimestre, lots: Lots, aujourd_hui: date) -> list[Donnee]:
    """List what may be sent for a quarter, in the contract's order: the département's own lines that are due."""
    return [
        Donnee(
            indicateur=contrat.get_indicateur(ligne.code),
            trimestre=trimestre,
            attente=ligne.attente,
            resultat=ligne.resultat,
            lot=lots.get(ligne.resultat.lot) if ligne.resultat else None,
        )
        for ligne in build_suivi(contrat, trimestre, aujourd_hui)
        if ligne.attente is not None and ligne.est_ensemble
    ]


def _group_donnees(contrat: ContratLu, donnees: Sequence[Donnee]) -> dict[Service, list[Donnee]]:
    return group_par(donnees, lambda donnee: get_service(contrat, donnee.indicateur))


def _list_depenses(contrat: ContratLu, trimestre: Trimestre, lots: Lots) -> list[Depense]:
    """List the fiches of which spending is expected for a quarter, in the contract's order."""
    attendues = [ligne for ligne in build_synthese(contrat, trimestre).lignes if ligne.attendue]
    executions = {execution.cle: execution for execution in contrat.executions}
    return [
        _build_depense(contrat.get_fiche(fiche), trimestre, lignes, executions, lots)
        for fiche, lignes in group_par(attendues, lambda ligne: ligne.fiche).items()
    ]


def _build_depense(
    fiche: FicheAction,
    trimestre: Trimestre,
    lignes: Sequence[LigneArgent],
    executions: Mapping[tuple[object, ...], Execution],
    lots: Lots,
) -> Depense:
    recus = tuple(ligne.financeur for ligne in lignes if ligne.realise is not None)
    numeros = [executions[fiche.code, trimestre.annee, trimestre.numero, financeur].lot for financeur in recus]
    return Depense(
        fiche=fiche,
        trimestre=trimestre,
        recus=recus,
        manquants=tuple(ligne.financeur for ligne in lignes if ligne.realise is None),
        lot=lots.get(max(numeros, default=0)),
    )


def _group_depenses(contrat: ContratLu, depenses: Sequence[Depense]) -> dict[Service, list[Depense]]:
    return group_par(depenses, lambda depense: get_service_depense(contrat, depense.fiche))


def _find_derniers(contrat: ContratLu) -> dict[Service, int]:
    """Give the last lot that holds a result or a spending of each service, whatever the quarter and the place."""
    derniers: dict[Service, int] = {}
    for resultat in contrat.resultats:
        service = get_service(contrat, contrat.get_indicateur(resultat.indicateur))
        derniers[service] = max(resultat.lot, derniers.get(service, 0))
    for execution in contrat.executions:
        service = get_service_depense(contrat, contrat.get_fiche(execution.fiche))
        derniers[service] = max(execution.lot, derniers.get(service, 0))
    return derniers
