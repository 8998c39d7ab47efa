"""The nouns of what is measured: indicators, how they break down, their targets, milestones and thresholds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from lib.domain.contrat import Fait
from lib.domain.nomenclatures import (
    Categorie,
    Comptage,
    Mode,
    Niveau,
    Periodicite,
    Producteur,
    Sens,
    StatutCible,
    TypeValeur,
)


@dataclass(frozen=True, kw_only=True)
class Indicateur(Fait):
    """One measure. formule is a sum of codes (« S.1.2-01 + S.1.2-02 »); double_compte flags persons counted twice."""

    code: str
    niveau: Niveau
    axe: str
    fiche: str = ""
    ordre: int = 0
    thematique: str = ""
    libelle: str
    mesure: str = ""
    libelle_fiche: str = ""
    unite: str
    categorie: Categorie
    type: TypeValeur
    comptage: Comptage
    mode: Mode
    depuis: date | None = None
    additif: bool
    sens: Sens
    note_sens: str = ""
    producteur: Producteur
    periodicite: Periodicite
    delai_jours: int
    situation_initiale: Decimal | None = None
    situation_initiale_texte: str = ""
    si_debut: date | None = None
    si_fin: date | None = None
    periode_situation_initiale: str = ""
    si_comparable: bool = True
    statut: StatutCible
    motif_statut: str = ""
    ventilations: str = ""
    hors_bornes: bool = False
    formule: str = ""
    double_compte: bool = False
    regle_source: str = ""
    remarques: str = ""

    @property
    def intitule(self) -> str:
        """What is measured: the split measure when one cell of the contract holds two, else the exact label."""
        return self.mesure or self.libelle

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes a derived indicator is the sum of."""
        return tuple(code.strip() for code in self.formule.split("+") if code.strip())

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Codes of the breakdowns it may have."""
        return tuple(code.strip() for code in self.ventilations.split("|") if code.strip())


@dataclass(frozen=True, kw_only=True)
class IndicateurImpact(Fait):
    """A slot « indicateur d'impact non défini » of a solidarités fiche (art. 2.4.1)."""

    code: str
    fiche: str
    intitule: str
    echeance: date
    avec: str


@dataclass(frozen=True, kw_only=True)
class Dimension(Fait):
    """A breakdown an indicator may have, e.g. « parcours »."""

    code: str
    intitule: str


@dataclass(frozen=True, kw_only=True)
class Modalite(Fait):
    """One value of a breakdown, written « parcours:emploi » in a file."""

    CLE: ClassVar[tuple[str, ...]] = ("dimension", "code")

    dimension: str
    code: str
    intitule: str


@dataclass(frozen=True, kw_only=True)
class Cible(Fait):
    """A target of the contract: a figure, a text, or the very words « A définir »."""

    CLE: ClassVar[tuple[str, ...]] = ("indicateur", "annee", "territoire", "ventilation")

    indicateur: str
    annee: int
    territoire: str = "DEP"
    ventilation: str = ""
    valeur: Decimal | None = None
    texte: str = ""


@dataclass(frozen=True, kw_only=True)
class Repere(Fait):
    """A figure the contract writes without making it a target (50 / 15 / 35, 4 000 + 4 000, 15 days)."""

    code: str
    libelle: str
    valeur: Decimal
    unite: str
    annee: int | None = None
    axe: str = ""
    fiche: str = ""
    indicateur: str = ""
    territoire: str = "DEP"
    ventilation: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Seuil(Fait):
    """A threshold or parameter that the contract leaves open: convention Jalons, editable."""

    code: str
    libelle: str
    valeur: Decimal
    unite: str
    explication: str
