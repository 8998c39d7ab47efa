from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from lib.domain.periodes import Trimestre
from lib.domain.statuts import StatutSuivi
from lib.ui.composants import (
    Html,
    _build_case,
    build_badge,
    build_csv,
    build_lien,
    format_statut,
    get_trimestre_clos,
    get_trimestre_par_defaut,
    list_trimestres_contrat,
    to_cellule,
)
from lib.ui.style import build_style
from tests.domain.fabrique import make_contrat, make_resultat


@pytest.mark.parametrize(
    ("valeur", "cellule"),
    [
        (None, ""),
        ("–", ""),
        (float("nan"), ""),
        (Decimal("1234.5"), "1234,5"),
        (-3, "-3"),
        ("812\u202f400\u00a0€", "812400\u00a0€"),
        (date(2024, 12, 31), "31/12/2024"),
        ("=SOMME(A1)", "'=SOMME(A1)"),
        ("S.1.2-01", "S.1.2-01"),
    ],
)
def test_a_cell_is_written_as_a_french_spreadsheet_reads_it(valeur: object, cellule: str) -> None:
    assert to_cellule(valeur) == cellule


def test_a_table_is_downloaded_with_its_bom_semicolons_and_quotes() -> None:
    octets = build_csv(pd.DataFrame([{"Code": "S.1", "Libellé": "un ; deux"}]))
    assert octets.decode("utf-8") == '\ufeffCode;Libellé\r\nS.1;"un ; deux"\r\n'


@pytest.mark.parametrize("statut", list(StatutSuivi))
def test_a_status_is_a_sign_a_word_and_a_colour(statut: StatutSuivi) -> None:
    assert format_statut(statut) == f"{statut.marque}\u00a0{statut.libelle}"
    assert statut.libelle in build_badge(statut)
    assert f".statut-{statut.value} {{ --couleur: #" in build_style()


def test_a_label_from_the_data_is_never_read_as_html() -> None:
    assert "<b>" not in build_badge(StatutSuivi.ATTEINT, "<b>Atteint</b>")
    assert "<b>" not in build_lien("/x", "<b>")
    assert _build_case("<b>") == "<td>&lt;b&gt;</td>"
    assert _build_case(Html("<b>")) == "<td><b></td>"


@pytest.mark.parametrize(
    ("jour", "trimestre"),
    [
        (date(2023, 5, 1), Trimestre(2024, 1)),
        (date(2024, 2, 1), Trimestre(2024, 1)),
        (date(2026, 11, 23), Trimestre(2026, 3)),
        (date(2030, 1, 1), Trimestre(2027, 4)),
    ],
)
def test_the_quarter_to_upload_is_the_last_closed_one_within_the_contract(jour: date, trimestre: Trimestre) -> None:
    assert get_trimestre_clos(make_contrat(), jour) == trimestre
    assert get_trimestre_par_defaut(make_contrat(), jour) == trimestre, "rien n'a encore été déposé"


def test_one_arrives_on_the_last_closed_quarter_that_has_a_result() -> None:
    contrat = make_contrat(resultats=(make_resultat("2025-T4", 12), make_resultat("2024-T2", 10)))
    assert get_trimestre_par_defaut(contrat, date(2026, 11, 23)) == Trimestre(2025, 4)
    assert get_trimestre_par_defaut(contrat, date(2025, 2, 1)) == Trimestre(2024, 2), "le trimestre en cours attend"
    assert get_trimestre_clos(contrat, date(2026, 11, 23)) == Trimestre(2026, 3)


def test_the_quarters_offered_are_the_contracts_the_last_first() -> None:
    trimestres = list_trimestres_contrat(make_contrat())
    assert (trimestres[0], trimestres[-1], len(trimestres)) == (Trimestre(2027, 4), Trimestre(2024, 1), 16)
