"""Banc : `python -m tests.banc [lignes…]` (aussi `make bench`), hors de `make test`.

Sur un magasin neuf par tour : vérifier un fichier de résultats (lire, contrôler, comparer), le publier (sous le verrou,
la comparaison montrée est reprise si la tête du journal n'a pas bougé, refaite sinon), le déposer à nouveau tel quel
(ce qui vérifie à nouveau), l'annuler ; la mémoire au plus haut d'une publication. Les temps sont ceux du processeur, à
la médiane de plusieurs tours. Les deux rapports sont ceux de « vérifier + publier » à la lecture nue du même fichier
par pandas, et à sa validation par frictionless avec le schéma publié, dans la même exécution : ils se comparent d'une
machine à l'autre, des secondes non.
"""

import sys

from tests.banc.mesures import Mesure, measure_tours

TAILLES = (1_000, 10_000)
TOURS = 5
RAPPORT_VISE = 40
"""Rapport souhaité à la lecture nue, non tenu : voir ce qui reste dans docs/decisions/0001."""
TITRES = (
    "lignes",
    "cellules",
    "lecture nue",
    "validation",
    "vérifier",
    "publier",
    "/ lecture",
    "/ valid.",
    "identique",
    "annuler",
    "mémoire",
)


def run(arguments: list[str]) -> None:
    """Mesure chaque taille et écrit le tableau."""
    tailles = [int(argument) for argument in arguments] or TAILLES
    mesures = []
    print("  ".join(titre.rjust(11) for titre in TITRES))
    for lignes in tailles:
        mesures.append(measure_tours(lignes, TOURS))
        print(_write(mesures[-1]), flush=True)
    derniere = mesures[-1]
    print(
        f"Rapport visé : {RAPPORT_VISE} × la lecture nue, 1 × la validation ; mesuré à {derniere.lignes} lignes : "
        f"{derniere.rapport:.0f} × et {derniere.rapport_validation:.1f} ×."
    )


def _write(mesure: Mesure) -> str:
    cellules = [
        str(mesure.lignes),
        str(mesure.cellules),
        f"{mesure.lecture_nue * 1000:.1f} ms",
        *(f"{d * 1000:.0f} ms" for d in (mesure.validation, mesure.verification, mesure.publication)),
        f"{mesure.rapport:.0f} ×",
        f"{mesure.rapport_validation:.2f} ×",
        f"{mesure.depot_identique * 1000:.0f} ms",
        f"{mesure.annulation * 1000:.0f} ms",
        f"{mesure.memoire / 2**20:.0f} Mio",
    ]
    return "  ".join(cellule.rjust(11) for cellule in cellules)


if __name__ == "__main__":
    run(sys.argv[1:])
