"""La synthèse: one row per axe and volet, put into one sentence each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.domain.agregats import Bilan, compute_bilan
from lib.domain.argent import Synthese
from lib.domain.attendus import is_hors_periode
from lib.domain.cibles_comptees import is_avec_cible, select_comptees, sum_comptes, write_verdicts
from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import format_date_longue
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.statuts import StatutSuivi

ORDRE_BANDE = (
    StatutSuivi.NON_ATTEINT,
    StatutSuivi.EN_RETARD,
    StatutSuivi.A_SURVEILLER,
    StatutSuivi.EN_BONNE_VOIE,
    StatutSuivi.ATTEINT,
)
"""The strip begins by what calls for attention; every other status comes after, in the order of StatutSuivi."""


@dataclass(frozen=True)
class RangSynthese:
    """One axe or volet: its indicators with a target, the others counted by status, what was received, the money.

    Each fact once: a line computed from others that have a target is in neither list.
    """

    axe: Axe
    trimestre: Trimestre
    avec_cible: tuple[LigneSuivi, ...]
    sans_cible: tuple[tuple[StatutSuivi, int], ...]
    bilan: Bilan
    argent: Synthese
    hors_periode: bool

    @property
    def recus(self) -> int:
        """Figures received, owed or not."""
        return self.bilan.recus + self.bilan.facultatifs

    @property
    def par_statut(self) -> Counter[StatutSuivi]:
        """Every line by status, each fact once."""
        return Counter(dict(self.sans_cible)) + Counter(ligne.statut for ligne in self.avec_cible)

    @property
    def phrase(self) -> str:
        """The finding of the row, for someone who reads nothing else."""
        if self.hors_periode:
            return _write_hors_periode(self.axe, self.trimestre)
        if not self.recus:
            return f"Aucun résultat déposé pour {self.trimestre.libelle}."
        return f"{write_verdicts(self.bilan.cibles) or _write_sans_verdict(self.recus, len(self.avec_cible))}."


def _write_hors_periode(axe: Axe, trimestre: Trimestre) -> str:
    if trimestre.debut > axe.fin:
        return f"{axe.type.libelle} terminé le {format_date_longue(axe.fin)}."
    return f"{axe.type.libelle} ouvert le {format_date_longue(axe.debut)}."


def build_rangs(
    contrat: ContratLu, lignes: Iterable[LigneSuivi], argent: Synthese, trimestre: Trimestre
) -> list[RangSynthese]:
    """Build the rows in the contract's order, from the follow-up and the money of one quarter."""
    ensemble = [ligne for ligne in lignes if ligne.est_ensemble]
    rangs = []
    for axe in sorted(contrat.axes, key=lambda axe: axe.ordre):
        siennes = [ligne for ligne in ensemble if contrat.get_indicateur(ligne.code).axe == axe.code]
        comptees = select_comptees(siennes)
        avec_cible = sorted(filter(is_avec_cible, comptees), key=_rank)
        sans_cible = Counter(ligne.statut for ligne in comptees if not is_avec_cible(ligne))
        rangs.append(
            RangSynthese(
                axe=axe,
                trimestre=trimestre,
                avec_cible=tuple(avec_cible),
                sans_cible=tuple(sans_cible.most_common()),
                bilan=compute_bilan(siennes),
                argent=argent.select(axe=axe.code),
                hors_periode=is_hors_periode(axe, trimestre),
            )
        )
    return rangs


def _rank(ligne: LigneSuivi) -> int:
    ordre = [*ORDRE_BANDE, *(statut for statut in StatutSuivi if statut not in ORDRE_BANDE)]
    return ordre.index(ligne.statut)


def write_constat(rangs: Sequence[RangSynthese]) -> str:
    """Say the whole contract in one sentence; empty when nothing was received."""
    recus = count_recus(rangs)
    if not recus:
        return ""
    verdicts = write_verdicts(sum_comptes([rang.bilan.cibles for rang in rangs]))
    if not verdicts:
        return f"{_write_sans_verdict(recus, sum(len(rang.avec_cible) for rang in rangs))}."
    return f"{verdicts}."


def count_recus(rangs: Sequence[RangSynthese]) -> int:
    """Count the figures received over the whole contract, owed or not."""
    return sum(rang.recus for rang in rangs)


def _write_sans_verdict(recus: int, avec_cible: int) -> str:
    if not avec_cible:
        return f"{write_recus(recus)}, aucune cible à comparer"
    cibles = f"aucune des {avec_cible} cibles encore" if avec_cible > 1 else "cible pas encore"
    return f"{write_recus(recus)}, {cibles} jugée"


def write_recus(recus: int) -> str:
    """Write how many results came in."""
    return format_quantite(recus, "résultat reçu")
