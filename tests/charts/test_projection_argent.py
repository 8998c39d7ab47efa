from typing import Any

from lib.charts.projection_argent import AXE_MAXIMUM, build_projection_chart
from lib.domain.periodes import Trimestre
from lib.domain.rythme_fiches import build_rythmes_axes
from tests.domain.cas_rythme import make_contrat_juge
from tests.domain.fabrique_argent import CD, ETAT, make_enveloppe, make_execution

PISTES, BANDES, BARRES, POINTS = range(4)
ENVELOPPES = [make_enveloppe("S.1", ETAT, 1000), make_enveloppe("S.1", CD, 1000)]


def draw(trimestre: int, euros: float) -> dict[str, Any]:
    executions = [
        make_execution(fiche, financeur, trimestre, euros if fiche == "S.1" else 0)
        for fiche in ("S.1", "S.2")
        for financeur in (ETAT, CD)
    ]
    contrat = make_contrat_juge(enveloppes=ENVELOPPES, executions=executions)
    rythmes = [r for r in build_rythmes_axes(contrat, [], Trimestre(2024, trimestre)) if r.code == "A1"]
    return build_projection_chart(rythmes, {"A1": "Axe 1"}, {"A1": "mots"})


def test_the_band_goes_from_what_is_realised_to_where_the_year_will_end() -> None:
    couches = [couche["data"]["values"] for couche in draw(2, 400)["layer"]]
    assert [(b["debut"], b["fin"]) for b in couches[BARRES]] == [(0, 0.4)]
    assert [(b["debut"], b["fin"]) for b in couches[BANDES]] == [(0.4, 0.8)]
    assert [p["x"] for p in couches[POINTS]] == [0.8]


def test_before_two_quarters_and_once_the_year_is_over_no_projection_is_marked() -> None:
    for trimestre in (1, 4):
        couches = [couche["data"]["values"] for couche in draw(trimestre, 400)["layer"]]
        assert couches[POINTS] == []
        assert [b["fin"] for b in couches[BARRES]] == [0.4]


def test_one_scale_that_stops_at_150_percent() -> None:
    chart = draw(2, 2000)
    assert chart["layer"][PISTES]["encoding"]["x"]["scale"]["domain"] == [0, AXE_MAXIMUM]
    assert max(b["fin"] for b in chart["layer"][BANDES]["data"]["values"]) <= AXE_MAXIMUM
