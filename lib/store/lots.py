"""Lots: the only way in. A lot and its facts, its file and its journal entry are written together."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, text
from sqlmodel import Session, col, select

from lib.domain.contrat import Fait
from lib.domain.contrat_lu import group_par
from lib.domain.lecture import compute_lots_annules
from lib.domain.limites import check_textes
from lib.domain.lots import EtatLot, Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.colonnes import ECRITURES, to_lignes, write_instant
from lib.store.engine import is_sqlite
from lib.store.journal import save_entree
from lib.store.pannes import INTRUS, RIEN, MagasinIndisponible
from lib.store.tables import ContratLigne, JournalLigne, LotLigne, PieceLigne, get_nom_table


def list_codes_contrats(session: Session) -> list[str]:
    """Codes of the contracts that have something published, in order."""
    publies = select(col(JournalLigne.contrat)).distinct()
    return list(
        session.exec(
            select(ContratLigne.code).where(col(ContratLigne.code).in_(publies)).order_by(col(ContratLigne.code))
        )
    )


def lock_contrat(session: Session, contrat: str) -> None:
    """Take a contract's write lock, creating its row when it is new; SQLite holds it from BEGIN IMMEDIATE."""
    if not is_sqlite(session):
        session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext(:code))"), {"code": contrat})
    if session.get(ContratLigne, contrat) is None:
        session.add(ContratLigne(code=contrat))
        session.flush()


def select_publies(contrat: str) -> Select[Any]:
    """Select the numbers of the lots that were published: those the journal has. Nothing is read of any other."""
    return (
        select(col(LotLigne.numero))
        .join(
            JournalLigne, and_(col(JournalLigne.contrat) == LotLigne.contrat, col(JournalLigne.lot) == LotLigne.numero)
        )
        .where(col(LotLigne.contrat) == contrat)
    )


def get_dernier_lot(session: Session, contrat: str) -> int:
    """Number of the last published lot, 0 when there is none."""
    requete = select(func.max(col(JournalLigne.lot))).where(
        col(JournalLigne.contrat) == contrat, col(JournalLigne.lot).in_(select_publies(contrat))
    )
    return session.exec(requete).one() or 0


def check_lots_publies(session: Session, contrat: str) -> None:
    """Refuse to publish after a lot that nobody published: its number would be taken, or skipped."""
    requete = select(func.count()).where(
        col(LotLigne.contrat) == contrat, col(LotLigne.numero).not_in(select_publies(contrat))
    )
    if session.exec(requete).one():
        raise MagasinIndisponible(f"{INTRUS} {RIEN}")


def list_annulations(session: Session, contrat: str) -> list[tuple[int, int]]:
    """Pairs (undoing lot, lot it undoes)."""
    requete = select(LotLigne.numero, LotLigne.annule_lot).where(
        col(LotLigne.contrat) == contrat,
        col(LotLigne.annule_lot).is_not(None),
        col(LotLigne.numero).in_(select_publies(contrat)),
    )
    return [(numero, vise) for numero, vise in session.exec(requete) if vise is not None]


def list_lots(session: Session, contrat: str) -> list[Lot]:
    """Every published lot of a contract with its present state, oldest first."""
    annules = compute_lots_annules(list_annulations(session, contrat))
    publies = col(LotLigne.numero).in_(select_publies(contrat))
    requete = select(LotLigne).where(col(LotLigne.contrat) == contrat, publies).order_by(col(LotLigne.numero))
    return [_to_lot(ligne, annules) for ligne in session.exec(requete)]


def _to_lot(ligne: LotLigne, annules: frozenset[int]) -> Lot:
    valeurs = ligne.model_dump(exclude={"contrat", "genre", "type_depot"})
    return Lot(
        genre=GenreLot(ligne.genre),
        type_depot=TypeDepot(ligne.type_depot) if ligne.type_depot else None,
        etat=EtatLot.ANNULE if ligne.numero in annules else EtatLot.PUBLIE,
        **valeurs,
    )


def get_piece(session: Session, contrat: str, lot: int) -> tuple[str, bytes] | None:
    """Name and content of the file a lot came from."""
    piece = session.get(PieceLigne, (contrat, lot))
    return (piece.nom, piece.contenu) if piece else None


def save_lot(session: Session, contrat: str, lot: Lot, faits: Sequence[Fait] = (), piece: bytes | None = None) -> int:
    """Insert a lot, its facts, its original file and its journal entry; gives its number.

    The caller has taken the write lock (lock_contrat) in this transaction. Refused when a text is too long or holds a
    character that no store keeps: no use case can forget it.
    """
    check_textes(lot, faits)
    check_lots_publies(session, contrat)
    numero = get_dernier_lot(session, contrat) + 1
    ligne = LotLigne(
        contrat=contrat,
        numero=numero,
        genre=lot.genre.value,
        type_depot=lot.type_depot.value if lot.type_depot else None,
        auteur=lot.auteur,
        service=lot.service,
        role=lot.role,
        publie_le=lot.publie_le,
        motif=lot.motif,
        fichier=lot.fichier,
        sha256=lot.sha256,
        lu_comme=lot.lu_comme,
        annule_lot=lot.annule_lot,
    )
    colonnes = ligne.model_dump() | {"publie_le": write_instant(lot.publie_le)}
    session.add(ligne)
    session.flush()
    if piece is not None:
        session.add(PieceLigne(contrat=contrat, lot=numero, nom=lot.fichier, contenu=piece))
    lignes = {nom: to_lignes(nom, siens) for nom, siens in group_par(faits, type).items()}
    for nom, siennes in lignes.items():
        _insert(session, nom, contrat, numero, siennes)
    save_entree(session, contrat, colonnes, lignes, piece)
    return numero


def _insert(session: Session, nom: type[Fait], contrat: str, lot: int, lignes: list[tuple[Any, ...]]) -> None:
    """Insert rows already written as the database keeps them: handed to the driver at once, none is converted again."""
    connexion = session.connection()
    colonnes = ["contrat", "lot", *map(connexion.dialect.identifier_preparer.quote, ECRITURES[nom])]
    marques = ["?" if is_sqlite(session) else "%s"] * len(colonnes)
    ordre = f"INSERT INTO {get_nom_table(nom)} ({', '.join(colonnes)}) VALUES ({', '.join(marques)})"
    connexion.exec_driver_sql(ordre, [(contrat, lot, *ligne) for ligne in lignes])
