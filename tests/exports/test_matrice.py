"""The indicator matrix: every measure of the contract, targets and results, words kept, missing never 0."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.nomenclatures import Niveau, StatutResultat
from lib.exports.matrice import build_matrice
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas
from tests.exports.contrat_reel import read_contrat

LE_JOUR = date(2026, 3, 1)
LOCAUX, NATIONAUX = "Indicateurs locaux", "Indicateurs nationaux"


def open_feuille(octets: bytes, nom: str) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(octets))[nom]


def find_rangee(octets: bytes, nom: str, debut: str) -> tuple[Cell, ...]:
    """The row of the measure whose label begins so."""
    return next(r for r in open_feuille(octets, nom).iter_rows(min_row=5) if str(r[1].value).startswith(debut))


def add_resultats(*resultats: Resultat) -> ContratLu:
    return replace(read_contrat(), resultats=resultats)


def make_resultat(code: str, valeur: str | None = None, **champs: object) -> Resultat:
    return Resultat(
        indicateur=code,
        annee=2024,
        trimestre=4,
        valeur=None if valeur is None else Decimal(valeur),
        **champs,  # type: ignore[arg-type]
    )


def test_the_headings_are_the_contract_s_over_its_four_years() -> None:
    entetes = [case.value for case in open_feuille(build_matrice(read_contrat(), LE_JOUR), LOCAUX)[4]]
    assert entetes[:5] == [
        "Thématique",
        "Indicateurs locaux",
        "Situation au 31 déc. 2023",
        "Cible locale en 2024",
        "Résultat atteint en 2024",
    ]
    assert entetes[-3:] == ["Cible locale en 2027", "Résultat atteint en 2027", "Statut en 2027"]
    assert len(entetes) == 15


@pytest.mark.parametrize(("nom", "nombre"), [(LOCAUX, 67), (NATIONAUX, 46)])
def test_every_measure_has_its_row(nom: str, nombre: int) -> None:
    rangees = list(open_feuille(build_matrice(read_contrat(), LE_JOUR), nom).iter_rows(min_row=5, values_only=True))
    assert sum(1 for rangee in rangees if rangee[1]) == nombre


@pytest.mark.parametrize(
    ("feuille", "debut", "attendu"),
    [
        (LOCAUX, "Nombre de familles accompagnées", [16, 33, "–", 55, "–", 75, "–", 85, "–"]),
        (LOCAUX, "Nombre de jeunes disposant", [0, 20, "–", 40, "–", "A définir", "–", "A définir", "–"]),
        (NATIONAUX, "Nombre de familles précaires", ["non contractualisé", *["–"] * 8]),
        (NATIONAUX, "Nombre de jeunes de 16 à 25", [715, 800, *["–"] * 7]),
        (NATIONAUX, "Nombre de mères seules", ["16 familles dont enfants de plus de 3 ans", *["–"] * 8]),
    ],
)
def test_figures_words_and_blanks_stay_what_the_contract_wrote(feuille: str, debut: str, attendu: list[object]) -> None:
    rangee = find_rangee(build_matrice(read_contrat(), LE_JOUR), feuille, debut)
    assert [case.value for rang, case in enumerate(rangee[2:]) if rang % 3 or not rang] == attendu


def test_a_result_is_the_fourth_quarter_s_and_zero_is_written() -> None:
    contrat = add_resultats(
        make_resultat("S.1.3-02", "0"), Resultat(indicateur="S.1.3-01", annee=2024, trimestre=3, valeur=Decimal(28))
    )
    octets = build_matrice(contrat, LE_JOUR)
    assert find_rangee(octets, LOCAUX, "Nombre de familles accompagnées")[4].value == 0
    assert find_rangee(octets, LOCAUX, "Nombre de logements mis")[4].value == "–"


def test_a_provisional_result_is_in_italics() -> None:
    octets = build_matrice(add_resultats(make_resultat("S.1.3-02", "28", statut=StatutResultat.PROVISOIRE)), LE_JOUR)
    case = find_rangee(octets, LOCAUX, "Nombre de familles accompagnées")[4]
    assert (case.value, case.font.i) == (28, True)


@pytest.mark.parametrize(
    ("resultat", "ecrit"),
    [
        (make_resultat("S.3.3-02", texte="=2+2"), "=2+2"),
        (make_resultat("S.3.3-02", statut=StatutResultat.NON_DISPONIBLE), "Non disponible"),
    ],
)
def test_words_of_a_result_are_text(resultat: Resultat, ecrit: str) -> None:
    case = find_rangee(build_matrice(add_resultats(resultat), LE_JOUR), LOCAUX, "Communication")[4]
    assert (case.value, case.data_type) == (ecrit, "s")


def test_a_derived_result_is_the_sum_of_its_parts_or_says_how_many_are_in() -> None:
    parts = [make_resultat(f"S.1.2-0{rang}", str(10 * rang)) for rang in range(1, 6)]
    complet = find_rangee(build_matrice(add_resultats(*parts), LE_JOUR), NATIONAUX, "Nombre de jeunes de 16 à 25")
    assert complet[4].value == 150
    partiel = find_rangee(build_matrice(add_resultats(*parts[:3]), LE_JOUR), NATIONAUX, "Nombre de jeunes de 16 à 25")
    assert partiel[4].value == "non calculable, 3/5 reçus"


def test_a_rate_is_computed_from_its_two_terms() -> None:
    resultat = make_resultat("S.2.1-01", numerateur=Decimal(1), denominateur=Decimal(8))
    assert find_rangee(build_matrice(add_resultats(resultat), LE_JOUR), LOCAUX, "Part des ménages")[4].value == 12.5


def test_one_niveau_may_be_asked_alone() -> None:
    assert openpyxl.load_workbook(BytesIO(build_matrice(read_contrat(), LE_JOUR, (Niveau.NATIONAL,)))).sheetnames == [
        NATIONAUX
    ]


def test_an_axe_without_measure_has_no_row() -> None:
    octets = build_matrice(read_contrat(), LE_JOUR, (Niveau.FICHE_SEULE,))
    axes = [r[0].value for r in open_feuille(octets, "Fiche seule").iter_rows(min_row=5) if "Axe" in str(r[0].value)]
    assert [str(axe)[:5] for axe in axes] == ["Axe 3"]


def test_the_row_of_a_long_text_is_high_enough_to_read_it() -> None:
    texte = "Schéma d’accompagnement rénové adopté en comité technique"
    octets = build_matrice(add_resultats(make_resultat("S.3.3-02", texte=texte)), LE_JOUR)
    feuille = open_feuille(octets, LOCAUX)
    rangee = next(r for r in feuille.iter_rows(min_row=5) if r[4].value == texte)
    assert (feuille.row_dimensions[rangee[0].row].height or 0) >= 15 * len(texte) / 14


def test_a_result_that_will_not_be_sent_says_it_with_its_reason_never_a_dash() -> None:
    pas = make_pas(DECLAREE, 1, "2024-T4", "S.1.3-01", "le registre a brûlé")
    contrat = with_pas(read_contrat(), pas, valideurs=False)
    rangee = find_rangee(
        build_matrice(contrat, LE_JOUR), LOCAUX, "Nombre de logements mis à disposition par les Villes"
    )
    assert str(rangee[4].value).replace("\u00a0", " ") == "ne sera pas transmise : le registre a brûlé"
    assert str(rangee[5].value) == "Ne sera pas transmise"
    attendue = with_pas(read_contrat(), pas)
    rangee = find_rangee(
        build_matrice(attendue, LE_JOUR), LOCAUX, "Nombre de logements mis à disposition par les Villes"
    )
    assert rangee[4].value == "–"
    assert rangee[5].value == "Donnée attendue"


@pytest.mark.parametrize(
    ("feuille", "debut", "statuts"),
    [
        (LOCAUX, "Nombre de familles accompagnées", ["Donnée attendue"] * 2 + ["Non exigée à ce jour"] * 2),
        (
            LOCAUX,
            "Nombre de jeunes disposant",
            [*["Donnée attendue"] * 2, *["Cible à définir\u202f; non exigée à ce jour"] * 2],
        ),
        (NATIONAUX, "Nombre de familles précaires", ["Non contractualisé"] * 4),
    ],
)
def test_the_status_says_which_absence_a_dash_is(feuille: str, debut: str, statuts: list[str]) -> None:
    rangee = find_rangee(build_matrice(read_contrat(), LE_JOUR), feuille, debut)
    assert [case.value for case in rangee[5::3]] == statuts


def test_without_a_target_a_figure_received_and_one_that_is_not_are_two_statuses() -> None:
    sans = find_rangee(build_matrice(read_contrat(), LE_JOUR), LOCAUX, "Part des ménages")
    assert (sans[4].value, sans[5].value) == ("–", "Sans cible\u202f; non transmis")
    recu = add_resultats(make_resultat("S.2.1-01", numerateur=Decimal(1), denominateur=Decimal(8)))
    avec = find_rangee(build_matrice(recu, LE_JOUR), LOCAUX, "Part des ménages")
    assert (avec[4].value, avec[5].value) == (12.5, "Sans cible")


def test_no_row_is_left_without_a_status() -> None:
    octets = build_matrice(read_contrat(), LE_JOUR)
    for nom in (LOCAUX, NATIONAUX):
        mesures = [r for r in open_feuille(octets, nom).iter_rows(min_row=5, values_only=True) if r[1]]
        assert all(rangee[5::3].count(None) == 0 for rangee in mesures)


@pytest.mark.parametrize(
    ("annee", "resultats", "statut"),
    [
        (2025, (), "Sans cible ; non transmis"),
        (2026, (), "Sans cible ; non exigée à ce jour"),
        (2025, ("S.1.2-01",), "Sans cible ; non calculable"),
    ],
)
def test_a_computed_row_without_value_says_which_absence_it_is(
    annee: int, resultats: tuple[str, ...], statut: str
) -> None:
    """N-S-04 adds up S.1.2-01 to 05, owed on 31/01 of the year after; read on 01/03/2026."""
    recus = [Resultat(indicateur=code, annee=annee, trimestre=4, valeur=Decimal(10), lot=1) for code in resultats]
    rangee = find_rangee(build_matrice(add_resultats(*recus), LE_JOUR), NATIONAUX, "Nombre de jeunes de 16 à 25")
    assert str(rangee[5 + 3 * (annee - 2024)].value).replace("\u202f", " ") == statut
