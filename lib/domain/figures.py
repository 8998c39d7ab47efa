"""The figures of one line: the ratios, the milestone and the projection, each with the reason it may be missing."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from lib.domain.avancement import Chemin, compute_avancement, compute_taux_atteinte
from lib.domain.faits import JalonSaisi
from lib.domain.formats import INSECABLE
from lib.domain.jalons import Allure, Jalon, compute_jalon, get_allure, is_compteur_annuel
from lib.domain.nomenclatures import Comptage
from lib.domain.periodes import Trimestre
from lib.domain.projection import Projection, compute_projection
from lib.domain.ruptures import Rupture
from lib.domain.series import Serie
from lib.domain.statuts import SANS_JUGEMENT, StatutSuivi
from lib.domain.valeurs import NON_TRANSMIS, Chiffre


@dataclass(frozen=True, kw_only=True)
class Donnees:
    """The inputs of a line: its series, the value of the quarter, the targets of the year and of the contract's end.

    periode: the action's own first and last days. statut: the status already known, with its motif; None when a
    verdict is to come. ecart_minimal: see compute_avancement.
    """

    serie: Serie
    trimestre: Trimestre
    valeur: Fraction | None
    cible: Fraction | None
    cible_finale: Fraction | None
    annee_finale: int
    periode: tuple[date, date]
    saisi: JalonSaisi | None
    ecart_minimal: Fraction
    statut: StatutSuivi | None
    motif: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of a line, exact; an empty Chiffre is a figure that has no meaning there.

    avancement_contrat is that of the last closed year, whatever the quarter.
    """

    taux_atteinte: Chiffre = field(default_factory=Chiffre)
    avancement_annee: Chiffre = field(default_factory=Chiffre)
    avancement_contrat: Chiffre = field(default_factory=Chiffre)
    jalon: Jalon = field(default_factory=Jalon)
    projection: Projection = field(default_factory=Projection)

    @property
    def motifs(self) -> tuple[tuple[str, str], ...]:
        """Why some of them are null, by figure name."""
        return tuple(
            (nom, chiffre.motif) for nom, chiffre in vars(self).items() if chiffre.valeur is None and chiffre.motif
        )


def compute_figures(donnees: Donnees) -> Figures:
    """Compute the figures of a line; what rests on no value of the quarter is known even while it is awaited."""
    jalon, du_contrat = _compute_jalon(donnees), _compute_avancement_contrat(donnees)
    if donnees.valeur is None:
        return Figures(jalon=jalon, avancement_contrat=Chiffre() if donnees.cible_finale is None else du_contrat)
    taux = Chiffre() if donnees.cible is None else compute_taux_atteinte(donnees.valeur, donnees.cible)
    return Figures(
        taux_atteinte=taux,
        avancement_annee=_compute_avancement_annee(donnees, donnees.valeur),
        avancement_contrat=du_contrat,
        jalon=jalon,
        projection=_compute_projection(donnees, donnees.valeur),
    )


def _compute_jalon(donnees: Donnees) -> Jalon:
    """Give the milestone, only where a verdict makes sense."""
    if donnees.cible is None:
        return Jalon()
    if donnees.statut in SANS_JUGEMENT:
        return Jalon(None, donnees.motif)
    origine, motif = donnees.serie.get_niveau(donnees.trimestre)
    return compute_jalon(
        donnees.serie.indicateur,
        donnees.cible,
        donnees.trimestre,
        donnees.periode,
        origine,
        motif,
        donnees.saisi,
    )


def _compute_avancement_annee(donnees: Donnees, valeur: Fraction) -> Chiffre:
    """Share of the way from the baseline to the year's target; a yearly count is only read at T4."""
    if donnees.cible is None:
        return Chiffre()
    return _compute_avancement(donnees, valeur, donnees.cible, donnees.trimestre)


def _compute_avancement_contrat(donnees: Donnees) -> Chiffre:
    """Share of the way from the baseline to the contract's last target, at the end of the last closed year."""
    if donnees.cible_finale is None:
        return Chiffre(None, f"pas de cible chiffrée en {donnees.annee_finale}" if donnees.cible is not None else "")
    clos, debut = donnees.trimestre.dernier_clos, donnees.serie.annee_debut
    if clos.annee < debut:
        return Chiffre(None, f"avancement du contrat{INSECABLE}: se lit au {Trimestre(debut, 4).libelle}")
    point = donnees.serie.points.get(clos)
    if point is None or point.chiffre.valeur is None:
        motif = point.chiffre.motif if point is not None else NON_TRANSMIS
        return Chiffre(None, f"{clos.libelle}{INSECABLE}: {motif}")
    return _compute_avancement(donnees, point.chiffre.valeur, donnees.cible_finale, clos)


def _compute_avancement(donnees: Donnees, valeur: Fraction, cible: Fraction, trimestre: Trimestre) -> Chiffre:
    """Share of the way to a target at a quarter, or why it may not be computed."""
    indicateur = donnees.serie.indicateur
    depart, motif = donnees.serie.get_situation_initiale(trimestre)
    if depart is None:
        return Chiffre(None, motif)
    chemin = Chemin(depart.valeur, cible, indicateur.sens, indicateur.unite)
    comparable = trimestre.numero == 4 or not is_compteur_annuel(indicateur)
    return compute_avancement(valeur, chemin, donnees.ecart_minimal, comparable=comparable)


def _compute_projection(donnees: Donnees, valeur: Fraction) -> Projection:
    """Project to the year's end, unless the quarter is out of the axe's period or a series break is on the way."""
    if donnees.statut is StatutSuivi.HORS_PERIODE:
        return Projection(None, donnees.motif)
    depart = _get_depart(donnees.serie, donnees.trimestre)
    if rupture := _get_rupture_projection(donnees, depart):
        return Projection(None, f"pas de projection{INSECABLE}: {rupture.phrase}")
    return compute_projection(donnees.serie.indicateur, valeur, donnees.trimestre, donnees.periode, depart)


def _get_depart(serie: Serie, trimestre: Trimestre) -> tuple[Trimestre, Fraction] | None:
    """Give the level a stock's line starts from: the last year-end, else the first comparable quarter of the year."""
    niveau, _ = serie.get_niveau(trimestre)
    if niveau:
        return Trimestre(niveau.annee, 4), niveau.valeur
    for numero in range(1, trimestre.numero):
        anterieur = Trimestre(trimestre.annee, numero)
        point = serie.points.get(anterieur)
        comparable = serie.get_rupture(anterieur.fin, trimestre.fin) is None
        if comparable and point is not None and point.chiffre.valeur is not None:
            return anterieur, point.chiffre.valeur
    return None


def _get_rupture_projection(donnees: Donnees, depart: tuple[Trimestre, Fraction] | None) -> Rupture | None:
    """Give the break between what a projection starts from and the year's end that it aims at, if there is one."""
    trimestre, indicateur = donnees.trimestre, donnees.serie.indicateur
    if trimestre.numero == 4:
        return None
    if get_allure(indicateur) is Allure.PRORATA:
        origine = max(date(trimestre.annee, 1, 1), donnees.periode[0])
    elif indicateur.comptage is Comptage.STOCK:
        origine = depart[0].fin if depart else date(trimestre.annee - 1, 12, 31)
    else:
        return None
    return donnees.serie.get_rupture(origine, date(trimestre.annee, 12, 31))
