"""Progression: one indicator from its baseline to the contract's end, as every chart and table draws it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lib.domain.attendus import is_hors_periode
from lib.domain.contrat import DEPARTEMENT, Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import format_mois
from lib.domain.indicateurs import Cible, Indicateur
from lib.domain.jalons import Allure, get_allure
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Comptage, Mode, Nomenclature, TypeValeur
from lib.domain.periodes import Trimestre, list_trimestres
from lib.domain.ruptures import Rupture, get_rupture, select_ruptures
from lib.domain.series import CleSerie
from lib.domain.suivi import build_suivi, get_cible


class Forme(Nomenclature):
    """The form of a progression chart, chosen by what is counted and how it accumulates."""

    STOCK = "stock", "Stock à une date"
    FLUX = "flux", "Flux de l’année"
    RAPPORT = "rapport", "Rapport ou durée"
    TEXTE = "texte", "Texte"


def get_forme(indicateur: Indicateur) -> Forme:
    """Say how an indicator is drawn."""
    if indicateur.type is TypeValeur.TEXTE or indicateur.comptage is Comptage.TEXTE:
        return Forme.TEXTE
    if indicateur.comptage is Comptage.RAPPORT:
        return Forme.RAPPORT
    return Forme.FLUX if indicateur.mode is Mode.CUMUL_ANNEE else Forme.STOCK


@dataclass(frozen=True, kw_only=True)
class Progression:
    """The lines of one indicator, territory and breakdown, oldest quarter first.

    annees: the contract's years. cibles: the target of each year, None where the contract writes nothing.
    initiales: the initial contract's targets of the years that an avenant changed. ruptures: its own series breaks,
    oldest first.
    """

    indicateur: Indicateur
    axe: Axe
    territoire: str
    ventilation: str
    annees: tuple[int, ...]
    lignes: tuple[LigneSuivi, ...] = ()
    cibles: Mapping[int, Cible | None] = field(default_factory=dict)
    initiales: Mapping[int, Cible | None] = field(default_factory=dict)
    ruptures: tuple[Rupture, ...] = ()

    @property
    def forme(self) -> Forme:
        """How it is drawn."""
        return get_forme(self.indicateur)

    @cached_property
    def ligne_par_trimestre(self) -> dict[Trimestre, LigneSuivi]:
        """Lines by quarter."""
        return {ligne.trimestre: ligne for ligne in self.lignes}

    @property
    def est_ensemble(self) -> bool:
        """Whether it is about the whole département, without breakdown: then the baseline belongs to it."""
        return (self.territoire, self.ventilation) == (DEPARTEMENT, "")

    @property
    def fin_initiale(self) -> str:
        """When the baseline stands, in words: « fin 2023 », « fin novembre 2023 »."""
        fin = self.indicateur.si_fin
        return f"fin {self.annee_initiale}" if fin is None or fin.month == 12 else f"fin {format_mois(fin)}"

    @property
    def annee_initiale(self) -> int:
        """The year at whose end the baseline stands."""
        return self.indicateur.si_fin.year if self.indicateur.si_fin else self.annees[0] - 1

    @property
    def recues(self) -> list[LigneSuivi]:
        """The lines that carry a figure or a text."""
        return [ligne for ligne in self.lignes if ligne.valeur is not None or ligne.texte]

    @property
    def est_continue(self) -> bool:
        """Whether levels follow one another across years; else each year starts again from nothing."""
        return self.indicateur.mode is not Mode.CUMUL_ANNEE and get_allure(self.indicateur) is Allure.NIVEAU

    @property
    def jour_initial(self) -> date:
        """The day of the baseline."""
        return self.indicateur.si_fin or date(self.annee_initiale, 12, 31)

    @property
    def ruptures_montrees(self) -> list[Rupture]:
        """The breaks within the contract's years, which a chart or a table of this progression crosses."""
        debut, fin = date(self.annees[0], 1, 1), date(self.annees[-1], 12, 31)
        return [r for r in self.ruptures if debut <= r.debut <= fin and r.debut > self.jour_initial]

    def get_rupture(self, avant: date, apres: date) -> Rupture | None:
        """Give the break between two days, or None: what was counted then and now may be compared."""
        return get_rupture(self.ruptures, avant, apres)

    def get_rupture_depuis(self, trimestre: Trimestre) -> Rupture | None:
        """Give the last break between the oldest figure known (baseline included) and a quarter."""
        premiers = [self.jour_initial] if self.est_ensemble and self.indicateur.situation_initiale is not None else []
        premiers += [ligne.trimestre.fin for ligne in self.recues[:1]]
        passees = [r for r in self.ruptures if premiers and min(premiers) < r.debut <= trimestre.fin]
        return passees[-1] if passees else None

    def is_hors_periode(self, annee: int) -> bool:
        """Whether the axe or volet has no day in this year."""
        return all(is_hors_periode(self.axe, Trimestre(annee, numero)) for numero in (1, 2, 3, 4))

    def get_derniere(self, annee: int) -> LigneSuivi | None:
        """Give the last received line of a year."""
        return next((ligne for ligne in reversed(self.recues) if ligne.trimestre.annee == annee), None)

    def list_absentes(self, annee: int | None = None) -> list[LigneSuivi]:
        """List the quarters whose figure is late: owed, past the deadline, nothing received."""
        return [
            ligne
            for ligne in self.lignes
            if ligne.attente and ligne.attente.en_retard and annee in (None, ligne.trimestre.annee)
        ]

    def list_closes(self, annee: int | None = None) -> list[LigneSuivi]:
        """List the quarters whose figure will not be sent."""
        return [ligne for ligne in self.lignes if ligne.close and annee in (None, ligne.trimestre.annee)]

    def list_masquees(self, annee: int | None = None) -> list[LigneSuivi]:
        """List the quarters whose figure is there and is not to be seen."""
        return [ligne for ligne in self.lignes if ligne.masque and annee in (None, ligne.trimestre.annee)]

    def get_reponse(self, annee: int) -> LigneSuivi | None:
        """Give the last line of a year that was answered without any figure: « sans objet », « non disponible »."""
        return next((li for li in reversed(self.lignes) if li.resultat and li.trimestre.annee == annee), None)


def build_progressions(
    contrat: ContratLu, aujourd_hui: date, initial: ContratLu | None = None
) -> dict[CleSerie, Progression]:
    """Build every progression of a contract, small counts masked, in the contract's order.

    initial: the initial contract, when avenants have changed it since; its targets are kept beside the revised ones.
    """
    annees = tuple(contrat.compute_annees())
    lignes: dict[CleSerie, list[LigneSuivi]] = defaultdict(list)
    for trimestre in list_trimestres(Trimestre(annees[0], 1), Trimestre(annees[-1], 4)):
        for ligne in build_suivi(contrat, trimestre, aujourd_hui):
            lignes[ligne.cle].append(ligne)
    rang = {indicateur.code: n for n, indicateur in enumerate(contrat.indicateurs)}
    return {
        cle: _build_progression(contrat, cle, annees, lignes[cle], initial)
        for cle in sorted(lignes, key=lambda cle: rang[cle[0]])
    }


def _build_progression(
    contrat: ContratLu, cle: CleSerie, annees: tuple[int, ...], lignes: Iterable[LigneSuivi], initial: ContratLu | None
) -> Progression:
    """Gather one progression."""
    indicateur = contrat.get_indicateur(cle[0])
    cibles = {annee: get_cible(contrat, cle, annee) for annee in annees}
    avant = {annee: get_cible(initial, cle, annee) for annee in annees} if initial else {}
    return Progression(
        indicateur=indicateur,
        axe=contrat.axe_par_code[indicateur.axe],
        territoire=cle[1],
        ventilation=cle[2],
        annees=annees,
        lignes=tuple(lignes),
        cibles=cibles,
        initiales={annee: cible for annee, cible in avant.items() if _differe(cible, cibles[annee])},
        ruptures=select_ruptures(contrat.ruptures, indicateur.code, *indicateur.parts),
    )


def _differe(avant: Cible | None, apres: Cible | None) -> bool:
    """Whether an avenant changed a target."""
    return (avant and (avant.valeur, avant.texte)) != (apres and (apres.valeur, apres.texte))
