"""What the progression charts share: colours, texts under each year, targets, milestone, projection, empty slots."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lib.charts.theme import CONFIG, FOND, GRIS
from lib.domain.attendus import ORIGINE_DELAI, write_delais
from lib.domain.formats import INSECABLE, format_nombre, round_decimal
from lib.domain.indicateurs import Cible
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord
from lib.domain.progression import Progression
from lib.domain.statuts import StatutSuivi, is_a_definir, write_statut

Spec = dict[str, Any]

TEINTES = ("#24384D", "#4A6380", "#8299B1", "#B9C6D4")
"""Shades of a result, T1 to T4: neither a status nor a funder."""
RESULTAT = TEINTES[0]
HAUTEUR = 420
FORMAT_AXE = ",.2~f"


def format_valeur(valeur: Decimal | Fraction | int | None) -> str:
    """Write a figure for a label, at most two decimals; « – » for None."""
    return format_nombre(None if valeur is None else round_decimal(valeur, 2))


def to_float(valeur: Decimal | Fraction | int | None) -> float | None:
    """Give the number a mark is placed by; what is read beside it stays exact."""
    return None if valeur is None else float(valeur)


def build_data(lignes: list[dict[str, Any]]) -> Spec:
    """Give inline data."""
    return {"values": lignes}


def build_couche(lignes: list[dict[str, Any]], marque: Spec, encodage: Spec, nom: str) -> Spec:
    """Build one layer; its name is what tests and readers of the spec call it."""
    return {"name": nom, "data": build_data(lignes), "mark": marque, "encoding": encodage}


def build_textes(lignes: list[dict[str, Any]], style: Spec, encodage: Spec, nom: str) -> list[Spec]:
    """Build a layer of texts over a white halo, so that a line behind never cuts them."""
    halo = {"type": "text", **style, "color": FOND, "stroke": FOND, "strokeWidth": 5, "strokeJoin": "round"}
    return [
        build_couche(lignes, halo, encodage, f"halo_{nom}"),
        build_couche(lignes, {"type": "text", **style}, encodage, nom),
    ]


def build_spec(couches: list[Spec], minimum: float = 0, hauteur: int = HAUTEUR) -> Spec:
    """Build the whole chart from its layers, texts on top of every mark; empty layers are left out.

    minimum: the bottom of the scale, below zero for a change that may be negative.
    """
    ordonnees = sorted(couches, key=lambda couche: couche.get("mark", {}).get("type") == "text")
    for couche in ordonnees if minimum else ():
        if "scale" in (y := couche["encoding"].get("y", {})):
            y["scale"]["domain"][0] = minimum
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": hauteur,
        "width": "container",
        "autosize": {"type": "fit", "contains": "padding"},
        "config": CONFIG,
        "layer": [couche for couche in ordonnees if couche["data"]["values"]],
    }


def build_axe_y(maximum: float) -> Spec:
    """Build the vertical axis: from zero, faint grid, French figures."""
    return {
        "type": "quantitative",
        "scale": {"domain": [0, maximum], "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": FORMAT_AXE, "domain": False, "ticks": False},
    }


def compute_bornes(progression: Progression) -> tuple[float, float]:
    """Give the bottom and the top of the scale: zero and every figure drawn lie between, with room for the labels."""
    valeurs = [progression.indicateur.situation_initiale if progression.est_ensemble else None]
    valeurs += [cible.valeur for cible in (*progression.cibles.values(), *progression.initiales.values()) if cible]
    figures = [to_float(valeur) for valeur in valeurs]
    for ligne in progression.lignes:
        figures += [to_float(ligne.valeur), to_float(ligne.projection) if ligne.valeur is not None else None]
    dessinees = [0.0, *(figure for figure in figures if figure is not None)]
    bas, haut = min(dessinees), max(dessinees)
    marge = (0.34 if progression.ruptures_montrees else 0.18) * ((haut - bas) or 1)
    return (bas - marge if bas else 0.0), (haut + marge if haut or bas else 1.0)


def build_etiquettes(progression: Progression, prefixe: str = "") -> dict[int, list[str]]:
    """Give the lines written under each year: the year, its target or the word for its absence, what is awaited."""
    annees = sorted({progression.annee_initiale, *progression.annees})
    return {annee: [f"{prefixe}{annee}", *_list_mentions(progression, annee)] for annee in annees}


def _list_mentions(progression: Progression, annee: int) -> list[str]:
    """Say the target of a year, then what is missing."""
    if annee < progression.annees[0]:
        return ["situation initiale" if has_situation_initiale(progression) else "sans situation initiale"]
    if progression.is_hors_periode(annee) and not progression.get_derniere(annee):
        return ["hors période"]
    return [format_cible(progression, annee), *list_manque(progression, annee), *list_close(progression, annee)]


def get_projection(progression: Progression, trimestre: Trimestre) -> tuple[LigneSuivi, Fraction] | None:
    """Give the line a projection is drawn from and the projection, while the year is open and nothing later known."""
    ligne = progression.get_derniere(trimestre.annee)
    if ligne is None or ligne.trimestre != trimestre or trimestre.numero == 4:
        return None
    return None if ligne.valeur is None or ligne.projection is None else (ligne, ligne.projection)


def has_situation_initiale(progression: Progression) -> bool:
    """Whether a baseline figure belongs to this series."""
    return progression.est_ensemble and progression.indicateur.situation_initiale is not None


def format_cible(progression: Progression, annee: int) -> str:
    """Write the target of a year in the words the contract deserves: a figure, « à définir », or none."""
    cible = progression.cibles.get(annee)
    if cible is not None and cible.valeur is not None:
        return f"cible {format_valeur(cible.valeur)}{_format_avenant(cible)}"
    ligne = progression.ligne_par_trimestre.get(Trimestre(annee, 4))
    if cible is not None and cible.texte and not is_a_definir(cible):
        return "cible en toutes lettres"
    if ligne is not None and ligne.statut is StatutSuivi.A_DEFINIR:
        return "cible à définir"
    if ligne is not None and ligne.statut is StatutSuivi.NON_CONTRACTUALISE:
        return "non contractualisé"
    return "sans cible"


def _format_avenant(cible: Cible) -> str:
    return f" (avenant{INSECABLE}n°{INSECABLE}{cible.avenant})" if cible.avenant else ""


def list_manque(progression: Progression, annee: int) -> list[str]:
    """Name the quarters of a year that are late, since when and by whose deadline, a line each."""
    absentes = progression.list_absentes(annee)
    if not absentes:
        return []
    premiere = absentes[0].attente
    depuis = write_delais([premiere.echeance], origine=False) if premiere else ""
    noms = _format_trimestres(absentes)
    return [f"○ {noms} {format_accord(len(absentes), 'attendu')}", f"depuis {depuis}", f"({ORIGINE_DELAI})"]


def list_close(progression: Progression, annee: int) -> list[str]:
    """Name the quarters of a year that are masked, or that will not be sent: « ⊖ T1, T2 », « ne seront pas … »."""
    groupes = {
        StatutSuivi.MASQUE: progression.list_masquees(annee),
        StatutSuivi.NE_SERA_PAS_TRANSMISE: progression.list_closes(annee),
    }
    return [
        mot
        for statut, lignes in groupes.items()
        if lignes
        for mot in (f"{statut.marque} {_format_trimestres(lignes)}", write_statut(statut, len(lignes)))
    ]


def _format_trimestres(lignes: list[LigneSuivi]) -> str:
    """Name the quarters of a year: « T1, T3 », « T1 à T3 »."""
    numeros = [ligne.trimestre.numero for ligne in lignes]
    if len(numeros) > 2 and numeros[-1] - numeros[0] == len(numeros) - 1:
        return f"T{numeros[0]} à T{numeros[-1]}"
    return ", ".join(f"T{numero}" for numero in numeros)


def build_expression(etiquettes: dict[Any, list[str]], decalage: str = "datum.value") -> str:
    """Write the Vega expression that gives an axis its labels."""
    table = {str(cle): [texte for texte in textes if texte] for cle, textes in etiquettes.items()}
    return f"{json.dumps(table, ensure_ascii=False)}[{decalage}]"


def build_infobulle(*champs: tuple[str, str]) -> list[Spec]:
    """Give tooltip lines whose figures are already written in French."""
    return [{"field": champ, "type": "nominal", "title": titre} for champ, titre in champs]


def build_ligne_resultat(ligne: LigneSuivi, unite: str) -> dict[str, Any]:
    """Give what every mark of a result knows about itself."""
    resultat = ligne.resultat
    termes = ""
    if resultat is not None and resultat.numerateur is not None and resultat.denominateur is not None:
        termes = f"{format_valeur(resultat.numerateur)} / {format_valeur(resultat.denominateur)}"
    return {
        "trimestre": ligne.trimestre.libelle,
        "annee": str(ligne.trimestre.annee),
        "numero": ligne.trimestre.numero,
        "valeur": to_float(ligne.valeur),
        "texte": format_valeur(ligne.valeur),
        "unite": unite,
        "termes": termes,
        "provisoire": ligne.provisoire,
        "etat": "provisoire" if ligne.provisoire else "mesurée",
        "statut": ligne.statut.libelle,
    }


INFOBULLE_RESULTAT = build_infobulle(
    ("trimestre", "Trimestre"),
    ("texte", "Valeur"),
    ("unite", "Unité"),
    ("termes", "Numérateur / dénominateur"),
    ("etat", "Valeur"),
    ("statut", "Statut"),
)

STYLE_JALON = {"color": GRIS, "strokeDash": [2, 3]}
