from dataclasses import replace
from datetime import date

import pytest

from lib.domain.periodes import Trimestre
from lib.domain.progression import Forme, Progression, build_progressions, get_forme
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

AUJOURD_HUI = date(2025, 5, 1)


def build(*args: object, **champs: object) -> Progression:
    return build_progressions(make_contrat(*args, **champs), AUJOURD_HUI)[("X-01", "DEP", "")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("champs", "forme"),
    [
        ({"comptage": "evenements"}, Forme.FLUX),
        ({"comptage": "personnes"}, Forme.FLUX),
        ({"comptage": "stock"}, Forme.STOCK),
        ({"type": "taux"}, Forme.RAPPORT),
        ({"type": "duree", "mode": "a_date"}, Forme.RAPPORT),
        ({"type": "texte"}, Forme.TEXTE),
    ],
)
def test_the_form_follows_what_is_counted(champs: dict[str, str], forme: Forme) -> None:
    assert get_forme(make_indicateur(**champs)) is forme


def test_a_progression_has_a_line_for_every_quarter_of_the_contract() -> None:
    progression = build(make_indicateur(), cibles=(make_cible(2024, 10),), resultats=(make_resultat("2024-T4", 8),))
    assert [str(ligne.trimestre) for ligne in progression.lignes][::5] == ["2024-T1", "2025-T2", "2026-T3", "2027-T4"]
    assert progression.annees == (2024, 2025, 2026, 2027)
    assert [str(ligne.valeur) for ligne in progression.recues] == ["8"]
    assert progression.get_derniere(2024) is progression.ligne_par_trimestre[Trimestre(2024, 4)]
    assert progression.get_derniere(2025) is None


def test_only_quarters_past_their_deadline_are_absent() -> None:
    progression = build(make_indicateur(), resultats=(make_resultat("2024-T2", 3),))
    assert [str(ligne.trimestre) for ligne in progression.list_absentes()] == [
        "2024-T1",
        "2024-T3",
        "2024-T4",
        "2025-T1",
    ]
    assert [str(ligne.trimestre) for ligne in progression.list_absentes(2025)] == ["2025-T1"]


def test_the_targets_an_avenant_changed_are_kept_beside_the_revised_ones() -> None:
    initial = make_contrat(make_indicateur(), cibles=(make_cible(2024, 10), make_cible(2025, 20)))
    revise = replace(initial, cibles=(make_cible(2024, 10), make_cible(2025, 15, avenant=1)))
    progression = build_progressions(revise, AUJOURD_HUI, initial)[("X-01", "DEP", "")]
    assert {annee: c and c.valeur for annee, c in progression.initiales.items()} == {2025: 20}
    assert progression.cibles[2025] == make_cible(2025, 15, avenant=1)


def test_a_small_count_of_a_commune_is_masked() -> None:
    contrat = make_contrat(
        make_indicateur(ventilations="territoire"), resultats=(make_resultat("2024-T4", 3, territoire="94028"),)
    )
    ligne = build_progressions(contrat, AUJOURD_HUI)[("X-01", "94028", "")].lignes[0]
    assert (ligne.masque, ligne.valeur) == (True, None)


def test_a_volet_is_out_of_its_period_after_its_last_day() -> None:
    progression = build(make_indicateur(axe="V3", fiche=""))
    assert [progression.is_hors_periode(annee) for annee in progression.annees] == [False, True, True, True]


@pytest.mark.parametrize(
    ("champs", "continue_"), [({"comptage": "stock"}, True), ({"type": "taux"}, False), ({}, False)]
)
def test_only_a_level_at_a_date_goes_on_from_one_year_to_the_next(champs: dict[str, str], continue_: bool) -> None:
    assert build(make_indicateur(**champs)).est_continue is continue_
