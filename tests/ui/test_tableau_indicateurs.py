from datetime import date
from typing import Any

from lib.domain.periodes import Trimestre
from lib.domain.progression import Progression, build_progressions
from lib.ui.tableau_indicateurs import build_lignes_matrice, build_lignes_progression
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat


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


def test_the_table_of_a_chart_has_the_baseline_then_every_quarter() -> None:
    lignes = build_lignes_progression(build([make_resultat("2024-T1", numerateur=37, denominateur=40)], type="taux"))
    assert len(lignes) == 17
    assert (lignes[1]["Valeur"], lignes[1]["Numérateur"], lignes[1]["Dénominateur"]) == ("92,5", "37", "40")
    assert lignes[2]["Donnée"].startswith("en attente depuis le 15/07/2024")
