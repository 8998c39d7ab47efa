"""Words, marks and thresholds of the statuses."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lib.domain.erreurs import ErreurMetier
from lib.domain.indicateurs import Seuil
from lib.domain.nomenclatures import Sens
from lib.domain.statuts import Seuils, StatutSuivi, compute_tenue, compute_verdict, get_seuils
from tests.domain.fabrique import SEUILS, make_contrat


def test_every_verdict_has_its_own_mark_and_word() -> None:
    marques = [statut.marque for statut in StatutSuivi if statut.marque != "–"]
    assert len(set(marques)) == len(marques)
    assert len({statut.libelle for statut in StatutSuivi}) == len(StatutSuivi)
    assert (StatutSuivi.EN_RETARD.marque, StatutSuivi.EN_RETARD.forme) == ("■", "carré")
    assert StatutSuivi.SANS_CIBLE.forme == "tiret"


def test_thresholds_are_read_in_the_data() -> None:
    assert get_seuils(make_contrat()) == Seuils(Fraction(95, 100), Fraction(80, 100), 4, Fraction(5, 100))
    parts = Seuil(code="seuil_a_surveiller", libelle="", valeur=Decimal("0.9"), unite="part", explication="")
    assert get_seuils(make_contrat(seuils=(*SEUILS, parts))).a_surveiller == Fraction(9, 10)


def test_a_contract_that_sets_no_shortest_way_gives_every_ratio() -> None:
    seuils = tuple(seuil for seuil in SEUILS if seuil.code != "avancement_ecart_minimal")
    assert get_seuils(make_contrat(seuils=seuils)).ecart_minimal == 0


@pytest.mark.parametrize("code", ["seuil_bonne_voie", "seuil_a_surveiller", "petit_effectif"])
def test_a_missing_threshold_is_never_replaced(code: str) -> None:
    with pytest.raises(ErreurMetier, match=code):
        get_seuils(make_contrat(seuils=tuple(seuil for seuil in SEUILS if seuil.code != code)))


def test_thresholds_that_contradict_each_other_are_refused() -> None:
    haut = Seuil(code="seuil_a_surveiller", libelle="", valeur=Decimal(96), unite="%", explication="")
    with pytest.raises(ErreurMetier, match="dépasse"):
        get_seuils(make_contrat(seuils=(*SEUILS, haut)))
    egal = Seuil(code="seuil_a_surveiller", libelle="", valeur=Decimal(95), unite="%", explication="")
    assert get_seuils(make_contrat(seuils=(*SEUILS, egal))).a_surveiller == Fraction(95, 100)


def test_other_thresholds_give_other_verdicts() -> None:
    severes = Seuils(Fraction(99, 100), Fraction(98, 100), 4, Fraction(5, 100))
    valeurs = (Fraction(96), Fraction(100), Fraction(100), Sens.HAUSSE)
    assert (
        compute_verdict(*valeurs, Seuils(Fraction(95, 100), Fraction(80, 100), 4, Fraction(5, 100)), clos=False).value
        == "en_bonne_voie"
    )
    assert compute_verdict(*valeurs, severes, clos=False).value == "en_retard"


@pytest.mark.parametrize(
    ("valeur", "jalon", "sens", "tenue"),
    [
        (190, 200, "hausse", Fraction(19, 20)),
        (201, 200, "hausse", Fraction(1)),
        (0, 0, "hausse", Fraction(1)),
        (-1, 0, "hausse", Fraction(0)),
        (-10, -8, "hausse", Fraction(4, 5)),
        (-10, 8, "hausse", Fraction(-5, 4)),
        (125, 100, "baisse", Fraction(4, 5)),
        (0, 100, "baisse", Fraction(1)),
        (1, 0, "baisse", Fraction(0)),
        (-8, -10, "baisse", Fraction(4, 5)),
        (57, 60, "maintien", Fraction(19, 20)),
        (0, 1, "hausse", Fraction(0)),
        (Fraction(1, 4), Fraction(1, 2), "hausse", Fraction(1, 2)),
    ],
)
def test_a_result_is_compared_with_its_milestone(
    valeur: int | Fraction, jalon: int | Fraction, sens: str, tenue: Fraction
) -> None:
    assert compute_tenue(Fraction(valeur), Fraction(jalon), Sens(sens)) == tenue
