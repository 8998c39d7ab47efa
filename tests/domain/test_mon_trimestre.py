"""A quarter service by service: owed, received, missing and since when, welcome, spending; late stays visible."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lib.domain.agregats import compute_bilan
from lib.domain.contrat_lu import ContratLu
from lib.domain.credits import Enveloppe
from lib.domain.faits import Execution
from lib.domain.lots import Lot
from lib.domain.mon_trimestre import EtatService, MonTrimestre, build_mon_trimestre
from lib.domain.nomenclatures import (
    Financeur,
    GenreLot,
    NatureEnveloppe,
    Periodicite,
    Producteur,
    StatutCible,
)
from lib.domain.periodes import Trimestre, list_trimestres
from lib.domain.suivi import build_suivi
from tests.contrat_complet import read_contrat
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

T2 = Trimestre(2025, 2)
EN_AVANCE, EN_RETARD = date(2025, 7, 15), date(2025, 7, 16)
LOTS = [Lot(numero=n, genre=GenreLot.DEPOT, publie_le=datetime(2025, 7, n, tzinfo=UTC)) for n in range(1, 10)]


def build(contrat: ContratLu, trimestre: Trimestre = T2, jour: date = EN_RETARD) -> MonTrimestre:
    return build_mon_trimestre(contrat, trimestre, LOTS, jour)


def get_etat(mon: MonTrimestre, code: str) -> EtatService:
    (etat,) = [etat for etat in mon.etats if etat.service.code == code]
    return etat


def list_codes(donnees: Any) -> list[str]:
    return [donnee.indicateur.code for donnee in donnees]


CAS = [
    # champs de l'indicateur, trimestre reçu, jour → reçues, manquantes, en retard, facultatives, facultatives reçues
    ({}, "", EN_AVANCE, (0, 1, 0, 0, 0)),
    ({}, "", EN_RETARD, (0, 1, 1, 0, 0)),
    ({}, "2025-T2", EN_RETARD, (1, 0, 0, 0, 0)),
    ({}, "2025-T1", EN_RETARD, (0, 1, 1, 0, 0)),
    ({"periodicite": Periodicite.ANNUELLE, "delai_jours": 31}, "", EN_RETARD, (0, 0, 0, 1, 0)),
    ({"periodicite": Periodicite.ANNUELLE, "delai_jours": 31}, "2025-T2", EN_RETARD, (0, 0, 0, 1, 1)),
    ({"axe": "V3", "fiche": ""}, "", EN_RETARD, (0, 0, 0, 0, 0)),
    ({"statut": StatutCible.NON_CONTRACTUALISE}, "", EN_RETARD, (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(
    ("champs", "recu", "jour", "comptes"),
    CAS,
    ids=["à venir", "en retard", "reçue", "autre trimestre", "annuelle", "annuelle reçue", "hors volet", "retirée"],
)
def test_what_a_figure_counts_as(champs: dict[str, Any], recu: str, jour: date, comptes: tuple[int, ...]) -> None:
    resultats = (make_resultat(recu, 3),) if recu else ()
    mon = build(make_contrat(make_indicateur(**champs), resultats=resultats), jour=jour)
    manquantes = mon.list_donnees("manquantes")
    assert (
        len(mon.list_donnees("recues")),
        len(manquantes),
        sum(donnee.attente.en_retard for donnee in manquantes),
        len(mon.list_donnees("facultatives")),
        len(mon.list_donnees("facultatives_recues")),
    ) == comptes


def test_a_figure_answered_without_value_is_received() -> None:
    contrat = make_contrat(make_indicateur(), resultats=(make_resultat("2025-T2", statut="non_disponible"),))
    assert list_codes(build(contrat).list_donnees("recues")) == ["X-01"]


def test_a_figure_of_a_commune_alone_is_not_the_departement_s() -> None:
    contrat = make_contrat(make_indicateur(), resultats=(make_resultat("2025-T2", 3, territoire="94017"),))
    assert list_codes(build(contrat).list_donnees("manquantes")) == ["X-01"]


def test_a_received_figure_tells_its_lot_and_the_service_its_last_one() -> None:
    resultats = (
        make_resultat("2025-T2", 3, lot=4),
        make_resultat("2025-T1", 1, code="X-02", lot=7),
        make_resultat("2025-T2", 2, code="X-02", territoire="94017", lot=8),
    )
    etat = get_etat(build(make_contrat(make_indicateur(), make_indicateur("X-02"), resultats=resultats)), "cd-a1")
    assert [donnee.lot for donnee in etat.recues] == [LOTS[3]]
    assert etat.dernier_depot == LOTS[7]


def test_what_earlier_quarters_miss_stays_until_it_comes() -> None:
    indicateur = make_indicateur()
    resultats = tuple(make_resultat(f"2024-T{n}", n) for n in (1, 2, 4))
    contrat = make_contrat(indicateur, resultats=resultats)
    assert [str(d.trimestre) for d in build(contrat).list_donnees("anterieures")] == ["2024-T3", "2025-T1"]
    complet = replace(contrat, resultats=(*resultats, make_resultat("2024-T3", 3), make_resultat("2025-T1", 3)))
    assert build(complet).list_donnees("anterieures") == []


def test_a_quarter_to_come_misses_nothing_of_the_quarters_not_over_before_it() -> None:
    contrat = make_contrat(make_indicateur())
    anterieures = build(contrat, Trimestre(2025, 4), EN_RETARD).list_donnees("anterieures")
    assert [str(d.trimestre) for d in anterieures] == [f"2024-T{n}" for n in (1, 2, 3, 4)] + ["2025-T1", "2025-T2"]


def test_a_yearly_figure_misses_its_year_not_its_quarters() -> None:
    contrat = make_contrat(make_indicateur(periodicite=Periodicite.ANNUELLE, delai_jours=31))
    assert [str(d.trimestre) for d in build(contrat).list_donnees("anterieures")] == ["2024-T4"]


def make_argent(*executions: Execution) -> ContratLu:
    enveloppe = Enveloppe(
        fiche="F1", annee=2025, financeur=Financeur.AUTRES, nature=NatureEnveloppe.PREVISIONNEL, montant=100
    )
    contrat = make_contrat(make_indicateur())
    return replace(contrat, executions=executions, enveloppes=(enveloppe,))


def make_execution(financeur: Financeur, trimestre: int = 2, annee: int = 2025, lot: int = 3) -> Execution:
    return Execution(fiche="F1", annee=annee, trimestre=trimestre, financeur=financeur, montant=5, lot=lot)


@pytest.mark.parametrize(
    ("recus", "manquants"),
    [
        ((), (Financeur.ETAT, Financeur.CD, Financeur.AUTRES)),
        ((Financeur.ETAT,), (Financeur.CD, Financeur.AUTRES)),
        ((Financeur.ETAT, Financeur.CD, Financeur.AUTRES), ()),
    ],
)
def test_the_spending_of_a_fiche_is_received_when_every_expected_funder_is(
    recus: tuple[Financeur, ...], manquants: tuple[Financeur, ...]
) -> None:
    executions = [make_execution(financeur, lot=3 + n) for n, financeur in enumerate(recus)]
    (depense,) = get_etat(build(make_argent(*executions)), "cd-a1").depenses
    assert (depense.recus, depense.manquants, depense.recue) == (recus, manquants, not manquants)
    assert depense.lot == (LOTS[1 + len(recus)] if recus else None)


def test_the_final_spending_of_a_year_over_stays_missing_and_that_of_a_quarter_gives_way_to_the_next() -> None:
    etat = get_etat(build(make_argent()), "cd-a1")
    assert [str(depense.trimestre) for depense in etat.depenses_anterieures] == ["2024-T4"]
    finales = [make_execution(financeur, 4, 2024) for financeur in (Financeur.ETAT, Financeur.CD)]
    assert get_etat(build(make_argent(*finales)), "cd-a1").depenses_anterieures == ()


def test_a_service_with_nothing_to_send_nor_late_is_not_shown() -> None:
    vide = make_indicateur("V-01", axe="V3", fiche="")
    complet = tuple(make_resultat(f"2024-T{n}", n, code="V-01") for n in (1, 2, 3, 4))
    autre = make_indicateur("FT-01", axe="A1", fiche="", producteur=Producteur.FRANCE_TRAVAIL)
    codes = [e.service.code for e in build(make_contrat(vide, autre, resultats=complet)).etats]
    assert codes == ["cd-a1", "france-travail"]
    assert "cd-v3" in [e.service.code for e in build(make_contrat(vide, autre, resultats=complet[:3])).etats]


@pytest.mark.parametrize("trimestre", list_trimestres(Trimestre(2024, 1), Trimestre(2026, 4)), ids=str)
def test_on_the_real_contract_the_services_add_up_to_what_the_synthese_counts(trimestre: Trimestre) -> None:
    contrat, jour = read_contrat(), date(2026, 11, 30)
    recus = tuple(
        make_resultat(f"{t}", 1, code=i.code, lot=2)
        for t in list_trimestres(Trimestre(2024, 1), Trimestre(2025, 4))
        for i in contrat.indicateurs[::3]
        if not i.formule and i.type.value != "texte"
    )
    contrat = replace(contrat, resultats=recus)
    mon, bilan = build(contrat, trimestre, jour), compute_bilan(build_suivi(contrat, trimestre, jour))
    assert len(mon.list_donnees("exigees")) == bilan.exiges
    assert len(mon.list_donnees("recues")) == bilan.recus + bilan.sans_valeur
    assert sum(d.attente.en_retard for d in mon.list_donnees("manquantes")) == bilan.en_retard
    assert len(mon.list_donnees("facultatives_recues")) == bilan.facultatifs
    vus = Counter(donnee.indicateur.code for etat in mon.etats for donnee in etat.donnees)
    assert max(vus.values()) == 1
    assert all(etat.service.producteur is d.attente.producteur for etat in mon.etats for d in etat.donnees)


def test_the_empty_real_contract_owes_126_figures_at_the_end_of_2024() -> None:
    mon = build(read_contrat(), Trimestre(2024, 4), date(2025, 2, 1))
    manques = {etat.service.code: len(etat.manquantes) for etat in mon.etats}
    assert manques == {"cd-a1": 9, "cd-a2": 11, "cd-a3": 17, "cd-v1": 4, "cd-v2": 41, "cd-v3": 33, "france-travail": 11}
    assert len(mon.list_donnees("anterieures")) == 68 + 89 + 89
    assert len(mon.list_depenses("depenses_manquantes")) == 14
