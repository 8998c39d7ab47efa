from dataclasses import replace
from datetime import date

import pytest

from lib.domain.alertes_argent import AlerteArgent
from lib.domain.attention import PointAttention, RegleAttention, build_attention
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Explication, MeteoDeclaree, NiveauMeteo
from lib.domain.indicateurs import IndicateurImpact
from lib.domain.nomenclatures import Producteur
from lib.domain.periodes import Trimestre
from lib.domain.ruptures import Rupture
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import ACCEPTEE, DECLAREE, make_pas, with_pas

T4 = Trimestre(2024, 4)
JOUR = date(2025, 6, 1)


def build_points(contrat: ContratLu, *alertes: AlerteArgent, trimestre: Trimestre = T4) -> list[PointAttention]:
    lignes = build_suivi(contrat, trimestre, JOUR)
    return build_attention(contrat, lignes, build_suivi(contrat, trimestre.precedent, JOUR), alertes, JOUR)


def test_nothing_to_say_of_a_contract_where_everything_is_met() -> None:
    contrat = make_contrat(
        make_indicateur(), resultats=(make_resultat("2024-T4", 100),), cibles=(make_cible(2024, 100),)
    )
    assert build_points(contrat) == []


def test_the_widest_gap_comes_first_and_carries_its_figures() -> None:
    codes = ("X-01", "X-02", "X-03")
    contrat = make_contrat(
        *(make_indicateur(code) for code in codes),
        resultats=tuple(make_resultat("2024-T4", v, c) for c, v in zip(codes, (90, 20, 100), strict=True)),
        cibles=tuple(make_cible(2024, 100, code) for code in codes),
    )
    points = build_points(contrat)
    assert [(point.regle, point.objet, point.statut) for point in points] == [
        (RegleAttention.ECART, "X-02", StatutSuivi.NON_ATTEINT),
        (RegleAttention.ECART, "X-01", StatutSuivi.NON_ATTEINT),
    ]
    assert points[0].phrase.replace("\u00a0", " ") == "X-02, Mesure : 20 (cible 2024 : 100)"


def test_before_the_year_ends_the_gap_is_read_against_the_milestone() -> None:
    contrat = make_contrat(
        make_indicateur(), resultats=(make_resultat("2024-T2", 20),), cibles=(make_cible(2024, 100),)
    )
    (point,) = build_points(contrat, trimestre=Trimestre(2024, 2))
    assert "20 (jalon T2 2024\u00a0: 50, cible 2024\u00a0: 100)" in point.phrase


def test_a_provisional_gap_says_so() -> None:
    resultat = make_resultat("2024-T4", 20, statut="provisoire")
    contrat = make_contrat(make_indicateur(), resultats=(resultat,), cibles=(make_cible(2024, 100),))
    assert build_points(contrat)[0].phrase.endswith(", provisoire")


def test_late_figures_are_counted_by_producer_with_the_first_deadline() -> None:
    codes = ("X-01", "X-02", "X-03")
    contrat = make_contrat(
        *(make_indicateur(code, delai_jours=delai) for code, delai in zip(codes, (31, 15, 15), strict=True)),
        make_indicateur("X-04", producteur=Producteur.FRANCE_TRAVAIL),
        cibles=tuple(make_cible(2024, 1, code) for code in (*codes, "X-04")),
    )
    points = [point.phrase.replace("\u00a0", " ") for point in build_points(contrat)]
    assert points == [
        "Conseil départemental : 3 données non transmises (A1), "
        "en attente depuis le 15/01/2025 (délai proposé par Jalons)",
        "France Travail : 1 donnée non transmise (A1), en attente depuis le 15/01/2025 (délai proposé par Jalons)",
    ]


@pytest.mark.parametrize(
    ("sens", "avant", "apres", "recul"),
    [
        ("hausse", 50, 40, True),
        ("hausse", 40, 50, False),
        ("hausse", 40, 40, False),
        ("baisse", 40, 50, True),
        ("baisse", 50, 40, False),
        ("neutre", 50, 40, False),
        ("hausse", 0, -1, True),
    ],
)
def test_a_level_that_moves_the_wrong_way_is_a_step_back(sens: str, avant: int, apres: int, recul: bool) -> None:
    contrat = make_contrat(
        make_indicateur(comptage="stock", sens=sens),
        resultats=(make_resultat("2024-T3", avant), make_resultat("2024-T4", apres)),
    )
    assert [point.regle for point in build_points(contrat)] == [RegleAttention.RECUL] * recul


def test_a_step_back_keeps_its_unit_and_is_never_read_across_a_series_break() -> None:
    contrat = make_contrat(
        make_indicateur(comptage="stock", unite="places"),
        resultats=(make_resultat("2024-T3", 50), make_resultat("2024-T4", 40)),
    )
    (point,) = build_points(contrat)
    assert point.phrase.replace("\u00a0", " ") == "X-01, Mesure : 40 places au T4 2024 après 50 au T3 2024"
    rupture = Rupture(objet="X-01", debut=date(2024, 10, 1), motif="autre définition")
    assert build_points(replace(contrat, ruptures=(rupture,))) == []
    avant = replace(rupture, debut=date(2024, 7, 1))
    assert len(build_points(replace(contrat, ruptures=(avant,)))) == 1


def test_a_declared_weather_that_the_figures_deny_is_a_point() -> None:
    contrat = make_contrat(
        make_indicateur(), resultats=(make_resultat("2024-T4", 20),), cibles=(make_cible(2024, 100),)
    )
    meteo = MeteoDeclaree(fiche="F1", annee=2024, trimestre=4, niveau=NiveauMeteo.SECURISES, texte="tout va bien")
    points = build_points(replace(contrat, meteos=(meteo,)))
    assert [(point.regle, point.objet) for point in points] == [
        (RegleAttention.ECART, "X-01"),
        (RegleAttention.METEO, "F1"),
    ]
    assert points[1].phrase.replace("\u00a0", " ") == (
        "F1 : « Objectifs sécurisés » déclaré pour T4 2024, mais X-01 non atteint"
    )
    ancienne = replace(meteo, trimestre=3)
    assert [point.regle for point in build_points(replace(contrat, meteos=(ancienne,)))] == [RegleAttention.ECART]


def test_a_yearly_count_that_starts_again_is_no_step_back() -> None:
    contrat = make_contrat(make_indicateur(), resultats=(make_resultat("2024-T4", 90), make_resultat("2025-T1", 20)))
    assert build_points(contrat, trimestre=Trimestre(2025, 1)) == []


def test_what_the_contract_leaves_to_define_is_counted_once_its_date_is_past() -> None:
    impacts = tuple(
        IndicateurImpact(code=f"{n}", fiche="F1", intitule="", echeance=echeance, avec="", source="art. 2.4.1")
        for n, echeance in enumerate((date(2024, 9, 30), date(2024, 9, 30), date(2026, 1, 1)))
    )
    contrat = replace(make_contrat(make_indicateur(), cibles=(make_cible(2024, texte="A définir"),)), impacts=impacts)
    phrases = [point.phrase for point in build_points(contrat) if point.regle is RegleAttention.A_DEFINIR]
    assert phrases[0] == "2 indicateurs d’impact non définis, attendus avant le 30\u00a0septembre 2024 (art. 2.4.1)"
    assert phrases[1].startswith("1 cible 2024 écrite «")


def test_each_rule_gets_its_turn_and_there_are_five_points_at_most() -> None:
    codes = [f"X-{n:02}" for n in range(1, 8)]
    contrat = make_contrat(
        *(make_indicateur(code) for code in codes),
        make_indicateur("Y-01"),
        resultats=tuple(make_resultat("2024-T4", n, code) for n, code in enumerate(codes)),
        cibles=tuple(make_cible(2024, 100, code) for code in (*codes, "Y-01")),
    )
    alerte = AlerteArgent("R1", "art. 2.2", "F1", 100, "Il manque 1 €.")
    points = build_points(contrat, alerte)
    regles = [point.regle for point in points]
    assert regles == [RegleAttention.ECART] * 3 + [RegleAttention.ARGENT, RegleAttention.DONNEE_EN_RETARD]
    assert points[3].phrase == "Il manque 1 € (art. 2.2)"


def test_what_awaits_an_answer_is_a_point_for_the_party_that_owes_it_until_it_answers() -> None:
    contrat = make_contrat(
        *(make_indicateur(f"X-0{n}", producteur=Producteur.ETAT if n == 3 else Producteur.CD) for n in (1, 2, 3, 4))
    )
    pas = [make_pas(DECLAREE, n, "2024-T4", f"X-0{n}") for n in (1, 2, 3)]
    pas += [make_pas(DECLAREE, 4, "2025-T1", "X-04"), make_pas(ACCEPTEE, 5, "2024-T4", "X-02")]

    def list_reponses(trimestre: Trimestre) -> list[tuple[str, str]]:
        points = build_points(with_pas(contrat, *pas), trimestre=trimestre)
        return [
            (point.objet, point.phrase.replace("\u00a0", " "))
            for point in points
            if point.regle is RegleAttention.REPONSE
        ]

    un = "1 donnée déclarée « ne sera pas transmise » attend une réponse"
    assert list_reponses(T4) == [
        ("ETAT", f"État : {un} (X-01 T4 2024)"),
        ("CD", f"Conseil départemental : {un} (X-03 T4 2024)"),
    ]
    assert list_reponses(Trimestre(2025, 1))[0] == (
        "ETAT",
        "État : 2 données déclarées « ne sera pas transmise » attendent une réponse (X-01 T4 2024, X-04 T1 2025)",
    )
    assert list_reponses(Trimestre(2024, 3)) == []


def test_a_datum_that_will_not_be_sent_is_not_counted_late() -> None:
    contrat = make_contrat(make_indicateur("X-01"), make_indicateur("X-02"))
    close = with_pas(contrat, make_pas(DECLAREE, 1, "2024-T4"), make_pas(ACCEPTEE, 2, "2024-T4"))
    (point,) = build_points(close)
    assert point.regle is RegleAttention.DONNEE_EN_RETARD
    assert "1 donnée non transmise" in point.phrase


def test_a_point_about_an_indicator_carries_what_its_producer_says() -> None:
    contrat = make_contrat(
        make_indicateur("X-01"),
        make_indicateur("X-02", comptage="stock"),
        resultats=(
            make_resultat("2024-T4", 20),
            make_resultat("2024-T3", 50, code="X-02"),
            make_resultat("2024-T4", 40, code="X-02"),
        ),
        cibles=(make_cible(2024, 100),),
    )
    dites = tuple(
        Explication(indicateur=code, annee=2024, trimestre=4, texte=f"raison de {code}") for code in ("X-01", "X-02")
    )
    points = build_points(replace(contrat, explications=dites))
    assert [(point.regle, point.explication) for point in points] == [
        (RegleAttention.ECART, "raison de X-01"),
        (RegleAttention.RECUL, "raison de X-02"),
    ]
