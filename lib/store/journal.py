"""The journal: one hash chain per contract, one entry per lot, each keeping the very text it hashes."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from lib.domain.contrat import Fait
from lib.domain.lots import NOMS
from lib.domain.phrases import format_quantite
from lib.store.colonnes import ECRITURES, write_date, write_decimal
from lib.store.tables import JournalLigne, LotLigne, PieceLigne, get_nom_table, get_table

FORMAT = 1
"""Number of the text's format; a new format is a new number, former entries keep theirs."""


@dataclass(frozen=True)
class Rupture:
    """What breaks the journal, and where: rang 0 when no entry is concerned."""

    contrat: str
    rang: int
    message: str


def to_texte_json(valeur: Any) -> Any:
    """Write a value the same way whatever the database: decimals as text, dates in ISO, instants in UTC."""
    if isinstance(valeur, Decimal):
        return write_decimal(valeur)
    if isinstance(valeur, datetime):
        return valeur.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(valeur, date):
        return write_date(valeur)
    raise TypeError(f"Valeur impossible à écrire au journal : {valeur!r}")


def build_texte(entete: dict[str, Any], faits: dict[str, list[dict[str, Any]]], piece: str) -> str:
    """Build the canonical text of a lot: format number, sorted keys, its header, its file's hash, its rows."""
    contenu = {"format": FORMAT, "lot": entete, "faits": faits, "piece": piece}
    return json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=to_texte_json)


def compute_empreinte(precedente: str, texte: str) -> str:
    """Hash an entry: SHA-256 of the previous hash, a line feed and the text, in UTF-8."""
    return hashlib.sha256(f"{precedente}\n{texte}".encode()).hexdigest()


def compute_origine(contrat: str) -> str:
    """Give what the first entry of a contract follows."""
    return hashlib.sha256(f"Jalons {FORMAT} {contrat}".encode()).hexdigest()


def get_tete(session: Session, contrat: str) -> tuple[int, str]:
    """Rank and hash of the last entry of a contract: this hash stands for everything the store holds of it."""
    requete = select(JournalLigne.rang, JournalLigne.empreinte).where(col(JournalLigne.contrat) == contrat)
    derniere = session.exec(requete.order_by(col(JournalLigne.rang).desc()).limit(1)).first()
    return derniere or (0, compute_origine(contrat))


def save_entree(session: Session, contrat: str, lot: int, lignes: Mapping[type[Fait], list[tuple[Any, ...]]]) -> None:
    """Add the entry of a lot whose rows, by noun, were just inserted; the caller holds the write lock.

    Each row follows ECRITURES.
    """
    rang, precedente = get_tete(session, contrat)
    texte = _write_texte(session, contrat, lot, lignes)
    session.add(
        JournalLigne(
            contrat=contrat,
            rang=rang + 1,
            lot=lot,
            texte=texte,
            precedente=precedente,
            empreinte=compute_empreinte(precedente, texte),
        )
    )
    session.flush()


def read_texte(session: Session, contrat: str, lot: int) -> str:
    """Build the text of a lot from its rows as they are in the store now."""
    lignes = {}
    for nom in NOMS.values():
        table = get_table(nom)
        requete = sa.select(*(table.c[champ] for champ in ECRITURES[nom]))
        siennes = requete.where(table.c.contrat == contrat, table.c.lot == lot).order_by(table.c.id)
        lignes[nom] = session.connection().execute(siennes).all()
    return _write_texte(session, contrat, lot, lignes)


def _write_texte(session: Session, contrat: str, lot: int, lignes: Mapping[type[Fait], Sequence[Sequence[Any]]]) -> str:
    entete = session.get(LotLigne, (contrat, lot))
    if entete is None:
        return ""
    piece = session.get(PieceLigne, (contrat, lot))
    empreinte = hashlib.sha256(_to_octets(piece.contenu)).hexdigest() if piece else ""
    faits = {
        get_nom_table(nom): [dict(zip(ECRITURES[nom], ligne, strict=True)) for ligne in lues]
        for nom, lues in lignes.items()
        if lues
    }
    return build_texte(entete.model_dump(), faits, empreinte)


def _to_octets(contenu: bytes | str) -> bytes:
    # SQLite keeps a text in a binary column when someone puts one there by hand.
    return contenu if isinstance(contenu, bytes) else contenu.encode()


def verify_journal(session: Session, contrat: str) -> Iterator[Rupture]:
    """Recompute the chain and compare every row with the text; yields what is broken, first entry first."""
    precedente = compute_origine(contrat)
    entrees = session.exec(
        select(JournalLigne).where(col(JournalLigne.contrat) == contrat).order_by(col(JournalLigne.rang))
    )
    lots_vus: set[int] = set()
    for attendu, entree in enumerate(entrees, start=1):
        if entree.rang != attendu:
            yield Rupture(contrat, attendu, f"l’entrée {attendu} manque")
            return
        if entree.precedente != precedente:
            yield Rupture(contrat, entree.rang, f"l’entrée {entree.rang} ne suit pas l’entrée {entree.rang - 1}")
            return
        if compute_empreinte(entree.precedente, entree.texte) != entree.empreinte:
            yield Rupture(contrat, entree.rang, f"le texte de l’entrée {entree.rang} a été modifié")
            return
        if (difference := _compare(entree.texte, _read_texte_suspect(session, contrat, entree.lot))) is not None:
            yield Rupture(contrat, entree.rang, f"le lot {entree.lot} ne correspond plus au journal : {difference}")
            return
        precedente = entree.empreinte
        lots_vus.add(entree.lot)
    yield from _verify_lots(session, contrat, lots_vus)


def _verify_lots(session: Session, contrat: str, lots_vus: set[int]) -> Iterator[Rupture]:
    numeros = set(session.exec(select(LotLigne.numero).where(col(LotLigne.contrat) == contrat)))
    for numero in sorted(numeros - lots_vus):
        yield Rupture(contrat, 0, f"le lot {numero} n’est pas au journal")
    if numeros and numeros != set(range(1, max(numeros) + 1)):
        yield Rupture(contrat, 0, "la suite des numéros de lots a un trou")


def _read_texte_suspect(session: Session, contrat: str, lot: int) -> str | None:
    try:
        return read_texte(session, contrat, lot)
    except (ValueError, ArithmeticError, TypeError):
        return None


def _compare(journal: str, magasin: str | None) -> str | None:
    if magasin is None:
        return "une de ses valeurs est illisible"
    if journal == magasin:
        return None
    if not magasin:
        return "le lot a disparu"
    ecrit, lu = json.loads(journal), json.loads(magasin)
    for cle in sorted(ecrit["lot"].keys() | lu["lot"].keys()):
        if ecrit["lot"].get(cle) != lu["lot"].get(cle):
            return f"« {cle} » du lot vaut « {lu['lot'].get(cle)} » au lieu de « {ecrit['lot'].get(cle)} »"
    if ecrit["piece"] != lu["piece"]:
        return "le fichier d’origine n’est plus le même"
    for nom in sorted(ecrit["faits"].keys() | lu["faits"].keys()):
        attendues, lues = ecrit["faits"].get(nom, []), lu["faits"].get(nom, [])
        if len(attendues) != len(lues):
            return f"la table {nom} a {format_quantite(len(lues), 'ligne')} au lieu de {len(attendues)}"
        for rang, (attendue, lue) in enumerate(zip(attendues, lues, strict=True), start=1):
            for cle in attendue:
                if attendue[cle] != lue.get(cle):
                    return (
                        f"table {nom}, ligne {rang}, « {cle} » vaut « {lue.get(cle)} » au lieu de « {attendue[cle]} »"
                    )
    return "l’écriture diffère"
