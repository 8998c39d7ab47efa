"""Who is acting: in local mode the person picks a role, kept in an HttpOnly cookie. Lecteur unless told."""

from html import escape
from urllib.parse import quote

import streamlit as st

from lib.domain.droits import Acteur, Role
from lib.domain.phrases import format_suite

COOKIE_ROLE = "jalons_role"


def get_acteur() -> Acteur:
    """Give the acting person from the cookie; an absent or unknown role is Lecteur (deny by default)."""
    try:
        role = Role(st.context.cookies.get(COOKIE_ROLE, Role.LECTEUR))
    except ValueError:
        role = Role.LECTEUR
    return Acteur(role=role)


def show_profil(chemin: str) -> None:
    """Draw the menu that changes role and comes back to the page at this path (`/depot`)."""
    acteur = get_acteur()
    with st.popover(f"Vous agissez comme\u00a0: {format_suite(acteur.role.libelle)}", type="tertiary"):
        liens = "".join(_build_lien(role, chemin, role is acteur.role) for role in Role)
        st.html(f"<ul class='profils'>{liens}</ul>")


def _build_lien(role: Role, chemin: str, actuel: bool) -> str:
    """Build one line of the menu; the page reloads, for the server reads the cookie when the page connects."""
    if actuel:
        return f"<li aria-current='true'>{escape(role.libelle)} (profil actuel)</li>"
    adresse = f"/profil/{role.value}?retour={quote(chemin)}"
    return f"<li><a href='{escape(adresse)}' target='_self'>{escape(role.libelle)}</a></li>"
