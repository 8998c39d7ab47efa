from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import altair as alt
import pytest

from lib.charts.progression import build_progression_chart, has_dessin
from lib.charts.progression_commun import Spec
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression, build_progressions
from lib.domain.ruptures import Rupture
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas

JOUR = date(2025, 5, 1)
T2, T4, T1_2025 = Trimestre(2024, 2), Trimestre(2024, 4), Trimestre(2025, 1)


def build(indicateur: dict[str, Any], resultats: Any = (), cibles: Any = (), initiales: Any = None) -> Progression:
    contrat = make_contrat(make_indicateur(**indicateur), resultats=tuple(resultats), cibles=tuple(cibles))
    initial = replace(contrat, cibles=tuple(initiales)) if initiales is not None else None
    return build_progressions(contrat, JOUR, initial)[("X-01", "DEP", "")]


def draw(progression: Progression, trimestre: Trimestre = T4) -> Spec:
    spec = build_progression_chart(progression, trimestre)
    alt.Chart.from_dict(spec)
    return spec


def get_couche(spec: Spec, nom: str) -> Spec:
    return next(couche for couche in spec["layer"] if couche["name"] == nom)


def get_valeurs(spec: Spec, nom: str, *champs: str) -> list[Any]:
    lignes = get_couche(spec, nom)["data"]["values"]
    return [ligne[champs[0]] if len(champs) == 1 else tuple(ligne[c] for c in champs) for ligne in lignes]


def has_couche(spec: Spec, nom: str) -> bool:
    return any(couche["name"] == nom for couche in spec["layer"])


def get_axe(spec: Spec) -> Spec:
    axe: Spec = next(c for c in spec["layer"] if "x" in c["encoding"])["encoding"]["x"]["axis"]
    return axe


FLUX = {"situation_initiale": Decimal(180)}
STOCK = {"comptage": "stock", "unite": "logements", "situation_initiale": Decimal(16)}


def test_a_flow_grows_quarter_by_quarter_from_the_bottom() -> None:
    resultats = [make_resultat(f"2024-T{n}", v) for n, v in enumerate((60, 120, 190, 250), 1)]
    spec = draw(build(FLUX, resultats, [make_cible(2024, 250)]))
    assert get_valeurs(spec, "resultats", "nom", "bas", "haut") == [
        ("T1", 0, 60),
        ("T2", 60, 120),
        ("T3", 120, 190),
        ("T4", 190, 250),
    ]
    assert get_valeurs(spec, "totaux", "annee", "texte") == [("2023", "180")]
    # On its target, the count is written above the tick, not across it.
    assert get_valeurs(spec, "totaux_sous_cible", "annee", "texte", "haut") == [("2024", "250", 250.0)]
    assert get_valeurs(spec, "cibles", "annee", "niveau") == [("2024", 250)]
    assert get_valeurs(spec, "situation_initiale", "annee", "haut") == [("2023", 180)]


def test_a_corrected_count_cuts_the_earlier_quarters_down() -> None:
    resultats = [make_resultat("2024-T1", 60), make_resultat("2024-T2", 50), make_resultat("2024-T3", 70)]
    spec = draw(build({}, resultats))
    assert get_valeurs(spec, "resultats", "nom", "bas", "haut") == [("T1", 0, 50), ("T3", 50, 70)]
    assert get_valeurs(spec, "totaux", "texte") == ["70 à fin T3"]


def test_a_provisional_quarter_is_hollow_and_dashed() -> None:
    spec = draw(build({}, [make_resultat("2024-T1", 5), make_resultat("2024-T2", 9, statut="provisoire")]))
    assert get_valeurs(spec, "provisoires", "nom") == ["T2"]
    assert get_valeurs(spec, "resultats", "nom") == ["T1"]
    marque = get_couche(spec, "provisoires")["mark"]
    assert (marque["fill"], bool(marque["strokeDash"])) == ("#FFFFFF", True)


def test_the_current_year_carries_its_milestone_and_its_projection() -> None:
    progression = build({}, [make_resultat("2024-T2", 9)], [make_cible(2024, 20)])
    spec = draw(progression, T2)
    assert get_valeurs(spec, "jalon", "niveau", "texte") == [(10, "attendu à fin T2\u00a0: 10")]
    assert get_valeurs(spec, "projection", "bas", "haut") == [(9, 18)]
    assert get_valeurs(spec, "nom_projection", "texte") == ["à ce rythme\u00a0: 18"]
    assert not has_couche(draw(progression, T4), "jalon")


def test_each_year_says_its_target_or_the_word_for_its_absence() -> None:
    cibles = [make_cible(2024, 20), make_cible(2025, texte="A définir")]
    expression = get_axe(draw(build(FLUX, [], cibles)))["labelExpr"]
    assert '"2023": ["2023", "situation initiale"]' in expression
    assert (
        '"2024": ["2024", "cible 20", "○ T1 à T4 attendus", "depuis le 15/04/2024", "(délai proposé par Jalons)"]'
        in expression
    )
    assert (
        '"2025": ["2025", "cible à définir", "○ T1 attendu", "depuis le 15/04/2025", "(délai proposé par Jalons)"]'
        in expression
    )
    assert '"2026": ["2026", "sans cible"]' in expression


def test_years_out_of_the_volet_say_so() -> None:
    resultats = [make_resultat("2024-T4", 5)]
    expression = get_axe(draw(build({"axe": "V3", "fiche": ""}, resultats)))["labelExpr"]
    assert '"2025": ["2025", "hors période"]' in expression


def test_a_revised_target_stands_beside_the_initial_one() -> None:
    cibles, initiales = (
        [make_cible(2024, 20), make_cible(2025, 15, avenant=1)],
        [make_cible(2024, 20), make_cible(2025, 30)],
    )
    flux = draw(build({}, [], cibles, initiales))
    assert get_valeurs(flux, "initiales", "annee", "texte") == [("2025", "cible initiale 30")]
    assert get_couche(flux, "initiales")["mark"]["strokeDash"]
    stock = draw(build(STOCK, [], cibles, initiales))
    assert get_valeurs(stock, "chemin_cibles", "x", "valeur") == [(2024, 16), (2025, 20), (2026, 15)]
    assert get_valeurs(stock, "chemin_initial", "x", "valeur") == [(2024, 16), (2025, 20), (2026, 30)]
    assert get_valeurs(stock, "cibles_initiales", "valeur") == [30]
    assert "avenant" in get_axe(stock)["labelExpr"]


def test_a_stock_is_a_line_from_the_labelled_baseline() -> None:
    spec = draw(build(STOCK, [make_resultat("2024-T4", 28), make_resultat("2025-T1", 29)], [make_cible(2024, 28)]))
    assert get_valeurs(spec, "situation_initiale", "x", "texte") == [(2024, "16")]
    assert get_valeurs(spec, "resultats", "x", "troncon") == [(2025, 1), (2025.25, 1)]
    assert get_valeurs(spec, "valeurs", "texte") == ["28", "29"]
    assert get_couche(spec, "cibles")["mark"]["shape"] == "diamond"


def test_a_line_stops_at_a_missing_quarter_whose_slot_is_drawn_empty() -> None:
    spec = draw(build(STOCK, [make_resultat("2024-T1", 17), make_resultat("2024-T3", 20)]))
    assert get_valeurs(spec, "resultats", "troncon") == [1, 2]
    assert get_valeurs(spec, "manques", "trimestre") == ["T2 2024", "T4 2024", "T1 2025"]
    assert get_couche(spec, "manques")["mark"]["strokeDash"]


def test_the_stretch_to_a_provisional_value_is_dashed() -> None:
    spec = draw(build(STOCK, [make_resultat("2024-T1", 17), make_resultat("2024-T2", 19, statut="provisoire")]))
    assert get_valeurs(spec, "resultats_provisoires", "x") == [2024.25, 2024.5]
    assert [ligne["provisoire"] for ligne in get_couche(spec, "points")["data"]["values"]] == [False, True]


def test_a_rate_shows_its_terms_and_starts_again_each_year() -> None:
    resultats = [
        make_resultat("2024-T3", numerateur=30, denominateur=40),
        make_resultat("2024-T4", numerateur=37, denominateur=40),
        make_resultat("2025-T1", numerateur=5, denominateur=10),
    ]
    spec = draw(build({"type": "taux", "unite": "%"}, resultats))
    assert get_valeurs(spec, "termes", "termes") == ["30 / 40", "37 / 40", "5 / 10"]
    assert get_valeurs(spec, "resultats", "valeur", "troncon") == [(75, 1), (92.5, 1), (50, 2)]
    assert not has_couche(draw(build(STOCK, [make_resultat("2024-T4", 28)])), "termes")


def test_without_target_there_is_no_gauge_but_the_word() -> None:
    spec = draw(build({"comptage": "stock"}, [make_resultat("2024-T4", 28)]))
    assert not any(has_couche(spec, nom) for nom in ("cibles", "chemin_cibles", "jalon"))
    assert "sans cible" in get_axe(spec)["labelExpr"]


def test_the_scale_starts_from_zero_and_figures_are_french() -> None:
    spec = draw(build(STOCK, [make_resultat("2024-T4", 28)]))
    y = get_couche(spec, "points")["encoding"]["y"]
    assert (y["scale"]["domain"][0], y["axis"]["format"]) == (0, ",.2~f")
    assert spec["config"]["locale"]["number"]["decimal"] == ","


@pytest.mark.parametrize(
    ("indicateur", "resultats", "cibles", "attendu"),
    [
        ({}, [], [], False),
        (FLUX, [], [], True),
        ({}, [make_resultat("2024-T4", 0)], [], True),
        ({}, [], [make_cible(2024, 5)], True),
        ({}, [], [make_cible(2024, texte="A définir")], False),
        ({"type": "texte"}, [make_resultat("2024-T4", texte="oui")], [], False),
    ],
)
def test_a_chart_is_drawn_only_when_there_is_a_figure(
    indicateur: dict[str, Any], resultats: Any, cibles: Any, attendu: bool
) -> None:
    assert has_dessin(build(indicateur, resultats, cibles)) is attendu


def draw_rompu(indicateur: dict[str, Any], debut: date, *resultats: tuple[str, int]) -> Spec:
    contrat = make_contrat(
        make_indicateur(**indicateur),
        resultats=tuple(make_resultat(*resultat) for resultat in resultats),
        cibles=(make_cible(2024, 28), make_cible(2027, 60)),
        ruptures=(Rupture(objet="X-01", debut=debut, motif="la mesure compte désormais " + "autre chose " * 12),),
    )
    return draw(build_progressions(contrat, JOUR)[("X-01", "DEP", "")], Trimestre(2025, 1))


def test_a_line_is_cut_at_a_series_break_which_is_named_beside_its_mark() -> None:
    spec = draw_rompu(STOCK, date(2024, 7, 1), ("2024-T2", 20), ("2024-T3", 25), ("2024-T4", 26))
    assert get_valeurs(spec, "resultats", "x", "troncon") == [(2024.5, 1), (2024.75, 2), (2025.0, 2)]
    assert [round(x, 2) for x in get_valeurs(spec, "ruptures", "x")] == [2024.5]
    (mots,) = get_valeurs(spec, "noms_ruptures", "texte")
    assert mots[0] == "rupture de série au 01/07/2024"
    assert len(mots) == 3 and mots[-1].endswith("…")
    assert get_couche(spec, "signes_ruptures")["mark"]["shape"].count("M") == 2
    assert get_valeurs(spec, "chemin_cibles", "x")[0] == 2025  # nothing leads from the baseline across the break


def test_a_break_that_is_still_to_come_leaves_the_path_from_the_baseline() -> None:
    spec = draw_rompu(STOCK, date(2026, 7, 1), ("2024-T2", 20))
    assert get_valeurs(spec, "chemin_cibles", "x")[0] == 2024
    assert get_couche(spec, "noms_ruptures")["mark"]["align"] == "right"


def test_a_flow_carries_its_break_within_the_band_of_its_year() -> None:
    spec = draw_rompu(FLUX, date(2025, 7, 1), ("2024-T4", 200))
    couche = get_couche(spec, "ruptures")
    assert get_valeurs(spec, "ruptures", "annee") == ["2025"]
    assert round(couche["encoding"]["x"]["bandPosition"], 1) == 0.5


def test_the_name_of_a_milestone_is_led_away_from_the_line() -> None:
    dessous = draw(build(STOCK, [make_resultat("2024-T2", 22)], [make_cible(2024, 28)]), T2)
    jalon, maximum = get_valeurs(dessous, "nom_jalon", "nom")[0], 28 * 1.18
    assert jalon == pytest.approx(0.11 * maximum)
    bas = STOCK | {"situation_initiale": Decimal(0)}
    dessus = draw(build(bas, [make_resultat("2024-T2", 2)], [make_cible(2024, 28)]), T2)
    assert get_valeurs(dessus, "nom_jalon", "nom")[0] > 28
    assert get_valeurs(dessus, "jalon", "debut", "fin") == [(2024.5, 2024.59)]


def test_a_past_quarter_is_no_longer_projected_once_the_year_went_on() -> None:
    resultats = [make_resultat("2024-T2", 22), make_resultat("2024-T3", 25)]
    assert not has_couche(draw(build(STOCK, resultats, [make_cible(2024, 28)]), T2), "projection")
    assert not has_couche(draw(build({}, resultats, [make_cible(2024, 28)]), T2), "projection")


def test_a_change_below_zero_is_drawn_below_zero() -> None:
    variation = {"type": "taux", "mode": "variation", "sens": "neutre"}
    resultats = [make_resultat("2024-T1", "-1.2"), make_resultat("2024-T2", "-2.4")]
    spec = draw(build(variation, resultats), T2)
    bas, haut = get_couche(spec, "points")["encoding"]["y"]["scale"]["domain"]
    assert bas < -2.4 and haut > 0


def test_figures_are_written_where_the_lines_leave_room() -> None:
    sous = draw(build(STOCK, [make_resultat("2024-T4", 22)], [make_cible(2024, 28)]))
    assert get_valeurs(sous, "valeurs_dessous", "texte") == ["22"]
    assert get_valeurs(sous, "noms_cibles_dessus", "texte") == ["28"]
    baisse = draw(build(STOCK, [make_resultat("2024-T3", 30), make_resultat("2024-T4", 29)], [make_cible(2024, 28)]))
    assert get_valeurs(baisse, "valeurs_a_droite", "texte") == ["29"]
    assert get_valeurs(baisse, "noms_cibles", "texte") == ["28"]


def test_a_quarter_that_will_not_be_sent_has_its_own_mark_and_its_words() -> None:
    for champs, niveau in ((STOCK, True), (FLUX, False)):
        contrat = make_contrat(make_indicateur(**champs), resultats=(make_resultat("2024-T1", 17),))
        pas = [make_pas(DECLAREE, n, f"2024-T{n}") for n in (2, 3, 4)]
        progression = build_progressions(with_pas(contrat, *pas, valideurs=False), JOUR)[("X-01", "DEP", "")]
        spec = draw(progression)
        assert '"⊖ T2 à T4", "ne seront pas transmises"' in get_axe(spec)["labelExpr"]
        if niveau:
            assert get_valeurs(spec, "closes", "trimestre") == ["T2 2024", "T3 2024", "T4 2024"]
            assert get_valeurs(spec, "closes", "texte")[0].startswith("ne sera pas transmise")
            assert get_valeurs(spec, "manques", "trimestre") == ["T1 2025"]
            assert "strokeDash" not in get_couche(spec, "closes")["mark"]
