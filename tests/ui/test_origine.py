"""From a figure to its history: the last result at a quarter, and the link that leads to it."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.periodes import Trimestre
from lib.ui.origine import get_dernier_resultat
from tests.domain.fabrique import SEUILS
from tests.factories import build_contrat, build_resultat
from tests.pages.visite import clean, read_html

CONTRAT = replace(
    build_contrat(
        resultats=[
            build_resultat("S.1.2-02", "2025-T2", "20"),
            build_resultat("S.1.2-02", "2025-T1", "12"),
            build_resultat("S.1.2-02", "2025-T1", "7", territoire="94028"),
            build_resultat("S.1.2-02", "2025-T1", "5", ventilation="parcours:emploi"),
            build_resultat("S.1.2-01", "2025-T1", "50"),
        ]
    ),
    seuils=SEUILS,
)


@pytest.mark.parametrize(
    ("trimestre", "valeurs"),
    [
        (Trimestre(2024, 4), []),
        (Trimestre(2025, 1), ["12"]),
        (Trimestre(2025, 2), ["20"]),
        (Trimestre(2026, 1), ["20"]),
    ],
)
def test_the_last_result_is_the_department_s_own_at_that_quarter_or_before(
    trimestre: Trimestre, valeurs: list[str]
) -> None:
    assert [str(r.valeur) for r in get_dernier_resultat(CONTRAT, "S.1.2-02", trimestre)] == valeurs


def test_a_computed_indicator_has_no_result_of_its_own() -> None:
    assert get_dernier_resultat(CONTRAT, "N-S-04", Trimestre(2025, 2)) == []


def show(*rangs: int) -> str:
    def page(rangs: tuple[int, ...]) -> None:
        from lib.domain.lisibles import list_resultats
        from lib.ui.origine import show_origine
        from tests.ui.test_origine import CONTRAT

        show_origine(list_resultats(CONTRAT)[rang] for rang in rangs)

    return clean(read_html(AppTest.from_function(page, args=(rangs,)).run()))


def test_a_figure_leads_to_its_history_named_by_its_quarter() -> None:
    vu = show(0)
    assert vu.count("D’où vient ce chiffre :") == vu.count("<a ") == 1
    assert "href='/depots?valeur=resultats/S.1.2-02/2025/2/DEP/'" in vu and ">T2 2025</a>" in vu


def test_no_figure_shows_nothing() -> None:
    assert "D’où" not in show()
