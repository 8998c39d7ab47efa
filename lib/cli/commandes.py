"""The commands: each reads its options, calls one use case, says what happened."""

import argparse
import sys
from collections.abc import Callable

from lib.cli.analyse import build_analyseur
from lib.cli.document import run_document
from lib.cli.rapport import build_json, build_phrases
from lib.cli.suivi import build_json_suivi, build_table_suivi
from lib.cli.verifier import run_verifier
from lib.domain.droits import Acteur
from lib.domain.erreurs import ErreurMetier, SaisieRefusee
from lib.domain.fiction import MENTION, write_avec_mention
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import TypeDepot
from lib.domain.phrases import format_quantite
from lib.imports.lecture import Consignes
from lib.store.pannes import IssueInconnue
from lib.usecases.contrats import Chargement, get_code, is_exemple, publish_contrat
from lib.usecases.demo import list_recit, save_demo
from lib.usecases.depots import Depot, PlanDepot, check_plan, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import list_interruptions, save_export, save_magasin
from lib.usecases.suivi import load_suivi


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit code."""
    options = build_analyseur().parse_args(arguments)
    try:
        return COMMANDES[options.commande](options)
    except ErreurMetier as refus:
        print(refus)
        return 1


def run_initialiser(_options: argparse.Namespace) -> int:
    """Create or migrate the store and load the contracts at hand."""
    chargements = save_magasin()
    for phrase in list_interruptions():
        print(phrase)
    for chargement in chargements:
        print(_say_chargement(chargement))
    return int(any(chargement.erreurs for chargement in chargements))


def run_demo(_options: argparse.Namespace) -> int:
    """Prepare the demonstration store, then say what it shows and where."""
    print(save_demo())
    for phrase in list_recit():
        print(f"- {phrase}")
    return 0


def run_charger(options: argparse.Namespace) -> int:
    """Load one contract folder."""
    chargement = publish_contrat(
        _get_acteur(options), options.dossier, options.avenant, options.date_signature, options.objet
    )
    print(_say_chargement(chargement))
    return int(chargement.est_refuse)


def _say_chargement(chargement: Chargement) -> str:
    if chargement.erreurs:
        erreurs = format_quantite(len(chargement.erreurs), "erreur")
        tete = f"Contrat « {chargement.code} » refusé : {erreurs}, rien n’a été chargé."
        return "\n".join([tete, *(f"- {erreur}" for erreur in chargement.erreurs)])
    lignes = []
    if chargement.lot is not None:
        charges = format_quantite(chargement.faits, "enregistrement chargé")
        lignes.append(f"Contrat {chargement.code} : lot n° {chargement.lot}, {charges}.")
        lignes += [f"- {remarque}" for remarque in chargement.remarques]
    elif not chargement.differences:
        return f"Contrat {chargement.code} : déjà chargé, rien à changer."
    if not chargement.differences:
        return "\n".join(lignes)
    lignes.append(
        f"Contrat {chargement.code} : le dossier diffère de ce qui est chargé, le contrat n’a pas été changé."
    )
    for difference in chargement.differences:
        cle = " · ".join(str(valeur) for valeur in difference.cle)
        lignes.append(f"- {difference.nom} {cle} : {difference.genre.libelle}. {difference.detail}".rstrip())
    lignes.append("Pour l’enregistrer, indiquez l’avenant qui porte ces changements : --avenant N.")
    return "\n".join(lignes)


def run_importer(options: argparse.Namespace) -> int:
    """Verify a file; publish it when asked to. With --json, stdout holds the report alone; a refusal is on stderr."""
    plan, lot, refus = PlanDepot(None, None, (), ()), None, ""
    try:
        acteur, code, depot = _get_acteur(options), get_code(options.contrat), _read_depot(options)
        plan = verify_depot(acteur, code, depot)
        if options.publier:
            plan, lot = publish_depot(acteur, code, depot)
        else:
            check_plan(plan, depot)
    except ErreurMetier as erreur:
        refus = str(erreur)
        if not (options.json or isinstance(erreur, IssueInconnue)):
            refus = f"Rien n’a été publié. {refus}"
    numero = lot.numero if lot else None
    if options.json:
        print(build_json(plan, numero))
        if refus:
            print(refus, file=sys.stderr)
    else:
        print(build_phrases(plan, numero, refus))
    return int(bool(refus))


def _read_depot(options: argparse.Namespace) -> Depot:
    try:
        contenu = options.fichier.read_bytes()
    except OSError as erreur:
        raise SaisieRefusee(f"Le fichier « {options.fichier} » est introuvable ou illisible.") from erreur
    return Depot(
        contenu=contenu,
        nom=options.fichier.name,
        type_depot=TypeDepot(options.type_depot) if options.type_depot else None,
        consignes=Consignes(encodage=options.encodage),
        motif=options.motif,
        accepter=frozenset(part.strip() for part in options.accepter.split(",") if part.strip()),
        partiel=options.partiel,
    )


def run_annuler(options: argparse.Namespace) -> int:
    """Undo a lot."""
    lot = publish_annulation(_get_acteur(options), get_code(options.contrat), options.numero, options.motif)
    print(f"Lot n° {options.numero} annulé par le lot n° {lot.numero}.")
    return 0


def run_exporter(options: argparse.Namespace) -> int:
    """Write the open data of a contract."""
    code = get_code(options.contrat)
    fichiers = save_export(options.dossier, code, _get_lecture(options))
    print(
        write_avec_mention(
            f"{format_quantite(len(fichiers), 'fichier écrit')} dans {options.dossier}.", is_exemple(code)
        )
    )
    return 0


def run_suivi(options: argparse.Namespace) -> int:
    """Compute the follow-up of a quarter. With --json, stdout holds the list alone; the mention is on stderr."""
    code = get_code(options.contrat)
    lignes, exemple = load_suivi(code, options.trimestre, _get_lecture(options)), is_exemple(code)
    if not options.json:
        print(write_avec_mention(build_table_suivi(lignes), exemple))
        return 0
    print(build_json_suivi(lignes))
    if exemple:
        print(MENTION, file=sys.stderr)
    return 0


def _get_acteur(options: argparse.Namespace) -> Acteur:
    return Acteur(role=options.role, nom=options.auteur, service=options.service)


def _get_lecture(options: argparse.Namespace) -> Lecture:
    return Lecture(avenant=options.avenant, jusqu_a=options.jusqu_a)


COMMANDES: dict[str, Callable[[argparse.Namespace], int]] = {
    "initialiser": run_initialiser,
    "demo": run_demo,
    "charger-contrat": run_charger,
    "importer": run_importer,
    "annuler-lot": run_annuler,
    "exporter": run_exporter,
    "suivi": run_suivi,
    "document": run_document,
    "verifier": run_verifier,
}
