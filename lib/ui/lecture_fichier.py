"""How an uploaded file was read, what does not match the choice made above, and the encoding imposed when wrong."""

from html import escape

import streamlit as st

from lib.domain.formats import INSECABLE
from lib.domain.nomenclatures import TypeDepot
from lib.imports.texte import ENCODAGES
from lib.ui.reponses import AUTOMATIQUE, get_prefixe
from lib.usecases.depots import Depot, PlanDepot

TEXTES_MONTRES = 3
"""Texts of the file shown beside the choice of encoding: enough to see whether the accents are right."""


def show_lecture(plan: PlanDepot, depot: Depot, choisi: TypeDepot) -> None:
    """Say how the file was read, what does not match the choice made above, and let the encoding be imposed."""
    if plan.type_depot is not None and plan.type_depot is not choisi:
        st.warning(
            f"Vous aviez choisi «{INSECABLE}{choisi.libelle}{INSECABLE}»{INSECABLE}; ce fichier est lu comme "
            f"«{INSECABLE}{plan.type_depot.libelle}{INSECABLE}»."
        )
    if plan.lecture is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f"<p class='conseil'>Lu comme{INSECABLE}: {escape(plan.lecture.phrase)}.</p>", width="content")
        if plan.lecture.format == "csv":
            _select_encodage(plan, depot)


def _select_encodage(plan: PlanDepot, depot: Depot) -> None:
    """Let the file be read again with another encoding, its accented texts in sight."""
    with st.popover(f"Les accents sont illisibles{INSECABLE}?", type="tertiary"):
        if textes := list_textes_accentues(plan):
            lus = "".join(f"<li>{escape(texte)}</li>" for texte in textes)
            st.html(f"<p class='conseil'>Textes lus dans votre fichier{INSECABLE}:</p><ul class='gestes'>{lus}</ul>")
        st.selectbox(
            "Relire le fichier avec cet encodage",
            [AUTOMATIQUE, *ENCODAGES.values()],
            key=f"{get_prefixe(depot)}-encodage",
            persist_state="page",
        )


def list_textes_accentues(plan: PlanDepot) -> list[str]:
    """List the first texts of the file whose letters depend on the encoding."""
    textes = (
        str(getattr(ligne.verifiee.fait, champ, ""))
        for ligne in plan.lignes
        if ligne.verifiee
        for champ in ("commentaire", "texte", "source", "reference")
    )
    return list(dict.fromkeys(texte[:80] for texte in textes if not texte.isascii()))[:TEXTES_MONTRES]
