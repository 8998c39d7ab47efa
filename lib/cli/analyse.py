"""The commands and their options, and argparse's own messages in French."""

import argparse
from pathlib import Path
from typing import NoReturn

from lib.cli.document import add_document
from lib.cli.roles import read_role
from lib.cli.valeurs import read_jour, read_nombre
from lib.cli.verifier import add_verifier
from lib.domain.droits import Role
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre, read_trimestre

_EN_FRANCAIS = (
    ("the following arguments are required: ", "il manque "),
    ("unrecognized arguments: ", "option inconnue "),
    ("expected one argument", "attend une valeur"),
    ("invalid choice: ", "choix inconnu "),
    ("ambiguous option: ", "option ambiguë "),
    ("could match", "peut être"),
    ("ignored explicit argument ", "n’attend aucune valeur, lu "),
    ("choose from", "choisir parmi"),
    ("argument ", "option "),
)


class AnalyseurFrancais(argparse.ArgumentParser):
    """An argument parser that speaks French; a misuse ends with code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used."""
        for anglais, francais in _EN_FRANCAIS:
            message = message.replace(anglais, francais)
        self.exit(2, f"{self.prog} : {message}.\nAide : {self.prog} --help\n")


def build_analyseur() -> argparse.ArgumentParser:
    """Build the parser of every command."""
    analyseur = AnalyseurFrancais(prog="python -m lib.cli", description="Jalons en ligne de commande.")
    commandes = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")
    commandes.add_parser("initialiser", help="crée ou met à jour le magasin et charge les contrats de data/contrats")
    commandes.add_parser("demo", help="prépare le magasin de démonstration, aux résultats fictifs")
    add_verifier(commandes.add_parser("verifier", help="vérifie le magasin ; le compare à un reçu ou à une empreinte"))
    _add_charger(commandes.add_parser("charger-contrat", help="charge un dossier de contrat"))
    _add_importer(commandes.add_parser("importer", help="vérifie un fichier, et le publie avec --publier"))
    _add_annuler(commandes.add_parser("annuler-lot", help="annule un lot par un autre lot"))
    _add_exporter(commandes.add_parser("exporter", help="écrit les données ouvertes du contrat dans un dossier"))
    _add_suivi(commandes.add_parser("suivi", help="calcule le suivi d’un trimestre, petits effectifs masqués"))
    add_document(commandes.add_parser("document", help="écrit un tableau du contrat en classeur .xlsx"))
    return analyseur


def _add_charger(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("dossier", type=Path, metavar="DOSSIER")
    commande.add_argument(
        "--avenant", type=read_nombre, metavar="N", help="numéro de l’avenant qui porte les changements"
    )
    commande.add_argument("--date-signature", type=read_jour, metavar="AAAA-MM-JJ")
    commande.add_argument("--objet", default="", help="objet de l’avenant")
    _add_acteur(commande)


def _add_importer(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("fichier", type=Path, metavar="FICHIER")
    commande.add_argument("--contrat", metavar="C")
    commande.add_argument("--type", choices=[membre.value for membre in TypeDepot], dest="type_depot")
    commande.add_argument("--encodage", metavar="E", help="encodage à imposer, si la lecture s’est trompée")
    commande.add_argument("--motif", default="", metavar="M")
    commande.add_argument("--accepter", default="", metavar="CODE,…", help="codes des points à confirmer acceptés")
    commande.add_argument("--publier", action="store_true", help="écrit dans le magasin ; sans elle, rien n’est écrit")
    commande.add_argument("--partiel", action="store_true", help="publie les lignes correctes et laisse les autres")
    commande.add_argument("--json", action="store_true", help="écrit le compte rendu en JSON")
    _add_acteur(commande)


def _add_annuler(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("numero", type=read_nombre, metavar="N")
    commande.add_argument("--motif", required=True, metavar="M")
    commande.add_argument("--contrat", metavar="C")
    _add_acteur(commande, auteur_requis=True)


def _add_exporter(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("dossier", type=Path, metavar="DOSSIER")
    _add_lecture(commande)


def _add_suivi(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("--trimestre", type=_read_trimestre, required=True, metavar="AAAA-Tn")
    _add_lecture(commande)
    commande.add_argument("--json", action="store_true", help="écrit les lignes en JSON, chiffres non arrondis")


def _add_lecture(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("--contrat", metavar="C")
    commande.add_argument("--jusqu-a", type=read_nombre, metavar="LOT", help="lecture arrêtée à ce lot")
    commande.add_argument(
        "--avenant", type=read_nombre, metavar="N", help="lecture à cet avenant (0 : contrat initial)"
    )


def _read_trimestre(texte: str) -> Trimestre:
    trimestre = read_trimestre(texte)
    if trimestre is None:
        raise argparse.ArgumentTypeError(f"trimestre attendu, par exemple 2025-T2, lu « {texte} »")
    return trimestre


def _add_acteur(commande: argparse.ArgumentParser, auteur_requis: bool = False) -> None:
    commande.add_argument("--role", type=read_role, default=Role.ADMINISTRATEUR, metavar="R")
    commande.add_argument("--auteur", default="ligne de commande", required=auteur_requis, metavar="A")
    commande.add_argument("--service", default="", metavar="S")
