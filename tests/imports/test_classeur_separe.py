"""A heavy workbook is read in another process: the same sheets, one at a time, stopped at its time."""

import importlib
import os
import select
import subprocess
import sys
import time
from typing import IO

import pytest

from lib.imports import classeur_separe
from lib.imports.budget import Budget
from lib.imports.classeur import ClasseurIllisibleError
from lib.imports.classeur_separe import ClasseurSepare
from lib.imports.demesure import DemesureError
from lib.imports.ouverture import open_ici
from tests.imports.fabrique import build_classeur, build_excel, build_ods


def _fill(livre: object, feuille: object) -> None:
    feuille.write_row("A1", ["code", "é", 12.5])  # type: ignore[attr-defined]
    feuille.write_formula("A9", "=NOW()", None, 3)  # type: ignore[attr-defined]
    feuille.write_number("B9", 31795, livre.add_format({"num_format": '0 "k€"'}))  # type: ignore[attr-defined]
    feuille.set_row(8, None, None, {"hidden": True})  # type: ignore[attr-defined]
    feuille.merge_range("D2:E3", "titre")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "contenu",
    [
        build_excel(_fill),
        build_classeur({"A": [["x", 1, True]], "B": [["y"]]}, {"B1": "0%"}, masquees=["B"]),
        build_ods({"A": [["x", 1], [], ["été", 2.5]]}),
    ],
)
def test_the_other_process_gives_what_this_one_would(contenu: bytes) -> None:
    ici, separe = open_ici(contenu, Budget(60)), ClasseurSepare(contenu)
    assert (separe.format, separe.feuilles) == (ici.format, ici.feuilles)
    for feuille in ici.feuilles:
        assert separe.read_debut(feuille.nom) == ici.read_debut(feuille.nom)
        assert separe.read_feuille(feuille.nom) == ici.read_feuille(feuille.nom)


def test_what_is_no_workbook_is_refused_as_it_is_here() -> None:
    with pytest.raises(ClasseurIllisibleError):
        ClasseurSepare(b"PK\x03\x04")


def test_a_second_heavy_workbook_waits_then_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classeur_separe, "SECONDES", 0)
    with classeur_separe._un_a_la_fois, pytest.raises(DemesureError) as erreur:
        ClasseurSepare(build_ods({"A": [["x"]]}))
    assert erreur.value.probleme.code == "F21"


def test_a_reading_past_its_time_is_stopped_and_the_next_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    commande = (classeur_separe.sys.executable, "-c", "import time; time.sleep(60)")
    with monkeypatch.context() as pose, pytest.raises(DemesureError) as erreur:
        pose.setattr(classeur_separe, "_COMMANDE", commande)
        pose.setattr(classeur_separe, "SECONDES", 1)
        pose.setattr(classeur_separe, "DEPART", 0)
        ClasseurSepare(b"")
    assert erreur.value.probleme.code == "F20"
    assert ClasseurSepare(build_ods({"A": [["x"]]})).read_debut("A") == [["x"]]


@pytest.mark.skipif(os.name != "posix", reason="sous Windows, le numéro du parent ne change pas")
def test_the_other_process_does_not_outlive_the_one_that_asked() -> None:
    lance = "import subprocess, sys; subprocess.run(sys.argv[1:])"
    commande = [sys.executable, "-c", lance, *classeur_separe._COMMANDE]
    with subprocess.Popen(
        commande, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=classeur_separe._RACINE
    ) as parent:
        assert parent.stdin and parent.stdout
        parent.stdin.write(b"{}\n")
        parent.stdin.flush()
        limite = time.monotonic() + 20
        while _count_non_lus(parent.stdin) and time.monotonic() < limite:
            time.sleep(0.05)
        parent.kill()
        fini, _, _ = select.select([parent.stdout], [], [], 5)
        assert fini, "le lecteur attend encore la suite d’un fichier que plus personne n’envoie"


def _count_non_lus(tuyau: IO[bytes]) -> int:
    """Count the bytes of a pipe that the other end has not read yet."""
    fcntl, termios = importlib.import_module("fcntl"), importlib.import_module("termios")
    return int.from_bytes(fcntl.ioctl(tuyau, termios.FIONREAD, b"\0" * 4), sys.byteorder)
