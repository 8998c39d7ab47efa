"""The pilot territory in bars: one measure by commune, and the split the contract plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts.theme import CONFIG, ENCRE, FOND, GRILLE
from lib.domain.territoire_pilote import MesureLocale

COULEUR_ZONE = "#8A6412"
FOND_ZONE = "#F6E8C8"
"""The pilot territory keeps this colour on its map and charts: neither a funder's nor a status's."""

TEINTES = ("#6B4E0E", "#A98234", "#DCC48C")
"""Shades of a split, from the first part on, each named by its own words."""

HAUTEUR_BARRE = 62


@dataclass(frozen=True)
class Part:
    """One part of a split: its row (« Prévu »), its name, its value in percent."""

    rangee: str
    nom: str
    valeur: float
    mots: str


def build_communes_chart(mesure: MesureLocale, textes: Mapping[str, str], choisie: str = "") -> dict[str, Any]:
    """Build one bar per commune in the contract's order, from zero, its words at the end.

    A commune without a figure keeps its row, with the reason. choisie: the code of the commune that stands out.
    """
    lignes: list[dict[str, Any]] = [
        {
            "commune": valeur.territoire.nom,
            "valeur": None if valeur.valeur is None else float(valeur.valeur),
            "mots": textes[valeur.territoire.code],
            "pale": bool(choisie) and valeur.territoire.code != choisie,
        }
        for valeur in mesure.communes
    ]
    maximum = max((ligne["valeur"] or 0 for ligne in lignes), default=0)
    ordonnee = {
        "field": "commune",
        "type": "nominal",
        "sort": [ligne["commune"] for ligne in lignes],
        "axis": {
            "title": None,
            "labelFontSize": 16,
            "labelLimit": 240,
            "labelPadding": 8,
            "ticks": False,
            "domain": False,
        },
    }
    abscisse = {
        "field": "valeur",
        "type": "quantitative",
        "scale": {"domain": [min(0, *(ligne["valeur"] or 0 for ligne in lignes)), (maximum or 1) * 2.1], "nice": False},
        "axis": None,
    }
    opacite = {"condition": {"test": "datum.pale", "value": 0.35}, "value": 1}
    barres = {
        "mark": {"type": "bar", "height": 26, "color": COULEUR_ZONE},
        "encoding": {
            "y": ordonnee,
            "x": abscisse,
            "opacity": opacite,
            "tooltip": [
                {"field": "commune", "type": "nominal", "title": "Commune"},
                {"field": "mots", "type": "nominal", "title": mesure.periode},
            ],
        },
    }
    mots = {
        "transform": [{"calculate": "datum.valeur == null ? 0 : max(datum.valeur, 0)", "as": "fin"}],
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 16, "color": ENCRE},
        "encoding": {
            "y": ordonnee,
            "x": {**abscisse, "field": "fin"},
            "text": {"field": "mots", "type": "nominal"},
        },
    }
    return {
        "config": CONFIG,
        "width": "container",
        "height": {"step": HAUTEUR_BARRE},
        "data": {"values": lignes},
        "layer": [barres, mots],
    }


def build_repartition_chart(parts: Sequence[Part]) -> dict[str, Any]:
    """Build one bar of 100 % per row, its parts named on the bar, in the given order."""
    noms = list(dict.fromkeys(part.nom for part in parts))
    rangees = list(dict.fromkeys(part.rangee for part in parts))
    teintes = [TEINTES[rang % len(TEINTES)] for rang in range(len(noms))]
    cumuls = dict.fromkeys(rangees, 0.0)
    lignes = []
    for part in parts:
        debut = cumuls[part.rangee]
        cumuls[part.rangee] = debut + part.valeur
        lignes.append(
            {
                "rangee": part.rangee,
                "nom": part.nom,
                "debut": debut,
                "fin": cumuls[part.rangee],
                "milieu": debut + part.valeur / 2,
                "mots": part.mots,
                "clair": noms.index(part.nom) % len(TEINTES) == 0,
            }
        )
    ordonnee = {
        "field": "rangee",
        "type": "nominal",
        "sort": rangees,
        "axis": {
            "title": None,
            "labelFontSize": 16,
            "labelLimit": 240,
            "labelPadding": 8,
            "ticks": False,
            "domain": False,
        },
    }
    echelle = {"domain": [0, max(100.0, *cumuls.values())], "nice": False}
    barres = {
        "mark": {"type": "bar", "height": 40, "stroke": FOND, "strokeWidth": 1},
        "encoding": {
            "y": ordonnee,
            "x": {"field": "debut", "type": "quantitative", "scale": echelle, "axis": None},
            "x2": {"field": "fin"},
            "color": {"field": "nom", "type": "nominal", "scale": {"domain": noms, "range": teintes}, "legend": None},
            "tooltip": [
                {"field": "rangee", "type": "nominal", "title": "Répartition"},
                {"field": "mots", "type": "nominal", "title": "Part"},
            ],
        },
    }
    mots = {
        "mark": {"type": "text", "fontSize": 16, "fontWeight": 600},
        "encoding": {
            "y": ordonnee,
            "x": {"field": "milieu", "type": "quantitative", "scale": echelle, "axis": None},
            "text": {"field": "mots", "type": "nominal"},
            "color": {"condition": {"test": "datum.clair", "value": FOND}, "value": ENCRE},
        },
    }
    return {
        "config": {**CONFIG, "axis": {**CONFIG["axis"], "gridColor": GRILLE}},
        "width": "container",
        "height": {"step": 58},
        "data": {"values": lignes},
        "layer": [barres, mots],
    }
