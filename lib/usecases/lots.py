"""The lots of a contract: the list, and the undo, which is another lot."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from lib.domain.contrat import Fait
from lib.domain.droits import Acteur, check_can_annuler
from lib.domain.erreurs import Introuvable, SaisieRefusee
from lib.domain.limites import read_saisie
from lib.domain.lots import NOMS_LUS, EtatLot, Lot
from lib.domain.nomenclatures import GenreLot
from lib.domain.phrases import format_quantite
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read, write
from lib.store.temoin import save_temoin
from lib.usecases.contrats import get_dernier_lot


def list_lots(code: str) -> list[Lot]:
    """Every lot of a contract, oldest first."""
    with read() as session:
        return store_lots.list_lots(session, code)


def publish_annulation(acteur: Acteur, code: str, numero: int, motif: str, maintenant: datetime | None = None) -> Lot:
    """Undo a lot by another one: the readings become exactly what they were before it.

    Refused without a reason, for the lot that loads the contract, for a lot already undone, and when a later lot
    touched the same values (they are listed).
    """
    raison = read_saisie(motif)
    if not raison:
        raise SaisieRefusee("L’annulation d’un dépôt demande un motif.")
    objet = f"l’annulation du lot n° {numero}"
    with save_temoin(code, objet, acteur.service_affiche, get_dernier_lot(code)), write() as session:
        store_lots.lock_contrat(session, code)
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        vise = lots.get(numero)
        if vise is None:
            raise Introuvable(f"Le lot n° {numero} n’existe pas dans le contrat « {code} ».")
        check_can_annuler(acteur, vise.role, vise.service)
        _check_annulable(session, code, vise, lots)
        lot = Lot(
            genre=GenreLot.ANNULATION,
            type_depot=vise.type_depot,
            auteur=acteur.nom,
            service=acteur.service_affiche,
            role=acteur.role.value,
            publie_le=(maintenant or datetime.now(UTC)).replace(microsecond=0),
            motif=raison,
            annule_lot=numero,
        )
        return replace(lot, numero=store_lots.save_lot(session, code, lot))


def _check_annulable(session: Session, code: str, vise: Lot, lots: dict[int, Lot]) -> None:
    if vise.etat is EtatLot.ANNULE:
        raise SaisieRefusee(f"Le lot n° {vise.numero} est déjà annulé.")
    if vise.genre is GenreLot.ANNULATION:
        raise SaisieRefusee(
            f"Le lot n° {vise.numero} est une annulation : déposez à nouveau le fichier pour rétablir ses valeurs."
        )
    if vise.genre is GenreLot.CONTRAT and vise.numero == 1:
        raise SaisieRefusee("Le chargement du contrat initial ne s’annule pas : tout le suivi s’appuie dessus.")
    if bloquants := list_bloquants(session, code, vise, lots):
        raise SaisieRefusee(
            f"Le lot n° {vise.numero} ne peut pas être annulé : des valeurs ont été reprises ensuite. "
            + " ; ".join(bloquants[:20])
            + (f" ; et {format_quantite(len(bloquants) - 20, 'autre')}" if len(bloquants) > 20 else "")
            + ". Annulez d’abord ces lots, du plus récent au plus ancien."
        )


def list_bloquants(session: Session, code: str, vise: Lot, lots: dict[int, Lot]) -> list[str]:
    """Values of a lot that a later lot, still read, touched again: « 28 … (lot n° 5) »."""
    bloquants = []
    for nom in NOMS_LUS.values():
        lignes = store_faits.list_lignes(session, nom, code, apres=vise.numero)
        cles = {fait.cle for fait in lignes if fait.lot == vise.numero}
        bloquants += [
            f"{_nommer(fait)} (lot n° {fait.lot})"
            for fait in lignes
            if fait.lot > vise.numero and fait.cle in cles and lots[fait.lot].etat is EtatLot.PUBLIE
        ]
    return bloquants


def _nommer(fait: Fait) -> str:
    return " · ".join(str(valeur) for valeur in fait.cle if valeur != "")
