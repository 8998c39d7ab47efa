"""The map of the communes: the pilot territory inside its département, without any background map.

Outlines are those of the contract's own data (« lon,lat lon,lat … »). Nothing is fetched: no map_style is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import cos, log2, radians, sqrt
from typing import Any

import pydeck as pdk

from lib.domain.contrat import Territoire
from lib.domain.territoire_pilote import MesureLocale

COUCHE = "communes"
"""Name of the layer whose objects can be selected."""

TUILE = 512
RAYON = 1500
"""Radius of the largest disc, in metres."""

CADRE = (590, 460)
"""Width and height of the map on the narrowest screen, in pixels: what must be read fits in it."""

CORPS, LETTRE, ECART = 14, 8, 6
"""Size of the words, widest mean letter, space beside an outline; in pixels."""

Point = tuple[float, float]
Boite = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Couleurs:
    """Colours of the map, as « #RRGGBB »."""

    zone: str
    fond_zone: str
    fond: str
    trait: str
    encre: str


def read_contour(contour: str) -> list[Point]:
    """Read an outline into a closed ring of (longitude, latitude), [] when there is none.

    >>> read_contour("2.1,48.7 2.2,48.7 2.2,48.8")[-1]
    (2.1, 48.7)
    """
    points: list[Point] = []
    for paire in contour.split():
        longitude, latitude = paire.split(",")
        points.append((float(longitude), float(latitude)))
    return [*points, points[0]] if points and points[0] != points[-1] else points


def compute_centre(anneau: Sequence[Point]) -> Point:
    """Give the centroid of a closed ring; the mean of its points when it has no area."""
    croix = [(x1 * y2 - x2 * y1, x1 + x2, y1 + y2) for (x1, y1), (x2, y2) in pairwise(anneau)]
    aire = sum(c for c, _, _ in croix)
    if not aire:
        return sum(x for x, _ in anneau) / len(anneau), sum(y for _, y in anneau) / len(anneau)
    return sum(c * x for c, x, _ in croix) / (3 * aire), sum(c * y for c, _, y in croix) / (3 * aire)


def compute_vue(anneaux: Sequence[Sequence[Point]], largeur: int, hauteur: int) -> dict[str, float]:
    """Give the centre and zoom at which all the outlines fit in a frame of that size, in pixels."""
    longitudes = [x for anneau in anneaux for x, _ in anneau]
    latitudes = [y for anneau in anneaux for _, y in anneau]
    milieu = (min(latitudes) + max(latitudes)) / 2
    etendue_x = max(longitudes) - min(longitudes)
    etendue_y = (max(latitudes) - min(latitudes)) / cos(radians(milieu))
    zoom = min(
        log2(largeur * 360 / (TUILE * etendue_x)) if etendue_x else 12,
        log2(hauteur * 360 / (TUILE * etendue_y)) if etendue_y else 12,
    )
    return {"longitude": (min(longitudes) + max(longitudes)) / 2, "latitude": milieu, "zoom": zoom - 0.12}


def to_rgba(couleur: str, opacite: int = 255) -> list[int]:
    """Write « #RRGGBB » as deck.gl reads it."""
    return [int(couleur[rang : rang + 2], 16) for rang in (1, 3, 5)] + [opacite]


def build_communes_map(
    communes: Sequence[Territoire],
    mesure: MesureLocale,
    textes: Mapping[str, str],
    bulles: Mapping[str, str],
    couleurs: Couleurs,
    choisie: str = "",
) -> pdk.Deck:
    """Build the map of one measure.

    communes: all those of the département, drawn when they have an outline. textes: the words beside each commune of
    the territory, by code; bulles: those of its tooltip, the other communes saying that they are outside it. choisie:
    the code of the commune to outline. The area of a disc is proportional to a count; a rate has no disc.
    """
    anneaux = {commune.code: read_contour(commune.contour) for commune in communes if commune.contour}
    pilotes = {valeur.territoire.code for valeur in mesure.communes}
    surfaces = [
        _build_surface(commune, anneaux[commune.code], bulles, couleurs, pilotes, choisie)
        for commune in communes
        if commune.code in anneaux
    ]
    vue = compute_vue(list(anneaux.values()), *CADRE)
    reperes = _build_reperes(mesure, anneaux, textes, vue)
    couches = [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": sorted(surfaces, key=lambda s: s["properties"]["epaisseur"])},
            id=COUCHE,
            pickable=True,
            filled=True,
            stroked=True,
            get_fill_color="properties.fond",
            get_line_color="properties.trait",
            get_line_width="properties.epaisseur",
            line_width_units=pdk.types.String("pixels"),
        )
    ]
    if not mesure.est_rapport:
        couches.append(
            pdk.Layer(
                "ScatterplotLayer",
                [repere for repere in reperes if repere["rayon"]],
                id="disques",
                get_position="position",
                get_radius="rayon",
                get_fill_color=to_rgba(couleurs.zone, 150),
            )
        )
    couches.append(
        pdk.Layer(
            "TextLayer",
            reperes,
            id="noms",
            get_position="position",
            get_text="mots",
            get_size=CORPS,
            get_pixel_offset="decalage",
            get_color=to_rgba(couleurs.encre),
            font_family=pdk.types.String("Marianne, Arial, sans-serif"),
            font_weight=700,
            line_height=1.25,
            character_set=pdk.types.String(
                "".join(sorted({lettre for repere in reperes for lettre in repere["mots"]}))
            ),
            font_settings={"sdf": True},
            outline_width=4,
            outline_color=[255, 255, 255, 255],
        )
    )
    return pdk.Deck(
        layers=couches,
        initial_view_state=pdk.ViewState(**vue),
        tooltip={"html": "<b>{nom}</b><br>{texte}"},
        map_provider=None,
    )


def _build_surface(
    commune: Territoire,
    anneau: list[Point],
    bulles: Mapping[str, str],
    couleurs: Couleurs,
    pilotes: set[str],
    choisie: str,
) -> dict[str, Any]:
    """Build the GeoJSON object of one commune; its words are escaped, the tooltip being HTML."""
    pilote = commune.code in pilotes
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [anneau]},
        "properties": {
            "code": commune.code,
            "nom": escape(commune.nom),
            "texte": escape(bulles.get(commune.code, "Hors du territoire pilote")),
            "fond": to_rgba(couleurs.fond_zone if pilote else couleurs.fond),
            "trait": to_rgba(
                couleurs.encre if commune.code == choisie else couleurs.zone if pilote else couleurs.trait
            ),
            "epaisseur": 4 if commune.code == choisie else 2 if pilote else 1,
        },
    }


def _build_reperes(
    mesure: MesureLocale,
    anneaux: Mapping[str, Sequence[Point]],
    textes: Mapping[str, str],
    vue: Mapping[str, float],
) -> list[dict[str, Any]]:
    """Place the disc and the words of each commune of the territory that has an outline."""
    maximum = max((float(v.valeur) for v in mesure.communes if v.valeur is not None), default=0)
    tracees = [valeur for valeur in mesure.communes if valeur.territoire.code in anneaux]
    mots = [f"{v.territoire.nom}\n{textes.get(v.territoire.code, '')}" for v in tracees]
    contours = [anneaux[valeur.territoire.code] for valeur in tracees]
    boites = [_project([*contour], vue) for contour in contours]
    reperes = []
    for valeur, texte, contour, place in zip(tracees, mots, contours, place_mots(boites, mots), strict=True):
        centre = compute_centre(contour)
        x, y, _, _ = _project([centre], vue)
        reperes.append(
            {
                "position": list(centre),
                "rayon": RAYON * sqrt(max(0.0, float(valeur.valeur or 0)) / maximum) if maximum > 0 else 0,
                "mots": texte,
                "decalage": [round((place[0] + place[2]) / 2 - x), round((place[1] + place[3]) / 2 - y)],
            }
        )
    return reperes


def _project(points: Sequence[Point], vue: Mapping[str, float]) -> Boite:
    """Give the box of some points on the narrowest screen, in pixels."""
    echelle = TUILE * 2 ** vue["zoom"] / 360
    x = [CADRE[0] / 2 + (lon - vue["longitude"]) * echelle for lon, _ in points]
    y = [CADRE[1] / 2 - (lat - vue["latitude"]) * echelle / cos(radians(vue["latitude"])) for _, lat in points]
    return min(x), min(y), max(x), max(y)


def place_mots(boites: Sequence[Boite], mots: Sequence[str]) -> list[Boite]:
    """Place each label beside its outline, on the first side (west, east, north, south) that is free and in the frame.

    Free: over no other outline and no label already placed. Failing that, in the middle of its outline.
    """
    places: list[Boite] = []
    for rang, (gauche, haut, droite, bas) in enumerate(boites):
        lignes = mots[rang].split("\n")
        l2, h2 = LETTRE * max(map(len, lignes)) / 2, CORPS * 1.25 * len(lignes) / 2
        x, y = (gauche + droite) / 2, (haut + bas) / 2
        centres = ((gauche - ECART - l2, y), (droite + ECART + l2, y), (x, haut - ECART - h2), (x, bas + ECART + h2))
        autres = [boite for autre, boite in enumerate(boites) if autre != rang] + places
        essais = [(cx - l2, cy - h2, cx + l2, cy + h2) for cx, cy in centres]
        places.append(
            next(
                (essai for essai in essais if _is_dans_cadre(essai) and not any(_touche(essai, a) for a in autres)),
                (x - l2, y - h2, x + l2, y + h2),
            )
        )
    return places


def _is_dans_cadre(boite: Boite) -> bool:
    return boite[0] >= 0 and boite[1] >= 0 and boite[2] <= CADRE[0] and boite[3] <= CADRE[1]


def _touche(a: Boite, b: Boite) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
