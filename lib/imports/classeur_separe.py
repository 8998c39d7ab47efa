"""A workbook too heavy to be read among other people's sessions: another process reads it, stopped at a time.

One at a time. What comes back is plain JSON: no object is ever built from what a file may have written.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lib.imports.classeur import ClasseurIllisibleError, ClasseurOuvert, Feuille
from lib.imports.demesure import DemesureError
from lib.imports.echange import read_grille
from lib.imports.grille import Grille

SECONDES, DEPART = 60, 15
"""Seconds that reading a workbook may take, and those that starting a process may add."""

_RACINE = Path(__file__).resolve().parents[2]
_COMMANDE = (sys.executable, "-m", "lib.imports.lecteur_separe")
_SANS_FENETRE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_un_a_la_fois = threading.Lock()


class ClasseurSepare(ClasseurOuvert):
    """A workbook that another process reads; its first rows are known from the start."""

    def __init__(self, contenu: bytes) -> None:
        """Open; raises ClasseurIllisibleError, DemesureError."""
        self._contenu, self._reste = contenu, float(SECONDES + DEPART)
        tete, *debuts = self._ask({})
        self.format: str = tete["format"]
        self.feuilles = tuple(Feuille(nom, visible) for nom, visible in tete["feuilles"])
        self._debuts: dict[str, list[list[str]]] = {debut["debut"]: debut["lignes"] for debut in debuts}

    def read_debut(self, nom: str) -> list[list[str]]:
        """Give the first rows of a sheet; raises ClasseurIllisibleError, DemesureError."""
        if nom not in self._debuts:
            _, debut = self._ask({"debuts": [nom]})
            self._debuts[nom] = debut["lignes"]
        return self._debuts[nom]

    def read_feuille(self, nom: str) -> Grille:
        """Read a whole sheet; raises ClasseurIllisibleError, DemesureError."""
        return self.read_feuilles([nom])[0]

    def read_feuilles(self, noms: Sequence[str]) -> list[Grille]:
        """Read whole sheets, all at once; raises ClasseurIllisibleError, DemesureError."""
        elements: list[list[dict[str, Any]]] = []
        for element in self._ask({"debuts": [], "feuilles": list(noms)}):
            if "ligne" in element:
                elements[-1].append(element)
            elif "lignes" in element:
                elements.append([element])
        return [read_grille(feuille) for feuille in elements]

    def _ask(self, demande: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Run the other process and yield its answer; raises what it refused the workbook for."""
        depart = time.monotonic()
        for ligne in _run(json.dumps(demande).encode() + b"\n" + self._contenu, self._reste):
            element: dict[str, Any] = json.loads(ligne)
            if element.get("refus") == "F04":
                raise ClasseurIllisibleError("F04")
            if "refus" in element:
                raise DemesureError(element["refus"])
            yield element
        self._reste -= time.monotonic() - depart


def _run(entree: bytes, secondes: float) -> list[bytes]:
    """Give the lines that the other process answers; raises DemesureError when it is stopped, or when one runs."""
    if not _un_a_la_fois.acquire(timeout=SECONDES):
        raise DemesureError("F21")
    try:
        fini = subprocess.run(
            _COMMANDE,
            input=entree,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=max(secondes, 1),
            cwd=_RACINE,
            creationflags=_SANS_FENETRE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as erreur:
        raise DemesureError("F20") from erreur
    finally:
        _un_a_la_fois.release()
    return fini.stdout.splitlines()
