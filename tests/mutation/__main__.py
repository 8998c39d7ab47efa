"""Mutation des règles du suivi : `python -m tests.mutation [module…]` (aussi `make mutation`), hors de `make test`.

Chaque mutant (une borne déplacée, un signe ou une branche retournés, un résultat perdu) est écrit dans une copie à
part ; les tests du moteur doivent le tuer. Un survivant est une règle que rien ne prouve, ou un mutant équivalent :
docs/decisions/0005-mutations.md explique ceux qui restent. Le code de sortie est 1 sous le seuil de 95 %.

    python -m tests.mutation                          tous les modules du moteur
    python -m tests.mutation jalons statuts           ceux-là seulement
    python -m tests.mutation --nombre 60 --graine 7   un échantillon, toujours le même pour une graine
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import hypothesis
import pytest

from tests.mutation.mutants import Mutant, list_mutants

RACINE = Path(__file__).parents[2]
SEUIL = 95
DELAI = 60
"""Secondes laissées aux tests d'un mutant ; au-delà il est tué (boucle sans fin)."""

TESTS: dict[str, tuple[str, ...]] = {
    "agregats": ("agregats", "suivi_cas", "non_transmissions"),
    "attendus": ("attendus", "suivi", "suivi_cas", "non_transmissions"),
    "avancement": ("avancement", "suivi_cas", "suivi_proprietes", "calculs"),
    "cibles_comptees": ("cibles_comptees", "synthese"),
    "decoupages": ("decoupages",),
    "derives": ("derives", "suivi_cas", "non_transmissions"),
    "explications": ("explications",),
    "figures": ("avancement", "suivi_cas", "suivi_proprietes", "calculs", "suivi"),
    "etats_effectifs": ("masques", "petits_effectifs"),
    "jalons": ("avancement", "suivi_cas", "suivi_proprietes", "calculs", "suivi"),
    "lecture_effectifs": ("masques", "petits_effectifs"),
    "masques": ("masques", "lisibles"),
    "mesures": ("mesures", "constats"),
    "meteo": ("meteo",),
    "non_transmissions": ("non_transmissions",),
    "petits_effectifs": ("petits_effectifs", "masques"),
    "protection": ("masques", "petits_effectifs"),
    "projection": ("suivi", "suivi_cas", "suivi_proprietes", "calculs"),
    "ruptures": ("suivi", "suivi_cas"),
    "series": ("suivi", "derives", "agregats", "suivi_cas", "non_transmissions"),
    "sommes_effectifs": ("masques", "petits_effectifs"),
    "statuts": ("statuts", "suivi_cas", "suivi_proprietes"),
    "suivi": ("suivi", "suivi_cas", "suivi_proprietes", "derives", "non_transmissions", "explications"),
    "systemes": ("systemes", "masques"),
    "valeurs": ("valeurs", "suivi_cas", "suivi_proprietes", "agregats", "derives"),
}
"""Les modules du moteur, et les tests (tests/domain/test_….py) qui les prouvent, les plus proches d'abord."""


def run(arguments: list[str]) -> int:
    """Tue ou laisse survivre chaque mutant demandé ; donne le code de sortie."""
    options = _read_options(arguments)
    choisis = [(module, mutant) for module in options.modules for mutant in _read_mutants(module)]
    if options.nombre:
        choisis = random.Random(options.graine).sample(choisis, min(options.nombre, len(choisis)))
    with tempfile.TemporaryDirectory() as dossier:
        copie = Path(dossier)
        _copy_domaine(copie)
        os.chdir(copie)
        sys.path[:] = [str(copie), *(chemin for chemin in sys.path if Path(chemin or ".").resolve() != RACINE)]
        _preload()
        for module in options.modules:
            if not _pass_tests(module):
                print(f"Les tests de « {module} » échouent sans mutation : rien n’est mesuré.")
                return 1
        return _report(_run_mutants(copie, choisis), choisis)


def _read_options(arguments: list[str]) -> argparse.Namespace:
    analyseur = argparse.ArgumentParser(prog="python -m tests.mutation", description=(__doc__ or "").split("\n")[0])
    analyseur.add_argument("modules", nargs="*", metavar="MODULE", help="module de lib/domain (tous par défaut)")
    analyseur.add_argument("--nombre", type=int, metavar="N", help="taille de l’échantillon")
    analyseur.add_argument("--graine", type=int, default=7, metavar="G")
    options = analyseur.parse_args(arguments)
    options.modules = options.modules or list(TESTS)
    if inconnus := [module for module in options.modules if module not in TESTS]:
        analyseur.error(f"module inconnu {', '.join(inconnus)} (choisir parmi {', '.join(TESTS)})")
    return options


def _read_mutants(module: str) -> list[Mutant]:
    return list(list_mutants((RACINE / "lib" / "domain" / f"{module}.py").read_text(encoding="utf-8")))


def _copy_domaine(copie: Path) -> None:
    for nom in ("lib/domain", "tests/domain"):
        shutil.copytree(RACINE / nom, copie / nom, ignore=shutil.ignore_patterns("__pycache__"))
    (copie / "lib" / "__init__.py").touch()
    (copie / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")


def _preload() -> None:
    """Règle Hypothesis : les mêmes exemples pour chaque mutant, sans base."""
    sys.dont_write_bytecode = True
    # Le paquet tests de la copie remplace celui d'où vient cette commande.
    for nom in [nom for nom in sys.modules if nom.split(".")[0] in ("tests", "lib")]:
        del sys.modules[nom]
    hypothesis.settings.register_profile("mutation", max_examples=40, database=None, derandomize=True)
    hypothesis.settings.load_profile("mutation")


def _run_mutants(copie: Path, choisis: list[tuple[str, Mutant]]) -> list[tuple[str, Mutant]]:
    """Donne les survivants."""
    survivants = []
    debut = time.monotonic()
    for rang, (module, mutant) in enumerate(choisis, 1):
        fichier = copie / "lib" / "domain" / f"{module}.py"
        origine = fichier.read_text(encoding="utf-8")
        fichier.write_text(mutant.source, encoding="utf-8")
        if _pass_tests(module):
            survivants.append((module, mutant))
            print(f"Survit : {module}.py, ligne {mutant.ligne} : {mutant.avant}  →  {mutant.apres}", flush=True)
        fichier.write_text(origine, encoding="utf-8")
        if rang % 50 == 0:
            print(f"{rang} mutants sur {len(choisis)}, {time.monotonic() - debut:.0f} s", flush=True)
    return survivants


def _pass_tests(module: str) -> bool:
    """Exécute les tests d'un module dans un processus à lui, qui importe le code tel qu'il est écrit alors."""
    fils = os.fork()
    if fils == 0:
        signal.alarm(DELAI)
        with Path(os.devnull).open("w") as rien:
            os.dup2(rien.fileno(), 1)
            os.dup2(rien.fileno(), 2)
        fichiers = [f"tests/domain/test_{nom}.py" for nom in TESTS[module]]
        reglages = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--import-mode=importlib"]
        os._exit(int(pytest.main([*reglages, *fichiers]) != 0))
    return os.waitpid(fils, 0)[1] == 0


def _report(survivants: list[tuple[str, Mutant]], choisis: list[tuple[str, Mutant]]) -> int:
    """Écrit le compte par module."""
    for module in dict.fromkeys(module for module, _ in choisis):
        total = sum(m == module for m, _ in choisis)
        tues = total - sum(m == module for m, _ in survivants)
        print(f"{module:<18} {tues:>4} tués sur {total:>4}   {100 * tues / total:5.1f} %")
    total, tues = len(choisis), len(choisis) - len(survivants)
    print(f"{'Ensemble':<18} {tues:>4} tués sur {total:>4}   {100 * tues / max(1, total):5.1f} %")
    return int(100 * tues < SEUIL * total)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
