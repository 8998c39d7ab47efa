"""ContratLu: the whole contract as one Lecture gives it, indexed by the contract's own codes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from lib.domain.contrat import (
    ActionFeuilleDeRoute,
    Avenant,
    Axe,
    Contexte,
    Contrat,
    Ecart,
    Enonce,
    FicheAction,
    Habilitation,
    Obligation,
    Partie,
    Territoire,
)
from lib.domain.credits import Enveloppe, LigneBudget, Marche, RegleVersement
from lib.domain.erreurs import Introuvable
from lib.domain.faits import (
    Commentaire,
    Execution,
    Explication,
    JalonSaisi,
    MeteoDeclaree,
    NonTransmission,
    Report,
    Resultat,
    Versement,
)
from lib.domain.indicateurs import Cible, Dimension, Indicateur, IndicateurImpact, Modalite, Repere, Seuil
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.periodes import Trimestre
from lib.domain.ruptures import Rupture

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def group_par(faits: Iterable[T], cle: Callable[[T], K]) -> dict[K, list[T]]:
    """Group facts by a key, in their order."""
    groupes: dict[K, list[T]] = defaultdict(list)
    for fait in faits:
        groupes[cle(fait)].append(fait)
    return dict(groupes)


@dataclass(frozen=True)
class AutresLectures:
    """What other readings give: the rows whose key has several, or whose lot was undone, and who undid which lot."""

    resultats: tuple[Resultat, ...] = ()
    contexte: tuple[Contexte, ...] = ()
    annulations: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class ContratLu:
    """Every fact of one contract in one reading. Lists are in the contract's order.

    Its results and figures of context are whole: what a reader may see of them is in lib/domain/lisibles. masques: the
    keys that no reading may show, when a wider reading decided it. memoire: what rules worked out of this reading.
    """

    contrat: Contrat
    lecture: Lecture = MAINTENANT
    dernier_lot: int = 0
    avenants: tuple[Avenant, ...] = ()
    parties: tuple[Partie, ...] = ()
    territoires: tuple[Territoire, ...] = ()
    axes: tuple[Axe, ...] = ()
    fiches: tuple[FicheAction, ...] = ()
    lignes_budget: tuple[LigneBudget, ...] = ()
    indicateurs: tuple[Indicateur, ...] = ()
    impacts: tuple[IndicateurImpact, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    modalites: tuple[Modalite, ...] = ()
    cibles: tuple[Cible, ...] = ()
    reperes: tuple[Repere, ...] = ()
    enveloppes: tuple[Enveloppe, ...] = ()
    regles_versement: tuple[RegleVersement, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    feuille_de_route: tuple[ActionFeuilleDeRoute, ...] = ()
    marches: tuple[Marche, ...] = ()
    contexte: tuple[Contexte, ...] = ()
    enonces: tuple[Enonce, ...] = ()
    ecarts: tuple[Ecart, ...] = ()
    seuils: tuple[Seuil, ...] = ()
    ruptures: tuple[Rupture, ...] = ()
    habilitations: tuple[Habilitation, ...] = ()
    resultats: tuple[Resultat, ...] = ()
    executions: tuple[Execution, ...] = ()
    versements: tuple[Versement, ...] = ()
    reports: tuple[Report, ...] = ()
    commentaires: tuple[Commentaire, ...] = ()
    jalons_saisis: tuple[JalonSaisi, ...] = ()
    meteos: tuple[MeteoDeclaree, ...] = ()
    explications: tuple[Explication, ...] = ()
    non_transmissions: tuple[NonTransmission, ...] = ()
    autres_lectures: AutresLectures = AutresLectures()
    masques: frozenset[tuple[object, ...]] | None = None
    memoire: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def axe_par_code(self) -> dict[str, Axe]:
        """Axes and volets by code."""
        return {axe.code: axe for axe in self.axes}

    @cached_property
    def fiche_par_code(self) -> dict[str, FicheAction]:
        """Fiches by code."""
        return {fiche.code: fiche for fiche in self.fiches}

    @cached_property
    def indicateur_par_code(self) -> dict[str, Indicateur]:
        """Indicators by code."""
        return {indicateur.code: indicateur for indicateur in self.indicateurs}

    @cached_property
    def territoire_par_code(self) -> dict[str, Territoire]:
        """Territories by code."""
        return {territoire.code: territoire for territoire in self.territoires}

    @cached_property
    def seuil_par_code(self) -> dict[str, Seuil]:
        """Thresholds by code."""
        return {seuil.code: seuil for seuil in self.seuils}

    @cached_property
    def cibles_par_indicateur(self) -> dict[str, list[Cible]]:
        """Targets by indicator."""
        return group_par(self.cibles, lambda cible: cible.indicateur)

    @cached_property
    def resultats_par_indicateur(self) -> dict[str, list[Resultat]]:
        """Results by indicator, oldest first."""
        return group_par(sorted(self.resultats, key=lambda r: r.periode), lambda resultat: resultat.indicateur)

    @cached_property
    def resultat_par_cle(self) -> dict[tuple[object, ...], Resultat]:
        """Results by key."""
        return {resultat.cle: resultat for resultat in self.resultats}

    @cached_property
    def indicateurs_par_fiche(self) -> dict[str, list[Indicateur]]:
        """Indicators by fiche ('' for those without)."""
        return group_par(self.indicateurs, lambda indicateur: indicateur.fiche)

    @cached_property
    def indicateurs_par_axe(self) -> dict[str, list[Indicateur]]:
        """Indicators by axe or volet."""
        return group_par(self.indicateurs, lambda indicateur: indicateur.axe)

    @cached_property
    def fiches_par_axe(self) -> dict[str, list[FicheAction]]:
        """Fiches by axe or volet."""
        return group_par(self.fiches, lambda fiche: fiche.axe)

    def get_indicateur(self, code: str) -> Indicateur:
        """Give one indicator; raises Introuvable."""
        try:
            return self.indicateur_par_code[code]
        except KeyError:
            raise Introuvable(f"L’indicateur {code} n’existe pas dans ce contrat.") from None

    def get_fiche(self, code: str) -> FicheAction:
        """Give one fiche; raises Introuvable."""
        try:
            return self.fiche_par_code[code]
        except KeyError:
            raise Introuvable(f"La fiche action {code} n’existe pas dans ce contrat.") from None

    def get_cible(self, indicateur: str, annee: int, territoire: str = "DEP", ventilation: str = "") -> Cible | None:
        """Give the target of a year, or None when the contract writes nothing in that cell."""
        for cible in self.cibles_par_indicateur.get(indicateur, []):
            if (cible.annee, cible.territoire, cible.ventilation) == (annee, territoire, ventilation):
                return cible
        return None

    def get_resultat(
        self, indicateur: str, trimestre: Trimestre, territoire: str = "DEP", ventilation: str = ""
    ) -> Resultat | None:
        """Give the value of a quarter, or None: « non transmis »."""
        return self.resultat_par_cle.get((indicateur, *trimestre, territoire, ventilation))

    def compute_annees(self) -> range:
        """The years the contract covers."""
        return range(self.contrat.debut.year, self.contrat.fin.year + 1)
