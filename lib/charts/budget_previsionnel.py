"""What is foreseen: one bar per axe or volet, its funders side by side on the bar, its total written at the end."""

from collections.abc import Sequence
from typing import Any

from lib.charts.jauges import format_nom_axe
from lib.charts.theme import CONFIG, COULEURS_FINANCEURS, FOND, GRILLE
from lib.domain.argent import Synthese
from lib.domain.contrat import Axe
from lib.domain.formats import format_euros
from lib.domain.nomenclatures import Financeur

ETAPE = 52
"""Height of one bar and its space, in pixels."""


def list_montants(axes: Sequence[Axe], synthese: Synthese) -> list[dict[str, Any]]:
    """List the amount each funder gives each axe or volet, in euros; a funder who gives nothing is left out."""
    lignes = []
    for axe in axes:
        for rang, financeur in enumerate(Financeur):
            montant = synthese.select(axe=axe.code, financeur=financeur).compute_somme("affecte").montant
            if montant:
                lignes.append(
                    {
                        "axe": format_nom_axe(axe, axes),
                        "financeur": financeur.libelle,
                        "rang": rang,
                        "euros": montant / 100,
                        "bulle": f"{format_nom_axe(axe, axes)}, {financeur.libelle} : {format_euros(montant)}",
                    }
                )
    return lignes


def build_previsionnel_chart(axes: Sequence[Axe], synthese: Synthese) -> dict[str, Any]:
    """Build the Vega-Lite spec of the amounts of the year by axe or volet and funder."""
    noms = [format_nom_axe(axe, axes) for axe in axes]
    totaux: list[dict[str, Any]] = [
        {"axe": nom, "euros": total / 100, "mots": format_euros(total)}
        for axe, nom in zip(axes, noms, strict=True)
        if (total := synthese.select(axe=axe.code).compute_somme("affecte").montant) is not None
    ]
    maximum = float(max((ligne["euros"] for ligne in totaux), default=1))
    ordonnee = {
        "field": "axe",
        "type": "nominal",
        "sort": noms,
        "axis": {"title": None, "labelFontSize": 17, "labelLimit": 340, "ticks": False, "domain": False},
    }
    abscisse = {
        "field": "euros",
        "type": "quantitative",
        "scale": {"domain": [0, maximum * 1.15], "nice": False},
        "axis": {
            "title": None,
            "labelExpr": "replace(format(datum.value / 1e6, '.3~f'), '.', ',') + '\u00a0M€'",
            "tickCount": 6,
            "gridColor": GRILLE,
            "domain": False,
            "ticks": False,
        },
    }
    financeurs = [f for f in Financeur if any(m["financeur"] == f.libelle for m in list_montants(axes, synthese))]
    barres = {
        "data": {"values": list_montants(axes, synthese)},
        "mark": {"type": "bar", "height": 28, "stroke": FOND, "strokeWidth": 1},
        "encoding": {
            "y": ordonnee,
            "x": {**abscisse, "stack": "zero"},
            "color": {
                "field": "financeur",
                "type": "nominal",
                "scale": {
                    "domain": [f.libelle for f in financeurs],
                    "range": [COULEURS_FINANCEURS[f] for f in financeurs],
                },
                "legend": {"title": None, "orient": "top", "labelFontSize": 17, "symbolType": "square"},
            },
            "order": {"field": "rang", "type": "quantitative"},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }
    textes = {
        "data": {"values": totaux},
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 18},
        "encoding": {"y": ordonnee, "x": abscisse, "text": {"field": "mots", "type": "nominal"}},
    }
    return {"config": CONFIG, "width": "container", "height": {"step": ETAPE}, "layer": [barres, textes]}
