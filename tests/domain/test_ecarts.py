import pytest

from lib.domain.contrat import Ecart
from lib.domain.ecarts import select_ecarts_fiche
from lib.domain.nomenclatures import FamilleEcart
from tests.domain.fabrique_argent import make_contrat


def make_ecart(code: str, objet: str, lieu: str = "", explication: str = "") -> Ecart:
    return Ecart(
        code=code,
        ordre=1,
        famille=FamilleEcart.ARGENT,
        objet=objet,
        valeur_1="1",
        lieu_1=lieu,
        valeur_2="2",
        lieu_2="",
        explication=explication,
    )


CONTRAT = make_contrat(
    ecarts=[
        make_ecart("I1", "Part du Département dans l’action S.1.2"),
        make_ecart("I2", "Budget", lieu="fiche S.1.2, l.820 ; annexe"),
        make_ecart("I3", "Indicateur S.1.2-01"),
        make_ecart("I4", "Autre action", explication="Voir S.1.23 et S.1.2.1."),
        make_ecart("I5", "Marchés (I.V2.1)"),
        make_ecart("I6", "Volet 2 entier"),
    ]
)


@pytest.mark.parametrize(
    ("code", "codes"),
    [("S.1.2", ["I1", "I2", "I3"]), ("S.1.23", ["I4"]), ("I.V2.1", ["I5"]), ("I.V2", []), ("V2.1", [])],
)
def test_a_difference_belongs_to_the_fiches_it_names(code: str, codes: list[str]) -> None:
    assert [ecart.code for ecart in select_ecarts_fiche(CONTRAT, code)] == codes
