"""What the words around a table name: a part of the contract, a place, a part of the public."""

from functools import cache

import pytest

from lib.imports.contextes import Contextes, find_detail
from lib.imports.regles_codes import Codes
from tests.contrat_complet import read_contrat


@cache
def get_contextes() -> Contextes:
    return Contextes(read_contrat(), Codes(read_contrat()))


@pytest.mark.parametrize(
    ("texte", "fiches"),
    [
        ("Fiche S.3.2 – Alimentation", {"S.3.2"}),
        ("I.V2.1", {"I.V2.1"}),
        ("Favoriser l'alimentation saine et durable pour les publics en situation de précarité", {"S.3.2"}),
        ("Soutenir l'ASLL", {"S.2.1"}),
    ],
)
def test_a_fiche_is_named_by_its_code_or_its_title(texte: str, fiches: set[str]) -> None:
    trouves = get_contextes().find_indicateurs(texte)
    assert trouves is not None
    assert {read_contrat().indicateur_par_code[code].fiche for code in trouves} == fiches


@pytest.mark.parametrize(
    ("texte", "axe"), [("Axe 1 – Enfance", "A1"), ("VOLET 3", "V3"), ("Accompagnement rénové du RSA", "V3")]
)
def test_an_axe_or_a_volet_is_named_by_its_number_or_its_title(texte: str, axe: str) -> None:
    trouves = get_contextes().find_indicateurs(texte)
    assert trouves is not None
    assert {read_contrat().indicateur_par_code[code].axe for code in trouves} == {axe}


@pytest.mark.parametrize("texte", ["Divers", "Hébergement", "S.1.2-01", "Axe 12", ""])
def test_other_words_name_no_part_of_the_contract(texte: str) -> None:
    assert get_contextes().find_indicateurs(texte) is None


def test_two_parts_that_have_nothing_in_common_leave_no_indicator() -> None:
    contextes = get_contextes()
    assert contextes.restrict(["Divers"]) is None
    assert contextes.restrict(["Axe 1", "S.3.2"]) == frozenset()
    assert contextes.restrict(["Axe 3", "S.3.2"]) == contextes.find_indicateurs("S.3.2")


@pytest.mark.parametrize(
    ("texte", "lieux"),
    [
        ("Suivi 2024 – Créteil", {"94028"}),
        ("Territoire pilote (Créteil, Champigny-sur-Marne, Villiers-sur-Marne)", {"ZONE"}),
        ("L HAY LES ROSES", {"94038"}),
        ("Val-de-Marne", set()),
        ("Suivi d’orientation", set()),
    ],
)
def test_the_places_of_a_text_are_named_whole(texte: str, lieux: set[str]) -> None:
    assert get_contextes().find_lieux(texte) == lieux


@pytest.mark.parametrize(
    ("texte", "mot"), [("Public en QPV", "qpv"), ("Hommes", "hommes"), ("Programme", ""), ("Horsain", "")]
)
def test_a_part_of_the_public_is_told(texte: str, mot: str) -> None:
    assert find_detail(texte) == mot
