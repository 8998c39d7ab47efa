"""Money by fiche, axe, part, funder and year; the base of each rate beside it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.argent import (
    NatureBase,
    Synthese,
    build_synthese,
    compute_non_ventile,
    compute_verse,
    has_montants,
)
from lib.domain.formats import format_pourcentage
from lib.domain.nomenclatures import Financeur, PartieContrat
from lib.domain.periodes import Trimestre
from tests.domain.cas_argent import lire, read_cas
from tests.domain.fabrique_argent import (
    AUTRES,
    CD,
    ETAT,
    NOTIFIE,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_report,
    make_versement,
)

T1, T2, T4 = (Trimestre(2025, numero) for numero in (1, 2, 4))
SOLIDARITES, INSERTION = PartieContrat.SOLIDARITES, PartieContrat.INSERTION


@pytest.mark.parametrize("cas", read_cas("consommation"))
def test_consumption_is_realised_over_notified_and_carried_over(cas: dict[str, Any]) -> None:
    contrat = make_contrat(
        enveloppes=[
            make_enveloppe("S.1", ETAT, cas[nom], nature, 2025)
            for nom, nature in (("prevu", "previsionnel"), ("notifie", NOTIFIE))
            if cas[nom] is not None
        ],
        reports=[] if cas["reporte"] is None else [make_report("S.1", ETAT, cas["reporte"])],
        executions=[] if cas["realise"] is None else [make_execution("S.1", ETAT, 4, cas["realise"], 2025)],
    )
    taux = build_synthese(contrat, T4).select(fiche="S.1", financeur=ETAT).compute_taux_consommation()
    assert lire(format_pourcentage(taux.rapport)) == cas["taux"]
    assert taux.libelle_base == cas["base"]
    assert taux.motif == cas.get("motif", "")


def test_a_quarter_not_transmitted_is_not_the_quarter_before() -> None:
    contrat = make_contrat(executions=[make_execution("S.1", ETAT, 1, 10, 2025)])
    assert build_synthese(contrat, T1).select(fiche="S.1", financeur=ETAT).lignes[0].realise == 1000
    assert build_synthese(contrat, T2).select(fiche="S.1", financeur=ETAT).lignes[0].realise is None


def test_a_partial_sum_says_how_much_of_it_is_known() -> None:
    contrat = make_contrat(executions=[make_execution("S.1", ETAT, 4, 10, 2025), make_execution("S.1", CD, 4, 0, 2025)])
    somme = build_synthese(contrat, T4).select(axe="A1").compute_somme("realise")
    assert (somme.montant, somme.connus, somme.attendus, somme.complete) == (1000, 2, 4, False)
    assert build_synthese(contrat, T4).select(axe="A2").compute_somme("realise").montant is None


def test_other_funders_are_expected_only_when_foreseen() -> None:
    contrat = make_contrat(enveloppes=[make_enveloppe("S.1", AUTRES, 5, annee=2025)])
    lignes = build_synthese(contrat, T4).select(axe="A1", financeur=AUTRES).lignes
    assert [ligne.attendue for ligne in lignes] == [True, False]


def test_a_mixed_group_names_its_mixed_base() -> None:
    contrat = make_contrat(
        enveloppes=[
            make_enveloppe("S.1", ETAT, 100, NOTIFIE, 2025),
            make_enveloppe("S.2", ETAT, 300, annee=2025),
        ],
        executions=[make_execution("S.1", ETAT, 4, 100, 2025), make_execution("S.2", ETAT, 4, 100, 2025)],
    )
    taux = build_synthese(contrat, T4).select(axe="A1", financeur=ETAT).compute_taux_consommation()
    assert (taux.rapport, taux.libelle_base) == (Fraction(1, 2), NatureBase.MIXTE.libelle)


def test_the_expected_share_of_a_volet_follows_its_own_months() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("I.V3", ETAT, 900), make_enveloppe("S.1", ETAT, 300)],
    )
    synthese = build_synthese(contrat, Trimestre(2024, 2))
    assert synthese.select(axe="V3").compute_part_attendue() == Fraction(3, 9)
    assert synthese.select(financeur=ETAT).compute_part_attendue() == Fraction(900 * 3, 9 * 1200) + Fraction(1, 8)
    assert synthese.select(axe="A2").compute_part_attendue() is None


def test_money_outside_the_action_s_period_has_no_expected_share() -> None:
    contrat = make_contrat(enveloppes=[make_enveloppe("I.V3", ETAT, 900, annee=2026)])
    assert build_synthese(contrat, Trimestre(2026, 2)).compute_part_attendue() is None


def test_not_consumed_is_paid_minus_realised_for_the_state_and_allotted_minus_realised_for_the_cd() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", CD, 80, annee=2025)],
        versements=[make_versement(100, fiche="S.1", annee=2025)],
        executions=[make_execution("S.1", ETAT, 4, 70, 2025), make_execution("S.1", CD, 4, 75, 2025)],
    )
    lignes = build_synthese(contrat, T4).select(fiche="S.1").lignes
    assert [ligne.non_consomme for ligne in lignes] == [3000, 500, None]


def test_a_carry_over_leaves_one_year_and_enters_the_next() -> None:
    contrat = make_contrat(reports=[make_report("S.1", ETAT, 26, origine=2024)])
    avant, apres = (build_synthese(contrat, Trimestre(annee, 4)).lignes[0] for annee in (2024, 2025))
    assert (avant.a_reporter, avant.reporte) == (2600, None)
    assert (apres.a_reporter, apres.reporte) == (None, 2600)


def test_a_payment_counts_from_the_level_it_names() -> None:
    contrat = make_contrat(
        versements=[
            make_versement(1, fiche="S.1"),
            make_versement(10, axe="A1"),
            make_versement(100),
            make_versement(1000, partie=INSERTION),
            make_versement(5, annee=2025),
        ]
    )
    assert compute_verse(contrat, 2024, fiche="S.1") == 100
    assert compute_verse(contrat, 2024, fiche="S.2") is None
    assert compute_verse(contrat, 2024, axe="A1") == 1100
    assert compute_verse(contrat, 2024, partie=SOLIDARITES) == 11100
    assert compute_verse(contrat, 2024) == 111100
    assert compute_non_ventile(contrat, 2024, SOLIDARITES) == 11000


def test_a_year_without_state_money_is_to_be_confirmed() -> None:
    contrat = make_contrat(enveloppes=[make_enveloppe("S.1", ETAT, 1), make_enveloppe("S.1", CD, 1, annee=2025)])
    assert (has_montants(contrat, 2024), has_montants(contrat, 2025)) == (True, False)


fiches = [fiche.code for fiche in make_contrat().fiches]
executions = st.dictionaries(
    st.tuples(st.sampled_from(fiches), st.sampled_from(list(Financeur))), st.integers(0, 10**11), max_size=21
)


def build_depenses(montants: dict[tuple[str, Financeur], int]) -> Synthese:
    return build_synthese(
        make_contrat(executions=[make_execution(f, qui, 4, c / 100, 2025) for (f, qui), c in montants.items()]), T4
    )


@given(executions)
def test_an_axe_is_the_sum_of_its_fiches(montants: dict[tuple[str, Financeur], int]) -> None:
    synthese = build_depenses(montants)
    for axe in ("A1", "A2", "V1", "V2", "V3"):
        groupe = synthese.select(axe=axe)
        par_fiche = {ligne.fiche for ligne in groupe.lignes}
        somme = sum(groupe.select(fiche=fiche).compute_somme("realise").montant or 0 for fiche in par_fiche)
        assert (groupe.compute_somme("realise").montant or 0) == somme


@given(executions)
def test_the_total_is_state_plus_cd_plus_others(montants: dict[tuple[str, Financeur], int]) -> None:
    synthese = build_depenses(montants)
    parts = [synthese.select(financeur=qui).compute_somme("realise").montant or 0 for qui in Financeur]
    assert (synthese.compute_somme("realise").montant or 0) == sum(parts) == sum(montants.values())


@given(executions)
def test_the_two_parts_make_the_whole(montants: dict[tuple[str, Financeur], int]) -> None:
    synthese = build_depenses(montants)
    parts = [synthese.select(partie=partie).compute_somme("realise").montant or 0 for partie in PartieContrat]
    assert (synthese.compute_somme("realise").montant or 0) == sum(parts)


def test_what_is_over_is_out_of_period_and_nothing_is_expected_of_it() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 100, NOTIFIE, 2026)],
        executions=[make_execution("S.1", ETAT, 4, 10, 2026)],
    )
    synthese = build_synthese(contrat, Trimestre(2026, 4))
    insertion = synthese.select(partie=INSERTION)
    assert insertion.hors_periode
    assert (insertion.nature_base, insertion.compute_taux_consommation().motif) == (
        NatureBase.HORS_PERIODE,
        "hors période",
    )
    recus = synthese.compute_somme("realise")
    assert (recus.connus, recus.attendus) == (1, 6)
    assert synthese.nature_base is NatureBase.NOTIFIE


def test_money_spent_out_of_period_is_still_counted() -> None:
    contrat = make_contrat(executions=[make_execution("I.V1", ETAT, 4, 10, 2026)])
    volet = build_synthese(contrat, Trimestre(2026, 4)).select(axe="V1")
    assert not volet.hors_periode
    assert volet.compute_somme("realise").montant == 1000


def test_a_year_within_the_period_without_amounts_is_to_be_confirmed_not_out_of_period() -> None:
    assert build_synthese(make_contrat(), Trimestre(2026, 4)).nature_base is NatureBase.AUCUNE


def test_an_action_is_out_of_period_before_it_starts_and_expected_once_it_ends_in_the_year() -> None:
    synthese = build_synthese(make_contrat(), Trimestre(2024, 1)).select(fiche="I.V3")
    assert synthese.hors_periode
    assert not build_synthese(make_contrat(), Trimestre(2024, 2)).select(fiche="I.V3").hors_periode
