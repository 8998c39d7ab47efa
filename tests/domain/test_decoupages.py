"""Which figures make a whole: the communes of a territory, the families of a breakdown, shares, a « dont »."""

from dataclasses import replace

from lib.domain.decoupages import (
    build_familles,
    build_filiations,
    build_membres,
    build_partages,
    build_totaux_dont,
)
from lib.domain.indicateurs import Modalite
from tests.factories import CONTRAT


def test_two_ways_of_cutting_one_whole_are_never_added_up() -> None:
    intitules = {
        "emploi": "Emploi (catégorie de la loi)",
        "social": "Social (catégorie de la loi)",
        "jeunes": "Jeunes (parcours local, catégorie emploi)",
        "insertion": "Insertion (parcours local, catégorie social)",
    }
    modalites = tuple(Modalite(dimension="parcours", code=c, intitule=i) for c, i in intitules.items())
    assert build_familles(replace(CONTRAT, modalites=modalites)) == {
        "parcours": [
            frozenset({"parcours:emploi", "parcours:social"}),
            frozenset({"parcours:jeunes", "parcours:insertion"}),
        ]
    }


def test_brackets_that_name_no_family_leave_one_whole() -> None:
    intitules = {"ivry": "Ivry (deux)", "vitry": "Vitry (deux)", "bonneuil": "Bonneuil"}
    modalites = tuple(Modalite(dimension="lieu", code=c, intitule=i) for c, i in intitules.items())
    assert build_familles(replace(CONTRAT, modalites=modalites)) == {
        "lieu": [frozenset({"lieu:ivry", "lieu:vitry", "lieu:bonneuil"})]
    }


def test_a_territory_is_made_of_communes_and_an_agency_is_not_one() -> None:
    assert build_membres(CONTRAT) == {
        "DEP": frozenset({"94011", "94017", "94028"}),
        "ZONE": frozenset({"94017", "94028"}),
    }


def test_shares_of_one_label_are_found_in_the_data() -> None:
    codes = ("V3-04a", "V3-04b", "V3-04c")
    assert build_partages(CONTRAT) == dict.fromkeys(codes, codes)


def test_a_dont_is_part_of_the_first_measure_of_its_stem() -> None:
    assert build_totaux_dont(CONTRAT) == {"V2.1-03b": "V2.1-03a"}


def test_a_local_modality_lies_in_the_larger_one_its_brackets_name() -> None:
    intitules = {
        "equilibre": "Équilibré (catégorie de la loi)",
        "jeunes": "Jeunes (parcours local, catégorie équilibré)",
        "tns": "Indépendants (parcours local, catégorie équilibré)",
        "ailleurs": "Autre (parcours local, catégorie inconnue)",
        "seul": "Seul (équilibré)",
    }
    modalites = tuple(Modalite(dimension="parcours", code=c, intitule=i) for c, i in intitules.items())
    assert build_filiations(replace(CONTRAT, modalites=modalites)) == {
        "parcours:equilibre": frozenset({"parcours:jeunes", "parcours:tns"})
    }
