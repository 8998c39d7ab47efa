"""The sentences of the rules on money: never a verdict, never a figure that is not known."""

from decimal import Decimal

import pytest

from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import Commentaire
from lib.domain.forfait import build_forfait
from lib.domain.indicateurs import Seuil
from lib.domain.reduction import compute_conditions_reduction
from lib.domain.soldes import LectureProposee
from lib.ui.regles_argent import build_phrase_forfait, build_phrase_reduction, build_solde, read_niveau
from tests.domain.fabrique_argent import ETAT, make_contrat, make_enveloppe, make_execution
from tests.domain.test_forfait import build_contrat
from tests.pages.visite import clean

NIVEAU = Seuil(code="sous_consommation", libelle="Niveau", valeur=Decimal(70), unite="%", explication="x")
ENVELOPPES = [make_enveloppe("S.1", ETAT, 100), make_enveloppe("S.2", ETAT, 100)]
EXECUTIONS = [make_execution("S.1", ETAT, 4, 50), make_execution("S.2", ETAT, 4, 60)]
SANS_NIVEAU = "2024 : aucun niveau de « sous-consommation manifeste » n’est fixé, ni par le contrat ni dans Jalons."
JUSTIFIEE = Commentaire(objet="justification", reference="S.1/2024", rang=1, texte="Décalé.")


@pytest.mark.parametrize(
    ("faits", "phrase"),
    [
        ({}, SANS_NIVEAU),
        ({"executions": EXECUTIONS}, SANS_NIVEAU),
        ({"executions": EXECUTIONS, "commentaires": [JUSTIFIEE]}, SANS_NIVEAU),
        ({"seuils": [NIVEAU]}, "2024 : aucun taux de consommation définitif n’est connu."),
        (
            {"executions": EXECUTIONS, "seuils": [NIVEAU], "commentaires": [JUSTIFIEE]},
            "2024 : 2 actions sur 2 sous 70 % (convention Jalons), dont 1 sans justification écrite.",
        ),
    ],
)
def test_the_two_conditions_are_counted_and_nothing_is_concluded(faits: dict[str, object], phrase: str) -> None:
    contrat = make_contrat(**({"enveloppes": ENVELOPPES} | faits))
    conditions = [c for c in compute_conditions_reduction(contrat) if c.annee == 2024]
    assert clean(build_phrase_reduction(conditions, 2024)) == phrase


@pytest.mark.parametrize(
    ("enveloppes", "fin"),
    [
        ([make_enveloppe("I.V3", ETAT, 1406250)], " : c’est le montant écrit."),
        ([make_enveloppe("I.V3", ETAT, 1406249)], " : le montant écrit est 1 406 249 €."),
        ([], " ; aucun montant n’est écrit pour cette année."),
    ],
)
def test_the_envelope_recomputed_is_compared_with_the_amount_written(enveloppes: list[object], fin: str) -> None:
    forfait = build_forfait(build_contrat(enveloppes=enveloppes), 2024)
    assert forfait is not None
    assert clean(build_phrase_forfait(forfait)) == f"5 000 × 50 % × 75 % × 1 000 € × 9/12 = 1 406 250 €{fin}"


@pytest.mark.parametrize(
    ("lecture", "montant", "raison"),
    [
        (LectureProposee("Reliquat brut", "art. 5", 3000), "30 €", "–"),
        (LectureProposee("Reliquat brut", "art. 5", None, "non ventilé"), "non calculable", "non ventilé"),
        (
            LectureProposee("Reliquat brut", "art. 5", 3000, "", 1500, 1500),
            "30 €",
            "reports décidés : 15 € ; après reports : 15 €",
        ),
        (
            LectureProposee("Reliquat brut", "art. 5", None, "non ventilé", 1500),
            "non calculable",
            "non ventilé ; reports décidés : 15 €",
        ),
    ],
)
def test_a_remainder_shows_its_carry_overs_beside(lecture: LectureProposee, montant: str, raison: str) -> None:
    solde = build_solde("Solidarités", lecture)
    assert (clean(solde["Montant"]), clean(solde["Reports et raison"])) == (montant, raison)


@pytest.mark.parametrize(("texte", "niveau"), [("70", 70), (" 70,5 % ", Decimal("70.5")), ("", None), ("  ", None)])
def test_a_level_is_read_as_people_type_it(texte: str, niveau: Decimal | None) -> None:
    assert read_niveau(texte) == niveau


def test_a_level_that_is_not_a_figure_is_refused() -> None:
    with pytest.raises(SaisieRefusee, match="n’est pas un pourcentage"):
        read_niveau("beaucoup")
