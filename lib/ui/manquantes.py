"""What one service owes, line by line: what is missing, then what came, what is welcome, what earlier quarters miss."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.droits import Acteur
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.mon_trimestre import Depense, Donnee, EtatService, MonTrimestre
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.phrases_trimestre import write_depuis, write_manquants, write_service
from lib.ui.composants import Html, build_lien, show_csv, show_liste
from lib.ui.liens import build_lien_fiche, build_lien_indicateur
from lib.ui.mon_trimestre import build_depot
from lib.ui.non_transmissions import get_lieu
from lib.ui.saisies import show_fait
from lib.ui.suites import show_suites

STYLE = """<style>
.manquante { margin: 0; padding: .3rem 0; border-top: 1px solid var(--gris-clair); line-height: 1.35; }
.manquante span { color: var(--gris); }
.anterieures { margin: 0; padding: .3rem 0; line-height: 1.45; } .anterieures a { white-space: nowrap; }
</style>"""

MONTREES = 10
"""Missing figures in sight; the others are folded."""


def show_manquantes(acteur: Acteur, contrat: ContratLu, mon: MonTrimestre, etat: EtatService) -> None:
    """Show each figure that a service owes and has not sent, a line of its own for each."""
    st.header(f"Ce qui manque{INSECABLE}: {etat.service.nom}", anchor=False)
    st.html(f"{STYLE}<p class='phrase'>{escape(write_service(etat, mon.trimestre))}</p>")
    for donnee in etat.closes:
        show_fait(get_lieu(donnee.indicateur, donnee.trimestre))
    _show_lignes(acteur, contrat, etat.manquantes[:MONTREES])
    if reste := etat.manquantes[MONTREES:]:
        with st.expander(format_quantite(len(reste), "autre donnée manquante")):
            _show_lignes(acteur, contrat, reste)


def _show_lignes(acteur: Acteur, contrat: ContratLu, donnees: Sequence[Donnee]) -> None:
    with st.container(gap=None):
        for donnee in donnees:
            show_manquante(acteur, contrat, donnee)


def show_manquante(acteur: Acteur, contrat: ContratLu, donnee: Donnee) -> None:
    """Show one missing figure and, under its line, what is or may be said of it (why, that it will not come)."""
    with st.container(key=f"manquante-{donnee.indicateur.code}", gap=None):
        st.html(
            f"<p class='manquante'>{build_lien_indicateur(donnee.indicateur.code)}, "
            f"{escape(format_intitule(donnee))} <span>{escape(write_depuis([donnee]))}</span></p>"
        )
        show_suites(acteur, contrat, donnee)


def format_intitule(donnee: Donnee) -> str:
    """Write what is measured and its unit."""
    indicateur = donnee.indicateur
    mesure = f" – {indicateur.mesure}" if indicateur.mesure else ""
    return f"{indicateur.libelle}{mesure} ({indicateur.unite})"


def show_autres(mon: MonTrimestre, etat: EtatService) -> None:
    """Fold the other lines of a service: each count of the table has its list."""
    groupes = (("Reçues", etat.recues), ("Facultatives", etat.facultatives), ("Ne seront pas transmises", etat.closes))
    for mot, donnees in groupes:
        titre = f"{mot} au {mon.trimestre.libelle}"
        if donnees:
            with st.expander(f"{titre} ({format_entier(len(donnees))})"):
                show_liste(_list_recues(donnees), titre, {"Code": "16%", "Reçue": "17%", "Dépôt": "27%"})
    _show_anterieures(etat)
    _show_depenses(mon.trimestre, etat)
    show_csv(_list_csv(mon), f"mon-trimestre-{mon.trimestre}")


def _list_recues(donnees: Sequence[Donnee]) -> list[dict[str, str]]:
    return [
        {
            "Code": Html(build_lien_indicateur(donnee.indicateur.code)),
            "Donnée": format_intitule(donnee),
            "Reçue": donnee.resultat.statut.libelle if donnee.resultat else donnee.attente.phrase,
            "Dépôt": Html(build_depot(donnee.lot)) if donnee.lot else "",
        }
        for donnee in donnees
    ]


def _show_anterieures(etat: EtatService) -> None:
    """List what earlier quarters still miss, quarter by quarter, each with the way to it."""
    if not etat.anterieures:
        return
    titre = f"Toujours attendues de trimestres précédents ({format_entier(len(etat.anterieures))})"
    with st.expander(titre, expanded=not etat.manquantes):
        groupes = sorted(group_par(etat.anterieures, lambda d: d.trimestre).items(), reverse=True)
        st.html(STYLE + "".join(_build_anterieures(trimestre, donnees) for trimestre, donnees in groupes))


def _build_anterieures(trimestre: Trimestre, donnees: Sequence[Donnee]) -> str:
    """Build what a quarter still misses (HTML): the way to it, since when, each code with its name when hovered."""
    lien = build_lien(f"/mon-trimestre?trimestre={trimestre}", trimestre.libelle)
    codes = ", ".join(
        f"<span title='{escape(format_intitule(donnee), quote=True)}'>"
        f"{build_lien_indicateur(donnee.indicateur.code)}</span>"
        for donnee in donnees
    )
    nombre = format_entier(len(donnees))
    return f"<p class='anterieures'>{lien}, {nombre} {escape(write_depuis(donnees))}{INSECABLE}: {codes}</p>"


def _show_depenses(trimestre: Trimestre, etat: EtatService) -> None:
    """List the spending fiche by fiche: the quarter's, then that of the years over which are not whole."""
    depenses = (*etat.depenses, *etat.depenses_anterieures)
    if not depenses:
        return
    with st.expander(f"Exécution budgétaire, fiche par fiche ({format_entier(len(depenses))})"):
        show_liste(
            [
                {
                    "Fiche": Html(build_lien_fiche(depense.fiche.code)),
                    "Intitulé": depense.fiche.intitule,
                    "Cumul à fin": depense.trimestre.libelle,
                    "État": _write_etat(depense),
                    "Dépôt": Html(build_depot(depense.lot)) if depense.lot else "",
                }
                for depense in depenses
            ],
            f"Exécution budgétaire au {trimestre.libelle}",
            {"Fiche": "11%", "Cumul à fin": "14%", "État": "24%", "Dépôt": "26%"},
        )


def _write_etat(depense: Depense) -> str:
    return "Reçue" if depense.recue else f"Manque{INSECABLE}: {write_manquants(depense)}"


def _list_csv(mon: MonTrimestre) -> list[dict[str, str]]:
    """List every line of the quarter, all services, for whoever wants to check a count."""
    return [
        {
            "Service": etat.service.nom,
            "Code": donnee.indicateur.code,
            "Donnée": format_intitule(donnee),
            "Trimestre": donnee.trimestre.libelle,
            "Exigée": "oui" if donnee.attente.exigee else "non",
            "Reçue": "oui" if donnee.recue else "non",
            "Échéance": str(donnee.attente.echeance),
            "Dépôt": str(donnee.lot.numero) if donnee.lot else "",
        }
        for etat in mon.etats
        for donnee in (*etat.donnees, *etat.anterieures)
    ]
