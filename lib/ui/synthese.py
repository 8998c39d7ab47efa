"""Left side of the Synthèse: its finding, then one row per axe and volet."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape
from urllib.parse import quote

import streamlit as st

from lib.charts.jauges import Jauge, format_nom_axe
from lib.charts.synthese import build_piste, compute_echelle
from lib.domain.argent import build_synthese
from lib.domain.attendus import ORIGINE_DELAI, write_statut_date
from lib.domain.cibles_comptees import write_reprises
from lib.domain.contrat import Axe
from lib.domain.contrat_lu import ContratLu
from lib.domain.formats import (
    ABSENT,
    INSECABLE,
    format_date_longue,
    format_euros,
    format_pourcentage,
    format_taux,
)
from lib.domain.ligne_suivi import LigneSuivi
from lib.domain.lots import EtatLot
from lib.domain.mouvements import Mouvement, SensMouvement, list_mouvements, write_mouvements
from lib.domain.nomenclatures import GenreLot
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_accord, format_quantite, format_suite, format_texte
from lib.domain.statuts import StatutSuivi, write_statut
from lib.domain.suivi import build_suivi
from lib.domain.synthese import RangSynthese, build_rangs, count_recus, write_constat, write_recus
from lib.ui.composants import (
    build_lien,
    build_marque,
    get_trimestre_clos,
    get_trimestre_par_defaut,
    select_trimestre,
    show_chiffres,
    show_vide,
)
from lib.ui.liens import build_lien_indicateur
from lib.usecases.lots import list_lots

CODES_MAX = 3
"""Codes listed of each way a verdict went; the others are counted."""

FLECHES = {SensMouvement.MIEUX: "↗", SensMouvement.MOINS_BIEN: "↘"}
ENTETES = ("Axe ou volet", "Indicateurs qui ont une cible", f"Données ({ORIGINE_DELAI})", "Argent réalisé")


@dataclass(frozen=True)
class VueSynthese:
    """What the page reads once: the quarter's follow-up, the one before, the rows, what moved between the two."""

    contrat: ContratLu
    trimestre: Trimestre
    lignes: list[LigneSuivi]
    precedentes: list[LigneSuivi]
    rangs: list[RangSynthese]
    mouvements: list[Mouvement]


def build_vue(contrat: ContratLu, trimestre: Trimestre) -> VueSynthese:
    """Read the quarter and the one before."""
    lignes, precedentes = (build_suivi(contrat, t, date.today()) for t in (trimestre, trimestre.precedent))
    rangs = build_rangs(contrat, lignes, build_synthese(contrat, trimestre), trimestre)
    return VueSynthese(contrat, trimestre, lignes, precedentes, rangs, list_mouvements(contrat, lignes, precedentes))


def show_entete(contrat: ContratLu) -> VueSynthese:
    """Show the line on top: contract, state of the data, what moved; give what the quarter chosen at its right says."""
    texte, choix = st.columns([6, 1], vertical_alignment="bottom")
    with choix:
        trimestre = select_trimestre(contrat)
    vue = build_vue(contrat, trimestre)
    with texte:
        constat = write_constat(vue.rangs)
        precisions = [
            contrat.contrat.nom_court,
            f"données au {format_date_longue(trimestre.fin)}",
            write_recus(count_recus(vue.rangs)) if constat else "",
            _write_provisoires(vue),
            write_mouvements(vue.mouvements, trimestre) if constat else "",
            _write_dernier_depot(contrat),
        ]
        if constat:
            st.html(f"<p class='constat'>{escape(trimestre.libelle)}{INSECABLE}: {escape(format_suite(constat))}</p>")
        else:
            show_vide(f"Aucun résultat déposé pour {trimestre.libelle}.", "Déposer", "/depot")
        lignes = [*(escape(mot) for mot in precisions if mot), *_build_trimestre_clos(contrat, trimestre, constat)]
        st.html(f"<p class='sous-phrase'>{' · '.join(lignes)}</p>")
    return vue


def _build_trimestre_clos(contrat: ContratLu, trimestre: Trimestre, constat: str) -> list[str]:
    """Say that a later quarter is over and that nothing came for it, and where to upload (HTML); none to say is []."""
    clos = get_trimestre_clos(contrat, date.today())
    if not constat or trimestre >= clos or get_trimestre_par_defaut(contrat, date.today()) >= clos:
        return []
    lien = build_lien(f"/depot?trimestre={clos}", f"→{INSECABLE}Déposer")
    return [f"<strong>{clos.libelle} est clos{INSECABLE}: aucun résultat déposé.</strong> {lien}"]


def _write_provisoires(vue: VueSynthese) -> str:
    """Count the provisional values among the results that the finding counts: the whole département, as uploaded."""
    provisoires = sum(ligne.provisoire and not ligne.calculee and ligne.est_ensemble for ligne in vue.lignes)
    return format_quantite(provisoires, "valeur provisoire") if provisoires else ""


def _write_dernier_depot(contrat: ContratLu) -> str:
    lots = list_lots(contrat.contrat.code)
    depots = [lot for lot in lots if lot.genre is not GenreLot.CONTRAT and lot.etat is EtatLot.PUBLIE]
    return f"dernier dépôt le {format_date_longue(depots[-1].publie_le.date())}" if depots else "aucun dépôt"


def show_rangs(vue: VueSynthese) -> None:
    """Show one row per axe and volet, then their figures as a table."""
    contrat, trimestre, rangs = vue.contrat, vue.trimestre, vue.rangs
    echelle = compute_echelle(rang.argent.compute_taux_consommation().rapport for rang in rangs)
    entetes = "".join(f"<th scope='col'>{entete}</th>" for entete in ENTETES)
    lignes = "".join(_build_rang(vue, rang, echelle) for rang in rangs)
    st.html(
        f"<table class='synthese'><caption class='cache'>Les axes et volets au {trimestre.libelle}</caption>"
        f"<thead><tr>{entetes}</tr></thead><tbody>{lignes}</tbody></table>{_build_legende(vue)}"
    )
    show_chiffres(
        [_build_chiffres(contrat, rang) for rang in rangs],
        f"synthese-{trimestre}",
        f"Statuts, données reçues et argent réalisé par axe et volet au {trimestre.libelle}",
    )


def _build_rang(vue: VueSynthese, rang: RangSynthese, echelle: Fraction) -> str:
    nom = build_lien(build_adresse_axe(rang.axe, rang.trimestre), format_nom_axe(rang.axe, vue.contrat.axes), "nom")
    bande = _build_bande(vue.contrat, rang) + _build_mouvements(vue, rang)
    cellules = (bande, _build_completude(rang), _build_argent(rang, echelle))
    suite = "".join(f"<td>{cellule}</td>" for cellule in cellules)
    return f"<tr><th scope='row'>{nom}<p class='phrase'>{escape(rang.phrase)}</p></th>{suite}</tr>"


def build_adresse_axe(axe: Axe, trimestre: Trimestre) -> str:
    """Give the address of Indicateurs kept to one axe or volet: the filter reads its option's words."""
    choix = quote(format_texte(f"{axe.code} · {axe.intitule_court or axe.intitule}"))
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
    compte = rang.bilan.cibles
    mots = [f"+{INSECABLE}{autres}"] if autres else []
    mots += [write_reprises(compte)] if compte.reprises and not compte.juges else []
    suite = f"<p class='sous-phrase'>{escape(f'{INSECABLE}; '.join(mots))}</p>" if mots else ""
    return f"<div class='bande'>{marques}</div>{suite}"


def _build_marque(contrat: ContratLu, ligne: LigneSuivi) -> str:
    titre = escape(
        f"{ligne.code}, {contrat.get_indicateur(ligne.code).intitule}{INSECABLE}: {format_suite(ligne.libelle)}"
    )
    return (
        f"<a href='/indicateur?code={escape(ligne.code)}' target='_self' title='{titre}'>"
        f"{build_marque(ligne.statut)}<span class='cache'>{titre}</span></a>"
    )


def _build_mouvements(vue: VueSynthese, rang: RangSynthese) -> str:
    """Build the line of what moved: each changed verdict by its code, the first verdicts of the year by their count."""
    contrat = vue.contrat
    siens = [m for m in vue.mouvements if contrat.get_indicateur(m.ligne.code).axe == rang.axe.code]
    mots = []
    for sens, fleche in FLECHES.items():
        ceux = [m for m in siens if m.sens is sens]
        liens = ", ".join(_build_lien_mouvement(m) for m in ceux[:CODES_MAX])
        reste = f" et {format_quantite(len(ceux) - CODES_MAX, 'autre')}" if len(ceux) > CODES_MAX else ""
        debut = f"{_build_fleche(fleche)}{INSECABLE}<span class='cache'>{sens.libelle}</span>"
        mots += [f"{debut}{liens}{reste}"] if ceux else []
    nouveaux = sum(m.sens is SensMouvement.NOUVEAU for m in siens)
    mots += [format_quantite(nouveaux, "premier verdict")] if nouveaux else []
    return f"<p class='sous-phrase mouvements'>{f'{INSECABLE}; '.join(mots)}</p>" if mots else ""


def _build_fleche(fleche: str) -> str:
    return f"<span class='fleche' aria-hidden='true'>{fleche}</span>"


def _build_lien_mouvement(mouvement: Mouvement) -> str:
    titre = escape(mouvement.phrase)
    lien = build_lien_indicateur(mouvement.ligne.code)
    return f"<span title='{titre}'>{lien}<span class='cache'>, {titre}</span></span>"


def _build_completude(rang: RangSynthese) -> str:
    bilan = rang.bilan
    if rang.hors_periode:
        return f"<span class='chiffre'>{ABSENT}</span><p class='sous-phrase'>rien n’est dû</p>"
    closes = [f"{bilan.closes} {write_statut(StatutSuivi.NE_SERA_PAS_TRANSMISE, bilan.closes)}"] if bilan.closes else []
    if not bilan.exiges:
        mots = [
            "rien d’exigé ce trimestre",
            *([format_quantite(bilan.facultatifs, "reçu")] if bilan.facultatifs else []),
            *closes,
        ]
        return f"<span class='chiffre'>{ABSENT}</span><p class='sous-phrase'>{', '.join(mots)}</p>"
    mots = [format_accord(bilan.recus, "reçu")]
    mots += [f"{bilan.sans_valeur} sans valeur"] if bilan.sans_valeur else []
    mots += [f"{bilan.en_retard} en attente"] if bilan.en_retard else []
    mots += closes
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
        f"<div class='argent'><span class='chiffre'>{format_taux(rapport, decimales=0)}</span>"
        f"<div class='piste' aria-hidden='true'>"
        f"<span class='base{vide}' style='width:{piste.base:.2f}%'></span>{barres}</div></div>"
        f"<p class='sous-phrase'>{escape(texte)}</p>"
    )


def _build_legende(vue: VueSynthese) -> str:
    """Say the marks present, in words, the notch of the gauges, and the arrows."""
    presents = dict.fromkeys(ligne.statut for rang in vue.rangs for ligne in rang.avec_cible if not rang.hors_periode)
    marques = "".join(
        f"<span class='statut'>{build_marque(statut)}{escape(write_statut_date(statut))}</span>"
        for statut in StatutSuivi
        if statut in presents
    )
    sens = {m.sens for m in vue.mouvements}
    fleches = [f"<span>{_build_fleche(fleche)} {s.libelle}</span>" for s, fleche in FLECHES.items() if s in sens]
    depuis = [f"<span>depuis {vue.trimestre.precedent.libelle}{INSECABLE}:</span>", *fleches] if fleches else []
    trait = "<span><span class='trait'></span>dépense attendue à cette date</span>"
    return f"<p class='legende'>{marques}{trait}{''.join(depuis)}</p>"


def _build_chiffres(contrat: ContratLu, rang: RangSynthese) -> dict[str, str | int]:
    taux = rang.argent.compute_taux_consommation()
    statuts = ", ".join(f"{nombre} {write_statut(statut, nombre)}" for statut, nombre in rang.par_statut.items())
    return {
        "Axe ou volet": format_nom_axe(rang.axe, contrat.axes),
        "Avec cible": len(rang.avec_cible),
        "Repris de ceux-là": rang.bilan.cibles.reprises,
        "Statuts": statuts,
        "Exigées": rang.bilan.exiges,
        "Reçues": rang.bilan.recus,
        f"En attente ({ORIGINE_DELAI})": rang.bilan.en_retard,
        "Ne seront pas transmises": rang.bilan.closes,
        "Réalisé": format_euros(taux.realise),
        "Base": format_euros(taux.base),
        "Taux": format_taux(taux.rapport),
        "Base du taux": taux.libelle_base,
    }
