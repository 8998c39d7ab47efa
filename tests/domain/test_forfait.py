"""R13: the volet 3 envelope recomputed from the terms the contract writes."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from lib.domain.contrat import Contexte, Territoire
from lib.domain.contrat_lu import ContratLu
from lib.domain.forfait import build_forfait
from lib.domain.indicateurs import Repere
from lib.domain.nomenclatures import TypeTerritoire
from tests.domain.fabrique import SEUILS
from tests.domain.fabrique_argent import ETAT, NOTIFIE, make_contrat, make_enveloppe


def make_repere(code: str, valeur: int, annee: int | None = None) -> Repere:
    return Repere(code=code, libelle=code, valeur=Decimal(valeur), unite="x", annee=annee)


REPERES = (
    make_repere("REP-07", 5000, 2024),
    make_repere("REP-08", 75),
    make_repere("REP-09", 50),
    make_repere("REP-10", 1000),
)
FOYERS = Contexte(
    territoire="ZONE",
    mesure="foyers_rsa",
    periode="31/12/2023",
    bloc="b",
    libelle="l",
    unite="foyers",
    valeur=Decimal(8749),
)


def build_contrat(**faits: object) -> ContratLu:
    return make_contrat(**({"reperes": REPERES, "enveloppes": [make_enveloppe("I.V3", ETAT, 1406250)]} | faits))


def test_the_terms_of_the_contract_give_the_amount_it_writes() -> None:
    forfait = build_forfait(build_contrat(), 2024)
    assert forfait is not None
    assert (forfait.mois, forfait.montant, forfait.ecrit) == (9, 140625000, 140625000)
    assert (forfait.recense, forfait.compte) == (None, None)


def test_the_households_counted_would_give_another_amount_kept_to_the_cent() -> None:
    zone = Territoire(code="ZONE", type=TypeTerritoire.ZONE, nom="Zone")
    forfait = build_forfait(build_contrat(contexte=[FOYERS], territoires=[zone], seuils=SEUILS), 2024)
    assert forfait is not None
    assert forfait.recense is not None
    assert (forfait.recense.valeur, forfait.compte) == (FOYERS.valeur, Fraction(246065625))


def test_a_notified_amount_is_compared_before_the_forecast() -> None:
    notifie = make_enveloppe("I.V3", ETAT, 1000, NOTIFIE)
    contrat = build_contrat()
    forfait = build_forfait(replace(contrat, enveloppes=(*contrat.enveloppes, notifie)), 2024)
    assert forfait is not None and forfait.ecrit == 100000


def test_another_year_or_a_contract_without_the_terms_has_no_such_envelope() -> None:
    assert build_forfait(build_contrat(), 2025) is None
    assert build_forfait(build_contrat(), 2026) is None
    assert build_forfait(build_contrat(reperes=REPERES[1:]), 2024) is None
    assert build_forfait(replace(build_contrat(), fiches=()), 2024) is None
