"""What a file has to say: refusal, or problems grouped by kind and opened to the cells; warnings are confirmed here."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from lib.domain.comparaison import LigneComparee
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.corrections import CelluleACorriger
from lib.domain.formats import ABSENT, INSECABLE, format_entier
from lib.domain.phrases import format_quantite
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.imports.catalogue import LEGENDE
from lib.ui.cellules import CELLULES_PAR_PAGE, Atelier, show_cartes
from lib.ui.colonnes import DE_COLONNES, SANS_TITRES
from lib.ui.litteral import write_gras
from lib.ui.reponses import get_cle, get_prefixe, record_vus
from lib.ui.titres_problemes import get_titre

CELLULES_MONTREES, LONGUEUR_NOM = 20, 70
Noms = Mapping[int, str]
"""What each row of the file is about, by its number."""

LEVES_ICI = frozenset({SANS_TITRES, *DE_COLONNES})
"""Refusals that an answer on the page may lift."""

SANS_CONFIRMATION = frozenset({"C07", "C08"})
"""Warnings answered elsewhere: a choice per row (conflict), a reason (published value that changes)."""

STYLE = """<style>
.cellules { width: 100%; border-collapse: collapse; font-size: 16px; table-layout: fixed; margin-top: .4rem; }
.cellules td { padding: .35rem .8rem .35rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.cellules tbody tr { border-top: 1px solid var(--grille); }
.cellules .ou { font-weight: 600; } .cellules .ou small { font-weight: 400; display: block; }
.cellules .lu { background: #FDECEC; padding: 0 .3em; font-family: monospace; white-space: pre-wrap; }
.geste { margin: 0; } .attendu { margin: 0; color: var(--gris); }
.refus-fichier { border-left: 4px solid #C9191E; padding: .4rem .9rem; font-size: 18px; margin-bottom: .6rem; }
.refus-fichier p { margin: 0 0 .2rem; }
.st-key-a-corriger { border-left: 4px solid #C9191E; padding-left: 1rem; }
.genre { font-size: 18px !important; color: #C9191E; padding: .4rem 0 0 !important; margin: 0 !important; }
.st-key-a-confirmer details, .st-key-a-departager details { border-left: 4px solid #B34000; }
</style>"""


def select_problemes(problemes: Iterable[Probleme], niveau: NiveauProbleme) -> dict[str, list[Probleme]]:
    """Group the problems of a level by kind, each once, those answered elsewhere apart.

    In a wide file one cell makes several values: what is wrong with it is still one problem.
    """
    retenus = [p for p in dict.fromkeys(problemes) if p.niveau is niveau and p.code not in SANS_CONFIRMATION]
    return group_par(retenus, lambda probleme: probleme.code)


def show_refus_fichier(problemes: Sequence[Probleme]) -> None:
    """Show why a whole file is refused, what is expected and the gesture to make, here when the page can lift it."""
    refus = [p for p in problemes if p.niveau is NiveauProbleme.FICHIER]
    if all(p.code in LEVES_ICI for p in refus):
        messages = "".join(f"<p><b>{escape(p.message)}</b></p>" for p in refus)
        blocs = f"<div class='refus-fichier' role='alert'>{messages}</div>"
        suite = "Répondez ci-dessous, le fichier est relu aussitôt ; ou corrigez-le, puis choisissez-le à nouveau."
    else:
        blocs = "".join(
            f"<div class='refus-fichier' role='alert'><p><b>{escape(p.message)}</b></p>"
            f"<p>Attendu{INSECABLE}: {escape(p.attendu)}.</p><p>→ {escape(p.geste)}</p></div>"
            for p in refus
        )
        suite = "Une fois le fichier corrigé, choisissez-le à nouveau à l’étape 2."
    st.html(f"{STYLE}{blocs}<p>Rien n’a été publié. {suite}</p>")


def list_noms(contrat: ContratLu, lignes: Iterable[LigneComparee]) -> Noms:
    """Name what each row of the file is about: an indicator or a fiche, as far as the row could be read."""
    noms = {}
    for ligne in lignes:
        if ligne.verifiee is None or ligne.verifiee.cle is None:
            continue
        code = str(ligne.verifiee.cle[0])
        if indicateur := contrat.indicateur_par_code.get(code):
            noms[ligne.verifiee.numero] = f"{code} · {indicateur.libelle}"
        elif fiche := contrat.fiche_par_code.get(code):
            noms[ligne.verifiee.numero] = f"{code} · {fiche.intitule}"
    return noms


def show_erreurs(atelier: Atelier) -> None:
    """Show the cells that must be mended, by kind, each with its field."""
    erreurs = atelier.reparation.erreurs
    if not erreurs:
        return
    with st.container(key="a-corriger"):
        for code, groupe in _select_montrees(atelier, erreurs, "erreurs").items():
            problemes = [p for cellule in groupe for p in cellule.problemes if p.code == code]
            titre = _write_titre(code, problemes, sum(cellule.code == code for cellule in erreurs))
            st.html(f"{STYLE}<h3 class='genre'>✕ {escape(titre)}</h3>{build_gestes(problemes)}")
            show_cartes(atelier, groupe)
        _show_suite(atelier, len(erreurs), "erreurs")


def show_confirmations(problemes: Iterable[Probleme], atelier: Atelier) -> None:
    """Show what must be confirmed, by kind, each with its box; answers stay under « prefixe-accepte-C04 ».

    A cell can be typed again instead of confirmed.
    """
    prefixe = get_prefixe(atelier.depot)
    questions = [cellule for cellule in atelier.reparation.cellules if not cellule.est_une_erreur]
    montrees = _select_montrees(atelier, questions, "questions")
    with st.container(key="a-confirmer"):
        for code, groupe in select_problemes(problemes, NiveauProbleme.A_CONFIRMER).items():
            with st.expander(f"? {write_gras(_write_titre(code, groupe, len(groupe)))}", expanded=True):
                en_cartes = {p for cellule in questions if cellule.code == code for p in cellule.problemes}
                autres = [probleme for probleme in groupe if probleme not in en_cartes]
                st.html(STYLE + (build_cellules(autres, atelier.noms) if autres else build_gestes(groupe)))
                show_cartes(atelier, montrees.get(code, []))
                quoi = "ce qui a été lu" if len(groupe) == 1 else f"ces {format_entier(len(groupe))} constats"
                titre = get_titre(code, groupe[0].message)
                st.checkbox(
                    f"Je confirme {quoi}{INSECABLE}: {_lower(titre)}",
                    key=f"{prefixe}-accepte-{code}",
                    on_change=record_vus,
                    args=(atelier.depot, code, groupe),
                    persist_state="page",
                )
        _show_suite(atelier, len(questions), "questions")


def _select_montrees(
    atelier: Atelier, cellules: Sequence[CelluleACorriger], liste: str
) -> dict[str, list[CelluleACorriger]]:
    """Give the cells of a list that are shown, by kind: the first ones, and more of them on demand."""
    nombre = CELLULES_PAR_PAGE * st.session_state.get(get_cle(atelier.depot, f"suite-{liste}"), 1)
    par_code = group_par(cellules, lambda cellule: cellule.code)
    rangees = [cellule for groupe in par_code.values() for cellule in groupe]
    return group_par(rangees[:nombre], lambda cellule: cellule.code)


def _show_suite(atelier: Atelier, total: int, liste: str) -> None:
    """Say how many cells of a list are not shown yet, and offer the next ones."""
    cle = get_cle(atelier.depot, f"suite-{liste}")
    tours = st.session_state.get(cle, 1)
    reste = total - CELLULES_PAR_PAGE * tours
    if reste <= 0:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p class='conseil'>Et {format_quantite(reste, 'autre')}, dans le classeur annoté. "
            "Elles viennent ici à mesure que celles-ci sont corrigées.</p>",
            width="content",
        )
        st.button(
            f"Montrer {format_quantite(min(reste, CELLULES_PAR_PAGE), 'cellule')} de plus",
            key=f"{cle}-bouton",
            on_click=st.session_state.update,
            args=({cle: tours + 1},),
        )


def show_informations(problemes: Iterable[Probleme], noms: Noms) -> None:
    """Fold what is only told."""
    groupes = select_problemes(problemes, NiveauProbleme.INFORMATION)
    if not groupes:
        return
    total = sum(len(groupe) for groupe in groupes.values())
    with st.expander(f"Pour information ({format_entier(total)})"):
        for code, groupe in groupes.items():
            st.write(write_gras(_write_titre(code, groupe, len(groupe))))
            st.html(STYLE + build_cellules(groupe, noms))


def _write_titre(code: str, groupe: list[Probleme], nombre: int) -> str:
    titre = get_titre(code, groupe[0].message)
    return f"{titre} ({format_entier(nombre)})" if nombre > 1 else titre


def _lower(titre: str) -> str:
    return titre[:1].lower() + titre[1:]


def build_gestes(groupe: list[Probleme]) -> str:
    """Build the gestures of one kind (HTML), each once, and what the marks of its cells stand for."""
    gestes = dict.fromkeys(probleme.geste for probleme in groupe if probleme.geste)
    return "".join(f"<p class='geste'>→ {escape(geste)}</p>" for geste in gestes) + _build_legende(groupe)


def build_cellules(groupe: list[Probleme], noms: Noms) -> str:
    """Build the cells of one kind (HTML): gesture and expectation, once when they are the same, then each cell."""
    commun = {
        champ: valeurs.pop() for champ in ("attendu", "geste") if len(valeurs := _list_textes(groupe, champ)) == 1
    }
    tete = f"<p class='geste'>→ {escape(commun['geste'])}</p>" if commun.get("geste") else ""
    if commun.get("attendu"):
        tete += f"<p class='attendu'>Attendu{INSECABLE}: {escape(commun['attendu'])}.</p>"
    situes = any(p.ligne or p.colonne for p in groupe)
    propres = [champ for champ in ("attendu", "geste") if champ not in commun]
    rangs = "".join(_build_cellule(p, noms if situes else None, propres) for p in groupe[:CELLULES_MONTREES])
    reste = len(groupe) - CELLULES_MONTREES
    suite = f"<p>Et {format_quantite(reste, 'autre')}, dans le classeur annoté.</p>" if reste > 0 else ""
    titres = [*(("Où", "Lu") if situes else ()), "Constat", *(_TITRES[champ] for champ in propres)]
    entetes = "".join(f"<th scope='col'>{titre}</th>" for titre in titres)
    largeurs = "<col style='width:29%'><col style='width:15%'>" if situes else ""
    return (
        f"{tete}<table class='cellules'><colgroup>{largeurs}</colgroup><thead class='cache'><tr>{entetes}</tr></thead>"
        f"<tbody>{rangs}</tbody></table>{_build_legende(groupe)}{suite}"
    )


_TITRES = {"attendu": "Attendu", "geste": "Que faire"}


def _list_textes(groupe: list[Probleme], champ: str) -> set[str]:
    return {str(getattr(probleme, champ)) for probleme in groupe}


def _build_cellule(probleme: Probleme, noms: Noms | None, propres: list[str]) -> str:
    ou = ""
    if noms is not None:
        lu = f"<span class='lu'>{escape(probleme.lu)}</span>" if probleme.lu else ABSENT
        nom = noms.get(probleme.ligne or 0, "")
        quoi = f"<small>{escape(nom[:LONGUEUR_NOM])}{'…' if len(nom) > LONGUEUR_NOM else ''}</small>" if nom else ""
        ou = f"<td class='ou'>{escape(format_lieu(probleme))}{quoi}</td><td>{lu}</td>"
    mots = {"attendu": f"Attendu{INSECABLE}: {probleme.attendu}", "geste": f"→ {probleme.geste}"}
    suite = "".join(f"<td>{escape(mots[champ])}</td>" if getattr(probleme, champ) else "<td></td>" for champ in propres)
    return f"<tr>{ou}<td>{escape(probleme.message)}</td>{suite}</tr>"


def _build_legende(groupe: list[Probleme]) -> str:
    """Say what the marks put in place of invisible characters stand for."""
    lus = "".join(probleme.lu for probleme in groupe[:CELLULES_MONTREES])
    mots = " · ".join(f"{marque} {mot}" for marque, mot in LEGENDE.items() if marque in lus)
    return f"<p class='sous-phrase'>Signes invisibles de la cellule{INSECABLE}: {mots}</p>" if mots else ""


def format_lieu(probleme: Probleme) -> str:
    """Write where a problem is, as the spreadsheet shows it: « Ligne 14, colonne E « valeur » »."""
    if probleme.ligne is None:
        return f"Colonne {probleme.colonne}" if probleme.colonne else "Fichier"
    colonne = f", colonne {probleme.colonne}" if probleme.colonne else ""
    return f"Ligne {probleme.ligne}{colonne}"
