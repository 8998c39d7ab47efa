"""Right side of the Synthèse: what deserves attention and the rule that chose it, then the next dated obligations."""

from datetime import date
from html import escape
from textwrap import shorten
from urllib.parse import quote

import streamlit as st

from lib.domain.alertes_argent import build_alertes_argent
from lib.domain.attention import PointAttention, RegleAttention, build_attention
from lib.domain.contrat_lu import ContratLu
from lib.domain.echeances import HORIZON_JOURS, EcheanceDatee, EtatEcheance, build_calendrier, list_a_venir
from lib.domain.formats import INSECABLE, format_date_courte
from lib.domain.jours_retenus import JOUR_RETENU
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_suite
from lib.ui.composants import build_lien, build_marque, show_vide
from lib.ui.explications import build_explication
from lib.ui.liens import build_lien_fiche, build_lien_indicateur
from lib.ui.synthese import VueSynthese

SIGNES = {RegleAttention.ARGENT: "€", RegleAttention.RECUL: "↘", RegleAttention.METEO: "≠"}
"""Sign of a point that has no status, or whose status is not the subject."""

PROCHAINES_MAX = 3
LONGUEUR_MAX = 190
LIENS: dict[RegleAttention, tuple[str, str]] = {
    RegleAttention.ARGENT: ("/budget", "Voir le budget"),
    RegleAttention.DONNEE_EN_RETARD: (f"/indicateurs?statut={quote('Donnée attendue')}", "Voir les données"),
    RegleAttention.REPONSE: ("/echeances", "Voir et répondre"),
    RegleAttention.A_DEFINIR: (f"/indicateurs?vue={quote('À définir')}", "Voir la liste"),
}
"""Where a point leads when it is not about one indicator."""


def show_attention(vue: VueSynthese) -> None:
    """Show at most five points, each with the rule that chose it and where to go."""
    aujourd_hui, trimestre = date.today(), vue.trimestre
    alertes = build_alertes_argent(vue.contrat, trimestre, aujourd_hui)
    points = build_attention(vue.contrat, vue.lignes, vue.precedentes, alertes, aujourd_hui)
    elements = "".join(_build_point(point, trimestre) for point in points)
    if elements:
        st.html(f"<h2 class='bloc'>À regarder</h2><ol class='points'>{elements}</ol>")
    else:
        st.html("<h2 class='bloc'>À regarder</h2>")
        show_vide(f"Rien à signaler pour {trimestre.libelle} avec ce qui est déposé.")


def _build_point(point: PointAttention, trimestre: Trimestre) -> str:
    signe = SIGNES.get(point.regle)
    marque = build_marque(point.statut) if point.statut and not signe else f"<span class='marque'>{signe}</span>"
    phrase = escape(shorten(point.phrase, LONGUEUR_MAX, placeholder="…"))
    pourquoi = f"<p>Pourquoi{INSECABLE}: {build_explication(point.explication)}</p>" if point.explication else ""
    return (
        f"<li>{marque}<div><p title='{escape(point.phrase)}'>{phrase}</p>{pourquoi}"
        f"<p class='sous-phrase'>Règle{INSECABLE}: {escape(format_suite(point.regle.libelle))} · "
        f"{_build_suite(point, trimestre)}</p></div></li>"
    )


def _build_suite(point: PointAttention, trimestre: Trimestre) -> str:
    """Build the link to where the point is dealt with: the money, the list, the fiche or the indicator."""
    if point.regle in LIENS:
        adresse, texte = LIENS[point.regle]
        return build_lien(f"{adresse}{'&' if '?' in adresse else '?'}trimestre={trimestre}", texte)
    if point.regle is RegleAttention.METEO:
        return build_lien_fiche(point.objet, "Voir la fiche")
    return build_lien_indicateur(point.objet, "Voir l’indicateur")


def show_prochaines(contrat: ContratLu) -> None:
    """Show the next dated obligations, and say when none falls soon."""
    a_venir = list_a_venir(build_calendrier(contrat, date.today()))
    proche = any(echeance.etat is EtatEcheance.PROCHAINE for echeance in a_venir)
    aucune = f"<p class='sous-phrase'>Aucune dans les {HORIZON_JOURS} jours{INSECABLE}; ensuite{INSECABLE}:</p>"
    elements = "".join(map(_build_echeance, a_venir[:PROCHAINES_MAX]))
    st.html(
        f"<h2 class='bloc'>Prochaines échéances</h2>{'' if proche else aucune}<ul class='points'>{elements}</ul>"
        f"<p class='suite'>{build_lien('/echeances', 'Voir les échéances')}</p>"
    )


def _build_echeance(echeance: EcheanceDatee) -> str:
    obligation = echeance.obligation
    quoi = escape(shorten(obligation.quoi, LONGUEUR_MAX, placeholder="…"))
    dit = f"{JOUR_RETENU}{INSECABLE}: le contrat écrit «{INSECABLE}{obligation.echeance}{INSECABLE}»"
    retenu = f"<p class='sous-phrase'>{escape(dit)}</p>" if echeance.jour_retenu else ""
    return (
        f"<li><strong>{format_date_courte(echeance.jour)}</strong><div><p>{quoi}</p>{retenu}"
        f"<p class='sous-phrase'>{escape(obligation.qui)} · {escape(obligation.article)}</p></div></li>"
    )
