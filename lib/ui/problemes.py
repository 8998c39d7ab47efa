"""What a file has to say: refusal, or problems grouped by kind and opened to the cells; warnings are confirmed here."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from lib.domain.contrat_lu import group_par
from lib.domain.formats import ABSENT, INSECABLE, format_entier
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.ui.titres_problemes import get_titre

CELLULES_MONTREES = 50
SANS_CONFIRMATION = frozenset({"C07", "C08"})
"""Warnings answered elsewhere: a choice per row (conflict), a reason (published value that changes)."""

STYLE = """<style>
.cellules { width: 100%; border-collapse: collapse; font-size: 16px; }
.cellules th, .cellules td { padding: .35rem .8rem .35rem 0; text-align: left; vertical-align: top; }
.cellules thead th { border-bottom: 2px solid var(--encre); font-size: 14px; color: var(--gris); font-weight: 400; }
.cellules tbody tr { border-bottom: 1px solid var(--grille); }
.cellules .ou { white-space: nowrap; font-weight: 600; }
.cellules .lu { background: #FDECEC; padding: 0 .3em; font-family: monospace; white-space: pre; }
.refus-fichier { border-left: 4px solid #C9191E; padding: .4rem .9rem; font-size: 18px; }
.refus-fichier p { margin: 0 0 .2rem; }
</style>"""


def select_problemes(problemes: Iterable[Probleme], niveau: NiveauProbleme) -> dict[str, list[Probleme]]:
    """Group the problems of a level by kind, those answered elsewhere apart."""
    retenus = [p for p in problemes if p.niveau is niveau and p.code not in SANS_CONFIRMATION]
    return group_par(retenus, lambda probleme: probleme.code)


def show_refus_fichier(problemes: Iterable[Probleme]) -> None:
    """Show why a whole file is refused, what is expected and the gesture to make."""
    blocs = "".join(
        f"<div class='refus-fichier' role='alert'><p><b>{escape(p.message)}</b></p>"
        f"<p>Attendu{INSECABLE}: {escape(p.attendu)}.</p><p>→ {escape(p.geste)}</p></div>"
        for p in problemes
        if p.niveau is NiveauProbleme.FICHIER
    )
    st.html(STYLE + blocs)


def show_erreurs(problemes: Iterable[Probleme]) -> None:
    """Show what must be mended, by kind, opened to the cells."""
    for code, groupe in select_problemes(problemes, NiveauProbleme.ERREUR).items():
        with st.expander(f"✕ **{_write_titre(code, groupe)}**", expanded=True):
            st.html(STYLE + build_cellules(groupe))


def show_confirmations(problemes: Iterable[Probleme], prefixe: str) -> None:
    """Show what must be confirmed, by kind, each with its box; answers stay under « prefixe-accepte-C04 »."""
    for code, groupe in select_problemes(problemes, NiveauProbleme.A_CONFIRMER).items():
        with st.expander(f"? **{_write_titre(code, groupe)}**", expanded=True):
            st.html(STYLE + build_cellules(groupe))
            quoi = "cette ligne telle que lue" if len(groupe) == 1 else f"ces {len(groupe)} lignes telles que lues"
            titre = get_titre(code, groupe[0].message)
            st.checkbox(f"Je confirme {quoi}{INSECABLE}: {_lower(titre)}", key=f"{prefixe}-accepte-{code}")


def show_informations(problemes: Iterable[Probleme]) -> None:
    """Fold what is only told."""
    groupes = select_problemes(problemes, NiveauProbleme.INFORMATION)
    if not groupes:
        return
    total = sum(len(groupe) for groupe in groupes.values())
    with st.expander(f"Pour information ({format_entier(total)})"):
        for code, groupe in groupes.items():
            st.markdown(f"**{_write_titre(code, groupe)}**")
            st.html(STYLE + build_cellules(groupe))


def _write_titre(code: str, groupe: list[Probleme]) -> str:
    titre = get_titre(code, groupe[0].message)
    return f"{titre} ({format_entier(len(groupe))})" if len(groupe) > 1 else titre


def _lower(titre: str) -> str:
    return titre[:1].lower() + titre[1:]


def build_cellules(groupe: list[Probleme]) -> str:
    """Build the table of the cells of one kind (HTML): where, what was read, what is wrong, expected, gesture."""
    situes = any(p.ligne or p.colonne for p in groupe)
    rangs = "".join(_build_cellule(p, situes) for p in groupe[:CELLULES_MONTREES])
    reste = len(groupe) - CELLULES_MONTREES
    suite = f"<p>Et {format_entier(reste)} autres.</p>" if reste > 0 else ""
    ou = "<th scope='col'>Où</th><th scope='col'>Lu</th>" if situes else ""
    return (
        f"<table class='cellules'><thead><tr>{ou}<th scope='col'>Constat</th><th scope='col'>Attendu</th>"
        f"<th scope='col'>Que faire</th></tr></thead><tbody>{rangs}</tbody></table>{suite}"
    )


def _build_cellule(probleme: Probleme, situee: bool) -> str:
    lu = f"<span class='lu'>{escape(probleme.lu)}</span>" if probleme.lu else ABSENT
    ou = f"<td class='ou'>{escape(format_lieu(probleme))}</td><td>{lu}</td>" if situee else ""
    return (
        f"<tr>{ou}<td>{escape(probleme.message)}</td><td>{escape(probleme.attendu) or ABSENT}</td>"
        f"<td>{escape(probleme.geste)}</td></tr>"
    )


def format_lieu(probleme: Probleme) -> str:
    """Write where a problem is, as the spreadsheet shows it: « Ligne 14, colonne E « valeur » »."""
    if probleme.ligne is None:
        return f"Colonne {probleme.colonne}" if probleme.colonne else "Fichier"
    colonne = f", colonne {probleme.colonne}" if probleme.colonne else ""
    return f"Ligne {probleme.ligne}{colonne}"
