"""Frise: the timeline of a qualitative indicator, the text expected above, the text received below (HTML)."""

from html import escape

from lib.charts.progression_commun import format_cible, list_close, list_manque
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.progression import Progression


def build_frise(progression: Progression) -> str:
    """Build the timeline: one column per year. Never a figure for a text; texts from the data are escaped."""
    depart = progression.indicateur.situation_initiale_texte
    colonnes = [
        _build_colonne(
            f"fin {progression.annee_initiale}",
            "situation initiale",
            escape(depart) if depart else "<span class='absent'>–</span>",
        )
    ]
    colonnes += [_build_annee(progression, annee) for annee in progression.annees]
    return f"<div class='frise' role='list'>{''.join(colonnes)}</div>"


def _build_annee(progression: Progression, annee: int) -> str:
    """Build a year: the target's text, then every text received, the latest first."""
    cible = progression.cibles.get(annee)
    attendu = cible.texte if cible and cible.texte else format_cible(progression, annee)
    if progression.is_hors_periode(annee) and progression.get_derniere(annee) is None:
        return _build_colonne(str(annee), "hors période", "<span class='absent'>aucun texte attendu</span>")
    recus = [ligne for ligne in progression.recues if ligne.trimestre.annee == annee]
    corps = "".join(_build_texte(ligne) for ligne in reversed(recus))
    manque = [*list_manque(progression, annee), *list_close(progression, annee)]
    absent = " ".join(manque) or "pas encore de texte"
    return _build_colonne(str(annee), attendu, corps or f"<span class='absent'>{escape(absent)}</span>")


def _build_texte(ligne: LigneSuivi) -> str:
    etat = " (provisoire)" if ligne.provisoire else ""
    contenu = ligne.texte or ("" if ligne.valeur is None else str(ligne.valeur))
    return f"<p><b>T{ligne.trimestre.numero}{etat}</b> {escape(contenu)}</p>"


def _build_colonne(annee: str, attendu: str, corps: str) -> str:
    return (
        f"<div role='listitem'><div class='attendu'>{escape(attendu)}</div>"
        f"<div class='annee'>{escape(annee)}</div><div class='recu'>{corps}</div></div>"
    )
