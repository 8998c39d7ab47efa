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
"""Rapport souhaité, non tenu : pandas lit 10 000 lignes en 4 ms, soit 16 µs par ligne à 40 ×. Mesuré : de 95 à 103 ×
selon la charge (150 × quand chaque valeur se convertissait plusieurs fois, 400 × quand tout se vérifiait deux fois).
Vérifier et comparer demandent 21 µs par ligne, dont 3 pour construire le fait ; publier 20, dont 5 pour l'insertion par
SQLite avec ses index et 7 pour le texte du journal et son empreinte."""
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
