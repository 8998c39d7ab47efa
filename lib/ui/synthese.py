"""Blocks of Synthèse: the six rows, what deserves a look, what comes next."""

from datetime import date
from fractions import Fraction
from html import escape
from textwrap import shorten
from urllib.parse import quote

import streamlit as st

from lib.charts.jauges import Jauge, format_nom_axe
from lib.charts.synthese import build_piste, compute_echelle
from lib.domain.alertes_argent import build_alertes_argent
from lib.domain.argent import build_synthese
from lib.domain.attention import PointAttention, RegleAttention, build_attention
from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.echeances import HORIZON_JOURS, EcheanceDatee, EtatEcheance, build_calendrier, list_a_venir
from lib.domain.formats import (
    ABSENT,
    INSECABLE,
    format_date_courte,
    format_date_longue,
    format_euros,
    format_pourcentage,
)
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lots import EtatLot
from lib.domain.nomenclatures import GenreLot
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from lib.domain.synthese import RangSynthese, build_rangs, write_constat, write_statut, write_taux
from lib.ui.composants import build_lien, build_marque, select_trimestre, show_chiffres, show_vide
from lib.ui.liens import build_lien_indicateur
from lib.usecases.lots import list_lots

SIGNES = {RegleAttention.ARGENT: "€", RegleAttention.RECUL: "↘"}
"""Sign of a point that has no status, or whose status is not the subject."""

PROCHAINES_MAX = 3
LONGUEUR_MAX = 190
ENTETES = ("Axe ou volet", "Indicateurs qui ont une cible", "Données", "Argent réalisé")
LIENS: dict[RegleAttention, tuple[str, str]] = {
    RegleAttention.ARGENT: ("/budget", "Voir le budget"),
    RegleAttention.DONNEE_EN_RETARD: (f"/indicateurs?statut={quote('Donnée attendue')}", "Voir les données"),
    RegleAttention.A_DEFINIR: (f"/indicateurs?vue={quote('À définir')}", "Voir la liste"),
}
"""Where a point leads when it is not about one indicator."""


def show_entete(contrat: ContratLu) -> Trimestre:
    """Show the line on top: contract, state of the data; give the quarter chosen at its right."""
    texte, choix = st.columns([6, 1], vertical_alignment="bottom")
    with choix:
        trimestre = select_trimestre(contrat)
    with texte:
        precisions = [
            contrat.contrat.nom_court,
            f"données au {format_date_longue(trimestre.fin)}",
            _write_provisoires(contrat, trimestre),
            _write_dernier_depot(contrat),
        ]
        constat = write_constat(_build_rangs(contrat, trimestre))
        if constat:
            st.html(f"<p class='constat'>{escape(trimestre.libelle)}{INSECABLE}: {escape(constat)}</p>")
        else:
            show_vide(f"Aucun résultat déposé pour {trimestre.libelle}.", "Déposer", "/depot")
        st.html(f"<p class='sous-phrase'>{' · '.join(escape(mot) for mot in precisions if mot)}</p>")
    return trimestre


def _write_provisoires(contrat: ContratLu, trimestre: Trimestre) -> str:
    provisoires = sum(ligne.provisoire for ligne in _build_suivi(contrat, trimestre))
    s = "s" if provisoires > 1 else ""
    return f"{provisoires} valeur{s} provisoire{s}" if provisoires else ""


def _write_dernier_depot(contrat: ContratLu) -> str:
    lots = list_lots(contrat.contrat.code)
    depots = [lot for lot in lots if lot.genre is not GenreLot.CONTRAT and lot.etat is EtatLot.PUBLIE]
    return f"dernier dépôt le {format_date_longue(depots[-1].publie_le.date())}" if depots else "aucun dépôt"


def _build_suivi(contrat: ContratLu, trimestre: Trimestre) -> list[LigneSuivi]:
    return build_suivi(contrat, trimestre, date.today())


def _build_rangs(contrat: ContratLu, trimestre: Trimestre) -> list[RangSynthese]:
    return build_rangs(contrat, _build_suivi(contrat, trimestre), build_synthese(contrat, trimestre), trimestre)


def show_rangs(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show one row per axe and volet, then their figures as a table."""
    rangs = _build_rangs(contrat, trimestre)
    echelle = compute_echelle(rang.argent.compute_taux_consommation().rapport for rang in rangs)
    entetes = "".join(f"<th scope='col'>{entete}</th>" for entete in ENTETES)
    lignes = "".join(_build_rang(contrat, rang, echelle) for rang in rangs)
    st.html(
        f"<table class='synthese'><caption class='cache'>Les axes et volets au {trimestre.libelle}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{lignes}</tbody></table>{_build_legende(rangs)}"
    )
    show_chiffres(
        [_build_chiffres(contrat, rang) for rang in rangs],
        f"synthese-{trimestre}",
        f"Statuts, données reçues et argent réalisé par axe et volet au {trimestre.libelle}",
    )


def _build_rang(contrat: ContratLu, rang: RangSynthese, echelle: Fraction) -> str:
    nom = build_lien(build_adresse_axe(rang.axe, rang.trimestre), format_nom_axe(rang.axe, contrat.axes), "nom")
    cellules = (_build_bande(contrat, rang), _build_completude(rang), _build_argent(rang, echelle))
    suite = "".join(f"<td>{cellule}</td>" for cellule in cellules)
    return f"<tr><th scope='row'>{nom}<p class='phrase'>{escape(rang.phrase)}</p></th>{suite}</tr>"


def build_adresse_axe(axe: Axe, trimestre: Trimestre) -> str:
    """Give the address of Indicateurs kept to one axe or volet: the filter reads its option's words."""
    choix = quote(f"{axe.code} · {axe.intitule_court or axe.intitule}")
    return f"/indicateurs?axe={choix}&trimestre={trimestre}"


def _build_bande(contrat: ContratLu, rang: RangSynthese) -> str:
    """Build the strip: one mark per indicator with a target, then the others counted by their own words."""
    autres = ", ".join(f"{nombre}{INSECABLE}{write_statut(statut, nombre)}" for statut, nombre in rang.sans_cible)
    if rang.hors_periode:
        if rang.trimestre.debut <= rang.axe.fin:
            return ""
        dernier = Trimestre(rang.axe.fin.year, 4)
        return build_lien(f"/?trimestre={dernier}", f"Voir sa dernière situation ({dernier.libelle})")
    if not rang.avec_cible:
        return f"<p class='sous-phrase'>Aucune cible {rang.trimestre.annee}{INSECABLE}: {escape(autres)}</p>"
    marques = "".join(_build_marque(contrat, ligne) for ligne in rang.avec_cible)
    suite = f"<p class='sous-phrase'>+{INSECABLE}{escape(autres)}</p>" if autres else ""
    return f"<div class='bande'>{marques}</div>{suite}"


def _build_marque(contrat: ContratLu, ligne: LigneSuivi) -> str:
    titre = escape(f"{ligne.code}, {contrat.get_indicateur(ligne.code).intitule}{INSECABLE}: {ligne.libelle}")
    return (
        f"<a href='/indicateur?code={escape(ligne.code)}' target='_self' title='{titre}'>"
        f"{build_marque(ligne.statut)}<span class='cache'>{titre}</span></a>"
    )


def _build_completude(rang: RangSynthese) -> str:
    bilan = rang.bilan
    if rang.hors_periode:
        return f"<span class='chiffre'>{ABSENT}</span><p class='sous-phrase'>rien n’est dû</p>"
    if not bilan.exiges:
        recus = f", {bilan.facultatifs} reçus" if bilan.facultatifs else ""
        return f"<span class='chiffre'>{ABSENT}</span><p class='sous-phrase'>rien d’exigé ce trimestre{recus}</p>"
    mots = ["reçus"]
    mots += [f"{bilan.sans_valeur} sans valeur"] if bilan.sans_valeur else []
    mots += [f"{bilan.en_retard} en retard"] if bilan.en_retard else []
    return f"<span class='chiffre'>{bilan.recus}/{bilan.exiges}</span><p class='sous-phrase'>{', '.join(mots)}</p>"


def _build_argent(rang: RangSynthese, echelle: Fraction) -> str:
    """Build the gauge: rate in large, track, bar, notch expected at the date, then the amounts and their base."""
    jauge = Jauge(rang.axe.code, rang.axe.intitule_court, None, rang.argent)
    rapport = jauge.taux.rapport
    piste = build_piste(rapport, jauge.part_attendue, echelle)
    barres = f"<span class='realise' style='width:{piste.rempli:.2f}%'></span>"
    if piste.depasse:
        barres += f"<span class='depasse' style='left:{piste.base:.2f}%;width:{piste.depasse:.2f}%'></span>"
    if piste.encoche is not None:
        titre = f"attendu à cette date{INSECABLE}: {format_pourcentage(jauge.part_attendue, 0)}"
        barres += f"<span class='encoche' style='left:{piste.encoche:.2f}%' title='{titre}'></span>"
    vide = "" if jauge.taux.base else " sans-base"
    texte = "hors période" if rang.hors_periode and not jauge.taux.base else jauge.texte
    return (
        f"<div class='argent'><span class='chiffre'>{write_taux(rapport)}</span><div class='piste' aria-hidden='true'>"
        f"<span class='base{vide}' style='width:{piste.base:.2f}%'></span>{barres}</div></div>"
        f"<p class='sous-phrase'>{escape(texte)}</p>"
    )


def _build_legende(rangs: list[RangSynthese]) -> str:
    """Say the marks present, in words, and the notch of the gauges."""
    presents = dict.fromkeys(ligne.statut for rang in rangs for ligne in rang.avec_cible if not rang.hors_periode)
    marques = "".join(
        f"<span class='statut'>{build_marque(statut)}{statut.libelle}</span>"
        for statut in StatutSuivi
        if statut in presents
    )
    return f"<p class='legende'>{marques}<span><span class='trait'></span>dépense attendue à cette date</span></p>"


def _build_chiffres(contrat: ContratLu, rang: RangSynthese) -> dict[str, str | int]:
    taux = rang.argent.compute_taux_consommation()
    statuts = ", ".join(f"{nombre} {write_statut(statut, nombre)}" for statut, nombre in rang.bilan.par_statut.items())
    return {
        "Axe ou volet": format_nom_axe(rang.axe, contrat.axes),
        "Avec cible": len(rang.avec_cible),
        "Statuts": statuts,
        "Exigées": rang.bilan.exiges,
        "Reçues": rang.bilan.recus,
        "Délai dépassé": rang.bilan.en_retard,
        "Réalisé": format_euros(taux.realise),
        "Base": format_euros(taux.base),
        "Taux": format_pourcentage(taux.rapport),
        "Base du taux": taux.libelle_base,
    }


def show_attention(contrat: ContratLu, trimestre: Trimestre) -> None:
    """Show at most five points, each with the rule that chose it and where to go."""
    aujourd_hui = date.today()
    points = build_attention(
        contrat,
        _build_suivi(contrat, trimestre),
        _build_suivi(contrat, trimestre.precedent),
        build_alertes_argent(contrat, trimestre, aujourd_hui),
        aujourd_hui,
    )
    elements = "".join(_build_point(point, trimestre) for point in points)
    if elements:
        st.html(f"<h2 class='bloc'>À regarder</h2><ol class='points'>{elements}</ol>")
    else:
        st.html("<h2 class='bloc'>À regarder</h2>")
        show_vide(f"Rien à signaler pour {trimestre.libelle} avec ce qui est déposé.")


def _build_point(point: PointAttention, trimestre: Trimestre) -> str:
    signe = SIGNES.get(point.regle)
    marque = build_marque(point.statut) if point.statut and not signe else f"<span class='marque'>{signe}</span>"
    adresse, texte = LIENS.get(point.regle, ("", ""))
    vers = f"{adresse}{'&' if '?' in adresse else '?'}trimestre={trimestre}"
    lien = build_lien(vers, texte) if adresse else build_lien_indicateur(point.objet, "Voir l’indicateur")
    phrase = escape(shorten(point.phrase, LONGUEUR_MAX, placeholder="…"))
    return (
        f"<li>{marque}<div><p title='{escape(point.phrase)}'>{phrase}</p>"
        f"<p class='sous-phrase'>Règle{INSECABLE}: {escape(_lower(point.regle.libelle))} · {lien}</p></div></li>"
    )


def _lower(texte: str) -> str:
    return texte[:1].lower() + texte[1:]


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
    return (
        f"<li><strong>{format_date_courte(echeance.jour)}</strong><div><p>{quoi}</p>"
        f"<p class='sous-phrase'>{escape(obligation.qui)} · {escape(obligation.article)}</p></div></li>"
    )
