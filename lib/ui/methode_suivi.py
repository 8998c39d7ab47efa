"""How results are read: modes, milestones, statuses and their marks, formulas with a computed example, thresholds."""

from collections import Counter
from datetime import date
from fractions import Fraction

import streamlit as st

from lib.domain.avancement import compute_avancement, compute_taux_atteinte
from lib.domain.contrat_lu import ContratLu
from lib.domain.explications import RETARDS, RaisonPourquoi
from lib.domain.faits import NiveauMeteo
from lib.domain.formats import FINE, INSECABLE, format_pourcentage
from lib.domain.jalons import Allure, Niveau, compute_jalon_niveau, compute_jalon_prorata, get_allure
from lib.domain.meteo import DEMENTIS, INQUIETUDES, TENUES
from lib.domain.nomenclatures import Mode, Sens, StatutCible, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_suite
from lib.domain.projection import compute_projection_evenements
from lib.domain.statuts import Seuils, StatutSuivi, compute_tenue, get_seuils
from lib.domain.valeurs import compute_rapport, format_chiffre
from lib.ui.composants import Html, build_badge, show_liste, show_phrase
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
        format_pourcentage(seuils.bonne_voie, 0),
        format_pourcentage(seuils.a_surveiller, 0),
    )
    return {
        StatutSuivi.ATTEINT: "Le résultat vaut au moins la cible de l’année (au plus, quand la mesure doit baisser), à "
        "n’importe quel trimestre ; un flux à faire baisser n’est jugé qu’au T4.",
        StatutSuivi.NON_ATTEINT: "Le T4 clôt l’année et la cible n’est pas atteinte ; le taux d’atteinte est écrit à "
        f"côté, jamais arrondi à 100{FINE}%.",
        StatutSuivi.EN_BONNE_VOIE: f"Avant le T4, le résultat vaut au moins {bonne} du jalon du trimestre.",
        StatutSuivi.A_SURVEILLER: f"Avant le T4, le résultat vaut au moins {surveiller} et moins de {bonne} du jalon.",
        StatutSuivi.EN_RETARD: f"Avant le T4, le résultat vaut moins de {surveiller} du jalon.",
        StatutSuivi.EN_COURS: "Aucun jalon n’a de sens avant le T4 : le résultat est montré, sans verdict.",
        StatutSuivi.DONNEE_ATTENDUE: "La donnée est due, sa date limite est passée, rien n’est reçu ; depuis quand et "
        "de qui, c’est écrit à côté.",
        StatutSuivi.NON_EXIGEE: "Rien n’est reçu et rien n’est encore dû : date limite à venir, valeur facultative ce "
        "trimestre, ou action qui ne se déroule pas.",
        StatutSuivi.NE_SERA_PAS_TRANSMISE: "Le producteur a déclaré, avec sa raison, que la donnée ne viendra pas, et "
        "l’autre partie l’a accepté : elle n’est plus attendue et reste dans l’historique.",
        StatutSuivi.SANS_VALEUR: "Le producteur a répondu qu’il n’a pas de valeur (non disponible, sans objet, à "
        "définir) : la réponse est reçue, sans chiffre.",
        StatutSuivi.NON_CALCULABLE: "L’indicateur se calcule sur d’autres, dont l’un manque : une somme incomplète "
        "n’est pas montrée.",
        StatutSuivi.QUALITATIF: "La cible est un texte : les personnes comparent, l’application ne juge pas.",
        StatutSuivi.SANS_CIBLE: "Le contrat n’écrit pas de cible ; sa raison, dans ses mots, est à côté.",
        StatutSuivi.A_DEFINIR: "Le contrat écrit que la cible est à définir : la donnée est suivie, sans verdict.",
        StatutSuivi.NON_CONTRACTUALISE: "Indicateur national que les parties n’ont pas retenu : rien n’est attendu.",
        StatutSuivi.HORS_PERIODE: "Le trimestre est hors de la période de l’axe ou du volet (art. 4) : rien n’est "
        "attendu.",
        StatutSuivi.CONTEXTE: "Une donnée qui situe l’action, sans sens souhaité : pas de verdict.",
    }


def list_formules() -> list[dict[str, str]]:
    """List the formulas, each with an invented example that the application's own rules compute."""
    hausse, annee = Sens.HAUSSE, (date(2024, 1, 1), date(2024, 12, 31))
    depart, cible, resultat, cible_finale = Fraction(100), Fraction(150), Fraction(140), Fraction(200)
    atteinte = compute_taux_atteinte(resultat, cible).valeur
    de_l_annee = compute_avancement(resultat, depart, cible, hausse, clos=True).valeur
    du_contrat = compute_avancement(resultat, depart, cible_finale, hausse, clos=True).valeur
    taux = compute_rapport(TypeValeur.TAUX, Fraction(37), Fraction(40)).valeur
    ensemble = compute_rapport(TypeValeur.TAUX, Fraction(37 + 3), Fraction(40 + 10)).valeur
    prorata = compute_jalon_prorata(Fraction(90), Trimestre(2024, 2), (date(2024, 4, 1), date(2024, 12, 31)))
    niveau = compute_jalon_niveau(Fraction(30), Trimestre(2024, 2), Niveau(2023, Fraction(20)), hausse)
    tenue = compute_tenue(Fraction(125), Fraction(100), Sens.BAISSE)
    projection = compute_projection_evenements(Fraction(40), Trimestre(2024, 2), annee).valeur
    rappel = f"Départ 100, cible 150, résultat 140{INSECABLE}: "
    return [
        _build_formule("Taux d’atteinte", "résultat / cible de l’année", rappel + format_pourcentage(atteinte)),
        _build_formule(
            "Taux d’avancement de l’année",
            "(résultat − situation initiale) / (cible de l’année − situation initiale)",
            rappel + format_pourcentage(de_l_annee),
        ),
        _build_formule(
            "Taux d’avancement du contrat",
            "(résultat − situation initiale) / (cible de la dernière année − situation initiale)",
            f"Départ 100, dernière cible 200, résultat 140{INSECABLE}: {format_pourcentage(du_contrat)}",
        ),
        _build_formule(
            "Avancement sans réponse",
            "quand la cible est égale à la situation initiale, ou que celle-ci ne couvre pas une année",
            compute_avancement(cible, cible, cible, hausse, clos=True).motif,
        ),
        _build_formule(
            "Taux et moyennes",
            "100 × numérateur / dénominateur ; un taux se recalcule sur les deux termes, il ne se moyenne jamais",
            f"37 sur 40{INSECABLE}: {_write(taux)}{FINE}% ; avec 3 sur 10{INSECABLE}: {_write(ensemble)}{FINE}%",
        ),
        _build_formule(
            f"Jalon, {format_suite(Allure.PRORATA.libelle)}",
            "cible × mois écoulés / mois de l’action dans l’année, à l’unité inférieure quand la cible est entière",
            f"Action d’avril à décembre, fin juin{INSECABLE}: {prorata.explication}",
        ),
        _build_formule(
            f"Jalon, {format_suite(Allure.NIVEAU.libelle)}",
            "ligne droite de la dernière fin d’année connue à la cible ; sans niveau connu, la cible elle-même",
            niveau.explication,
        ),
        _build_formule(
            f"Jalon, {format_suite(Allure.SANS_JALON.libelle)}",
            "aucun calcul ; un jalon peut être saisi à la main, avec sa raison",
            "une file de personnes n’avance pas au prorata du temps",
        ),
        _build_formule(
            "Part du jalon tenue",
            "résultat / jalon ; jalon / résultat quand la mesure doit baisser",
            f"125 jours pour un jalon de 100{INSECABLE}: {format_pourcentage(tenue, 0)}",
        ),
        _build_formule(
            "Projection à fin d’année",
            "événements : résultat × mois de l’action / mois écoulés ; stocks : même pente ; à partir de deux "
            "trimestres, jamais pour des personnes distinctes ni un taux",
            f"40 à fin juin{INSECABLE}: {_write(projection)} à fin décembre, à ce rythme",
        ),
    ]


def _build_formule(nom: str, formule: str, exemple: str) -> dict[str, str]:
    return {"Nom": nom, "Formule": formule, "Exemple inventé": exemple}


def _write(valeur: Fraction | None) -> str:
    return "" if valeur is None else format_chiffre(valeur)


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
    show_liste(list_formules(), "Formules et exemples", {"Nom": "26%", "Formule": "40%"})
    st.header("Modes de cumul", anchor="modes")
    show_liste(list_modes(contrat), "Modes de cumul", {"Mode": "22%", "Indicateurs": "10%"})
    st.header("Allures, d’où vient le jalon", anchor="jalons")
    allures = Counter(get_allure(indicateur) for indicateur in contrat.indicateurs)
    show_liste(
        [{"Allure": allure.libelle, "Indicateurs": str(allures[allure])} for allure in Allure],
        "Allures",
        {"Indicateurs": "12%"},
    )
    st.markdown("**Jalons saisis à la main**")
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
    part = format_pourcentage(seuils.a_surveiller, 0)
    retards = " ou ".join(statut.libelle.lower() for statut in StatutSuivi if statut in RETARDS)
    regles = {
        RaisonPourquoi.RETARD: f"Le statut du trimestre est {retards}.",
        RaisonPourquoi.DONNEE: "Rien n’est reçu, la date limite est passée, et rien n’est déclaré de cette donnée.",
        RaisonPourquoi.STATUT: "Le statut est meilleur ou moins bon qu’au trimestre précédent de la même année.",
        RaisonPourquoi.NIVEAU: f"Pour un stock, un taux ou une durée{INSECABLE}: la plus petite des deux valeurs vaut "
        f"moins de {part} de l’autre (seuil «{INSECABLE}à surveiller{INSECABLE}», réglable). Jamais à travers "
        "une rupture de série ni pour une donnée de contexte.",
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
