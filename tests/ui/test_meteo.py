"""The weather's marks: a shape and a word each, in ink, never a status colour."""

import pytest

from lib.charts.marques import ALLURES
from lib.domain.faits import NiveauMeteo
from lib.ui.meteo import build_meteo
from lib.ui.style import DESSINS_METEO, build_style


@pytest.mark.parametrize("niveau", list(NiveauMeteo))
def test_each_level_has_its_word_and_its_own_shape(niveau: NiveauMeteo) -> None:
    assert niveau.libelle in build_meteo(niveau)
    assert f".meteo-{niveau.value} {{ background-image: url(" in build_style()
    assert list(DESSINS_METEO.values()).count(DESSINS_METEO[niveau]) == 1


def test_no_weather_borrows_the_colour_of_a_status() -> None:
    regles = [ligne for ligne in build_style().splitlines() if ligne.startswith(".meteo")]
    couleurs = {marque.couleur.lstrip("#").lower() for marque in ALLURES.values()}
    assert len(regles) > len(NiveauMeteo)
    assert not [couleur for couleur in couleurs for regle in regles if couleur in regle.lower()]
