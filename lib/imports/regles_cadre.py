"""Cadre: what the rules need to know to verify rows, computed once per file: codes, scope, thresholds, known values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.formats import format_montre
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Comptage, Mode, TypeDepot, TypeValeur
from lib.domain.perimetres import is_dans_perimetre
from lib.domain.periodes import Trimestre, trimestre_du
from lib.domain.ruptures import Rupture, get_rupture, select_ruptures
from lib.domain.seuils_par_defaut import DEFAUTS
from lib.domain.tableau import Affichage, Cellule, GenreCellule
from lib.imports.attentes import Attente, Mesure, NombreLu
from lib.imports.mentions import to_plat
from lib.imports.nombres import read_nombre
from lib.imports.regles_codes import PROXIMITE, Codes, list_suggestions
from lib.imports.regles_examen import Place

JOUR_ZERO = date(1899, 12, 30)
"""The day that spreadsheets number 0."""

SUGGESTIONS_MAX = 300
"""How many different unknown words of a file are compared with every known one; beyond, the problem is told alone."""

UNITES_DIVISIBLES = frozenset({"etp", "€", "heure", "jour", "moi", "mois", "an", "annee"})
"""Units (plain form) in which a count may have decimals."""


@dataclass(frozen=True)
class RegleIndicateur:
    """What the rules look at for one indicator."""

    indicateur: Indicateur
    attente: Attente
    axe: Axe | None
    dans_perimetre: bool
    ventilations: frozenset[str]
    _lus: dict[tuple[str, GenreCellule, Affichage | None], NombreLu] = field(default_factory=dict, compare=False)
    mesures_lues: dict[tuple[object, ...], Mesure] = field(default_factory=dict, compare=False)

    def read_nombre(self, cellule: Cellule) -> NombreLu:
        """Read a figure of this indicator; a text already read is not read again."""
        cle = (cellule.texte, cellule.genre, cellule.affichage)
        if cle not in self._lus:
            self._lus[cle] = read_nombre(cellule, self.attente)
        return self._lus[cle]

    @cached_property
    def is_texte(self) -> bool:
        """Whether the value is words."""
        return self.indicateur.type is TypeValeur.TEXTE

    @cached_property
    def is_rapport(self) -> bool:
        """Whether the value is made of two terms."""
        return self.indicateur.type in (TypeValeur.TAUX, TypeValeur.MOYENNE, TypeValeur.DUREE)

    @cached_property
    def is_cumul(self) -> bool:
        """Whether the count can only grow within its window."""
        cumuls = (Mode.CUMUL_ANNEE, Mode.CUMUL_DEPUIS)
        return self.indicateur.type is TypeValeur.NOMBRE and self.indicateur.mode in cumuls


class Cadre:
    """The contract, the person and the day of a verification."""

    def __init__(
        self, contrat: ContratLu, acteur: Acteur, aujourd_hui: date, type_depot: TypeDepot = TypeDepot.RESULTATS
    ) -> None:
        """Index the contract; aujourd_hui decides which quarters have begun or are over."""
        self.contrat = contrat
        self.type_depot = type_depot
        self.acteur = acteur
        self.aujourd_hui = aujourd_hui
        self.en_cours = trimestre_du(aujourd_hui)
        self.codes = Codes(contrat)
        self._regles: dict[str, RegleIndicateur] = {}
        self._hors_periode: dict[tuple[str, Trimestre], bool] = {}
        self._ruptures: dict[str, tuple[Rupture, ...]] = {}
        self._proches: dict[tuple[str, str], tuple[str, ...]] = {}
        self.periodes_lues: dict[tuple[str, str], Trimestre] = {}
        self.indicateurs_lus: dict[str, RegleIndicateur] = {}
        self.ventilations_lues: dict[tuple[str, str], str] = {}
        self.lieux_lus: dict[tuple[str | None, ...], tuple[RegleIndicateur, Place]] = {}

    @cached_property
    def saut(self) -> Decimal:
        """The ratio past which a value is to confirm."""
        seuil = self.contrat.seuil_par_code.get("saut")
        return (seuil or DEFAUTS["saut"]).valeur

    @cached_property
    def petit_effectif(self) -> Decimal:
        """The largest count of persons that is masked."""
        seuil = self.contrat.seuil_par_code.get("petit_effectif")
        return (seuil or DEFAUTS["petit_effectif"]).valeur

    @cached_property
    def exemple_code(self) -> str:
        """A code this person may write: the first indicator of their scope, else of the contract."""
        regles = map(self.get_regle, self.contrat.indicateurs)
        siens = (regle.indicateur.code for regle in regles if regle.dans_perimetre and not regle.indicateur.formule)
        return next(siens, self.contrat.indicateurs[0].code if self.contrat.indicateurs else "S.1.1-01")

    @cached_property
    def numeros_de_jour(self) -> range:
        """The numbers that spreadsheets give to the days of the contract's years, one more year each side."""
        annees = self.codes.annees
        premier, apres = date(annees[0] - 1, 1, 1), date(annees[-1] + 2, 1, 1)
        return range((premier - JOUR_ZERO).days, (apres - JOUR_ZERO).days)

    @cached_property
    def unites_connues(self) -> frozenset[str]:
        """The plain forms of every unit of the contract: a unit typed on the wrong row is recognised as one."""
        unites = (to_plat(indicateur.unite) for indicateur in self.contrat.indicateurs)
        return frozenset(forme for unite in unites for forme in (unite, unite.split("(")[0].strip()) if forme)

    @cached_property
    def valeurs(self) -> dict[Place, dict[Trimestre, Decimal]]:
        """The figures in the store, by series then quarter, oldest first."""
        series: dict[Place, dict[Trimestre, Decimal]] = defaultdict(dict)
        for resultats in self.contrat.resultats_par_indicateur.values():
            for resultat in resultats:
                if resultat.valeur is not None:
                    place = (resultat.indicateur, resultat.territoire, resultat.ventilation)
                    series[place][resultat.periode] = resultat.valeur
        return dict(series)

    def list_proches(
        self, nom: str, lu: str, possibles: Iterable[str], proximite: float = PROXIMITE
    ) -> tuple[str, ...]:
        """Give at most two known writings close to a word read; nom says which list it is looked for in."""
        cle = (nom, lu)
        if cle not in self._proches and len(self._proches) < SUGGESTIONS_MAX:
            self._proches[cle] = list_suggestions(lu, possibles, proximite)
        return self._proches.get(cle, ())

    def is_hors_periode(self, axe: Axe | None, periode: Trimestre) -> bool:
        """Whether a quarter lies wholly outside the period of an axe or volet (art. 4)."""
        if axe is None:
            return False
        cle = (axe.code, periode)
        if cle not in self._hors_periode:
            self._hors_periode[cle] = periode.fin < axe.debut or periode.debut > axe.fin
        return self._hors_periode[cle]

    def is_comparable(self, indicateur: str, avant: Trimestre, apres: Trimestre) -> bool:
        """Whether two quarters of an indicator count the same thing: no series break parts them (convention Jalons)."""
        if indicateur not in self._ruptures:
            self._ruptures[indicateur] = select_ruptures(self.contrat.ruptures, indicateur)
        ruptures = self._ruptures[indicateur]
        return not ruptures or get_rupture(ruptures, avant.fin, apres.fin) is None

    def get_precedent(self, place: Place, periode: Trimestre) -> tuple[Trimestre, Decimal] | None:
        """Give the last figure known before a quarter."""
        if place not in self.valeurs:
            return None
        avant = [trimestre for trimestre in self.valeurs[place] if trimestre < periode]
        return (avant[-1], self.valeurs[place][avant[-1]]) if avant else None

    def get_regle(self, indicateur: Indicateur) -> RegleIndicateur:
        """Give what the rules look at for an indicator."""
        if indicateur.code not in self._regles:
            self._regles[indicateur.code] = self._build_regle(indicateur)
        return self._regles[indicateur.code]

    def _build_regle(self, indicateur: Indicateur) -> RegleIndicateur:
        unite = to_plat(indicateur.unite)
        compte = indicateur.comptage in (Comptage.EVENEMENTS, Comptage.PERSONNES, Comptage.STOCK)
        attente = Attente(
            unite=indicateur.unite,
            pourcentage=indicateur.unite.startswith("%"),
            entier=compte and unite.split(" ")[0] not in UNITES_DIVISIBLES,
            argent=unite.startswith("€"),
            exemple=self._get_exemple(indicateur),
            unites_connues=self.unites_connues,
        )
        return RegleIndicateur(
            indicateur=indicateur,
            attente=attente,
            axe=self.contrat.axe_par_code.get(indicateur.axe),
            dans_perimetre=is_dans_perimetre(self.acteur, self.contrat.habilitations, indicateur),
            ventilations=frozenset(code.strip() for code in indicateur.ventilations.split("|") if code.strip()),
        )

    def _get_exemple(self, indicateur: Indicateur) -> str:
        """Give a figure of this very indicator: its last result, initial situation or target, else one of its form."""
        connus = [
            r.valeur for r in self.contrat.resultats_par_indicateur.get(indicateur.code, []) if r.valeur is not None
        ]
        cibles = [c.valeur for c in self.contrat.cibles_par_indicateur.get(indicateur.code, []) if c.valeur is not None]
        exemples = [*connus[-1:], *filter(None, [indicateur.situation_initiale]), *cibles[:1]]
        if exemples:
            return format_montre(exemples[0])
        return "12,5" if indicateur.comptage is Comptage.RAPPORT else "348"


SAISIES: dict[TypeDepot, tuple[str, ...]] = {
    TypeDepot.RESULTATS: ("valeur", "numerateur", "denominateur"),
    TypeDepot.EXECUTIONS: ("montant_realise",),
    TypeDepot.CIBLES: ("valeur", "texte"),
    TypeDepot.ENVELOPPES: ("montant",),
    TypeDepot.VERSEMENTS: ("montant",),
    TypeDepot.REPORTS: ("montant",),
    TypeDepot.CONTEXTE: ("valeur",),
}
"""The columns without which a row says nothing."""
