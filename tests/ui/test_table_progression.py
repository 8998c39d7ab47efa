"""The table of a progression chart, row by row."""

from datetime import date
from typing import Any

from lib.domain.progression import Progression, build_progressions
from lib.domain.ruptures import Rupture
from lib.ui.table_progression import build_lignes_progression
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat


def build(resultats: Any = (), ruptures: Any = (), **champs: Any) -> Progression:
    contrat = make_contrat(make_indicateur(**champs), resultats=tuple(resultats), ruptures=tuple(ruptures))
    return build_progressions(contrat, date(2025, 5, 1))[("X-01", "DEP", "")]


def test_the_table_of_a_chart_has_the_baseline_then_every_quarter() -> None:
    lignes = build_lignes_progression(build([make_resultat("2024-T1", numerateur=37, denominateur=40)], type="taux"))
    assert len(lignes) == 17
    assert (lignes[1]["Valeur"], lignes[1]["Numérateur"], lignes[1]["Dénominateur"]) == ("92,5", "37", "40")
    assert lignes[2]["Donnée"].startswith("en attente depuis le 15/07/2024")


def test_a_series_break_has_its_own_row_between_the_figures_it_keeps_apart() -> None:
    ruptures = [Rupture(objet="X-01", debut=date(annee, 4, 1), motif=f"motif {annee}") for annee in (2024, 2026)]
    lignes = build_lignes_progression(build([make_resultat("2024-T1", 5)], ruptures))
    assert [ligne["Trimestre"] for ligne in lignes][1:4] == ["T1 2024", "rupture de série au 01/04/2024", "T2 2024"]
    assert (lignes[2]["Donnée"], lignes[2]["Valeur"]) == ("motif 2024", "–")
    assert [ligne["Trimestre"] for ligne in lignes].count("rupture de série au 01/04/2026") == 1


def test_each_uploaded_value_leads_to_where_it_comes_from() -> None:
    lignes = build_lignes_progression(build([make_resultat("2024-T1", 5)]))
    assert lignes[1]["Origine"] == "/depots?valeur=resultats/X-01/2024/1/DEP/"
    assert (lignes[0]["Origine"], lignes[2]["Origine"]) == ("–", "–")
