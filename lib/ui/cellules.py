"""Cells typed again on the page: where each is, what it is about, what was read and expected, a field, suggestions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from lib.domain.conservation import Place, format_correction, format_place
from lib.domain.contrat_lu import ContratLu
from lib.domain.corrections import CelluleACorriger, Reparation, list_semblables
from lib.domain.droits import Acteur
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.phrases import format_quantite
from lib.domain.tableau import Retouche
from lib.ui.focus import show_entree, show_focus
from lib.ui.litteral import write_gras
from lib.ui.reponses import (
    get_cle,
    get_cle_cellule,
    list_montrees,
    record_cellules,
    restore_cellule,
    save_champ,
)
from lib.usecases.corrections import get_lieu_corrigee, load_reparation
from lib.usecases.depots import Depot, PlanDepot

CELLULES_PAR_PAGE, CORRIGEES_MONTREES = 15, 5
LONGUEUR_NOM, LONGUEUR_RANGEE, LONGUEUR_CHAMP = 70, 200, 120
REPARATION, FOCUS = "depot-reparation", "depot-focus"
"""Session keys: what is to be mended in the last plan, the rank of the field to lead to once the page is drawn."""

BLOC, VERIFIER = "reparations", "verifier-corrections"
"""Keys of the block that holds the fields, and of the button that verifies them."""

STYLE = """<style>
.cellule { font-size: 16px; line-height: 1.4; overflow-wrap: anywhere; }
.cellule p { margin: 0; } .cellule .ou { font-weight: 600; }
.cellule small { display: block; font-size: 14px; font-weight: 400; color: var(--gris); }
.cellule .lu { background: #FDECEC; padding: 0 .3em; font-family: monospace; white-space: pre-wrap; }
.cellule .rangee { font-family: monospace; font-size: 14px; white-space: pre-wrap; color: var(--gris); }
.cellule p span { color: var(--gris); } .cellule p .lu { color: var(--encre); }
[class*="-cellule-"] [data-testid=stTextInputField], [class*="-cellule-"] textarea { font-size: 16px; }
[class*=st-key-carte-] { border-top: 1px solid var(--grille); padding-top: .5rem; }
:has(> .st-key-barre-corrections) { position: sticky; bottom: 0; z-index: 3; }
.st-key-barre-corrections { background: var(--fond); padding: .5rem 0; border-top: 2px solid var(--encre); }
[class*=st-key-corrigee-] button { text-decoration: underline; min-height: 0; padding: 0; }
.corrigee { margin: 0; font-size: 16px; overflow-wrap: anywhere; }
</style>"""

_MARKDOWN = re.compile(r"[\\`*\[\]~$<]|(?<!\w)_|_(?!\w)|:(?=\w)")
"""What a label, which reads Markdown, would not show as it is."""


@dataclass(frozen=True)
class Atelier:
    """What the cards of a file are drawn with."""

    contrat: ContratLu
    depot: Depot
    plan: PlanDepot
    reparation: Reparation
    noms: Mapping[int, str]


def load_atelier(acteur: Acteur, contrat: ContratLu, depot: Depot, plan: PlanDepot, noms: Mapping[int, str]) -> Atelier:
    """Give what is to be mended in a file; read again only when its plan changes."""
    garde = st.session_state.get(REPARATION)
    if garde is None or garde[0] is not plan:
        garde = (plan, load_reparation(acteur, depot, plan))
        st.session_state[REPARATION] = garde
    return Atelier(contrat, depot, plan, garde[1], noms)


def show_corrigees(atelier: Atelier) -> None:
    """List the cells mended on the page, each of which can be taken back; a long list is folded."""
    corrigees = atelier.plan.corrigees
    if not corrigees:
        return
    nombre = len(corrigees)
    titre = f"✓ {write_gras(format_quantite(nombre, 'cellule corrigée') + ' ici')}"
    with st.expander(titre, expanded=nombre <= CORRIGEES_MONTREES, key=get_cle(atelier.depot, "corrigees")):
        st.html(STYLE)
        for corrigee in corrigees:
            _show_corrigee(atelier, corrigee)


def _show_corrigee(atelier: Atelier, corrigee: Retouche) -> None:
    """Show one correction, and the button that takes it back."""
    rang = f"{corrigee.numero}-{corrigee.rang}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"corrigee-{rang}"):
        phrase = format_corrigee(corrigee, get_lieu_corrigee(corrigee, atelier.plan.colonnes))
        st.html(f"<p class='corrigee'>{escape(phrase)}</p>", width="content")
        st.button(
            f"Rétablir {escape_markdown(_quote(corrigee.lu))}",
            key=get_cle(atelier.depot, f"retablir-{rang}"),
            on_click=_restore,
            args=(atelier.depot, corrigee),
            type="tertiary",
        )


def _restore(depot: Depot, corrigee: Retouche) -> None:
    restore_cellule(depot, corrigee)
    demand_focus()


def format_corrigee(corrigee: Retouche, lieu: str) -> str:
    """Say one correction where it is: « Ligne 4, colonne E « valeur » : « environ 12 » → « 12 » »."""
    lu, ecrit = (_cut(texte.strip(), LONGUEUR_CHAMP) for texte in (corrigee.lu, corrigee.ecrit))
    return f"{lieu}{INSECABLE}: {format_correction(lu, ecrit)}"


def _quote(texte: str) -> str:
    """Quote what the file says of a cell."""
    return f"«{INSECABLE}{_cut(texte.strip(), LONGUEUR_CHAMP)}{INSECABLE}»" if texte.strip() else "la cellule vide"


def show_cartes(atelier: Atelier, cellules: Sequence[CelluleACorriger]) -> None:
    """Draw a card for each cell."""
    st.html(STYLE)
    for cellule in cellules:
        _show_carte(atelier, cellule)


def _show_carte(atelier: Atelier, cellule: CelluleACorriger) -> None:
    """Draw a cell: what is said of it on the left; on the right its field, then what may be read in its place."""
    if cellule.place is None:
        st.html(_build_texte(atelier, cellule) + "<p class='conseil'>→ À corriger dans votre fichier.</p>")
        return
    cle = get_cle_cellule(atelier.depot, cellule.place)
    with st.container(key=f"carte-{cle}", gap="small"):
        gauche, droite = st.columns([3, 2], gap="medium")
        with gauche:
            st.html(_build_texte(atelier, cellule))
        with droite:
            rang = len(list_montrees(atelier.depot))
            _show_champ(atelier, cellule, cellule.place)
            for proposition in cellule.propositions:
                _show_proposition(atelier, cellule, proposition, rang)


def _build_texte(atelier: Atelier, cellule: CelluleACorriger) -> str:
    """Build what is said of a cell (HTML): where, what about, the messages and what is expected, its row as read."""
    nom = atelier.noms.get(cellule.ligne, "")
    quoi = f"<small>{escape(_cut(nom, LONGUEUR_NOM))}</small>" if nom else ""
    dits = {probleme.message: probleme.attendu for probleme in cellule.problemes}
    messages = "".join(
        f"<p>{escape(message)}{f' <span>Attendu{INSECABLE}: {escape(attendu)}.</span>' if attendu else ''}</p>"
        for message, attendu in dits.items()
    )
    return (
        f"<div class='cellule'><p class='ou'>{escape(cellule.lieu)}{quoi}</p>{messages}{_build_rangee(cellule)}</div>"
    )


def _build_rangee(cellule: CelluleACorriger) -> str:
    """Build the row as its author sees it (HTML), the cell marked where it can be told; else both."""
    rangee = escape(_cut(cellule.rangee, LONGUEUR_RANGEE))
    lu = escape(cellule.texte.strip())
    if cellule.place is None or cellule.place[1] == 0 or not lu:
        return f"<p class='rangee'>{rangee}</p>"
    marque = f"<span class='lu'>{lu}</span>"
    if rangee.count(lu) == 1:
        return f"<p class='rangee'>{rangee.replace(lu, marque)}</p>"
    return f"<p>Lu{INSECABLE}: {marque}</p><p class='rangee'>{rangee}</p>"


def _show_champ(atelier: Atelier, cellule: CelluleACorriger, place: Place) -> None:
    """Draw the field: what is typed there waits for the button, or for any other answer."""
    avant = next((c.lu for c in atelier.plan.corrigees if (c.numero, c.rang) == place), cellule.texte)
    cle = save_champ(atelier.depot, place, cellule.texte, avant)
    libelle = f"Correction de la cellule {format_place(place)}" if place[1] else f"Correction de la ligne {place[0]}"
    if "\n" in cellule.texte or len(cellule.texte) > LONGUEUR_CHAMP:
        st.text_area(libelle, key=cle, on_change="ignore")
    else:
        st.text_input(libelle, key=cle, on_change="ignore", autocomplete="off")


def _show_proposition(atelier: Atelier, cellule: CelluleACorriger, proposition: str, rang: int) -> None:
    """Draw a suggestion: one click reads it, in this cell or in all those alike."""
    semblables = list_semblables(atelier.reparation.cellules, cellule, proposition)
    lire = escape_markdown(format_proposition(atelier.contrat, cellule, proposition))
    choix: dict[str, tuple[Place, ...]] = {lire: (cellule.place,)} if cellule.place else {}
    if len(semblables) > 1:
        choix[f"{lire}, dans les {format_entier(len(semblables))} cellules semblables"] = semblables
    for libelle, places in choix.items():
        cle = get_cle(atelier.depot, f"lire-{rang}-{cellule.propositions.index(proposition)}-{len(places)}")
        st.button(libelle, key=cle, on_click=_accept, args=(atelier.depot, places, proposition, rang), wrap=True)


def _accept(depot: Depot, places: Sequence[Place], proposition: str, rang: int) -> None:
    record_cellules(depot, places, proposition)
    st.session_state[FOCUS] = rang


def show_verifier(atelier: Atelier) -> None:
    """Draw the button that verifies what was typed, in sight whatever the length of the list; lead to what follows."""
    if montrees := list_montrees(atelier.depot):
        with st.container(key="barre-corrections", horizontal=True, vertical_alignment="center"):
            erreurs = any(cellule.place in montrees for cellule in atelier.reparation.erreurs)
            st.button(
                "Vérifier mes corrections",
                key=VERIFIER,
                type="primary" if erreurs else "secondary",
                on_click=demand_focus,
            )
            st.html("<p class='conseil'>ou Entrée, une fois une case corrigée</p>", width="content")
        show_entree(f".st-key-{BLOC} input[type=text]", f".st-key-{VERIFIER} button")
    rang = st.session_state.pop(FOCUS, None)
    if rang is not None and montrees:
        cle = get_cle_cellule(atelier.depot, montrees[min(rang, len(montrees) - 1)])
        show_focus(f".st-key-{cle} :is(input, textarea)")
    elif rang is not None:
        show_focus(".compte")


def demand_focus() -> None:
    """Ask that the keyboard be led to the first cell still to mend, or to the count when there is none."""
    st.session_state[FOCUS] = 0


def format_proposition(contrat: ContratLu, cellule: CelluleACorriger, proposition: str) -> str:
    """Write on a button what it will have read: a row, a code with its name, or a text."""
    if cellule.place is not None and cellule.place[1] == 0:
        return f"Lire{INSECABLE}: {proposition}"
    nom = ""
    if indicateur := contrat.indicateur_par_code.get(proposition):
        nom = indicateur.libelle
    elif fiche := contrat.fiche_par_code.get(proposition):
        nom = fiche.intitule
    return f"Lire {proposition} «{INSECABLE}{_cut(nom, LONGUEUR_NOM)}{INSECABLE}»" if nom else f"Lire {proposition}"


def escape_markdown(texte: str) -> str:
    """Write a text of the file in a label, which reads Markdown.

    >>> print(escape_markdown("*12* :x"))
    \\*12\\* \\:x
    """
    return _MARKDOWN.sub(r"\\\g<0>", texte)


def _cut(texte: str, longueur: int) -> str:
    return f"{texte[:longueur]}…" if len(texte) > longueur else texte
