"""Le suivi: for one quarter, everything the committee reads about each indicator, by territory and breakdown.

Screens, command line, documents and meetings all read these lines; the rules are in the modules imported here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from lib.domain.attendus import Attente, build_attente, get_periode_action, is_attendue, is_hors_periode
from lib.domain.cibles_comptees import mark_reprises
from lib.domain.contrat import DEPARTEMENT
from lib.domain.contrat_lu import ContratLu
from lib.domain.derives import DOUBLE_COMPTE, Partie, compute_somme, list_codes
from lib.domain.faits import JalonSaisi
from lib.domain.figures import Donnees, compute_figures
from lib.domain.formats import format_date_courte
from lib.domain.indicateurs import Cible, Indicateur
from lib.domain.jalons import is_flux_a_baisser
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.non_transmissions import Cloture, list_clotures
from lib.domain.periodes import Trimestre
from lib.domain.series import CleSerie, Point, Serie, build_serie, build_series
from lib.domain.statuts import (
    Seuils,
    StatutSuivi,
    compute_statut_sans_verdict,
    compute_verdict,
    format_verdict,
    get_seuils,
)
from lib.domain.valeurs import NON_TRANSMIS, Chiffre, to_decimal, to_fraction

__all__ = ["LigneSuivi", "build_suivi", "get_cible"]


@dataclass(frozen=True)
class _Cadre:
    """What every line of one follow-up shares."""

    contrat: ContratLu
    trimestre: Trimestre
    aujourd_hui: date
    seuils: Seuils
    series: Mapping[CleSerie, Serie]
    saisis: Mapping[tuple[object, ...], JalonSaisi]
    clotures: Mapping[str, Cloture]
    explications: Mapping[str, str]


def build_suivi(contrat: ContratLu, trimestre: Trimestre, aujourd_hui: date) -> list[LigneSuivi]:
    """Build the follow-up of a quarter, in the contract's order, small counts masked.

    One line per indicator, territory and breakdown that has a value up to this quarter or a target this year, and one
    for the département in any case. aujourd_hui only decides what is late. Raises ErreurMetier when a threshold is
    missing from the data or a formula is wrong.
    """
    cadre = _Cadre(
        contrat,
        trimestre,
        aujourd_hui,
        get_seuils(contrat),
        build_series(contrat),
        {saisi.cle: saisi for saisi in contrat.jalons_saisis},
        {cloture.indicateur: cloture for cloture in list_clotures(contrat) if cloture.periode == trimestre},
        {fait.indicateur: fait.texte for fait in contrat.explications if fait.periode == trimestre},
    )
    cles = _list_cles(cadre)
    lignes = [
        _build_ligne(cadre, indicateur, lieu, ventilation)
        for indicateur in contrat.indicateurs
        for lieu, ventilation in cles[indicateur.code]
    ]
    return mark_reprises(_mark_termes_attendus(lignes))


def _mark_termes_attendus(lignes: Sequence[LigneSuivi]) -> list[LigneSuivi]:
    """Mark the computed lines of which a term is late: nobody owes them, somebody owes what they are made of."""
    en_retard = {ligne.code for ligne in lignes if ligne.attente is not None and ligne.attente.en_retard}
    return [
        replace(ligne, termes_attendus=True)
        if ligne.calculee and any(partie.code in en_retard for partie in ligne.parties)
        else ligne
        for ligne in lignes
    ]


def get_cible(contrat: ContratLu, cle: CleSerie, annee: int) -> Cible | None:
    """Give the target of a year; « Idem » is the contract's word for « as the year before », and is followed."""
    cible = contrat.get_cible(cle[0], annee, cle[1], cle[2])
    if cible is None or cible.valeur is not None or cible.texte.strip().lower() != "idem":
        return cible
    precedente = get_cible(contrat, cle, annee - 1)
    if precedente is None:
        return cible
    return replace(cible, valeur=precedente.valeur, texte=precedente.texte)


def _list_cles(cadre: _Cadre) -> dict[str, list[tuple[str, str]]]:
    """Give the territories and breakdowns to show for each indicator, the département first."""
    cles = {indicateur.code: {(DEPARTEMENT, "")} for indicateur in cadre.contrat.indicateurs}
    for (code, lieu, ventilation), serie in cadre.series.items():
        if any(trimestre <= cadre.trimestre for trimestre in serie.points):
            cles[code].add((lieu, ventilation))
    for cible in cadre.contrat.cibles:
        if cible.annee == cadre.trimestre.annee:
            cles[cible.indicateur].add((cible.territoire, cible.ventilation))
    rang = {territoire.code: n for n, territoire in enumerate(cadre.contrat.territoires, 1)}
    rang[DEPARTEMENT] = 0
    return {
        code: sorted(lieux, key=lambda cle: (rang.get(cle[0], len(rang)), cle[0], cle[1]))
        for code, lieux in cles.items()
    }


def _build_ligne(cadre: _Cadre, indicateur: Indicateur, lieu: str, ventilation: str) -> LigneSuivi:
    """Build one line: the value and what is owed, then the figures, then the status and its words."""
    cle = (indicateur.code, lieu, ventilation)
    trimestre = cadre.trimestre
    serie = cadre.series.get(cle) or build_serie(cadre.contrat, cle)
    point = serie.points.get(trimestre) or _build_point_absent(cadre, indicateur)
    cible = get_cible(cadre.contrat, cle, trimestre.annee)
    attente = _build_attente(cadre, indicateur, point)
    sans_verdict = _compute_sans_verdict(cadre, serie, cible)
    statut, motif = _compute_statut(cadre, serie, point, sans_verdict, attente)
    ligne = LigneSuivi(
        code=indicateur.code,
        niveau=indicateur.niveau,
        sens=indicateur.sens,
        trimestre=trimestre,
        territoire=lieu,
        ventilation=ventilation,
        valeur=to_decimal(point.chiffre.valeur),
        texte=point.texte,
        cible=cible.valeur if cible else None,
        cible_texte=cible.texte if cible else "",
        statut=statut or StatutSuivi.EN_COURS,
        libelle=_format_libelle(statut, motif) if statut else "",
        motifs=_list_motifs(point, cible, sans_verdict[1]),
        provisoire=point.provisoire,
        resultat=point.resultat,
        derniere=None if point.has_contenu else serie.get_derniere(trimestre),
        attente=attente,
        calculee=bool(indicateur.formule or point.parties),
        masque=point.masque,
        parties=point.parties,
        double_compte=DOUBLE_COMPTE if indicateur.double_compte else "",
        explication=cadre.explications.get(indicateur.code, "") if (lieu, ventilation) == (DEPARTEMENT, "") else "",
    )
    return _compute_figures(cadre, serie, ligne, point.chiffre.valeur, statut, motif)


def _build_point_absent(cadre: _Cadre, indicateur: Indicateur) -> Point:
    """Give the empty quarter: « non transmis », what will not be sent, or the missing parts of a derived indicator."""
    cloture = cadre.clotures.get(indicateur.code)
    if cloture is not None and cloture.close:
        return Point(Chiffre(None, cloture.motif))
    if not indicateur.formule:
        return Point(Chiffre(None, NON_TRANSMIS))
    codes = list_codes(indicateur, cadre.contrat.indicateur_par_code)
    parties = tuple(Partie(code, None) for code in codes)
    return Point(compute_somme(indicateur, parties), parties=parties)


def _get_periode(cadre: _Cadre, indicateur: Indicateur) -> tuple[date, date]:
    """Give the action's own period."""
    fiche = cadre.contrat.fiche_par_code.get(indicateur.fiche)
    return get_periode_action(fiche, cadre.contrat.axe_par_code[indicateur.axe])


def _build_attente(cadre: _Cadre, indicateur: Indicateur, point: Point) -> Attente | None:
    """Say what is owed for the line, None when nobody owes it."""
    if not is_attendue(cadre.contrat, indicateur, cadre.trimestre):
        return None
    recue = point.resultat is not None or point.has_contenu or point.masque
    cloture = None if recue else cadre.clotures.get(indicateur.code)
    return build_attente(
        indicateur,
        cadre.trimestre,
        recue,
        cadre.aujourd_hui,
        close=cloture is not None and cloture.close,
        declaration=cloture.phrase if cloture else "",
    )


def _compute_sans_verdict(cadre: _Cadre, serie: Serie, cible: Cible | None) -> tuple[StatutSuivi | None, str]:
    """Say why the target gives no verdict; a commune or a breakdown may lack the target that its whole has."""
    statut, motif = compute_statut_sans_verdict(serie.indicateur, cible)
    if statut is StatutSuivi.SANS_CIBLE:
        ensemble = get_cible(cadre.contrat, (serie.indicateur.code, DEPARTEMENT, ""), cadre.trimestre.annee)
        if ensemble is not None and ensemble.valeur is not None:
            return statut, "la cible est fixée pour le département entier"
    return statut, motif


def _compute_statut(
    cadre: _Cadre, serie: Serie, point: Point, sans_verdict: tuple[StatutSuivi | None, str], attente: Attente | None
) -> tuple[StatutSuivi | None, str]:
    """Give the status of a line on which no verdict can be given, and why; (None, "") when it can be judged."""
    indicateur = serie.indicateur
    axe = cadre.contrat.axe_par_code[indicateur.axe]
    statut = sans_verdict[0]
    if statut is not StatutSuivi.NON_CONTRACTUALISE and is_hors_periode(axe, cadre.trimestre):
        dates = f"du {format_date_courte(axe.debut)} au {format_date_courte(axe.fin)}"
        return StatutSuivi.HORS_PERIODE, f"l’action est contractualisée {dates}"
    if statut not in (None, StatutSuivi.QUALITATIF) or point.has_contenu:
        return sans_verdict
    if point.masque:
        return StatutSuivi.MASQUE, point.chiffre.motif
    if indicateur.formule or point.parties:
        return StatutSuivi.NON_CALCULABLE, point.chiffre.motif
    if point.resultat is not None:
        return StatutSuivi.SANS_VALEUR, point.chiffre.motif
    if attente is None:
        return StatutSuivi.NON_EXIGEE, "l’action ne se déroule pas ce trimestre"
    if attente.close:
        return StatutSuivi.NE_SERA_PAS_TRANSMISE, point.chiffre.motif
    return (StatutSuivi.DONNEE_ATTENDUE if attente.en_retard else StatutSuivi.NON_EXIGEE), attente.phrase


def _format_libelle(statut: StatutSuivi, motif: str) -> str:
    """Write a status that is not a verdict with its reason, without saying the same words twice."""
    if motif.lower().startswith(statut.libelle.lower()):
        return motif[0].upper() + motif[1:]
    return f"{statut.libelle}\u00a0: {motif}"


def _list_motifs(point: Point, cible: Cible | None, motif_cible: str) -> tuple[tuple[str, str], ...]:
    """Say why the value and the target are null, if they are."""
    motifs = [("valeur", point.chiffre.motif)] if point.chiffre.valeur is None else []
    if cible is None or cible.valeur is None:
        motifs.append(("cible", motif_cible))
    return tuple(motifs)


def _compute_figures(
    cadre: _Cadre, serie: Serie, ligne: LigneSuivi, valeur: Fraction | None, statut: StatutSuivi | None, motif: str
) -> LigneSuivi:
    """Add the ratios, the milestone, the projection and, when it can be judged, the verdict."""
    contrat, trimestre, indicateur = cadre.contrat, cadre.trimestre, serie.indicateur
    annee_finale = contrat.contrat.fin.year
    finale = get_cible(contrat, ligne.cle, annee_finale)
    cible = to_fraction(ligne.cible)
    figures = compute_figures(
        Donnees(
            serie=serie,
            trimestre=trimestre,
            valeur=valeur,
            cible=cible,
            cible_finale=to_fraction(finale.valeur) if finale else None,
            annee_finale=annee_finale,
            periode=_get_periode(cadre, indicateur),
            saisi=cadre.saisis.get((indicateur.code, trimestre.annee, trimestre.numero, *ligne.cle[1:])),
            ecart_minimal=cadre.seuils.ecart_minimal,
            statut=statut,
            motif=motif,
        )
    )
    jalon = figures.jalon.valeur
    libelle = ligne.libelle
    if statut is None and valeur is not None and cible is not None:
        clos, au_t4 = trimestre.numero == 4, is_flux_a_baisser(indicateur)
        statut = compute_verdict(valeur, cible, jalon, indicateur.sens, cadre.seuils, clos=clos, juge_au_t4=au_t4)
        libelle = format_verdict(statut, valeur, cible, indicateur.sens)
        libelle += ", provisoire" if ligne.provisoire else ""
    return replace(
        ligne,
        taux_atteinte=figures.taux_atteinte.valeur,
        avancement_annee=figures.avancement_annee.valeur,
        avancement_contrat=figures.avancement_contrat.valeur,
        jalon=jalon,
        ecart_jalon=None if valeur is None or jalon is None else valeur - jalon,
        explication_jalon=figures.jalon.explication,
        statut=statut or ligne.statut,
        libelle=libelle,
        projection=figures.projection.valeur,
        explication_projection=figures.projection.explication,
        motifs=(*ligne.motifs, *figures.motifs),
    )
