"""Yearly flow: one column per year growing quarter by quarter, the target as a wide tick across it."""

from typing import Any

from lib.charts.progression_commun import (
    INFOBULLE_RESULTAT,
    STYLE_JALON,
    TEINTES,
    Spec,
    build_axe_y,
    build_couche,
    build_etiquettes,
    build_expression,
    build_infobulle,
    build_ligne_resultat,
    build_spec,
    build_textes,
    compute_bornes,
    format_valeur,
    get_projection,
    has_situation_initiale,
    to_float,
)
from lib.charts.progression_flux_cibles import build_cibles_flux
from lib.charts.progression_ruptures import build_ruptures_flux
from lib.charts.theme import ENCRE, FOND, GRIS, GRIS_CLAIR
from lib.domain.formats import INSECABLE
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression

LARGEUR = 0.56
"""Share of a year's band that its column takes; the target's tick takes the whole band."""

DEUX_LIGNES = 34
"""Height of two lines of 13 px and their gap, in pixels."""


def build_progression_flux(progression: Progression, trimestre: Trimestre) -> Spec:
    """Build the columns of a measure that accumulates from January; years share one scale from zero."""
    etiquettes = build_etiquettes(progression)
    minimum, maximum = compute_bornes(progression)
    axe_x = {
        "field": "annee",
        "type": "ordinal",
        "scale": {"domain": [str(annee) for annee in etiquettes], "paddingInner": 0.3, "paddingOuter": 0.15},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "ticks": False,
            "labelPadding": 8,
            "labelLimit": 400,
            "labelExpr": build_expression(etiquettes),
        },
    }
    segments = list_segments(progression)
    couches = [
        _build_depart(progression, axe_x, maximum),
        *_build_colonnes(segments, _list_traits(progression, trimestre), axe_x, maximum),
        *_build_projection(progression, trimestre, axe_x, maximum),
        *build_cibles_flux(progression, axe_x, maximum),
        _build_jalon(progression, trimestre, axe_x, maximum),
        *_build_totaux(progression, axe_x, maximum),
        *build_ruptures_flux(progression, axe_x),
    ]
    return build_spec(couches, minimum)


def list_segments(progression: Progression) -> list[dict[str, Any]]:
    """Cut each year's count into what each received quarter added; a corrected count cuts the earlier ones down."""
    segments: list[dict[str, Any]] = []
    for annee in progression.annees:
        empiles: list[dict[str, Any]] = []
        sommet = 0.0
        for ligne in progression.lignes:
            valeur = to_float(ligne.valeur)
            if ligne.trimestre.annee != annee or valeur is None:
                continue
            empiles = [s | {"haut": min(s["haut"], valeur)} for s in empiles if s["bas"] < valeur]
            if valeur > sommet or not empiles:
                bas = min(sommet, valeur)
                empiles.append(
                    build_ligne_resultat(ligne, progression.indicateur.unite)
                    | {"bas": bas, "haut": valeur, "nom": f"T{ligne.trimestre.numero}"}
                )
            sommet = valeur
        segments += empiles
    return segments


def _build_depart(progression: Progression, axe_x: Spec, maximum: float) -> Spec:
    """Draw the baseline as a grey column with its figure."""
    valeur = progression.indicateur.situation_initiale
    donnees: list[dict[str, Any]] = []
    if has_situation_initiale(progression):
        periode = progression.indicateur.periode_situation_initiale
        donnees = [
            {
                "annee": str(progression.annee_initiale),
                "haut": to_float(valeur),
                "texte": format_valeur(valeur),
                "periode": periode,
            }
        ]
    couche = build_couche(
        donnees,
        {"type": "bar", "color": GRIS_CLAIR, "width": {"band": LARGEUR}},
        {
            "x": axe_x,
            "y": {"field": "haut", **build_axe_y(maximum)},
            "tooltip": build_infobulle(("texte", "Situation initiale"), ("periode", "Période")),
        },
        "situation_initiale",
    )
    return couche


def _list_traits(progression: Progression, trimestre: Trimestre) -> dict[str, list[float]]:
    """Give the heights of the lines drawn across each year's column: its targets and the milestone being read."""
    traits: dict[str, list[float]] = {str(annee): [] for annee in progression.annees}
    for annee, cible in (*progression.cibles.items(), *progression.initiales.items()):
        if cible is not None and cible.valeur is not None:
            traits[str(annee)].append(float(cible.valeur))
    ligne = progression.ligne_par_trimestre.get(trimestre)
    if ligne is not None and ligne.jalon is not None:
        traits[str(trimestre.annee)].append(float(ligne.jalon))
    return traits


def _build_colonnes(
    segments: list[dict[str, Any]], traits: dict[str, list[float]], axe_x: Spec, maximum: float
) -> list[Spec]:
    """Draw the quarters of each year, T1 at the bottom; a provisional one is hollow and dashed."""
    position = {"x": axe_x, "y": {"field": "bas", **build_axe_y(maximum)}, "y2": {"field": "haut"}}
    couleur = {
        "field": "numero",
        "type": "ordinal",
        "scale": {"domain": [1, 2, 3, 4], "range": list(TEINTES)},
        "legend": None,
    }
    fermes = [segment for segment in segments if not segment["provisoire"]]
    provisoires = [segment for segment in segments if segment["provisoire"]]
    nommes = [segment for segment in segments if segment["haut"] - segment["bas"] >= maximum * 0.05]
    milieux = [segment | {"milieu": (segment["bas"] + segment["haut"]) / 2} for segment in nommes]
    # A name that the target's tick or the milestone would strike through is left to the tooltip and the table.
    milieux = [m for m in milieux if all(abs(m["milieu"] - trait) > maximum * 0.03 for trait in traits[m["annee"]])]
    return [
        build_couche(
            fermes,
            {"type": "bar", "stroke": FOND, "strokeWidth": 1.5, "width": {"band": LARGEUR}},
            position | {"color": couleur, "tooltip": INFOBULLE_RESULTAT},
            "resultats",
        ),
        build_couche(
            provisoires,
            {
                "type": "bar",
                "fill": FOND,
                "stroke": TEINTES[0],
                "strokeWidth": 2,
                "strokeDash": [5, 4],
                "width": {"band": LARGEUR},
            },
            position | {"tooltip": INFOBULLE_RESULTAT},
            "provisoires",
        ),
        build_couche(
            milieux,
            {"type": "text", "fontSize": 13},
            {
                "x": axe_x,
                "y": {"field": "milieu", **build_axe_y(maximum)},
                "text": {"field": "nom"},
                "color": {
                    "condition": {"test": "datum.numero <= 2 && !datum.provisoire", "value": FOND},
                    "value": ENCRE,
                },
            },
            "noms_trimestres",
        ),
    ]


def _build_totaux(progression: Progression, axe_x: Spec, maximum: float) -> list[Spec]:
    """Write the last known count above each column, the baseline's included."""
    totaux: list[dict[str, Any]] = []
    if has_situation_initiale(progression):
        valeur = progression.indicateur.situation_initiale
        totaux.append(
            {"annee": str(progression.annee_initiale), "haut": to_float(valeur), "texte": format_valeur(valeur)}
        )
    for annee in progression.annees:
        ligne = progression.get_derniere(annee)
        if ligne is not None and ligne.valeur is not None:
            quand = "" if ligne.trimestre.numero == 4 else f" à fin T{ligne.trimestre.numero}"
            etat = " (provisoire)" if ligne.provisoire else ""
            totaux.append(
                {
                    "annee": str(annee),
                    "haut": to_float(ligne.valeur),
                    "texte": f"{format_valeur(ligne.valeur)}{quand}{etat}",
                }
            )
    # Close to its target, a count would run into the tick or its name: it is written above both.
    sous_le_trait = [total | {"haut": trait} for total in totaux if (trait := _get_trait(progression, total, maximum))]
    autres = [total for total in totaux if not _get_trait(progression, total, maximum)]
    style = {"fontSize": 18, "fontWeight": "bold", "color": ENCRE}
    encodage = {"x": axe_x, "y": {"field": "haut", **build_axe_y(maximum)}, "text": {"field": "texte"}}
    return [
        *build_textes(autres, style | {"dy": -13}, encodage, "totaux"),
        *build_textes(sous_le_trait, style | {"baseline": "bottom", "dy": -24}, encodage, "totaux_sous_cible"),
    ]


def _get_trait(progression: Progression, total: dict[str, Any], maximum: float) -> float | None:
    """Give the height to write a total from when its place is taken by its target's tick or by the tick's name."""
    cible = progression.cibles.get(int(total["annee"]))
    trait = to_float(cible.valeur) if cible is not None else None
    if trait is None or not -0.07 < (trait - total["haut"]) / maximum < 0.1:
        return None
    return float(max(trait, total["haut"]))


def _build_jalon(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> Spec:
    """Mark what was expected at the end of the quarter being read."""
    ligne = progression.ligne_par_trimestre.get(trimestre)
    donnees: list[dict[str, Any]] = []
    if ligne is not None and ligne.jalon is not None and trimestre.numero < 4:
        donnees = [
            {
                "annee": str(trimestre.annee),
                "niveau": to_float(ligne.jalon),
                "texte": f"attendu à fin T{trimestre.numero}{INSECABLE}: {format_valeur(ligne.jalon)}",
                "lignes": [f"attendu à fin T{trimestre.numero}", format_valeur(ligne.jalon)],
                "explication": ligne.explication_jalon,
            }
        ]
    # The words lie between two columns: after theirs, before it for the last year.
    derniere = trimestre.annee == progression.annees[-1]
    style = {"align": "right", "dx": -3} if derniere else {"align": "left", "dx": 3}
    # Above the line when the column ends below it: its value is written there.
    dessous = ligne is not None and ligne.jalon is not None and ligne.valeur is not None and ligne.valeur < ligne.jalon
    style |= {"dy": -DEUX_LIGNES if dessous else 5}
    return {
        "name": "jalon",
        "data": {"values": donnees},
        "encoding": {"y": {"field": "niveau", **build_axe_y(maximum)}},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2.5, **STYLE_JALON},
                "encoding": {
                    "x": axe_x | {"bandPosition": 0.05},
                    "x2": {"field": "annee", "bandPosition": 0.95},
                    "tooltip": build_infobulle(("texte", "Jalon"), ("explication", "Calcul")),
                },
            },
            {
                "mark": {"type": "text", **style, "baseline": "top", "fontSize": 13, "color": GRIS},
                "encoding": {
                    "x": axe_x | {"bandPosition": 0.2 if derniere else 0.8},
                    "text": {"field": "lignes"},
                },
            },
        ],
    }


def _build_projection(progression: Progression, trimestre: Trimestre, axe_x: Spec, maximum: float) -> list[Spec]:
    """Draw where the year would end at this pace, as a light band above the column, until a later value is known."""
    projetee = get_projection(progression, trimestre)
    if projetee is None:
        return []
    ligne, projection = projetee
    donnees = [
        {
            "annee": str(trimestre.annee),
            "bas": to_float(ligne.valeur),
            "haut": to_float(projection),
            "texte": f"à ce rythme{INSECABLE}: {format_valeur(projection)}",
        }
    ]
    return [
        build_couche(
            donnees,
            {"type": "bar", "color": TEINTES[3], "opacity": 0.35, "width": {"band": LARGEUR}},
            {"x": axe_x, "y": {"field": "bas", **build_axe_y(maximum)}, "y2": {"field": "haut"}},
            "projection",
        ),
        build_couche(
            donnees,
            {"type": "text", "baseline": "top", "dy": 4, "fontSize": 13, "fontStyle": "italic", "color": GRIS},
            {"x": axe_x, "y": {"field": "haut", **build_axe_y(maximum)}, "text": {"field": "texte"}},
            "nom_projection",
        ),
    ]
