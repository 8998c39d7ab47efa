"""Banc : `python -m tests.banc [lignes…]` (aussi `make bench`), hors de `make test`.

Sur un magasin neuf par taille : vérifier un fichier de résultats (lire, contrôler, comparer), le publier (sous le
verrou, la comparaison montrée est reprise si la tête du journal n'a pas bougé, refaite sinon), le déposer à nouveau tel
quel (ce qui vérifie à nouveau), l'annuler ; la mémoire au plus haut d'une publication. Le rapport est celui de
« vérifier + publier » à la lecture nue du même fichier par pandas dans la même exécution : il se compare d'une machine
à l'autre, des secondes non.
"""

import os
import sys
import tempfile

from lib.usecases.magasin import save_magasin
from tests.banc.mesures import Mesure, measure_depot

TAILLES = (1_000, 10_000)
RAPPORT_VISE = 40
"""Rapport souhaité, non tenu : pandas lit 10 000 lignes en 4 ms, soit 16 µs par ligne à 40 ×. Vérifier et comparer en
demandent 34, publier 26 (dont 8 que SQLite seul met à insérer une ligne et ses index) : mesuré, de 100 à 150 × selon la
charge de la machine, contre 400 × quand tout se vérifiait deux fois."""
TITRES = ("lignes", "lecture nue", "vérifier", "publier", "rapport", "identique", "annuler", "mémoire")


def run(arguments: list[str]) -> None:
    """Mesure chaque taille et écrit le tableau."""
    tailles = [int(argument) for argument in arguments] or TAILLES
    mesures = []
    print("  ".join(titre.rjust(11) for titre in TITRES))
    for lignes in tailles:
        with tempfile.TemporaryDirectory() as dossier:
            os.environ["DATABASE_URL"] = f"sqlite:///{dossier}/banc.sqlite"
            save_magasin()
            mesures.append(measure_depot(lignes))
        print(_write(mesures[-1]), flush=True)
    print(f"Rapport visé : {RAPPORT_VISE} × ; mesuré à {mesures[-1].lignes} lignes : {mesures[-1].rapport:.0f} ×.")


def _write(mesure: Mesure) -> str:
    durees = (mesure.lecture_nue, mesure.verification, mesure.publication)
    cellules = [
        str(mesure.lignes),
        *(f"{duree * 1000:.0f} ms" for duree in durees),
        f"{mesure.rapport:.0f} ×",
        f"{mesure.depot_identique * 1000:.0f} ms",
        f"{mesure.annulation * 1000:.0f} ms",
        f"{mesure.memoire / 2**20:.0f} Mio",
    ]
    return "  ".join(cellule.rjust(11) for cellule in cellules)


if __name__ == "__main__":
    run(sys.argv[1:])
