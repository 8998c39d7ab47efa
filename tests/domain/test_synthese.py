from datetime import date

from lib.domain.argent import build_synthese
from lib.domain.contrat_lu import ContratLu
from lib.domain.nomenclatures import StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.statuts import MOTS_INVARIABLES, MOTS_PLURIELS, StatutSuivi
from lib.domain.suivi import build_suivi
from lib.domain.synthese import RangSynthese, build_rangs, write_constat
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

T4 = Trimestre(2024, 4)


def build(contrat: ContratLu, trimestre: Trimestre = T4) -> list[RangSynthese]:
    lignes = build_suivi(contrat, trimestre, date(2025, 6, 1))
    return build_rangs(contrat, lignes, build_synthese(contrat, trimestre), trimestre)


def make_exemple(*valeurs: int) -> ContratLu:
    """Indicators X-01… with a target of 100 and these results, and one without target."""
    codes = [f"X-{n:02}" for n in range(1, len(valeurs) + 1)]
    return make_contrat(
        *(make_indicateur(code) for code in codes),
        make_indicateur("Z-01", statut=StatutCible.VIDE),
        resultats=tuple(make_resultat("2024-T4", v, code) for v, code in zip(valeurs, codes, strict=True)),
        cibles=tuple(make_cible(2024, 100, code) for code in codes),
    )


def test_a_row_by_axe_and_volet_with_what_calls_for_attention_first() -> None:
    axe, volet = build(make_exemple(120, 10, 100))
    assert [ligne.code for ligne in axe.avec_cible] == ["X-02", "X-01", "X-03"]
    assert axe.sans_cible == ((StatutSuivi.SANS_CIBLE, 1),)
    assert axe.phrase == "2 cibles atteintes sur 3 jugées, 1 non atteinte."
    assert (axe.recus, axe.bilan.exiges, volet.avec_cible) == (3, 4, ())


def test_the_other_territories_do_not_count_in_a_row() -> None:
    contrat = make_contrat(
        make_indicateur(comptage="stock"),
        resultats=(make_resultat("2024-T4", 5), make_resultat("2024-T4", 2, territoire="94028")),
        cibles=(make_cible(2024, 5),),
    )
    assert [(len(rang.avec_cible), rang.recus) for rang in build(contrat)] == [(1, 1), (0, 0)]


def test_without_any_result_the_row_and_the_whole_say_so() -> None:
    rangs = build(make_contrat(make_indicateur(), cibles=(make_cible(2024, 100),)))
    assert rangs[0].phrase == "Aucun résultat déposé pour T4 2024."
    assert write_constat(rangs) == ""


def test_results_without_any_target_are_not_called_targets() -> None:
    contrat = make_contrat(make_indicateur(statut=StatutCible.VIDE), resultats=(make_resultat("2024-T4", 3),))
    rangs = build(contrat)
    assert rangs[0].phrase == "1 résultat reçu, aucune cible à comparer."
    assert write_constat(rangs) == "1 résultat reçu, aucune cible à comparer."


def test_a_target_not_judged_yet_is_not_called_missing() -> None:
    contrat = make_contrat(
        make_indicateur(comptage="personnes"), resultats=(make_resultat("2024-T1", 3),), cibles=(make_cible(2024, 9),)
    )
    assert write_constat(build(contrat, Trimestre(2024, 1))) == "1 résultat reçu, cible pas encore jugée."


def test_a_target_to_be_defined_is_not_a_target() -> None:
    (rang, _) = build(make_contrat(make_indicateur(), cibles=(make_cible(2024, texte="A définir"),)))
    assert rang.avec_cible == ()
    assert rang.sans_cible == ((StatutSuivi.A_DEFINIR, 1),)


def test_a_volet_that_is_over_says_when() -> None:
    _, volet = build(make_exemple(100), Trimestre(2025, 1))
    assert volet.hors_periode
    assert volet.phrase.replace("\u00a0", " ") == "Volet terminé le 31 décembre 2024."


def test_the_whole_is_the_sum_of_the_rows() -> None:
    phrase = write_constat(build(make_exemple(120, 10, 100)))
    assert phrase.replace("\u00a0", " ") == ("2 cibles atteintes sur 3 jugées, 1 non atteinte.")


def test_no_target_met_is_said_in_words() -> None:
    assert build(make_exemple(10))[0].phrase.startswith("Aucune cible atteinte sur 1 jugée, 1 non atteinte")


def test_every_status_can_be_counted_in_words() -> None:
    assert set(MOTS_INVARIABLES) | set(MOTS_PLURIELS) == set(StatutSuivi)
