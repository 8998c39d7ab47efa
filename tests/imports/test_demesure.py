"""Hostile and huge files end in a table or in a refusal that says what to do, at a bounded cost."""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import pytest

from lib.imports.apercu import read_apercu
from lib.imports.classeur_separe import DEPART, SECONDES
from lib.imports.grille import LIGNES_MAX, LIMITE_COLONNES, LIMITE_OCTETS
from lib.imports.lecture import SANS_CONSIGNES, read_feuilles, read_fichier
from tests.imports.demesures import CLASSEURS, CSV, add_rangees
from tests.imports.fabrique import add_membres, build_ods

MO = 1024 * 1024
FIXE = 30 * MO
"""What reading any file may hold in memory, whatever its size."""

LECTURES: dict[str, Callable[[bytes], object]] = {
    "table": lambda contenu: read_fichier(contenu, "depot.csv"),
    "feuilles": lambda contenu: read_feuilles(contenu, "depot.csv"),
    "apercu": lambda contenu: read_apercu(contenu, "depot.csv", SANS_CONSIGNES),
}


@pytest.mark.parametrize("forme", CSV)
def test_the_memory_of_reading_a_csv_is_bounded_by_its_size(forme: str) -> None:
    contenu = CSV[forme](MO // 8).encode()
    tracemalloc.start()
    read_fichier(contenu, "depot.csv")
    _, pic = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pic < FIXE + 10 * len(contenu)


@pytest.mark.parametrize("lecture", LECTURES)
@pytest.mark.parametrize("forme", CSV)
def test_a_csv_twice_as_long_takes_twice_as_many_steps(forme: str, lecture: str) -> None:
    courts, longs = (count_appels(LECTURES[lecture], CSV[forme](taille).encode()) for taille in (10_000, 20_000))
    assert longs < 2.2 * courts + 10_000


def count_appels(lire: Callable[[bytes], object], contenu: bytes) -> int:
    """Count the functions called while a file is read."""
    appels = 0

    def count(_: object, evenement: str, __: object) -> None:
        nonlocal appels
        appels += evenement in ("call", "c_call")

    sys.setprofile(count)
    try:
        lire(contenu)
    finally:
        sys.setprofile(None)
    return appels


_LIRE = """
import json, sys
from lib.imports.lecture import read_feuilles, read_fichier
contenu = sys.stdin.buffer.read()
table, _, problemes = read_fichier(contenu, "depot.xlsx")
brutes, autres = read_feuilles(contenu, "depot.xlsx")
import resource
pic = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([table is not None, [p.code for p in problemes], [p.code for p in autres], pic]))
"""


@pytest.mark.parametrize("forme", CLASSEURS)
def test_a_workbook_made_to_cost_ends_in_a_table_or_in_a_refusal(forme: str) -> None:
    pytest.importorskip("resource", reason="la mémoire d’un processus ne se mesure pas sous Windows")
    contenu = CLASSEURS[forme]()
    assert len(contenu) < LIMITE_OCTETS
    fini = subprocess.run(
        [sys.executable, "-c", _LIRE], input=contenu, capture_output=True, timeout=4 * (SECONDES + DEPART), check=True
    )
    lue, codes, _, pic = json.loads(fini.stdout)
    assert lue or [code for code in codes if code[0] == "F"], codes
    assert pic < 700 * 1024


@pytest.mark.parametrize("encodage", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("declare", ["<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!DOCTYPE a SYSTEM 'b'>"])
def test_a_document_type_is_refused_in_any_member_and_any_encoding(declare: str, encodage: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encodage.removesuffix("-le")}"?>{declare}<a/>'
    octets = ("\ufeff" * (encodage == "utf-16-le") + xml).encode(encodage)
    for classeur in (add_rangees(b""), build_ods({"A": [["code_indicateur", "valeur"], ["V1-01a", 1]]})):
        for membre in ("docProps/autre.xml", "xl/autre.rels", "autre.VML", "xl/worksheets/autre.bin"):
            table, _, problemes = read_fichier(add_membres(classeur, {membre: octets}), "depot.xlsx")
            assert (table, [probleme.code for probleme in problemes]) == (None, ["F04"])


@pytest.mark.parametrize("blancs", [b" " * 1_000, b"\r\n\t " * 50_000])
def test_a_document_type_after_any_number_of_blanks_is_refused(blancs: bytes) -> None:
    membre = {"xl/worksheets/autre.bin": blancs + b"<!DOCTYPE a><a/>"}
    table, _, problemes = read_fichier(add_membres(add_rangees(b""), membre), "depot.xlsx")
    assert (table, [probleme.code for probleme in problemes]) == (None, ["F04"])


@pytest.mark.parametrize("largeur", [LIMITE_COLONNES, LIMITE_COLONNES + 1, 1_000])
def test_a_csv_of_more_cells_than_a_file_read_may_have_is_refused(largeur: int) -> None:
    rangees = LIGNES_MAX * LIMITE_COLONNES // largeur
    for de_trop, codes in ((0, []), (1, ["F20"])):
        contenu = ("x" + ";" * (largeur - 1) + "\n").encode() * (rangees + de_trop)
        if len(contenu) < LIMITE_OCTETS and rangees + de_trop <= LIGNES_MAX:
            assert [probleme.code for probleme in read_feuilles(contenu, "depot.csv")[1]] == codes
