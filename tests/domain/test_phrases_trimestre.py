"""The finding of a quarter, word for word: how many came, how many miss, from whom, since when, and what is late."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Execution
from lib.domain.mon_trimestre import MonTrimestre, build_mon_trimestre
from lib.domain.nomenclatures import Financeur, Periodicite, Producteur
from lib.domain.periodes import Trimestre
from lib.domain.phrases_trimestre import (
    write_anterieures,
    write_constat,
    write_depenses,
    write_manquants,
    write_service,
)
from tests.domain.fabrique import make_contrat, make_indicateur, make_resultat

T1, T4 = Trimestre(2024, 1), Trimestre(2024, 4)
JOUR = date(2024, 4, 16)
CD = [make_indicateur(f"C-0{n}") for n in (1, 2, 3)]
FT = [make_indicateur(f"FT-0{n}", axe="V3", fiche="", producteur=Producteur.FRANCE_TRAVAIL) for n in (1, 2)]
AN = make_indicateur("A-01", periodicite=Periodicite.ANNUELLE, delai_jours=31)


def clean(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def build(contrat: ContratLu, trimestre: Trimestre = T1, jour: date = JOUR) -> MonTrimestre:
    return build_mon_trimestre(contrat, trimestre, (), jour)


@pytest.mark.parametrize(
    ("indicateurs", "recus", "jour", "phrase"),
    [
        (
            [*CD, *FT],
            ["C-01"],
            JOUR,
            "T1 2024 : 1 donnée reçue sur 5 attendues ; il en manque 4, dont 2 du Conseil départemental, "
            "en attente depuis le 15/04/2024 (délai proposé par Jalons).",
        ),
        (
            [*CD, *FT],
            ["C-01", "C-02"],
            date(2024, 4, 15),
            "T1 2024 : 2 données reçues sur 5 attendues ; il en manque 3, dont 2 de France Travail, "
            "attendues le 15/04/2024 (délai proposé par Jalons).",
        ),
        (
            CD,
            [],
            JOUR,
            "T1 2024 : aucune donnée reçue sur 3 attendues ; il en manque 3, du Conseil départemental, "
            "en attente depuis le 15/04/2024 (délai proposé par Jalons).",
        ),
        (CD, ["C-01", "C-02", "C-03"], JOUR, "T1 2024 : les 3 données attendues sont reçues."),
        (CD[:1], ["C-01"], JOUR, "T1 2024 : la donnée attendue est reçue."),
        (
            [AN],
            [],
            JOUR,
            "T1 2024 : aucune donnée n’est exigée ce trimestre ; aucune valeur facultative reçue sur 1, "
            "celles de l’année étant attendues le 31/01/2025 (délai proposé par Jalons).",
        ),
        (
            [AN],
            ["A-01"],
            JOUR,
            "T1 2024 : aucune donnée n’est exigée ce trimestre ; 1 valeur facultative reçue sur 1, "
            "celles de l’année étant attendues le 31/01/2025 (délai proposé par Jalons).",
        ),
        ([], [], JOUR, "T1 2024 : aucune donnée n’est attendue."),
    ],
    ids=["deux producteurs", "à venir", "aucune", "toutes", "une seule", "annuelle", "annuelle reçue", "rien"],
)
def test_the_finding_reads_as_written(indicateurs: list, recus: list[str], jour: date, phrase: str) -> None:
    resultats = tuple(make_resultat("2024-T1", 1, code=code) for code in recus)
    assert clean(write_constat(build(make_contrat(*indicateurs, resultats=resultats), jour=jour))) == phrase


def test_two_deadlines_are_both_written() -> None:
    contrat = make_contrat(CD[0], AN)
    assert "en attente depuis le 15/01/2025 et le 31/01/2025" in write_constat(build(contrat, T4, date(2025, 2, 1)))
    assert "attendues le 15/01/2025 et le 31/01/2025" in write_constat(build(contrat, T4, date(2025, 1, 20)))


def test_what_earlier_quarters_owe_is_written_quarter_by_quarter_whatever_the_service() -> None:
    resultats = (make_resultat("2024-T2", 1, code="C-01"),)
    mon = build(make_contrat(CD[0], FT[0], resultats=resultats), Trimestre(2024, 3), date(2024, 10, 1))
    phrase = (
        "Restent attendues des trimestres précédents (délai proposé par Jalons) : 3 données (T1 2024 : 2, T2 2024 : 1)."
    )
    assert clean(write_anterieures(mon)) == phrase
    seule = build(make_contrat(CD[0]), Trimestre(2024, 2), date(2024, 7, 1))
    assert (
        clean(write_anterieures(seule))
        == "Reste attendue des trimestres précédents (délai proposé par Jalons) : 1 donnée (T1 2024 : 1)."
    )
    assert write_anterieures(build(make_contrat(CD[0]))) == ""


def make_executions(*couples: tuple[int, Financeur]) -> tuple[Execution, ...]:
    return tuple(Execution(fiche="F1", annee=2024, trimestre=n, financeur=f, montant=1) for n, f in couples)


def test_the_spending_is_counted_by_fiche_and_years_over_are_told_apart() -> None:
    contrat = make_contrat(CD[0])
    assert clean(write_depenses(build(contrat))) == "Exécution budgétaire : aucune fiche reçue sur 1."
    recue = replace(contrat, executions=make_executions((1, Financeur.ETAT), (1, Financeur.CD)))
    assert clean(write_depenses(build(recue))) == "Exécution budgétaire : 1 fiche reçue sur 1."
    suivante = build(recue, Trimestre(2025, 1), date(2025, 4, 1))
    assert clean(write_depenses(suivante)) == (
        "Exécution budgétaire : aucune fiche reçue sur 1 ; reste à compléter l’année entière : 2024 (1 fiche)."
    )


def test_a_fiche_names_the_funders_that_miss_and_those_that_came() -> None:
    contrat = replace(make_contrat(CD[0]), executions=make_executions((1, Financeur.ETAT)))
    (depense,) = build(contrat).list_depenses("depenses")
    assert write_manquants(depense) == "Département (État reçu)"
    (depense,) = build(make_contrat(CD[0])).list_depenses("depenses")
    assert write_manquants(depense) == "État et Département"


@pytest.mark.parametrize(
    ("indicateurs", "recus", "phrase"),
    [
        (CD, [1], "1 donnée reçue sur 3 ; il en manque 2, en attente depuis le 15/04/2024 (délai proposé par Jalons)."),
        (
            CD[:1],
            [],
            "Aucune donnée reçue sur 1 ; il en manque 1, en attente depuis le 15/04/2024 (délai proposé par Jalons).",
        ),
        (CD[:1], [1], "Tout ce qui est exigé au T1 2024 est reçu."),
        ([AN], [], "Rien n’est exigé au T1 2024."),
    ],
)
def test_a_service_is_told_what_it_misses(indicateurs: list, recus: list[int], phrase: str) -> None:
    resultats = tuple(make_resultat("2024-T1", 1, code=f"C-0{n}") for n in recus)
    (etat,) = build(make_contrat(*indicateurs, resultats=resultats)).etats
    assert clean(write_service(etat, T1)) == phrase
