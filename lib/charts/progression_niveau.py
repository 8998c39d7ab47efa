"""Levels (stocks, rates, durations): the results as a line through the quarters, the targets as a path of diamonds."""

from datetime import date
from typing import Any

from lib.charts.progression_commun import (
    STYLE_JALON,
    TEINTES,
    Spec,
    build_axe_y,
    build_couche,
    build_etiquettes,
    build_expression,
    build_infobulle,
    build_spec,
    build_textes,
    compute_bornes,
    format_valeur,
    get_projection,
    has_situation_initiale,
    to_float,
)
from lib.charts.progression_ligne import build_resultats, get_abscisse, list_troncons, place
from lib.charts.progression_ruptures import build_ruptures
from lib.charts.theme import ENCRE, FOND, GRILLE, GRIS
from lib.domain.formats import INSECABLE
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.mesures import format_mesure
from lib.domain.nomenclatures import Sens
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression

CERCLE_BARRE = "M-.5,0A.5,.5,0,1,1,.5,0A.5,.5,0,1,1,-.5,0M-.25,0L.25,0"
"""The mark of a quarter that will not be sent, as a Vega shape."""

DECALAGE_JALON = 0.09
"""Years: a milestone is a short line that starts at its quarter's dot and runs to its right."""


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
    minimum, maximum = compute_bornes(progression)
    couches = [
        *_build_projection(progression, trimestre, axe_x, maximum),
        *_build_cibles(progression, axe_x, maximum),
        *_build_jalon(progression, trimestre, axe_x, maximum),
        *build_resultats(progression, axe_x, maximum),
        *_build_depart(progression, axe_x, maximum),
        *_build_manques(progression, axe_x, maximum),
        *build_ruptures(progression, axe_x),
    ]
    return build_spec(couches, minimum)


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
    """Start a path of targets from the baseline, where the two may be compared: no series break parts them."""
    if not points or not has_situation_initiale(progression) or not progression.indicateur.si_comparable:
        return points
    if progression.get_rupture(progression.jour_initial, date(int(points[0]["annee"]), 12, 31)):
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
        *_build_noms_cibles(progression, actuelles, changees, cadre),
    ]


def _build_noms_cibles(
    progression: Progression, actuelles: list[dict[str, Any]], changees: list[dict[str, Any]], cadre: Spec
) -> list[Spec]:
    """Write each target beside its diamond, on the side that the results leave free; the initial ones above theirs."""
    texte = {"align": "left", "dx": 10, "fontSize": 14, "color": ENCRE}
    dessus = [c for c in actuelles if _is_dessus(progression, int(c["annee"]), c["valeur"])]
    dessous = [c for c in actuelles if c not in dessus]
    nommees = [c | {"texte": f"{c['texte']} initialement"} for c in changees]
    pale = {"dy": -15, "fontSize": 12, "color": GRIS}
    encodage = cadre | {"text": {"field": "texte"}}
    return [
        *build_textes(nommees, pale, encodage, "noms_cibles_initiales"),
        *build_textes(dessous, texte | {"dy": 14}, encodage, "noms_cibles"),
        *build_textes(dessus, texte | {"dy": -12}, encodage, "noms_cibles_dessus"),
    ]


def _is_dessus(progression: Progression, annee: int, cible: float) -> bool:
    """Whether a target's name goes above its diamond: the year's last value or projection lies at or below it."""
    ligne = progression.get_derniere(annee)
    if ligne is None or ligne.valeur is None:
        return progression.indicateur.sens is Sens.BAISSE
    arrivee = ligne.projection if ligne.projection is not None else ligne.valeur
    return float(arrivee) <= cible


def _build_jalon(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> list[Spec]:
    """Mark the level expected at the quarter being read, its name led away from the line, the dots and the targets."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    if ligne is None or ligne.jalon is None or trimestre.numero == 4:
        return []
    jalon, x = float(ligne.jalon), get_abscisse(trimestre)
    donnee = {
        "x": x + DECALAGE_JALON / 2,
        "debut": x,
        "fin": x + DECALAGE_JALON,
        "valeur": jalon,
        "nom": _get_hauteur_nom(progression, x, jalon, maximum),
        "texte": f"attendu à fin T{trimestre.numero}{INSECABLE}: {format_valeur(ligne.jalon)}",
        "explication": ligne.explication_jalon,
    }
    infobulle = build_infobulle(("texte", "Jalon"), ("explication", "Calcul"))
    cadre = place(axe_x, maximum)
    au_nom = {"field": "nom", **build_axe_y(maximum)}
    return [
        build_couche(
            [donnee],
            {"type": "rule", "strokeWidth": 3, "color": GRIS},
            cadre | {"x": axe_x | {"field": "debut"}, "x2": {"field": "fin"}, "tooltip": infobulle},
            "jalon",
        ),
        build_couche(
            [donnee], {"type": "rule", "strokeWidth": 1, **STYLE_JALON}, cadre | {"y2": {"field": "nom"}}, "trait_jalon"
        ),
        *build_textes(
            [donnee], {"fontSize": 14, "color": GRIS}, cadre | {"y": au_nom, "text": {"field": "texte"}}, "nom_jalon"
        ),
    ]


def _get_hauteur_nom(progression: Progression, x: float, jalon: float, maximum: float) -> float:
    """Give the height of the milestone's name: under everything drawn around its quarter, else over it."""
    figures = [(p["x"], p["valeur"]) for p in list_troncons(progression)]
    for cibles in (progression.cibles, progression.initiales):
        figures += [(c["x"], c["valeur"]) for c in _list_cibles(progression, cibles)]
    if has_situation_initiale(progression):
        figures.append((progression.annee_initiale + 1, float(progression.indicateur.situation_initiale or 0)))
    proches = [jalon, *(valeur for place_x, valeur in figures if abs(place_x - x) <= 0.5)]
    return maximum * 0.11 if min(proches) >= maximum * 0.24 else max(proches) + maximum * 0.12


def _build_projection(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw where the level would stand at the year's end at this pace, a light band, while nothing later is known."""
    projetee = get_projection(progression, trimestre)
    if projetee is None:
        return []
    ligne, projection = projetee
    donnees = [
        {"x": get_abscisse(trimestre), "valeur": to_float(ligne.valeur), "texte": ""},
        {
            "x": trimestre.annee + 1,
            "valeur": to_float(projection),
            "texte": f"à ce rythme : {format_mesure(projection, progression.indicateur.unite)}",
        },
    ]
    cadre = place(axe_x, maximum)
    sous_la_cible = ligne.cible is not None and projection < ligne.cible
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
    """Draw each late quarter as an empty dashed slot on the axis; one that will not be sent is closed by a stroke."""
    style = {"type": "point", "size": 150, "stroke": GRIS, "strokeWidth": 2, "fill": FOND, "opacity": 1}
    cadre = place(axe_x, maximum) | {"tooltip": build_infobulle(("trimestre", "Trimestre"), ("texte", "Donnée"))}
    return [
        build_couche(
            _list_vides(progression.list_absentes(), maximum),
            style | {"shape": "circle", "strokeDash": [3, 3]},
            cadre,
            "manques",
        ),
        build_couche(_list_vides(progression.list_closes(), maximum), style | {"shape": CERCLE_BARRE}, cadre, "closes"),
    ]


def _list_vides(lignes: list[LigneSuivi], maximum: float) -> list[dict[str, Any]]:
    """Place quarters without figure on the axis, each with what is said of it."""
    return [
        {
            "x": get_abscisse(ligne.trimestre),
            "valeur": maximum * 0.03,
            "trimestre": ligne.trimestre.libelle,
            "texte": ligne.attente.phrase if ligne.attente else "",
        }
        for ligne in lignes
    ]
