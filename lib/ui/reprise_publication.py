"""Publishing a tracker: the rows left aside, the reason when one is needed, one table or all those ready; receipts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from lib.domain.changements import build_nom
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.ensembles import EtatFichier
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.limites import COURT, PARAGRAPHE
from lib.domain.motifs import MotifChangement, build_motif
from lib.domain.phrases import format_quantite
from lib.ui.composants import build_lien, select_motif
from lib.ui.focus import show_focus
from lib.ui.litteral import write_gras
from lib.ui.publication import build_laissees
from lib.ui.reprise import format_nom
from lib.ui.reprise_reponses import Suivi, TableauLu, get_cle_partiel
from lib.usecases.ensembles import Envoi, Issue, publish_ensemble
from lib.usecases.problemes_depot import format_mesure, list_laissees

DEMANDE, ISSUES = "reprise-demande", "reprise-issues"
"""Session keys: what was asked to be published, what became of it."""

DESACCORDS_MONTRES = 5


@dataclass(frozen=True)
class IssueTableau:
    """What became of one table: its name, its lot or the refusal."""

    nom: str
    issue: Issue


def show_issues() -> None:
    """Say what was just published, lot by lot, with each receipt; the eye and the keyboard are led there once."""
    garde = st.session_state.get(ISSUES)
    if not garde:
        return
    tour, issues = garde
    publies = [issue for issue in issues if issue.issue.lot]
    valeurs = sum(issue.issue.valeurs for issue in publies)
    titre = (
        f"✓ {format_quantite(len(publies), 'dépôt publié')}{INSECABLE}: {format_quantite(valeurs, 'valeur')}"
        if publies
        else "Rien n’a été publié"
    )
    lignes = "".join(f"<li>{_build_issue(issue)}</li>" for issue in issues)
    st.html(
        f"<h2 class='compte publie' tabindex='-1'>{titre}</h2><ul class='gestes'>{lignes}</ul>"
        f"<p>→ {build_lien('/indicateurs', 'Voir les indicateurs')}</p>"
    )
    if st.session_state.get(f"{ISSUES}-vu") != tour:
        st.session_state[f"{ISSUES}-vu"] = tour
        show_focus("h2.publie")


def _build_issue(publiee: IssueTableau) -> str:
    issue, nom = publiee.issue, f"«{INSECABLE}{escape(publiee.nom)}{INSECABLE}»"
    if issue.refus:
        return f"{nom}{INSECABLE}: {escape(issue.refus)}"
    if issue.lot is None:
        return f"{nom}{INSECABLE}: tout était déjà publié"
    lien = build_lien(f"/depots?lot={issue.lot.numero}", f"dépôt n°{INSECABLE}{issue.lot.numero}, son reçu")
    return f"{nom}{INSECABLE}: {format_quantite(issue.valeurs, 'valeur')}, {lien}"


def show_laissees(contrat: ContratLu, lu: TableauLu) -> None:
    """Say what would be left aside of the table looked at, and let it be published without."""
    _show_desaccords(contrat, lu)
    if lu.plan is None:
        return
    laissees = list_laissees(lu.plan.lignes, lu.plan.problemes, lu.depot.accepter)
    if laissees:
        nombre = len(laissees)
        mots = "ligne du tableau reste" if nombre == 1 else "lignes du tableau restent"
        with st.expander(write_gras(f"{format_entier(nombre)} {mots} de côté"), expanded=False):
            st.html(build_laissees({}, laissees))
    if sans := format_sans(len(laissees), len(lu.tableau.ouvertes)):
        _check_partiel(lu, sans)


def _check_partiel(lu: TableauLu, sans: str) -> None:
    """Let a table be published without what is left aside of it."""
    cle = get_cle_partiel(lu.depot)
    st.session_state.setdefault(cle, lu.partiel)
    coche = st.checkbox(f"Publier cette feuille {sans}", value=lu.partiel, key=f"{cle}-case")
    if coche != lu.partiel:
        st.session_state[cle] = coche
        st.rerun()


def format_sans(lignes: int, colonnes: int) -> str:
    """Say what a table is published without: the rows left aside, the columns still to say; '' when nothing is.

    >>> format_sans(2, 0), format_sans(0, 1), format_sans(1, 3), format_sans(0, 0)
    ('sans ces 2 lignes', 'sans la colonne à dire', 'sans cette ligne ni les 3 colonnes à dire', '')
    """
    dits = []
    if lignes:
        dits.append("cette ligne" if lignes == 1 else f"ces {format_entier(lignes)} lignes")
    if colonnes:
        dits.append("la colonne à dire" if colonnes == 1 else f"les {format_entier(colonnes)} colonnes à dire")
    return f"sans {' ni '.join(dits)}" if dits else ""


def _show_desaccords(contrat: ContratLu, lu: TableauLu) -> None:
    if lu.etat is not EtatFichier.EN_DESACCORD:
        return
    dits = []
    for desaccord in lu.desaccords[:DESACCORDS_MONTRES]:
        nom = build_nom(contrat, desaccord.dits[0][1])
        valeurs = ", ".join(dict.fromkeys(format_mesure(fait) for _, fait in desaccord.dits))
        dits.append(
            f"<li>{escape(' · '.join(filter(None, [nom.code, nom.periode, nom.precision])))}{INSECABLE}: {valeurs}</li>"
        )
    reste = len(lu.desaccords) - DESACCORDS_MONTRES
    suite = f"<p>Et {format_quantite(reste, 'autre')}.</p>" if reste > 0 else ""
    st.html(
        "<p class='vide'>Une autre feuille du fichier dit autrement les mêmes données : aucune des deux n’est publiée. "
        f"Corrigez l’une, ou ne lisez pas ses lignes.</p><ul class='gestes'>{''.join(dits)}</ul>{suite}"
    )


def show_publication(acteur: Acteur, code: str, suivi: Suivi, lus: Sequence[TableauLu], lu: TableauLu) -> None:
    """Ask the reason when one is needed, then publish the tables that are ready, or the one looked at alone."""
    prets = [autre for autre in lus if autre.etat is EtatFichier.PRET]
    if not prets:
        st.html(f"<p class='vide'>{_get_raison(lus)}</p>")
        return
    with st.form(f"{suivi.prefixe}-publier", border=False, enter_to_submit=False):
        gauche, droite = st.columns(2)
        motif, precision = None, ""
        demande_motif = any(pret.plan and pret.plan.demande_motif for pret in prets)
        if demande_motif:
            with gauche:
                libelle = "Motif du changement (des valeurs déjà publiées changent)"
                motif = select_motif(libelle, MotifChangement, f"{suivi.prefixe}-motif")
            with droite:
                precision = st.text_input(
                    "Précision (facultative)", key=f"{suivi.prefixe}-precision", max_chars=PARAGRAPHE
                )
        with droite if demande_motif else gauche:
            nom = st.text_input(
                "Votre nom (facultatif, visible de votre service seulement)", key="depot-nom", max_chars=COURT
            )
        with st.container(horizontal=True):
            choisis = _press(suivi, prets, lu)
    if choisis:
        auteur = replace(acteur, nom=nom.strip())
        _publish(auteur, code, suivi, build_motif(motif, precision), choisis)


def _press(suivi: Suivi, prets: Sequence[TableauLu], lu: TableauLu) -> list[tuple[str, Envoi]]:
    """Draw the buttons; gives what was asked to be published, by its name, as it was on screen."""
    nombre = len(prets)
    quoi = "la feuille prête" if nombre == 1 else f"les {format_entier(nombre)} feuilles prêtes"
    valeurs = sum(len(pret.plan.a_publier) for pret in prets if pret.plan)
    tous = st.form_submit_button(
        f"Publier {quoi} ({format_quantite(valeurs, 'valeur')})",
        type="primary",
        key=f"{suivi.prefixe}-tous",
        on_click=_keep_demande,
        args=(suivi, prets),
    )
    seule = (
        nombre > 1
        and lu in prets
        and st.form_submit_button(
            f"Publier seulement «{INSECABLE}{format_nom(lu.tableau, suivi)}{INSECABLE}»",
            key=f"{suivi.prefixe}-seule",
            on_click=_keep_demande,
            args=(suivi, [lu]),
        )
    )
    return st.session_state.pop(DEMANDE, []) if tous or seule else []


def _keep_demande(suivi: Suivi, demandes: Sequence[TableauLu]) -> None:
    """Keep what was on screen when the button was pressed."""
    st.session_state[DEMANDE] = [
        (format_nom(lu.tableau, suivi), Envoi(lu.depot, lu.plan.empreinte)) for lu in demandes if lu.plan
    ]


def _publish(acteur: Acteur, code: str, suivi: Suivi, motif: str, demandes: Sequence[tuple[str, Envoi]]) -> None:
    """Publish the tables asked for, one after the other, and keep what became of each."""
    envois = [replace(envoi, depot=replace(envoi.depot, motif=motif)) for _, envoi in demandes]
    with st.spinner("Publication, une feuille après l’autre…"):
        issues = publish_ensemble(acteur, code, envois)
    tour = st.session_state.get(ISSUES, (0, []))[0] + 1
    noms = [nom for nom, _ in demandes]
    st.session_state[ISSUES] = (tour, [IssueTableau(n, issue) for n, issue in zip(noms, issues, strict=True)])
    st.rerun()


def _get_raison(lus: Sequence[TableauLu]) -> str:
    """Say why there is nothing to publish yet."""
    if any(lu.etat in (EtatFichier.A_TRAITER, EtatFichier.EN_DESACCORD) for lu in lus):
        return "Rien à publier pour l’instant : répondez aux questions ci-dessus."
    if any(lu.etat is EtatFichier.SANS_EFFET for lu in lus):
        if any(lu.reste for lu in lus):
            return "Rien de plus à publier : ce qui est lu de ce fichier est déjà publié, le reste a été mis de côté."
        return "Rien à publier : tout ce que dit ce fichier est déjà publié."
    return "Rien à publier : aucune feuille n’a pu être lue."
