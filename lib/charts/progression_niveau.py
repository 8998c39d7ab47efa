"""Levels (stocks, rates, durations): the results as a line through the quarters, the targets as a path of diamonds."""

from fractions import Fraction
from typing import Any

from lib.charts.progression_commun import (
    TEINTES,
    Spec,
    build_axe_y,
    build_couche,
    build_etiquettes,
    build_expression,
    build_infobulle,
    build_spec,
    build_textes,
    compute_maximum,
    format_valeur,
    has_situation_initiale,
    to_float,
)
from lib.charts.progression_ligne import build_resultats, get_abscisse, place
from lib.charts.theme import ENCRE, FOND, GRILLE, GRIS
from lib.domain.constats import format_mesure
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression


def build_progression_niveau(progression: Progression, trimestre: Trimestre) -> Spec:
    """Build the line of a level from the baseline to the contract's end; the scale starts from zero."""
    etiquettes = build_etiquettes(progression, "fin ")
    fins = {annee + 1: textes for annee, textes in etiquettes.items()}
    axe_x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [min(fins) - 0.32, max(fins) + 0.4], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": sorted(fins),
            "grid": True,
            "gridColor": GRILLE,
            "ticks": False,
            "labelPadding": 8,
            "labelLimit": 400,
            "labelExpr": build_expression(fins),
        },
    }
    maximum = compute_maximum(progression)
    couches = [
        *_build_projection(progression, trimestre, axe_x, maximum),
        *_build_cibles(progression, axe_x, maximum),
        *_build_jalon(progression, trimestre, axe_x, maximum),
        *build_resultats(progression, axe_x, maximum),
        *_build_depart(progression, axe_x, maximum),
        *_build_manques(progression, axe_x, maximum),
    ]
    return build_spec(couches)


def _build_depart(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw the baseline as a labelled dot at the end of its year; hollow when nothing may be compared with it."""
    if not has_situation_initiale(progression):
        return []
    indicateur = progression.indicateur
    valeur = indicateur.situation_initiale
    comparable = "" if indicateur.si_comparable else " (non comparable)"
    donnees = [
        {
            "x": progression.annee_initiale + 1,
            "valeur": to_float(valeur),
            "texte": f"{format_valeur(valeur)}{comparable}",
            "periode": indicateur.periode_situation_initiale,
        }
    ]
    infobulle = build_infobulle(("texte", "Situation initiale"), ("periode", "Période"))
    point = {"type": "point", "shape": "circle", "size": 190, "filled": True, "color": GRIS, "opacity": 1}
    texte = {"type": "text", "dy": -18, "fontSize": 16, "fontWeight": "bold", "color": GRIS}
    cadre = place(axe_x, maximum)
    return [
        build_couche(donnees, point, cadre | {"tooltip": infobulle}, "situation_initiale"),
        build_couche(donnees, texte, cadre | {"text": {"field": "texte"}}, "nom_situation_initiale"),
    ]


def _list_cibles(progression: Progression, cibles: Any) -> list[dict[str, Any]]:
    return [
        {"x": annee + 1, "annee": str(annee), "valeur": to_float(cible.valeur), "texte": format_valeur(cible.valeur)}
        for annee, cible in sorted(cibles.items())
        if cible is not None and cible.valeur is not None
    ]


def _list_chemin(progression: Progression, points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Start a path of targets from the baseline, where the two may be compared."""
    if not points or not has_situation_initiale(progression) or not progression.indicateur.si_comparable:
        return points
    depart = {
        "x": progression.annee_initiale + 1,
        "valeur": to_float(progression.indicateur.situation_initiale),
        "texte": "",
        "annee": str(progression.annee_initiale),
    }
    return [depart, *points]


def _build_cibles(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw the path of the targets in force; the initial path of changed years stays, pale and dashed."""
    cadre = place(axe_x, maximum)
    actuelles = _list_cibles(progression, progression.cibles)
    initiales = (
        _list_cibles(progression, {**progression.cibles, **progression.initiales}) if progression.initiales else []
    )
    changees = _list_cibles(progression, progression.initiales)
    infobulle = build_infobulle(("annee", "Cible de"), ("texte", "Cible"))
    pale = {"type": "line", "color": GRIS, "opacity": 0.55, "strokeWidth": 1.5, "strokeDash": [6, 4]}
    losange = {"type": "point", "shape": "diamond", "size": 170, "opacity": 1}
    return [
        build_couche(_list_chemin(progression, initiales), pale, cadre, "chemin_initial"),
        build_couche(
            changees,
            losange | {"filled": False, "stroke": GRIS, "strokeDash": [2, 2]},
            cadre | {"tooltip": infobulle},
            "cibles_initiales",
        ),
        build_couche(
            _list_chemin(progression, actuelles),
            {"type": "line", "color": ENCRE, "strokeWidth": 1.2},
            cadre,
            "chemin_cibles",
        ),
        build_couche(actuelles, losange | {"filled": True, "color": ENCRE}, cadre | {"tooltip": infobulle}, "cibles"),
        *build_textes(
            actuelles,
            {"align": "left", "dx": 9, "dy": 14, "fontSize": 14, "color": ENCRE},
            cadre | {"text": {"field": "texte"}},
            "noms_cibles",
        ),
    ]


def _build_jalon(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> list[Spec]:
    """Mark the level expected at the quarter being read."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    donnees: list[dict[str, Any]] = []
    if ligne is not None and ligne.jalon is not None and trimestre.numero < 4:
        donnees = [
            {
                "x": get_abscisse(trimestre),
                "valeur": to_float(ligne.jalon),
                "bas": to_float(ligne.jalon if ligne.valeur is None else min(ligne.jalon, Fraction(ligne.valeur))),
                "texte": f"attendu à fin T{trimestre.numero} : {format_valeur(ligne.jalon)}",
                "explication": ligne.explication_jalon,
            }
        ]
    infobulle = build_infobulle(("texte", "Jalon"), ("explication", "Calcul"))
    cadre = place(axe_x, maximum)
    return [
        build_couche(
            donnees,
            {"type": "tick", "orient": "horizontal", "size": 46, "thickness": 2.5, "color": GRIS},
            cadre | {"tooltip": infobulle},
            "jalon",
        ),
        build_couche(
            donnees,
            {"type": "text", "align": "right", "dx": 22, "dy": 24, "fontSize": 13, "color": GRIS},
            cadre | {"y": {"field": "bas", **build_axe_y(maximum)}, "text": {"field": "texte"}},
            "nom_jalon",
        ),
    ]


def _build_projection(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw where the level would stand at the year's end at this pace, as a light band."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    if ligne is None or ligne.valeur is None or ligne.projection is None or trimestre.numero == 4:
        return []
    donnees = [
        {"x": get_abscisse(trimestre), "valeur": to_float(ligne.valeur), "texte": ""},
        {
            "x": trimestre.annee + 1,
            "valeur": to_float(ligne.projection),
            "texte": f"à ce rythme : {format_mesure(ligne.projection, progression.indicateur.unite)}",
        },
    ]
    cadre = place(axe_x, maximum)
    sous_la_cible = ligne.cible is not None and ligne.projection < ligne.cible
    return [
        build_couche(
            donnees,
            {"type": "line", "color": TEINTES[3], "strokeWidth": 18, "opacity": 0.5, "strokeCap": "round"},
            cadre,
            "projection",
        ),
        *build_textes(
            donnees[1:],
            {
                "align": "left",
                "dx": 4,
                "dy": 26 if sous_la_cible else -20,
                "fontSize": 14,
                "fontStyle": "italic",
                "color": GRIS,
            },
            cadre | {"text": {"field": "texte"}},
            "nom_projection",
        ),
    ]


def _build_manques(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw each late quarter as an empty dashed slot on the axis, at its place."""
    donnees = [
        {
            "x": get_abscisse(ligne.trimestre),
            "valeur": maximum * 0.03,
            "trimestre": ligne.trimestre.libelle,
            "texte": ligne.attente.phrase if ligne.attente else "",
        }
        for ligne in progression.list_absentes()
    ]
    return [
        build_couche(
            donnees,
            {
                "type": "point",
                "shape": "circle",
                "size": 150,
                "stroke": GRIS,
                "strokeWidth": 2,
                "strokeDash": [3, 3],
                "fill": FOND,
                "opacity": 1,
            },
            place(axe_x, maximum) | {"tooltip": build_infobulle(("trimestre", "Trimestre"), ("texte", "Donnée"))},
            "manques",
        )
    ]
