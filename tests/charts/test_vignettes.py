from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from lib.charts.vignettes import build_svg, build_vignette
from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import Periodicite
from lib.domain.progression import Progression, build_progressions
from lib.domain.ruptures import Rupture
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas


def build(indicateur: dict[str, Any], resultats: Any = (), cibles: Any = ()) -> Progression:
    contrat = make_contrat(make_indicateur(**indicateur), resultats=tuple(resultats), cibles=tuple(cibles))
    return build_progressions(contrat, date(2025, 2, 1))[("X-01", "DEP", "")]


def list_classes(progression: Progression) -> list[str]:
    racine = ElementTree.fromstring(build_svg(progression))
    return [classe for element in racine.iter() if (classe := element.get("class"))]


def test_a_flow_has_a_column_per_year_and_a_tick_per_target() -> None:
    progression = build(
        {"situation_initiale": Decimal(3)},
        [make_resultat("2024-T4", 5)],
        [make_cible(2024, 6), make_cible(2025, 7), make_cible(2026, texte="A définir")],
    )
    assert sorted(list_classes(progression)) == ["cible", "cible", "initiale", "resultat"]


def test_a_level_has_a_line_and_a_diamond_per_target() -> None:
    progression = build(
        {"comptage": "stock"}, [make_resultat(f"2024-T{n}", n) for n in (1, 2, 3, 4)], [make_cible(2024, 6)]
    )
    assert list_classes(progression) == ["cible", "resultat", "dernier"]


def test_a_provisional_value_is_dashed_and_a_late_year_is_an_empty_ring() -> None:
    assert "stroke-dasharray" in build_svg(build({}, [make_resultat("2024-T4", 5, statut="provisoire")]))
    assert list_classes(build({})) == ["manque"]


def test_a_text_is_a_mark_not_a_bar() -> None:
    assert list_classes(build({"type": "texte"}, [make_resultat("2024-T4", texte="<b>4242</b>")])) == ["resultat"]
    assert "4242" not in build_svg(build({"type": "texte"}, [make_resultat("2024-T4", texte="<b>4242</b>")]))


def test_the_image_says_what_it_shows_whatever_the_words() -> None:
    image = ElementTree.fromstring(build_vignette(build({}), 'dit "28" <sur> 28').replace('px">', 'px"/>'))
    assert image.get("alt") == 'dit "28" <sur> 28'
    assert str(image.get("src")).startswith("data:image/svg+xml,%3Csvg")


def test_a_series_break_cuts_the_small_line_too() -> None:
    rupture = Rupture(objet="X-01", debut=date(2024, 7, 1), motif="m")
    resultats = (make_resultat("2024-T2", 20), make_resultat("2024-T3", 25))
    for comptage, lignes in (("stock", 2), ("evenements", 0)):
        contrat = make_contrat(make_indicateur(comptage=comptage), resultats=resultats, ruptures=(rupture,))
        svg = build_svg(build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")])
        assert svg.count('class="rupture"') == 1
        assert svg.count("<polyline") == lignes


def test_a_negative_change_is_drawn_under_the_line_of_zero() -> None:
    contrat = make_contrat(
        make_indicateur(type="taux", mode="variation", sens="neutre"), resultats=(make_resultat("2024-T1", "-2"),)
    )
    svg = build_svg(build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")])
    zero = float(svg.split("y1='")[1].split("'")[0])
    point = float(svg.split('class="dernier"')[1].split('cy="')[1].split('"')[0])
    assert point > zero


def test_a_year_that_will_not_be_sent_is_a_barred_ring_unless_something_is_late() -> None:
    contrat = make_contrat(make_indicateur(periodicite=Periodicite.ANNUELLE, delai_jours=31))
    pas = make_pas(DECLAREE, 1, "2024-T4")

    def draw(contrat: ContratLu) -> list[str]:
        return list_classes(build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")])

    assert draw(with_pas(contrat, pas, valideurs=False)) == ["close"]
    assert draw(with_pas(contrat, pas)) == ["manque"]
