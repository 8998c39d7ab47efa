"""What a file would change, cell by cell, before anything is written: filter, table, and the choice of conflicts."""

from functools import partial
from html import escape

import streamlit as st

from lib.domain.changements import NomDonnee, build_nom, compute_ecart, format_ecart, list_details
from lib.domain.comparaison import Choix, EtatLigne, LigneComparee, is_en_conflit
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import ABSENT, INSECABLE, format_entier
from lib.domain.phrases import format_quantite
from lib.ui.litteral import select_pastille, select_radio, write_gras
from lib.usecases.depots import PlanDepot
from lib.usecases.problemes_depot import format_change, format_mesure

LIGNES_PAR_PAGE = 25
CONFLITS_MONTRES = 50
CHANGEMENTS = "changements"

SIGNES = {
    EtatLigne.NOUVEAU: "+",
    EtatLigne.MODIFIE: "→",
    EtatLigne.INCHANGE: "=",
    EtatLigne.CONFLIT: "≠",
    EtatLigne.VIDE: "–",
    EtatLigne.ERREUR: "✕",
    EtatLigne.A_CONFIRMER: "?",
    EtatLigne.ABSENT: "·",
}
"""The sign drawn before the word of each state."""

CALMES = (EtatLigne.INCHANGE, EtatLigne.VIDE, EtatLigne.ABSENT, EtatLigne.ERREUR)
"""States of rows where nothing happens, or that are told elsewhere: shown on demand."""

STYLE = """<style>
.comparaison { width: 100%; border-collapse: collapse; font-size: 16px; font-variant-numeric: tabular-nums; }
.comparaison.etroite { max-width: 1300px; }
.conflit { margin: .2rem 0 -.6rem; }
.comparaison th, .comparaison td { padding: .35rem .8rem .35rem 0; text-align: left; vertical-align: top; }
.comparaison thead th { border-bottom: 2px solid var(--encre); }
.comparaison tbody tr { border-bottom: 1px solid var(--grille); }
.comparaison th:last-child, .comparaison td:last-child { padding-right: 0; }
.comparaison tbody th { font-weight: 600; white-space: nowrap; }
.comparaison .jour { white-space: nowrap; }
.comparaison .nombre { text-align: right; white-space: nowrap; }
.comparaison small, .cellules small { display: block; font-size: 14px; color: var(--gris); }
.comparaison del { color: var(--gris); text-decoration-thickness: 2px; }
.comparaison ins { text-decoration: none; font-weight: 700; }
.comparaison .etat { white-space: nowrap; font-weight: 600; }
.comparaison .nouveau, .comparaison .nouveau ins { color: #18753C; }
.comparaison .nouveau ins { background: #E3F3E8; padding: 0 .3em; }
.comparaison .modifie ins { background: #FFF1DE; padding: 0 .3em; }
.comparaison .erreur .etat { color: #C9191E; }
.comparaison .conflit .etat, .comparaison .a_confirmer .etat { color: #B34000; }
.comparaison .inchange, .comparaison .vide, .comparaison .absent { color: var(--gris); }
.comparaison tr.nouveau td, .comparaison tr.nouveau th { color: var(--encre); }
.comparaison tr.nouveau td.etat, .comparaison tr.nouveau ins { color: #18753C; }
</style>"""


def list_en_conflit(plan: PlanDepot) -> list[LigneComparee]:
    """List the rows whose value someone changed since the template was downloaded, already decided or not."""
    return [
        ligne
        for ligne in plan.lignes
        if ligne.verifiee is not None
        and ligne.apres is not None
        and ligne.etat is not EtatLigne.ERREUR
        and is_en_conflit(ligne.verifiee, ligne.avant, ligne.apres)
    ]


def show_conflits(contrat: ContratLu, plan: PlanDepot, prefixe: str) -> None:
    """Ask, for each row in conflict, which value to keep; the answers stay under keys « prefixe-conflit-14 »."""
    conflits = list_en_conflit(plan)
    if not conflits:
        return
    messages = {p.ligne: p.message for p in plan.problemes if p.code == "C07"}
    titre = format_quantite(len(conflits), "valeur changée")
    with (
        st.container(key="a-departager"),
        st.expander(f"≠ {write_gras(f'{titre} entre-temps par quelqu’un d’autre')}", expanded=True),
    ):
        for ligne in conflits[:CONFLITS_MONTRES]:
            nom = build_nom(contrat, ligne.apres) if ligne.apres else NomDonnee("", "", "")
            message = messages.get(ligne.numero, "")
            quoi = f"<b>Ligne {ligne.numero} · {escape(nom.complet)}</b><br>{escape(message)}"
            st.html(f"{STYLE}<p class='conflit'>{quoi}</p>")
            select_radio(
                f"Valeur à garder, ligne {ligne.numero}",
                list(Choix),
                index=None,
                format_func=partial(_format_choix, ligne),
                key=f"{prefixe}-conflit-{ligne.numero}",
                persist_state="page",
                horizontal=True,
                label_visibility="collapsed",
            )
        if (reste := len(conflits) - CONFLITS_MONTRES) > 0:
            st.caption(
                f"Et {format_quantite(reste, 'autre')}, dont la valeur en place est gardée : "
                "à déposer dans un second fichier."
            )


def _format_choix(ligne: LigneComparee, choix: Choix) -> str:
    fait = ligne.avant if choix is Choix.GARDER else ligne.apres
    return f"{choix.libelle}{INSECABLE}: {format_mesure(fait)}"


def show_comparaison(contrat: ContratLu, plan: PlanDepot, prefixe: str) -> None:
    """Show each row of the file against the store: what changes first, the rest on demand."""
    choisi = _select_etat(plan, prefixe)
    lignes = [ligne for ligne in plan.lignes if is_choisie(ligne, choisi)]
    if not lignes:
        st.html("<p class='vide'>Aucune ligne du fichier ne change ce qui est publié.</p>")
        return
    debut = 0
    if len(lignes) > LIGNES_PAR_PAGE:
        pages = -(-len(lignes) // LIGNES_PAR_PAGE)
        debut = (st.pagination(pages, key=f"{prefixe}-page-{choisi}") - 1) * LIGNES_PAR_PAGE
        fin = min(debut + LIGNES_PAR_PAGE, len(lignes))
        rangs = f"{format_entier(debut + 1)} à {format_entier(fin)} sur {format_entier(len(lignes))}"
        st.html(f"<p class='sous-phrase'>Lignes {rangs}</p>")
    st.html(STYLE + build_tableau(contrat, lignes[debut : debut + LIGNES_PAR_PAGE]))


def is_choisie(ligne: LigneComparee, choisi: str) -> bool:
    """Whether a row is shown under a filter: one state, or everything that is not calm."""
    return ligne.etat not in CALMES if choisi == CHANGEMENTS else ligne.etat.value == choisi


def _select_etat(plan: PlanDepot, prefixe: str) -> str:
    """Filter by state, each with its count; a state emptied since it was chosen stays, with 0."""
    cle, resume = f"{prefixe}-etat", plan.resume
    etats = [etat.value for etat in EtatLigne if resume[etat.value] or st.session_state.get(cle) == etat.value]
    noms = {CHANGEMENTS: "Ce qui change ou attend une réponse"} | {
        etat.value: f"{SIGNES[etat]} {etat.libelle} ({format_entier(resume[etat.value])})" for etat in EtatLigne
    }
    choisi = select_pastille(
        "Ce que fera le dépôt, ligne par ligne",
        [CHANGEMENTS, *etats],
        default=CHANGEMENTS,
        required=True,
        format_func=noms.__getitem__,
        key=cle,
    )
    return str(choisi)


def build_tableau(contrat: ContratLu, lignes: list[LigneComparee]) -> str:
    """Build the table (HTML): row, value, state, in place, in the file, difference."""
    rangs = "".join(_build_rang(contrat, ligne) for ligne in lignes)
    return (
        "<table class='comparaison etroite'><thead><tr><th scope='col' class='nombre'>Ligne</th>"
        "<th scope='col'>Donnée</th><th scope='col'>Ce que fera le dépôt</th>"
        "<th scope='col' class='nombre'>En place</th><th scope='col' class='nombre'>Dans le fichier</th>"
        "<th scope='col' class='nombre'>Écart</th></tr></thead>"
        f"<tbody>{rangs}</tbody></table>"
    )


def _build_rang(contrat: ContratLu, ligne: LigneComparee) -> str:
    fait = ligne.apres or ligne.avant
    nom = _build_donnee(build_nom(contrat, fait)) if fait else ""
    if ligne.etat is EtatLigne.ERREUR or not nom:
        nom += _build_problemes(ligne)
    details = "".join(
        f"<small>{escape(mot)}{INSECABLE}: {escape(avant)} → {escape(apres)}</small>"
        for mot, avant, apres in list_details(ligne.avant, ligne.apres)
    )
    return (
        f"<tr class='{ligne.etat.value}'><td class='nombre'>{ligne.numero or ABSENT}</td><td>{nom}{details}</td>"
        f"<td class='etat'><span aria-hidden='true'>{SIGNES[ligne.etat]}</span> {escape(ligne.libelle)}</td>"
        f"<td class='nombre'>{_build_avant(ligne)}</td><td class='nombre'>{_build_apres(ligne)}</td>"
        f"<td class='nombre'>{escape(_format_ecart(ligne))}</td></tr>"
    )


def _build_donnee(nom: NomDonnee) -> str:
    tete = " · ".join(part for part in (nom.code, nom.periode, nom.precision) if part)
    return f"{escape(tete)}<small>{escape(nom.libelle)}</small>"


def _build_problemes(ligne: LigneComparee) -> str:
    problemes = ligne.verifiee.problemes if ligne.verifiee else ()
    return "".join(f"<div>{escape(probleme.message)}</div>" for probleme in problemes) or ABSENT


def _build_avant(ligne: LigneComparee) -> str:
    if ligne.avant is None:
        return ABSENT
    texte = escape(format_change(ligne.avant, ligne.apres)[0])
    return f"<del>{texte}</del>" if ligne.etat is EtatLigne.MODIFIE else texte


def _build_apres(ligne: LigneComparee) -> str:
    if ligne.etat is EtatLigne.ABSENT or ligne.apres is None:
        return ABSENT
    texte = escape(format_change(ligne.avant, ligne.apres)[1])
    return f"<ins>{texte}</ins>" if ligne.etat in (EtatLigne.NOUVEAU, EtatLigne.MODIFIE) else texte


def _format_ecart(ligne: LigneComparee) -> str:
    if ligne.etat in CALMES:
        return ""
    return format_ecart(compute_ecart(ligne.avant, ligne.apres))
