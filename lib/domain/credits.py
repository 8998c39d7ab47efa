"""The nouns of the money agreed: detailed lines, envelopes, when the State pays, market prices."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from lib.domain.contrat import Centimes, Fait
from lib.domain.nomenclatures import (
    Declencheur,
    Financeur,
    NatureEnveloppe,
    PartieContrat,
)


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
    declencheur: Declencheur
    delai_jours: int | None = None
    article: str


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
