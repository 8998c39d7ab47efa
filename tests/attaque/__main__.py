"""`python -m tests.attaque 100` attacks a hundred stores of each kind: what is hidden, shown, given back."""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.attaque.magasins import build_depots, build_depots_realistes
from tests.attaque.masquage import attack_depots, compute_taux_de_masquage
from tests.serveur import run_commande


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
