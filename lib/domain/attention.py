"""À regarder: at most a handful of points for the committee, each with the rule that chose it. Convention Jalons.

Rules come in the order of RegleAttention; each ranks its own points. The first point of each rule is taken, then the
second of each, until there are enough: no rule hides the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from textwrap import shorten

from lib.domain.alertes_argent import AlerteArgent
from lib.domain.attendus import write_delais
from lib.domain.cibles_comptees import select_comptees
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.formats import INSECABLE, format_date_longue
from lib.domain.indicateurs import Indicateur, IndicateurImpact
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.meteo import list_contestees, list_lignes_fiche, write_desaccord
from lib.domain.mouvements import compute_variation, write_variation
from lib.domain.nomenclatures import Nomenclature, Sens
from lib.domain.non_transmissions import list_a_repondre
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.statuts import StatutSuivi, compute_tenue
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE, format_chiffre, to_fraction

POINTS_MAX = 5
LIBELLE_MAX = 70
GRAVITE = (StatutSuivi.NON_ATTEINT, StatutSuivi.EN_RETARD, StatutSuivi.A_SURVEILLER)
"""Verdicts that call for attention, the gravest first."""


class RegleAttention(Nomenclature):
    """The rules, in their order; the label is what the screen shows beside the point."""

    ECART = "ecart", "Plus grand écart au jalon ou à la cible"
    ARGENT = "argent", "Alerte d’argent, plus forte somme"
    METEO = "meteo", "Météo déclarée contraire aux résultats"
    DONNEE_EN_RETARD = "donnee_en_retard", "Données attendues"
    REPONSE = "reponse", "Donnée qui ne sera pas transmise, réponse attendue"
    RECUL = "recul", "Plus fort recul en un trimestre"
    A_DEFINIR = "a_definir", "Reste à définir au contrat"


@dataclass(frozen=True)
class PointAttention:
    """One point: its rule, what it is about (indicator, fiche or part code, producer…), and its sentence.

    explication: why, in the producer's words, for a point about one indicator.
    """

    regle: RegleAttention
    objet: str
    phrase: str
    statut: StatutSuivi | None = None
    explication: str = ""


def build_attention(
    contrat: ContratLu,
    lignes: Sequence[LigneSuivi],
    precedentes: Sequence[LigneSuivi],
    alertes: Iterable[AlerteArgent],
    aujourd_hui: date,
    maximum: int = POINTS_MAX,
) -> list[PointAttention]:
    """Choose the points of a quarter from its follow-up, the quarter before's, and the alerts on money."""
    ensemble = _keep_departement(lignes)
    avant = {ligne.code: ligne for ligne in _keep_departement(precedentes)}
    par_regle = [
        list_ecarts(contrat, ensemble),
        [PointAttention(RegleAttention.ARGENT, a.objet, f"{a.phrase.rstrip('.')} ({a.article})") for a in alertes],
        list_desaccords(contrat, ensemble),
        list_donnees_en_retard(contrat, ensemble),
        list_reponses_attendues(contrat, ensemble),
        list_reculs(contrat, ensemble, avant),
        list_a_definir(ensemble, contrat.impacts, aujourd_hui),
    ]
    tours = [point for tour in zip_longest(*par_regle) for point in tour if point is not None]
    retenus = tours[:maximum]
    return sorted(retenus, key=lambda point: list(RegleAttention).index(point.regle))


def _keep_departement(lignes: Iterable[LigneSuivi]) -> list[LigneSuivi]:
    return [ligne for ligne in lignes if ligne.est_ensemble]


def list_ecarts(contrat: ContratLu, lignes: Iterable[LigneSuivi]) -> list[PointAttention]:
    """List the results below their target or milestone, each fact once: gravest verdict, then widest gap, first."""
    graves = [ligne for ligne in select_comptees(lignes) if ligne.statut in GRAVITE]
    graves.sort(key=lambda ligne: (GRAVITE.index(ligne.statut), _compute_tenue(contrat, ligne)))
    return [
        PointAttention(RegleAttention.ECART, ligne.code, _write_ecart(contrat, ligne), ligne.statut, ligne.explication)
        for ligne in graves
    ]


def _write_nom(indicateur: Indicateur) -> str:
    """Write the code and the label, cut rather than the figures that follow it."""
    return f"{indicateur.code}, {shorten(indicateur.intitule, LIBELLE_MAX, placeholder='…')}"


def _compute_tenue(contrat: ContratLu, ligne: LigneSuivi) -> Fraction:
    valeur, jalon = to_fraction(ligne.valeur), ligne.jalon if ligne.jalon is not None else to_fraction(ligne.cible)
    if valeur is None or jalon is None:
        return Fraction(1)
    return compute_tenue(valeur, jalon, contrat.get_indicateur(ligne.code).sens)


def _write_ecart(contrat: ContratLu, ligne: LigneSuivi) -> str:
    indicateur = contrat.get_indicateur(ligne.code)
    valeur, cible = to_fraction(ligne.valeur), to_fraction(ligne.cible)
    if valeur is None or cible is None:
        return f"{_write_nom(indicateur)}{INSECABLE}: {ligne.libelle}"
    borne = " au plus" if indicateur.sens is Sens.BAISSE else ""
    repere = f"cible {ligne.trimestre.annee}{INSECABLE}: {format_chiffre(cible)}{borne}"
    if ligne.jalon is not None and ligne.jalon != cible:
        repere = f"jalon {ligne.trimestre.libelle}{INSECABLE}: {format_chiffre(ligne.jalon)}, {repere}"
    provisoire = ", provisoire" if ligne.provisoire else ""
    return f"{_write_nom(indicateur)}{INSECABLE}: {format_chiffre(valeur)} ({repere}){provisoire}"


def list_desaccords(contrat: ContratLu, lignes: Sequence[LigneSuivi]) -> list[PointAttention]:
    """List the fiches whose declared weather and computed statuses disagree, in the contract's order."""
    if not lignes:
        return []
    points = []
    for meteo in list_contestees(contrat, lignes, lignes[0].trimestre):
        phrase = write_desaccord(meteo, list_lignes_fiche(contrat, lignes, meteo.fiche))
        points.append(PointAttention(RegleAttention.METEO, meteo.fiche, f"{meteo.fiche}{INSECABLE}: {phrase}"))
    return points


def list_donnees_en_retard(contrat: ContratLu, lignes: Iterable[LigneSuivi]) -> list[PointAttention]:
    """Count the figures past their deadline, producer by producer, the most numerous first."""
    en_retard = [(ligne, ligne.attente) for ligne in lignes if ligne.attente is not None and ligne.attente.en_retard]
    groupes = group_par(en_retard, lambda couple: couple[1].producteur)
    points = []
    for producteur, couples in sorted(groupes.items(), key=lambda groupe: -len(groupe[1])):
        depuis = min(attente.echeance for _, attente in couples)
        axes = dict.fromkeys(contrat.get_indicateur(ligne.code).axe for ligne, _ in couples)
        phrase = (
            f"{producteur.libelle}{INSECABLE}: {format_quantite(len(couples), 'donnée non transmise')} "
            f"({', '.join(axes)}), en attente depuis {write_delais([depuis])}"
        )
        points.append(
            PointAttention(RegleAttention.DONNEE_EN_RETARD, producteur.value, phrase, StatutSuivi.DONNEE_ATTENDUE)
        )
    return points


def list_reponses_attendues(contrat: ContratLu, lignes: Sequence[LigneSuivi]) -> list[PointAttention]:
    """Count the declarations that await each party, up to the quarter read: what is not answered stays said."""
    clotures = list_a_repondre(contrat, lignes[0].trimestre) if lignes else []
    points = []
    for partie, siennes in group_par(clotures, lambda cloture: cloture.autre).items():
        verbe = format_accord(len(siennes), "attend", "attendent")
        donnees = ", ".join(f"{cloture.indicateur} {cloture.periode.libelle}" for cloture in siennes)
        phrase = (
            f"{partie.libelle}{INSECABLE}: {format_quantite(len(siennes), 'donnée déclarée')} "
            f"«{INSECABLE}{NE_SERA_PAS_TRANSMISE}{INSECABLE}» {verbe} une réponse ({donnees})"
        )
        points.append(PointAttention(RegleAttention.REPONSE, partie.value, phrase, StatutSuivi.NE_SERA_PAS_TRANSMISE))
    return points


def list_reculs(
    contrat: ContratLu, lignes: Iterable[LigneSuivi], precedentes: Mapping[str, LigneSuivi]
) -> list[PointAttention]:
    """List the levels that went the wrong way since the quarter before, the largest relative move first.

    Yearly counts start again each year and are left out; a provisional value is compared, and said so. Nothing is
    compared across a series break. A computed line falls with its parts, which are said.
    """
    reculs = []
    for ligne in lignes:
        avant = precedentes.get(ligne.code)
        recul = _compute_recul(contrat, ligne, avant) if avant and not ligne.calculee else None
        if avant is not None and recul:
            nom = _write_nom(contrat.get_indicateur(ligne.code))
            phrase = f"{nom}{INSECABLE}: {write_variation(contrat, ligne, avant)}"
            point = PointAttention(RegleAttention.RECUL, ligne.code, phrase, ligne.statut, ligne.explication)
            reculs.append((recul, point))
    return [point for _, point in sorted(reculs, key=lambda couple: -couple[0])]


def _compute_recul(contrat: ContratLu, ligne: LigneSuivi, avant: LigneSuivi) -> Fraction | None:
    """Give the size of a move in the wrong direction, relative to the former value; None when there is none."""
    variation, ancienne = compute_variation(contrat, ligne, avant), to_fraction(avant.valeur)
    sens = contrat.get_indicateur(ligne.code).sens
    if variation is None or ancienne is None or sens not in (Sens.HAUSSE, Sens.BAISSE):
        return None
    ecart = -variation if sens is Sens.HAUSSE else variation
    return ecart / (abs(ancienne) if ancienne else Fraction(1)) if ecart > 0 else None


def list_a_definir(
    lignes: Iterable[LigneSuivi], impacts: Iterable[IndicateurImpact], aujourd_hui: date
) -> list[PointAttention]:
    """Count what the contract leaves to be defined: impact indicators past their date, then targets of the year."""
    points = []
    passes = [impact for impact in impacts if impact.echeance < aujourd_hui]
    if passes:
        depuis = format_date_longue(min(impact.echeance for impact in passes))
        indefinis = format_accord(len(passes), "non défini, attendu", "non définis, attendus")
        phrase = (
            f"{format_quantite(len(passes), 'indicateur')} d’impact {indefinis} avant le {depuis} ({passes[0].source})"
        )
        points.append(PointAttention(RegleAttention.A_DEFINIR, "impacts", phrase, StatutSuivi.A_DEFINIR))
    cibles = [ligne for ligne in lignes if ligne.statut is StatutSuivi.A_DEFINIR]
    if cibles:
        debut = f"{format_quantite(len(cibles), 'cible')} {cibles[0].trimestre.annee}"
        phrase = f"{debut} {format_accord(len(cibles), 'écrite')} «{INSECABLE}à définir{INSECABLE}» au contrat"
        points.append(PointAttention(RegleAttention.A_DEFINIR, "cibles", phrase, StatutSuivi.A_DEFINIR))
    return points
