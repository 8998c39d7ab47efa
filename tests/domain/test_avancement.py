"""The rule of the avancement, case by case: what covers the same time, and a way long enough to be shared."""

from datetime import date
from fractions import Fraction

import pytest

from lib.domain.avancement import Chemin, compute_avancement, format_atteinte, format_avancement
from lib.domain.jalons import is_compteur_annuel
from lib.domain.nomenclatures import Comptage, Mode, Sens, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

MINIMUM = Fraction(5, 100)
HAUSSE, BAISSE, MAINTIEN = Sens.HAUSSE, Sens.BAISSE, Sens.MAINTIEN
COMPTEUR = "compteur remis à zéro au 1er janvier : se lit au T4"
COURT = "(la cible est à moins de 5 % de la situation initiale)"


def clean(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sens", "depart", "cible", "valeur", "comparable", "attendu"),
    [
        (HAUSSE, 100, 150, 140, True, Fraction(4, 5)),
        (HAUSSE, 100, 150, 90, True, Fraction(-1, 5)),
        (HAUSSE, 100, 150, 160, True, Fraction(6, 5)),
        (HAUSSE, 0, 20, 5, True, Fraction(1, 4)),
        (BAISSE, 100, 50, 80, True, Fraction(2, 5)),
        (BAISSE, 100, 50, 110, True, Fraction(-1, 5)),
        (MAINTIEN, 100, 150, 125, True, Fraction(1, 2)),
        (HAUSSE, 1, "3/2", "5/4", True, Fraction(1, 2)),
        (BAISSE, "3/2", 1, "5/4", True, Fraction(1, 2)),
        (HAUSSE, 100, 105, 101, True, Fraction(1, 5)),
        (HAUSSE, 100, 150, 140, False, COMPTEUR),
        (HAUSSE, 348, 350, 255, False, COMPTEUR),
        (MAINTIEN, 60, 60, 10, False, COMPTEUR),
        (MAINTIEN, 60, 60, 61, True, "cible égale à la situation initiale : maintenu"),
        (MAINTIEN, 60, 60, 59, True, "cible égale à la situation initiale : non maintenu"),
        (BAISSE, 60, 60, 61, True, "cible égale à la situation initiale : non maintenu"),
        (HAUSSE, 348, 350, 352, True, f"+4 jeunes, +2 visés {COURT}"),
        (HAUSSE, 348, 350, 347, True, f"−1 jeune, +2 visés {COURT}"),
        (BAISSE, 100, 96, 97, True, f"−3 jeunes, −4 visés {COURT}"),
        (
            HAUSSE,
            250,
            200,
            240,
            True,
            "pas d’avancement : cible 200 au-dessous de la situation initiale 250, "
            "pour une mesure à ne pas faire baisser",
        ),
        (
            BAISSE,
            100,
            120,
            90,
            False,
            "pas d’avancement : cible 120 au-dessus de la situation initiale 100, pour une mesure à faire baisser",
        ),
    ],
)
def test_each_case_gives_a_ratio_or_the_reason_why_there_is_none(
    sens: Sens, depart: int | str, cible: int | str, valeur: int | str, comparable: bool, attendu: Fraction | str
) -> None:
    chemin = Chemin(Fraction(depart), Fraction(cible), sens, "jeunes")
    chiffre = compute_avancement(Fraction(valeur), chemin, MINIMUM, comparable=comparable)
    assert (clean(chiffre.motif) if chiffre.valeur is None else chiffre.valeur) == attendu


@pytest.mark.parametrize(
    ("minimum", "part"), [("1/20", "5 %"), ("1/40", "2,5 %"), ("1/10", "10 %"), ("3/200", "1,5 %")]
)
def test_the_shortest_way_is_said_as_it_is_set(minimum: str, part: str) -> None:
    chemin = Chemin(Fraction(348), Fraction(350), HAUSSE, "jeunes")
    assert f"à moins de {part} de" in clean(compute_avancement(Fraction(349), chemin, Fraction(minimum)).motif)


@pytest.mark.parametrize(("minimum", "ratio"), [("1/200", True), ("1/20", False), ("0", True)])
def test_the_shortest_way_is_a_parameter(minimum: str, ratio: bool) -> None:
    chemin = Chemin(Fraction(348), Fraction(350), HAUSSE, "jeunes")
    assert (compute_avancement(Fraction(349), chemin, Fraction(minimum)).valeur is not None) is ratio


@pytest.mark.parametrize(
    ("rapport", "phrase"),
    [
        ("-1/1000", "en deçà de la situation initiale"),
        ("0", "0,0 %"),
        ("999/1000", "99,9 %"),
        ("9999/10000", "99,99 %"),
        ("1", "100,0 %"),
        ("10001/10000", "cible dépassée (100,01 %)"),
        ("-465/10", "en deçà de la situation initiale"),
    ],
)
def test_a_ratio_is_read_in_words_outside_of_its_bounds(rapport: str, phrase: str) -> None:
    assert clean(format_avancement(Fraction(rapport), HAUSSE)) == phrase


@pytest.mark.parametrize(
    ("valeur", "cible", "sens", "phrase"),
    [
        ("255", "350", HAUSSE, "72,9 %"),
        ("349999", "350000", HAUSSE, "99,9997 %"),
        ("125", "100", BAISSE, "125 pour 100 au plus"),
        ("80", "100", BAISSE, "80 pour 100 au plus"),
        ("3", "0", HAUSSE, "3 pour 0"),
    ],
)
def test_a_target_is_met_in_percent_unless_it_is_one_to_lower(valeur: str, cible: str, sens: Sens, phrase: str) -> None:
    assert clean(format_atteinte(Fraction(valeur), Fraction(cible), sens)) == phrase


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("comptage", [c for c in Comptage if c is not Comptage.TEXTE])
@pytest.mark.parametrize("numero", [1, 2, 3, 4])
def test_only_a_count_reset_every_year_waits_for_t4(comptage: Comptage, mode: Mode, numero: int) -> None:
    type_valeur = TypeValeur.TAUX if comptage is Comptage.RAPPORT else TypeValeur.NOMBRE
    indicateur = make_indicateur(comptage=comptage, mode=mode, type=type_valeur, situation_initiale=Fraction(10))
    trimestre = Trimestre(2025, numero)
    contrat = make_contrat(
        indicateur, resultats=(make_resultat(str(trimestre), 15),), cibles=(make_cible(2025, 20), make_cible(2027, 40))
    )
    (ligne,) = build_suivi(contrat, trimestre, date(2026, 6, 1))
    attend = comptage in (Comptage.EVENEMENTS, Comptage.PERSONNES) and mode is Mode.CUMUL_ANNEE and numero < 4
    assert is_compteur_annuel(indicateur) is (
        comptage in (Comptage.EVENEMENTS, Comptage.PERSONNES) and mode is Mode.CUMUL_ANNEE
    )
    assert ligne.avancement_annee == (None if attend else Fraction(1, 2))
    assert (COMPTEUR in clean(ligne.motif_null)) is attend
    assert ligne.taux_atteinte == Fraction(3, 4)


@pytest.mark.parametrize("annee", [2024, 2025, 2026, 2027])
@pytest.mark.parametrize("numero", [1, 2, 3, 4])
def test_the_contract_s_way_is_read_at_the_last_closed_year_whatever_the_quarter(annee: int, numero: int) -> None:
    fins = {2024: 20, 2025: 30, 2026: 40, 2027: 50}
    trimestre = Trimestre(annee, numero)
    resultats = [make_resultat(f"{a}-T4", v) for a, v in fins.items() if Trimestre(a, 4) <= trimestre]
    contrat = make_contrat(
        make_indicateur(comptage="personnes", situation_initiale=Fraction(10)),
        resultats=tuple(resultats),
        cibles=tuple(make_cible(a, 60) for a in fins),
    )
    (ligne,) = build_suivi(contrat, trimestre, date(2028, 6, 1))
    close = annee if numero == 4 else annee - 1
    assert ligne.trimestre_clos == Trimestre(close, 4)
    if close < 2024:
        assert ligne.avancement_contrat is None
    else:
        assert ligne.avancement_contrat == Fraction(fins[close] - 10, 50)


def test_a_measure_to_lower_that_went_up_is_above_its_baseline() -> None:
    assert format_avancement(Fraction(-1, 5), BAISSE) == "au-dessus de la situation initiale"
    assert clean(format_avancement(Fraction(6, 5), BAISSE)) == "cible dépassée (120,0 %)"


@pytest.mark.parametrize("annee", [2025, 2026])
@pytest.mark.parametrize("numero", [1, 2, 3, 4])
@pytest.mark.parametrize("recu", [True, False])
def test_the_contract_s_way_has_its_figure_or_its_reason_even_while_the_quarter_is_awaited(
    annee: int, numero: int, recu: bool
) -> None:
    trimestre = Trimestre(annee, numero)
    clos = trimestre.dernier_clos
    contrat = make_contrat(
        make_indicateur(comptage="stock", situation_initiale=Fraction(10)),
        resultats=tuple(make_resultat(str(clos), 20) for _ in range(recu)),
        cibles=(make_cible(annee, 30), make_cible(2027, 60)),
    )
    (ligne,) = build_suivi(contrat, trimestre, date(2028, 6, 1))
    if recu:
        assert ligne.avancement_contrat == Fraction(1, 5)
    else:
        assert dict(ligne.motifs)["avancement_contrat"] == f"{clos.libelle}\u00a0: non transmis"
