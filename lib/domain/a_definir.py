"""What the contract leaves to be defined: the impact indicators, and the targets that no figure fills."""

from dataclasses import dataclass
from datetime import date

from lib.domain.attendus import is_hors_periode
from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Niveau, Nomenclature, PartieContrat, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord
from lib.domain.statuts import is_a_definir, is_contexte
from lib.domain.suivi import get_cible

DEUX_PARTIES = "État et Conseil départemental"
HORS_LISTE = frozenset({StatutCible.NON_CONTRACTUALISE, StatutCible.ECHEANCE_SANS_CIBLE, StatutCible.CIBLE_QUALITATIVE})
"""Nothing is missing there: no data asked for, a date instead of a figure, or a target in words."""


class FamilleManque(Nomenclature):
    """Kinds of things to define, the most binding first."""

    IMPACT = "impact", "Indicateur d’impact"
    CIBLE_ANNONCEE = "cible_annoncee", "Cible écrite « À définir »"
    CIBLE_NATIONALE = "cible_nationale", "Cible d’un indicateur national"
    CIBLE_VIDE = "cible_vide", "Cible sans chiffre"


@dataclass(frozen=True, kw_only=True)
class Manque:
    """One thing to define: what, who owes it, which article, since when, and the contract's own reason."""

    famille: FamilleManque
    code: str
    intitule: str
    axe: str
    fiche: str
    quoi: str
    qui: str
    article: str
    depuis: date
    motif: str
    source: str


def list_manques(contrat: ContratLu, aujourd_hui: date) -> list[Manque]:
    """List what is to be defined by a day: families in order, then the longest awaited, then the contract's order."""
    manques = [*_list_impacts(contrat)]
    for indicateur in contrat.indicateurs:
        if manque := _build_manque(contrat, indicateur):
            manques.append(manque)
    rang = list(FamilleManque)
    dus = [manque for manque in manques if manque.depuis <= aujourd_hui]
    return sorted(dus, key=lambda manque: (rang.index(manque.famille), manque.depuis))


def _list_impacts(contrat: ContratLu) -> list[Manque]:
    """Give the slots of art. 2.4.1: one impact indicator per solidarités fiche, with the commissaire."""
    return [
        Manque(
            famille=FamilleManque.IMPACT,
            code=impact.code,
            intitule=impact.intitule,
            axe=contrat.get_fiche(impact.fiche).axe,
            fiche=impact.fiche,
            quoi="Indicateur d’impact de la fiche",
            qui=f"{DEUX_PARTIES}, avec le {impact.avec}",
            article="art. 2.4.1",
            depuis=impact.echeance,
            motif="À déterminer pour chaque fiche action solidarités avant cette date",
            source=impact.source,
        )
        for impact in contrat.impacts
    ]


def list_annees_sans_cible(contrat: ContratLu, indicateur: Indicateur) -> list[int]:
    """List the years of the axe's period whose target is neither a figure nor a text that stands for one."""
    axe = contrat.axe_par_code[indicateur.axe]
    manquantes = []
    for annee in contrat.compute_annees():
        if all(is_hors_periode(axe, Trimestre(annee, numero)) for numero in (1, 2, 3, 4)):
            continue
        cible = get_cible(contrat, (indicateur.code, "DEP", ""), annee)
        if cible is None or is_a_definir(cible):
            manquantes.append(annee)
    return manquantes


def _build_manque(contrat: ContratLu, indicateur: Indicateur) -> Manque | None:
    """Say what is missing for one indicator, None when nothing is."""
    annonce = indicateur.statut in (StatutCible.A_DEFINIR_NON_CIBLE, StatutCible.CIBLE_PUIS_A_DEFINIR)
    if indicateur.statut in HORS_LISTE or (is_contexte(indicateur) and not annonce):
        return None
    annees = list_annees_sans_cible(contrat, indicateur)
    if not annees:
        return None
    famille = _get_famille(contrat, indicateur, annonce)
    qui, article = get_debiteur(contrat, indicateur)
    return Manque(
        famille=famille,
        code=indicateur.code,
        intitule=indicateur.intitule,
        axe=indicateur.axe,
        fiche=indicateur.fiche,
        quoi=f"{format_accord(len(annees), 'Cible')} {_format_annees(annees)}",
        qui=qui,
        article=article,
        depuis=max(date(annees[0], 1, 1), contrat.axe_par_code[indicateur.axe].debut),
        motif=indicateur.motif_statut or indicateur.statut.libelle,
        source=indicateur.source,
    )


def _get_famille(contrat: ContratLu, indicateur: Indicateur, annonce: bool) -> FamilleManque:
    if annonce:
        return FamilleManque.CIBLE_ANNONCEE
    if _is_national_solidarites(contrat, indicateur):
        return FamilleManque.CIBLE_NATIONALE
    return FamilleManque.CIBLE_VIDE


def _is_national_solidarites(contrat: ContratLu, indicateur: Indicateur) -> bool:
    partie = contrat.axe_par_code[indicateur.axe].partie
    return indicateur.niveau is Niveau.NATIONAL and partie is PartieContrat.SOLIDARITES


def get_debiteur(contrat: ContratLu, indicateur: Indicateur) -> tuple[str, str]:
    """Say who owes a target, and by which article.

    Solidarités: both parties define jointly the yearly targets of the national indicators, and any change of target
    takes an avenant (art. 2.4.1). Insertion: no article asks for a target, only for the figures (art. 2.5.2).
    """
    if _is_national_solidarites(contrat, indicateur):
        return f"{DEUX_PARTIES}, conjointement", "art. 2.4.1"
    if contrat.axe_par_code[indicateur.axe].partie is PartieContrat.SOLIDARITES:
        return f"{DEUX_PARTIES}, par avenant", "art. 2.4.1"
    return f"{DEUX_PARTIES}, par avenant", "aucun article n’exige cette cible"


def _format_annees(annees: list[int]) -> str:
    """Write « 2025 à 2027 », « 2024 et 2026 » or « 2024 »."""
    if len(annees) > 2 and annees == list(range(annees[0], annees[-1] + 1)):
        return f"{annees[0]} à {annees[-1]}"
    *premieres, derniere = (str(annee) for annee in annees)
    return f"{', '.join(premieres)} et {derniere}" if premieres else derniere
