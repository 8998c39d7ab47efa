"""R8, R9, R10: State share against cost, over-payment, remainder, carry-overs."""

from dataclasses import replace
from typing import Any

import pytest

from lib.domain.nomenclatures import PartieContrat
from lib.domain.periodes import Trimestre
from lib.domain.soldes import check_report, compute_controles, compute_reliquats, compute_trop_percu
from tests.domain.cas_argent import read_cas, to_centimes
from tests.domain.fabrique_argent import (
    CD,
    ETAT,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_report,
    make_versement,
)

INSERTION = PartieContrat.INSERTION
T2, T4 = Trimestre(2024, 2), Trimestre(2024, 4)


@pytest.mark.parametrize("cas", read_cas("trop_percu"))
def test_over_payment_of_a_volet_in_its_proposed_readings(cas: dict[str, Any]) -> None:
    fiche, autre = {"V1": ("I.V1", None), "V2": ("I.V2.1", "I.V2.2")}[cas["volet"]]
    montants = [(fiche, ETAT, cas["etat"]), (fiche, CD, cas["cd"]), (autre, ETAT, 0), (autre, CD, 0)]
    verse = make_versement(cas["verse"], partie=INSERTION, axe=cas["volet"]) if cas["verse"] else None
    contrat = make_contrat(
        executions=[make_execution(f, qui, 4, euros) for f, qui, euros in montants if f and euros is not None],
        versements=[verse or make_versement(200000, partie=INSERTION)],
    )
    lectures = compute_trop_percu(contrat, contrat.axe_par_code[cas["volet"]], 2024)
    assert [lecture.montant for lecture in lectures] == [to_centimes(euros) for euros in cas["resultat"]]
    assert all("lecture proposée" in lecture.titre for lecture in lectures)
    assert all(cas.get("motif", "") in lecture.motif for lecture in lectures)


def test_the_strict_reading_is_unknown_while_the_cd_s_spending_is() -> None:
    contrat = make_contrat(
        executions=[make_execution("I.V2.1", ETAT, 4, 90), make_execution("I.V2.2", ETAT, 4, 0)],
        versements=[make_versement(100, partie=INSERTION, axe="V2")],
    )
    simple, stricte = compute_trop_percu(contrat, contrat.axe_par_code["V2"], 2024)
    assert (simple.montant, simple.motif) == (1000, "")
    assert (stricte.montant, stricte.motif) == (None, "exécution du quatrième trimestre non transmise")


def test_no_payment_at_all_is_said() -> None:
    contrat = make_contrat(executions=[make_execution("I.V1", ETAT, 4, 90)])
    (lecture,) = compute_trop_percu(contrat, contrat.axe_par_code["V1"], 2024)
    assert (lecture.montant, lecture.motif) == (None, "aucun versement saisi")


@pytest.mark.parametrize(
    ("verse", "etat", "cd", "depassement", "alerte"),
    [(100, 40, 50, 1000, True), (100, 50, 50, 0, False), (None, 40, 50, None, False), (100, 40, None, None, False)],
)
def test_the_state_s_contribution_never_exceeds_the_cost(
    verse: float | None, etat: float, cd: float | None, depassement: int | None, alerte: bool
) -> None:
    depenses = [make_execution("S.1", ETAT, 4, etat)]
    contrat = make_contrat(
        versements=[] if verse is None else [make_versement(verse, fiche="S.1")],
        executions=depenses if cd is None else [*depenses, make_execution("S.1", CD, 4, cd)],
    )
    controle = compute_controles(contrat, T4)[0]
    assert (controle.fiche, controle.depassement, controle.alerte) == ("S.1", depassement, alerte)


def test_before_t4_a_contribution_above_cost_is_no_alert() -> None:
    contrat = make_contrat(
        versements=[make_versement(100, fiche="S.1")],
        executions=[make_execution("S.1", ETAT, 2, 10), make_execution("S.1", CD, 2, 10)],
    )
    controle = compute_controles(contrat, T2)[0]
    assert (controle.depassement, controle.alerte) == (8000, False)


def build_depenses_solidarites(*, ventile: bool) -> Any:
    versements = [make_versement(100, fiche=code) for code in ("S.1", "S.2", "S.3")]
    return make_contrat(
        versements=versements if ventile else [make_versement(300)],
        executions=[make_execution(code, ETAT, 4, e) for code, e in (("S.1", 80), ("S.2", 120), ("S.3", 90))],
    )


def test_the_remainder_action_by_action_nets_nothing_and_the_whole_does() -> None:
    par_action, ensemble = compute_reliquats(build_depenses_solidarites(ventile=True), 2024)
    assert (par_action.montant, ensemble.montant) == (3000, 1000)
    assert "lecture proposée" in par_action.titre and "lecture proposée" in ensemble.titre


@pytest.mark.parametrize(
    ("reports", "jusqu_a", "attendus"),
    [
        ([], 2024, [(3000, None, 3000), (1000, None, 1000)]),
        ([make_report("S.1", ETAT, 15)], 2024, [(3000, 1500, 1500), (1000, 1500, 0)]),
        ([make_report("S.1", ETAT, 25)], 2024, [(3000, 2500, 1000), (1000, 2500, 0)]),
        ([make_report("S.1", CD, 15)], 2024, [(3000, None, 3000), (1000, None, 1000)]),
        ([make_report("I.V1", ETAT, 15)], 2024, [(3000, None, 3000), (1000, None, 1000)]),
        ([make_report("S.1", ETAT, 15, 2025)], 2024, [(3000, None, 3000), (1000, None, 1000)]),
    ],
    ids=["aucun", "en partie", "plus que le reste", "du Département", "de l’insertion", "d’une année à venir"],
)
def test_the_remainder_is_gross_and_the_carry_overs_decided_stand_beside(
    reports: list[Any], jusqu_a: int, attendus: list[tuple[int, int | None, int]]
) -> None:
    contrat = replace(build_depenses_solidarites(ventile=True), reports=tuple(reports))
    lectures = compute_reliquats(contrat, jusqu_a)
    assert [(lecture.montant, lecture.reports, lecture.apres_reports) for lecture in lectures] == attendus
    assert all(lecture.titre.startswith("Reliquat brut, avant reports, ") for lecture in lectures)


def test_a_carry_over_inside_the_years_read_changes_nothing() -> None:
    contrat = replace(build_depenses_solidarites(ventile=True), reports=(make_report("S.1", ETAT, 15),))
    assert [lecture.reports for lecture in compute_reliquats(contrat, 2025)] == [None, None]


def test_unallocated_payments_leave_only_the_whole_reading() -> None:
    par_action, ensemble = compute_reliquats(build_depenses_solidarites(ventile=False), 2024)
    assert (par_action.montant, ensemble.montant) == (None, 1000)
    assert "non ventilés" in par_action.motif


def test_a_missing_year_leaves_the_remainder_unknown() -> None:
    par_action, ensemble = compute_reliquats(build_depenses_solidarites(ventile=True), 2025)
    assert (par_action.montant, ensemble.montant) == (None, None)
    assert "non transmise" in ensemble.motif


@pytest.mark.parametrize(("financeur", "euros", "exces"), [(ETAT, 30, 0), (ETAT, 31, 100), (CD, 20, 0), (CD, 25, 500)])
def test_a_carry_over_stays_within_what_was_not_consumed(financeur: Any, euros: float, exces: int) -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", CD, 100)],
        versements=[make_versement(100, fiche="S.1")],
        executions=[make_execution("S.1", ETAT, 4, 70), make_execution("S.1", CD, 4, 80)],
    )
    assert check_report(contrat, make_report("S.1", financeur, euros))[0] == exces


def test_a_carry_over_is_not_judged_without_the_figures_nor_for_insertion() -> None:
    contrat = make_contrat()
    assert check_report(contrat, make_report("S.1", ETAT, 1)) == (
        None,
        "Crédits non consommés inconnus : versement ou exécution du quatrième trimestre non transmis.",
    )
    assert check_report(contrat, make_report("I.V1", ETAT, 1))[1].startswith("Aucune règle de report")


def test_overspending_leaves_nothing_to_carry_over() -> None:
    contrat = make_contrat(
        versements=[make_versement(100, fiche="S.1")], executions=[make_execution("S.1", ETAT, 4, 120)]
    )
    assert check_report(contrat, make_report("S.1", ETAT, 5))[0] == 500


def test_a_year_without_payment_makes_the_remainder_unknown_and_says_which() -> None:
    codes = ("S.1", "S.2", "S.3")
    contrat = make_contrat(
        versements=[make_versement(100, fiche=code) for code in codes],
        executions=[make_execution(code, ETAT, 4, 80, annee) for code in codes for annee in (2024, 2025)],
    )
    assert [lecture.montant for lecture in compute_reliquats(contrat, 2024)] == [6000, 6000]
    assert [(lecture.montant, lecture.motif) for lecture in compute_reliquats(contrat, 2025)] == [
        (None, "aucun versement saisi pour 2025")
    ] * 2


def test_a_year_not_transmitted_makes_the_remainder_unknown_and_says_which() -> None:
    contrat = make_contrat(versements=[make_versement(300)])
    motifs = {lecture.motif for lecture in compute_reliquats(contrat, 2025)}
    assert motifs == {"exécution du quatrième trimestre non transmise pour 2024, 2025"}
