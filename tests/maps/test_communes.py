import json
from dataclasses import replace
from typing import Any

import pytest

from lib.domain.territoire_pilote import MesureLocale, list_communes, list_mesures_contexte, list_zones
from lib.maps.communes import CADRE, Couleurs, build_communes_map, compute_centre, place_mots, read_contour, to_rgba
from tests.contrat_complet import read_contrat

CONTRAT = read_contrat()
(ZONE,) = list_zones(CONTRAT)
MESURE = list_mesures_contexte(CONTRAT, ZONE)[0]
COULEURS = Couleurs(zone="#8A6412", fond_zone="#F6E8C8", fond="#FFFFFF", trait="#CECECE", encre="#161616")
TEXTES = {valeur.territoire.code: str(valeur.valeur) for valeur in MESURE.communes}


def build(mesure: MesureLocale = MESURE, choisie: str = "", textes: dict[str, str] = TEXTES) -> dict[str, Any]:
    return dict(
        json.loads(build_communes_map(list_communes(CONTRAT), mesure, textes, textes, COULEURS, choisie).to_json())
    )


def get_couche(carte: dict[str, Any], nom: str) -> dict[str, Any]:
    return next(dict(couche) for couche in carte["layers"] if couche["id"] == nom)


def get_surfaces(carte: dict[str, Any]) -> dict[str, dict[str, Any]]:
    objets = get_couche(carte, "communes")["data"]["features"]
    return {objet["properties"]["code"]: objet for objet in objets}


def test_every_commune_is_drawn_and_the_territory_alone_is_coloured() -> None:
    surfaces = get_surfaces(build())
    assert len(surfaces) == 47
    colorees = {code for code, s in surfaces.items() if s["properties"]["fond"] == to_rgba(COULEURS.fond_zone)}
    assert colorees == {"94028", "94017", "94079"}
    assert surfaces["94011"]["properties"]["texte"] == "Hors du territoire pilote"
    assert all(s["geometry"]["coordinates"][0][0] == s["geometry"]["coordinates"][0][-1] for s in surfaces.values())


def test_no_background_map_is_asked_for() -> None:
    carte = build()
    assert carte["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in carte or carte["mapProvider"] is None


def test_the_area_of_a_disc_is_proportional_to_the_count() -> None:
    disques = get_couche(build(), "disques")["data"]
    (creteil, champigny, _) = [disque["rayon"] for disque in disques]
    assert (champigny / creteil) ** 2 == pytest.approx(3620 / 4183)


def test_a_rate_has_no_disc() -> None:
    carte = build(replace(MESURE, est_rapport=True))
    assert [couche["id"] for couche in carte["layers"]] == ["communes", "noms"]


def test_the_chosen_commune_is_drawn_last_with_a_thick_outline() -> None:
    *_, derniere = get_couche(build(choisie="94028"), "communes")["data"]["features"]
    assert derniere["properties"]["code"] == "94028"
    assert derniere["properties"]["trait"] == to_rgba(COULEURS.encre)


def test_the_words_of_the_tooltip_are_escaped() -> None:
    surfaces = get_surfaces(build(textes=TEXTES | {"94028": "<img src=x>"}))
    assert surfaces["94028"]["properties"]["texte"] == "&lt;img src=x&gt;"
    assert surfaces["94038"]["properties"]["nom"] == "L&#x27;Haÿ-les-Roses"


def test_labels_never_overlap_nor_leave_the_frame() -> None:
    boites = [(240.0, 150.0, 320.0, 256.0), (318.0, 92.0, 453.0, 158.0), (400.0, 74.0, 473.0, 124.0)]
    places = place_mots(boites, ["Créteil\n4 183", "Champigny-sur-Marne\n3 620", "Villiers-sur-Marne\n946"])
    for rang, (gauche, haut, droite, bas) in enumerate(places):
        assert gauche >= 0 and haut >= 0 and droite <= CADRE[0] and bas <= CADRE[1]
        autres = [b for autre, b in enumerate(boites) if autre != rang] + places[:rang]
        assert not any(gauche < b[2] and b[0] < droite and haut < b[3] and b[1] < bas for b in autres)


def test_a_label_without_free_side_stays_in_its_outline() -> None:
    largeur, hauteur = CADRE
    assert place_mots([(0, 0, largeur, hauteur)], ["Ici"]) == [(283.0, 221.25, 307.0, 238.75)]


def test_an_outline_is_closed_and_its_centre_is_inside() -> None:
    carre = read_contour("0,0 2,0 2,2 0,2")
    assert carre[0] == carre[-1]
    assert compute_centre(carre) == (1, 1)
    assert read_contour("") == []
    assert compute_centre([(1, 1), (3, 3), (1, 1)]) == (5 / 3, 5 / 3)
