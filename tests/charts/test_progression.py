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
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

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
    assert get_valeurs(spec, "jalon", "niveau", "texte") == [(10, "attendu à fin T2 : 10")]
    assert get_valeurs(spec, "projection", "bas", "haut") == [(9, 18)]
    assert get_valeurs(spec, "nom_projection", "texte") == ["à ce rythme : 18"]
    assert not has_couche(draw(progression, T4), "jalon")


def test_each_year_says_its_target_or_the_word_for_its_absence() -> None:
    cibles = [make_cible(2024, 20), make_cible(2025, texte="A définir")]
    expression = get_axe(draw(build(FLUX, [], cibles)))["labelExpr"]
    assert '"2023": ["2023", "situation initiale"]' in expression
    assert '"2024": ["2024", "cible 20", "○ T1 à T4 attendus", "depuis le 15/04/2024"]' in expression
    assert '"2025": ["2025", "cible à définir", "○ T1 attendu", "depuis le 15/04/2025"]' in expression
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
