"""The nouns of a contract: what is agreed. Each one is a fact, identified by its CLE, with its source.

Amounts are integer cents, dates are calendar dates, figures are exact decimals. The same declaration serves the
contract folder (one CSV file per noun), the store (one table per noun) and the open data.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from lib.domain.nomenclatures import (
    Categorie,
    Comptage,
    FamilleEcart,
    Financeur,
    Mode,
    NatureEnveloppe,
    Niveau,
    PartieContrat,
    Periodicite,
    Producteur,
    Sens,
    StatutAction,
    StatutCible,
    TypeAxe,
    TypePerimetre,
    TypeTerritoire,
    TypeValeur,
)

Centimes = Annotated[int, "centimes"]
"""An amount in integer cents; files write it in euros."""


@dataclass(frozen=True, kw_only=True)
class Fait:
    """What every fact carries: the place it comes from and, once stored, the lot and avenant that brought it.

    ligne is the row of the uploaded file; efface says that this fact takes the former value away.
    """

    CLE: ClassVar[tuple[str, ...]] = ("code",)

    source: str = ""
    avenant: int = 0
    lot: int = 0
    ligne: int | None = None
    efface: bool = False

    @property
    def cle(self) -> tuple[object, ...]:
        """The values that identify this fact within its contract."""
        return tuple(getattr(self, nom) for nom in self.CLE)


@dataclass(frozen=True, kw_only=True)
class Contrat(Fait):
    """The contract itself: one row, from contrat.toml."""

    code: str
    intitule: str
    nom_court: str
    departement_code: str
    departement: str
    debut: date
    fin: date
    exemple: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Partie(Fait):
    """A signatory or a partner of the governance."""

    code: str
    nom: str
    qualite: str
    signataire: bool


@dataclass(frozen=True, kw_only=True)
class Avenant(Fait):
    """The initial contract (numero 0) and its amendments; the signature date is entered by hand (left blank)."""

    CLE: ClassVar[tuple[str, ...]] = ("numero",)

    numero: int
    objet: str
    date_signature: date | None = None


@dataclass(frozen=True, kw_only=True)
class Territoire(Fait):
    """A place figures may be about; contour is « lon,lat lon,lat … » in degrees."""

    code: str
    type: TypeTerritoire
    nom: str
    membres: str = ""
    contour: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Axe(Fait):
    """An axe (solidarités) or a volet (insertion), with its own period and Chorus imputation (art. 3 and 4)."""

    code: str
    type: TypeAxe
    partie: PartieContrat
    ordre: int
    intitule: str
    intitule_court: str
    debut: date
    fin: date
    programme: str = ""
    action_chorus: str = ""
    activite_chorus: str = ""
    groupe_marchandises: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FicheAction(Fait):
    """An action sheet, part of the contract (art. 2.1); presente is false when the document lacks it.

    confidentielle: its figures are never broken down by territory, for the safety of persons.
    """

    code: str
    axe: str
    ordre: int
    intitule: str
    intitule_annexe: str = ""
    presente: bool = True
    confidentielle: bool = False
    contexte: str = ""
    contenu: str = ""
    pilotes: str = ""
    partenaires: str = ""
    cofinanceurs: str = ""
    mise_en_place: str = ""
    duree: str = ""
    debut: date
    fin: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LigneBudget(Fait):
    """A detailed budget line of a fiche; montant is None when only the total is written, financeur '' when shared."""

    CLE: ClassVar[tuple[str, ...]] = ("fiche", "annee", "rang")

    fiche: str
    annee: int
    rang: int
    libelle: str
    financeur: Financeur | None = None
    montant: Centimes | None = None
    quantite: Decimal | None = None
    unite: str = ""
    prix_unitaire: Centimes | None = None
    est_total: bool = False
    note: str = ""


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
class Enveloppe(Fait):
    """Money foreseen or notified for a fiche, a year and a funder; montant in cents."""

    CLE: ClassVar[tuple[str, ...]] = ("fiche", "annee", "financeur", "nature")

    fiche: str
    annee: int
    financeur: Financeur
    nature: NatureEnveloppe
    montant: Centimes


@dataclass(frozen=True, kw_only=True)
class RegleVersement(Fait):
    """A payment the contract foresees (art. 3): a share of a part's amount, due some days after an event."""

    code: str
    partie: PartieContrat
    annee: int
    part: Decimal
    montant: Centimes
    declencheur: str
    delai_jours: int | None = None
    article: str


@dataclass(frozen=True, kw_only=True)
class Obligation(Fait):
    """A dated or recurring commitment, with its article."""

    code: str
    ordre: int
    partie: str
    qui: str
    quoi: str
    echeance: str
    date_limite: date | None = None
    rythme: str = ""
    jours_apres_signature: int | None = None
    article: str


@dataclass(frozen=True, kw_only=True)
class ActionFeuilleDeRoute(Fait):
    """A row of the France Travail roadmap."""

    code: str
    ordre: int
    domaine: str
    cible_operationnelle: str
    preexistant: str = ""
    action: str
    indicateurs: str = ""
    echeance: str = ""
    date_limite: date | None = None
    pilotes: str = ""
    commentaire: str = ""
    statut: StatutAction = StatutAction.NON_RENSEIGNE


@dataclass(frozen=True, kw_only=True)
class Marche(Fait):
    """Volume and price of a market or call for projects; amounts in cents."""

    code: str
    fiche: str
    ordre: int
    procedure: str
    libelle: str
    public: str = ""
    places: Decimal | None = None
    prix_parcours: Centimes | None = None
    budget: Centimes | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Contexte(Fait):
    """A figure of situation by territory and date; it is not an indicator of the contract."""

    CLE: ClassVar[tuple[str, ...]] = ("territoire", "mesure", "periode")

    territoire: str
    mesure: str
    periode: str
    bloc: str
    libelle: str
    unite: str
    valeur: Decimal
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ecart(Fait):
    """An inconsistency between two places of the contract, both kept, never corrected."""

    code: str
    ordre: int
    famille: FamilleEcart
    objet: str
    valeur_1: str
    lieu_1: str
    valeur_2: str
    lieu_2: str
    explication: str = ""


@dataclass(frozen=True, kw_only=True)
class Seuil(Fait):
    """A threshold or parameter that the contract leaves open: convention Jalons, editable."""

    code: str
    libelle: str
    valeur: Decimal
    unite: str
    explication: str


@dataclass(frozen=True, kw_only=True)
class Habilitation(Fait):
    """What part of the contract a role may write to."""

    CLE: ClassVar[tuple[str, ...]] = ("role", "type", "valeur")

    role: str
    type: TypePerimetre
    valeur: str = ""
