from fractions import Fraction

import pytest

from lib.charts.marques import ALLURES
from lib.charts.synthese import Piste, build_piste, compute_echelle
from lib.domain.statuts import StatutSuivi


@pytest.mark.parametrize(
    ("taux", "echelle"),
    [([], 1), ([None, Fraction(1, 2)], 1), ([Fraction(6, 5), None], Fraction(6, 5)), ([Fraction(4)], Fraction(3, 2))],
)
def test_the_scale_holds_the_largest_rate_up_to_150_percent(taux: list[Fraction | None], echelle: Fraction) -> None:
    assert compute_echelle(taux) == echelle


def test_a_rate_under_100_percent_fills_its_share_of_the_track() -> None:
    assert build_piste(Fraction(1, 4), Fraction(1, 2), Fraction(1)) == Piste(100.0, 25.0, 0.0, 50.0)


def test_a_rate_over_100_percent_runs_past_the_end_of_the_track() -> None:
    assert build_piste(Fraction(6, 5), Fraction(1), Fraction(5, 4)) == Piste(80.0, 80.0, 16.0, 80.0)


def test_a_rate_past_the_scale_is_cut() -> None:
    piste = build_piste(Fraction(4), None, Fraction(3, 2))
    assert piste.encoche is None
    assert piste.rempli + piste.depasse == pytest.approx(100)


def test_an_unknown_rate_draws_an_empty_track() -> None:
    assert build_piste(None, None, Fraction(1)).rempli == 0


def test_every_status_has_a_look_and_no_two_share_colour_and_sign() -> None:
    assert set(ALLURES) == set(StatutSuivi)
    juges = [s for s in StatutSuivi if s.marque != "–"]
    assert len({(ALLURES[s].couleur, s.marque) for s in juges}) == len(juges)
