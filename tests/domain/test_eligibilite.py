"""R11: spending to look at in the insertion part; R13: the volet 3 envelope."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lib.domain.credits import LigneBudget
from lib.domain.eligibilite import EXCLUSIONS, compute_enveloppe_forfaitaire, select_lignes_a_verifier
from lib.domain.nomenclatures import Financeur
from tests.domain.fabrique_argent import make_contrat


def make_ligne(
    libelle: str, fiche: str = "I.V1", financeur: Financeur | None = Financeur.ETAT, total: bool = False
) -> LigneBudget:
    return LigneBudget(
        fiche=fiche, annee=2024, rang=1, libelle=libelle, financeur=financeur, montant=1, est_total=total
    )


@pytest.mark.parametrize(
    ("libelle", "codes"),
    [
        ("Frais généraux", ["frais_generaux"]),
        ("Location de salles et équipement", ["frais_generaux"]),
        ("Déplacements du personnel", ["frais_mission"]),
        ("Évaluation externe", ["prestations"]),
        ("Prestations de formation et d'équipements", ["frais_generaux", "prestations"]),
        ("Investissements", ["investissement"]),
        ("Information des allocataires", []),
        ("Deux chargés de projet", []),
    ],
)
def test_words_of_an_exclusion_make_a_line_to_look_at(libelle: str, codes: list[str]) -> None:
    contrat = make_contrat(lignes_budget=[make_ligne(libelle)])
    assert [trouvee.exclusion.code for trouvee in select_lignes_a_verifier(contrat)] == codes


@pytest.mark.parametrize(
    ("ligne", "retenue"),
    [
        (make_ligne("Formation"), True),
        (make_ligne("Formation", financeur=None), True),
        (make_ligne("Formation", financeur=Financeur.CD), False),
        (make_ligne("Formation", fiche="S.1"), False),
        (make_ligne("Formation", total=True), False),
    ],
)
def test_the_exclusions_bear_on_state_money_of_insertion_only(ligne: LigneBudget, retenue: bool) -> None:
    assert bool(select_lignes_a_verifier(make_contrat(lignes_budget=[ligne]))) is retenue


def test_every_exclusion_cites_its_article() -> None:
    assert {exclusion.article for exclusion in EXCLUSIONS} == {"art. 2.3"}


@pytest.mark.parametrize(
    ("allocataires", "centimes"), [(Decimal(5000), Fraction(140625000)), (Decimal(8749), Fraction(492131250, 2))]
)
def test_the_volet_3_envelope_is_recomputed_exactly(allocataires: Decimal, centimes: Fraction) -> None:
    assert compute_enveloppe_forfaitaire(allocataires, Fraction(1, 2), Fraction(3, 4), 100000, 9) == centimes
