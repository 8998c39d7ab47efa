"""Échéances: one line per dated obligation, placed in the contract's years, with today's rule across."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import cast

import altair as alt
import pandas as pd

from lib.charts.theme import COULEURS_FINANCEURS, ENCRE, FOND, GRILLE, GRIS
from lib.domain.contrat_lu import ContratLu
from lib.domain.echeances import EcheanceDatee, EtatEcheance
from lib.domain.formats import format_date_courte
from lib.domain.nomenclatures import Financeur

LIGNE = 28
LONGUEUR = 62
QUI_ETAT, QUI_CD, QUI_PLUSIEURS = "État", "Conseil départemental", "Plusieurs ou un partenaire"
COULEURS = {
    QUI_ETAT: COULEURS_FINANCEURS[Financeur.ETAT],
    QUI_CD: COULEURS_FINANCEURS[Financeur.CD],
    QUI_PLUSIEURS: ENCRE,
}


def get_qui(echeance: EcheanceDatee) -> str:
    """Give the colour group of an obligation: the State alone, the CD alone, or others."""
    return echeance.organismes[0] if echeance.organismes in ((QUI_ETAT,), (QUI_CD,)) else QUI_PLUSIEURS


def build_frise_chart(contrat: ContratLu, echeances: Sequence[EcheanceDatee], aujourd_hui: date) -> alt.LayerChart:
    """Build the timeline of the dated obligations, from the contract's first year to a year after its last."""
    debut, fin = date(contrat.contrat.debut.year, 1, 1), date(contrat.contrat.fin.year + 1, 12, 31)
    donnees = _build_donnees(echeances, debut + (fin - debut) * 0.6)
    ordre = alt.Y("libelle:N", sort=list(donnees["libelle"]), title=None)
    axe_y = alt.Axis(labelLimit=470, labelFontSize=14, ticks=False, domain=False, grid=True, gridColor=GRILLE)
    x = alt.X(
        "jour:T",
        title=None,
        scale=alt.Scale(domain=[alt.DateTime(year=j.year, month=j.month, date=j.day) for j in (debut, fin)]),
        axis=alt.Axis(format="%Y", tickCount="year", orient="top", grid=True),
    )
    couleur = alt.Color("groupe:N", scale=alt.Scale(domain=list(COULEURS), range=list(COULEURS.values())), legend=None)
    bulle = [
        alt.Tooltip("quoi:N", title="Quoi"),
        alt.Tooltip("qui:N", title="Qui"),
        alt.Tooltip("date:N", title="Date"),
        alt.Tooltip("etat:N", title="État"),
        alt.Tooltip("article:N", title="Source"),
    ]
    base = alt.Chart(donnees).encode(x=x, y=ordre.axis(axe_y))
    passees, a_venir = base.transform_filter("datum.passee"), base.transform_filter("!datum.passee")
    marques = [
        passees.mark_point(size=110, filled=True, opacity=1).encode(color=couleur, tooltip=bulle),
        a_venir.mark_point(size=110, filled=False, strokeWidth=2.5, fill=FOND, opacity=1).encode(
            stroke=couleur, tooltip=bulle
        ),
    ]
    textes = [
        base.transform_filter("!datum.tard").mark_text(align="left", dx=11, color=ENCRE).encode(text="texte:N"),
        base.transform_filter("datum.tard").mark_text(align="right", dx=-11, color=ENCRE).encode(text="texte:N"),
    ]
    couches = cast(alt.LayerChart, alt.layer(*_build_aujourd_hui(aujourd_hui), *marques, *textes))
    return couches.properties(width="container", height=max(1, len(donnees)) * LIGNE)


def _build_aujourd_hui(jour: date) -> list[alt.Chart]:
    """Build the rule of today and its word, at the bottom so that it never meets the years."""
    donnees = pd.DataFrame([{"jour": jour.isoformat(), "mot": f"aujourd’hui, {format_date_courte(jour)}"}])
    base = alt.Chart(donnees).encode(x="jour:T")
    texte = base.mark_text(align="right", baseline="bottom", dx=-6, dy=-4, color=GRIS, fontStyle="italic")
    return [base.mark_rule(color=GRIS, strokeDash=[5, 4]), texte.encode(text="mot:N", y=alt.value("height"))]


def _build_donnees(echeances: Sequence[EcheanceDatee], seuil: date) -> pd.DataFrame:
    """Build one row per dated obligation; tard: its words go at the left of its mark."""
    colonnes = ("libelle", "jour", "date", "quoi", "qui", "groupe", "etat", "article", "passee", "tard", "texte")
    lignes = [
        (
            f"{e.obligation.code} · {shorten(e.obligation.quoi, LONGUEUR, placeholder='…')}",
            e.jour.isoformat(),
            e.write_jour(cite=True),
            e.obligation.quoi,
            e.obligation.qui,
            get_qui(e),
            e.etat.libelle,
            e.obligation.article,
            e.etat is EtatEcheance.PASSEE,
            e.jour > seuil,
            f"{e.write_jour()} · {shorten(e.obligation.qui, 30 if e.jour_retenu else 40, placeholder='…')}",
        )
        for e in echeances
        if e.jour is not None
    ]
    return pd.DataFrame(lignes, columns=list(colonnes))
