"""What every form of entry by hand shares: its fields, the reason, the confirmation, what was saved."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, can_saisir
from lib.domain.formats import INSECABLE
from lib.domain.limites import PARAGRAPHE
from lib.domain.lots import Lot
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_texte
from lib.ui.composants import build_lien
from lib.ui.focus import show_focus

T = TypeVar("T")

FAIT, TOUR, ESSAI = "saisie-faite", "saisie-tour", "saisie-essai"
"""Session keys: what was just saved; turn of the forms, so that they come back empty; form already tried once."""

MONTANT, EXEMPLE = "Montant en euros", "31\u202f795,50"


def show_fait(lieu: str = "") -> None:
    """Say what was just saved and lead there. lieu: the block of a page that holds several, each telling its own."""
    if fait := st.session_state.pop(f"{FAIT}{lieu}", None):
        with st.container(key=f"fait-{lieu}"):
            st.success(fait)
        show_focus("[class*=st-key-fait-]")


def keep_fait(lot: Lot, quoi: str, lieu: str = "") -> None:
    """Empty the forms and say, on the next run, what was saved and in which lot."""
    st.session_state[f"{FAIT}{lieu}"] = f"Enregistré (dépôt n°{INSECABLE}{lot.numero}){INSECABLE}: {quoi}."
    st.session_state[TOUR] = st.session_state.get(TOUR, 0) + 1
    st.session_state.pop(ESSAI, None)
    st.rerun()


def get_cle(formulaire: str, champ: str) -> str:
    """Key of a field in the present turn of a form."""
    return f"{formulaire}-{champ}-{st.session_state.get(TOUR, 0)}"


def select(formulaire: str, champ: str, libelle: str, options: Sequence[T], format: Callable[[T], str] = str) -> T:
    """Choose in a closed list; the first one to begin with."""
    choisi: T = st.selectbox(
        libelle, options, format_func=lambda option: format_texte(format(option)), key=get_cle(formulaire, champ)
    )
    return choisi


def type_texte(formulaire: str, champ: str, libelle: str, exemple: str = "") -> str:
    """Type a short text."""
    return str(st.text_input(libelle, placeholder=exemple, max_chars=PARAGRAPHE, key=get_cle(formulaire, champ)))


def send(formulaire: str, bouton: str) -> tuple[str, bool, bool]:
    """End a form: the reason of a correction, the confirmation once it was tried, the button. Gives all three."""
    motif = type_texte(formulaire, "motif", "Motif, si vous corrigez ce qui est déjà enregistré")
    confirme = False
    if st.session_state.get(ESSAI) == formulaire:
        confirme = st.checkbox("J’ai vérifié : enregistrer malgré l’avertissement", key=get_cle(formulaire, "oui"))
    envoye = st.form_submit_button(bouton, type="primary", on_click=_keep_essai, args=(formulaire,))
    return motif, confirme, envoye


def _keep_essai(formulaire: str) -> None:
    st.session_state[ESSAI] = formulaire


def show_reserve(acteur: Acteur, type_depot: TypeDepot) -> bool:
    """Say that a profile may not make this entry; gives whether it may."""
    if not can_saisir(acteur, type_depot):
        st.caption(
            f"Le profil «{INSECABLE}{acteur.role.libelle}{INSECABLE}» lit cette liste sans pouvoir la compléter."
        )
        return False
    return True


def show_depot_fichier(type_depot: TypeDepot, texte: str) -> None:
    """Lead to the same entry by file."""
    st.html(f"<p>→ {build_lien(f'/depot?type={type_depot.libelle}', texte)}</p>")


def select_fiche(formulaire: str, contrat: ContratLu) -> str:
    """Choose a fiche by its code and title; gives its code."""
    fiches = {fiche.code: fiche.intitule for fiche in contrat.fiches}
    return select(formulaire, "fiche", "Action", list(fiches), lambda code: f"{code} · {fiches[code]}")
