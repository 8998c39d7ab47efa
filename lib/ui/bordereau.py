"""The filled cells of a file that were not simply published: left aside, corrected on screen, ignored."""

from html import escape

import streamlit as st

from lib.domain.bordereau import CelluleBordereau
from lib.domain.formats import format_entier
from lib.domain.phrases import format_quantite
from lib.domain.recus import Recu
from lib.exports.recu import TITRES_CELLULES, format_lieu_cellule, format_sort
from lib.ui.comparaison import STYLE

CELLULES_MONTREES = 50


def show_cellules(recu: Recu) -> None:
    """Show, by what became of them, the cells of the file that the receipt lists beyond the values it published."""
    for sort, titre in TITRES_CELLULES.items():
        if cellules := recu.list_cellules(sort):
            st.header(f"{titre} ({format_entier(len(cellules))})", anchor=False)
            st.html(STYLE + build_cellules_bordereau(cellules))


def build_cellules_bordereau(cellules: list[CelluleBordereau]) -> str:
    """Build the table (HTML) of such cells: where they are, what became of them; the rest of a long list is counted."""
    rangs = "".join(
        f"<tr><th scope='row'>{escape(format_lieu_cellule(cellule))}</th><td>{escape(format_sort(cellule))}</td></tr>"
        for cellule in cellules[:CELLULES_MONTREES]
    )
    reste = len(cellules) - CELLULES_MONTREES
    suite = f"<p class='sous-phrase'>Et {format_quantite(reste, 'autre')}, sur le reçu.</p>" if reste > 0 else ""
    return (
        "<table class='comparaison etroite'><thead class='cache'><tr><th scope='col'>Où</th><th scope='col'>Suite</th>"
        f"</tr></thead><tbody>{rangs}</tbody></table>{suite}"
    )
