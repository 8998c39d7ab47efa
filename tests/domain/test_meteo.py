"""The declared weather: when it disagrees with the computed statuses of its fiche."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.faits import MeteoDeclaree, NiveauMeteo
from lib.domain.meteo import is_contestee, list_contestees
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
            make_resultat("2025-T2", 1, **par_commune),
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
