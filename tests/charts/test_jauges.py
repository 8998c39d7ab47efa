"""Gauges of consumption: what is written, what is drawn, and where, on a small contract."""

from typing import Any

import pytest

from lib.charts.jauges import CODE_TOTAL, Jauge, list_jauges, list_jauges_fiche
from lib.charts.jauges_dessin import AXE_MAXIMUM, build_jauges_chart
from lib.charts.theme import COULEURS_FINANCEURS
from lib.domain.contrat_lu import ContratLu
from lib.domain.periodes import Trimestre
from tests.domain.fabrique_argent import (
    AUTRES,
    CD,
    ETAT,
    NOTIFIE,
    make_contrat,
    make_enveloppe,
    make_execution,
    make_report,
    make_versement,
)

T2, T4 = Trimestre(2024, 2), Trimestre(2024, 4)
PISTES, VIDES, VERSEMENTS, REALISES, HACHURES, CONTOURS, REPERES = range(7)
PREVU = (make_enveloppe("S.1", ETAT, 1000), make_enveloppe("S.1", CD, 1500))


def get_valeurs(chart: dict[str, Any], couche: int) -> list[dict[str, Any]]:
    valeurs: list[dict[str, Any]] = chart["layer"][couche]["data"]["values"]
    return valeurs


def draw(contrat: ContratLu, trimestre: Trimestre = T2, fiche: str = "S.1") -> dict[str, Any]:
    return build_jauges_chart(list_jauges_fiche(contrat, fiche, trimestre), trimestre)


def read_texte(jauge: Jauge) -> str:
    return jauge.texte.replace("\u202f", "_").replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("faits", "texte"),
    [
        ({}, "montant à confirmer par avenant"),
        ({"executions": [make_execution("S.1", ETAT, 2, 12)]}, "12~€ réalisés · montant à confirmer par avenant"),
        ({"enveloppes": PREVU}, "1_000~€ prévus · exécution non transmise"),
        ({"enveloppes": [make_enveloppe("S.1", ETAT, 0)]}, "0 € prévu"),
        (
            {"enveloppes": PREVU, "executions": [make_execution("S.1", ETAT, 2, 840.40)]},
            "840~€ sur 1_000~€ · 84,0_% du prévisionnel",
        ),
        (
            {
                "enveloppes": [*PREVU, make_enveloppe("S.1", ETAT, 2000, NOTIFIE)],
                "executions": [make_execution("S.1", ETAT, 2, 2500)],
            },
            "2_500~€ sur 2_000~€ · 125,0_% du notifié",
        ),
    ],
    ids=["rien", "sans base", "prévu", "zéro", "prévisionnel", "notifié dépassé"],
)
def test_the_words_beside_a_gauge_say_the_base_or_what_is_missing(faits: dict[str, Any], texte: str) -> None:
    etat = list_jauges_fiche(make_contrat(**faits), "S.1", T2)[0]
    assert (etat.nom, read_texte(etat)) == ("S.1 · État", texte)


def test_what_is_carried_over_enters_the_base_and_is_named() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 126000, NOTIFIE, 2025)],
        reports=[make_report("S.1", ETAT, 26000)],
        executions=[make_execution("S.1", ETAT, 4, 140000, 2025)],
    )
    etat = list_jauges_fiche(contrat, "S.1", Trimestre(2025, 4))[0]
    assert read_texte(etat) == "140_000~€ sur 152_000~€ · 92,1_% du notifié et reporté"


def test_a_gauge_says_how_many_amounts_were_received() -> None:
    contrat = make_contrat(
        enveloppes=[*PREVU, make_enveloppe("S.2", ETAT, 1000)], executions=[make_execution("S.1", ETAT, 2, 500)]
    )
    assert read_texte(list_jauges(contrat, T2, separes=True)[0]).endswith(
        "25,0_% du prévisionnel · 1 montant reçu sur 2"
    )


def test_gauges_go_axe_by_axe_then_the_whole_contract() -> None:
    contrat = make_contrat(enveloppes=PREVU)
    separes = list_jauges(contrat, T2, separes=True)
    assert [(j.groupe, j.financeur) for j in separes[:4]] == [("A1", ETAT), ("A1", CD), ("A2", ETAT), ("A2", CD)]
    assert [(j.groupe, j.total) for j in separes[-2:]] == [(CODE_TOTAL, True)] * 2
    assert [j.nom for j in list_jauges(contrat, T2, separes=False)] == [
        "Axe 1 · A1",
        "Axe 2 · A2",
        "Volet 1 · V1",
        "Volet 2 · V2",
        "Volet 3 · V3",
        "Total du contrat",
    ]


def test_others_have_a_gauge_only_when_they_bring_something() -> None:
    assert AUTRES not in [j.financeur for j in list_jauges(make_contrat(enveloppes=PREVU), T2, separes=True)]
    contrat = make_contrat(enveloppes=[*PREVU, make_enveloppe("S.1", AUTRES, 10)])
    assert [j.financeur for j in list_jauges_fiche(contrat, "S.1", T2)] == [ETAT, CD, AUTRES]


def test_every_gauge_shares_one_scale_of_percentages() -> None:
    contrat = make_contrat(enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 2, 840)])
    chart = draw(contrat)
    echelles = {
        tuple(couche["encoding"]["x"]["scale"]["domain"])
        for couche in chart["layer"]
        if "scale" in couche["encoding"]["x"]
    }
    assert {tuple(e) for e in echelles} == {(0, 1.0)}
    axe = chart["layer"][PISTES]["encoding"]["x"]["axis"]
    assert axe["format"] == ".0%"
    assert chart["config"]["locale"]["number"]["percent"] == "\u202f%"


def test_the_bar_is_the_realised_share_in_the_funder_s_colour_and_an_untransmitted_track_is_empty() -> None:
    contrat = make_contrat(enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 2, 840)])
    chart = draw(contrat)
    (barre,) = get_valeurs(chart, REALISES)
    assert (barre["debut"], barre["fin"], barre["couleur"]) == (0, 0.84, COULEURS_FINANCEURS[ETAT])
    (pleine,), (vide,) = get_valeurs(chart, PISTES), get_valeurs(chart, VIDES)
    assert pleine["haut"] < vide["haut"]
    assert "strokeDash" in chart["layer"][VIDES]["mark"] and "strokeDash" not in chart["layer"][PISTES]["mark"]


def test_the_notch_follows_the_months_of_the_action() -> None:
    contrat = make_contrat(enveloppes=[*PREVU, make_enveloppe("I.V3", ETAT, 900)])
    assert {repere["attendu"] for repere in get_valeurs(draw(contrat), REPERES)} == {0.5}
    volet_dessine = draw(contrat, fiche="I.V3")
    (volet,) = get_valeurs(volet_dessine, REPERES)
    contour, repere = (volet_dessine["layer"][couche]["mark"]["strokeWidth"] for couche in (CONTOURS, REPERES))
    assert contour > repere
    assert volet["attendu"] == pytest.approx(1 / 3)
    assert "T2 2024" in volet["bulle"] and "33,3\u202f%" in volet["bulle"]


def test_beyond_the_base_the_bar_stops_and_stripes_begin() -> None:
    contrat = make_contrat(enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 4, 1200)])
    chart = draw(contrat, T4)
    assert get_valeurs(chart, REALISES)[0]["fin"] == 1
    hachures = [h["debut"] for h in get_valeurs(chart, HACHURES)]
    assert min(hachures) > 1 and max(hachures) < 1.2 and len(hachures) > 20
    assert chart["layer"][PISTES]["encoding"]["x"]["scale"]["domain"] == [0, 1.2]


def test_a_huge_overrun_does_not_flatten_the_others_and_keeps_its_figure() -> None:
    contrat = make_contrat(enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 4, 9000)])
    chart = draw(contrat, T4)
    assert chart["layer"][PISTES]["encoding"]["x"]["scale"]["domain"] == [0, AXE_MAXIMUM]
    assert max(h["debut"] for h in get_valeurs(chart, HACHURES)) < AXE_MAXIMUM
    assert "900,0\u202f%" in list_jauges_fiche(contrat, "S.1", T4)[0].texte


@pytest.mark.parametrize(("euros", "bande"), [(900, [(0.5, 0.9)]), (400, []), (None, [])])
def test_what_is_paid_and_not_yet_realised_is_a_pale_extension(
    euros: float | None, bande: list[tuple[float, float]]
) -> None:
    versements = [] if euros is None else [make_versement(euros, axe="A1", fiche="S.1")]
    contrat = make_contrat(enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 2, 500)], versements=versements)
    chart = draw(contrat)
    assert [(v["debut"], v["fin"]) for v in get_valeurs(chart, VERSEMENTS)] == bande
    assert chart["layer"][VERSEMENTS]["mark"]["opacity"] < chart["layer"][REALISES]["mark"]["opacity"]


def test_a_payment_to_the_whole_part_shows_on_the_total_only() -> None:
    contrat = make_contrat(
        enveloppes=PREVU,
        executions=[make_execution("S.1", ETAT, 2, 500), make_execution("S.1", CD, 2, 500)],
        versements=[make_versement(900)],
    )
    jauges = list_jauges(contrat, T2, separes=True)
    assert {jauge.groupe for jauge in jauges if jauge.verse is not None} == {CODE_TOTAL}


def test_together_the_funders_follow_one_another_on_one_track() -> None:
    contrat = make_contrat(
        enveloppes=PREVU, executions=[make_execution("S.1", ETAT, 2, 500), make_execution("S.1", CD, 2, 1000)]
    )
    chart = build_jauges_chart(list_jauges(contrat, T2, separes=False)[:1], T2)
    segments = [(s["debut"], s["fin"], s["couleur"]) for s in get_valeurs(chart, REALISES)]
    assert segments == [(0, 0.2, COULEURS_FINANCEURS[ETAT]), (0.2, 0.6, COULEURS_FINANCEURS[CD])]


def test_names_are_at_the_left_and_amounts_at_the_right() -> None:
    chart = draw(make_contrat(enveloppes=PREVU))
    textes = [c for c in chart["layer"] if c["mark"]["type"] == "text" and c["data"]["values"]]
    assert [(c["mark"]["align"], c["encoding"]["x"]["value"]) for c in textes] == [("left", 0), ("right", "width")]
    assert all(c["mark"]["fontSize"] >= 18 for c in textes)
    assert [v["mots"] for v in textes[0]["data"]["values"]] == ["S.1 · État", "S.1 · Département"]


@pytest.mark.parametrize("separes", [True, False])
def test_what_is_out_of_period_has_one_line_of_words_and_no_track(separes: bool) -> None:
    trimestre = Trimestre(2026, 2)
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 100, NOTIFIE, 2026)],
        executions=[make_execution("S.1", ETAT, 2, 40, 2026)],
    )
    jauges = list_jauges(contrat, trimestre, separes)
    assert [(j.nom, j.texte) for j in jauges if j.groupe.startswith("V")] == [
        (f"Volet {rang} · V{rang}", "hors période") for rang in (1, 2, 3)
    ]
    pistes = [*get_valeurs(build_jauges_chart(jauges, trimestre), PISTES)]
    pistes += get_valeurs(build_jauges_chart(jauges, trimestre), VIDES)
    assert len(pistes) == sum(bool(jauge.taux.base) for jauge in jauges)


def test_the_total_counts_only_what_is_expected_in_the_period() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", ETAT, 100, NOTIFIE, 2026)],
        executions=[make_execution("S.1", ETAT, 2, 40, 2026)],
    )
    total = next(j for j in list_jauges(contrat, Trimestre(2026, 2), True) if j.groupe == CODE_TOTAL)
    assert read_texte(total) == "40~€ sur 100~€ · 40,0_% du notifié · 1 montant reçu sur 3"


def test_a_gauge_one_euro_short_never_reads_as_full() -> None:
    contrat = make_contrat(
        enveloppes=[make_enveloppe("S.1", CD, 15000)], executions=[make_execution("S.1", CD, 4, 14999)]
    )
    (jauge,) = [j for j in list_jauges_fiche(contrat, "S.1", T4) if j.financeur is CD]
    assert read_texte(jauge) == "14_999~€ sur 15_000~€ · 99,99_% du prévisionnel"
