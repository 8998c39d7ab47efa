"""« Pourquoi ? »: which lines ask for a reason, what they say, and what the fiche and the year read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.erreurs import SaisieRefusee
from lib.domain.explications import (
    LigneAExpliquer,
    RaisonPourquoi,
    check_explicable,
    list_a_expliquer,
    list_explications,
)
from lib.domain.faits import Explication
from lib.domain.nomenclatures import Categorie, StatutCible
from lib.domain.periodes import Trimestre, list_trimestres
from lib.domain.ruptures import Rupture
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import SEUILS, make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import ACCEPTEE, DECLAREE, REFUSEE, make_pas, with_pas

RETARD, DONNEE, STATUT, NIVEAU = RaisonPourquoi
T1, T2, T4 = Trimestre(2025, 1), Trimestre(2025, 2), Trimestre(2025, 4)
LE_JOUR = date(2026, 3, 1)


def list_demandes(contrat: ContratLu, trimestre: Trimestre = T2) -> list[LigneAExpliquer]:
    lignes, avant = build_suivi(contrat, trimestre, LE_JOUR), build_suivi(contrat, trimestre.precedent, LE_JOUR)
    return list_a_expliquer(contrat, lignes, avant)


def list_raisons(contrat: ContratLu, trimestre: Trimestre = T2) -> list[RaisonPourquoi]:
    return [raison for demande in list_demandes(contrat, trimestre) for raison, _ in demande.raisons]


def make_flux(trimestre: str, valeur: int, avant: int | None = None) -> ContratLu:
    """A yearly count whose target is 100."""
    periode = f"2025-T{int(trimestre[-1]) - 1}"
    resultats = [make_resultat(trimestre, valeur), *([make_resultat(periode, avant)] if avant is not None else [])]
    return make_contrat(make_indicateur(), cibles=(make_cible(2025, 100),), resultats=tuple(resultats))


def make_stock(valeur: Any, avant: Any, **champs: Any) -> ContratLu:
    """A level without target, whose two quarters are known."""
    return make_contrat(
        make_indicateur(**({"comptage": "stock", "statut": StatutCible.VIDE} | champs)),
        resultats=(make_resultat("2025-T1", avant), make_resultat("2025-T2", valeur)),
    )


@pytest.mark.parametrize(
    ("trimestre", "valeur", "avant", "raisons"),
    [
        ("2025-T2", 10, None, [RETARD]),
        ("2025-T2", 10, 5, [RETARD]),
        ("2025-T2", 10, 25, [STATUT]),
        ("2025-T2", 42, None, []),  # à surveiller, sans trimestre précédent
        ("2025-T2", 42, 22, []),  # à surveiller comme avant
        ("2025-T2", 42, 25, [STATUT]),
        ("2025-T2", 50, 10, [STATUT]),
        ("2025-T2", 50, 25, []),
        ("2025-T4", 90, None, [RETARD]),
        ("2025-T4", 90, 10, [RETARD]),  # en retard puis non atteint : le même constat
        ("2025-T4", 100, 75, [STATUT]),
    ],
)
def test_a_line_asks_when_it_is_late_or_when_its_verdict_moved(
    trimestre: str, valeur: int, avant: int | None, raisons: list[RaisonPourquoi]
) -> None:
    periode = Trimestre(2025, int(trimestre[-1]))
    assert list_raisons(make_flux(trimestre, valeur, avant), periode) == raisons


@pytest.mark.parametrize(
    ("avant", "valeur", "bouge"),
    [
        (100, 80, False),
        (100, Decimal("79.9"), True),
        (80, 100, False),
        (Decimal("79.9"), 100, True),
        (0, 0, False),
        (0, 1, True),
        (1, 0, True),
        (-10, -8, False),
        (-10, -7, True),
        (-1, 1, True),
    ],
)
def test_a_level_asks_when_it_moved_by_more_than_the_threshold_of_the_statuses(
    avant: Any, valeur: Any, bouge: bool
) -> None:
    assert list_raisons(make_stock(valeur, avant)) == [NIVEAU] * bouge


def test_the_threshold_of_a_move_is_the_contract_s_own() -> None:
    contrat = make_stock(90, 100)
    seuils = tuple(replace(s, valeur=Decimal(95)) if s.code == "seuil_a_surveiller" else s for s in SEUILS)
    assert list_raisons(contrat) == []
    assert list_raisons(replace(contrat, seuils=seuils)) == [NIVEAU]


@pytest.mark.parametrize(
    ("champs", "bouge"),
    [
        ({}, True),
        ({"statut": StatutCible.A_DEFINIR_NON_CIBLE}, True),
        ({"comptage": "evenements"}, False),
        ({"sens": "neutre"}, False),
        ({"categorie": Categorie.CONTEXTE}, False),
        ({"statut": StatutCible.NON_CONTRACTUALISE}, False),
        ({"axe": "V3", "fiche": ""}, False),
    ],
)
def test_yearly_counts_context_and_what_is_not_followed_may_move_freely(champs: dict[str, Any], bouge: bool) -> None:
    assert list_raisons(make_stock(10, 100, **champs)) == [NIVEAU] * bouge


def test_nothing_is_asked_across_a_series_break() -> None:
    rupture = Rupture(objet="X-01", debut=date(2025, 4, 1), motif="autre définition")
    assert list_raisons(replace(make_stock(10, 100), ruptures=(rupture,))) == []


def test_a_level_is_compared_with_the_year_before() -> None:
    contrat = make_contrat(
        make_indicateur(comptage="stock", statut=StatutCible.VIDE),
        resultats=(make_resultat("2024-T4", 100), make_resultat("2025-T1", 10)),
    )
    assert list_raisons(contrat, T1) == [NIVEAU]


@pytest.mark.parametrize(
    ("pas", "raisons"),
    [
        ([], [DONNEE]),
        ([(DECLAREE, 1)], []),
        ([(DECLAREE, 1), (REFUSEE, 2)], []),
        ([(DECLAREE, 1), (ACCEPTEE, 2)], []),
    ],
)
def test_a_late_figure_asks_until_its_producer_declares_something(
    pas: list[Any], raisons: list[RaisonPourquoi]
) -> None:
    assert list_raisons(with_pas(make_contrat(make_indicateur()), *(make_pas(*p) for p in pas))) == raisons


def test_only_the_whole_departement_is_asked() -> None:
    contrat = make_contrat(
        make_indicateur(ventilations="territoire"),
        cibles=(make_cible(2025, 100), make_cible(2025, 100, territoire="94017")),
        resultats=(make_resultat("2025-T2", 60), make_resultat("2025-T2", 1, territoire="94017")),
    )
    assert list_demandes(contrat) == []


def test_why_it_is_asked_is_told_in_words_each_rule_once() -> None:
    contrat = make_contrat(
        make_indicateur(comptage="stock", unite="places"),
        cibles=(make_cible(2024, 100), make_cible(2025, 100)),
        resultats=(
            make_resultat("2024-T4", 100),
            make_resultat("2025-T1", 90),
            make_resultat("2025-T2", 50, statut="provisoire"),
        ),
    )
    (demande,) = list_demandes(contrat)
    assert [raison for raison, _ in demande.raisons] == [STATUT, NIVEAU]
    assert demande.phrase.replace("\u00a0", " ") == (
        "à surveiller au T1 2025, en retard au T2 2025 ; 50 places au T2 2025 après 90 au T1 2025, provisoire"
    )
    (retard,) = list_demandes(make_flux("2025-T4", 90), T4)
    assert retard.phrase.replace("\u202f", " ") == "non atteint (90,0 %)"
    (donnee,) = list_demandes(make_contrat(make_indicateur()))
    assert donnee.phrase == "donnée en attente depuis le 15/07/2025 (Conseil départemental, délai proposé par Jalons)"


def make_explication(texte: str, trimestre: Trimestre = T2, code: str = "X-01") -> Explication:
    return Explication(indicateur=code, annee=trimestre.annee, trimestre=trimestre.numero, texte=texte)


def test_a_line_carries_the_sentence_of_its_quarter_for_the_whole_departement_only() -> None:
    contrat = make_contrat(
        make_indicateur(ventilations="territoire"),
        cibles=(make_cible(2025, 100),),
        resultats=(make_resultat("2025-T2", 10), make_resultat("2025-T2", 10, territoire="94017")),
    )
    contrat = replace(contrat, explications=(make_explication("ailleurs", T1), make_explication("la neige")))
    (demande,) = list_demandes(contrat)
    assert demande.explication == "la neige"
    assert {li.territoire: li.explication for li in build_suivi(contrat, T2, LE_JOUR)} == {
        "DEP": "la neige",
        "94017": "",
        "ZONE": "",
    }


def test_the_sentences_are_read_by_fiche_and_by_quarter_or_year_in_the_contract_s_order() -> None:
    contrat = replace(
        make_contrat(make_indicateur("X-01"), make_indicateur("X-02", fiche="F2"), make_indicateur("X-03")),
        explications=(
            make_explication("d", T2, "X-03"),
            make_explication("c", T2, "X-02"),
            make_explication("b", T2, "X-01"),
            make_explication("a", T1, "X-03"),
            make_explication("hors", T4.suivant, "X-01"),
            make_explication("retiré du contrat", T2, "X-09"),
        ),
    )
    annee = list_trimestres(T1, T4)
    assert [e.texte for e in list_explications(contrat, annee)] == ["a", "b", "c", "d"]
    assert [e.texte for e in list_explications(contrat, annee, "F1")] == ["a", "b", "d"]
    assert [e.texte for e in list_explications(contrat, [T2], "F2")] == ["c"]
    assert list_explications(contrat, [T4]) == []


@pytest.mark.parametrize(
    ("champs", "jour", "refus"),
    [
        ({}, date(2025, 4, 1), ""),
        ({}, date(2025, 3, 31), "n’a pas commencé"),
        ({"formule": "X-02"}, LE_JOUR, ""),
        ({"statut": StatutCible.NON_CONTRACTUALISE}, LE_JOUR, "n’est pas suivi"),
        ({"axe": "V3", "fiche": ""}, LE_JOUR, "n’est pas suivi"),
    ],
)
def test_what_is_followed_and_begun_may_be_explained(champs: dict[str, Any], jour: date, refus: str) -> None:
    contrat = make_contrat(make_indicateur(**champs), make_indicateur("X-02"))
    if not refus:
        check_explicable(contrat, contrat.indicateurs[0], T2, jour)
        return
    with pytest.raises(SaisieRefusee, match=refus):
        check_explicable(contrat, contrat.indicateurs[0], T2, jour)
