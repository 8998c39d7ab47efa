"""The look common to every page, as one style sheet: sizes, tabular figures, status badges, focus, print."""

from urllib.parse import quote

import streamlit as st

from lib.charts.marques import ALLURES
from lib.charts.theme import COULEURS_FINANCEURS, ENCRE, FOND, GRILLE, GRIS, GRIS_CLAIR
from lib.domain.faits import NiveauMeteo
from lib.domain.nomenclatures import Financeur

BASE = f"""
:root {{ --encre: {ENCRE}; --gris: {GRIS}; --gris-clair: {GRIS_CLAIR}; --grille: {GRILLE}; --fond: {FOND}; }}
[data-testid=stMainBlockContainer] {{
  font-size: 16px; font-variant-numeric: tabular-nums;
  padding: 3.4rem 2rem 1rem; max-width: 1840px;
}}
[data-testid=stMain] h1 {{ font-size: 28px; padding: 0 0 .25rem; }}
[data-testid=stMain] h2 {{ font-size: 20px; padding: .6rem 0 .25rem; }}
[data-testid=stMain] h3 {{ font-size: 18px; padding: .5rem 0 .25rem; }}
[class*=st-key-bandeau-] {{ margin: .6rem 0 -.6rem; }}
.st-key-profil {{ margin-bottom: -2.6rem; position: relative; z-index: 2; width: fit-content; margin-left: auto; }}
[data-testid=stButtonGroup] button[role=radio] {{ min-height: 2.5rem; }}
[data-testid=stAlertContainer] {{ padding: .5rem 1rem; min-height: 0; }}
.phrase {{ font-size: 20px; line-height: 1.35; margin: 0; }}
.sous-phrase, .source {{ font-size: 14px; color: var(--gris); margin: 0; }}
.chiffre {{ font-size: 36px; line-height: 1.1; font-weight: 700; white-space: nowrap; }}
.cache {{
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}}
.vide {{ border-left: 4px solid var(--gris-clair); padding: .4rem .9rem; font-size: 18px; margin: 0; }}
.vide a {{ white-space: nowrap; }}
:where([data-testid=stMain] a, .profils a) {{ color: {COULEURS_FINANCEURS[Financeur.ETAT]}; }}
a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:not(input):focus-visible {{
  outline: 3px solid {COULEURS_FINANCEURS[Financeur.ETAT]} !important; outline-offset: 2px;
}}
"""

BADGES = """
.statut { display: inline-flex; align-items: center; gap: .4em; white-space: nowrap; font-weight: 600; }
.entier .statut { white-space: normal; align-items: baseline; }
.marque { display: inline-block; width: 1.1em; height: 1.1em; line-height: 1.1em; flex: none; text-align: center;
  font-size: 1em; font-weight: 700; color: var(--couleur); text-decoration: none !important; }
.marque.pleine { background: var(--couleur); color: var(--fond); }
.marque.disque { border-radius: 50%; }
.marque.triangle { clip-path: polygon(50% 4%, 100% 96%, 0 96%); }
.marque.losange { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); }
.marque.tirets { border: .13em dashed var(--couleur); border-radius: 50%; }
"""

LISTES = """
.liste { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 15px; line-height: 1.4; }
h3.cible-op { font-size: 17px !important; line-height: 1.35; margin: .6rem 0 0; padding: 0 !important; }
.liste th { text-align: left; font-size: 14px; font-weight: 400; color: var(--gris); }
.liste th, .liste td { padding: .35rem .9rem .35rem 0; vertical-align: top;
  border-bottom: 1px solid var(--gris-clair); }
"""

FILS = """
.fil { list-style: none !important; margin: 0 !important; padding: 0 !important; max-width: 90ch; }
.fil li { border-left: 4px solid var(--gris-clair); padding: .1rem 0 .1rem .9rem; margin: 0 0 .8rem !important; }
.fil p { margin: 0; white-space: pre-line; line-height: 1.45; }
.fil .ancien { font-size: 14px; color: var(--gris); }
.meteo { font-weight: 600; padding-left: 2.1em; background: no-repeat left center / 1.6em 1.6em; min-height: 1.6em;
  display: inline-block; line-height: 1.6em; }
[data-testid=InputInstructions] { display: none; }
"""

NUAGE = "M7 18h10a4 4 0 0 0 .6-7.9A6 6 0 0 0 6.2 11 3.6 3.6 0 0 0 7 18Z"
DESSINS_METEO: dict[NiveauMeteo, str] = {
    NiveauMeteo.SECURISES: (
        "<circle cx='12' cy='12' r='4.6'/><path d='M12 1.5v3M12 19.5v3M1.5 12h3M19.5 12h3M4.6 4.6l2.1 2.1"
        "M17.3 17.3l2.1 2.1M4.6 19.4l2.1-2.1M17.3 6.7l2.1-2.1'/>"
    ),
    NiveauMeteo.ATTEIGNABLES: (
        "<circle cx='8.5' cy='7.5' r='3.4'/><path d='M8.5 .8v1.8M1.8 7.5h1.8M3.8 2.8l1.3 1.3M13.2 2.8l-1.3 1.3'/>"
        f"<path fill='{FOND}' transform='translate(1 3.5)' d='{NUAGE}'/>"
    ),
    NiveauMeteo.APPUIS_NECESSAIRES: f"<path d='{NUAGE}'/>",
    NiveauMeteo.COMPROMIS: f"<path transform='translate(0 -5)' d='{NUAGE}'/><path d='M12.5 14.5l-3 4h4l-3 4.3'/>",
}
"""One shape per level of declared weather, in ink: sun, sun behind a cloud, cloud, thunder."""

SYNTHESE = """
.constat { font-size: 24px; line-height: 1.25; margin: 0; font-weight: 600; }
.synthese { width: 100%; border-collapse: collapse; table-layout: fixed; }
.synthese thead th { font-size: 14px; font-weight: 400; color: var(--gris);
  text-align: left; padding: 0 1rem .2rem 0; }
.synthese th:nth-child(1) { width: 34%; } .synthese th:nth-child(2) { width: 29%; }
.synthese th:nth-child(3) { width: 11%; }
.synthese tbody th, .synthese td {
  border-top: 1px solid var(--gris-clair); padding: .5rem 1rem .5rem 0; vertical-align: top;
  font-weight: 400; text-align: left;
}
.synthese p { margin: 0; }
.synthese .nom { font-weight: 700; font-size: 16px; text-decoration: none; }
.synthese .nom:hover { text-decoration: underline; }
.synthese .chiffre { font-size: 32px; }
.bande { display: flex; flex-wrap: wrap; gap: 5px; font-size: 22px; line-height: 1; padding: 4px 0; }
.bande a { text-decoration: none; }
.fleche { font-size: 1.5em; line-height: .8; font-weight: 700; color: var(--encre); }
.mouvements a { white-space: nowrap; }
.argent { display: flex; align-items: center; gap: .8rem; }
.argent .chiffre { flex: 0 0 3.2em; }
.piste { position: relative; flex: 1; height: 18px; }
.piste span { position: absolute; top: 0; bottom: 0; }
.piste .base { left: 0; background: var(--grille); border: 1px solid var(--gris-clair); box-sizing: border-box; }
.piste .sans-base { background: none; border-style: dashed; }
.piste .realise { left: 0; background: var(--encre); }
.piste .depasse { background: repeating-linear-gradient(135deg, var(--encre) 0 3px, var(--fond) 3px 6px); }
.piste .encoche { width: 3px; top: -4px; bottom: -4px; margin-left: -1px; background: #B34000; }
.legende { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: 14px; margin: .4rem 0 0; }
.legende .statut { font-weight: 400; }
.legende .trait { display: inline-block; width: 3px; height: 1em; background: #B34000;
  margin-right: .4em; vertical-align: -2px; }
h2.bloc { padding: 0 0 .2rem !important; margin: 0; border-bottom: 2px solid var(--encre); }
.points { list-style: none !important; margin: 0 !important; padding: 0 !important; }
.points li { display: flex; gap: .7rem; padding: .45rem 0; border-bottom: 1px solid var(--gris-clair);
  margin: 0 !important; line-height: 1.35; }
.points li p { margin: 0; }
.suite { margin: .4rem 0 0; }
.points .marque { margin-top: .2em; }
@media (min-width: 1800px) and (min-height: 1000px) {
  .synthese tbody th, .synthese td { padding-top: .55rem; padding-bottom: .55rem; }
  .synthese .nom { font-size: 18px; }
  .bande { font-size: 24px; }
}
@media (max-width: 1500px) {
  .st-key-synthese [data-testid=stHorizontalBlock] { flex-direction: column; }
  .st-key-synthese [data-testid=stColumn] { width: 100% !important; flex: 1 1 auto !important; }
}
@media (max-width: 800px) {
  .st-key-profil { margin-bottom: 0; }
  [data-testid=stHtml]:has(table) { overflow-x: auto; }
  .synthese, .liste:has(th:nth-child(4)) { min-width: 46rem; }
  .liste:has(th:nth-child(7)) { min-width: 62rem; }
}
"""

IMPRESSION = """
@media print {
  [data-testid=stHeader], [data-testid=stToolbar], .st-key-profil, [data-testid=stDownloadButton],
  [data-testid=stElementToolbar] { display: none !important; }
  [data-testid=stMainBlockContainer] { padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
"""


def build_style() -> str:
    """Build the style sheet; each status brings its colour under its own class."""
    couleurs = "".join(
        f".statut-{statut.value} {{ --couleur: {marque.couleur}; }}\n" for statut, marque in ALLURES.items()
    )
    meteos = "".join(
        f".meteo-{niveau.value} {{ background-image: {_build_dessin(niveau)}; }}\n" for niveau in NiveauMeteo
    )
    return BASE + BADGES + LISTES + FILS + SYNTHESE + couleurs + meteos + IMPRESSION


def _build_dessin(niveau: NiveauMeteo) -> str:
    """Write a drawing as a CSS image: an SVG element would be taken out of the page's HTML."""
    dessin = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='{ENCRE}' stroke-width='1.8' "
        f"stroke-linecap='round' stroke-linejoin='round'>{DESSINS_METEO[niveau]}</svg>"
    )
    return f'url("data:image/svg+xml,{quote(dessin)}")'


def show_style() -> None:
    """Give the page its style sheet: called once, by the router."""
    st.html(f"<style>{build_style()}</style>")
