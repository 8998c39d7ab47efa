"""What may be said of one figure of Mon trimestre, beside it: why it is late or moved, that it will not be sent."""

from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.formats import INSECABLE, format_entier
from lib.domain.mon_trimestre import Donnee, EtatService
from lib.domain.perimetres import get_refus_chiffre
from lib.domain.phrases import format_quantite
from lib.ui.explications import build_explication, get_demande, show_pourquoi
from lib.ui.liens import build_lien_indicateur
from lib.ui.non_transmissions import show_cloture

A_EXPLIQUER_MONTREES = 12


def show_suites(acteur: Acteur, contrat: ContratLu, donnee: Donnee) -> None:
    """Show what was said of a missing figure, and let its producer say more, once asked for."""
    indicateur, trimestre = donnee.indicateur, donnee.trimestre
    dits = [escape(donnee.attente.declaration)] if donnee.attente.declaration else []
    dits += [
        f"pourquoi{INSECABLE}: {build_explication(explication.texte)}"
        for explication in contrat.explications
        if (explication.indicateur, explication.periode) == (indicateur.code, trimestre)
    ]
    if dits:
        st.html(f"<p class='sous-phrase'>{' · '.join(dits)}</p>")
    refus = get_refus_chiffre(acteur, contrat, indicateur)
    if refus and not donnee.attente.declaration:
        return
    geste = "voir la déclaration, y répondre" if refus else "dire pourquoi, ou qu’elle ne sera pas transmise"
    if st.toggle(f"{indicateur.code}{INSECABLE}: {geste}", key=_get_cle(donnee)):
        show_pourquoi(acteur, contrat, indicateur, trimestre)
        show_cloture(acteur, contrat, indicateur, trimestre)


def _get_cle(donnee: Donnee) -> str:
    return f"suites-{donnee.indicateur.code}-{donnee.trimestre}"


def show_a_expliquer(acteur: Acteur, contrat: ContratLu, etat: EtatService) -> None:
    """Show the figures that came and whose line is late or moved, « Pourquoi ? » beside each."""
    recues = [donnee for donnee in etat.donnees if donnee.recue]
    demandes = [donnee for donnee in recues if get_demande(contrat, donnee.indicateur, donnee.trimestre)[1]]
    if not demandes:
        return
    st.header(f"À expliquer ({format_entier(len(demandes))})", anchor=False)
    for donnee in demandes[:A_EXPLIQUER_MONTREES]:
        with st.container(key=f"expliquer-{donnee.indicateur.code}", gap=None):
            lien = build_lien_indicateur(donnee.indicateur.code)
            st.html(f"<p class='manquante'>{lien}, {escape(donnee.indicateur.libelle)}</p>")
            show_pourquoi(acteur, contrat, donnee.indicateur, donnee.trimestre)
    if (reste := len(demandes) - A_EXPLIQUER_MONTREES) > 0:
        st.caption(f"Et {format_quantite(reste, 'autre')}, sur la page de chaque indicateur.")
