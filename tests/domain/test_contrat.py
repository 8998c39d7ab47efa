"""A fact made in one go is the one its constructor makes."""

from dataclasses import asdict, replace

import pytest

from lib.domain.contrat import Fait, build_fait
from lib.domain.faits import Execution
from lib.domain.nomenclatures import Financeur
from tests.factories import build_resultat

FAITS: list[Fait] = [
    build_resultat("S.1.2-01", "2025-T1", "348", commentaire="au 31 mars"),
    Execution(fiche="S.1.2", annee=2025, trimestre=2, financeur=Financeur.ETAT, montant=3_179_500, ligne=4),
]


@pytest.mark.parametrize("fait", FAITS)
def test_a_fact_made_in_one_go_is_the_one_its_constructor_makes(fait: Fait) -> None:
    sans_defauts = {nom: valeur for nom, valeur in vars(fait).items() if valeur not in ("", None, 0)}
    for champs in (vars(fait), sans_defauts):
        fait_d_un_coup = build_fait(type(fait), **champs)
        assert fait_d_un_coup == fait
        assert (hash(fait_d_un_coup), repr(fait_d_un_coup), asdict(fait_d_un_coup)) == (
            hash(fait),
            repr(fait),
            asdict(fait),
        )
        assert replace(fait_d_un_coup, lot=3) == replace(fait, lot=3)
