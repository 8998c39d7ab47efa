from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.calculs import Calcul, list_calculs
from lib.domain.periodes import Trimestre
from lib.domain.progression import build_progressions
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas


def clean(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def list_(trimestre: Trimestre, *indicateurs: Any, code: str = "X-01", **champs: Any) -> dict[str, Calcul]:
    progressions = build_progressions(make_contrat(*indicateurs, **champs), date(2025, 2, 1))
    progression = progressions[(code, "DEP", "")]
    return {c.nom: c for c in list_calculs(progression, progression.ligne_par_trimestre[trimestre], {})}


def test_a_rate_shows_its_two_terms() -> None:
    calculs = list_(
        Trimestre(2024, 4),
        make_indicateur(type="taux"),
        resultats=(make_resultat("2024-T4", numerateur=37, denominateur=40),),
    )
    valeur = calculs["Valeur à fin T4 2024"]
    assert (valeur.operation, valeur.resultat) == ("100 × 37 / 40", "92,5")


def test_every_ratio_shows_its_inputs() -> None:
    calculs = list_(
        Trimestre(2024, 2),
        make_indicateur(comptage="stock", situation_initiale=Decimal(16)),
        resultats=(make_resultat("2024-T2", 22, lot=7),),
        cibles=(make_cible(2024, 28, source="l.938"), make_cible(2027, 80)),
    )
    assert calculs["Valeur à fin T2 2024"].operation == "transmise (mesurée), lot n° 7"
    assert (calculs["Cible 2024"].resultat, calculs["Cible 2024"].regle) == ("28", "l.938")
    assert calculs["Jalon du trimestre"].resultat == "22"
    assert "2 trimestres sur 4" in calculs["Jalon du trimestre"].operation
    assert calculs["Taux d’atteinte"].operation == "22 / 28"
    assert calculs["Avancement de l’année"].operation == "(22 − 16) / (28 − 16)"
    assert calculs["Avancement de l’année"].resultat.replace("\u202f", " ") == "50,0 %"
    assert calculs["Projection au 31/12/2024"].resultat == "28"
    assert calculs["Projection au 31/12/2024"].operation == "22 + (22 − 16 fin T4 2023) × 2 / 2 trimestres"


def test_the_way_done_of_the_contract_is_that_of_the_last_closed_year_and_says_which() -> None:
    calculs = list_(
        Trimestre(2025, 2),
        make_indicateur(comptage="stock", situation_initiale=Decimal(16)),
        resultats=(make_resultat("2024-T4", 32), make_resultat("2025-T2", 45)),
        cibles=(make_cible(2025, 50), make_cible(2027, 80)),
    )
    contrat = calculs["Avancement du contrat à fin 2024"]
    assert (contrat.operation, contrat.resultat.replace("\u202f", " ")) == ("(32 − 16) / (80 − 16)", "25,0 %")
    assert calculs["Avancement de l’année"].operation == "(45 − 16) / (50 − 16)"


@pytest.mark.parametrize(
    ("trimestre", "valeur", "resultat"),
    [
        ("2024-T2", 255, "compteur remis à zéro au 1er janvier : se lit au T4"),
        ("2024-T4", 352, "+4 jeunes, +2 visés (la cible est à moins de 5 % de la situation initiale)"),
    ],
)
def test_a_ratio_that_would_mislead_gives_way_to_its_reason(trimestre: str, valeur: int, resultat: str) -> None:
    calculs = list_(
        Trimestre(2024, int(trimestre[-1])),
        make_indicateur(situation_initiale=Decimal(348), unite="jeunes"),
        resultats=(make_resultat(trimestre, valeur),),
        cibles=(make_cible(2024, 350),),
    )
    assert clean(calculs["Avancement de l’année"].resultat) == resultat
    assert calculs["Taux d’atteinte"].operation == f"{valeur} / 350"


@pytest.mark.parametrize(
    ("valeur", "resultat"),
    [
        (20, "0,0 %"),
        (19, "en deçà de la situation initiale"),
        (65, "50,0 %"),
        (110, "100,0 %"),
        (128, "cible dépassée (120,0 %)"),
    ],
)
def test_below_the_baseline_and_beyond_the_target_are_said_in_words(valeur: int, resultat: str) -> None:
    calculs = list_(
        Trimestre(2024, 4),
        make_indicateur(situation_initiale=Decimal(20)),
        resultats=(make_resultat("2024-T4", valeur),),
        cibles=(make_cible(2024, 110),),
    )
    assert clean(calculs["Avancement de l’année"].resultat) == resultat


def test_a_target_to_lower_is_never_read_as_a_percentage() -> None:
    calculs = list_(
        Trimestre(2024, 4),
        make_indicateur(type="duree", sens="baisse"),
        resultats=(make_resultat("2024-T4", 125),),
        cibles=(make_cible(2024, 100),),
    )
    assert calculs["Atteinte"].resultat == "125 pour 100 au plus"
    assert "Taux d’atteinte" not in calculs


def test_a_derived_figure_shows_its_parts_and_the_double_counting() -> None:
    parties = (make_indicateur("X-01"), make_indicateur("X-02"))
    derive = make_indicateur("X-03", formule="X-01 + X-02", double_compte=True)
    calculs = list_(Trimestre(2024, 4), *parties, derive, code="X-03", resultats=(make_resultat("2024-T4", 5),))
    valeur = calculs["Valeur à fin T4 2024"]
    assert valeur.operation == "X-01 : 5 + X-02 : non reçu"
    assert valeur.resultat == "non calculable, 1/2 reçu"
    assert "comptée plusieurs fois" in valeur.regle


def test_a_missing_value_and_a_missing_target_say_why() -> None:
    calculs = list_(Trimestre(2024, 4), make_indicateur(motif_statut="case vide (l.12)"))
    assert calculs["Valeur à fin T4 2024"].resultat == "non transmis"
    assert calculs["Cible 2024"].resultat == "case vide (l.12)"
    assert "Taux d’atteinte" not in calculs


def test_a_target_of_an_avenant_names_it() -> None:
    calculs = list_(Trimestre(2024, 4), make_indicateur(), cibles=(make_cible(2024, 9, avenant=2),))
    assert calculs["Cible 2024"].operation == "avenant n° 2"


def test_a_part_that_will_not_be_sent_is_told_from_one_that_is_missing() -> None:
    contrat = make_contrat(
        make_indicateur("X-01"), make_indicateur("X-02"), make_indicateur("N-01", formule="X-01 + X-02")
    )
    contrat = with_pas(contrat, make_pas(DECLAREE, 1, "2024-T4", motif="le registre a brûlé"), valideurs=False)
    progressions = build_progressions(contrat, date(2025, 2, 1))
    nom, t4 = "Valeur à fin T4 2024", Trimestre(2024, 4)

    def read_valeur(code: str) -> Calcul:
        progression = progressions[(code, "DEP", "")]
        return next(c for c in list_calculs(progression, progression.ligne_par_trimestre[t4], {}) if c.nom == nom)

    assert read_valeur("N-01").operation == "X-01 : ne sera pas transmise + X-02 : non reçu"
    assert read_valeur("N-01").resultat == "non calculable, 0/2 reçu, X-01 ne sera pas transmise"
    assert read_valeur("X-01").resultat.replace("\u00a0", " ") == "ne sera pas transmise : le registre a brûlé"
