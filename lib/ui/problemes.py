"""What a file has to say: refusal, or problems grouped by kind and opened to the cells; warnings are confirmed here."""

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from lib.domain.comparaison import LigneComparee
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.formats import ABSENT, INSECABLE, format_entier
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.imports.catalogue import LEGENDE
from lib.ui.titres_problemes import get_titre

CELLULES_MONTREES, LONGUEUR_NOM = 20, 70
Noms = Mapping[int, str]
"""What each row of the file is about, by its number."""

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
.st-key-a-corriger details { border-left: 4px solid #C9191E; }
.st-key-a-confirmer details, .st-key-a-departager details { border-left: 4px solid #B34000; }
</style>"""


def select_problemes(problemes: Iterable[Probleme], niveau: NiveauProbleme) -> dict[str, list[Probleme]]:
    """Group the problems of a level by kind, each once, those answered elsewhere apart.

    In a wide file one cell makes several values: what is wrong with it is still one problem.
    """
    retenus = [p for p in dict.fromkeys(problemes) if p.niveau is niveau and p.code not in SANS_CONFIRMATION]
    return group_par(retenus, lambda probleme: probleme.code)


def show_refus_fichier(problemes: Iterable[Probleme]) -> None:
    """Show why a whole file is refused, what is expected and the gesture to make."""
    blocs = "".join(
        f"<div class='refus-fichier' role='alert'><p><b>{escape(p.message)}</b></p>"
        f"<p>Attendu{INSECABLE}: {escape(p.attendu)}.</p><p>→ {escape(p.geste)}</p></div>"
        for p in problemes
        if p.niveau is NiveauProbleme.FICHIER
    )
    suite = "<p>Rien n’a été publié. Une fois le fichier corrigé, choisissez-le à nouveau à l’étape 2.</p>"
    st.html(STYLE + blocs + suite)


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


def show_erreurs(problemes: Iterable[Probleme], noms: Noms) -> None:
    """Show what must be mended, by kind, opened to the cells."""
    with st.container(key="a-corriger"):
        for code, groupe in select_problemes(problemes, NiveauProbleme.ERREUR).items():
            with st.expander(f"✕ **{_write_titre(code, groupe)}**", expanded=True):
                st.html(STYLE + build_cellules(groupe, noms))


def show_confirmations(problemes: Iterable[Probleme], noms: Noms, prefixe: str) -> None:
    """Show what must be confirmed, by kind, each with its box; answers stay under « prefixe-accepte-C04 »."""
    with st.container(key="a-confirmer"):
        for code, groupe in select_problemes(problemes, NiveauProbleme.A_CONFIRMER).items():
            with st.expander(f"? **{_write_titre(code, groupe)}**", expanded=True):
                st.html(STYLE + build_cellules(groupe, noms))
                quoi = "ce qui a été lu" if len(groupe) == 1 else f"ces {format_entier(len(groupe))} constats"
                titre = get_titre(code, groupe[0].message)
                st.checkbox(f"Je confirme {quoi}{INSECABLE}: {_lower(titre)}", key=f"{prefixe}-accepte-{code}")


def show_informations(problemes: Iterable[Probleme], noms: Noms) -> None:
    """Fold what is only told."""
    groupes = select_problemes(problemes, NiveauProbleme.INFORMATION)
    if not groupes:
        return
    total = sum(len(groupe) for groupe in groupes.values())
    with st.expander(f"Pour information ({format_entier(total)})"):
        for code, groupe in groupes.items():
            st.markdown(f"**{_write_titre(code, groupe)}**")
            st.html(STYLE + build_cellules(groupe, noms))


def _write_titre(code: str, groupe: list[Probleme]) -> str:
    titre = get_titre(code, groupe[0].message)
    return f"{titre} ({format_entier(len(groupe))})" if len(groupe) > 1 else titre


def _lower(titre: str) -> str:
    return titre[:1].lower() + titre[1:]


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
    suite = f"<p>Et {format_entier(reste)} autres, toutes dans le classeur annoté.</p>" if reste > 0 else ""
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
