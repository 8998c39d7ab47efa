"""Colours, shapes and French formats of every chart, map and badge: the same thing looks the same everywhere."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from lib.domain.formats import MOIS
from lib.domain.nomenclatures import Financeur

ENCRE = "#161616"
GRIS = "#5F5F5F"
GRIS_CLAIR = "#CECECE"
GRILLE = "#EDEDED"
FOND = "#FFFFFF"

COULEURS_FINANCEURS: dict[Financeur, str] = {
    Financeur.ETAT: "#000091",
    Financeur.CD: "#00857A",
    Financeur.AUTRES: "#707070",
}


@dataclass(frozen=True)
class Marque:
    """How a status is drawn: colour, Vega shape, and the sign used in text; its word is the status's label."""

    couleur: str
    forme: str
    signe: str


MARQUES: dict[str, Marque] = {
    "atteint": Marque("#18753C", "circle", "✓"),
    "en_bonne_voie": Marque("#1B6FB0", "triangle-up", "▲"),
    "a_surveiller": Marque("#B34000", "diamond", "◆"),
    "en_retard": Marque("#C9191E", "square", "■"),
    "attendue": Marque("#6A6A6A", "circle", "○"),
    "sans_cible": Marque("#767676", "stroke", "–"),
}
"""The six looks of a status; a finer status (« non atteint », « en cours »…) takes the look it is nearest to."""

LOCALE: dict[str, Any] = {
    "number": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u202f%",
    },
    "time": {
        "dateTime": "%A %e %B %Y à %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": list(MOIS),
        "shortMonths": [
            "janv.",
            "févr.",
            "mars",
            "avr.",
            "mai",
            "juin",
            "juil.",
            "août",
            "sept.",
            "oct.",
            "nov.",
            "déc.",
        ],
    },
}

POLICE = "Marianne, Arial, sans-serif"

CONFIG: dict[str, Any] = {
    "locale": LOCALE,
    "font": POLICE,
    "background": FOND,
    # Each chart has its own alternative text and its table: its marks would be read one by one, in English.
    "aria": False,
    # Without it, a mark that has no words of its own would show the names of its fields.
    "mark": {"aria": False, "tooltip": None},
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "labelColor": ENCRE,
        "titleColor": GRIS,
        "gridColor": GRILLE,
        "domainColor": GRIS_CLAIR,
        "tickColor": GRIS_CLAIR,
    },
    "header": {"labelFontSize": 14, "titleFontSize": 14, "labelColor": ENCRE},
    "legend": {"labelFontSize": 14, "titleFontSize": 14},
    "text": {"fontSize": 14, "color": ENCRE},
}
"""Vega-Lite configuration: given to altair as its theme, and put by hand in specs written as dictionaries."""


@alt.theme.register("jalons", enable=True)
def _get_theme() -> alt.theme.ThemeConfig:
    return alt.theme.ThemeConfig({"config": CONFIG})  # type: ignore[typeddict-item]
