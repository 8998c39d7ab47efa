"""No file that Jalons writes makes a spreadsheet compute what a person wrote; figures stay figures."""

import csv
import io
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.neutres import DECLENCHEURS, read_neutre, write_neutre
from lib.domain.nomenclatures import TypeDepot
from lib.exports import modeles, ouvertes
from lib.ui import composants
from tests.exports.test_modeles import build_lignes
from tests.serveur import RACINE

FORMULES = [f"{declencheur}2+3" for declencheur in DECLENCHEURS]


def read_csv(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("formule", FORMULES)
def test_every_csv_writes_it_as_a_text(formule: str) -> None:
    assert ouvertes.to_cellule(formule, "string") == composants.to_cellule(formule) == f"'{formule}"
    assert read_csv(composants.build_csv(pd.DataFrame([{formule: formule}]))) == [[f"'{formule}"]] * 2
    ligne = build_lignes()[0] | {"libelle": formule}
    assert f"'{formule}" in read_csv(modeles.build_modele_csv(TypeDepot.RESULTATS, [ligne]))[1]


@pytest.mark.parametrize("nombre", [-3, -3.5, Decimal("-1234.5")])
def test_a_negative_figure_stays_a_figure(nombre: int | float | Decimal) -> None:
    assert not composants.to_cellule(nombre).startswith("'")
    assert float(composants.to_cellule(nombre).replace(",", ".")) == float(nombre)
    assert ouvertes.to_cellule(Decimal(str(nombre)), "number").startswith("-")


@given(st.text(st.sampled_from("=+-@\t\r\n＝＋－＠'a1")))
def test_what_is_written_is_read_back_and_is_never_a_formula(texte: str) -> None:
    ecrit = write_neutre(texte)
    assert not ecrit.startswith(DECLENCHEURS)
    assert texte.startswith("'") or read_neutre(ecrit) == texte


def test_only_these_files_write_csv() -> None:
    ecrivains = {
        f.relative_to(RACINE).as_posix() for f in (RACINE / "lib").rglob("*.py") if "csv.writer" in f.read_text()
    }
    constantes = {"lib/exports/schemas.py"}
    assert ecrivains - constantes == {"lib/exports/modeles.py", "lib/exports/ouvertes.py", "lib/ui/composants.py"}
