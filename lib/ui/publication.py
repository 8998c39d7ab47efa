"""Publishing what the Dépôt page compared: the reason when one is needed, the button, then where it can be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.limites import COURT, PARAGRAPHE
from lib.domain.motifs import MotifChangement, build_motif
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_quantite
from lib.domain.recus import Recu
from lib.ui.cellules import Atelier, demand_focus
from lib.ui.composants import build_lien, select_motif
from lib.ui.depot import STYLE_FICHIER, TOUR
from lib.ui.focus import show_focus
from lib.ui.litteral import write_gras
from lib.ui.page import show_refus
from lib.ui.reponses import get_prefixe
from lib.usecases.depots import Depot, PlanDepot, publish_depot
from lib.usecases.problemes_depot import LigneLaissee, list_laissees

OU_VOIR = {
    TypeDepot.RESULTATS: ("/indicateurs", "Voir les indicateurs"),
    TypeDepot.CIBLES: ("/indicateurs", "Voir les indicateurs"),
    TypeDepot.CONTEXTE: ("/territoire", "Voir le territoire pilote"),
}
"""Where each kind of file is seen once published; all the others are on the Budget page."""

PUBLIE, DEMANDE = "depot-publie", "depot-demande"
"""Session keys: number of the lot just published, fingerprint of the comparison on screen when asked to publish."""

ARRIVEE = "depot-arrivee"
"""Session key: whether the page has yet to lead to the confirmation of what was just published."""

LAISSEES_OUVERTES, LAISSEES_MONTREES = 8, 20


def format_bouton(plan: PlanDepot) -> str:
    """Write what the button will do, the rows left out included."""
    nombre, laissees = len(plan.a_publier), plan.laissees
    quoi = "la ligne" if nombre == 1 else f"les {format_entier(nombre)} lignes"
    if not laissees:
        return f"Publier {quoi}"
    quoi += " correcte" if nombre == 1 else " correctes"
    return f"Publier {quoi} ({format_quantite(laissees, 'laissée')} de côté)"


def show_publication(acteur: Acteur, code: str, atelier: Atelier, plan: PlanDepot) -> None:
    """Ask the reason when one is needed, then publish; the comparison shown is the one published, or nothing is.

    Leaving rows out is never the first gesture offered: what is left out is listed, and mending it comes before.
    """
    depot = atelier.depot
    laissees = list_laissees(plan.lignes, plan.problemes, depot.accepter)
    if laissees:
        _show_a_laisser(atelier, laissees)
    if not plan.a_publier:
        st.html(f"<p class='vide'>{escape(_get_raison(plan))}</p>")
        return
    prefixe = get_prefixe(depot)
    with st.form(f"{prefixe}-publier", border=False, enter_to_submit=not laissees):
        motif, precision = None, ""
        gauche, droite = st.columns(2)
        if plan.demande_motif:
            with gauche:
                libelle = "Motif du changement (des valeurs déjà publiées changent)"
                motif = select_motif(libelle, MotifChangement, f"{prefixe}-motif")
            with droite:
                precision = st.text_input("Précision (facultative)", key=f"{prefixe}-precision", max_chars=PARAGRAPHE)
                st.html(f"<p class='sous-phrase'>{escape(_write_portee(plan))}</p>")
        with droite if plan.demande_motif else gauche:
            nom = st.text_input(
                "Votre nom (facultatif, visible de votre service seulement)", key="depot-nom", max_chars=COURT
            )
        demande = st.form_submit_button(
            format_bouton(plan),
            type="secondary" if laissees else "primary",
            on_click=_keep_demande,
            args=(plan.empreinte,),
            key=f"{prefixe}-envoi",
        )
    if demande:
        decide = replace(depot, motif=build_motif(motif, precision), partiel=bool(laissees))
        _publish(replace(acteur, nom=nom.strip()), code, decide, plan)


def _publish(acteur: Acteur, code: str, depot: Depot, plan: PlanDepot) -> None:
    """Publish what was on screen when asked, then show it."""
    nombre = len(plan.a_publier)
    with show_refus(), st.spinner(f"Publication de {format_quantite(nombre, 'valeur')}…"):
        _, lot = publish_depot(acteur, code, depot, attendu=st.session_state.get(DEMANDE))
        st.session_state[PUBLIE] = lot.numero if lot else None
        st.session_state[ARRIVEE] = True
        st.session_state[TOUR] = st.session_state.get(TOUR, 0) + 1
        st.rerun()


def _show_a_laisser(atelier: Atelier, laissees: Sequence[LigneLaissee]) -> None:
    """List the rows that publishing now would leave out, and offer to mend what is red."""
    nombre, erreurs = len(laissees), len(atelier.reparation.erreurs)
    mots = "ligne resterait" if nombre == 1 else "lignes resteraient"
    titre = f"{format_entier(nombre)} {mots} de côté si vous publiiez maintenant"
    with st.expander(write_gras(titre), expanded=nombre <= LAISSEES_OUVERTES):
        st.html(build_laissees(atelier.noms, laissees))
    if erreurs:
        quoi = "la cellule" if erreurs == 1 else f"les {format_entier(erreurs)} cellules"
        st.button(f"Corriger {quoi} en rouge", type="primary", on_click=demand_focus, key="corriger-d-abord")


def build_laissees(noms: Mapping[int, str], laissees: Sequence[LigneLaissee]) -> str:
    """Build the list of the rows left out (HTML): the row, what it is about, what keeps it out; '' when none is."""
    rangs = "".join(
        f"<li><b>Ligne {ligne.numero}</b>{f' · {escape(noms[ligne.numero])}' if ligne.numero in noms else ''}"
        f"{INSECABLE}: {escape(' '.join(ligne.messages))}</li>"
        for ligne in laissees[:LAISSEES_MONTREES]
    )
    reste = len(laissees) - LAISSEES_MONTREES
    suite = f"<p>Et {format_quantite(reste, 'autre')}, dans le classeur annoté.</p>" if reste > 0 else ""
    return f"{STYLE_FICHIER}<ul class='gestes'>{rangs}</ul>{suite}" if laissees else ""


def _write_portee(plan: PlanDepot) -> str:
    """Say what the reason covers, and where one row is explained apart."""
    portee = "Ce motif vaut pour toutes les valeurs que ce dépôt change."
    if plan.type_depot and any(colonne.nom == "commentaire" for colonne in COLONNES[plan.type_depot]):
        portee += (
            f" Pour en expliquer une en particulier, écrivez dans la colonne «{INSECABLE}commentaire{INSECABLE}» de sa "
            f"ligne{INSECABLE}: ce texte reste attaché à la valeur."
        )
    return portee


def _keep_demande(empreinte: str) -> None:
    """Keep the fingerprint of the comparison on screen when the button was pressed."""
    st.session_state[DEMANDE] = empreinte


def _get_raison(plan: PlanDepot) -> str:
    """Say why there is nothing to publish yet."""
    if plan.laissees:
        return "Rien à publier pour l’instant : corrigez ce qui est en rouge, répondez aux questions ci-dessus."
    bordereau = plan.bordereau
    if bordereau is None or not bordereau.remplies:
        return "Rien à publier : aucune cellule n’est remplie dans les colonnes à remplir."
    if bordereau.remplies == bordereau.inchangees + bordereau.ignorees:
        return "Rien à publier : tout ce que dit ce fichier est déjà publié."
    return f"Rien à publier{INSECABLE}: {plan.phrase_bordereau}. Ouvrez «{INSECABLE}Pour information{INSECABLE}»."


def get_lot_publie() -> int | None:
    """Number of the lot this visit has just published."""
    numero = st.session_state.get(PUBLIE)
    return int(numero) if numero else None


def show_publie(recu: Recu) -> None:
    """Say what was just published, where to see it, and offer to deposit another file.

    The page arrives here from the button, far below: the keyboard and the eye are led to what happened.
    """
    nombre = len(recu.lignes) + recu.reservees
    page, lien = OU_VOIR.get(recu.lot.type_depot or TypeDepot.RESULTATS, ("/budget", "Voir le budget"))
    st.html(
        f"{STYLE_FICHIER}<h2 class='compte' tabindex='-1'>✓ Dépôt n°{INSECABLE}{recu.lot.numero} publié{INSECABLE}: "
        f"{format_quantite(nombre, 'valeur')}</h2>"
        f"<p>→ {build_lien(page, lien)} · "
        f"{build_lien(f'/depots?lot={recu.lot.numero}', 'Retrouver ce dépôt plus tard')}</p>"
    )
    if st.session_state.pop(ARRIVEE, False):
        show_focus("h2.compte")
    if st.button("Déposer un autre fichier"):
        st.session_state.pop(PUBLIE, None)
        st.rerun()
