"""How gauges are drawn: one track per gauge, all aligned on one scale of percentages.

The track is the base (100 %), the bar what is realised, the notch what is expected at the date, the pale extension
what is paid and not yet realised. What runs past 100 % is hatched; what was not transmitted is an empty dashed track.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from lib.charts.jauges import Jauge
from lib.charts.rangees import (
    CADRE,
    GROUPE,
    LIGNE,
    PISTE,
    TEXTE,
    Mots,
    build_barres,
    build_rangees_chart,
    build_textes,
    get_bande,
)
from lib.charts.theme import COULEURS_FINANCEURS, ENCRE, FOND
from lib.domain.formats import format_euros, format_pourcentage
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre

PAS_HACHURE = 0.006
"""Distance between two stripes, as a share of the base."""
AXE_MAXIMUM = 1.5
"""Bars stop at 150 % so that one figure does not flatten the others; the text keeps the figure."""


def build_jauges_chart(jauges: Sequence[Jauge], trimestre: Trimestre) -> dict[str, Any]:
    """Build the Vega-Lite spec of the gauges, one under the other, named above their track."""
    hauteurs = _compute_hauteurs(jauges)
    hauteur = (hauteurs[-1] + LIGNE) if hauteurs else LIGNE
    rapports = [float(jauge.taux.rapport or 0) for jauge in jauges]
    maximum = min(AXE_MAXIMUM, max([1.0, *rapports]))
    pistes = [jauge for jauge in jauges if jauge.taux.base]
    positions = dict(zip(map(id, jauges), hauteurs, strict=True))
    couches: list[dict[str, Any]] = [
        _build_pistes(pistes, positions, vides=False),
        _build_pistes(pistes, positions, vides=True),
        build_barres([s for j in pistes for s in _list_versements(j, positions[id(j)], maximum)], opacity=0.3),
        build_barres([s for j in pistes for s in _list_realises(j, positions[id(j)])], opacity=1),
        _build_hachures([h for j in pistes for h in _list_hachures(j, positions[id(j)], maximum)]),
        _build_reperes(pistes, positions, trimestre, FOND, 7),
        _build_reperes(pistes, positions, trimestre, ENCRE, 3),
        *build_textes(_write([jauge for jauge in jauges if not jauge.total], positions)),
        *build_textes(_write([jauge for jauge in jauges if jauge.total], positions), "bold"),
    ]
    return build_rangees_chart(couches, hauteur, maximum)


def _compute_hauteurs(jauges: Sequence[Jauge]) -> list[int]:
    """Give the top of each gauge in pixels, groups set apart."""
    hauteurs, haut = [], 0
    for rang, jauge in enumerate(jauges):
        if rang and jauge.groupe != jauges[rang - 1].groupe:
            haut += GROUPE * (2 if jauge.total else 1)
        hauteurs.append(haut)
        haut += LIGNE
    return hauteurs


def _build_pistes(jauges: Sequence[Jauge], positions: dict[int, int], vides: bool) -> dict[str, Any]:
    """Build the full tracks or, with vides, the empty dashed ones where nothing was transmitted."""
    choisies = [jauge for jauge in jauges if (jauge.realise.montant is None) is vides]
    dessin = {"strokeWidth": 2, "strokeDash": [6, 4]} if vides else {"strokeWidth": 1}
    return {
        "data": {"values": [{"debut": 0, "fin": 1, **get_bande(positions[id(jauge)])} for jauge in choisies]},
        "mark": {"type": "rect", "fill": FOND if vides else "#E4E4E4", "stroke": "#929292", **dessin},
        "encoding": {**CADRE},
    }


def _build_hachures(valeurs: list[dict[str, Any]]) -> dict[str, Any]:
    """Build the stripes of what runs past the end."""
    return {
        "data": {"values": valeurs},
        "mark": {"type": "rule", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "debut"},
            "y": {"field": "haut"},
            "y2": {"field": "bas"},
            "stroke": {"field": "couleur", "type": "nominal", "scale": None},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }


def _build_reperes(
    jauges: Sequence[Jauge], positions: dict[int, int], trimestre: Trimestre, couleur: str, epaisseur: int
) -> dict[str, Any]:
    """Build the notches: what is expected at the date; drawn wider in white first, to stand out on a dark bar."""
    valeurs = [
        {
            "attendu": float(part),
            "haut": positions[id(jauge)] + TEXTE - 3,
            "bas": positions[id(jauge)] + TEXTE + PISTE + 3,
            "bulle": f"Attendu à fin {trimestre.libelle} : {format_pourcentage(part)} de la base, au prorata des mois",
        }
        for jauge in jauges
        if (part := jauge.part_attendue) is not None
    ]
    return {
        "data": {"values": valeurs},
        "mark": {"type": "rule", "strokeWidth": epaisseur, "color": couleur},
        "encoding": {
            "x": {"field": "attendu"},
            "y": {"field": "haut"},
            "y2": {"field": "bas"},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }


def _write(jauges: Sequence[Jauge], positions: dict[int, int]) -> list[Mots]:
    """Give the words above the tracks."""
    return [Mots(positions[id(jauge)], jauge.nom, jauge.texte) for jauge in jauges]


def _list_parts(jauge: Jauge) -> Iterator[tuple[Financeur, Fraction, Fraction]]:
    """Give where each funder's realised amount begins and ends on the track, unclamped."""
    base, cumul = jauge.taux.base, 0
    for financeur in Financeur:
        realise = jauge.synthese.select(financeur=financeur).compute_somme("realise").montant
        if base and realise and jauge.taux.rapport is not None:
            yield financeur, Fraction(cumul, base), Fraction(cumul + realise, base)
            cumul += realise


def _list_realises(jauge: Jauge, haut: int) -> list[dict[str, Any]]:
    """Give the bars of what is realised, up to 100 %."""
    return [
        {
            "debut": max(0.0, float(debut)),
            "fin": min(1.0, float(fin)),
            **get_bande(haut),
            "couleur": COULEURS_FINANCEURS[financeur],
            "bulle": f"{jauge.libelle}, {financeur.libelle} : réalisé, {jauge.texte}",
        }
        for financeur, debut, fin in _list_parts(jauge)
        if debut < 1
    ]


def _list_hachures(jauge: Jauge, haut: int, maximum: float) -> list[dict[str, Any]]:
    """Give the stripes beyond 100 %, up to the end of the axis."""
    hachures = []
    for financeur, debut, fin in _list_parts(jauge):
        x = max(1.0, float(debut)) + PAS_HACHURE / 2
        while x < min(maximum, float(fin)):
            hachures.append(
                {
                    "debut": round(x, 4),
                    **get_bande(haut),
                    "couleur": COULEURS_FINANCEURS[financeur],
                    "bulle": f"{jauge.libelle}, {financeur.libelle} : au-delà de la base, {jauge.texte}",
                }
            )
            x += PAS_HACHURE
    return hachures


def _list_versements(jauge: Jauge, haut: int, maximum: float) -> list[dict[str, Any]]:
    """Give the pale extension: paid by the State, not yet realised."""
    base, realise = jauge.taux.base, jauge.taux.realise or 0
    if not base or jauge.verse is None or jauge.verse <= realise:
        return []
    return [
        {
            "debut": min(maximum, realise / base),
            "fin": min(maximum, jauge.verse / base),
            **get_bande(haut),
            "couleur": COULEURS_FINANCEURS[Financeur.ETAT],
            "bulle": f"{jauge.libelle} : {format_euros(jauge.verse)} versés, pas encore tout réalisés",
        }
    ]
