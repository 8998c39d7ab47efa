"""Router, run by app.py at each visit: page settings, demo banner, role menu, navigation, then the page itself."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.ui.adresse import build_adresse_actuelle, load_trimestre
from lib.ui.donnees import is_demonstration, load_avenants
from lib.ui.lecture import load_lecture, show_bandeau_lecture, show_lecture
from lib.ui.litteral import write_gras
from lib.ui.page import show_refus
from lib.ui.session import show_profil
from lib.ui.style import show_style
from lib.ui.typographie import install_porte

RACINE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ecran:
    """One page: its section, its file in pages/, its French title, its address; visible is False outside the menu."""

    section: str
    fichier: str
    titre: str
    adresse: str
    visible: bool = True


ECRANS = (
    Ecran("Piloter", "synthese.py", "Synthèse", "synthese"),
    Ecran("Piloter", "indicateurs.py", "Indicateurs", "indicateurs"),
    Ecran("Piloter", "indicateur.py", "Indicateur", "indicateur", visible=False),
    Ecran("Piloter", "fiches_action.py", "Fiches action", "fiches-action"),
    Ecran("Piloter", "budget.py", "Budget", "budget"),
    Ecran("Piloter", "territoire.py", "Territoire pilote", "territoire"),
    Ecran("Suivre", "feuille_de_route.py", "Feuille de route", "feuille-de-route"),
    Ecran("Suivre", "echeances.py", "Échéances", "echeances"),
    Ecran("Suivre", "avenants.py", "Avenants", "avenants"),
    Ecran("Déposer", "mon_trimestre.py", "Mon trimestre", "mon-trimestre"),
    Ecran("Déposer", "depot.py", "Dépôt", "depot"),
    Ecran("Déposer", "reprise.py", "Reprendre un tableau", "reprise"),
    Ecran("Déposer", "depots.py", "Dépôts", "depots"),
    Ecran("Comprendre", "methode.py", "Méthode", "methode"),
)
"""The menu, in order: the first is the page on which one arrives. A new page is one line here."""


SANS_PORTE = """<style>
[data-testid=stElementToolbarButton]:is(:has([aria-label^="Télécharger en"]), :has([aria-label^="Copier le tracé"])) {
  display: none; }
</style>"""
"""Streamlit's own downloads of a table or chart bear no mark: on a demonstration, ours stand beside and do."""


def show_bandeau_demo() -> None:
    """Say on every page that the results of the contract looked at are invented, when it is an example."""
    if is_demonstration():
        with st.container(key="bandeau-demo"):
            st.html(SANS_PORTE)
            st.warning(f"{write_gras('Démonstration')}\u00a0: les résultats affichés sont fictifs.")


def show_fin(adresse: str) -> None:
    """Mark the end of the run, with a number that changes each time: the browser tests wait for it."""
    numero = st.session_state.get("_execution", 0) + 1
    st.session_state["_execution"] = numero
    st.html(f"<span class='fin' data-page='{adresse}' data-n='{numero}' hidden></span>")


def run_page() -> None:
    """Draw the application around the page asked for, then the page."""
    install_porte()
    st.set_page_config(page_title="Jalons", page_icon="📊", layout="wide")
    show_style()
    sections: dict[str, list[st.Page]] = {}
    for ecran in ECRANS:
        page = st.Page(
            RACINE / "pages" / ecran.fichier,
            title=ecran.titre,
            url_path=ecran.adresse,
            visibility="visible" if ecran.visible else "hidden",
        )
        sections.setdefault(ecran.section, []).append(page)
    page = st.navigation(sections, position="top")
    avenants = load_avenants()
    load_lecture(avenants)
    load_trimestre()
    show_bandeau_demo()
    show_bandeau_lecture()
    with st.container(horizontal=True, horizontal_alignment="right", key="profil"):
        show_lecture(avenants)
        show_profil(build_adresse_actuelle(f"/{page.url_path}"))
    try:
        with show_refus():
            page.run()
    finally:
        show_fin(page.url_path)


if __name__ == "__main__":
    run_page()
