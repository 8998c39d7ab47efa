"""The formulas of the follow-up, each with an invented example that the application's own rules compute."""

from datetime import date
from fractions import Fraction
from math import ceil

from lib.domain.avancement import (
    AU_DESSUS,
    DEPASSEE,
    EN_DECA,
    Chemin,
    compute_avancement,
    compute_taux_atteinte,
    format_atteinte,
)
from lib.domain.formats import FINE, INSECABLE, format_part, format_pourcentage
from lib.domain.jalons import Allure, Niveau, compute_jalon_niveau, compute_jalon_prorata
from lib.domain.nomenclatures import Sens, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.phrases import format_suite
from lib.domain.projection import compute_projection_evenements
from lib.domain.statuts import Seuils, compute_tenue
from lib.domain.valeurs import Chiffre, compute_rapport, format_chiffre


def list_formules(seuils: Seuils) -> list[dict[str, str]]:
    """List the formulas, each with an invented example that the application's own rules compute."""
    taux = compute_rapport(TypeValeur.TAUX, Fraction(37), Fraction(40)).valeur
    ensemble = compute_rapport(TypeValeur.TAUX, Fraction(37 + 3), Fraction(40 + 10)).valeur
    annee = (date(2024, 1, 1), date(2024, 12, 31))
    projection = compute_projection_evenements(Fraction(40), Trimestre(2024, 2), annee).valeur
    return [
        *_list_rapports(),
        *_list_sans_avancement(seuils),
        _build_formule(
            "Taux et moyennes",
            "100 × numérateur / dénominateur ; un taux se recalcule sur les deux termes, il ne se moyenne jamais",
            f"37 sur 40{INSECABLE}: {_write(taux)}{FINE}% ; avec 3 sur 10{INSECABLE}: {_write(ensemble)}{FINE}%",
        ),
        *_list_jalons(),
        _build_formule(
            "Projection à fin d’année",
            "événements : résultat × mois de l’action / mois écoulés ; stocks : même pente ; à partir de deux "
            "trimestres, jamais pour des personnes distinctes ni un taux",
            f"40 à fin juin{INSECABLE}: {_write(projection)} à fin décembre, à ce rythme",
        ),
    ]


def _list_rapports() -> list[dict[str, str]]:
    """List the ratios of a result, on one example."""
    depart, cible, resultat, cible_finale = Fraction(100), Fraction(150), Fraction(140), Fraction(200)
    atteinte = compute_taux_atteinte(resultat, cible).valeur
    de_l_annee = compute_avancement(resultat, Chemin(depart, cible, Sens.HAUSSE), Fraction(0)).valeur
    du_contrat = compute_avancement(resultat, Chemin(depart, cible_finale, Sens.HAUSSE), Fraction(0)).valeur
    rappel = f"Départ 100, cible 150, résultat 140{INSECABLE}: "
    return [
        _build_formule("Taux d’atteinte", "résultat / cible de l’année", rappel + format_pourcentage(atteinte)),
        _build_formule(
            "Atteinte d’une cible à ne pas dépasser",
            "le résultat et la cible, jamais un pourcentage",
            f"Résultat 125, cible 100{INSECABLE}: {format_atteinte(Fraction(125), Fraction(100), Sens.BAISSE)}",
        ),
        _build_formule(
            "Taux d’avancement de l’année",
            "(résultat − situation initiale) / (cible de l’année − situation initiale)",
            f"{rappel}{format_pourcentage(de_l_annee)} ; sous 0, « {EN_DECA} » ou, pour une mesure à "
            f"faire baisser, « {AU_DESSUS} » ; "
            f"au-dessus de 100{FINE}%, « {DEPASSEE} »",
        ),
        _build_formule(
            "Taux d’avancement du contrat",
            "la même formule, du résultat de la dernière année close (T4) à la cible de la dernière année",
            f"Départ 100, dernière cible 200, résultat 140{INSECABLE}: {format_pourcentage(du_contrat)}",
        ),
    ]


def _list_sans_avancement(seuils: Seuils) -> list[dict[str, str]]:
    """List when no share of the way is given, each with the words that stand in its place."""
    sans_minimum = Fraction(0)
    cas = [
        (
            "compteur annuel, avant le T4",
            "quelques mois ne se comparent pas à une situation initiale de douze mois",
            compute_avancement(
                Fraction(60), Chemin(Fraction(100), Fraction(150), Sens.HAUSSE), sans_minimum, comparable=False
            ),
        ),
        (
            "cible égale à la situation initiale",
            "aucun chemin à parcourir : la mesure est maintenue ou ne l’est pas",
            compute_avancement(Fraction(61), Chemin(Fraction(60), Fraction(60), Sens.MAINTIEN), sans_minimum),
        ),
        (
            "cible de l’autre côté de la situation initiale",
            "mieux faire que la cible se lirait comme un recul",
            compute_avancement(Fraction(240), Chemin(Fraction(250), Fraction(200), Sens.HAUSSE), sans_minimum),
        ),
        (
            "situation initiale d’un semestre",
            "un semestre ne se compare pas à une cible d’une année",
            Chiffre(None, "situation initiale non comparable (du 01/07/2023 au 31/12/2023)"),
        ),
    ]
    if seuils.ecart_minimal:
        cas.insert(2, _build_chemin_court(seuils.ecart_minimal))
    return [
        _build_formule(f"Sans taux d’avancement{INSECABLE}: {quand}", pourquoi, chiffre.motif)
        for quand, pourquoi, chiffre in cas
    ]


def _build_chemin_court(minimum: Fraction) -> tuple[str, str, Chiffre]:
    """Build the example of a way shorter than the threshold, whatever the threshold is set to."""
    depart = Fraction(10 ** max(3, len(str(ceil(1 / minimum)))))
    vise = Fraction(max(1, ceil(depart * minimum) // 2))
    chemin = Chemin(depart, depart + vise, Sens.HAUSSE, "jeunes")
    return (
        f"cible à moins de {format_part(minimum)} de la situation initiale",
        "sur un chemin si court, une personne vaudrait des dizaines de points : l’écart se dit en unités",
        compute_avancement(depart + 2 * vise, chemin, minimum),
    )


def _list_jalons() -> list[dict[str, str]]:
    """List where milestones come from, by the way a measure moves, and how a result is held against one."""
    prorata = compute_jalon_prorata(Fraction(90), Trimestre(2024, 2), (date(2024, 4, 1), date(2024, 12, 31)))
    niveau = compute_jalon_niveau(Fraction(30), Trimestre(2024, 2), Niveau(2023, Fraction(20)), Sens.HAUSSE)
    tenue = compute_tenue(Fraction(125), Fraction(100), Sens.BAISSE)
    return [
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
    ]


def _build_formule(nom: str, formule: str, exemple: str) -> dict[str, str]:
    return {"Nom": nom, "Formule": formule, "Exemple inventé": exemple}


def _write(valeur: Fraction | None) -> str:
    return "" if valeur is None else format_chiffre(valeur)
