"""Derived indicators: their parts shown, double counting said, never typed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.domain.derives import DOUBLE_COMPTE, Partie, compute_somme, list_codes
from lib.domain.erreurs import ErreurMetier
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

CODES = ["P-1", "P-2", "P-3", "P-4", "P-5"]
CIBLES = dict(zip(CODES, (50, 350, 100, 50, 250), strict=True))
T = "2024-T4"


def build_somme(valeurs: dict[str, int], **champs: object) -> LigneSuivi:
    somme = make_indicateur("N-1", formule=" + ".join(CODES), double_compte=True, comptage="personnes", **champs)
    contrat = make_contrat(
        *(make_indicateur(code, comptage="personnes") for code in CODES),
        somme,
        resultats=tuple(make_resultat(T, v, code) for code, v in valeurs.items()),
        cibles=(make_cible(2024, sum(CIBLES.values()), "N-1"),),
    )
    return build_suivi(contrat, Trimestre(2024, 4), date(2025, 3, 1))[-1]


def test_a_derived_figure_shows_its_parts_and_flags_double_counting() -> None:
    ligne = build_somme(CIBLES)
    assert (ligne.valeur, ligne.statut, ligne.calculee) == (Decimal(800), StatutSuivi.ATTEINT, True)
    assert ligne.parties == tuple(Partie(code, Fraction(v)) for code, v in CIBLES.items())
    assert ligne.double_compte == DOUBLE_COMPTE
    assert ligne.attente is None
    assert not ligne.provisoire


@pytest.mark.parametrize(
    ("recus", "motif"), [(n, f"non calculable, {n}/5 reçu{'s' if n > 1 else ''}") for n in range(5)]
)
def test_one_missing_part_makes_it_non_calculable(recus: int, motif: str) -> None:
    ligne = build_somme(dict(list(CIBLES.items())[:recus]))
    assert (ligne.valeur, ligne.statut, ligne.motif_null) == (None, StatutSuivi.NON_CALCULABLE, motif)
    assert ligne.libelle == motif.capitalize()
    assert len(ligne.parties) == 5


def test_a_derived_figure_is_the_departement_s_alone_whatever_its_parts_bring_below() -> None:
    """By commune, a sum beside its parts would give a masked one back: no such figure is made."""
    contrat = make_contrat(
        make_indicateur("P-1"),
        make_indicateur("P-2"),
        make_indicateur("N-1", formule="P-1 + P-2"),
        resultats=tuple(
            make_resultat(T, 9, code, territoire=lieu) for code in ("P-1", "P-2") for lieu in ("DEP", "94017")
        ),
    )
    lignes = build_suivi(contrat, Trimestre(2024, 4), date(2025, 3, 1))
    assert [(ligne.territoire, ligne.valeur) for ligne in lignes if ligne.code == "N-1"] == [("DEP", Decimal(18))]


def test_a_zero_part_is_received() -> None:
    assert build_somme(CIBLES | {"P-1": 0}).valeur == Decimal(750)


def test_a_derived_figure_is_provisional_as_soon_as_one_part_is() -> None:
    contrat = make_contrat(
        make_indicateur("P-1"),
        make_indicateur("P-2"),
        make_indicateur("N-1", formule="P-1 + P-2"),
        resultats=(
            make_resultat(T, 12, "P-1", statut="provisoire"),
            make_resultat(T, 8, "P-2"),
            make_resultat(T, 99, "N-1"),
        ),
    )
    somme = build_suivi(contrat, Trimestre(2024, 4), date(2025, 3, 1))[-1]
    assert (somme.valeur, somme.provisoire, somme.resultat) == (Decimal(20), True, None)


def test_rates_are_copied_never_added_up() -> None:
    taux = make_indicateur(type="taux", formule="P-1")
    assert compute_somme(taux, [Partie("P-1", Fraction(40))]).valeur == 40
    assert compute_somme(taux, [Partie("P-1", Fraction(40)), Partie("P-2", Fraction(50))]).valeur is None


def test_a_formula_cites_known_typed_indicators_only() -> None:
    connus = {"P-1": make_indicateur("P-1"), "N-1": make_indicateur("N-1", formule="P-1")}
    assert list_codes(connus["P-1"], connus) == []
    with pytest.raises(ErreurMetier, match="P-9"):
        list_codes(make_indicateur("N-2", formule="P-1 + P-9"), connus)
    with pytest.raises(ErreurMetier, match="lui-même calculé"):
        list_codes(make_indicateur("N-2", formule="N-1"), connus)


@pytest.mark.parametrize(
    ("closes", "suite"),
    [
        ((), ""),
        (("P-2",), ", P-2 ne sera pas transmise"),
        (("P-2", "P-3"), ", P-2, P-3 ne seront pas transmises"),
    ],
)
def test_the_parts_that_will_not_be_sent_are_named(closes: tuple[str, ...], suite: str) -> None:
    parties = [Partie("P-1", Fraction(1)), *(Partie(code, None, code in closes) for code in ("P-2", "P-3"))]
    assert compute_somme(make_indicateur(), parties).motif == f"non calculable, 1/3 reçu{suite}"
