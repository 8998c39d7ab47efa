"""Co-financing: the département's share of each action against the minimum of the contract, foreseen and realised."""

from html import escape
from typing import Any

import streamlit as st

from lib.charts.cofinancement import RangCofinancement, build_cofinancement_chart, list_rangs
from lib.charts.jauges import format_nom_axe
from lib.domain.argent import A_CONFIRMER
from lib.domain.cofinancement import SANS_MINIMUM, CoFinancement, Portee, explain_sans_regle, get_minimum
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import INSECABLE, format_euros, format_part
from lib.domain.periodes import Trimestre
from lib.ui.composants import show_chiffres, show_phrase, show_vide
from lib.ui.montants import show_montants

ARTICLES = {Portee.ACTION: "R1, art. 2.2"}


def show_cofinancement(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show R1 and R2 action by action, then the volets without a rule, then the totals that differ."""
    rangs, minimum = list_rangs(contrat, trimestre), get_minimum(contrat)
    if minimum is None:
        show_vide(f"{SANS_MINIMUM}.")
        return
    connus = [rang for rang in rangs if rang.prevu.rapport is not None or rang.realise.rapport is not None]
    if not connus:
        st.write(f"{trimestre.annee}{INSECABLE}: montants {A_CONFIRMER} (art. 2.2 et 3), rien à comparer.")
    else:
        phrase = build_phrase_cofinancement(connus, trimestre)
        show_phrase(
            phrase,
            f"Part du Département dans le coût total de chaque action, {format_part(minimum)} au moins "
            f"(art. 2.2 et 2.3). Barre{INSECABLE}: réalisé à fin {trimestre.libelle}, en pointillé si "
            f"provisoire. Losange{INSECABLE}: prévu. Trait{INSECABLE}: minimum du contrat.",
        )
        chart = build_cofinancement_chart(connus, minimum)
        st.vega_lite_chart(spec=chart, width="stretch", theme=None, alt=phrase)
        lignes = [_build_chiffres(rang) for rang in connus]
        show_chiffres(lignes, f"cofinancement-{trimestre}", "Cofinancement prévu et réalisé par action")
    _show_sans_regle(contrat)
    _show_totaux_differents(rangs)


def build_phrase_cofinancement(rangs: list[RangCofinancement], trimestre: Trimestre) -> str:
    """Write how many actions break the rule or may still, and what is missing; what is unknown is not judged."""
    alertes = [test for rang in rangs for test in (rang.prevu, rang.realise) if test.alerte]
    fragiles = [rang.realise for rang in rangs if rang.realise.provisoire and rang.realise.respecte is False]
    phrases = []
    if alertes:
        phrases.append(f"Sous le minimum{INSECABLE}: {_name(alertes)}.")
    if fragiles:
        phrases.append(
            f"À fin {trimestre.libelle}, sous le minimum, sans alerte avant le T4 définitif{INSECABLE}: "
            f"{_name(fragiles)}."
        )
    if not phrases:
        realises = sum(rang.realise.rapport is not None for rang in rangs)
        sur = f"réalisé connu pour {realises} sur {len(rangs)}" if realises else "réalisé non transmis"
        phrases.append(f"{trimestre.annee}{INSECABLE}: aucune part connue n’est sous le minimum ({sur}).")
    return " ".join(phrases)


def _name(tests: list[CoFinancement]) -> str:
    """Name each with its ratio and its shortfall in euros."""
    return " ; ".join(f"{t.code}, {t.moment.libelle} {t.texte}, il manque {format_euros(t.manque)}" for t in tests)


def _build_chiffres(rang: RangCofinancement) -> dict[str, Any]:
    """Write one row: both tests with their terms, the rule, the verdict when there is one."""
    prevu, realise = rang.prevu, rang.realise
    return {
        "Action": rang.nom,
        "Règle": ARTICLES.get(prevu.portee, f"R2, {prevu.portee.libelle}"),
        "Coût prévu (annexe)": format_euros(prevu.total),
        "dont Département": format_euros(prevu.cd),
        "Part prévue": prevu.texte,
        "Coût réalisé": format_euros(realise.total),
        "dont Département, réalisé": format_euros(realise.cd),
        "Part réalisée": realise.texte,
        "Manque": format_euros(max(prevu.manque if prevu.alerte else 0, realise.manque)),
        "État": format_etat(realise),
    }


def format_etat(test: CoFinancement) -> str:
    """Write where a test on spending stands."""
    if test.respecte is None:
        return "non transmis"
    if test.provisoire:
        return "provisoire"
    return "respecté" if test.respecte else "sous le minimum"


def _show_sans_regle(contrat: ContratLu) -> None:
    """Say which volets have no rule, and judge nothing there."""
    noms = [format_nom_axe(axe, contrat.axes) for axe in contrat.axes if explain_sans_regle(axe)]
    if noms:
        st.html(
            f"<p class='vide'>{escape(' ; '.join(noms))}{INSECABLE}: aucune règle au contrat, rien n’y est jugé.</p>"
        )


def _show_totaux_differents(rangs: list[RangCofinancement]) -> None:
    """Show the base used, the annex total, beside the fiche's own total where the two differ."""
    lignes = [
        {
            "Action": rang.nom,
            "Base du calcul (annexe)": format_euros(rang.prevu.total),
            "Total écrit par la fiche": format_euros(rang.prevu.total_fiche),
        }
        for rang in rangs
        if rang.prevu.total is not None and rang.prevu.total_fiche is not None
    ]
    if lignes:
        st.html("<p class='sous-phrase'>La base est le total de l’annexe ; la fiche en écrit un autre.</p>")
        show_montants(lignes, "Totaux qui diffèrent", ("Base du calcul (annexe)", "Total écrit par la fiche"))
