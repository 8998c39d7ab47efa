"""Cards of indicators: code, status, name, small chart, figure. All of a contract on one page, as one HTML block."""

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from lib.charts.theme import ENCRE, GRIS, GRIS_CLAIR
from lib.charts.vignettes import build_vignette
from lib.domain.constats import build_constat, build_figure, format_intitule
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression
from lib.ui.adresse import build_adresse
from lib.ui.composants import build_badge

STYLE = f"""
.cartes {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 1.1rem 1.6rem; }}
.cartes .titre-axe {{ grid-column: 1 / -1; font-size: 18px !important; margin: .9rem 0 0; padding: 0 !important; }}
a.carte {{
  display: flex; flex-direction: column; color: {ENCRE} !important; text-decoration: none !important;
  border-top: 2px solid {GRIS_CLAIR}; padding-top: .35rem; min-width: 0;
  content-visibility: auto; contain-intrinsic-height: auto 200px;
}}
a.carte:hover {{ border-top-color: {ENCRE}; }}
a.carte:hover .intitule {{ text-decoration: underline; }}
.carte .tete {{ display: flex; justify-content: space-between; gap: .5rem; font-size: 14px; white-space: nowrap; }}
.carte .code {{ font-weight: 700; }}
.carte .tete .statut {{ overflow: hidden; font-size: 14px; }}
.carte .intitule {{
  font-size: 15px; line-height: 1.25; height: 2.5em; margin: .15rem 0 .3rem; overflow: hidden;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical;
}}
.carte .figure {{ font-size: 16px; font-weight: 600; margin-top: .15rem; }}
.carte .figure.sans {{ color: {GRIS}; font-weight: 400; }}
"""


def build_carte(progression: Progression, trimestre: Trimestre) -> str:
    """Build one card (HTML), which is a link to the indicator's own page."""
    indicateur = progression.indicateur
    intitule = escape(format_intitule(indicateur), quote=True)
    ligne = progression.ligne_par_trimestre.get(trimestre)
    badge = build_badge(ligne.statut) if ligne is not None else ""
    sans = "" if ligne is not None and ligne.valeur is not None else " sans"
    adresse = build_adresse(f"/indicateur?code={indicateur.code}&trimestre={trimestre}")
    return (
        f"<a class='carte' target='_self' href='{escape(adresse)}' title='{intitule}'>"
        f"<span class='tete'><span class='code'>{escape(indicateur.code)}</span>{badge}</span>"
        f"<span class='intitule'>{intitule}</span>"
        f"{build_vignette(progression, build_constat(progression, trimestre))}"
        f"<span class='figure{sans}'>{escape(build_figure(progression, trimestre))}</span></a>"
    )


def build_cartes(
    progressions: Iterable[Progression], trimestre: Trimestre, titres: Mapping[str, str] | None = None
) -> str:
    """Build the grid; titres: heading of each axe, when the cards are in the contract's order."""
    groupes = group_par(progressions, lambda progression: progression.axe.code if titres else "")
    cartes = []
    for axe, groupe in groupes.items():
        if titres:
            cartes.append(f"<h2 class='titre-axe'>{escape(titres[axe])} ({len(groupe)})</h2>")
        cartes += [build_carte(progression, trimestre) for progression in groupe]
    return f"<style>{STYLE}</style><div class='cartes'>{''.join(cartes)}</div>"


def show_cartes(contrat: ContratLu, progressions: Iterable[Progression], trimestre: Trimestre, par_axe: bool) -> None:
    """Show the cards, under a heading per axe and volet when they are in the contract's order."""
    titres = {axe.code: f"{axe.code} · {axe.intitule_court or axe.intitule}" for axe in contrat.axes}
    st.html(build_cartes(progressions, trimestre, titres if par_axe else None))
