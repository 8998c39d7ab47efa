"""R3, R4, R5: the State's payments, planned, due, paid, remaining, late."""

from datetime import date
from typing import Any

import pytest

from lib.domain.contrat import Avenant
from lib.domain.nomenclatures import Declencheur, PartieContrat
from lib.domain.versements import SANS_SIGNATURE, build_echeanciers, compute_du_a_la_signature, write_prevu
from tests.domain.cas_argent import lire, read_cas
from tests.domain.fabrique_argent import make_contrat, make_regle, make_versement

INSERTION, SOLIDARITES = PartieContrat.INSERTION, PartieContrat.SOLIDARITES
REGLES = [
    make_regle("R4a", INSERTION, 600, "0.6"),
    make_regle("R4b", INSERTION, 400, "0.4", declencheur=Declencheur.BILAN_FINAL),
]


@pytest.mark.parametrize("cas", read_cas("versements"))
def test_payments_settle_what_is_due_in_order(cas: dict[str, Any]) -> None:
    contrat = make_contrat(
        avenants=[Avenant(numero=0, objet="Contrat", date_signature=cas["signature"])],
        regles_versement=REGLES,
        versements=[make_versement(euros, jour, INSERTION) for jour, euros in cas["payes"]],
    )
    (echeancier,) = build_echeanciers(contrat, cas["jour"])
    assert [e.verse / 100 for e in echeancier.echeances] == cas["verse"]
    assert [e.reste / 100 for e in echeancier.echeances] == cas["reste"]
    assert [e.en_retard for e in echeancier.echeances] == cas["retard"]
    assert echeancier.excedent / 100 == cas["excedent"]
    assert [e.etat.value for e in echeancier.echeances] == cas["etat"]
    assert (echeancier.prevu, echeancier.du) == (100000, 100 * cas["du"])
    assert echeancier.reste == 100 * sum(cas["reste"])


def test_without_a_signature_date_the_due_date_is_unknown_and_says_why() -> None:
    contrat = make_contrat(regles_versement=REGLES)
    premiere, solde = build_echeanciers(contrat, date(2030, 1, 1))[0].echeances
    assert (premiere.exigible_le, premiere.motif, premiere.en_retard) == (None, SANS_SIGNATURE, False)
    assert solde.motif == "échéance inconnue : aucun délai écrit après le bilan final (art. 3)"


def test_the_due_date_runs_from_the_signature_of_the_avenant_that_brought_the_rule() -> None:
    contrat = make_contrat(
        avenants=[
            Avenant(numero=0, objet="Contrat", date_signature=date(2024, 7, 1)),
            Avenant(numero=1, objet="Avenant", date_signature=date(2025, 3, 1)),
        ],
        regles_versement=[make_regle("R3", SOLIDARITES, 10), make_regle("R3bis", INSERTION, 10, avenant=1)],
    )
    premier, second = build_echeanciers(contrat, date(2025, 3, 16))
    assert premier.echeances[0].exigible_le == date(2024, 7, 16)
    assert second.echeances[0].exigible_le == date(2025, 3, 16)
    assert (premier.echeances[0].en_retard, second.echeances[0].en_retard) == (True, False)


def test_one_part_s_payments_never_settle_the_other_part() -> None:
    contrat = make_contrat(
        regles_versement=[make_regle("R3", SOLIDARITES, 100), *REGLES],
        versements=[make_versement(500, date(2024, 7, 1), SOLIDARITES, fiche="S.1")],
    )
    solidarites, insertion = build_echeanciers(contrat, date(2024, 12, 31))
    assert (solidarites.verse, solidarites.excedent, solidarites.non_ventile) == (50000, 40000, 0)
    assert (insertion.verse, insertion.reste) == (0, 100000)


def test_the_day_a_payment_is_settled_is_the_day_the_sum_is_reached() -> None:
    contrat = make_contrat(
        regles_versement=REGLES,
        versements=[
            make_versement(400, date(2024, 8, 1), INSERTION),
            make_versement(200, date(2024, 7, 1), INSERTION),
            make_versement(1, date(2024, 9, 1), INSERTION, axe="V1"),
        ],
    )
    (echeancier,) = build_echeanciers(contrat, date(2024, 12, 31))
    assert [e.regle_le for e in echeancier.echeances] == [date(2024, 8, 1), None]
    assert echeancier.non_ventile == 60100


@pytest.mark.parametrize(
    ("prevu", "du", "mots"),
    [
        (100000, 0, "1 000 € prévus"),
        (100000, 60000, "1 000 € prévus, dont 600 € dus"),
        (100000, 100000, "1 000 € dus"),
    ],
)
def test_what_is_not_due_yet_is_planned(prevu: int, du: int, mots: str) -> None:
    assert lire(write_prevu(prevu, du)).replace("_", " ").replace("~", " ") == mots


def test_what_the_signature_makes_due_adds_both_parts_but_not_the_balance() -> None:
    contrat = make_contrat(regles_versement=[make_regle("R3", SOLIDARITES, 100), *REGLES])
    assert compute_du_a_la_signature(contrat, 2024) == 70000
    assert compute_du_a_la_signature(contrat, 2025) == 0
