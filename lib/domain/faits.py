"""The nouns of the follow-up: what happened. Inserted by lots, never updated."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from lib.domain.contrat import Centimes, Fait
from lib.domain.nomenclatures import Financeur, Nomenclature, StatutResultat
from lib.domain.periodes import Trimestre


@dataclass(frozen=True, kw_only=True)
class Resultat(Fait):
    """The situation of an indicator on the last day of a quarter, in the indicator's mode."""

    CLE: ClassVar[tuple[str, ...]] = ("indicateur", "annee", "trimestre", "territoire", "ventilation")

    indicateur: str
    annee: int
    trimestre: int
    territoire: str = "DEP"
    ventilation: str = ""
    valeur: Decimal | None = None
    numerateur: Decimal | None = None
    denominateur: Decimal | None = None
    texte: str = ""
    statut: StatutResultat = StatutResultat.MESUREE
    commentaire: str = ""

    @property
    def periode(self) -> Trimestre:
        """The quarter this value is about."""
        return Trimestre(self.annee, self.trimestre)


@dataclass(frozen=True, kw_only=True)
class Execution(Fait):
    """Spending of a fiche by funder, cumulated since 1 January, in cents."""

    CLE: ClassVar[tuple[str, ...]] = ("fiche", "annee", "trimestre", "financeur")

    fiche: str
    annee: int
    trimestre: int
    financeur: Financeur
    montant: Centimes
    commentaire: str = ""


@dataclass(frozen=True, kw_only=True)
class Versement(Fait):
    """A State payment (art. 3 pays each part as a whole: axe and fiche may be '' = non ventilé); cents."""

    CLE: ClassVar[tuple[str, ...]] = ("partie", "axe", "fiche", "annee_convention", "date_versement", "reference")

    partie: str
    axe: str = ""
    fiche: str = ""
    annee_convention: int
    date_versement: date
    reference: str = ""
    montant: Centimes
    commentaire: str = ""


@dataclass(frozen=True, kw_only=True)
class Report(Fait):
    """A carry-over decided in the dialogue de gestion; cents."""

    CLE: ClassVar[tuple[str, ...]] = ("fiche", "annee_origine", "annee_destination", "financeur")

    fiche: str
    annee_origine: int
    annee_destination: int
    financeur: Financeur
    montant: Centimes
    commentaire: str = ""


@dataclass(frozen=True, kw_only=True)
class Commentaire(Fait):
    """A remark of a person, on an indicator, a fiche or the contract (ObjetCommentaire); rang orders the thread."""

    CLE: ClassVar[tuple[str, ...]] = ("objet", "reference", "rang")

    objet: str
    reference: str
    rang: int
    texte: str


class ObjetCommentaire(Nomenclature):
    """What a person may comment."""

    INDICATEUR = "indicateur", "Indicateur"
    FICHE = "fiche", "Fiche action"
    CONTRAT = "contrat", "Contrat"


@dataclass(frozen=True, kw_only=True)
class JalonSaisi(Fait):
    """A milestone set by hand, with its reason; it replaces the computed one at T1, T2 or T3."""

    CLE: ClassVar[tuple[str, ...]] = ("indicateur", "annee", "trimestre", "territoire", "ventilation")

    indicateur: str
    annee: int
    trimestre: int
    territoire: str = "DEP"
    ventilation: str = ""
    valeur: Decimal
    motif: str


class NiveauMeteo(Nomenclature):
    """The weather an owner declares for a fiche, best first (convention Jalons)."""

    SECURISES = "securises", "Objectifs sécurisés"
    ATTEIGNABLES = "atteignables", "Objectifs atteignables"
    APPUIS_NECESSAIRES = "appuis_necessaires", "Appuis nécessaires"
    COMPROMIS = "compromis", "Objectifs compromis"


@dataclass(frozen=True, kw_only=True)
class MeteoDeclaree(Fait):
    """What the owner of a fiche declares of a quarter, beside the computed statuses: a level and a sentence."""

    CLE: ClassVar[tuple[str, ...]] = ("fiche", "annee", "trimestre")

    fiche: str
    annee: int
    trimestre: int
    niveau: NiveauMeteo
    texte: str

    @property
    def periode(self) -> Trimestre:
        """The quarter it is declared for."""
        return Trimestre(self.annee, self.trimestre)


@dataclass(frozen=True, kw_only=True)
class Explication(Fait):
    """Why a line is late or why its rate moved: one sentence by the producer of the figure, for one quarter."""

    CLE: ClassVar[tuple[str, ...]] = ("indicateur", "annee", "trimestre")

    indicateur: str
    annee: int
    trimestre: int
    texte: str

    @property
    def periode(self) -> Trimestre:
        """The quarter it explains."""
        return Trimestre(self.annee, self.trimestre)


class EtapeNonTransmission(Nomenclature):
    """The two steps of closing a missing datum: its producer declares, the other party answers (convention Jalons)."""

    DECLARATION = "declaration", "Déclaration du producteur"
    REPONSE = "reponse", "Réponse de l’autre partie"


class PositionNonTransmission(Nomenclature):
    """What a step says."""

    DECLAREE = "declaree", "Ne sera pas transmise"
    RETIREE = "retiree", "Sera finalement transmise"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


@dataclass(frozen=True, kw_only=True)
class NonTransmission(Fait):
    """A datum of a quarter that will not be sent: what one side says of it, and why (convention Jalons)."""

    CLE: ClassVar[tuple[str, ...]] = ("indicateur", "annee", "trimestre", "etape")

    indicateur: str
    annee: int
    trimestre: int
    etape: EtapeNonTransmission
    position: PositionNonTransmission
    motif: str

    @property
    def periode(self) -> Trimestre:
        """The quarter it is about."""
        return Trimestre(self.annee, self.trimestre)
