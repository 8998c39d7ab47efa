"""How much is hidden for each truly small figure: `python -m tests.attaque.masquage` prints it for many stores."""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

from tests.attaque.equations import Bilan, attack
from tests.attaque.magasins import Depot, build_depots, build_depots_realistes, save_depots
from tests.attaque.vues import list_verites, list_vues, use_magasin
from tests.serveur import run_commande


def attack_depots(depots: Iterable[Depot], magasin_initial: Path, dossier: Path, informe: bool = True) -> Bilan:
    """Publish lots into a copy of a store that holds the contract, in an empty folder, then attack what it shows."""
    fichier = Path(shutil.copy(magasin_initial, dossier / "jalons.sqlite"))
    with use_magasin(f"sqlite:///{fichier}"):
        save_depots(depots)
        return attack(list_vues(dossier), list_verites(), informe)


def compute_taux_de_masquage(bilans: Sequence[Bilan]) -> float:
    """Give the figures hidden for each truly small one, itself included, over several stores."""
    return sum(bilan.masques for bilan in bilans) / max(1, sum(bilan.petits for bilan in bilans))


def main(graines: int = 20) -> None:
    """Attack stores drawn at random and say what came out."""
    with tempfile.TemporaryDirectory() as racine:
        initial = Path(racine) / "initial.sqlite"
        run_commande("initialiser", magasin=f"sqlite:///{initial}")
        for nom, tirer in (("denses", build_depots), ("réalistes", build_depots_realistes)):
            debut, bilans = perf_counter(), []
            for graine in range(graines):
                dossier = Path(racine) / nom / str(graine)
                dossier.mkdir(parents=True)
                bilans.append(attack_depots(tirer(graine), initial, dossier))
            prises = Counter(prise.petit for bilan in bilans for prise in bilan.prises)
            print(
                f"{nom} : {graines} magasins, {sum(b.petits for b in bilans)} petits effectifs, "
                f"{compute_taux_de_masquage(bilans):.2f} masqués pour un petit, "
                f"{sum(len(b.en_clair) for b in bilans)} en clair, {prises[True]} petits et {prises[False]} autres "
                f"retrouvés, {perf_counter() - debut:.1f} s"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
