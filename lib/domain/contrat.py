"""The nouns of a contract: what is agreed. Each one is a fact, identified by its CLE, with its source.

Amounts are integer cents, dates are calendar dates, figures are exact decimals. The same declaration serves the
contract folder (one CSV file per noun), the store (one table per noun) and the open data.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, TypeVar

from lib.domain.jours_retenus import is_jour_retenu
from lib.domain.nomenclatures import (
    FamilleEcart,
    PartieContrat,
    StatutAction,
    ThemeEnonce,
    TypeAxe,
    TypePerimetre,
    TypeTerritoire,
)

Centimes = Annotated[int, "centimes"]
"""An amount in integer cents; files write it in euros."""

DEPARTEMENT = "DEP"
"""The territory of a figure that is about the whole département."""


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


F = TypeVar("F", bound=Fait)


def build_fait(nom: type[F], **champs: object) -> F:
    """Make one of the thousands of facts of a file; fields left out have their default, none may be missing.

    The constructor of a frozen class puts its fields in place one call at a time: here they are all put at once, in a
    fifth of the time.
    """
    fait = object.__new__(nom)
    fait.__dict__.update(champs)
    return fait


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

    @property
    def jour_retenu(self) -> bool:
        """Whether date_limite is a day of ours, the contract writing none."""
        return is_jour_retenu(self.echeance, self.date_limite)


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

    @property
    def jour_retenu(self) -> bool:
        """Whether date_limite is a day of ours, the contract writing none."""
        return is_jour_retenu(self.echeance, self.date_limite)


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
class Enonce(Fait):
    """What the contract states without a target or a date: a commitment, an answer, a job; objet names it."""

    code: str
    ordre: int
    theme: ThemeEnonce
    objet: str
    texte: str
    axe: str = ""
    fiche: str = ""
    territoire: str = ""
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
class Habilitation(Fait):
    """What part of the contract a role may write to."""

    CLE: ClassVar[tuple[str, ...]] = ("role", "type", "valeur")

    role: str
    type: TypePerimetre
    valeur: str = ""
