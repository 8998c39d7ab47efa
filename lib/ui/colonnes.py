"""Which column of the file is read as what: each with its title, samples and a choice; the row of titles, the sheet."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from lib.domain.correspondances import RoleColonne, read_role
from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur
from lib.domain.formats import INSECABLE
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_quantite, format_texte
from lib.domain.problemes import NiveauProbleme
from lib.domain.tableau import Apercu, ColonneLue, LectureFichier
from lib.ui.reponses import (
    get_cle,
    get_feuille,
    get_roles,
    load_proposee,
    record_colonne,
    record_colonnes,
    record_feuille,
    record_ligne_entete,
)
from lib.usecases.correspondances import ColonnesDuFichier, LectureRetenue, load_apercu, load_colonnes
from lib.usecases.depots import Depot, PlanDepot

EXEMPLES_MONTRES, LIGNES_MONTREES, LONGUEUR_EXEMPLE, COLONNES_MONTREES = 3, 15, 40, 12
DE_COLONNES = frozenset({"F06", "F07", "F15"})
"""Refusals that saying what a column is may lift."""

SANS_TITRES = "F05"
COLONNES_LUES = "depot-colonnes"
"""Session key: the columns of the last file looked at."""

IGNOREE = "Ignorée"
LARGEURS = [3, 4, 1.7, 3]

STYLE = """<style>
[class*="-panneau-False"] summary, [class*="-panneau-False"] summary * { color: var(--encre) !important; }
.colonne { margin: 0; font-size: 16px; overflow-wrap: anywhere; }
.colonne b { margin-right: .3em; } .colonne small { display: block; font-size: 14px; color: var(--gris); }
.colonne.exemples { font-family: monospace; font-size: 15px; }
.apercu { border-collapse: collapse; font-size: 14px; display: block; overflow-x: auto; }
.apercu th, .apercu td { border: 1px solid var(--grille); padding: .15rem .5rem; text-align: left; white-space: nowrap;
  max-width: 16rem; overflow: hidden; text-overflow: ellipsis; }
.apercu th { color: var(--gris); font-weight: 400; text-align: right; }
</style>"""


def show_colonnes(acteur: Acteur, code: str, depot: Depot, plan: PlanDepot) -> None:
    """Show how the columns are read: open when the file needs or asks it, folded otherwise."""
    codes = {probleme.code for probleme in plan.problemes if probleme.niveau is NiveauProbleme.FICHIER}
    if SANS_TITRES in codes:
        _show_entete(acteur, depot)
    elif codes & DE_COLONNES or (plan.lecture and not plan.est_illisible):
        st.html(STYLE)
        demandees = is_demandee(plan)
        ouvert = bool(codes) or demandees
        proposee = load_proposee(acteur, code, depot)
        titre = "Dites ce que contient chaque colonne" if codes else format_colonnes(plan.lecture, proposee)
        cle = get_cle(depot, f"panneau-{ouvert}")
        panneau = st.expander(titre, ouvert, key=cle, on_change="rerun", type="default" if ouvert else "compact")
        if panneau.open:
            with panneau:
                lues = _load_colonnes(acteur, depot)
                _select_titres(depot, load_apercu(acteur, depot, lues.feuille), lues)
                _show_tableau(depot, lues, proposee, demandees)


def is_demandee(plan: PlanDepot) -> bool:
    """Whether the file asks about a whole column."""
    return any(p.niveau is NiveauProbleme.A_CONFIRMER and p.ligne is None and p.colonne for p in plan.problemes)


def format_colonnes(lecture: LectureFichier | None, proposee: LectureRetenue) -> str:
    """Say how many columns are read: « Colonnes lues : 7 sur 9, dont 1 reprise de votre dépôt n° 12 »."""
    lues = len(lecture.colonnes_reconnues) if lecture else 0
    toutes = lues + (len(lecture.colonnes_ignorees) if lecture else 0)
    reprise = ""
    if lots := sorted(set(proposee.lots.values())):
        nombre = len(proposee.lots)
        depots = f"de votre dépôt n°{INSECABLE}{lots[0]}" if len(lots) == 1 else "de vos dépôts"
        reprise = f" ({format_quantite(nombre, 'reprise')} {depots})"
    return f"Colonnes lues{INSECABLE}: {lues} sur {toutes}{reprise}, voir ou changer"


def _load_colonnes(acteur: Acteur, depot: Depot) -> ColonnesDuFichier:
    """Give the columns of the file; read again only when its reading changes."""
    consignes = depot.consignes
    cle = (depot.sha256, depot.nom, depot.type_depot, consignes.encodage, consignes.choisie)
    garde = st.session_state.get(COLONNES_LUES)
    if garde is None or garde[0] != cle:
        garde = (cle, load_colonnes(acteur, depot))
        st.session_state[COLONNES_LUES] = garde
    colonnes: ColonnesDuFichier = garde[1]
    return colonnes


def _show_tableau(depot: Depot, lues: ColonnesDuFichier, proposee: LectureRetenue, demandees: bool) -> None:
    """Show one row per column: where it is, what it holds, what it is read as."""
    ignorees = {c.entete.colonne: "" for c in lues.colonnes if not c.entete.nom}
    if demandees and ignorees:
        st.button(
            "Aucune autre colonne n’est à lire",
            key=get_cle(depot, "rien-d-autre"),
            on_click=record_colonnes,
            args=(depot, ignorees),
        )
    pretendantes = {c.entete.colonne: (get_role(c), c.entete.serait) for c in lues.colonnes}
    titres = st.columns(LARGEURS, gap="medium")
    for case, titre in zip(titres, ("Colonne de votre fichier", "Premières valeurs", "", "Lue comme"), strict=True):
        case.html(f"<p class='colonne'><small>{titre}</small></p>")
    for colonne in lues.colonnes:
        lot = proposee.lots.get(colonne.entete.colonne) if colonne.entete.colonne not in get_roles(depot) else None
        _show_colonne(depot, colonne, lot, lues.suggestions.get(colonne.entete.colonne, ""), pretendantes)


def _show_colonne(
    depot: Depot, colonne: ColonneLue, lot: int | None, suggestion: str, pretendantes: Mapping[int, Sequence[str]]
) -> None:
    """Show one column; lot: the one its role comes from, suggestion: the missing column it looks like, one click."""
    ou, exemples, remplies, choix = st.columns(LARGEURS, vertical_alignment="center", gap="medium")
    with ou:
        reprise = f"<small>repris de votre dépôt n°{INSECABLE}{lot}</small>" if lot else ""
        st.html(f"<p class='colonne'><b>{colonne.entete.lettre}</b>{escape(_get_titre(colonne))}{reprise}</p>")
    with exemples:
        st.html(f"<p class='colonne exemples'>{escape(format_exemples(colonne))}</p>")
    with remplies:
        st.html(f"<p class='colonne'><small>{format_quantite(colonne.remplies, 'case remplie')}</small></p>")
    with choix:
        _select_role(depot, colonne, pretendantes)
        if suggestion and depot.type_depot:
            numero = colonne.entete.colonne
            st.button(
                f"Lire comme «{INSECABLE}{format_role(depot.type_depot, suggestion)}{INSECABLE}»",
                key=get_cle(depot, f"suggestion-{numero}"),
                on_click=record_colonne,
                args=(depot, numero, suggestion, pretendantes),
            )


def _get_titre(colonne: ColonneLue) -> str:
    titre = colonne.entete.titre
    return f"«{INSECABLE}{titre}{INSECABLE}»" if titre else "sans titre"


def format_exemples(colonne: ColonneLue) -> str:
    """Write the first texts of a column."""
    textes = [" ".join(exemple.split()) for exemple in colonne.exemples[:EXEMPLES_MONTRES]]
    return " · ".join(t if len(t) <= LONGUEUR_EXEMPLE else f"{t[:LONGUEUR_EXEMPLE]}…" for t in textes) or "vide"


def get_role(colonne: ColonneLue) -> str:
    """Give what a column is read as, as it is kept; '' when it is ignored."""
    entete = colonne.entete
    return str(RoleColonne(entete.nom, entete.fixes)) if entete.nom else ""


def _select_role(depot: Depot, colonne: ColonneLue, pretendantes: Mapping[int, Sequence[str]]) -> None:
    """Let the person say what a column is read as; the choice follows what is known, whoever said it."""
    if depot.type_depot is None:
        return
    type_depot, numero, actuel = depot.type_depot, colonne.entete.colonne, get_role(colonne)
    colonnes = sorted(COLONNES[type_depot], key=lambda c: (not c.obligatoire, c.aide))
    roles = list(dict.fromkeys(["", *(c.nom for c in colonnes), actuel]))
    cle = get_cle(depot, f"colonne-{numero}")
    if st.session_state.get(cle) != actuel:
        st.session_state[cle] = actuel
    st.selectbox(
        f"Colonne {colonne.entete.lettre}, lue comme",
        roles,
        key=cle,
        format_func=lambda role: format_texte(format_role(type_depot, role)),
        on_change=lambda: record_colonne(depot, numero, st.session_state[cle], pretendantes),
        label_visibility="collapsed",
    )


def format_role(type_depot: TypeDepot, role: str) -> str:
    """Write a role: the title of the template's column, with what the column's own title says (« Valeur, T1 2025 »)."""
    if not role:
        return IGNOREE
    lu = read_role(role)
    intitule = next(colonne.intitule for colonne in COLONNES[type_depot] if colonne.nom == lu.nom)
    fixes = " ".join(texte for _, texte in sorted(lu.fixes, reverse=True))
    return f"{intitule}, {fixes}" if fixes else intitule


def _show_entete(acteur: Acteur, depot: Depot) -> None:
    """Show the first rows of the file, and let the person point at the row of titles and at the sheet."""
    apercu = load_apercu(acteur, depot, get_feuille(depot))
    _select_titres(depot, apercu, ColonnesDuFichier())
    st.html(STYLE + build_apercu(apercu))


def _select_titres(depot: Depot, apercu: Apercu, lues: ColonnesDuFichier) -> None:
    """Let the person change the sheet, when there are several, and the row of titles, among the first ones."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(apercu.feuilles) > 1:
            feuille = get_feuille(depot) or lues.feuille or apercu.feuilles[0]
            feuilles = list(dict.fromkeys([*apercu.feuilles, feuille]))
            cle = get_cle(depot, "choix-feuille")
            st.selectbox(
                "Feuille à lire",
                feuilles,
                index=feuilles.index(feuille),
                key=cle,
                on_change=lambda: record_feuille(depot, st.session_state[cle]),
                width=320,
            )
        _select_ligne(depot, apercu, lues.ligne_entete)


def _select_ligne(depot: Depot, apercu: Apercu, actuelle: int | None) -> None:
    pleines = {
        numero: " | ".join(texte.strip() for texte in ligne if texte.strip())
        for numero, ligne in enumerate(apercu.lignes, 1)
        if numero <= LIGNES_MONTREES or numero == actuelle
    }
    numeros = [numero for numero, texte in pleines.items() if texte]
    cle = get_cle(depot, f"choix-entete-{actuelle}")
    st.selectbox(
        "Ligne des titres",
        numeros,
        index=numeros.index(actuelle) if actuelle in numeros else None,
        format_func=lambda numero: f"Ligne {numero}{INSECABLE}: {pleines[numero][:80]}",
        key=cle,
        on_change=lambda: record_ligne_entete(depot, st.session_state[cle]),
        placeholder="Choisissez la ligne qui porte les titres des colonnes",
        width=620,
    )


def build_apercu(apercu: Apercu) -> str:
    """Build the first rows of a file (HTML), each with its number."""
    rangs = "".join(
        f"<tr><th scope='row'>{numero}</th>"
        + "".join(f"<td>{escape(' '.join(texte.split()))}</td>" for texte in ligne[:COLONNES_MONTREES])
        + "</tr>"
        for numero, ligne in enumerate(apercu.lignes[:LIGNES_MONTREES], 1)
    )
    legende = "<caption class='cache'>Premières lignes du fichier</caption>"
    return f"<table class='apercu' tabindex='0'>{legende}<tbody>{rangs}</tbody></table>" if rangs else ""
