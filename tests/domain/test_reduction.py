"""R7: the two conditions of the last year's reduction, never a verdict."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Commentaire
from lib.domain.indicateurs import Seuil
from lib.domain.reduction import ConditionsReduction, compute_conditions_reduction
from tests.domain.fabrique_argent import ETAT, NOTIFIE, make_contrat, make_enveloppe, make_execution

SEUIL = Seuil(code="sous_consommation", libelle="Niveau", valeur=Decimal(70), unite="%", explication="Convention")


def build_contrat(realise: float, *, seuils: tuple[Seuil, ...] = (SEUIL,), texte: str = "") -> ContratLu:
    return make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 100, NOTIFIE)],
        executions=[make_execution("S.1", ETAT, 4, realise)],
        seuils=seuils,
        commentaires=[
            Commentaire(objet="justification", reference="S.1/2024", rang=1, texte=texte),
            Commentaire(objet="justification", reference="S.1/2025", rang=1, texte="Autre année"),
        ],
    )


def find(contrat: ContratLu, annee: int = 2024) -> ConditionsReduction:
    return next(c for c in compute_conditions_reduction(contrat) if (c.fiche, c.annee) == ("S.1", annee))


@pytest.mark.parametrize(("realise", "sous_le_niveau"), [(69.99, True), (70, False), (100, False)])
def test_the_first_condition_compares_with_our_editable_level(realise: float, sous_le_niveau: bool) -> None:
    conditions = find(build_contrat(realise))
    assert conditions.sous_le_niveau is sous_le_niveau
    assert conditions.niveau == Fraction(7, 10)


def test_without_a_level_nothing_is_said_of_the_first_condition() -> None:
    conditions = find(build_contrat(10, seuils=()))
    assert (conditions.niveau, conditions.sous_le_niveau, conditions.taux.rapport) == (None, None, Fraction(1, 10))


def test_an_unknown_rate_is_not_below_the_level() -> None:
    assert find(build_contrat(10), 2026).sous_le_niveau is None


@pytest.mark.parametrize(("texte", "justifiee"), [("", False), ("  ", False), ("Recrutement décalé.", True)])
def test_the_second_condition_is_a_written_justification_for_that_year(texte: str, justifiee: bool) -> None:
    conditions = find(build_contrat(10, texte=texte))
    assert (conditions.justifiee, conditions.justification) == (justifiee, texte if justifiee else "")


def test_only_solidarites_actions_and_years_before_the_last_are_listed() -> None:
    conditions = compute_conditions_reduction(make_contrat())
    assert {c.fiche for c in conditions} == {"S.1", "S.2", "S.3"}
    assert sorted({c.annee for c in conditions}) == [2024, 2025, 2026]
