"""The declared weather: when it disagrees with the computed statuses of its fiche."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.meteo import get_meteo, is_contestee, list_contestees, list_lignes_fiche, write_desaccord
from lib.domain.nomenclatures import Niveau
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat

S, A, N, C = NiveauMeteo
ATTEINT, VOIE, SURVEILLER = StatutSuivi.ATTEINT, StatutSuivi.EN_BONNE_VOIE, StatutSuivi.A_SURVEILLER
RETARD, RATE, COURS = StatutSuivi.EN_RETARD, StatutSuivi.NON_ATTEINT, StatutSuivi.EN_COURS


def make_meteo(niveau: NiveauMeteo, fiche: str = "F1", trimestre: int = 2) -> MeteoDeclaree:
    return MeteoDeclaree(fiche=fiche, annee=2025, trimestre=trimestre, niveau=niveau, texte="tout va bien")


@pytest.mark.parametrize(
    ("statuts", "contestees"),
    [
        ([], set()),
        ([COURS, StatutSuivi.SANS_CIBLE, StatutSuivi.DONNEE_ATTENDUE], set()),
        ([ATTEINT], {N, C}),
        ([ATTEINT, VOIE, COURS], {N, C}),
        ([ATTEINT, SURVEILLER], {S}),
        ([SURVEILLER], {S}),
        ([VOIE, RETARD], {S, A}),
        ([RATE], {S, A}),
    ],
)
def test_a_declaration_is_contested_by_the_verdicts(statuts: list[StatutSuivi], contestees: set[NiveauMeteo]) -> None:
    assert {niveau for niveau in NiveauMeteo if is_contestee(make_meteo(niveau), statuts)} == contestees


def test_only_the_quarter_the_fiche_and_the_departement_count() -> None:
    autre = make_indicateur("X-02", fiche="F2")
    par_commune = {"territoire": "94017"}
    contrat = make_contrat(
        make_indicateur(),
        autre,
        resultats=(
            make_resultat("2025-T2", 60),
            make_resultat("2025-T2", 10, **par_commune),
            make_resultat("2025-T2", 1, code="X-02"),
        ),
        cibles=(make_cible(2025, 100), make_cible(2025, 90, **par_commune), make_cible(2025, 100, code="X-02")),
    )
    trimestre = Trimestre(2025, 2)
    lignes = build_suivi(contrat, trimestre, date(2025, 8, 1))
    statuts = [ligne.statut for ligne in lignes if ligne.territoire != "ZONE"]
    assert statuts == [VOIE, RETARD, RETARD]
    meteos = (make_meteo(S), make_meteo(C), make_meteo(S, trimestre=1), make_meteo(S, fiche="F2"))
    contestees = list_contestees(replace(contrat, meteos=meteos), lignes, trimestre)
    assert contestees == [meteos[1], meteos[3]]


@pytest.mark.parametrize(
    ("valeurs", "niveau", "phrase"),
    [
        ((60, 60), S, ""),
        ((10, 60), A, "« Objectifs atteignables » déclaré pour T2 2025, mais X-01 en retard"),
        ((10, 45), S, "« Objectifs sécurisés » déclaré pour T2 2025, mais X-02 à surveiller ; X-01 en retard"),
        ((10, 10), S, "« Objectifs sécurisés » déclaré pour T2 2025, mais X-01, X-02 en retard"),
        ((10, 60), C, ""),
        (
            (60, 60),
            C,
            "« Objectifs compromis » déclaré pour T2 2025, mais les 2 indicateurs jugés sont atteints ou en bonne voie",
        ),
        (
            (60, None),
            N,
            "« Appuis nécessaires » déclaré pour T2 2025, mais l’indicateur jugé est atteint ou en bonne voie",
        ),
    ],
)
def test_a_disagreement_is_told_in_words(valeurs: tuple[int | None, ...], niveau: NiveauMeteo, phrase: str) -> None:
    codes = ("X-01", "X-02")
    contrat = make_contrat(
        *(make_indicateur(code) for code in codes),
        resultats=tuple(make_resultat("2025-T2", v, c) for c, v in zip(codes, valeurs, strict=True) if v is not None),
        cibles=tuple(make_cible(2025, 100, code) for code in codes),
    )
    lignes = list_lignes_fiche(contrat, build_suivi(contrat, Trimestre(2025, 2), date(2025, 8, 1)), "F1")
    assert write_desaccord(make_meteo(niveau), lignes).replace("\u00a0", " ") == phrase


def test_a_disagreement_on_some_provisional_figures_says_so() -> None:
    contrat = make_contrat(
        make_indicateur("X-01"),
        make_indicateur("X-02"),
        resultats=(
            make_resultat("2025-T2", 10, statut="provisoire"),
            make_resultat("2025-T2", 10, code="X-02"),
        ),
        cibles=(make_cible(2025, 100), make_cible(2025, 100, code="X-02")),
    )
    lignes = build_suivi(contrat, Trimestre(2025, 2), date(2025, 8, 1))
    assert write_desaccord(make_meteo(S), lignes).endswith("X-01, X-02 en retard, provisoire")


def test_a_declaration_is_found_by_its_fiche_and_quarter() -> None:
    contrat = replace(make_contrat(), meteos=(make_meteo(S), make_meteo(C, trimestre=1)))
    assert get_meteo(contrat, "F1", Trimestre(2025, 1)) == make_meteo(C, trimestre=1)
    assert get_meteo(contrat, "F1", Trimestre(2025, 3)) is None
    assert get_meteo(contrat, "F2", Trimestre(2025, 2)) is None


def test_a_national_copy_alone_never_contradicts_a_declaration() -> None:
    """The local indicator is met; its national copy, with a higher target, is not: one fact, judged at its source."""
    contrat = make_contrat(
        make_indicateur("X-01"),
        make_indicateur("N-01", niveau=Niveau.NATIONAL, formule="X-01"),
        resultats=(make_resultat("2024-T4", 10),),
        cibles=(make_cible(2024, 10), make_cible(2024, 20, "N-01")),
    )
    meteo = MeteoDeclaree(fiche="F1", annee=2024, trimestre=4, niveau=NiveauMeteo.SECURISES, texte="m")
    contrat = replace(contrat, meteos=(meteo,))
    lignes = build_suivi(contrat, Trimestre(2024, 4), date(2025, 6, 1))
    assert list_contestees(contrat, lignes, Trimestre(2024, 4)) == []
