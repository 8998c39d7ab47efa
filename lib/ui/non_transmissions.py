"""A datum that will not be sent: what is declared of it, its history, the forms of its producer and of who answers."""

from datetime import date
from html import escape
from urllib.parse import quote

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.faits import NonTransmission, PositionNonTransmission
from lib.domain.formats import ABSENT, INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.limites import PHRASE
from lib.domain.non_transmissions import (
    DE,
    Cloture,
    EtatCloture,
    check_declarable,
    check_repondable,
    check_retirable,
    get_cloture,
    list_a_repondre,
)
from lib.domain.perimetres import get_refus, get_refus_acceptation, get_refus_chiffre
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite
from lib.domain.statuts import StatutSuivi
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE
from lib.ui.commentaires import build_auteur
from lib.ui.composants import Html, build_badge, build_lien, show_liste, show_phrase
from lib.ui.litteral import select_radio
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, select, show_fait
from lib.usecases.historique import Reglage
from lib.usecases.non_transmissions import (
    REPONSES,
    list_etapes,
    record_non_transmission,
    record_reponse,
    record_retrait,
)

FORMULAIRE = "cloture"
REPONDRE = "repondre-clotures"
GESTES = {PositionNonTransmission.ACCEPTEE: "Accepter", PositionNonTransmission.REFUSEE: "Refuser"}


def show_cloture(
    acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, titre: str = ""
) -> None:
    """Show what is declared of a missing datum and the forms of those who may act, or why this profile may not.

    Nothing is shown of a datum that is received or that nobody owes. titre: a heading for the block.
    """
    cloture = get_cloture(contrat, indicateur.code, trimestre)
    declarable = not get_refus(lambda: check_declarable(contrat, indicateur, trimestre, date.today()))
    if cloture is None and not declarable:
        return
    if titre:
        st.header(titre, anchor=False)
    show_fait(get_lieu(indicateur, trimestre))
    st.html(build_etat(cloture, indicateur, trimestre))
    if cloture is not None:
        _show_historique(contrat, cloture)
    _show_gestes(acteur, contrat, indicateur, trimestre, declarable)


def get_lieu(indicateur: Indicateur, trimestre: Trimestre) -> str:
    """Name the block of one datum, where what was just saved of it is told."""
    return f"{FORMULAIRE}-{indicateur.code}-{trimestre}"


def build_etat(cloture: Cloture | None, indicateur: Indicateur, trimestre: Trimestre) -> str:
    """Build what is known of a missing datum (HTML): its state, the producer's reason, the answer."""
    donnee = f"{indicateur.code}, {trimestre.libelle}"
    if cloture is None:
        return f"<p>{donnee}{INSECABLE}: rien n’est reçu, rien n’est déclaré.</p>"
    if cloture.etat is EtatCloture.RETIREE:
        return f"<p>{donnee}{INSECABLE}: déclaration retirée, la donnée sera finalement transmise.</p>"
    phrase = f"déclarée «{INSECABLE}{NE_SERA_PAS_TRANSMISE}{INSECABLE}», puis reçue"
    phrase = phrase if cloture.etat is EtatCloture.RECUE else cloture.phrase
    tete = f"<p>{donnee}{INSECABLE}: {escape(phrase)}</p>"
    if cloture.close:
        tete = f"<p>{build_badge(StatutSuivi.NE_SERA_PAS_TRANSMISE, phrase[0].upper() + phrase[1:])}</p>"
    textes = [(cloture.producteur.libelle, cloture.declaration.motif)]
    textes += [(cloture.autre.libelle, cloture.reponse.motif)] if cloture.reponse and cloture.reponse.motif else []
    citations = (f"{qui}{INSECABLE}: «{INSECABLE}{escape(mot)}{INSECABLE}»" for qui, mot in textes)
    return f"{tete}<p>{'<br>'.join(citations)}</p>"


def _show_historique(contrat: ContratLu, cloture: Cloture) -> None:
    etapes = list_etapes(contrat.contrat.code, cloture.indicateur, cloture.periode)
    with st.expander(f"Historique de cette déclaration ({len(etapes)})"):
        show_liste(
            [_build_etape(etape) for etape in etapes],
            f"Étapes de la déclaration sur {cloture.indicateur} au {cloture.periode.libelle}, la plus récente d’abord",
            {"Étape": "20%", "Par": "30%", "État": "10%", "Dépôt": "7%"},
        )


def _build_etape(etape: Reglage[NonTransmission]) -> dict[str, str]:
    numero = etape.lot.numero
    return {
        "Étape": etape.fait.position.libelle,
        "Motif": etape.fait.motif or ABSENT,
        "Par": Html(build_auteur(etape.lot)),
        "État": etape.etat,
        "Dépôt": Html(build_lien(f"/depots?lot={numero}", f"n°{INSECABLE}{numero}")),
    }


def _show_gestes(
    acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, declarable: bool
) -> None:
    """Offer what this profile may do; when it may do nothing, say why."""
    refus = get_refus_chiffre(acteur, contrat, indicateur)
    retirable = not get_refus(lambda: check_retirable(contrat, indicateur, trimestre))
    repondable = not get_refus(lambda: check_repondable(contrat, indicateur, trimestre))
    if repondable:
        cloture = check_repondable(contrat, indicateur, trimestre)
        refus_reponse = get_refus_acceptation(acteur, cloture.autre)
        if not refus_reponse:
            titre = "Changer la réponse" if cloture.reponse else "Répondre"
            with st.expander(f"{titre} au nom {DE[cloture.autre]}", expanded=not cloture.reponse):
                _show_reponse(acteur, contrat, cloture, get_lieu(indicateur, trimestre))
        elif refus and not cloture.reponse:
            st.html(f"<p class='sous-phrase'>{escape(refus_reponse)}</p>")
    if refus and declarable:
        st.html(f"<p class='sous-phrase'>{escape(refus)}</p>")
    if not refus and declarable:
        _show_declaration(acteur, contrat, indicateur, trimestre)
    if not refus and retirable:
        _show_retrait(acteur, contrat, indicateur, trimestre)


def _type_motif(formulaire: str, libelle: str) -> str:
    return str(st.text_input(libelle, max_chars=PHRASE, key=get_cle(formulaire, "motif")))


def _show_declaration(acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    cle = get_lieu(indicateur, trimestre)
    titre = f"Déclarer que {indicateur.code} ne sera pas transmise pour {trimestre.libelle}"
    with st.expander(titre), st.form(f"declarer-{cle}", border=False):
        motif = _type_motif(f"declarer-{cle}", "Pourquoi elle ne sera pas transmise, en une phrase")
        if st.form_submit_button("Déclarer", type="primary"):
            with show_refus():
                lot = record_non_transmission(acteur, contrat.contrat.code, indicateur.code, trimestre, motif)
                keep_fait(lot, f"{indicateur.code} déclarée «{INSECABLE}{NE_SERA_PAS_TRANSMISE}{INSECABLE}»", cle)


def _show_retrait(acteur: Acteur, contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> None:
    cle = get_lieu(indicateur, trimestre)
    with st.expander("Retirer la déclaration"), st.form(f"retirer-{cle}", border=False):
        motif = _type_motif(f"retirer-{cle}", "Pourquoi elle sera finalement transmise, en une phrase")
        if st.form_submit_button("Retirer la déclaration"):
            with show_refus():
                lot = record_retrait(acteur, contrat.contrat.code, indicateur.code, trimestre, motif)
                keep_fait(lot, f"déclaration sur {indicateur.code} retirée", cle)


def _show_reponse(acteur: Acteur, contrat: ContratLu, cloture: Cloture, lieu: str) -> None:
    """Answer one declaration. lieu: the block that tells what was saved."""
    cle = f"repondre-{cloture.indicateur}-{cloture.periode}"
    with st.form(f"{cle}-{lieu}", border=False):
        position = select_radio(
            f"Réponse au nom {DE[cloture.autre]}",
            REPONSES,
            format_func=lambda choix: GESTES[choix],
            index=None,
            horizontal=True,
            key=get_cle(f"{cle}-{lieu}", "position"),
        )
        motif = _type_motif(f"{cle}-{lieu}", "Motif (nécessaire pour refuser)")
        if st.form_submit_button("Envoyer la réponse", type="primary"):
            with show_refus():
                code = contrat.contrat.code
                lot = record_reponse(acteur, code, cloture.indicateur, cloture.periode, position, motif)
                keep_fait(lot, f"réponse sur {cloture.indicateur}, {cloture.periode.libelle}", lieu)


def show_reponses_attendues(acteur: Acteur, contrat: ContratLu) -> None:
    """Show every declaration that awaits the other party, and the form of those who answer; nothing when none does."""
    show_fait(REPONDRE)
    attendues = list_a_repondre(contrat)
    if not attendues:
        return
    nombre = len(attendues)
    verbe = format_accord(nombre, "attend", "attendent")
    show_phrase(
        f"{format_quantite(nombre, 'donnée déclarée')} « {NE_SERA_PAS_TRANSMISE} » {verbe} une réponse.",
        "Le producteur dit qu’elle ne viendra pas ; sans l’accord de l’autre partie, elle reste attendue.",
    )
    show_liste([_build_attendue(contrat, cloture) for cloture in attendues], "Réponses attendues", {"Donnée": "34%"})
    siennes = [cloture for cloture in attendues if not get_refus_acceptation(acteur, cloture.autre)]
    if siennes:
        choisie = select(REPONDRE, "donnee", "Donnée", siennes, _format_donnee)
        _show_reponse(acteur, contrat, choisie, REPONDRE)
    else:
        parties = dict.fromkeys(cloture.autre for cloture in attendues)
        refus = " ".join(get_refus_acceptation(acteur, partie) for partie in parties)
        st.html(f"<p class='sous-phrase'>{escape(refus)}</p>")


def _format_donnee(cloture: Cloture) -> str:
    return f"{cloture.indicateur}, {cloture.periode.libelle}"


def _build_attendue(contrat: ContratLu, cloture: Cloture) -> dict[str, str]:
    intitule = contrat.get_indicateur(cloture.indicateur).intitule
    adresse = f"/indicateur?code={quote(cloture.indicateur)}&trimestre={cloture.periode}"
    return {
        "Donnée": Html(f"{build_lien(adresse, _format_donnee(cloture))} {escape(intitule)}"),
        "Producteur": cloture.producteur.libelle,
        "Motif": cloture.declaration.motif,
        "Réponse attendue": cloture.autre.libelle,
    }
