"""Dates that a spreadsheet made of something else: kept as a day's number, or typed for a year or a quarter."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.domain.indicateurs import Cible
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import GenreCellule
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_dates import find_jour
from lib.imports.verification import verify_table
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, Contenu, build_contrat, build_resultat, build_table

R = TypeDepot.RESULTATS
Ligne = dict[str, Contenu]


def _list_codes(
    type_depot: TypeDepot, ligne: Ligne, connus: tuple[str, ...] = (), cibles: tuple[int, ...] = ()
) -> list[str]:
    resultats = [build_resultat("S.3.1-02", f"2024-T{n}", connu) for n, connu in enumerate(connus, 1)]
    contrat = replace(
        build_contrat(resultats=resultats),
        cibles=tuple(Cible(indicateur="S.3.1-02", annee=2025, valeur=Decimal(cible)) for cible in cibles),
    )
    rapport = verify_table(build_table(type_depot, ligne), type_depot, contrat, CONTRIBUTEUR, AUJOURD_HUI)
    return [probleme.code for probleme in rapport.list_problemes()]


def _resultat(valeur: Contenu, code: str = "S.3.1-02", **champs: Contenu) -> Ligne:
    return {"code_indicateur": code, "annee": "2025", "trimestre": "T2", "valeur": valeur} | champs


@pytest.mark.parametrize(
    ("numero", "jour"),
    [
        (44_926, None),
        (44_927, "2023-01-01"),
        (45_291, "2023-12-31"),
        (45_658, "2025-01-01"),
        (47_118, "2028-12-31"),
        (47_119, None),
        (Decimal("45291.5"), None),
        (-45_291, None),
        (2025, None),
        (None, None),
    ],
)
def test_a_number_is_a_day_of_the_contract_or_of_a_year_beside(numero: int | Decimal | None, jour: str | None):
    cadre = Cadre(build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    trouve = find_jour(numero, cadre)
    assert (trouve and trouve.isoformat()) == jour


@pytest.mark.parametrize(
    ("valeur", "connus", "cibles", "codes"),
    [
        ("45 291", ("348",), (), ["C26", "C05"]),
        ("45291", (), (300,), ["C26"]),
        (("45291", GenreCellule.NOMBRE), (), (300,), ["C26"]),
        ("45 291", (), (), ["C26"]),
        ("45 291", (), (453,), []),
        ("45 291", ("44000",), (300,), []),
        ("44 926", (), (300,), []),
        ("45 291,5", (), (300,), ["C13"]),
        (("31/12/2023", GenreCellule.DATE), (), (300,), ["V02"]),
    ],
)
def test_a_days_number_far_above_what_is_known_is_asked(
    valeur: Contenu, connus: tuple[str, ...], cibles: tuple[int, ...], codes: list[str]
):
    assert _list_codes(R, _resultat(valeur), connus, cibles) == codes


def test_the_question_names_the_day_and_what_is_known():
    table = build_table(R, _resultat("45 291", "S.1.2-01"))
    rapport = verify_table(table, R, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    (probleme,) = rapport.list_problemes()
    assert "31/12/2023" in probleme.message and probleme.message.endswith("ne dépasse 50.")


@pytest.mark.parametrize(
    ("termes", "codes"),
    [
        (("45 658", "200"), ["C17", "C26"]),
        (("45 600", "45 700"), []),
        (("120", "45 700"), ["C26"]),
    ],
)
def test_a_term_is_compared_with_the_other_one(termes: tuple[str, str], codes: list[str]):
    ligne = _resultat("", "S.2.1-02", numerateur=termes[0], denominateur=termes[1])
    assert _list_codes(R, ligne) == codes


def test_a_percentage_is_no_day():
    assert _list_codes(R, _resultat("45 291", "S.2.1-02")) == ["C17"]


def test_a_target_is_asked_too():
    cible = {"code_indicateur": "S.3.1-02", "annee": "2026", "valeur": "45 658", "avenant": "1"}
    assert _list_codes(TypeDepot.CIBLES, cible, ("348",)) == ["C26"]


@pytest.mark.parametrize(
    ("champs", "connu", "codes"),
    [
        ({}, None, []),
        ({}, "418", ["C26"]),
        ({"territoire": "DEP"}, "418", []),
        ({"valeur": "12", "date": "45657"}, "418", ["V14"]),
        ({"valeur": "12", "date": "2024"}, "418", []),
    ],
)
def test_a_context_figure_is_compared_with_those_of_its_territory(champs: Ligne, connu: str | None, codes: list[str]):
    """The département has 42 000 foyers: a commune of which nothing is known may have as many."""
    ligne: Ligne = {"territoire": "Créteil", "mesure": "foyers_rsa", "date": "31/12/2024", "valeur": "45 658"}
    contrat = build_contrat()
    siens = [replace(c, territoire="94028", valeur=Decimal(connu)) for c in contrat.contexte if connu]
    contrat = replace(contrat, contexte=(*contrat.contexte, *siens))
    table = build_table(TypeDepot.CONTEXTE, ligne | champs)
    rapport = verify_table(table, TypeDepot.CONTEXTE, contrat, CONTRIBUTEUR, AUJOURD_HUI)
    assert [probleme.code for probleme in rapport.list_problemes()] == codes


@pytest.mark.parametrize(
    ("champs", "codes"),
    [
        ({"annee": ("01/01/2025", GenreCellule.DATE)}, ["V19"]),
        ({"annee": "01/01/2025"}, ["V19"]),
        ({"annee": "45658"}, ["V19"]),
        ({"annee": ("45658", GenreCellule.NOMBRE)}, ["V19"]),
        ({"annee": "205"}, ["L03"]),
        ({"trimestre": ("31/03/2025", GenreCellule.DATE)}, ["V19"]),
        ({"trimestre": ("01/03/2025 14:30", GenreCellule.DATE)}, ["V19"]),
        ({"trimestre": "2025-03-31"}, ["V19"]),
        ({"trimestre": "45747"}, ["V19"]),
        ({"trimestre": "T5"}, ["L04"]),
        ({"annee": "01/01/2025", "trimestre": "31/03/2025"}, ["V19", "V19"]),
    ],
)
def test_a_date_typed_for_a_year_or_a_quarter_is_refused_as_a_date(champs: Ligne, codes: list[str]):
    assert _list_codes(R, _resultat("12") | champs, ("12",)) == codes


def test_the_day_of_a_bare_number_is_named():
    rapport = verify_table(
        build_table(R, _resultat("12", annee="45658")), R, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI
    )
    (probleme,) = rapport.list_problemes()
    assert "(le 01/01/2025)" in probleme.message and probleme.attendu.endswith("par exemple 2027")


@pytest.mark.parametrize(
    ("type_depot", "ligne"),
    [
        (
            TypeDepot.EXECUTIONS,
            {"code_fiche": "S.1.2", "annee": "45658", "trimestre": "T2", "financeur": "État", "montant_realise": "1"},
        ),
        (
            TypeDepot.REPORTS,
            {
                "fiche": "S.1.2",
                "annee_origine": "2024",
                "annee_destination": "01/01/2025",
                "financeur": "CD",
                "montant": "1",
            },
        ),
    ],
)
def test_every_column_of_years_refuses_a_date(type_depot: TypeDepot, ligne: Ligne):
    assert "V19" in _list_codes(type_depot, ligne)
