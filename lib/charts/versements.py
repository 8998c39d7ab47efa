"""The State's payments in time, one line per part: what falls due (diamond), what is paid (disc), what is late."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from lib.charts.theme import CONFIG, COULEURS_FINANCEURS, ENCRE, FOND, GRILLE, GRIS, GRIS_CLAIR, MARQUES
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_date_courte, format_euros
from lib.domain.nomenclatures import Financeur
from lib.domain.versements import Echeance, Echeancier, write_prevu

RANG = 150
"""Height of one part, in pixels."""

TITRE, LIGNE_DU_TEMPS, DESSUS, DESSOUS, SANS_DATE = 14, 76, 46, 108, 132
"""Where things stand in a row, in pixels from its top."""

DECALE = 9
"""Discs sit just above the line and diamonds just below, for a payment is often made on the day it is due."""

MARGE_JOURS = 45
ETAT, RETARD = COULEURS_FINANCEURS[Financeur.ETAT], MARQUES["en_retard"].couleur


def list_jours(contrat: ContratLu, echeanciers: Sequence[Echeancier]) -> list[date]:
    """List every dated event of some schedules: due dates and payments; none before the signature date is entered."""
    exigibles = [e.exigible_le for echeancier in echeanciers for e in echeancier.echeances if e.exigible_le]
    return sorted([*exigibles, *(jour for x in echeanciers for jour in sum_par_jour(contrat, x))])


def sum_par_jour(contrat: ContratLu, echeancier: Echeancier) -> dict[date, int]:
    """Sum the payments of one part and year by day, in cents."""
    jours: dict[date, int] = defaultdict(int)
    for versement in contrat.versements:
        if (versement.partie, versement.annee_convention) == (echeancier.partie, echeancier.annee):
            jours[versement.date_versement] += versement.montant
    return dict(sorted(jours.items()))


def build_versements_chart(contrat: ContratLu, echeanciers: Sequence[Echeancier], aujourd_hui: date) -> dict[str, Any]:
    """Build the Vega-Lite spec of the schedules; what has no due date is written under its line."""
    jours = list_jours(contrat, echeanciers)
    retards = [aujourd_hui] if any(e.en_retard for x in echeanciers for e in x.echeances) else []
    debut, fin = min(jours) - timedelta(days=MARGE_JOURS), max([*jours, *retards]) + timedelta(days=3 * MARGE_JOURS)
    hauts = [RANG * rang for rang in range(len(echeanciers))]
    lignes = list(zip(echeanciers, hauts, strict=True))
    dus = [_build_du(e, haut) for x, haut in lignes for e in x.echeances if e.exigible_le]
    payes = [
        {
            "jour": str(jour),
            "y": haut + LIGNE_DU_TEMPS - DECALE,
            "ymots": haut + DESSUS,
            "mots": _write_paye(jour, montant),
            "couleur": ETAT,
        }
        for x, haut in lignes
        for jour, montant in sum_par_jour(contrat, x).items()
    ]
    tardifs = [
        {"jour": str(e.exigible_le), "fin": str(aujourd_hui), "y": haut + LIGNE_DU_TEMPS}
        for x, haut in lignes
        for e in x.echeances
        if e.en_retard
    ]
    couches = [
        _build_fil([{"jour": str(debut), "fin": str(fin), "y": h + LIGNE_DU_TEMPS} for h in hauts], GRIS_CLAIR, 2),
        _build_fil(tardifs, RETARD, 8),
        _build_marques(dus, "diamond", FOND, ENCRE, 260),
        _build_marques(payes, "circle", ETAT, FOND, 300),
        _build_mots(dus),
        _build_mots(payes),
        _build_titres([{"y": haut + TITRE, "mots": _write_titre(x)} for x, haut in lignes], 19, ENCRE),
        _build_titres(
            [{"y": haut + SANS_DATE, "mots": mots} for x, haut in lignes if (mots := _write_sans_date(x))], 17, GRIS
        ),
    ]
    return {
        "config": CONFIG,
        "width": "container",
        "height": RANG * len(echeanciers),
        "layer": [_complete(couche, debut, fin, RANG * len(echeanciers)) for couche in couches],
    }


def _complete(couche: dict[str, Any], debut: date, fin: date, hauteur: int) -> dict[str, Any]:
    """Put a layer on the common scales."""
    echelles: dict[str, dict[str, Any]] = {
        "x": {
            "type": "temporal",
            "scale": {"domain": [str(debut), str(fin)]},
            "axis": {"title": None, "format": "%b %Y", "labelFontSize": 16, "gridColor": GRILLE, "tickCount": 6},
        },
        "y": {"type": "quantitative", "scale": {"domain": [hauteur, 0], "nice": False}, "axis": None},
    }
    encodage = {
        canal: {**(echelles.get(canal, {}) if "field" in valeur else {}), **valeur}
        for canal, valeur in couche["encoding"].items()
    }
    return {**couche, "encoding": encodage}


def _build_du(echeance: Echeance, haut: int) -> dict[str, Any]:
    mots = f"exigible le {format_date_courte(echeance.exigible_le)}{INSECABLE}: {format_euros(echeance.montant)}"
    return {
        "jour": str(echeance.exigible_le),
        "y": haut + LIGNE_DU_TEMPS + DECALE,
        "ymots": haut + DESSOUS,
        "mots": f"{mots}, {format_euros(echeance.reste)} en attente" if echeance.en_retard else mots,
        "couleur": RETARD if echeance.en_retard else GRIS,
    }


def _write_paye(jour: date, montant: int) -> str:
    return f"versé le {format_date_courte(jour)}{INSECABLE}: {format_euros(montant)}"


def _write_titre(echeancier: Echeancier) -> str:
    """Write the part, what it was paid and what remains."""
    reste = f", reste {format_euros(echeancier.reste)}" if echeancier.reste else ", tout est versé"
    if echeancier.excedent:
        reste = f", {format_euros(echeancier.excedent)} de plus que prévu"
    return (
        f"{echeancier.partie.libelle} {echeancier.annee}{INSECABLE}: {format_euros(echeancier.verse)} versés sur "
        f"{write_prevu(echeancier.prevu, echeancier.du)}{reste}"
    )


def _write_sans_date(echeancier: Echeancier) -> str:
    """Write the payments that have no due date, and why."""
    return " ; ".join(f"{format_euros(e.montant)} prévus, {e.motif}" for e in echeancier.echeances if not e.exigible_le)


def _build_fil(valeurs: list[dict[str, Any]], couleur: str, epaisseur: int) -> dict[str, Any]:
    return {
        "data": {"values": valeurs},
        "mark": {"type": "rule", "color": couleur, "strokeWidth": epaisseur},
        "encoding": {"x": {"field": "jour"}, "x2": {"field": "fin"}, "y": {"field": "y"}},
    }


def _build_marques(valeurs: list[dict[str, Any]], forme: str, fond: str, contour: str, taille: int) -> dict[str, Any]:
    marque = {"shape": forme, "fill": fond, "stroke": contour, "size": taille, "strokeWidth": 2, "opacity": 1}
    return {
        "data": {"values": valeurs},
        "mark": {"type": "point", "filled": True, **marque},
        "encoding": {"x": {"field": "jour"}, "y": {"field": "y"}, "tooltip": {"field": "mots", "type": "nominal"}},
    }


def _build_mots(valeurs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": valeurs},
        "mark": {"type": "text", "align": "left", "dx": -8, "fontSize": 17},
        "encoding": {
            "x": {"field": "jour"},
            "y": {"field": "ymots"},
            "text": {"field": "mots", "type": "nominal"},
            "color": {"field": "couleur", "type": "nominal", "scale": None},
        },
    }


def _build_titres(valeurs: list[dict[str, Any]], taille: int, couleur: str) -> dict[str, Any]:
    return {
        "data": {"values": valeurs},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": taille, "color": couleur},
        "encoding": {"x": {"value": 0}, "y": {"field": "y"}, "text": {"field": "mots", "type": "nominal"}},
    }
