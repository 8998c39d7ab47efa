"""Small pieces that every page shows the same way: status, source, empty state, table, quarter."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.fiction import COLONNE, DANS_COLONNE
from lib.domain.formats import ABSENT, FINE, INSECABLE, format_date_courte, format_nombre
from lib.domain.lisibles import list_resultats
from lib.domain.motifs import MotifAnnulation, MotifChangement
from lib.domain.neutres import write_neutre
from lib.domain.periodes import Trimestre, dernier_trimestre_clos, list_trimestres
from lib.domain.phrases import format_texte
from lib.domain.statuts import StatutSuivi
from lib.ui.adresse import TRIMESTRE, build_adresse, get_trimestre_partage, save_trimestre
from lib.ui.donnees import is_demonstration
from lib.ui.litteral import select_radio
from lib.ui.telechargement import show_telechargement

FORMES: dict[StatutSuivi, str] = {
    StatutSuivi.ATTEINT: "pleine disque",
    StatutSuivi.NON_ATTEINT: "pleine",
    StatutSuivi.EN_BONNE_VOIE: "pleine triangle",
    StatutSuivi.A_SURVEILLER: "pleine losange",
    StatutSuivi.EN_RETARD: "pleine",
    StatutSuivi.DONNEE_ATTENDUE: "tirets",
}
"""Classes that draw a mark; the other statuses show their sign."""

SIGNES_DESSINES = frozenset({StatutSuivi.ATTEINT, StatutSuivi.NON_ATTEINT})
"""Filled marks that carry a sign inside; the shape alone says the others."""

M = TypeVar("M", MotifChangement, MotifAnnulation)

_CHIFFRE_GROUPE = re.compile(rf"(?<=\d)[{FINE}](?=\d)")


class Html(str):
    """A text that is HTML already, its data escaped by whoever built it."""


def format_statut(statut: StatutSuivi) -> str:
    """Write a status for a table cell: its sign, then its word."""
    return f"{statut.marque}{INSECABLE}{statut.libelle}"


def build_marque(statut: StatutSuivi) -> str:
    """Build the mark alone (HTML), hidden from screen readers: the word must stand beside it."""
    forme = FORMES.get(statut, "")
    signe = statut.marque if not forme or statut in SIGNES_DESSINES else ""
    return f"<span class='marque statut-{statut.value} {forme}' aria-hidden='true'>{signe}</span>"


def build_badge(statut: StatutSuivi, libelle: str = "") -> str:
    """Build the badge of a status (HTML): mark and word, or the full label given."""
    mot = escape(libelle or statut.libelle)
    return f"<span class='statut statut-{statut.value}'>{build_marque(statut)}<span>{mot}</span></span>"


def show_statut(statut: StatutSuivi, libelle: str = "") -> None:
    """Show a status as sign, word and colour; libelle: the status in full (LigneSuivi.libelle)."""
    st.html(f"<div class='entier'>{build_badge(statut, libelle)}</div>")


def show_phrase(phrase: str, precision: str = "") -> None:
    """Show the finding above a chart (20 px) and, under it, the exact name of what is measured."""
    sous = f"<p class='sous-phrase'>{escape(precision)}</p>" if precision else ""
    st.html(f"<p class='phrase'>{escape(phrase)}</p>{sous}")


def show_source(source: str) -> None:
    """Show where a figure comes from: article, fiche or annexe, and lines of the contract."""
    if source:
        st.html(f"<p class='source'>Source{INSECABLE}: {escape(source)}</p>")


def build_lien(adresse: str, texte: str, classe: str = "") -> str:
    """Build a link to another page of the application (HTML), opened in the same tab; it keeps what is being read."""
    attribut = f" class='{classe}'" if classe else ""
    return f"<a href='{escape(build_adresse(adresse))}' target='_self'{attribut}>{escape(texte)}</a>"


def show_vide(phrase: str, action: str = "", adresse: str = "") -> None:
    """Show an honest empty state: what is missing, then what to do about it and where (« Déposer », « /depot »)."""
    lien = f" {build_lien(adresse, f'→{INSECABLE}{action}')}" if action else ""
    st.html(f"<p class='vide'>{escape(phrase)}{lien}</p>")


def to_cellule(valeur: Any) -> str:
    """Write a value for a French CSV: decimal comma, figures ungrouped, short dates, no formula; empty if absent."""
    if valeur is None or valeur == ABSENT or (isinstance(valeur, float) and pd.isna(valeur)):
        return ""
    if isinstance(valeur, date):
        return format_date_courte(valeur)
    if isinstance(valeur, int | float | Decimal):
        return format_nombre(Decimal(str(valeur))).replace(FINE, "").replace("\u2212", "-")
    return write_neutre(_CHIFFRE_GROUPE.sub("", str(valeur)))


def build_csv(tableau: pd.DataFrame) -> bytes:
    """Write a table as a French spreadsheet opens it: UTF-8 with BOM, « ; », CRLF."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([write_neutre(str(colonne)) for colonne in tableau.columns])
    for ligne in tableau.itertuples(index=False):
        ecrivain.writerow([to_cellule(valeur) for valeur in ligne])
    return sortie.getvalue().encode("utf-8-sig")


def show_tableau(
    lignes: pd.DataFrame | Sequence[Mapping[str, Any]],
    nom: str,
    alt: str,
    colonnes: Mapping[str, Any] | None = None,
    hauteur: int | None = None,
) -> None:
    """Show a table and the button that downloads it as nom.csv. Cells are already in French; hauteur in pixels."""
    tableau = lignes if isinstance(lignes, pd.DataFrame) else pd.DataFrame(list(lignes))
    st.dataframe(
        tableau.rename(columns=format_texte),
        hide_index=True,
        width="stretch",
        height=hauteur or "auto",
        alt=alt,
        column_config={format_texte(nom): colonne for nom, colonne in (colonnes or {}).items()},
    )
    show_csv(tableau, nom)


def show_csv(lignes: pd.DataFrame | Sequence[Mapping[str, Any]], nom: str) -> None:
    """Show the button that downloads a table as nom.csv."""
    tableau = lignes if isinstance(lignes, pd.DataFrame) else pd.DataFrame(list(lignes))
    if is_demonstration():
        tableau = tableau.assign(**{COLONNE: DANS_COLONNE})
    show_telechargement("Télécharger (CSV)", build_csv(tableau), f"{nom}.csv", "text/csv", cle=f"csv-{nom}")


def show_chiffres(
    lignes: pd.DataFrame | Sequence[Mapping[str, Any]],
    nom: str,
    alt: str,
    colonnes: Mapping[str, Any] | None = None,
) -> None:
    """Fold the table of a chart under it."""
    with st.expander("Voir les chiffres"):
        show_tableau(lignes, nom, alt, colonnes)


def _build_case(valeur: str) -> str:
    return f"<td>{valeur if isinstance(valeur, Html) else escape(valeur)}</td>"


def show_liste(lignes: Sequence[Mapping[str, str]], alt: str, largeurs: Mapping[str, str] | None = None) -> None:
    """Show a table of sentences, wrapped and read whole (a dataframe would cut them); largeurs: CSS width by column."""
    if not lignes:
        return
    entetes = "".join(
        f"<th scope='col' style='width:{(largeurs or {}).get(nom, 'auto')}'>{escape(nom)}</th>" for nom in lignes[0]
    )
    corps = "".join(f"<tr>{''.join(map(_build_case, ligne.values()))}</tr>" for ligne in lignes)
    st.html(
        f"<table class='liste'><caption class='cache'>{escape(alt)}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{corps}</tbody></table>"
    )


def list_trimestres_contrat(contrat: ContratLu) -> list[Trimestre]:
    """Every quarter of the contract's years, the last first."""
    annees = contrat.compute_annees()
    return list_trimestres(Trimestre(annees[0], 1), Trimestre(annees[-1], 4))[::-1]


def get_trimestre_clos(contrat: ContratLu, aujourd_hui: date) -> Trimestre:
    """Give the last closed quarter, kept within the contract's years: the one to upload."""
    trimestres = list_trimestres_contrat(contrat)
    return max(trimestres[-1], min(trimestres[0], dernier_trimestre_clos(aujourd_hui)))


def get_trimestre_par_defaut(contrat: ContratLu, aujourd_hui: date) -> Trimestre:
    """Give the last closed quarter that has a result, which is what one comes to read; failing any, the last closed."""
    clos = get_trimestre_clos(contrat, aujourd_hui)
    recus = (resultat.periode for resultat in list_resultats(contrat) if resultat.periode <= clos)
    return max(recus, default=clos)


def select_trimestre(contrat: ContratLu, defaut: Trimestre | None = None) -> Trimestre:
    """Let the visitor choose the quarter being read; every page reads the same one in the URL (?trimestre=2025-T2)."""
    trimestre = get_trimestre_partage(contrat) or defaut or get_trimestre_par_defaut(contrat, date.today())
    choix = {str(possible): possible for possible in list_trimestres_contrat(contrat)}
    # The address wins over the widget, which only rewrites it.
    st.session_state[TRIMESTRE] = str(trimestre)
    st.selectbox(
        "Trimestre",
        list(choix),
        format_func=lambda code: choix[code].libelle,
        key=TRIMESTRE,
        on_change=lambda: save_trimestre(choix[st.session_state[TRIMESTRE]]),
        width=160,
    )
    return trimestre


def select_motif(libelle: str, motifs: type[M], cle: str) -> M | None:
    """Ask for a reason among a short list, all of it in sight; None until one is chosen."""
    choisi: M | None = select_radio(libelle, list(motifs), index=None, format_func=lambda motif: motif.libelle, key=cle)
    return choisi
