"""Where the year will end at the pace seen so far: realised as a bar, the rest of the year as a light dashed band."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.charts.rangees import (
    LIGNE,
    PISTE,
    TEXTE,
    Mots,
    build_barres,
    build_points,
    build_rangees_chart,
    build_textes,
    compute_hauteurs,
    get_bande,
)
from lib.charts.theme import ENCRE, FOND, GRILLE
from lib.domain.formats import format_taux
from lib.domain.rythme_fiches import Rythme

BARRE, BANDE = "#3A3A3A", "#D8D8D8"
"""All funders together: neither colour is a funder's nor a status's."""

AXE_MAXIMUM = 1.5
"""Bars stop at 150 %; the words keep the figure."""


def build_projection_chart(
    rythmes: Sequence[Rythme], noms: Mapping[str, str], textes: Mapping[str, str]
) -> dict[str, Any]:
    """Build the Vega-Lite spec of the pace of each group; noms and textes are its words by code."""
    hauteurs = compute_hauteurs(["" for _ in rythmes])
    lignes = list(zip(rythmes, hauteurs, strict=True))
    parts = [float(part) for r in rythmes for part in (r.taux.rapport, r.taux_projete) if part is not None]
    maximum = min(AXE_MAXIMUM, max([1.0, *parts]))
    couches = [
        build_barres([_build_barre(0, 1, haut, GRILLE, textes[r.code]) for r, haut in lignes]),
        build_barres(
            [
                _build_barre(float(r.taux.rapport), min(maximum, float(r.taux_projete)), haut, BANDE, textes[r.code])
                for r, haut in lignes
                if r.taux.rapport is not None and r.taux_projete is not None
            ],
            stroke=BARRE,
            strokeDash=[4, 4],
        ),
        build_barres(
            [
                _build_barre(0, min(maximum, float(r.taux.rapport)), haut, BARRE, textes[r.code])
                for r, haut in lignes
                if r.taux.rapport is not None
            ]
        ),
        build_points(
            [
                {
                    "x": min(maximum, float(r.taux_projete)),
                    "y": haut + TEXTE + PISTE / 2,
                    "bulle": f"À ce rythme, {format_taux(r.taux_projete)} de la base au 31 décembre",
                }
                for r, haut in lignes
                if r.taux_projete is not None and r.taux_projete != r.taux.rapport
            ],
            shape="circle",
            size=170,
            filled=True,
            fill=FOND,
            stroke=ENCRE,
            strokeWidth=2,
        ),
        *build_textes(Mots(haut, noms[r.code], textes[r.code]) for r, haut in lignes),
    ]
    return build_rangees_chart(couches, (hauteurs[-1] if hauteurs else 0) + LIGNE, maximum)


def _build_barre(debut: float, fin: float, haut: int, couleur: str, bulle: str) -> dict[str, Any]:
    return {"debut": debut, "fin": fin, **get_bande(haut), "couleur": couleur, "bulle": bulle}
