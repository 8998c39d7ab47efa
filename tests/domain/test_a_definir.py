from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.domain.a_definir import FamilleManque, Manque, list_manques
from lib.domain.indicateurs import IndicateurImpact
from lib.domain.nomenclatures import Categorie, Niveau, StatutCible
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur

IMPACT = IndicateurImpact(
    code="F1-IMP", fiche="F1", intitule="Non défini", echeance=date(2024, 9, 30), avec="commissaire", source="l.142"
)
JOUR = date(2026, 11, 23)


def list_(indicateur: dict[str, Any], cibles: Any = (), jour: date = JOUR) -> list[Manque]:
    return list_manques(make_contrat(make_indicateur(**indicateur), cibles=tuple(cibles)), jour)


def test_each_impact_slot_is_owed_by_both_parties_since_its_date() -> None:
    (manque,) = list_manques(replace(make_contrat(), impacts=(IMPACT,)), JOUR)
    assert (manque.famille, manque.depuis, manque.article) == (FamilleManque.IMPACT, date(2024, 9, 30), "art. 2.4.1")
    assert manque.qui == "État et Conseil départemental, avec le commissaire"


def test_an_impact_slot_is_not_missing_before_its_date() -> None:
    assert list_manques(replace(make_contrat(), impacts=(IMPACT,)), date(2024, 9, 29)) == []


def test_an_indicator_with_a_figure_every_year_lacks_nothing() -> None:
    assert list_({}, [make_cible(annee, 10) for annee in range(2024, 2028)]) == []


def test_the_words_a_definir_are_missing_figures_of_their_years() -> None:
    statut = StatutCible.CIBLE_PUIS_A_DEFINIR
    cibles = [
        make_cible(2024, 5),
        make_cible(2025, 6),
        make_cible(2026, texte="A définir"),
        make_cible(2027, texte="A définir"),
    ]
    (manque,) = list_({"statut": statut}, cibles)
    assert (manque.famille, manque.quoi) == (FamilleManque.CIBLE_ANNONCEE, "Cibles 2026 et 2027")
    assert manque.depuis == date(2026, 1, 1)


def test_a_national_indicator_of_solidarites_is_owed_jointly() -> None:
    (manque,) = list_({"niveau": Niveau.NATIONAL, "statut": StatutCible.VIDE})
    assert (manque.famille, manque.quoi) == (FamilleManque.CIBLE_NATIONALE, "Cibles 2024 à 2027")
    assert (manque.qui, manque.article) == ("État et Conseil départemental, conjointement", "art. 2.4.1")


def test_no_article_is_invented_for_insertion() -> None:
    (manque,) = list_({"axe": "V3", "fiche": "", "statut": StatutCible.VIDE})
    assert (manque.quoi, manque.article) == ("Cible 2024", "aucun article n’exige cette cible")


@pytest.mark.parametrize(
    "champs",
    [
        {"statut": StatutCible.NON_CONTRACTUALISE},
        {"statut": StatutCible.ECHEANCE_SANS_CIBLE},
        {"statut": StatutCible.CIBLE_QUALITATIVE},
        {"statut": StatutCible.VIDE, "categorie": Categorie.CONTEXTE},
        {"statut": StatutCible.VIDE, "sens": "neutre"},
    ],
)
def test_what_needs_no_figure_is_not_in_the_list(champs: dict[str, Any]) -> None:
    assert list_(champs) == []


def test_a_definir_non_cible_is_in_the_list_even_without_a_wanted_direction() -> None:
    (manque,) = list_({"statut": StatutCible.A_DEFINIR_NON_CIBLE, "sens": "neutre"})
    assert manque.famille is FamilleManque.CIBLE_ANNONCEE
