"""The line of a level through the quarters: its stretches, its dots and its figures."""

from typing import Any

from lib.charts.progression_commun import (
    INFOBULLE_RESULTAT,
    RESULTAT,
    Spec,
    build_axe_y,
    build_couche,
    build_ligne_resultat,
    build_textes,
)
from lib.charts.theme import FOND, GRIS
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.nomenclatures import Sens
from lib.domain.periodes import Trimestre
from lib.domain.progression import Forme, Progression

COTES: dict[str, Spec] = {
    "valeurs": {"align": "right", "dx": -9, "dy": -15},
    "valeurs_a_droite": {"align": "left", "dx": 9, "dy": -15},
    "valeurs_dessous": {"align": "left", "dx": 7, "dy": 19},
}
"""Where a figure is written: before its dot, after it when the line falls, below it under a rising path."""


def get_abscisse(trimestre: Trimestre) -> float:
    """Give the place of a quarter's last day on the axis, in years: the end of 2024 is 2025.0."""
    return trimestre.annee + trimestre.numero / 4


def place(axe_x: Spec, maximum: float) -> Spec:
    """Give the place of a mark on the two axes of a level."""
    return {"x": axe_x, "y": {"field": "valeur", **build_axe_y(maximum)}}


def list_troncons(progression: Progression) -> list[dict[str, Any]]:
    """List the points of the line, each with its stretch: a line stops at a missing quarter or at a series break.

    A stretch that leads to a provisional value is its own, drawn dashed.
    """
    points: list[dict[str, Any]] = []
    numero, precedent = 0, None
    for ligne in progression.recues:
        if ligne.valeur is None:
            continue
        point = _build_point(progression, ligne)
        if precedent is None or not _is_suite(progression, precedent, ligne):
            numero += 1
            points.append(point | {"troncon": numero, "tirets": False})
        elif ligne.provisoire != points[-1]["tirets"]:
            numero += 1
            points.append(points[-1] | {"troncon": numero, "tirets": ligne.provisoire, "repris": True})
            points.append(point | {"troncon": numero, "tirets": ligne.provisoire})
        else:
            points.append(point | {"troncon": numero, "tirets": ligne.provisoire})
        precedent = ligne
    return points


def _is_suite(progression: Progression, avant: LigneSuivi, apres: LigneSuivi) -> bool:
    """Whether a line may join two values: consecutive quarters, or year-ends, with no series break between them."""
    if progression.get_rupture(avant.trimestre.fin, apres.trimestre.fin):
        return False
    if progression.est_continue:
        ecart = get_abscisse(apres.trimestre) - get_abscisse(avant.trimestre)
        return ecart <= 0.25 or (avant.trimestre.numero == apres.trimestre.numero == 4 and ecart <= 1)
    return avant.trimestre.suivant == apres.trimestre and avant.trimestre.annee == apres.trimestre.annee


def _build_point(progression: Progression, ligne: LigneSuivi) -> dict[str, Any]:
    point = build_ligne_resultat(ligne, progression.indicateur.unite)
    return point | {"x": get_abscisse(ligne.trimestre), "repris": False}


def build_resultats(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw the thick line and its dots, hollow when provisional, with the last figure of each year written out."""
    troncons = list_troncons(progression)
    points = [point for point in troncons if not point["repris"]]
    termes = [p for p in points if p["termes"]] if progression.forme is Forme.RAPPORT else []
    cadre = place(axe_x, maximum)
    trait = {"type": "line", "color": RESULTAT, "strokeWidth": 4}
    groupe = {"detail": {"field": "troncon", "type": "nominal"}}
    creux = {"condition": {"test": "datum.provisoire", "value": FOND}, "value": RESULTAT}
    return [
        build_couche([p for p in troncons if not p["tirets"]], trait, cadre | groupe, "resultats"),
        build_couche(
            [p for p in troncons if p["tirets"]],
            trait | {"strokeDash": [6, 4]},
            cadre | groupe,
            "resultats_provisoires",
        ),
        build_couche(
            points,
            {"type": "point", "shape": "circle", "size": 90, "stroke": RESULTAT, "strokeWidth": 2.5, "opacity": 1},
            cadre | {"fill": creux, "tooltip": INFOBULLE_RESULTAT},
            "points",
        ),
        *_build_valeurs(progression, points, cadre),
        build_couche(
            termes,
            {"type": "text", "dy": 18, "fontSize": 12, "color": GRIS},
            cadre | {"text": {"field": "termes"}},
            "termes",
        ),
    ]


def _build_valeurs(progression: Progression, points: list[dict[str, Any]], cadre: Spec) -> list[Spec]:
    """Write the last figure of each year on the side of its dot that the lines leave free."""
    derniers = [p for p in points if not any(q["annee"] == p["annee"] and q["x"] > p["x"] for q in points)]
    cotes: dict[str, list[dict[str, Any]]] = {nom: [] for nom in COTES}
    for point in derniers:
        precedents = [q for q in points if q["troncon"] == point["troncon"] and q["x"] < point["x"]]
        if not point["termes"] and _is_sous_la_cible(progression, point):
            cotes["valeurs_dessous"].append(point)
        elif precedents and precedents[-1]["valeur"] > point["valeur"]:
            cotes["valeurs_a_droite"].append(point)
        else:
            cotes["valeurs"].append(point)
    style = {"fontSize": 18, "fontWeight": "bold", "color": RESULTAT}
    encodage = cadre | {"text": {"field": "texte"}}
    return [couche for nom, p in cotes.items() for couche in build_textes(p, style | COTES[nom], encodage, nom)]


def _is_sous_la_cible(progression: Progression, point: dict[str, Any]) -> bool:
    """Whether a value lies under the path of a measure that rises: its figure goes below, clear of the path."""
    cible = progression.cibles.get(int(point["annee"]))
    if progression.indicateur.sens is Sens.BAISSE or cible is None or cible.valeur is None:
        return False
    return float(point["valeur"]) < float(cible.valeur)
