from decimal import Decimal

import pytest

from lib.domain.tableau import Affichage
from lib.imports.affichages import read_affichage
from lib.imports.attentes import Attente

EUROS = Attente(unite="€", argent=True)
JEUNES = Attente(unite="jeunes", entier=True, unites_connues=frozenset({"famille"}))
PART = Attente(unite="% des ménages", pourcentage=True)
KILOMETRES = Attente(unite="km", unites_connues=frozenset({"km", "m"}))


@pytest.mark.parametrize(
    ("valeur", "affichage", "attente", "lue", "code"),
    [
        ("24", Affichage(1, "jeunes"), JEUNES, "24", ""),
        ("24", Affichage(1, "pers."), JEUNES, "24", ""),
        ("24", Affichage(1, "familles"), JEUNES, None, "V05"),
        ("24", Affichage(1, "€"), JEUNES, None, "V05"),
        ("24", Affichage(1, "%"), JEUNES, None, "V05"),
        ("12.5", Affichage(1, "%"), PART, "12.5", ""),
        ("31795", Affichage(1, "€"), EUROS, "31795", ""),
        ("31795", Affichage(1_000, ""), EUROS, "31795", "C23"),
        ("31795", Affichage(1_000, "k€"), EUROS, "31795", "C23"),
        ("31.8", Affichage(1, "k€"), EUROS, "31800", "C23"),
        ("1.5", Affichage(1, "M€"), EUROS, "1500000", "C23"),
        ("1.5", Affichage(1, "k"), JEUNES, "1500", "C23"),
        ("1.5", Affichage(1, "milliers"), JEUNES, "1500", "C23"),
        ("120", Affichage(1, "k€"), JEUNES, None, "V05"),
        ("7", Affichage(1, "km"), KILOMETRES, "7", ""),
        ("7", Affichage(1, "m"), KILOMETRES, None, "V05"),
        ("24", Affichage(1, "", False), JEUNES, "24", "C23"),
        ("24", Affichage(1, "fait", False), JEUNES, "24", "C23"),
    ],
)
def test_a_number_is_read_as_the_eye_sees_it_or_asked(
    valeur: str, affichage: Affichage, attente: Attente, lue: str | None, code: str
) -> None:
    lu = read_affichage(Decimal(valeur), affichage, attente)
    assert (lu.valeur, lu.code) == (None if lue is None else Decimal(lue), code)


def test_a_hidden_figure_is_said_to_be_an_empty_cell() -> None:
    champs = read_affichage(Decimal(24), Affichage(1, "", False), JEUNES).champs
    assert (champs["montre"], champs["contenu"]) == ("une case vide", "24")


def test_thousands_are_asked_with_what_is_shown_and_what_is_stored() -> None:
    champs = read_affichage(Decimal("31.8"), Affichage(1, "k€"), EUROS).champs
    assert [str(champs[nom]).replace("\u202f", " ") for nom in ("montre", "contenu", "valeur")] == [
        "31,8\u00a0k€",
        "31,8",
        "31 800",
    ]


def test_a_percent_sign_in_the_format_leaves_no_doubt() -> None:
    assert read_affichage(Decimal("0.5"), Affichage(1, "%"), PART).explicite
