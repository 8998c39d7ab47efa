"""Rows on one scale of percentages: a name and its words above a track, the same frame for every chart of money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts.theme import CONFIG, ENCRE, GRILLE, GRIS

LIGNE, TEXTE, PISTE, GROUPE, AXE = 47, 26, 16, 12, 36
"""Heights in pixels: one row, its line of text, its track, the space between two groups, the axis of the chart."""

TAILLE = 19
"""Size of the words, in pixels: read from the back of the room."""

CADRE: dict[str, Any] = {
    "x": {"field": "debut"},
    "x2": {"field": "fin"},
    "y": {"field": "haut"},
    "y2": {"field": "bas"},
}
"""The four sides of a bar."""


@dataclass(frozen=True)
class Mots:
    """The words of one row: its name at the left, what it says at the right in its colour; haut in pixels."""

    haut: int
    nom: str
    texte: str
    couleur: str = ENCRE


def get_bande(haut: int) -> dict[str, int]:
    """Top and bottom of a track, under its line of text."""
    return {"haut": haut + TEXTE, "bas": haut + TEXTE + PISTE}


def shorten_nom(nom: str, longueur: int = 56) -> str:
    """Cut a name at a word, so that it leaves room for what is said at the right."""
    return nom if len(nom) <= longueur else f"{nom[:longueur].rsplit(' ', 1)[0]}…"


def compute_hauteurs(groupes: Sequence[str]) -> list[int]:
    """Give the top of each row in pixels, groups set apart."""
    hauteurs, haut = [], 0
    for rang, groupe in enumerate(groupes):
        if rang and groupe != groupes[rang - 1]:
            haut += GROUPE
        hauteurs.append(haut)
        haut += LIGNE
    return hauteurs


def build_barres(valeurs: list[dict[str, Any]], **marque: Any) -> dict[str, Any]:
    """Build bars from their four sides, their couleur and their bulle."""
    return {
        "data": {"values": valeurs},
        "mark": {"type": "rect", **marque},
        "encoding": {
            **CADRE,
            "fill": {"field": "couleur", "type": "nominal", "scale": None},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }


def build_points(valeurs: list[dict[str, Any]], **marque: Any) -> dict[str, Any]:
    """Build points from their x and y, and their bulle."""
    return {
        "data": {"values": valeurs},
        "mark": {"type": "point", "opacity": 1, **marque},
        "encoding": {
            "x": {"field": "x"},
            "y": {"field": "y"},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }


def build_textes(mots: Iterable[Mots], graisse: str = "normal") -> list[dict[str, Any]]:
    """Build the words above the tracks: names at the left, then what each says at the right."""
    lignes = list(mots)
    couches = []
    for champ, cote in (("nom", "left"), ("texte", "right")):
        valeurs = [
            {
                "mots": getattr(ligne, champ),
                "haut": ligne.haut + TEXTE // 2 - 2,
                "couleur": ligne.couleur if champ == "texte" else ENCRE,
            }
            for ligne in lignes
        ]
        couches.append(
            {
                "data": {"values": valeurs},
                "mark": {
                    "type": "text",
                    "align": cote,
                    "baseline": "middle",
                    "fontSize": TAILLE,
                    "fontWeight": graisse,
                },
                "encoding": {
                    "x": {"value": 0 if cote == "left" else "width"},
                    "y": {"field": "haut"},
                    "text": {"field": "mots", "type": "nominal"},
                    "color": {"field": "couleur", "type": "nominal", "scale": None},
                },
            }
        )
    return couches


def build_rangees_chart(couches: list[dict[str, Any]], hauteur: int, maximum: float = 1) -> dict[str, Any]:
    """Put the layers on one scale from 0 to maximum (1 is 100 %); hauteur in pixels, axis not counted."""
    echelles: dict[str, dict[str, Any]] = {
        "x": {"type": "quantitative", "scale": {"domain": [0, maximum], "nice": False}, "axis": _build_axe()},
        "y": {"type": "quantitative", "scale": {"domain": [hauteur, 0], "nice": False}, "axis": None},
    }
    for couche in couches:
        couche["encoding"] = {
            canal: {**echelles.get(canal, {}), **valeur} for canal, valeur in couche["encoding"].items()
        }
    return {"config": CONFIG, "width": "container", "height": hauteur + AXE, "layer": couches}


def _build_axe() -> dict[str, Any]:
    """Build the one axis of percentages."""
    return {
        "title": None,
        "format": ".0%",
        "values": [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5],
        "gridColor": GRILLE,
        "labelFontSize": 16,
        "labelColor": GRIS,
        "domain": False,
        "ticks": False,
    }
