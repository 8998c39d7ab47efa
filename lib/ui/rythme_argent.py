"""The end of the year at the pace seen so far, then money beside results: what is out of step."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from lib.charts.jauges import format_arrondi, format_nom_axe
from lib.charts.projection_argent import build_projection_chart
from lib.domain.argent import HORS_PERIODE
from lib.domain.cibles_comptees import write_resultats
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_euros, format_pourcentage, format_taux, round_decimal
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_quantite
from lib.domain.rythme_argent import Decalage, write_decalage
from lib.domain.rythme_fiches import Rythme, build_rythmes_axes, build_rythmes_fiches
from lib.domain.suivi import build_suivi
from lib.ui.composants import Html, show_chiffres, show_phrase, show_vide
from lib.ui.liens import build_lien_fiche
from lib.ui.montants import show_montants

SIGNES = {Decalage.ARGENT_SANS_RESULTATS: "■", Decalage.RESULTATS_SANS_ARGENT: "◆", Decalage.AUCUN: "✓"}


def show_fin_annee(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show where each axe and volet will end the year, then the actions whose money and results differ."""
    suivi = build_suivi(contrat, trimestre, date.today())
    if not any((e.annee, e.trimestre) == (trimestre.annee, trimestre.numero) for e in contrat.executions):
        show_vide(
            f"Aucune exécution déposée pour {trimestre.libelle}{INSECABLE}: rien à projeter.", "Déposer", "/depot"
        )
        return
    _show_projections(contrat, build_rythmes_axes(contrat, suivi, trimestre), trimestre)
    st.header("Argent et résultats en décalage", anchor=False)
    rythmes = build_rythmes_fiches(contrat, suivi, trimestre)
    _show_decalages(contrat, [r for r in rythmes if r.taux.motif != HORS_PERIODE], trimestre)


def _show_projections(contrat: ContratLu, rythmes: Sequence[Rythme], trimestre: Trimestre) -> None:
    """Show the projections of the axes and volets."""
    noms = {axe.code: format_nom_axe(axe, contrat.axes) for axe in contrat.axes}
    textes = {rythme.code: format_rythme(rythme) for rythme in rythmes}
    phrase = build_phrase_projection(rythmes, noms, trimestre)
    show_phrase(
        phrase,
        explain_projection(trimestre),
    )
    chart = build_projection_chart(rythmes, noms, textes)
    st.vega_lite_chart(spec=chart, width="stretch", theme=None, alt=phrase)
    lignes = [
        {
            "Axe ou volet": noms[r.code],
            "Base": format_euros(r.taux.base),
            "Nature de la base": r.taux.libelle_base,
            "Réalisé": format_euros(r.taux.realise),
            "Taux": format_taux(r.taux.rapport),
            "À ce rythme au 31 décembre": _format(r.projection),
            "Part de la base": format_taux(r.taux_projete),
            "Raison": r.motif,
        }
        for r in rythmes
    ]
    show_chiffres(lignes, f"projection-{trimestre}", f"Projection à la fin de {trimestre.annee} par axe et volet")


def explain_projection(trimestre: Trimestre) -> str:
    """Say what the bars are, and what is projected; nothing is once the year is over."""
    realise = f"Barre{INSECABLE}: réalisé à fin {trimestre.libelle}, tous financeurs, en part de la base de l’année."
    if trimestre.numero == 4:
        return f"{realise} L’année est finie{INSECABLE}: rien n’est projeté."
    return (
        f"{realise} Bande claire{INSECABLE}: à ce rythme jusqu’au 31 décembre, au prorata des mois de chaque action, à "
        "partir de deux trimestres (convention Jalons)."
    )


def build_phrase_projection(rythmes: Sequence[Rythme], noms: dict[str, str], trimestre: Trimestre) -> str:
    """Write where the year will end, or ended, and the group furthest from its base."""
    connus = [(r.taux_projete, r) for r in rythmes if r.taux_projete is not None]
    if not connus:
        return f"{trimestre.libelle}{INSECABLE}: aucune projection encore possible."
    bas, haut = min(connus, key=lambda c: c[0]), max(connus, key=lambda c: c[0])
    debut = f"Fin {trimestre.annee}" if trimestre.numero == 4 else f"À ce rythme, fin {trimestre.annee}"
    phrase = f"{debut}{INSECABLE}: {format_taux(bas[0])} de la base pour {noms[bas[1].code]}, le plus bas"
    if haut[1] is not bas[1]:
        phrase += f"{INSECABLE}; {format_taux(haut[0])} pour {noms[haut[1].code]}, le plus haut"
    return f"{phrase}."


def format_rythme(rythme: Rythme) -> str:
    """Write what is realised and where it leads, or why nothing is projected."""
    if rythme.taux.rapport is None:
        return rythme.taux.motif
    realise = f"{format_arrondi(rythme.taux.realise)} réalisés, {format_taux(rythme.taux.rapport)}"
    if rythme.taux_projete == rythme.taux.rapport:
        return f"{realise} de {format_arrondi(rythme.taux.base)}"
    if rythme.taux_projete is None:
        return f"{realise} · pas de projection{INSECABLE}: {rythme.motif}"
    return f"{realise} · à ce rythme {format_taux(rythme.taux_projete)} de {format_arrondi(rythme.taux.base)}"


def _format(centimes: Fraction | None) -> str:
    """Write a projection, rounded to the euro."""
    return format_arrondi(None if centimes is None else int(round_decimal(centimes, 0)))


def _show_decalages(contrat: ContratLu, rythmes: Sequence[Rythme], trimestre: Trimestre) -> None:
    """Show the actions out of step first, then those that are not, and how many cannot be compared."""
    juges = [r for r in rythmes if r.decalage is not Decalage.NON_JUGE]
    show_phrase(
        build_phrase_decalage(rythmes, trimestre),
        "Argent comparé à l’attendu à cette date, résultats comparés à leur cible ou jalon (convention Jalons).",
    )
    ordre = list(SIGNES)
    show_montants(
        [_build_decalage(contrat, r, trimestre) for r in sorted(juges, key=lambda r: ordre.index(r.decalage))],
        "Argent et résultats par action",
        ("Consommé", "Attendu"),
    )


def build_phrase_decalage(rythmes: Sequence[Rythme], trimestre: Trimestre) -> str:
    """Name the actions out of step, each way, and say how many cannot be compared."""
    phrases = []
    for decalage in (Decalage.ARGENT_SANS_RESULTATS, Decalage.RESULTATS_SANS_ARGENT):
        codes = [r.code for r in rythmes if r.decalage is decalage]
        if codes:
            phrases.append(f"{write_decalage(decalage, trimestre)}{INSECABLE}: {', '.join(codes)}.")
    sans = sum(r.decalage is Decalage.NON_JUGE for r in rythmes)
    if sans == len(rythmes):
        return f"{trimestre.libelle}{INSECABLE}: aucune action n’a à la fois une dépense complète et un résultat jugé."
    if not phrases:
        phrases.append(f"{trimestre.libelle}{INSECABLE}: aucune action en décalage.")
    if sans:
        phrases.append(f"{format_quantite(sans, 'action')} sur {len(rythmes)} sans comparaison possible.")
    return " ".join(phrases)


def _build_decalage(contrat: ContratLu, rythme: Rythme, trimestre: Trimestre) -> dict[str, str]:
    """Write one action: money, results, and what the comparison says."""
    fiche, cibles = contrat.get_fiche(rythme.code), rythme.bilan.cibles
    return {
        "Action": Html(build_lien_fiche(fiche.code, f"{fiche.code} · {fiche.intitule}")),
        "Consommé": format_taux(rythme.taux.rapport),
        "Attendu": format_pourcentage(rythme.part_attendue),
        "Résultats": write_resultats(cibles),
        "Comparaison": f"{SIGNES[rythme.decalage]}{INSECABLE}{write_decalage(rythme.decalage, trimestre)}",
    }
