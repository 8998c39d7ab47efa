"""What a reader may see of a fact: as it is, or hidden in its place."""

from dataclasses import replace

import pytest

from lib.domain.changements import get_adresse
from lib.domain.contrat_lu import AutresLectures
from lib.domain.lisibles import get_resultat, list_lots_masques, list_resultats
from lib.domain.periodes import Trimestre
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

T = "2025-T2"
COMPTE = make_indicateur(ventilations="territoire")


@pytest.mark.parametrize("valeur", [3, 30])
def test_a_result_as_it_may_be_read_keeps_its_place_and_its_address(valeur: int) -> None:
    resultat = make_resultat(T, valeur, territoire="94017", source="source")
    (lu,) = list_resultats(make_contrat(COMPTE, resultats=(resultat,)))
    assert (lu.cle, lu.source, lu.masque) == (resultat.cle, "source", valeur == 3)
    assert get_adresse(lu) == get_adresse(resultat) == "resultats/X-01/2025/2/94017/"


def test_the_departement_s_own_figure_is_masked_where_it_would_give_a_commune_back() -> None:
    resultats = (make_resultat(T, 3), make_resultat(T, 3, territoire="94017"))
    lu = get_resultat(make_contrat(COMPTE, resultats=resultats), "X-01", Trimestre(2025, 2))
    assert lu is not None
    assert (lu.valeur, lu.masque) == (None, True)
    assert get_resultat(make_contrat(COMPTE), "X-01", Trimestre(2025, 2)) is None


def test_the_lots_of_a_masked_figure_are_those_of_each_of_its_versions() -> None:
    premiere = make_resultat(T, 3, territoire="94017", lot=2)
    corrigee = replace(premiere, valeur=premiere.valeur, numerateur=None, lot=5)
    autre = make_resultat(T, 30, territoire="94028", lot=4)
    contrat = make_contrat(COMPTE, resultats=(corrigee, autre))
    contrat = replace(contrat, autres_lectures=AutresLectures(resultats=(premiere, corrigee)))
    assert list_lots_masques(contrat) == {2, 5}
