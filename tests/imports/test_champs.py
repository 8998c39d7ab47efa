"""One cell of a contract folder as the type its noun declares."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.contrat import Centimes
from lib.domain.nomenclatures import Financeur
from lib.imports.champs import ValeurInattendue, read_champ


@pytest.mark.parametrize(
    ("texte", "indication", "valeur"),
    [
        ("12,5", Decimal, Decimal("12.5")),
        ("-3", Decimal | None, Decimal(-3)),
        ("31795,5", Centimes, 3179550),
        ("0", Centimes | None, 0),
        ("2024", int, 2024),
        ("2024-12-31", date, date(2024, 12, 31)),
        ("oui", bool, True),
        ("CD", Financeur | None, Financeur.CD),
        ("à définir", str, "à définir"),
    ],
)
def test_a_cell_is_read_as_its_type(texte: str, indication: Any, valeur: object) -> None:
    assert read_champ(texte, indication) == valeur


@pytest.mark.parametrize(
    ("texte", "indication"),
    [
        ("1 015", Decimal),
        ("12.5.1", Decimal),
        ("0,005", Centimes),
        ("2024,0", int),
        ("31/12/2024", date),
        ("vrai", bool),
        ("Etat", Financeur),
    ],
)
def test_what_is_not_of_the_type_is_refused(texte: str, indication: Any) -> None:
    with pytest.raises(ValeurInattendue):
        read_champ(texte, indication)
