from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.couts_unitaires import CoutUnitaire, compute_couts_unitaires
from lib.domain.credits import LigneBudget, Marche
from lib.domain.periodes import Trimestre
from tests.domain.fabrique import make_indicateur, make_resultat
from tests.domain.fabrique_argent import CD, ETAT, make_contrat, make_enveloppe, make_execution
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas
from tests.exports.contrat_reel import read_contrat

LOGEMENTS = make_indicateur("X-01", fiche="S.1", axe="A1", unite="logements")
ENVELOPPES = [make_enveloppe("S.1", ETAT, 126000), make_enveloppe("S.1", CD, 226800)]


def make(
    trimestre: int = 4, *, total: bool = True, cd: bool = True, indicateurs: Any = (LOGEMENTS,), **r: Any
) -> ContratLu:
    ligne = LigneBudget(
        fiche="S.1",
        annee=2024,
        rang=1,
        libelle="Budget",
        quantite=Decimal(28),
        unite="logements",
        prix_unitaire=1260000,
        est_total=total,
    )
    executions = [make_execution("S.1", ETAT, trimestre, 100000)]
    executions += [make_execution("S.1", CD, trimestre, 215000)] if cd else []
    return make_contrat(
        enveloppes=ENVELOPPES,
        lignes_budget=[ligne],
        indicateurs=indicateurs,
        executions=executions,
        resultats=[make_resultat(f"2024-T{trimestre}", **r)] if r else [],
    )


def get(contrat: ContratLu, trimestre: int = 4) -> CoutUnitaire:
    (cout,) = compute_couts_unitaires(contrat, Trimestre(2024, trimestre))
    return cout


def test_what_the_action_spent_is_divided_by_the_published_result() -> None:
    cout = get(make(valeur=26))
    assert (cout.prix, cout.indicateur, cout.realise, cout.denominateur) == (1260000, "X-01", 31500000, 26)
    assert (cout.rapport, cout.motif, cout.provisoire) == (Fraction(31500000, 26), "", False)


def test_before_the_fourth_quarter_the_cost_is_provisional() -> None:
    assert get(make(2, valeur=20), 2).provisoire


@pytest.mark.parametrize(
    ("contrat", "motif"),
    [
        (make(), "résultat X-01 du T4 2024 non transmis"),
        (make(valeur=26, statut="provisoire"), "résultat X-01 du T4 2024 : provisoire"),
        (make(valeur=0), "résultat X-01 du T4 2024 nul"),
        (make(valeur=26, cd=False), "exécution du T4 2024 incomplète ou non transmise"),
        (make(valeur=26, total=False), "l’exécution est déclarée par action, pas par poste"),
        (make(valeur=26, indicateurs=()), "aucun indicateur de S.1 ne compte seul des « logements »"),
    ],
)
def test_without_a_validated_denominator_no_cost_is_given_and_the_reason_is_said(
    contrat: ContratLu, motif: str
) -> None:
    cout = get(contrat)
    assert cout.rapport is None
    assert cout.motif.replace("\u00a0", " ") == motif


def test_two_indicators_of_the_same_unit_give_no_denominator() -> None:
    double = (LOGEMENTS, make_indicateur("X-02", fiche="S.1", axe="A1", unite="logements"))
    assert "ne compte seul" in get(make(valeur=26, indicateurs=double)).motif


def test_a_market_keeps_its_written_price_and_is_never_computed() -> None:
    marche = Marche(code="M", fiche="I.V3", ordre=1, procedure="Marché", libelle="Jeunes", prix_parcours=120000)
    (cout,) = compute_couts_unitaires(make_contrat(marches=[marche]), Trimestre(2024, 4))
    assert (cout.libelle, cout.unite, cout.prix, cout.rapport) == ("Marché, Jeunes", "parcours", 120000, None)
    assert cout.motif == "aucune dépense n’est déclarée par marché"


@pytest.mark.parametrize(
    ("annee", "attendu"), [(2024, ("S.1.3", "logements", 1260000)), (2025, ("I.V3", "personnes", 90000))]
)
def test_the_real_contract_writes_its_prices_year_by_year(annee: int, attendu: tuple[str, str, int]) -> None:
    couts = compute_couts_unitaires(read_contrat(), Trimestre(annee, 4))
    assert attendu in [(cout.fiche, cout.unite, cout.prix) for cout in couts]


def test_a_denominator_that_will_not_be_sent_says_so() -> None:
    pas = make_pas(DECLAREE, 1, "2024-T4")
    assert get(with_pas(make(), pas)).motif == "résultat X-01 du T4 2024 non transmis"
    close = get(with_pas(make(), pas, valideurs=False))
    assert close.motif.replace("\u00a0", " ") == "résultat X-01 du T4 2024 : ne sera pas transmise"
