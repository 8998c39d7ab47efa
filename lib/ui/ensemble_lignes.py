"""The files dropped at once, one line each: what was read, what may be done, where two of them disagree."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.domain.changements import build_nom
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.ensembles import EtatFichier, Recoupement
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.limites import COURT
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.problemes import NiveauProbleme
from lib.ui.adresse import PARTAGES
from lib.ui.depot import format_compte
from lib.ui.ensemble import (
    FOCUS,
    NOM_PERSONNE,
    LigneEnsemble,
    keep_demande,
    list_lignes,
    publish_demande,
    remove_fichier,
    select_fichiers,
)
from lib.ui.focus import show_focus
from lib.ui.passage import DE_MON_TRIMESTRE, keep_fichier
from lib.ui.problemes import select_problemes
from lib.ui.publication import PUBLIE, format_bouton
from lib.ui.routeur import RACINE
from lib.ui.titres_problemes import get_titre
from lib.usecases.problemes_depot import format_mesure

DESACCORDS_MONTRES, TITRES_MONTRES = 5, 4
SIGNES = {
    EtatFichier.PRET: "✓",
    EtatFichier.A_TRAITER: "?",
    EtatFichier.EN_DESACCORD: "≠",
    EtatFichier.SANS_EFFET: "=",
    EtatFichier.REFUSE: "✕",
}
"""The sign drawn before the words of each state."""

STYLE = """<style>
[class*=st-key-depose-] { border-top: 1px solid var(--gris-clair); padding-top: .5rem; }
.depose p, .depose ul { margin: 0; line-height: 1.45; } .depose ul { padding-left: 1.2rem; }
.depose .etat { font-weight: 600; }
.depose.pret .etat, .depose.publie .etat { color: #18753C; } .depose.refuse .etat { color: #C9191E; }
.depose.a_traiter .etat, .depose.en_desaccord .etat { color: #B34000; }
.depose .refus { border-left: 4px solid #C9191E; padding-left: .6rem; }
</style>"""


def show_ensemble(acteur: Acteur, contrat: ContratLu, trimestre: Trimestre) -> None:
    """Receive several files, show what each would change, publish those that are ready."""
    st.header("Déposer plusieurs fichiers à la fois", anchor=False)
    select_fichiers()
    code = contrat.contrat.code
    publish_demande(acteur, code)
    lignes = list_lignes(acteur, code, trimestre)
    if not lignes:
        st.html(
            "<p>Chaque fichier est lu, comparé et publié à part, dans un dépôt à lui. Rien n’est publié avant que vous "
            "l’ayez vu et accepté.</p>"
        )
        return
    st.html(STYLE)
    for ligne in lignes:
        _show_ligne(contrat, lignes, ligne)
    cle = st.session_state.pop(FOCUS, None)
    if cle is not None:
        show_focus(f".st-key-depose-{cle} .etat")
    _show_tous([ligne for ligne in lignes if ligne.etat is EtatFichier.PRET])


def _show_ligne(contrat: ContratLu, lignes: Sequence[LigneEnsemble], ligne: LigneEnsemble) -> None:
    """Show one file and what may be done with it."""
    cle = ligne.fichier.cle
    with st.container(key=f"depose-{cle}"):
        texte, boutons = st.columns([5, 2], vertical_alignment="center")
        with texte:
            st.html(build_ligne(contrat, lignes, ligne))
        with boutons, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            if ligne.etat is EtatFichier.PRET:
                libelle = format_bouton(ligne.plan)
                st.button(libelle, key=f"publier-{cle}", on_click=keep_demande, args=([ligne],))
            elif ligne.etat is not EtatFichier.SANS_EFFET and st.button("Ouvrir dans Dépôt", key=f"traiter-{cle}"):
                _open_depot(ligne)
            elif numero := ligne.lot or (ligne.plan.deja_publie.numero if ligne.plan.deja_publie else None):
                _show_lien_depot(numero)
            st.button("Retirer", key=f"retirer-{cle}", type="tertiary", on_click=remove_fichier, args=(cle,))


def _open_depot(ligne: LigneEnsemble) -> None:
    """Hand a file over to the Dépôt page, which opens on it; the others stay in the list."""
    keep_fichier(ligne.fichier.nom, ligne.fichier.contenu, DE_MON_TRIMESTRE)
    st.session_state.pop(PUBLIE, None)
    lu = {"type": ligne.plan.type_depot.libelle} if ligne.plan.type_depot else {}
    st.switch_page(str(RACINE / "pages" / "depot.py"), query_params={**_get_partages(), **lu})


def _show_lien_depot(numero: int) -> None:
    st.page_link(
        str(RACINE / "pages" / "depots.py"),
        label=f"Voir le dépôt n°{INSECABLE}{numero}",
        query_params={**_get_partages(), "lot": str(numero)},
    )


def _get_partages() -> dict[str, str]:
    return {nom: st.query_params[nom] for nom in PARTAGES if nom in st.query_params}


def build_ligne(contrat: ContratLu, lignes: Sequence[LigneEnsemble], ligne: LigneEnsemble) -> str:
    """Build what is said of one file (HTML): its name and kind, its rows, its state and why."""
    plan, etat = ligne.plan, ligne.etat
    contenu = f", {escape(plan.type_depot.libelle)}" if plan.type_depot else ""
    mots, classe = f"{SIGNES[etat]} {etat.libelle}", etat.value
    compte = "" if plan.est_illisible else f"<p>{escape(format_compte(plan))}</p>"
    if ligne.issue and ligne.lot and etat is EtatFichier.SANS_EFFET:
        valeurs = ligne.issue.valeurs
        mots, classe = f"✓ Publié{INSECABLE}: dépôt n°{INSECABLE}{ligne.lot}", "publie"
        compte = f"<p>{format_quantite(valeurs, 'valeur publiée')}</p>"
    refus = f"<p class='refus'>{escape(ligne.issue.refus)}</p>" if ligne.issue and ligne.issue.refus else ""
    return (
        f"<div class='depose {classe}'><p><b>{escape(ligne.fichier.nom)}</b>{contenu}</p>{compte}"
        f"<p class='etat' role='status'>{escape(mots)}</p>{refus}{_build_raisons(contrat, lignes, ligne)}</div>"
    )


def _build_raisons(contrat: ContratLu, lignes: Sequence[LigneEnsemble], ligne: LigneEnsemble) -> str:
    """List why a file cannot go as it is (HTML)."""
    raisons = [_write_desaccord(contrat, lignes, desaccord) for desaccord in ligne.desaccords[:DESACCORDS_MONTRES]]
    if (reste := len(ligne.desaccords) - DESACCORDS_MONTRES) > 0:
        raisons.append(f"et {format_quantite(reste, 'autre')}")
    for niveau in (NiveauProbleme.FICHIER, NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER):
        groupes = select_problemes(ligne.plan.problemes, niveau)
        raisons += [
            f"{niveau.libelle}{INSECABLE}: {get_titre(code, groupe[0].message)}"
            for code, groupe in list(groupes.items())[:TITRES_MONTRES]
        ]
    if ligne.plan.demande_motif:
        raisons.append("Des valeurs déjà publiées changeraient : un motif est demandé")
    memes = [autre.fichier.nom for autre in lignes if autre.depot.sha256 == ligne.depot.sha256 and autre is not ligne]
    if memes:
        raisons.append(f"Même contenu que {', '.join(memes)}")
    return f"<ul>{''.join(f'<li>{escape(raison)}</li>' for raison in raisons)}</ul>" if raisons else ""


def _write_desaccord(contrat: ContratLu, lignes: Sequence[LigneEnsemble], desaccord: Recoupement) -> str:
    """Write one datum that files say differently: « S.1.2-01 · T2 2025 : 28 dans a.csv, 31 dans b.csv »."""
    nom = build_nom(contrat, desaccord.dits[0][1])
    quoi = " · ".join(part for part in (nom.code, nom.periode, nom.precision) if part)
    dits = ", ".join(f"{format_mesure(fait)} dans {lignes[rang].fichier.nom}" for rang, fait in desaccord.dits)
    return f"{quoi}{INSECABLE}: {dits}"


def _show_tous(prets: Sequence[LigneEnsemble]) -> None:
    """Offer to publish together the files that are ready, and ask for the name of whoever publishes."""
    if not prets:
        return
    gauche, droite = st.columns(2, vertical_alignment="bottom")
    with gauche:
        st.text_input("Votre nom (facultatif, visible de votre service seulement)", key=NOM_PERSONNE, max_chars=COURT)
    with droite:
        if len(prets) > 1:
            st.button(
                f"Publier les {format_entier(len(prets))} fichiers {format_accord(len(prets), 'prêt')}",
                key="publier-tous",
                type="primary",
                on_click=keep_demande,
                args=(list(prets),),
            )
