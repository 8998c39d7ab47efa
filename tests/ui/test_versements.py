from datetime import date

import pytest

from lib.domain.contrat import Avenant
from lib.domain.nomenclatures import Declencheur, PartieContrat
from lib.domain.versements import build_echeanciers
from lib.ui.versements import build_phrase_versements, explain_signature
from tests.domain.fabrique_argent import make_contrat, make_regle, make_versement
from tests.pages.visite import clean

SOLIDARITES, INSERTION = PartieContrat.SOLIDARITES, PartieContrat.INSERTION


@pytest.mark.parametrize(
    ("payes", "phrase"),
    [
        ((1000, 500), "1 500 € versés par l’État pour 2024 sur 1 500 € dus ; tout est versé."),
        ((400, 500), "900 € versés par l’État pour 2024 sur 1 500 € dus ; reste 600 €, dont 600 € en attente."),
        (
            (400, 700),
            "1 100 € versés par l’État pour 2024 sur 1 500 € dus ; reste 600 €, dont 600 € en attente, "
            "200 € de plus que prévu.",
        ),
    ],
)
def test_the_sentence_never_nets_one_part_against_the_other(payes: tuple[float, float], phrase: str) -> None:
    contrat = make_contrat(
        avenants=[Avenant(numero=0, objet="Contrat", date_signature=date(2024, 7, 12))],
        regles_versement=[make_regle("R3", SOLIDARITES, 1000), make_regle("R4a", INSERTION, 500)],
        versements=[
            make_versement(euros, partie=partie) for euros, partie in zip(payes, (SOLIDARITES, INSERTION), strict=True)
        ],
    )
    assert clean(build_phrase_versements(build_echeanciers(contrat, date(2025, 1, 1)), 2024)) == phrase


@pytest.mark.parametrize(
    ("signature", "jour", "phrase"),
    [
        (None, date(2030, 1, 1), "0 € versés par l’État pour 2024 sur 1 000 € prévus ; reste 1 000 €."),
        (
            date(2024, 7, 1),
            date(2024, 6, 30),
            "0 € versés par l’État pour 2024 sur 1 000 € prévus ; reste 1 000 €.",
        ),
        (
            date(2024, 7, 1),
            date(2024, 7, 1),
            "0 € versés par l’État pour 2024 sur 1 000 € prévus, dont 600 € dus ; reste 1 000 €.",
        ),
        (
            date(2024, 7, 1),
            date(2024, 7, 17),
            "0 € versés par l’État pour 2024 sur 1 000 € prévus, dont 600 € dus ; reste 1 000 €, "
            "dont 600 € en attente.",
        ),
    ],
)
def test_an_amount_is_due_only_once_its_day_is_known(signature: date | None, jour: date, phrase: str) -> None:
    contrat = make_contrat(
        avenants=[Avenant(numero=0, objet="Contrat initial", date_signature=signature)],
        regles_versement=[
            make_regle("R4a", INSERTION, 600, "0.6"),
            make_regle("R4b", INSERTION, 400, "0.4", declencheur=Declencheur.BILAN_FINAL),
        ],
    )
    assert clean(build_phrase_versements(build_echeanciers(contrat, jour), 2024)) == phrase


def test_the_signature_alone_says_what_it_makes_due_in_both_parts() -> None:
    contrat = make_contrat(
        regles_versement=[
            make_regle("R3", SOLIDARITES, 1_553_395),
            make_regle("R4a", INSERTION, 1_941_774),
            make_regle("R4b", INSERTION, 1_294_516, declencheur=Declencheur.BILAN_FINAL),
        ]
    )
    assert clean(explain_signature(contrat, 2024)) == "La signature rend exigibles 3 495 169 € (R3 et R4, art. 3). "
    assert explain_signature(contrat, 2025) == ""
