"""The look of a table of amounts: large enough for the room, amounts at the right, subtotals and totals in bold."""

from collections.abc import Collection, Mapping, Sequence
from html import escape

import streamlit as st

from lib.ui.composants import Html

STYLE = """<style>
.montants { width: 100%; border-collapse: collapse; font-size: 16px; font-variant-numeric: tabular-nums; }
.montants caption { text-align: left; color: var(--gris); font-size: 14px; padding-bottom: .3rem; }
.montants th, .montants td { padding: .3rem .6rem; text-align: left; vertical-align: top; }
.montants thead th { border-bottom: 2px solid var(--encre); vertical-align: bottom; }
.montants tbody tr { border-bottom: 1px solid var(--grille); }
.montants .montant { text-align: right; white-space: nowrap; }
.montants .code { white-space: nowrap; }
.montants .note { font-weight: 400 !important; }
.montants .source { font-weight: 400 !important; }
.compte { display: inline-flex; vertical-align: middle; align-items: center; gap: .35em; white-space: nowrap;
  margin-right: 1em; }
.montants .axe th { padding-top: .9rem; font-weight: 700; }
.montants .sous-total td, .montants .sous-total th { font-weight: 600; background: #F6F6F6; }
.montants .total td, .montants .total th { font-weight: 700; border-top: 2px solid var(--encre); }
</style>"""


def show_montants(lignes: Sequence[Mapping[str, str]], titre: str, droites: Collection[str]) -> None:
    """Show a table of sentences and amounts, titre being read aloud only; droites: columns set at the right."""
    if not lignes:
        return
    classes = {nom: " class='montant'" if nom in droites else "" for nom in lignes[0]}
    entetes = "".join(f"<th scope='col'{classes[nom]}>{escape(nom)}</th>" for nom in classes)
    rangs = "".join(
        "<tr>" + "".join(f"<td{classes[nom]}>{build_case(valeur)}</td>" for nom, valeur in ligne.items()) + "</tr>"
        for ligne in lignes
    )
    st.html(
        f"{STYLE}<table class='montants'><caption class='cache'>{escape(titre)}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{rangs}</tbody></table>"
    )


def build_case(valeur: str) -> str:
    """Build the inside of a cell: a text is escaped, what is HTML already is not."""
    return valeur if isinstance(valeur, Html) else escape(valeur)
