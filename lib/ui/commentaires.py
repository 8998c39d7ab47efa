"""The thread of comments at the bottom of a page: who wrote what and when, the texts corrected, a form to answer."""

from html import escape

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, Role
from lib.domain.faits import ObjetCommentaire
from lib.domain.formats import INSECABLE
from lib.domain.limites import LONG
from lib.domain.lots import Lot
from lib.domain.perimetres import get_refus_commentaire
from lib.domain.recus import format_instant
from lib.ui.composants import show_vide
from lib.ui.page import show_refus
from lib.ui.saisies import get_cle, keep_fait, select, show_fait, type_texte
from lib.usecases.commentaires import Message, can_corriger, correct_commentaire, list_fil, record_commentaire

NOUVEAU, CORRIGER = "commenter", "corriger-commentaire"
EXTRAIT = 60


def show_commentaires(acteur: Acteur, contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> None:
    """Show a thread, the oldest first, then the form of those who may write in it, or why this profile may not."""
    show_fait(NOUVEAU)
    fil = list_fil(contrat.contrat.code, objet, reference)
    if fil:
        st.html(f"<ol class='fil'>{''.join(map(_build_message, fil))}</ol>")
    else:
        show_vide(f"Aucun commentaire sur {reference} à ce jour.")
    if refus := get_refus_commentaire(acteur, contrat, objet, reference):
        st.html(f"<p class='sous-phrase'>{escape(refus)}</p>")
        return
    _show_saisie(acteur, contrat, objet, reference)
    siens = [message for message in fil if can_corriger(acteur, message)]
    if siens:
        with st.expander("Corriger un commentaire"):
            _show_correction(acteur, contrat, objet, reference, siens)


def _build_message(message: Message) -> str:
    anciens = "".join(
        f"<p class='ancien'>Avant le {format_instant(suivante.lot.publie_le)}{INSECABLE}: "
        f"«{INSECABLE}{escape(version.texte)}{INSECABLE}» "
        f"<span>(corrigé{INSECABLE}: {escape(suivante.lot.motif)})</span></p>"
        for version, suivante in zip(message.versions, message.versions[1:], strict=False)
    )
    return f"<li><p class='sous-phrase'>{build_auteur(message.lot)}</p><p>{escape(message.texte)}</p>{anciens}</li>"


def build_auteur(lot: Lot) -> str:
    """Build who wrote and when: the service and the role, never a person's name."""
    roles = {role.value: role.libelle for role in Role}
    service, role = lot.service or roles.get(lot.role, lot.role), roles.get(lot.role, lot.role)
    precision = f" · {escape(role)}" if role and role != service else ""
    return f"<strong>{escape(service)}</strong>{precision} · {format_instant(lot.publie_le)}"


def _show_saisie(acteur: Acteur, contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> None:
    with st.form(NOUVEAU, border=False):
        texte = _type_commentaire(NOUVEAU, f"Votre commentaire sur {reference}, au nom de votre service", "")
        if st.form_submit_button("Publier le commentaire", type="primary"):
            with show_refus():
                lot = record_commentaire(acteur, contrat.contrat.code, objet, reference, texte)
                keep_fait(lot, f"commentaire sur {reference}", NOUVEAU)


def _show_correction(
    acteur: Acteur, contrat: ContratLu, objet: ObjetCommentaire, reference: str, siens: list[Message]
) -> None:
    """Correct one's own comment: the one chosen comes back in the field, its text so far stays in the thread."""
    message = select(CORRIGER, "rang", "Commentaire", siens[::-1], _format_extrait)
    with st.form(CORRIGER, border=False):
        texte = _type_commentaire(f"{CORRIGER}-{message.rang}", "Texte corrigé", message.texte)
        motif = type_texte(CORRIGER, "motif", "Motif de la correction")
        if st.form_submit_button("Enregistrer la correction"):
            with show_refus():
                code = contrat.contrat.code
                lot = correct_commentaire(acteur, code, objet, reference, message.rang, texte, motif)
                keep_fait(lot, f"commentaire sur {reference} corrigé, l’ancien texte reste lisible", NOUVEAU)


def _type_commentaire(formulaire: str, libelle: str, valeur: str) -> str:
    cle = get_cle(formulaire, "texte")
    return str(st.text_area(libelle, valeur, max_chars=LONG, height=100, key=cle))


def _format_extrait(message: Message) -> str:
    texte = " ".join(message.texte.split())
    return f"{format_instant(message.lot.publie_le)}{INSECABLE}: {texte[:EXTRAIT]}{'…' if len(texte) > EXTRAIT else ''}"
