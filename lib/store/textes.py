"""The text of a journal entry: what a lot holds, written the same way on every database.

Format 2 says of each table how many rows the lot has there and the root of their hash tree; the lot itself is in clear,
what is personal sealed. Format 1, no longer written, quotes every row: its entries stay as they are and are verified.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.domain.arbres import compute_feuilles, compute_racine
from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Fait
from lib.domain.scelles import LOT_SCELLES, get_scelles, seal_colonne
from lib.store.colonnes import ECRITURES
from lib.store.tables import get_nom_table

FORMAT = 2
"""Number of the text's format; a new format is a new number, former entries keep theirs."""

REPERE = 4
"""Hexadecimal digits kept of each leaf: enough to name the row that changed; the root alone proves."""

Rangee = Sequence[Any]
"""A row as the store writes it: texts, integers and None, field by field of ECRITURES."""


@dataclass(frozen=True)
class FormeLignes:
    """How the rows of a table enter a text: its fields in order, those that are sealed, those that are yes or no."""

    table: str
    champs: tuple[str, ...]
    scelles: tuple[str, ...] = ()
    booleens: frozenset[str] = frozenset({"efface"})


def build_forme(nom: type[Fait]) -> FormeLignes:
    """Build the form of a noun's rows today."""
    booleens = {champ for champ, indication in get_champs(nom).items() if read_type(indication)[0] is bool}
    return FormeLignes(get_nom_table(nom), tuple(ECRITURES[nom]), get_scelles(nom), frozenset(booleens | {"efface"}))


def write_json(contenu: Any) -> str:
    """Write the canonical JSON of an entry: sorted keys, no space, UTF-8."""
    return json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def write_booleen(valeur: Any) -> int:
    """Write yes or no as 1 or 0; raises ValueError for what is neither, however close."""
    if valeur.__class__ in (bool, int) and valeur in (0, 1):
        return int(valeur)
    raise ValueError("Une valeur n’est ni vraie ni fausse.")


def write_rangees(forme: FormeLignes, sel: bytes, rangees: Sequence[Rangee]) -> list[str]:
    """Write each row as a JSON array, one value a line, its sealed values by their commitments.

    All are written at once: a line feed within a value is written « \\n », so that « ],⏎[ » stands between rows only.
    Raises TypeError or ValueError when a value is not one that the store writes.
    """
    if not rangees:
        return []
    colonnes: list[Sequence[Any]] = list(zip(*rangees, strict=True))
    for rang, champ in enumerate(forme.champs):
        if champ in forme.scelles:
            colonnes[rang] = seal_colonne(sel, forme.table, champ, colonnes[rang])
        elif champ in forme.booleens:
            colonnes[rang] = list(map(write_booleen, colonnes[rang]))
    lignes = list(zip(*colonnes, strict=True))
    return json.dumps(lignes, ensure_ascii=False, separators=(",\n", ":"))[2:-2].split("],\n[")


def build_resume(forme: FormeLignes, sel: bytes, rangees: Sequence[Rangee]) -> dict[str, Any]:
    """Give what an entry of format 2 says of a lot's rows in one table."""
    feuilles = compute_feuilles(write_rangees(forme, sel, rangees))
    return {
        "champs": list(forme.champs),
        "lignes": len(feuilles),
        "racine": compute_racine(feuilles).hex(),
        "reperes": "".join(feuille.hex()[:REPERE] for feuille in feuilles),
        "scelles": list(forme.scelles),
    }


def seal_lot(sel: bytes, lot: Mapping[str, Any], scelles: Sequence[str] = LOT_SCELLES) -> dict[str, Any]:
    """Give a lot's own fields, the personal ones by their commitments."""
    return {**lot, **{champ: seal_colonne(sel, "lot", champ, [lot[champ]])[0] for champ in scelles}}


def seal_piece(sel: bytes, contenu: bytes | None, numero: int = FORMAT) -> str:
    """Commit to an original file by its SHA-256, in clear in format 1; '' when there is none."""
    if contenu is None:
        return ""
    empreinte = hashlib.sha256(contenu).hexdigest()
    return empreinte if numero == 1 else str(seal_colonne(sel, "piece", "contenu", [empreinte])[0])


def build_texte(
    sel: bytes,
    lot: Mapping[str, Any],
    faits: Mapping[type[Fait], Sequence[Rangee]],
    piece: bytes | None,
    sommets: Sequence[bytes],
) -> str:
    """Build the text of a lot in format 2; sommets are those of the tree of all the entries before it."""
    formes = {nom: build_forme(nom) for nom in faits}
    return write_json(
        {
            "faits": {
                formes[nom].table: build_resume(formes[nom], sel, rangees) for nom, rangees in faits.items() if rangees
            },
            "format": FORMAT,
            "lot": seal_lot(sel, lot),
            "piece": seal_piece(sel, piece),
            "scelles": list(LOT_SCELLES),
            "sommets": [sommet.hex() for sommet in sommets],
        }
    )
