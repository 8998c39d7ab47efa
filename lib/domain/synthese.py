"""La synthèse: one row per axe and volet, put into one sentence each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.domain.agregats import DEPARTEMENT, Bilan, compute_bilan
from lib.domain.argent import Synthese
from lib.domain.attendus import is_hors_periode
from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_date_longue
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord
from lib.domain.statuts import StatutSuivi

TENUES = (StatutSuivi.ATTEINT, StatutSuivi.EN_BONNE_VOIE)
MANQUES = (StatutSuivi.NON_ATTEINT, StatutSuivi.EN_RETARD)
ORDRE_BANDE = (
    StatutSuivi.NON_ATTEINT,
    StatutSuivi.EN_RETARD,
    StatutSuivi.A_SURVEILLER,
    StatutSuivi.EN_BONNE_VOIE,
    StatutSuivi.ATTEINT,
)
"""The strip begins by what calls for attention; every other status comes after, in the order of StatutSuivi."""


MOTS_INVARIABLES = {
    StatutSuivi.CONTEXTE: "de contexte",
    StatutSuivi.EN_BONNE_VOIE: "en bonne voie",
    StatutSuivi.A_SURVEILLER: "à surveiller",
    StatutSuivi.EN_RETARD: "en retard",
    StatutSuivi.EN_COURS: "en cours",
    StatutSuivi.SANS_CIBLE: "sans cible",
    StatutSuivi.HORS_PERIODE: "hors période",
}
MOTS_PLURIELS = {
    StatutSuivi.ATTEINT: "atteints",
    StatutSuivi.NON_ATTEINT: "non atteints",
    StatutSuivi.DONNEE_ATTENDUE: "données attendues",
    StatutSuivi.NON_EXIGEE: "non exigées à ce jour",
    StatutSuivi.NE_SERA_PAS_TRANSMISE: "ne seront pas transmises",
    StatutSuivi.SANS_VALEUR: "déclarées sans valeur",
    StatutSuivi.NON_CALCULABLE: "non calculables",
    StatutSuivi.QUALITATIF: "qualitatifs",
    StatutSuivi.A_DEFINIR: "à définir",
    StatutSuivi.NON_CONTRACTUALISE: "non contractualisés",
}


@dataclass(frozen=True)
class RangSynthese:
    """One axe or volet: its indicators with a target, the others counted by status, what was received, the money."""

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
    def phrase(self) -> str:
        """The finding of the row, for someone who reads nothing else."""
        if self.hors_periode:
            return _write_hors_periode(self.axe, self.trimestre)
        if not self.recus:
            return f"Aucun résultat déposé pour {self.trimestre.libelle}."
        return f"{write_verdicts(self.bilan) or _write_sans_verdict(self.recus, bool(self.avec_cible))}."


def write_statut(statut: StatutSuivi, nombre: int) -> str:
    """Write a status after a count: « 5 non contractualisés », « 16 de contexte »."""
    if statut in MOTS_INVARIABLES:
        return MOTS_INVARIABLES[statut]
    return MOTS_PLURIELS[statut] if nombre > 1 else statut.libelle.lower()


def _write_hors_periode(axe: Axe, trimestre: Trimestre) -> str:
    if trimestre.debut > axe.fin:
        return f"{axe.type.libelle} terminé le {format_date_longue(axe.fin)}."
    return f"{axe.type.libelle} ouvert le {format_date_longue(axe.debut)}."


def is_avec_cible(ligne: LigneSuivi) -> bool:
    """Whether the contract gives the year a target, a figure or a text, « à définir » being none."""
    return ligne.cible is not None or (bool(ligne.cible_texte) and ligne.statut is not StatutSuivi.A_DEFINIR)


def build_rangs(
    contrat: ContratLu, lignes: Iterable[LigneSuivi], argent: Synthese, trimestre: Trimestre
) -> list[RangSynthese]:
    """Build the rows in the contract's order, from the follow-up and the money of one quarter."""
    ensemble = [ligne for ligne in lignes if (ligne.territoire, ligne.ventilation) == (DEPARTEMENT, "")]
    rangs = []
    for axe in sorted(contrat.axes, key=lambda axe: axe.ordre):
        siennes = [ligne for ligne in ensemble if contrat.get_indicateur(ligne.code).axe == axe.code]
        avec_cible = sorted(filter(is_avec_cible, siennes), key=_rank)
        sans_cible = Counter(ligne.statut for ligne in siennes if not is_avec_cible(ligne))
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
    recus = sum(rang.recus for rang in rangs)
    if not recus:
        return ""
    verdicts = write_verdicts(*(rang.bilan for rang in rangs))
    if not verdicts:
        return f"{_write_sans_verdict(recus, any(rang.avec_cible for rang in rangs))}."
    return f"{verdicts}{INSECABLE}; {write_recus(recus)}."


def _write_sans_verdict(recus: int, avec_cible: bool) -> str:
    return f"{write_recus(recus)}, {'aucune cible encore jugée' if avec_cible else 'aucune cible à comparer'}"


def write_recus(recus: int) -> str:
    """Write how many results came in."""
    return f"{recus} résultat{_s(recus)} reçu{_s(recus)}"


def write_verdicts(*bilans: Bilan) -> str:
    """Write the verdicts of one or several groups: « 3 cibles sur 8 atteintes ou en bonne voie, 1 à surveiller ».

    Empty when nothing could be judged.
    """
    juges = sum(bilan.juges for bilan in bilans)
    if not juges:
        return ""
    comptes: Counter[StatutSuivi] = Counter()
    for bilan in bilans:
        comptes.update(bilan.par_statut)
    tenues, manques = sum(comptes[statut] for statut in TENUES), sum(comptes[statut] for statut in MANQUES)
    debut = f"{tenues or 'Aucune'} cible{_s(tenues)} sur {juges} atteinte{_s(tenues)} ou en bonne voie"
    suite = [f"{manques} en retard ou non atteinte{_s(manques)}"] if manques else []
    suite += [f"{comptes[StatutSuivi.A_SURVEILLER]} à surveiller"] if comptes[StatutSuivi.A_SURVEILLER] else []
    return ", ".join([debut, *suite])


def _s(nombre: int) -> str:
    return format_accord(nombre, "", "s")
