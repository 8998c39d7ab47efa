"""The store's own life: created and migrated, filled with the contracts at hand, verified, exported."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from lib.domain.anomalies import Anomalie
from lib.domain.coherence import list_incoherences
from lib.domain.droits import Acteur, Role
from lib.domain.lecture import MAINTENANT, Lecture, compute_lots_annules
from lib.domain.lisibles import list_lots_masques
from lib.domain.lots import EtatLot, Lot
from lib.domain.racines import Racine, compare_racine
from lib.exports.fichiers_ouverts import build_fichiers
from lib.exports.ouvertes import build_csv, build_datapackage
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import RACINE, read
from lib.store.journal import get_empreinte, get_tete
from lib.store.schema import save_schema
from lib.store.temoin import list_temoins_laisses
from lib.store.verification import verify_journaux
from lib.store.verification_base import verify_base
from lib.usecases.contrats import Chargement, get_code, load_contrat, publish_contrat

DOSSIER_CONTRATS = RACINE / "data" / "contrats"
SYSTEME = Acteur(role=Role.ADMINISTRATEUR, nom="installation", service="Administration")
"""Who acts when the store is created at the first start."""


def save_magasin(contrats: Path = DOSSIER_CONTRATS) -> list[Chargement]:
    """Create or migrate the store, then load each contract folder; loading again changes nothing."""
    save_schema()
    return [publish_contrat(SYSTEME, toml.parent) for toml in sorted(contrats.glob("*/contrat.toml"))]


def list_interruptions() -> list[str]:
    """Say what became of the writes that were cut short (power, crash): each is whole or absent, never half done."""
    phrases = []
    with read() as session:
        for temoin in list_temoins_laisses():
            suite = [lot for lot in store_lots.list_lots(session, temoin.contrat) if lot.numero > temoin.dernier_lot]
            abouti = next((lot for lot in suite if lot.service == temoin.service), None)
            issue = (
                f"elle avait abouti (lot n° {abouti.numero})" if abouti else "rien n’a été enregistré, recommencez-la"
            )
            jour = datetime.fromisoformat(temoin.commence_le)
            phrases.append(
                f"Une opération a été interrompue le {jour:%d/%m/%Y} : {temoin.objet} ({temoin.service}) ; {issue}."
            )
    return phrases


def verify_magasin() -> list[Anomalie]:
    """Check the database, each contract's journal and rows, then its sums; the list is empty when all is well."""
    with read() as session:
        connexion = session.connection()
        anomalies, sont_lisibles = verify_base(connexion)
        if not sont_lisibles:
            return anomalies
        anomalies += verify_journaux(connexion)
        fautifs = {anomalie.contrat for anomalie in anomalies}
        for code in store_lots.list_codes_contrats(session):
            if code not in fautifs:
                anomalies += [Anomalie(code, message) for message in _list_incoherences(session, code)]
    return anomalies


def verify_racine(racine: Racine, code: str | None = None) -> Anomalie | None:
    """Compare a contract's journal with a hash held outside (a receipt); None when the journal still has it.

    The contract is the one the receipt names, else code, else the only one; raises Introuvable or SaisieRefusee.
    """
    code = get_code(racine.contrat or code)
    with read() as session:
        presente = get_empreinte(session, code, racine.rang)
        derniere, _ = get_tete(session, code)
    difference = compare_racine(racine, presente, derniere)
    return Anomalie(code, difference, racine.rang) if difference else None


def list_racines() -> list[tuple[str, Racine]]:
    """Give the last entry of each contract's journal: what to keep outside, and compare the store with later."""
    with read() as session:
        return [(code, Racine(*get_tete(session, code))) for code in store_lots.list_codes_contrats(session)]


def _list_incoherences(session: Session, code: str) -> list[str]:
    """List what does not add up: the sums are the signed contract's, an avenant does not change what art. 3 says."""
    signe = store_faits.read_contrat(session, code, Lecture(avenant=0))
    actuel = replace(store_faits.read_contrat(session, code), regles_versement=())
    return list(dict.fromkeys([*list_incoherences(signe), *list_incoherences(actuel)]))


def save_export(dossier: Path, code: str, lecture: Lecture = MAINTENANT) -> list[Path]:
    """Write the contract's open data into a folder; gives the files written."""
    with read() as session:
        contrat = load_contrat(session, code, lecture)
        lots = list_lots_lus(store_lots.list_lots(session, code), lecture)
        masques = list_lots_masques(load_contrat(session, code))
    lots = [replace(lot, sha256="") if lot.numero in masques else lot for lot in lots]
    fichiers = build_fichiers(contrat, lots)
    dossier.mkdir(parents=True, exist_ok=True)
    ecrits = []
    for fichier in fichiers:
        chemin = dossier / f"{fichier.nom}.csv"
        chemin.write_bytes(build_csv(fichier))
        ecrits.append(chemin)
    paquet = dossier / "datapackage.json"
    paquet.write_bytes(build_datapackage(contrat, fichiers))
    return [*ecrits, paquet]


def list_lots_lus(lots: list[Lot], lecture: Lecture) -> list[Lot]:
    """The lots a reading sees, with the state they had then."""
    vus = [lot for lot in lots if lecture.jusqu_a is None or lot.numero <= lecture.jusqu_a]
    annules = compute_lots_annules([(lot.numero, lot.annule_lot) for lot in vus if lot.annule_lot], lecture.jusqu_a)
    return [replace(lot, etat=EtatLot.ANNULE if lot.numero in annules else EtatLot.PUBLIE) for lot in vus]
