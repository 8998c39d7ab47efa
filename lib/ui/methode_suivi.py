"""How results are read: modes, milestones, statuses and their marks, formulas with a computed example, thresholds."""

from collections import Counter

import streamlit as st

from lib.domain.cibles_comptees import TENUES
from lib.domain.contrat_lu import ContratLu
from lib.domain.explications import RETARDS, RaisonPourquoi
from lib.domain.faits import NiveauMeteo
from lib.domain.formats import FINE, INSECABLE, format_part
from lib.domain.jalons import Allure, get_allure
from lib.domain.meteo import DEMENTIS, INQUIETUDES
from lib.domain.nomenclatures import Mode, StatutCible
from lib.domain.seuils import CONVENTION
from lib.domain.statuts import Seuils, StatutSuivi, get_seuils
from lib.ui.composants import Html, build_badge, show_liste, show_phrase
from lib.ui.methode_formules import list_formules
from lib.ui.reglages import show_jalons_saisis, show_ruptures, show_seuils

SAISIES: dict[Mode, str] = {
    Mode.CUMUL_ANNEE: "Tout ce qui est compté depuis le 1er janvier, ressaisi à chaque trimestre : la valeur du T4 est "
    "celle de l’année, les trimestres ne s’additionnent pas.",
    Mode.A_DATE: "La situation observée le dernier jour du trimestre.",
    Mode.CUMUL_DEPUIS: "Tout ce qui est compté depuis la date écrite au contrat.",
    Mode.COHORTE: "Le devenir d’un même groupe de personnes, suivi dans le temps.",
    Mode.VAGUE: "La valeur de la dernière vague d’enquête.",
    Mode.VARIATION: "L’évolution par rapport à la même période de l’année d’avant.",
    Mode.TEXTE: "Un texte : il se lit, il ne se calcule pas.",
}


def build_sens_statuts(seuils: Seuils) -> dict[StatutSuivi, str]:
    """Say what each status means, with the thresholds read in the contract's data."""
    bonne, surveiller = (
        format_part(seuils.bonne_voie),
        format_part(seuils.a_surveiller),
    )
    return {
        StatutSuivi.ATTEINT: "Le résultat vaut au moins la cible de l’année (au plus, quand la mesure doit baisser), à "
        "n’importe quel trimestre ; un flux à faire baisser n’est jugé qu’au T4.",
        StatutSuivi.NON_ATTEINT: "Le T4 clôt l’année et la cible n’est pas atteinte ; le taux d’atteinte est écrit à "
        f"côté, jamais arrondi à 100{FINE}% ; une cible à ne pas dépasser s’écrit « 125 pour 100 au plus ».",
        StatutSuivi.EN_BONNE_VOIE: f"Avant le T4, le résultat vaut au moins {bonne} du jalon du trimestre "
        f"({CONVENTION}).",
        StatutSuivi.A_SURVEILLER: f"Avant le T4, le résultat vaut au moins {surveiller} et moins de {bonne} du "
        f"jalon ({CONVENTION}).",
        StatutSuivi.EN_RETARD: f"Avant le T4, le résultat vaut moins de {surveiller} du jalon ({CONVENTION}).",
        StatutSuivi.EN_COURS: "Aucun jalon n’a de sens avant le T4 : le résultat est montré, sans verdict.",
        StatutSuivi.DONNEE_ATTENDUE: "Rien n’est reçu et le délai proposé par Jalons est passé (le contrat n’écrit "
        "aucun jour) ; depuis quand et de qui, c’est écrit à côté.",
        StatutSuivi.NON_EXIGEE: "Rien n’est reçu et rien n’est encore attendu : délai proposé par Jalons à venir, "
        "valeur facultative ce trimestre, ou action qui ne se déroule pas.",
        StatutSuivi.NE_SERA_PAS_TRANSMISE: "Le producteur a déclaré, avec sa raison, que la donnée ne viendra pas, et "
        "l’autre partie l’a accepté : elle n’est plus attendue et reste dans l’historique.",
        StatutSuivi.SANS_VALEUR: "Le producteur a répondu qu’il n’a pas de valeur (non disponible, sans objet, à "
        "définir) : la réponse est reçue, sans chiffre.",
        StatutSuivi.NON_CALCULABLE: "L’indicateur se calcule sur d’autres, dont l’un manque : une somme incomplète "
        "n’est pas montrée.",
        StatutSuivi.MASQUE: "Le chiffre est reçu et n’est pas montré : il compte trop peu de personnes, ou "
        "permettrait d’en retrouver un qui en compte trop peu ; son verdict est masqué avec lui.",
        StatutSuivi.QUALITATIF: "La cible est un texte : les personnes comparent, l’application ne juge pas.",
        StatutSuivi.SANS_CIBLE: "Le contrat n’écrit pas de cible ; sa raison, dans ses mots, est à côté.",
        StatutSuivi.A_DEFINIR: "Le contrat écrit que la cible est à définir : la donnée est suivie, sans verdict.",
        StatutSuivi.NON_CONTRACTUALISE: "Indicateur national que les parties n’ont pas retenu : rien n’est attendu.",
        StatutSuivi.HORS_PERIODE: "Le trimestre est hors de la période de l’axe ou du volet (art. 4) : rien n’est "
        "attendu.",
        StatutSuivi.CONTEXTE: "Une donnée qui situe l’action, sans sens souhaité : pas de verdict.",
    }


def show_suivi(contrat: ContratLu) -> None:
    """Show everything that turns a figure into a word."""
    show_phrase(
        "Le contrat ne fixe ni seuil, ni jalon, ni formule de taux : tout verdict est une convention Jalons.",
        "Là où le contrat dit quelque chose, son article l’emporte.",
    )
    seuils = get_seuils(contrat)
    st.header("Statuts", anchor="statuts")
    statuts = [
        {"Statut": Html(build_badge(statut)), "Forme": statut.forme, "Sens": sens}
        for statut, sens in build_sens_statuts(seuils).items()
    ]
    show_liste(statuts, "Statuts et leurs marques", {"Statut": "18%", "Forme": "16%"})
    st.header("Seuils", anchor="seuils")
    show_seuils(contrat)
    st.header("Formules", anchor="formules")
    show_liste(list_formules(seuils), "Formules et exemples", {"Nom": "26%", "Formule": "40%"})
    st.header("Modes de cumul", anchor="modes")
    show_liste(list_modes(contrat), "Modes de cumul", {"Mode": "22%", "Indicateurs": "10%"})
    st.header("Allures, d’où vient le jalon", anchor="jalons")
    allures = Counter(get_allure(indicateur) for indicateur in contrat.indicateurs)
    show_liste(
        [{"Allure": allure.libelle, "Indicateurs": str(allures[allure])} for allure in Allure],
        "Allures",
        {"Indicateurs": "12%"},
    )
    st.subheader("Jalons saisis à la main", anchor=False)
    show_jalons_saisis(contrat)
    st.header("Ruptures de série", anchor="ruptures")
    show_ruptures(contrat)
    st.header("Météo déclarée et statuts calculés", anchor="meteo")
    show_liste(list_dementis(), "Ce qui contredit une météo déclarée", {"Météo déclarée": "26%"})
    st.header("Quand «\u00a0Pourquoi\u00a0?\u00a0» est demandé", anchor="pourquoi")
    show_liste(list_raisons(seuils), "Raisons de demander pourquoi", {"Cas": "30%"})
    st.header("Six absences qui ne se confondent pas", anchor="absences")
    show_liste(list_absences(), "Absences", {"Mot": "20%"})
    st.header("Pourquoi un indicateur a, ou n’a pas, de cible", anchor="cibles")
    cibles = Counter(indicateur.statut for indicateur in contrat.indicateurs)
    show_liste(
        [
            {"Raison, dans les mots du contrat": s.libelle, "Indicateurs": str(cibles[s])}
            for s in StatutCible
            if cibles[s]
        ],
        "Raisons",
        {"Indicateurs": "12%"},
    )


def list_dementis() -> list[dict[str, str]]:
    """List what contradicts each level of declared weather, which makes it a point of « À regarder »."""
    tenues = " ou ".join(statut.libelle.lower() for statut in StatutSuivi if statut in TENUES)
    raisons = dict.fromkeys(INQUIETUDES, f"Chaque indicateur jugé est {tenues}") | {
        niveau: f"Un indicateur au moins est {' ou '.join(s.libelle.lower() for s in StatutSuivi if s in statuts)}"
        for niveau, statuts in DEMENTIS.items()
    }
    return [{"Météo déclarée": niveau.libelle, "Contredite quand": raisons[niveau]} for niveau in NiveauMeteo]


def list_raisons(seuils: Seuils) -> list[dict[str, str]]:
    """List when a line asks its producer for a reason, with the threshold of a move read in the contract's data."""
    part = format_part(seuils.a_surveiller)
    retards = " ou ".join(statut.libelle.lower() for statut in StatutSuivi if statut in RETARDS)
    regles = {
        RaisonPourquoi.RETARD: f"Le statut du trimestre est {retards}.",
        RaisonPourquoi.DONNEE: "Rien n’est reçu, le délai proposé par Jalons est passé, et rien n’est déclaré de cette "
        "donnée.",
        RaisonPourquoi.STATUT: "Le statut est meilleur ou moins bon qu’au trimestre précédent de la même année.",
        RaisonPourquoi.NIVEAU: f"Pour un stock, un taux ou une durée{INSECABLE}: la plus petite des deux valeurs vaut "
        f"moins de {part} de l’autre (seuil «{INSECABLE}à surveiller{INSECABLE}», {CONVENTION}). Jamais à "
        "travers une rupture de série ni pour une donnée de contexte.",
    }
    return [{"Cas": raison.libelle, "Règle": regles[raison]} for raison in RaisonPourquoi]


def list_modes(contrat: ContratLu) -> list[dict[str, str]]:
    """List the modes of accumulation, what to type in each, and how many indicators have it."""
    comptes = Counter(indicateur.mode for indicateur in contrat.indicateurs)
    return [
        {"Mode": mode.libelle, "Ce qu’on saisit": saisie, "Indicateurs": str(comptes[mode])}
        for mode, saisie in SAISIES.items()
    ]


def list_absences() -> list[dict[str, str]]:
    """List the six things that a blank could be mistaken for."""
    return [
        {"Mot": "Sans cible", "Sens": "Le contrat n’écrit rien dans la case, ou dit pourquoi il n’y écrit rien."},
        {"Mot": "À définir", "Sens": "Le contrat annonce une cible et ne la donne pas encore."},
        {"Mot": "Non contractualisé", "Sens": "L’indicateur national n’est pas retenu : aucune donnée n’est demandée."},
        {"Mot": "Non transmis", "Sens": "La donnée est suivie et aucune valeur n’est reçue pour ce trimestre."},
        {
            "Mot": "Ne sera pas transmise",
            "Sens": "Son producteur a dit qu’elle ne viendra pas, et pourquoi : elle n’est plus attendue.",
        },
        {"Mot": "0", "Sens": "Une vraie valeur : on a compté, et il n’y en avait pas."},
    ]
