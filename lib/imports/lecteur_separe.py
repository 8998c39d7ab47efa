"""Reads a workbook in a process of its own: the request and the file on its input, the answer in JSON lines.

What hands it the file may stop it at any time; where the system can, it has no more memory than LIMITE_MEMOIRE.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lib.imports.budget import Budget, BudgetError
from lib.imports.classeur import ClasseurIllisibleError, ClasseurOuvert
from lib.imports.classeur_separe import SECONDES
from lib.imports.demesure import DemesureError
from lib.imports.echange import write_grille
from lib.imports.ouverture import examine, list_lues, open_ici

LIMITE_MEMOIRE = 1024 * 1024 * 1024
SECONDES_ORPHELIN = 1
"""Seconds between two looks at whether what handed the file is still there."""


def main() -> None:
    """Answer the one request there is."""
    threading.Thread(target=_stop_orphelin, args=(os.getppid(),), daemon=True).start()
    _limit_memoire()
    demande = json.loads(sys.stdin.buffer.readline())
    contenu = sys.stdin.buffer.read()
    for element in _read(contenu, demande):
        sys.stdout.buffer.write(json.dumps(element, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _stop_orphelin(parent: int) -> None:
    """End this process once its parent is gone: nobody is left to stop it. On Windows the parent's number stays."""
    while os.getppid() == parent:
        time.sleep(SECONDES_ORPHELIN)
    os._exit(1)


def _limit_memoire() -> None:
    """Bound the memory of this process; Windows cannot."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMITE_MEMOIRE, LIMITE_MEMOIRE))


def _read(contenu: bytes, demande: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        budget = Budget(SECONDES)
        examine(contenu, budget)
        yield from _iterate_reponses(open_ici(contenu, budget), demande)
    except ClasseurIllisibleError:
        yield {"refus": "F04"}
    except DemesureError as erreur:
        yield {"refus": erreur.probleme.code}
    except (BudgetError, MemoryError):
        yield {"refus": "F20"}


def _iterate_reponses(classeur: ClasseurOuvert, demande: dict[str, Any]) -> Iterator[dict[str, Any]]:
    feuilles = [(feuille.nom, feuille.visible) for feuille in classeur.feuilles]
    yield {"format": classeur.format, "feuilles": feuilles}
    for nom in demande.get("debuts", list_lues(classeur.feuilles)):
        yield {"debut": nom, "lignes": classeur.read_debut(nom)}
    for nom in demande.get("feuilles", ()):
        yield from write_grille(classeur.read_feuille(nom))


if __name__ == "__main__":
    main()
