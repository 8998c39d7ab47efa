"""Thresholds set by hand: only those that the contract leaves open, within what their unit allows."""

from decimal import Decimal

import pytest

from lib.domain.erreurs import ErreurMetier
from lib.domain.indicateurs import Seuil
from lib.domain.seuils import build_seuil, is_convention
from tests.domain.fabrique import SEUILS, make_contrat


def make_seuil(unite: str, source: str = "convention Jalons") -> Seuil:
    return Seuil(code="s", libelle="S", valeur=Decimal(3), unite=unite, explication="", source=source)


@pytest.mark.parametrize(
    ("unite", "valeur", "phrase"),
    [
        ("%", "0", "pourcentage"),
        ("%", "100.5", "pourcentage"),
        ("%", "100", ""),
        ("%", "0.5", ""),
        ("personnes", "0", "nombre entier"),
        ("personnes", "4.5", "nombre entier"),
        ("personnes", "1", "à partir de 2"),
        ("personnes", "2", ""),
        ("fois", "1", "au-dessus de 1"),
        ("fois", "1.5", ""),
    ],
)
def test_a_threshold_stays_within_what_its_unit_allows(unite: str, valeur: str, phrase: str) -> None:
    contrat = make_contrat(seuils=(*SEUILS, make_seuil(unite)))
    if phrase:
        with pytest.raises(ErreurMetier, match=phrase):
            build_seuil(contrat, "s", Decimal(valeur))
    else:
        assert build_seuil(contrat, "s", Decimal(valeur)).valeur == Decimal(valeur)


def test_what_an_article_writes_only_changes_by_avenant() -> None:
    ecrit = make_seuil("%", source="art. 2.2, l.114")
    assert (is_convention(make_seuil("%")), is_convention(ecrit)) == (True, False)
    with pytest.raises(ErreurMetier, match="seul un avenant"):
        build_seuil(make_contrat(seuils=(*SEUILS, ecrit)), "s", Decimal(40))
