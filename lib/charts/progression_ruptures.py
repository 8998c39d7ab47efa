"""Series breaks on a progression: a dotted vertical line, the sign of a broken axis (//), the words and the reason."""

from datetime import date
from textwrap import wrap
from typing import Any

from lib.charts.progression_commun import Spec, build_couche, build_infobulle, build_textes
from lib.charts.theme import ENCRE, FOND
from lib.domain.progression import Progression
from lib.domain.ruptures import Rupture

LARGEUR_MOTIF = 46
"""Characters in a line of the reason."""
SIGNE = "M-0.7,0.6L-0.1,-0.6M0.1,0.6L0.7,-0.6"
"""Two slanted strokes, as an axis is drawn broken."""


def get_abscisse_jour(jour: date) -> float:
    """Give the place of the beginning of a day, in years: 1 July 2025 is about 2025.5."""
    debut = date(jour.year, 1, 1)
    return jour.year + (jour - debut).days / (date(jour.year + 1, 1, 1) - debut).days


def build_ruptures(progression: Progression, axe_x: Spec) -> list[Spec]:
    """Mark the breaks of a level at their day; the words lie on the side that has room."""
    milieu = sum(axe_x["scale"]["domain"]) / 2
    couches: list[Spec] = []
    for rupture in progression.ruptures_montrees:
        x = get_abscisse_jour(rupture.debut)
        couches += _build_rupture(_build_donnee(rupture) | {"x": x}, axe_x, a_gauche=x > milieu)
    return couches


def build_ruptures_flux(progression: Progression, axe_x: Spec) -> list[Spec]:
    """Mark the breaks of a yearly flow within the band of their year."""
    couches: list[Spec] = []
    for rupture in progression.ruptures_montrees:
        annee = rupture.debut.year
        position = axe_x | {"bandPosition": get_abscisse_jour(rupture.debut) - annee}
        a_gauche = annee > progression.annees[len(progression.annees) // 2]
        couches += _build_rupture(_build_donnee(rupture) | {"annee": str(annee)}, position, a_gauche=a_gauche)
    return couches


def _build_donnee(rupture: Rupture) -> dict[str, Any]:
    motif = wrap(rupture.motif, LARGEUR_MOTIF, max_lines=2, placeholder="…")
    return {"texte": [rupture.titre, *motif], "titre": rupture.titre, "motif": rupture.motif}


def _build_rupture(donnee: dict[str, Any], axe_x: Spec, *, a_gauche: bool) -> list[Spec]:
    """Draw one break: line, sign, words."""
    infobulle = build_infobulle(("titre", "Rupture"), ("motif", "Raison"))
    trait = {"type": "rule", "color": ENCRE, "strokeWidth": 1.5, "strokeDash": [1, 4]}
    signe = {
        "type": "point",
        "shape": SIGNE,
        "size": 420,
        "stroke": ENCRE,
        "strokeWidth": 2.5,
        "fill": FOND,
        "opacity": 1,
    }
    cote = {"align": "right", "dx": -14} if a_gauche else {"align": "left", "dx": 14}
    style = cote | {"baseline": "top", "fontSize": 13, "fontStyle": "italic", "lineHeight": 16, "color": ENCRE}
    return [
        build_couche([donnee], trait, {"x": axe_x, "tooltip": infobulle}, "ruptures"),
        build_couche([donnee], signe, {"x": axe_x, "y": {"value": 12}, "tooltip": infobulle}, "signes_ruptures"),
        *build_textes([donnee], style, {"x": axe_x, "y": {"value": 2}, "text": {"field": "texte"}}, "noms_ruptures"),
    ]
