from datetime import date
from fractions import Fraction

import pytest

from lib.domain.argent import build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.periodes import Trimestre
from lib.domain.rythme_argent import Decalage
from lib.domain.rythme_fiches import Rythme, build_rythmes_axes, build_rythmes_fiches, compute_projection_synthese
from lib.domain.suivi import build_suivi
from tests.domain.cas_rythme import make_contrat_juge
from tests.domain.fabrique import make_cible, make_indicateur, make_resultat
from tests.domain.fabrique_argent import CD, ETAT, make_enveloppe, make_execution

T1, T2, T4 = Trimestre(2024, 1), Trimestre(2024, 2), Trimestre(2024, 4)
ENVELOPPES = [make_enveloppe("S.1", ETAT, 1000), make_enveloppe("S.1", CD, 1000)]


def make(trimestre: int, etat: float, cd: float | None, valeur: int | None = None) -> ContratLu:
    executions = [make_execution("S.1", ETAT, trimestre, etat)]
    executions += [] if cd is None else [make_execution("S.1", CD, trimestre, cd)]
    return make_contrat_juge(
        enveloppes=ENVELOPPES,
        executions=executions,
        indicateurs=[make_indicateur("X-01", fiche="S.1", axe="A1")],
        cibles=[make_cible(2024, 100)],
        resultats=[] if valeur is None else [make_resultat(f"2024-T{trimestre}", valeur)],
    )


def get(contrat: ContratLu, trimestre: Trimestre, code: str = "S.1") -> Rythme:
    suivi = build_suivi(contrat, trimestre, date(2025, 3, 1))
    rythmes = build_rythmes_fiches(contrat, suivi, trimestre) + build_rythmes_axes(contrat, suivi, trimestre)
    return next(rythme for rythme in rythmes if rythme.code == code)


def test_a_fiche_projects_the_sum_of_its_funders_to_the_end_of_the_year() -> None:
    rythme = get(make(2, 300, 500), T2)
    assert rythme.projection == 160000
    assert rythme.taux_projete == Fraction(4, 5)
    assert rythme.motif == ""


def test_the_fourth_quarter_projects_to_itself() -> None:
    assert get(make(4, 300, 500), T4).projection == 80000


@pytest.mark.parametrize(
    ("trimestre", "contrat", "motif"),
    [
        (T2, make_contrat_juge(enveloppes=ENVELOPPES), "exécution non transmise"),
        (T2, make(2, 300, None), "1 montant reçu sur 2"),
        (T1, make(1, 300, 500), "à partir de deux trimestres"),
    ],
)
def test_without_every_amount_or_two_quarters_nothing_is_projected_and_the_reason_is_said(
    trimestre: Trimestre, contrat: ContratLu, motif: str
) -> None:
    rythme = get(contrat, trimestre)
    assert (rythme.projection, rythme.taux_projete, rythme.motif) == (None, None, motif)


def test_an_axe_with_a_fiche_not_received_is_not_projected() -> None:
    contrat = make(2, 300, 500)
    assert get(contrat, T2, "A1").projection is None
    synthese = build_synthese(contrat, T2).select(fiche="S.1")
    assert compute_projection_synthese(contrat, synthese, T2) == (Fraction(160000), "")


@pytest.mark.parametrize(
    ("etat", "cd", "valeur", "decalage", "manques"),
    [
        (500, 500, 10, Decalage.ARGENT_SANS_RESULTATS, 1),
        (100, 100, 60, Decalage.RESULTATS_SANS_ARGENT, 0),
        (500, 500, 60, Decalage.AUCUN, 0),
        (500, 500, None, Decalage.NON_JUGE, 0),
        (500, None, 10, Decalage.NON_JUGE, 1),
    ],
)
def test_money_is_compared_with_results_only_when_both_are_known(
    etat: float, cd: float | None, valeur: int | None, decalage: Decalage, manques: int
) -> None:
    rythme = get(make(2, etat, cd, valeur), T2)
    assert (rythme.decalage, rythme.bilan.cibles.manques) == (decalage, manques)


def test_an_axe_gathers_the_verdicts_of_its_fiches() -> None:
    rythme = get(make(2, 500, 500, 10), T2, "A1")
    assert (rythme.bilan.cibles.juges, rythme.bilan.cibles.manques) == (1, 1)
