"""The journal: one hash chain per contract, one entry per lot, each keeping the very text it hashes.

An entry also holds the summits of the tree of all the entries before it: that an entry is in the journal, or that the
journal of a former day begins today's, can be proved with a few hashes (docs/decisions/0012).
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from lib.domain.arbres import add_feuille, compute_feuilles
from lib.domain.contrat import Fait
from lib.domain.scelles import TAILLE_SEL
from lib.store.tables import JournalLigne, SelLigne
from lib.store.textes import FORMAT, Rangee, build_texte

ORIGINE = "Jalons 1"
"""What the first entry of every contract follows, with the contract's code."""


def compute_empreinte(precedente: str, texte: str) -> str:
    """Hash an entry: SHA-256 of the previous hash, a line feed and the text, in UTF-8."""
    return hashlib.sha256(f"{precedente}\n{texte}".encode()).hexdigest()


def compute_origine(contrat: str) -> str:
    """Give what the first entry of a contract follows."""
    return hashlib.sha256(f"{ORIGINE} {contrat}".encode()).hexdigest()


def get_tete(session: Session, contrat: str) -> tuple[int, str]:
    """Rank and hash of the last entry of a contract: this hash stands for everything the store holds of it."""
    requete = select(JournalLigne.rang, JournalLigne.empreinte).where(col(JournalLigne.contrat) == contrat)
    derniere = session.exec(requete.order_by(col(JournalLigne.rang).desc()).limit(1)).first()
    return derniere or (0, compute_origine(contrat))


def get_entree(session: Session, contrat: str, lot: int) -> tuple[int, str]:
    """Rank and hash of a lot's entry in its contract's journal; (0, '') when there is none."""
    requete = select(JournalLigne.rang, JournalLigne.empreinte).where(
        col(JournalLigne.contrat) == contrat, col(JournalLigne.lot) == lot
    )
    return session.exec(requete).first() or (0, "")


def get_empreinte(session: Session, contrat: str, rang: int) -> tuple[int, str] | None:
    """Lot and hash of the entry of this rank; None when the journal has none."""
    requete = select(JournalLigne.lot, JournalLigne.empreinte).where(
        col(JournalLigne.contrat) == contrat, col(JournalLigne.rang) == rang
    )
    return session.exec(requete).first()


def add_entree(sommets: Sequence[bytes], rang: int, empreinte: str) -> tuple[bytes, ...]:
    """Give the summits of the tree of the entries once that of this rank (from 1) is in it, by its hash."""
    return add_feuille(sommets, rang - 1, compute_feuilles([empreinte])[0])


def read_sommets(session: Session, contrat: str) -> tuple[bytes, ...]:
    """Give the summits of the tree of all the entries so far: the last one holds those before it.

    An entry of format 1 holds none: they are worked out of all the hashes, once, at the first entry of format 2.
    """
    requete = select(JournalLigne).where(col(JournalLigne.contrat) == contrat)
    derniere = session.exec(requete.order_by(col(JournalLigne.rang).desc()).limit(1)).first()
    if derniere is None:
        return ()
    texte = json.loads(derniere.texte)
    if texte["format"] == FORMAT:
        avant = [bytes.fromhex(sommet) for sommet in texte["sommets"]]
        return add_entree(avant, derniere.rang, derniere.empreinte)
    empreintes = select(JournalLigne.empreinte).where(col(JournalLigne.contrat) == contrat)
    sommets: tuple[bytes, ...] = ()
    for rang, empreinte in enumerate(session.exec(empreintes.order_by(col(JournalLigne.rang))), 1):
        sommets = add_entree(sommets, rang, empreinte)
    return sommets


def save_entree(
    session: Session,
    contrat: str,
    lot: Mapping[str, Any],
    faits: Mapping[type[Fait], Sequence[Rangee]],
    piece: bytes | None,
) -> None:
    """Add the entry of a lot just inserted, with its secret; the caller holds the write lock.

    lot: its columns as the store writes them; faits: its rows by noun, field by field of ECRITURES.
    """
    rang, precedente = get_tete(session, contrat)
    sel = secrets.token_bytes(TAILLE_SEL)
    texte = build_texte(sel, lot, faits, piece, read_sommets(session, contrat))
    session.add(SelLigne(contrat=contrat, lot=lot["numero"], valeur=sel.hex()))
    session.add(
        JournalLigne(
            contrat=contrat,
            rang=rang + 1,
            lot=lot["numero"],
            texte=texte,
            precedente=precedente,
            empreinte=compute_empreinte(precedente, texte),
        )
    )
    session.flush()
