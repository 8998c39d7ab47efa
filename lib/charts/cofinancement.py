"""The co-financing rule: the département's share of the cost of each action, on one scale, against the minimum.

The bar is what is realised, hollow and dashed while provisional; the diamond what was foreseen; the line the minimum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lib.charts.rangees import (
    LIGNE,
    PISTE,
    TEXTE,
    Mots,
    build_barres,
    build_points,
    build_rangees_chart,
    build_textes,
    compute_hauteurs,
    get_bande,
    shorten_nom,
)
from lib.charts.theme import COULEURS_FINANCEURS, ENCRE, FOND, GRILLE, GRIS, MARQUES
from lib.domain.cofinancement import CoFinancement, Moment, Portee, compute_cofinancements
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_euros, format_taux
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre

CD = COULEURS_FINANCEURS[Financeur.CD]


@dataclass(frozen=True)
class RangCofinancement:
    """The two tests of one action, or of the volet as a whole: on what is foreseen and on what is realised."""

    groupe: str
    nom: str
    prevu: CoFinancement
    realise: CoFinancement

    @property
    def texte(self) -> str:
        """The words at the right: both ratios, then the shortfall in euros."""
        mots = [f"prévu {self.prevu.texte}{_write_manque(self.prevu)}"] if self.prevu.rapport is not None else []
        if self.realise.rapport is not None:
            mots.append(f"réalisé {self.realise.texte}{_write_manque(self.realise)}")
        elif self.prevu.rapport is not None:
            mots.append("réalisé non transmis")
        return " · ".join(mots) or "montants inconnus"

    @property
    def couleur(self) -> str:
        """The colour of the words: a rule broken for good, one that may still be, or nothing to say."""
        if self.prevu.alerte or self.realise.alerte:
            return MARQUES["en_retard"].couleur
        return MARQUES["a_surveiller"].couleur if self.realise.respecte is False else ENCRE


def _write_manque(test: CoFinancement) -> str:
    return f"{INSECABLE}: il manque {format_euros(test.manque)}" if test.manque else ""


def list_rangs(contrat: ContratLu, trimestre: Trimestre) -> list[RangCofinancement]:
    """List the actions under the rule, in the contract's order, the volet 2 also as a whole."""
    prevus, realises = (compute_cofinancements(contrat, trimestre, moment) for moment in Moment)
    rangs = []
    for prevu, realise in zip(prevus, realises, strict=True):
        if prevu.portee is Portee.VOLET_ENSEMBLE:
            rangs.append(RangCofinancement(prevu.code, f"{prevu.code} · dans son ensemble", prevu, realise))
        else:
            fiche = contrat.get_fiche(prevu.code)
            rangs.append(RangCofinancement(fiche.axe, shorten_nom(f"{fiche.code} · {fiche.intitule}"), prevu, realise))
    return rangs


def build_cofinancement_chart(rangs: Sequence[RangCofinancement], minimum: Fraction) -> dict[str, Any]:
    """Build the Vega-Lite spec of the shares, with the minimum as one line through all rows."""
    hauteurs = compute_hauteurs([rang.groupe for rang in rangs])
    hauteur = (hauteurs[-1] if hauteurs else 0) + LIGNE
    lignes = list(zip(rangs, hauteurs, strict=True))
    fermes = [_build_barre(rang, haut) for rang, haut in lignes if not rang.realise.provisoire and _has_part(rang)]
    mobiles = [_build_barre(rang, haut) for rang, haut in lignes if rang.realise.provisoire and _has_part(rang)]
    pistes = [
        {"debut": 0, "fin": 1, **get_bande(haut), "couleur": GRILLE, "bulle": rang.texte} for rang, haut in lignes
    ]
    couches = [
        build_barres(pistes),
        build_barres(fermes),
        build_barres(mobiles, stroke=CD, strokeWidth=2, strokeDash=[5, 3]),
        _build_minimum(minimum, hauteurs),
        build_points(
            [_build_point(rang, haut) for rang, haut in lignes if rang.prevu.rapport is not None],
            shape="diamond",
            size=190,
            filled=True,
            fill=FOND,
            stroke=ENCRE,
            strokeWidth=2,
        ),
        *build_textes(Mots(haut, rang.nom, rang.texte, rang.couleur) for rang, haut in lignes),
    ]
    return build_rangees_chart(couches, hauteur)


def _has_part(rang: RangCofinancement) -> bool:
    return rang.realise.rapport is not None


def _build_barre(rang: RangCofinancement, haut: int) -> dict[str, Any]:
    """Give the bar of what is realised: hollow while provisional."""
    return {
        "debut": 0,
        "fin": float(rang.realise.rapport or 0),
        **get_bande(haut),
        "couleur": FOND if rang.realise.provisoire else CD,
        "bulle": f"{rang.nom} : {_write_base(rang.realise)}",
    }


def _build_point(rang: RangCofinancement, haut: int) -> dict[str, Any]:
    """Give the diamond of what was foreseen."""
    return {
        "x": float(rang.prevu.rapport or 0),
        "y": haut + TEXTE + PISTE / 2,
        "bulle": f"{rang.nom} : {_write_base(rang.prevu)}",
    }


def _write_base(test: CoFinancement) -> str:
    """Write a ratio with its terms."""
    rapport = format_taux(test.rapport, test.minimum)
    return f"{test.moment.libelle}, {format_euros(test.cd)} du Département sur {format_euros(test.total)}, {rapport}"


def _build_minimum(minimum: Fraction, hauteurs: Sequence[int]) -> dict[str, Any]:
    """Build the line of the minimum, one piece per row so that it never crosses the words."""
    valeurs = [
        {"x": float(minimum), "haut": haut + TEXTE - 4, "bas": haut + TEXTE + PISTE + 4, "bulle": "Minimum du contrat"}
        for haut in hauteurs
    ]
    return {
        "data": {"values": valeurs},
        "mark": {"type": "rule", "strokeWidth": 3, "color": GRIS},
        "encoding": {
            "x": {"field": "x"},
            "y": {"field": "haut"},
            "y2": {"field": "bas"},
            "tooltip": {"field": "bulle", "type": "nominal"},
        },
    }
