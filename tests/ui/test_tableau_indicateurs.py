from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.domain.faits import Resultat
from lib.domain.nomenclatures import Periodicite
from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression, build_progressions
from lib.domain.ruptures import Rupture
from lib.ui.tableau_indicateurs import build_lignes_matrice
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas


def build(resultats: Any = (), cibles: Any = (), **champs: Any) -> Progression:
    contrat = make_contrat(make_indicateur(**champs), resultats=tuple(resultats), cibles=tuple(cibles))
    return build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")]


def test_the_matrix_gives_target_result_and_status_of_every_year() -> None:
    progression = build(
        [make_resultat("2024-T4", 9), make_resultat("2025-T1", 3, statut="provisoire")],
        [make_cible(2024, 10), make_cible(2025, texte="A définir")],
        situation_initiale_texte="sans objet",
    )
    (ligne,) = build_lignes_matrice([progression], Trimestre(2025, 1))
    assert ligne["Situation initiale"] == "sans objet"
    assert [ligne[f"{quoi} 2024"] for quoi in ("Cible", "Résultat")] == ["10", "9"]
    assert ligne["Statut 2024"].endswith("Non atteint")
    assert [ligne[f"{quoi} 2025"] for quoi in ("Cible", "Résultat")] == ["« A définir »", "3 (T1, provisoire)"]
    assert ligne["Statut 2025"].endswith("Cible à définir")
    assert [ligne[f"{quoi} 2026"] for quoi in ("Cible", "Résultat", "Statut")] == ["–", "–", "–"]


def test_a_late_figure_is_awaited_never_zero() -> None:
    (ligne,) = build_lignes_matrice([build()], Trimestre(2024, 4))
    assert (ligne["Résultat 2024"], ligne["Cible 2024"]) == ("en attente", "–")


def test_a_result_past_a_break_says_so_in_the_year_it_falls() -> None:
    rupture = Rupture(objet="X-01", debut=date(2025, 1, 1), motif="m")
    resultats = (make_resultat("2024-T4", 12), make_resultat("2025-T1", 14))
    contrat = make_contrat(make_indicateur(comptage="stock"), resultats=resultats, ruptures=(rupture,))
    progression = build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")]
    (ligne,) = build_lignes_matrice([progression], Trimestre(2025, 1))
    assert (ligne["Résultat 2024"], ligne["Résultat 2025"]) == ("12", "14 (T1, rupture de série)")


def test_a_year_that_will_not_be_sent_says_so_once_nothing_else_is_awaited() -> None:
    annuelle = make_contrat(make_indicateur(periodicite=Periodicite.ANNUELLE, delai_jours=31))

    def read_resultat(*resultats: Resultat) -> str:
        contrat = with_pas(replace(annuelle, resultats=resultats), make_pas(DECLAREE, 1, "2024-T4"), valideurs=False)
        progression = build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")]
        return build_lignes_matrice([progression], Trimestre(2024, 4))[0]["Résultat 2024"]

    assert read_resultat() == "ne sera pas transmise (T4)"
    assert read_resultat(make_resultat("2024-T2", 7)) == "7 (T2)"


@pytest.mark.parametrize(("statut", "mots"), [("sans_objet", "sans objet"), ("non_disponible", "non disponible")])
@pytest.mark.parametrize("cibles", [(), (make_cible(2024, 10),)])
def test_an_answer_without_figure_is_neither_a_dash_nor_awaited(statut: str, mots: str, cibles: Any) -> None:
    resultats = [make_resultat(f"2024-T{numero}", statut=statut) for numero in (1, 2, 3, 4)]
    (ligne,) = build_lignes_matrice([build(resultats, cibles)], Trimestre(2024, 4))
    assert ligne["Résultat 2024"] == f"{mots} (T4)"
