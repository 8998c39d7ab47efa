"""What is typed by hand must hold together."""

from datetime import date

import pytest

from lib.domain.erreurs import Introuvable, SaisieRefusee
from lib.domain.faits import Versement
from lib.domain.nomenclatures import PartieContrat
from lib.domain.reduction import get_justification
from lib.domain.saisies_argent import build_justification, get_incoherence
from tests.domain.fabrique_argent import make_contrat

SOLIDARITES, INSERTION = PartieContrat.SOLIDARITES, PartieContrat.INSERTION


def make_versement(partie: PartieContrat, axe: str = "", fiche: str = "") -> Versement:
    jour = date(2024, 7, 1)
    return Versement(partie=partie, axe=axe, fiche=fiche, annee_convention=2024, date_versement=jour, montant=1)


@pytest.mark.parametrize(
    "fait",
    [
        make_versement(SOLIDARITES),
        make_versement(SOLIDARITES, "A1"),
        make_versement(SOLIDARITES, "A1", "S.2"),
        make_versement(INSERTION, fiche="I.V3"),
    ],
)
def test_a_payment_may_name_a_part_an_axe_or_a_fiche(fait: Versement) -> None:
    assert get_incoherence(make_contrat(), fait) == ""


@pytest.mark.parametrize(
    ("fait", "mots"),
    [
        (make_versement(INSERTION, "A1"), "A1 relève de la partie"),
        (make_versement(INSERTION, fiche="S.1"), "S.1 relève de la partie"),
        (make_versement(SOLIDARITES, "A2", "S.1"), "S.1 relève de A1, non de A2"),
    ],
)
def test_a_payment_whose_places_disagree_is_told_why(fait: Versement, mots: str) -> None:
    assert mots in get_incoherence(make_contrat(), fait)


def test_a_justification_is_found_by_the_rule_that_reads_it() -> None:
    commentaire = build_justification(make_contrat(), "S.1", 2024, "  Recrutement décalé.  ")
    assert get_justification(make_contrat(commentaires=[commentaire]), "S.1", 2024) == "Recrutement décalé."


@pytest.mark.parametrize(
    ("fiche", "annee", "texte", "mots"),
    [
        ("I.V1", 2024, "x", "ne porte que sur les solidarités"),
        ("S.1", 2027, "x", "de 2024 à 2026"),
        ("S.1", 2023, "x", "de 2024 à 2026"),
        ("S.1", 2024, "  ", "Écrivez"),
    ],
)
def test_a_justification_has_its_part_its_years_and_words(fiche: str, annee: int, texte: str, mots: str) -> None:
    with pytest.raises(SaisieRefusee, match=mots):
        build_justification(make_contrat(), fiche, annee, texte)


def test_a_justification_is_about_an_action_of_the_contract() -> None:
    with pytest.raises(Introuvable):
        build_justification(make_contrat(), "S.9", 2024, "x")
