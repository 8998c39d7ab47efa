"""R1 and R2: the CD brings at least half of the total cost."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.cofinancement import (
    CoFinancement,
    Moment,
    Portee,
    compute_cofinancements,
    explain_sans_regle,
)
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import LigneBudget
from lib.domain.nomenclatures import Financeur
from lib.domain.periodes import Trimestre
from tests.domain.cas_argent import lire, read_cas, to_centimes
from tests.domain.fabrique_argent import (
    AUTRES,
    CD,
    ETAT,
    NOTIFIE,
    make_contrat,
    make_enveloppe,
    make_execution,
)

T2, T4 = Trimestre(2024, 2), Trimestre(2024, 4)


def build_test(etat: int | None, cd: int | None, autres: int | None, definitif: bool = True) -> CoFinancement:
    return CoFinancement(
        code="S.1",
        annee=2024,
        portee=Portee.ACTION,
        moment=Moment.REALISE,
        etat=etat,
        cd=cd,
        autres=autres,
        minimum=Fraction(1, 2),
        definitif=definitif,
    )


@pytest.mark.parametrize("cas", read_cas("cofinancement"))
def test_the_half_is_judged_to_the_cent(cas: dict[str, Any]) -> None:
    test = build_test(*(to_centimes(cas[nom]) for nom in ("etat", "cd", "autres")))
    assert lire(test.texte) == cas["affiche"]
    assert test.respecte is cas["respecte"]
    assert test.manque == to_centimes(cas["manque"])
    assert test.alerte is (cas["respecte"] is False)


def test_a_failing_provisional_ratio_says_so_and_raises_no_alert() -> None:
    test = build_test(1500000, 300000, 0, definitif=False)
    assert (lire(test.texte), test.respecte, test.alerte) == ("16,7_% (provisoire)", False, False)


montants = st.integers(min_value=0, max_value=10**12)


@given(etat=montants, cd=montants, autres=montants)
def test_bringing_the_shortfall_exactly_restores_the_rule(etat: int, cd: int, autres: int) -> None:
    test = build_test(etat, cd, autres)
    if test.manque:
        assert build_test(etat, cd + test.manque, autres).respecte is True
        assert build_test(etat, cd + test.manque - 1, autres).respecte is False
    else:
        assert test.respecte is not False


def test_the_shortfall_follows_an_edited_minimum() -> None:
    test = replace(build_test(100, 100, 0), minimum=Fraction(60, 100))
    assert test.manque == 50


def build_contrat_depense(cd: float, trimestre: int = 4) -> ContratLu:
    return make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 15000), make_enveloppe("S.1", CD, 15000)],
        executions=[make_execution("S.1", ETAT, trimestre, 15000), make_execution("S.1", CD, trimestre, cd)],
    )


def find(contrat: ContratLu, code: str, trimestre: Trimestre, moment: Moment) -> CoFinancement:
    return next(test for test in compute_cofinancements(contrat, trimestre, moment) if test.code == code)


def test_state_money_spent_before_the_cd_raises_no_alert_at_t2() -> None:
    test = find(build_contrat_depense(3000, trimestre=2), "S.1", T2, Moment.REALISE)
    assert (test.respecte, test.provisoire, test.alerte) == (False, True, False)


def test_one_euro_short_at_t4_raises_the_alert() -> None:
    test = find(build_contrat_depense(14999), "S.1", T4, Moment.REALISE)
    assert (test.alerte, test.manque, lire(test.texte)) == (True, 100, "49,998_%")


def test_a_fourth_quarter_without_the_cd_is_not_definitive() -> None:
    contrat = make_contrat(executions=[make_execution("S.1", ETAT, 4, 10)])
    test = find(contrat, "S.1", T4, Moment.REALISE)
    assert (test.provisoire, test.rapport) == (True, None)


def test_a_foreseen_other_funder_keeps_the_ratio_provisional_until_it_is_transmitted() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", AUTRES, 100)],
        executions=[make_execution("S.1", ETAT, 4, 10), make_execution("S.1", CD, 4, 5)],
    )
    assert find(contrat, "S.1", T4, Moment.REALISE).provisoire
    complet = replace(contrat, executions=(*contrat.executions, make_execution("S.1", AUTRES, 4, 0)))
    assert find(complet, "S.1", T4, Moment.REALISE).alerte


def test_solidarites_are_judged_per_action_and_volet_2_both_ways() -> None:
    tests = compute_cofinancements(make_contrat(), T4, Moment.PREVU)
    assert [(test.code, test.portee) for test in tests] == [
        ("S.1", Portee.ACTION),
        ("S.2", Portee.ACTION),
        ("S.3", Portee.ACTION),
        ("I.V2.1", Portee.VOLET_ACTION),
        ("I.V2.2", Portee.VOLET_ACTION),
        ("V2", Portee.VOLET_ENSEMBLE),
    ]
    assert all("lecture proposée" in test.portee.libelle for test in tests[3:])


def test_volet_2_may_hold_as_a_whole_while_one_action_fails() -> None:
    montants_prevus: list[tuple[str, Financeur, float]] = [
        ("I.V2.1", ETAT, 100),
        ("I.V2.1", CD, 50),
        ("I.V2.2", ETAT, 100),
        ("I.V2.2", CD, 900),
    ]
    contrat = make_contrat(enveloppes=[make_enveloppe(*montant) for montant in montants_prevus])
    juges = {t.code: t.respecte for t in compute_cofinancements(contrat, T4, Moment.PREVU) if t.code.find("V2") >= 0}
    assert juges == {"I.V2.1": False, "I.V2.2": True, "V2": True}


def test_the_whole_volet_is_unknown_while_one_action_is() -> None:
    contrat = make_contrat(executions=[make_execution("I.V2.1", ETAT, 4, 1), make_execution("I.V2.1", CD, 4, 1)])
    assert find(contrat, "V2", T4, Moment.REALISE).rapport is None


def test_volets_1_and_3_are_never_judged_and_say_why() -> None:
    contrat = make_contrat()
    muets = {axe.code for axe in contrat.axes if explain_sans_regle(axe)}
    assert muets == {"V1", "V3"}
    assert "Aucune règle" in explain_sans_regle(contrat.axe_par_code["V3"])


def test_notified_amounts_replace_the_forecast() -> None:
    contrat = make_contrat(
        enveloppes=[
            make_enveloppe("S.1", ETAT, 100),
            make_enveloppe("S.1", CD, 100),
            make_enveloppe("S.1", ETAT, 101, NOTIFIE),
        ]
    )
    test = find(contrat, "S.1", T4, Moment.PREVU)
    assert (test.etat, test.alerte, test.provisoire, test.manque) == (10100, True, False, 100)


@pytest.mark.parametrize(("total", "montre"), [(20000, None), (90000, 9000000)])
def test_the_fiche_s_own_total_is_shown_only_when_it_differs(total: int, montre: int | None) -> None:
    ligne = LigneBudget(fiche="S.1", annee=2024, rang=1, libelle="Total", montant=total * 100, est_total=True)
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 10000), make_enveloppe("S.1", CD, 10000)], lignes_budget=[ligne]
    )
    assert find(contrat, "S.1", T4, Moment.PREVU).total_fiche == montre


@pytest.mark.parametrize("moment", list(Moment))
def test_a_contract_that_writes_no_minimum_has_nothing_to_judge(moment: Moment) -> None:
    contrat = build_contrat_depense(15000)
    assert compute_cofinancements(contrat, T4, moment) != []
    assert compute_cofinancements(replace(contrat, seuils=()), T4, moment) == []


def test_the_minimum_is_read_from_the_data() -> None:
    contrat = build_contrat_depense(15000)
    edite = replace(contrat, seuils=(replace(contrat.seuils[0], valeur=Decimal(60)),))
    assert find(edite, "S.1", T4, Moment.REALISE).alerte


def test_a_volet_2_without_action_is_not_tested() -> None:
    contrat = make_contrat()
    autres = replace(contrat, fiches=tuple(fiche for fiche in contrat.fiches if fiche.axe != "V2"))
    assert {test.code for test in compute_cofinancements(autres, T4, Moment.PREVU)} == {"S.1", "S.2", "S.3"}
