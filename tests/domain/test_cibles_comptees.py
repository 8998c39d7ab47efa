"""A count of targets takes each fact once, says what it was judged on, and knows two words once a year is closed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.attention import list_ecarts, list_reculs
from lib.domain.cibles_comptees import (
    CompteCibles,
    count_cibles,
    is_avec_cible,
    select_comptees,
    sum_comptes,
    write_manques,
    write_reprises,
    write_resultats,
    write_verdicts,
)
from lib.domain.contrat_lu import ContratLu
from lib.domain.mouvements import list_mouvements
from lib.domain.nomenclatures import Niveau
from lib.domain.periodes import Trimestre
from lib.domain.statuts import VERDICTS, StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

A, N, B, S, R = (
    StatutSuivi.ATTEINT,
    StatutSuivi.NON_ATTEINT,
    StatutSuivi.EN_BONNE_VOIE,
    StatutSuivi.A_SURVEILLER,
    StatutSuivi.EN_RETARD,
)
T4 = Trimestre(2024, 4)
MOTS_OUVERTS = ("bonne voie", "en retard", "surveiller", "en cours")


def make_compte(clos: bool, avec_cible: int, reprises: int = 0, **champs: Any) -> CompteCibles:
    statuts = {StatutSuivi[nom]: nombre for nom, nombre in champs.items()}
    return CompteCibles(Counter(statuts), avec_cible, reprises, locales=True, nationales=True, clos=clos)


@pytest.mark.parametrize(
    ("compte", "phrase"),
    [
        (make_compte(False, 16), ""),
        (
            make_compte(False, 16, EN_BONNE_VOIE=5, EN_RETARD=2),
            "5 cibles atteintes ou en bonne voie sur 7 jugées, 2 en retard ; 16 ont une cible",
        ),
        (
            make_compte(False, 3, ATTEINT=1, A_SURVEILLER=1, EN_RETARD=1),
            "1 cible atteinte ou en bonne voie sur 3 jugées, 1 en retard, 1 à surveiller",
        ),
        (
            make_compte(True, 14, 4, ATTEINT=9, NON_ATTEINT=5),
            "9 cibles locales atteintes sur 14 jugées, 5 non atteintes ; 4 indicateurs nationaux en sont repris",
        ),
        (
            make_compte(True, 2, 1, NON_ATTEINT=1),
            "Aucune cible locale atteinte sur 1 jugée, 1 non atteinte ; 2 ont une cible ; "
            "1 indicateur national en est repris",
        ),
        (make_compte(True, 1, ATTEINT=1), "1 cible atteinte sur 1 jugée"),
    ],
)
def test_the_sentence_names_its_denominator(compte: CompteCibles, phrase: str) -> None:
    assert write_verdicts(compte).replace("\u00a0", " ") == phrase


def make_repris(valeurs: dict[str, int | None], *, somme: int | None = 100, pour: int | None = 50) -> ContratLu:
    """Two local indicators, and a national one that adds them up."""
    codes = ("X-01", "X-02")
    return make_contrat(
        *(make_indicateur(code) for code in codes),
        make_indicateur("N-01", niveau=Niveau.NATIONAL, formule="X-01 + X-02", double_compte=True),
        resultats=tuple(make_resultat("2024-T4", v, code) for code, v in valeurs.items() if v is not None),
        cibles=(
            *(make_cible(2024, pour, code) for code in codes if pour is not None),
            *(make_cible(2024, somme, "N-01") for _ in range(somme is not None)),
        ),
    )


def build(contrat: ContratLu, trimestre: Trimestre = T4) -> Any:
    return build_suivi(contrat, trimestre, date(2025, 6, 1))


def test_a_sum_of_indicators_that_have_a_target_counts_with_them() -> None:
    lignes = build(make_repris({"X-01": 60, "X-02": 30}))
    compte = count_cibles(lignes)
    assert (compte.tenues, compte.manques, compte.juges, compte.reprises) == (1, 1, 2, 1)
    assert [ligne.code for ligne in lignes if ligne.reprise] == ["N-01"]


def test_a_sum_whose_terms_have_no_target_is_a_fact_of_its_own() -> None:
    compte = count_cibles(build(make_repris({"X-01": 60, "X-02": 50}, pour=None)))
    assert (compte.tenues, compte.juges, compte.reprises, compte.locales) == (1, 1, 0, False)


def test_what_is_repris_is_neither_a_point_to_look_at_nor_a_move_twice() -> None:
    contrat = make_repris({"X-01": 10, "X-02": 10})
    lignes = build(contrat)
    assert [point.objet for point in list_ecarts(contrat, lignes)] == ["X-01", "X-02"]
    mouvements = list_mouvements(contrat, lignes, build(contrat, Trimestre(2024, 3)))
    assert [m.ligne.code for m in mouvements] == ["X-01", "X-02"]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 120), min_size=2, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.booleans(),
    st.integers(1, 4),
)
def test_no_fact_counts_twice_and_a_closed_year_has_two_words(
    valeurs: list[int | None], ciblees: list[bool], derive: bool, numero: int
) -> None:
    codes = [f"X-{n}" for n in range(len(valeurs))]
    contrat = make_contrat(
        *(make_indicateur(code) for code in codes),
        make_indicateur("N", niveau=Niveau.NATIONAL, formule=" + ".join(codes)),
        resultats=tuple(
            make_resultat(f"2024-T{numero}", v, code) for code, v in zip(codes, valeurs, strict=True) if v is not None
        ),
        cibles=(
            *(make_cible(2024, 60, code) for code, oui in zip(codes, ciblees, strict=False) if oui),
            *(make_cible(2024, 300, "N") for _ in range(derive)),
        ),
    )
    lignes = build(contrat, Trimestre(2024, numero))
    compte, faits = count_cibles(lignes), select_comptees(lignes)
    juges = sum(oui and v is not None for oui, v in zip(ciblees, valeurs, strict=False))
    seul = derive and not any(ciblees[: len(codes)]) and None not in valeurs
    assert compte.juges == juges + seul
    assert compte.juges == sum(ligne.statut in VERDICTS for ligne in faits if is_avec_cible(ligne))
    phrase = write_verdicts(sum_comptes([compte]))
    if numero == 4:
        assert not any(mot in phrase for mot in MOTS_OUVERTS)
        assert not compte.par_statut.keys() & {B, S, R}
    else:
        assert "non atteint" not in phrase
        assert not compte.par_statut[N]


def test_the_whole_is_local_or_national_only_when_each_part_is() -> None:
    locales = make_compte(True, 2, 1, ATTEINT=2)
    melees = replace(locales, locales=False, nationales=False)
    assert (sum_comptes([locales, locales]).locales, sum_comptes([locales, locales]).nationales) == (True, True)
    assert (sum_comptes([locales, melees]).locales, sum_comptes([locales, melees]).nationales) == (False, False)
    ensemble = sum_comptes([locales, melees])
    assert (ensemble.avec_cible, ensemble.reprises, ensemble.juges, ensemble.clos) == (4, 2, 4, True)
    assert write_verdicts(ensemble).replace("\u00a0", " ") == (
        "4 cibles atteintes sur 4 jugées ; 2 indicateurs calculés en sont repris"
    )


def test_an_empty_group_closes_nothing_and_says_nothing() -> None:
    vide = count_cibles([])
    assert (vide.clos, vide.juges, write_verdicts(vide)) == (False, 0, "")
    assert sum_comptes([vide, make_compte(True, 1, ATTEINT=1)]).clos


@pytest.mark.parametrize(
    ("compte", "masculin", "feminin"),
    [
        (make_compte(True, 3, ATTEINT=3), "aucun non atteint", "aucune non atteinte"),
        (make_compte(True, 3, NON_ATTEINT=1), "1 non atteint", "1 non atteinte"),
        (make_compte(True, 3, NON_ATTEINT=2), "2 non atteints", "2 non atteintes"),
        (make_compte(False, 3, EN_RETARD=2), "2 en retard", "2 en retard"),
        (make_compte(False, 3, ATTEINT=3), "aucun en retard", "aucune en retard"),
    ],
)
def test_what_is_missed_takes_the_words_of_the_quarter(compte: CompteCibles, masculin: str, feminin: str) -> None:
    assert (write_manques(compte), write_manques(compte, feminin=True)) == (masculin, feminin)


@pytest.mark.parametrize(("reprises", "phrase"), [(1, "1 indicateur national"), (2, "2 indicateurs nationaux")])
def test_what_is_repris_agrees(reprises: int, phrase: str) -> None:
    compte = make_compte(True, 3, reprises, ATTEINT=3)
    assert write_reprises(compte) == f"{phrase} en {'sont repris' if reprises > 1 else 'est repris'}"
    calcules = f"{reprises} indicateur{'s' if reprises > 1 else ''} calculé{'s' if reprises > 1 else ''}"
    assert write_reprises(replace(compte, nationales=False)).startswith(calcules)


@pytest.mark.parametrize(
    ("local", "national", "locales", "nationales"),
    [(True, True, True, True), (False, True, False, True), (True, False, True, False)],
)
def test_local_and_national_are_read_on_what_is_judged_and_on_what_is_repris(
    local: bool, national: bool, locales: bool, nationales: bool
) -> None:
    """X-01 et X-02 ont une cible, N-01 les additionne, N-02 recopie X-01."""
    codes = ("X-01", "X-02")
    contrat = make_contrat(
        make_indicateur("X-01"),
        make_indicateur("X-02", niveau=Niveau.LOCAL if local else Niveau.NATIONAL),
        make_indicateur("N-01", niveau=Niveau.NATIONAL, formule="X-01 + X-02"),
        make_indicateur("N-02", niveau=Niveau.NATIONAL if national else Niveau.LOCAL, formule="X-01"),
        resultats=tuple(make_resultat("2024-T4", 10, code) for code in codes),
        cibles=tuple(make_cible(2024, 10, code) for code in (*codes, "N-01", "N-02")),
    )
    compte = count_cibles(build(contrat))
    assert (compte.juges, compte.reprises) == (2, 2)
    assert (compte.locales, compte.nationales) == (locales, nationales)


def test_a_sum_without_a_target_is_counted_without_target_like_any_other() -> None:
    lignes = build(make_repris({"X-01": 60, "X-02": 30}, somme=None))
    assert not [ligne for ligne in lignes if ligne.reprise]
    assert [ligne.code for ligne in select_comptees(lignes)] == ["X-01", "X-02", "N-01"]


def test_a_fact_counts_once_whatever_the_group_its_national_copy_stands_in() -> None:
    """N-02 copies X-01 in another axe and another fiche: the mark is put on the whole quarter."""
    contrat = make_contrat(
        make_indicateur("X-01"),
        make_indicateur("N-02", niveau=Niveau.NATIONAL, formule="X-01", axe="V3", fiche="F9"),
        resultats=(make_resultat("2024-T4", 10),),
        cibles=(make_cible(2024, 10), make_cible(2024, 10, "N-02")),
    )
    lignes = build(contrat)
    groupes = [count_cibles([ligne for ligne in lignes if ligne.code == code]) for code in ("X-01", "N-02")]
    ensemble = sum_comptes(groupes)
    assert [(groupe.juges, groupe.reprises) for groupe in groupes] == [(1, 0), (0, 1)]
    assert (ensemble.juges, ensemble.reprises) == (1, 1)


def test_a_fall_is_said_once_of_a_sum_and_its_parts() -> None:
    contrat = make_contrat(
        make_indicateur("X-01", comptage="stock"),
        make_indicateur("N-01", comptage="stock", niveau=Niveau.NATIONAL, formule="X-01"),
        resultats=(make_resultat("2024-T3", 20), make_resultat("2024-T4", 10)),
    )
    avant = {ligne.code: ligne for ligne in build(contrat, Trimestre(2024, 3))}
    assert [point.objet for point in list_reculs(contrat, build(contrat), avant)] == ["X-01"]


@pytest.mark.parametrize(
    ("compte", "phrase"),
    [
        (make_compte(True, 2, ATTEINT=2), "2 atteints sur 2 jugés"),
        (make_compte(True, 1, ATTEINT=1), "1 atteint sur 1 jugé"),
        (make_compte(True, 5, ATTEINT=4, NON_ATTEINT=1), "1 non atteint sur 5 jugés"),
        (make_compte(False, 5, ATTEINT=4, EN_RETARD=1), "1 en retard sur 5 jugés"),
        (make_compte(False, 2, EN_BONNE_VOIE=2), "aucun en retard sur 2 jugés"),
    ],
)
def test_results_beside_money_are_said_without_a_double_negative(compte: CompteCibles, phrase: str) -> None:
    assert write_resultats(compte) == phrase
