from datetime import date
from typing import Any

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.filtres import Filtres, Tri, select_progressions, sort_progressions
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression, build_progressions
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

T4 = Trimestre(2024, 4)
T2 = Trimestre(2024, 2)
CONTRAT = make_contrat(
    make_indicateur("X-01", libelle="Logements mis à disposition", comptage="stock"),
    make_indicateur("X-02", libelle="Élèves aidés", ventilations="territoire"),
    make_indicateur("X-03", libelle="Part des entretiens", type="taux", axe="V3", fiche=""),
    cibles=(make_cible(2024, 100), make_cible(2025, 120), make_cible(2024, 100, code="X-02")),
    resultats=(
        make_resultat("2024-T2", 90),
        make_resultat("2024-T2", 10, code="X-02"),
        make_resultat("2024-T1", 50, code="X-03"),
        make_resultat("2024-T2", 8, code="X-02", territoire="94028"),
    ),
)
PROGRESSIONS = list(build_progressions(CONTRAT, date(2024, 8, 1)).values())


def select(contrat: ContratLu = CONTRAT, **choix: Any) -> list[str]:
    return [p.indicateur.code for p in select_progressions(contrat, PROGRESSIONS, Filtres(**choix), T2)]


@pytest.mark.parametrize(
    ("choix", "codes"),
    [
        ({}, ["X-01", "X-02", "X-03"]),
        ({"recherche": "ELEVES"}, ["X-02"]),
        ({"recherche": "mis logement"}, ["X-01"]),
        ({"recherche": "x-03"}, ["X-03"]),
        ({"recherche": "crèche"}, []),
        ({"axes": ("V3",)}, ["X-03"]),
        ({"fiches": ("F1",)}, ["X-01", "X-02"]),
        ({"types": ("taux",)}, ["X-03"]),
        ({"niveaux": ("national",)}, []),
        ({"producteurs": ("CD",)}, ["X-01", "X-02", "X-03"]),
        ({"statuts": ("a_surveiller", "en_retard")}, ["X-01", "X-02"]),
        ({"annees": (2024,)}, ["X-01", "X-02"]),
        ({"annees": (2024, 2025)}, ["X-01"]),
        ({"territoire": "94028"}, ["X-02"]),
        ({"axes": ("A1",), "types": ("taux",)}, []),
    ],
)
def test_each_filter_keeps_what_was_asked_for(choix: dict[str, Any], codes: list[str]) -> None:
    assert select(**choix) == codes


def sort(tri: Tri, trimestre: Trimestre = T2) -> list[str]:
    ensembles: list[Progression] = [p for p in PROGRESSIONS if p.est_ensemble]
    return [p.indicateur.code for p in sort_progressions(ensembles, tri, trimestre)]


def test_the_furthest_from_its_milestone_comes_first_and_what_has_none_last() -> None:
    assert sort(Tri.ECART) == ["X-02", "X-01", "X-03"]


def test_the_oldest_figure_comes_first() -> None:
    assert sort(Tri.FRAICHEUR) == ["X-03", "X-01", "X-02"]


def test_the_order_of_the_contract_is_kept_when_asked() -> None:
    assert sort(Tri.AXE) == ["X-01", "X-02", "X-03"]
