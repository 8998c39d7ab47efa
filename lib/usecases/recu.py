"""The receipt of a lot, and its original file for those entitled to it."""

from dataclasses import replace
from typing import TypeVar

from sqlmodel import Session

from lib.domain.bordereau import Bordereau, CelluleBordereau
from lib.domain.changements import build_nom, compute_ecart, format_ecart, get_adresse
from lib.domain.comparaison import NOUNS
from lib.domain.confirmations import get_confirmation
from lib.domain.contrat import DEPARTEMENT, Fait
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur
from lib.domain.erreurs import Introuvable
from lib.domain.faits import Resultat
from lib.domain.lecture import Lecture
from lib.domain.lisibles import list_lots_masques
from lib.domain.lots import NOMS_LUS, Lot
from lib.domain.masques import is_masque
from lib.domain.nomenclatures import GenreLot
from lib.domain.recus import LigneRecu, Mouvement, Recu, can_voir_piece, check_can_voir_piece
from lib.exports.recu import build_recu_html
from lib.store import faits as store_faits
from lib.store import lots as store_lots
from lib.store.engine import read
from lib.store.journal import get_entree
from lib.usecases.contrats import load_contrat
from lib.usecases.problemes_depot import format_change

F = TypeVar("F", bound=Fait)


def get_recu(acteur: Acteur, code: str, numero: int) -> Recu:
    """Give everything about one lot that this person may know; raises Introuvable.

    Others than the service of the lot neither see its author, nor its results by territory or breakdown, nor what is
    masked, nor the fingerprints from which it could be guessed: the journal's, where each lot follows from the others.
    """
    with read() as session:
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        lot = lots.get(numero)
        if lot is None:
            raise Introuvable(f"Le lot n° {numero} n’existe pas dans le contrat « {code} ».")
        contrat = load_contrat(session, code)
        faits = {cle: _list_faits_du_lot(session, nom, code, numero) for cle, nom in NOMS_LUS.items()}
        lignes = [] if lot.genre is GenreLot.CONTRAT else _list_lignes(session, contrat, code, lot)
        rang, empreinte = get_entree(session, code, numero)
        piece = store_lots.get_piece(session, code, numero)
        bordereaux = _list_faits_du_lot(session, Bordereau, code, numero)
        cellules = _list_faits_du_lot(session, CelluleBordereau, code, numero)
    complet = can_voir_piece(acteur, lot.role)
    visibles = [ligne for ligne, publique in lignes if publique or complet]
    prouve = complet or numero not in list_lots_masques(contrat)
    return Recu(
        contrat=contrat.contrat.nom_court,
        lot=lot if prouve else replace(lot, sha256=""),
        auteur=lot.auteur if complet else "",
        est_complet=complet,
        code=code,
        rang=rang,
        empreinte=empreinte if complet else "",
        lignes=tuple(visibles),
        reservees=len(lignes) - len(visibles),
        comptes=tuple((cle, len(liste)) for cle, liste in faits.items() if liste),
        annule_par=next((autre for autre in lots.values() if autre.annule_lot == numero), None),
        taille=len(piece[1]) if piece else None,
        bordereau=bordereaux[0] if bordereaux else None,
        cellules=tuple(cellules) if complet else (),
        exemple=contrat.contrat.exemple,
    )


def _list_faits_du_lot(session: Session, nom: type[F], code: str, numero: int) -> list[F]:
    return [fait for fait in store_faits.list_lignes(session, nom, code, apres=numero) if fait.lot == numero]


def _list_lignes(session: Session, contrat: ContratLu, code: str, lot: Lot) -> list[tuple[LigneRecu, bool]]:
    """Build the lines of a receipt, each with whether anyone may read it."""
    avant_lui = Lecture(jusqu_a=lot.numero - 1)
    lignes = []
    for nom in NOUNS.values():
        faits = _list_faits_du_lot(session, nom, code, lot.numero)
        if not faits:
            continue
        anciens = {fait.cle: fait for fait in store_faits.list_faits(session, nom, code, avant_lui)}
        lignes += [(_build_ligne(contrat, anciens.get(fait.cle), fait), is_publique(contrat, fait)) for fait in faits]
    return lignes


def _build_ligne(contrat: ContratLu, avant: Fait | None, apres: Fait) -> LigneRecu:
    if apres.efface:
        mouvement = Mouvement.EFFACEE
    else:
        mouvement = Mouvement.NOUVELLE if avant is None else Mouvement.MODIFIEE
    dits = format_change(avant, apres)
    return LigneRecu(
        nom=build_nom(contrat, apres),
        mouvement=mouvement,
        avant=dits[0] if avant is not None else "",
        apres=dits[1],
        ecart=format_ecart(compute_ecart(avant, apres)),
        ligne=apres.ligne,
        adresse=get_adresse(apres),
        remarques=tuple(filter(None, (getattr(apres, "commentaire", ""), get_confirmation(apres)))),
    )


def is_publique(contrat: ContratLu, fait: Fait) -> bool:
    """Whether a value may be read by all: results of the whole, and figures of context, that are not masked."""
    if isinstance(fait, Resultat) and (fait.territoire, fait.ventilation) != (DEPARTEMENT, ""):
        return False
    return not is_masque(contrat, fait)


def get_recu_html(acteur: Acteur, code: str, numero: int) -> bytes:
    """Give the receipt as a page to print or to keep."""
    return build_recu_html(get_recu(acteur, code, numero))


def get_piece(acteur: Acteur, code: str, numero: int) -> tuple[str, bytes]:
    """Give the original file of a lot, exactly as it was received; raises Introuvable or AccesRefuse."""
    with read() as session:
        lots = {lot.numero: lot for lot in store_lots.list_lots(session, code)}
        piece = store_lots.get_piece(session, code, numero)
    if numero not in lots or piece is None:
        raise Introuvable(f"Le lot n° {numero} n’a pas de fichier.")
    check_can_voir_piece(acteur, lots[numero].role, lots[numero].service)
    return piece
