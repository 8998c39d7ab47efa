"""The indicators of one fiche: each with its target, its latest value, its status, and a link to its page."""

from decimal import Decimal
from html import escape

import streamlit as st

from lib.domain.contrat import FicheAction
from lib.domain.contrat_lu import ContratLu
from lib.domain.explications import list_a_expliquer, list_explications
from lib.domain.formats import ABSENT, FINE, INSECABLE, format_date_longue, format_nombre, round_decimal
from lib.domain.indicateurs import Indicateur
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lisibles import list_resultats
from lib.domain.periodes import Trimestre, list_trimestres
from lib.domain.petits_effectifs import MASQUE
from lib.ui.composants import Html, build_badge, show_liste, show_vide
from lib.ui.explications import build_explication
from lib.ui.fiches import build_comptes, list_suivi
from lib.ui.liens import build_lien_indicateur
from lib.ui.montants import STYLE


def show_indicateurs_fiche(contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> None:
    """Show the indicators of a fiche at a quarter, then the impact indicators that remain to be defined."""
    indicateurs = contrat.indicateurs_par_fiche.get(fiche.code, [])
    suivi = {ligne.code: ligne for ligne in list_suivi(contrat, trimestre)}
    a_expliquer = list_a_expliquer(contrat, suivi.values(), list_suivi(contrat, trimestre.precedent))
    demandees = {demande.ligne.code for demande in a_expliquer}
    lignes = [suivi[indicateur.code] for indicateur in indicateurs]
    if not indicateurs:
        st.write("Aucun indicateur n’est écrit pour cette fiche.")
    else:
        recus = {resultat.indicateur for resultat in list_resultats(contrat)}
        if not any(indicateur.code in recus for indicateur in indicateurs):
            show_vide(f"Aucun résultat déposé pour {fiche.code}.", "Déposer", "/depot")
        rangs = "".join(
            _build_rang(indicateur, suivi[indicateur.code], indicateur.code in demandees) for indicateur in indicateurs
        )
        st.html(
            f"{STYLE}<p class='phrase'>{build_comptes(lignes)}</p>"
            f"<table class='montants'><caption>Indicateurs au {trimestre.libelle}</caption><thead><tr>"
            "<th scope='col'>Code</th><th scope='col'>Indicateur</th><th scope='col' class='montant'>"
            f"Situation initiale</th><th scope='col' class='montant'>Cible {trimestre.annee}</th>"
            "<th scope='col' class='montant'>Dernière valeur</th><th scope='col'>Statut</th></tr></thead>"
            f"<tbody>{rangs}</tbody></table>"
        )
    _show_explications(contrat, fiche, trimestre)
    for impact in contrat.impacts:
        if impact.fiche == fiche.code:
            st.html(
                f"<p class='vide'>{escape(impact.intitule)}. À définir au plus tard le "
                f"{format_date_longue(impact.echeance)}, avec{INSECABLE}: {escape(impact.avec)} "
                f"({escape(impact.source)}).</p>"
            )


def _build_rang(indicateur: Indicateur, ligne: LigneSuivi, demandee: bool) -> str:
    """Build one row; a status other than a verdict gives its reason, a line late or moved its « Pourquoi ? »."""
    initiale = _format(indicateur.situation_initiale, indicateur.situation_initiale_texte)
    return (
        f"<tr><th scope='row' class='code'>{build_lien_indicateur(indicateur.code)}</th>"
        f"<td>{build_lien_indicateur(indicateur.code, indicateur.intitule)}"
        f"<br><span class='source'>{escape(indicateur.unite)}</span></td>"
        f"<td class='montant'>{escape(initiale)}</td>"
        f"<td class='montant'>{escape(_format(ligne.cible, ligne.cible_texte))}</td>"
        f"<td class='montant'>{escape(format_derniere(ligne))}{_build_close(ligne)}</td>"
        f"<td>{build_badge(ligne.statut)}{_build_precision(ligne)}{_build_pourquoi(ligne, demandee)}</td></tr>"
    )


def _build_close(ligne: LigneSuivi) -> str:
    """Build, under the latest known value, that the quarter's own will not be sent."""
    if not ligne.close or ligne.derniere is None:
        return ""
    return f"<br><span class='source'>{ligne.trimestre.libelle}{INSECABLE}: {ligne.absence}</span>"


def _build_pourquoi(ligne: LigneSuivi, demandee: bool) -> str:
    """Build the producer's sentence, or the way to give it."""
    if ligne.explication:
        return f"<br>Pourquoi{INSECABLE}: {build_explication(ligne.explication)}"
    if not demandee:
        return ""
    return f"<br>{build_lien_indicateur(ligne.code, f'Pourquoi{INSECABLE}?')} <span class='source'>à dire</span>"


def _show_explications(contrat: ContratLu, fiche: FicheAction, trimestre: Trimestre) -> None:
    """Fold what the producers said of the fiche's figures over the year."""
    annee = trimestre.annee
    trimestres = list_trimestres(Trimestre(annee, 1), Trimestre(annee, 4))
    explications = list_explications(contrat, trimestres, fiche.code)
    if not explications:
        return
    with st.expander(f"Pourquoi{INSECABLE}? Ce qui est dit des chiffres de {annee} ({len(explications)})"):
        show_liste(
            [
                {
                    "Trimestre": explication.periode.libelle,
                    "Indicateur": Html(build_lien_indicateur(explication.indicateur)),
                    "Pourquoi": explication.texte,
                }
                for explication in explications
            ],
            f"Explications des chiffres de {fiche.code} en {annee}",
            {"Trimestre": "9%", "Indicateur": "12%"},
        )


def _format(valeur: Decimal | None, texte: str) -> str:
    """Write a figure, else the contract's words, else « – »."""
    return format_nombre(valeur) if valeur is not None else texte or ABSENT


def _build_precision(ligne: LigneSuivi) -> str:
    """Build the full words of a status when they say more than its badge."""
    reste = ligne.libelle.removeprefix(ligne.statut.libelle).strip(f" :,·{INSECABLE}{FINE}")
    return f"<br><span class='source'>{escape(reste)}</span>" if reste else ""


def format_derniere(ligne: LigneSuivi) -> str:
    """Write the quarter's value, be it masked; else the latest known with its quarter, else « non transmis »."""
    if ligne.masque:
        return MASQUE
    if ligne.texte:
        return ligne.texte
    if ligne.valeur is not None:
        return format_nombre(round_decimal(ligne.valeur, 2))
    derniere = ligne.derniere
    if derniere is None:
        return ligne.absence
    mots = derniere.texte or (ABSENT if derniere.valeur is None else format_nombre(round_decimal(derniere.valeur, 2)))
    return f"{mots} ({derniere.periode.libelle})"
