"""`document`: one of the contract's own tables as a workbook, for a year and a reading of the store."""

import argparse
from pathlib import Path

from lib.cli.valeurs import read_nombre
from lib.domain.droits import Acteur, Role
from lib.domain.fiction import write_avec_mention
from lib.domain.lecture import Lecture
from lib.exports.documents import DOCUMENTS, DOCUMENTS_SANS_ANNEE
from lib.usecases.contrats import build_contrat_lu, get_code, is_exemple
from lib.usecases.documents import get_document


def add_document(commande: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    commande.add_argument("nom", choices=list(DOCUMENTS), metavar="NOM", help=", ".join(DOCUMENTS))
    commande.add_argument(
        "--annee", type=read_nombre, metavar="AAAA", help="année (inutile pour matrice et couts-volet3)"
    )
    commande.add_argument("--vers", type=Path, metavar="FICHIER", help="fichier à écrire, ou dossier où le poser")
    commande.add_argument("--contrat", metavar="C")
    commande.add_argument("--jusqu-a", type=read_nombre, metavar="LOT", help="lecture arrêtée à ce lot")
    commande.add_argument(
        "--avenant", type=read_nombre, metavar="N", help="lecture à cet avenant (0 : contrat initial)"
    )
    commande.set_defaults(analyseur=commande)


def run_document(options: argparse.Namespace) -> int:
    """Write one document; without --vers it is written here under its own name."""
    if options.annee is None and options.nom not in DOCUMENTS_SANS_ANNEE:
        options.analyseur.error(f"le document « {options.nom} » demande --annee")
    code = get_code(options.contrat)
    annee = options.annee or build_contrat_lu(code).contrat.debut.year
    lecture = Lecture(avenant=options.avenant, jusqu_a=options.jusqu_a)
    nom, octets = get_document(Acteur(role=Role.LECTEUR), code, options.nom, annee, lecture)
    vers = options.vers or Path(nom)
    chemin = vers / nom if vers.is_dir() else vers
    try:
        chemin.write_bytes(octets)
    except OSError as erreur:
        print(f"Le fichier « {chemin} » ne peut pas être écrit ({erreur.strerror}).")
        return 1
    print(write_avec_mention(f"Document écrit : {chemin}.", is_exemple(code)))
    return 0
