"""Targets of a yearly flow: a wide tick across each year's band, with its name at the right end."""

from typing import Any

from lib.charts.progression_commun import (
    Spec,
    build_axe_y,
    build_couche,
    build_infobulle,
    build_textes,
    format_valeur,
    to_float,
)
from lib.charts.theme import ENCRE, GRIS
from lib.domain.progression import Progression


def _build_traits(
    donnees: list[dict[str, Any]], style: Spec, axe_x: Spec, maximum: float, epaisseur: float, nom: str
) -> Spec:
    """Draw a tick across the whole band of a year."""
    return build_couche(
        donnees,
        {"type": "rule", "strokeWidth": epaisseur, **style},
        {
            "x": axe_x | {"bandPosition": 0},
            "x2": {"field": "annee", "bandPosition": 1},
            "y": {"field": "niveau", **build_axe_y(maximum)},
            "tooltip": build_infobulle(("annee", "Année"), ("texte", "Cible")),
        },
        nom,
    )


def _build_noms_traits(donnees: list[dict[str, Any]], axe_x: Spec, maximum: float, nom: str, style: Spec) -> list[Spec]:
    """Write the name of a tick at its right end, above the line."""
    return build_textes(
        donnees,
        {"align": "right", "baseline": "bottom", "dy": -5, **style},
        {
            "x": axe_x | {"bandPosition": 1},
            "y": {"field": "niveau", **build_axe_y(maximum)},
            "text": {"field": "texte"},
        },
        nom,
    )


def build_cibles_flux(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw the targets in force, and the initial ones that an avenant replaced, pale and dashed."""

    def list_traits(cibles: Any, prefixe: str) -> list[dict[str, Any]]:
        return [
            {"annee": str(a), "niveau": to_float(c.valeur), "texte": f"{prefixe} {format_valeur(c.valeur)}"}
            for a, c in sorted(cibles.items())
            if c is not None and c.valeur is not None
        ]

    actuelles = list_traits(progression.cibles, "cible")
    initiales = list_traits(progression.initiales, "cible initiale")
    return [
        _build_traits(initiales, {"color": GRIS, "strokeDash": [6, 4], "opacity": 0.6}, axe_x, maximum, 2, "initiales"),
        *_build_noms_traits(initiales, axe_x, maximum, "noms_initiales", {"fontSize": 12, "color": GRIS}),
        _build_traits(actuelles, {"color": ENCRE}, axe_x, maximum, 3.5, "cibles"),
        *_build_noms_traits(actuelles, axe_x, maximum, "noms_cibles", {"fontSize": 14, "color": ENCRE}),
    ]
