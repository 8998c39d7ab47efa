"""Synthèse: the small gauges of its rows, all on one scale of percentages, as widths for the screen to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

ECHELLE_MAX = Fraction(3, 2)
"""Bars stop at 150 % so that one figure does not flatten the others; the text keeps the figure."""


@dataclass(frozen=True)
class Piste:
    """A gauge in percent of the width available; encoche is None when nothing is expected."""

    base: float
    rempli: float
    depasse: float
    encoche: float | None


def compute_echelle(taux: Iterable[Fraction | None]) -> Fraction:
    """Give the rate that fills the whole width: 100 %, or the largest rate up to the screen's limit."""
    return max([Fraction(1), *(min(t, ECHELLE_MAX) for t in taux if t is not None)])


def build_piste(taux: Fraction | None, attendue: Fraction | None, echelle: Fraction) -> Piste:
    """Place a rate and the share expected at the date on the common scale; past its limit the bar is cut."""
    largeur = 100 / echelle
    montre = min(max(taux or Fraction(0), Fraction(0)), echelle)
    return Piste(
        base=float(largeur),
        rempli=float(min(montre, Fraction(1)) * largeur),
        depasse=float(max(montre - 1, Fraction(0)) * largeur),
        encoche=None if attendue is None else float(min(attendue, echelle) * largeur),
    )
