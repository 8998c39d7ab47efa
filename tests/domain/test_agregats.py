"""Figures put together over territories, and the state of an axe."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lib.domain.agregats import compute_agregat, compute_bilan
from lib.domain.contrat_lu import group_par
from lib.domain.nomenclatures import Periodicite
from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.domain.suivi import build_suivi
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.lecture_cas import read_cas

AGREGATS = read_cas("agregats.yaml")
T = "2025-T4"


@pytest.mark.parametrize("cas", AGREGATS, ids=[cas["cas"] for cas in AGREGATS])
def test_each_aggregate_reads_as_written(cas: dict[str, Any]) -> None:
    indicateur = make_indicateur(type=cas["type"], additif=cas.get("additif", False))
    resultats = [None if v is None else make_resultat(T, v) for v in cas.get("valeurs", [])]
    resultats += [make_resultat(T, numerateur=n, denominateur=d) for n, d in cas.get("termes", [])]
    chiffre = compute_agregat(indicateur, resultats)
    attendu = cas.get("attendu")
    assert (chiffre.valeur, chiffre.motif) == (None if attendu is None else Fraction(attendu), cas.get("motif", ""))


def test_one_rate_without_terms_is_enough_to_give_up() -> None:
    taux = make_indicateur(type="taux")
    moitie = make_resultat(T, 30, numerateur=3)
    assert compute_agregat(taux, [make_resultat(T, numerateur=1, denominateur=2), moitie]).valeur is None


def test_the_state_of_an_axe_is_counts_and_completeness() -> None:
    indicateurs = [make_indicateur(f"X-{n:02}") for n in range(6)]
    indicateurs[4] = make_indicateur("X-04", axe="V3", fiche="")
    indicateurs[5] = make_indicateur("X-05", formule="X-00 + X-01")
    resultats = (
        make_resultat(T, 100, "X-00"),
        make_resultat(T, 90, "X-01", statut="provisoire"),
        make_resultat(T, None, "X-02", statut="non_disponible"),
        make_resultat(T, 5, "X-00", territoire="94017"),
    )
    cibles = tuple(make_cible(2025, 100, indicateur.code) for indicateur in indicateurs)
    contrat = make_contrat(*indicateurs, resultats=resultats, cibles=cibles)
    lignes = build_suivi(contrat, Trimestre(2025, 4), date(2026, 2, 1))
    par_axe = group_par(lignes, lambda ligne: contrat.get_indicateur(ligne.code).axe)
    assert list(par_axe) == ["A1", "V3"]
    bilan, volet = compute_bilan(par_axe["A1"]), compute_bilan(par_axe["V3"])
    assert (bilan.exiges, bilan.recus, bilan.sans_valeur, bilan.en_retard, bilan.provisoires) == (4, 2, 1, 1, 1)
    assert bilan.cibles.juges == 2
    assert bilan.cibles.par_statut == {
        StatutSuivi.ATTEINT: 1,
        StatutSuivi.NON_ATTEINT: 1,
        StatutSuivi.SANS_VALEUR: 1,
        StatutSuivi.DONNEE_ATTENDUE: 1,
    }
    assert volet.exiges == 0
    assert volet.cibles.par_statut == {StatutSuivi.HORS_PERIODE: 1}


def test_a_yearly_producer_owes_nothing_at_t2_but_is_welcome() -> None:
    annuel = {"periodicite": Periodicite.ANNUELLE, "delai_jours": 31}
    contrat = make_contrat(
        make_indicateur("X-01", **annuel),
        make_indicateur("X-02", **annuel),
        resultats=(make_resultat("2025-T2", 3),),
    )
    bilan = compute_bilan(build_suivi(contrat, Trimestre(2025, 2), date(2026, 11, 1)))
    assert (bilan.exiges, bilan.recus, bilan.facultatifs, bilan.en_retard) == (0, 0, 1, 0)


def test_the_pilot_territory_is_put_together_from_its_communes() -> None:
    taux = make_indicateur(type="taux", additif=False)
    resultats = tuple(
        make_resultat(T, numerateur=n, denominateur=d, territoire=lieu, statut=statut)
        for lieu, n, d, statut in [
            ("94017", 37, 40, "mesuree"),
            ("94028", 3, 10, "provisoire"),
            ("94079", 0, 0, "mesuree"),
        ]
    )
    contrat = make_contrat(taux, resultats=resultats)
    lignes = {ligne.territoire: ligne for ligne in build_suivi(contrat, Trimestre(2025, 4), date(2026, 2, 1))}
    zone = lignes["ZONE"]
    assert (zone.valeur, zone.calculee, zone.motifs[0]) == (None, True, ("valeur", "non calculable, 2/3 reçus"))
    complets = (*resultats[:2], make_resultat(T, numerateur=10, denominateur=50, territoire="94079"))
    contrat = make_contrat(taux, resultats=complets)
    zone = {ligne.territoire: ligne for ligne in build_suivi(contrat, Trimestre(2025, 4), date(2026, 2, 1))}["ZONE"]
    assert (zone.valeur, zone.provisoire) == (Decimal(50), True)
    assert [partie.code for partie in zone.parties] == ["94017", "94028", "94079"]


def test_an_uploaded_territory_is_not_computed_again() -> None:
    resultats = (make_resultat(T, 5, territoire="94017"), make_resultat(T, 99, territoire="ZONE"))
    lignes = build_suivi(make_contrat(make_indicateur(), resultats=resultats), Trimestre(2025, 4), date(2026, 2, 1))
    zone = next(ligne for ligne in lignes if ligne.territoire == "ZONE")
    assert (zone.valeur, zone.calculee, zone.parties) == (Decimal(99), False, ())


def test_persons_of_several_communes_make_no_line_of_their_own() -> None:
    personnes = make_indicateur(comptage="personnes")
    resultats = (make_resultat(T, 5, territoire="94017"),)
    lignes = build_suivi(make_contrat(personnes, resultats=resultats), Trimestre(2025, 4), date(2026, 2, 1))
    assert [ligne.territoire for ligne in lignes] == ["DEP", "94017"]
