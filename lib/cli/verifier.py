"""`verifier`: the store against its journals, and its journals against what was kept outside."""

import argparse
from pathlib import Path

from lib.domain.anomalies import Anomalie
from lib.domain.erreurs import SaisieRefusee
from lib.domain.racines import Racine, read_racine
from lib.imports.recu import TAILLE_MAX, read_recu
from lib.usecases.magasin import list_racines, verify_magasin, verify_racine


def add_verifier(commande: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    commande.add_argument("--contrat", metavar="C", help="contrat de l’empreinte, s’il y en a plusieurs")
    commande.add_argument(
        "--racine",
        action="append",
        default=[],
        metavar="RANG:EMPREINTE",
        help="rang et empreinte d’une entrée du journal, gardés hors du magasin",
    )
    commande.add_argument(
        "--recu", action="append", default=[], type=Path, metavar="FICHIER", help="reçu téléchargé depuis Jalons"
    )


def run_verifier(options: argparse.Namespace) -> int:
    """Check the store and name what is wrong, then what differs from each hash given; then say the hashes to keep."""
    attestees = [*map(read_racine, options.racine), *map(_read_recu, options.recu)]
    anomalies = verify_magasin()
    for anomalie in anomalies:
        print(_write(anomalie))
    if not anomalies:
        print("Magasin vérifié : journal, sommes et liens sont justes.")
    ecarts = [(racine, verify_racine(racine, options.contrat)) for racine in attestees]
    for racine, ecart in ecarts:
        print(_write(ecart) if ecart else _write_conforme(racine, not anomalies))
    if not anomalies:
        for code, racine in list_racines():
            print(f"Racine du contrat {code}, à garder hors de ce serveur : {racine}")
    return int(bool(anomalies) or any(ecart for _, ecart in ecarts))


def _read_recu(fichier: Path) -> Racine:
    try:
        with fichier.open("rb") as source:
            return read_recu(source.read(TAILLE_MAX))
    except OSError as erreur:
        raise SaisieRefusee(f"Le fichier « {fichier} » est introuvable ou illisible.") from erreur


def _write(anomalie: Anomalie) -> str:
    return f"{anomalie.contrat or 'Magasin'} : {anomalie.message}."


def _write_conforme(racine: Racine, est_intact: bool) -> str:
    """Say that the journal still has a hash; of the lots, it proves something only if the store follows its journal."""
    dit = f"L’entrée {racine.rang} a bien l’empreinte attestée, {racine.empreinte}"
    if not est_intact:
        return f"{dit} ; le magasin, lui, ne correspond plus à son journal."
    suite = "ce que le reçu dit d’autre n’est pas comparé" if racine.lot else ""
    return f"{dit} : tout ce qui a été publié jusqu’à elle est resté le même{' ; ' if suite else ''}{suite}."
