"""From lots to what an attack of their store gives, and how much is hidden for each truly small figure."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.attaque.equations import Bilan, attack
from tests.attaque.magasins import Depot, save_depots
from tests.attaque.vues import list_verites, list_vues, use_magasin


def attack_depots(depots: Iterable[Depot], magasin_initial: Path, dossier: Path, informe: bool = True) -> Bilan:
    """Publish lots into a copy of a store that holds the contract, in an empty folder, then attack what it shows."""
    fichier = Path(shutil.copy(magasin_initial, dossier / "jalons.sqlite"))
    with use_magasin(f"sqlite:///{fichier}"):
        save_depots(depots)
        return attack(list_vues(dossier), list_verites(), informe)


def compute_taux_de_masquage(bilans: Sequence[Bilan]) -> float:
    """Give the figures hidden for each truly small one, itself included, over several stores."""
    return sum(bilan.masques for bilan in bilans) / max(1, sum(bilan.petits for bilan in bilans))
