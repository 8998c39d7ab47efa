"""Labels of the house against the contract's: the same words, close ones, or a question."""

from functools import cache

import pytest

from lib.imports.libelles import PROCHE, Libelles
from tests.contrat_complet import read_contrat


@cache
def get_libelles() -> Libelles:
    return Libelles(read_contrat())


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("Nombre de jeunes ayant accès à un appartement en colocation", ["S.1.2-01"]),
        ("NB DE JEUNES AYANT ACCES A UN APPARTEMENT EN COLOCATION ", ["S.1.2-01"]),
        ("Nombre d'allocataires du RSA reçus", ["V2.1-ESE-02"]),
        ("Cantines solidaires : nombre de repas servis", ["S.3.2-05c"]),
        ("Nombre de repas servis", ["S.3.2-05c"]),
        ("Nombre de nouveaux entrants", ["N-V2A-08", "N-V2B-08", "N-V3-04"]),
        ("Durée moyenne du parcours", ["V2.1-ESE-08", "V3-08"]),
        ("Nombre de jeunes", []),
        ("", []),
    ],
)
def test_the_same_words_name_every_indicator_that_bears_them(texte: str, codes: list[str]) -> None:
    assert list(get_libelles().find(texte).identiques) == codes


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Jeunes ayant accès à un appartement en colocation", "S.1.2-01"),
        ("Familles accompagnées", "S.1.3-02"),
        ("Nombre de personnes formées sur les formations éligibles au Pacte", "S.2.3-01"),
        ("Personnes orientées au regard du flux entrant", "V3-01"),
        ("Nombre de personnes orientées", None),
        ("Nombre d'adhérents", None),
        ("Suivi maison", None),
        ("Total", None),
    ],
)
def test_a_close_label_is_proposed_only_when_no_other_is_as_close(texte: str, code: str | None) -> None:
    trouvaille = get_libelles().find(texte)
    assert trouvaille.get_proche() == code
    assert code is None or (trouvaille.identiques == () and trouvaille.proches[0][1] >= PROCHE)


@pytest.mark.parametrize(
    ("texte", "autre"),
    [
        ("Nombre de personnes orientées au regard du stock", "V3-01"),
        ("Nombre d'ARSA reçus en moins de 2 mois après leur orientation", "V2.1-ESE-03"),
        ("Taux de personnes reçues dans les accueils de jour", "S.2.2-04"),
        ("Nombre d'entrants", "N-V3-05"),
    ],
)
def test_contrary_words_and_other_figures_never_make_a_close_label(texte: str, autre: str) -> None:
    assert dict(get_libelles().find(texte).proches).get(autre, 0) < PROCHE


def test_every_label_of_the_contract_finds_its_own_indicator() -> None:
    for indicateur in read_contrat().indicateurs:
        assert indicateur.code in get_libelles().find(indicateur.intitule).identiques
        assert indicateur.code in get_libelles().find_mot_a_mot(indicateur.intitule)
