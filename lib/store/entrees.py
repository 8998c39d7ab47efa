"""Reading the journal back: the chain recomputed, entry after entry, and what each one says of its lot."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from lib.domain.anomalies import Anomalie
from lib.store.journal import add_entree, compute_empreinte, compute_origine
from lib.store.lecture_brute import Cle, read_brutes
from lib.store.textes import FORMAT, write_json

Resume = dict[str, Any]
"""What an entry says of a lot's rows in one table: how many (lignes), of which fields (champs), and their proof."""


@dataclass(frozen=True)
class EntreeLue:
    """What one entry says of its lot. faits: by table, as build_resume of format 2 or _resume_1 gives it.

    scelles: the fields of the lot itself that were sealed that day.
    """

    rang: int
    format: int
    lot: dict[str, Any]
    piece: str
    faits: dict[str, Resume]
    sommets: tuple[str, ...] = ()
    scelles: tuple[str, ...] = ()


@dataclass
class JournalLu:
    """Every journal of the store: the entries by contract and lot, and what breaks the chains."""

    entrees: dict[Cle, EntreeLue] = field(default_factory=dict)
    anomalies: list[Anomalie] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


def compute_empreinte_rangees(rangees: list[dict[str, Any]]) -> str:
    """Hash rows as an entry of format 1 quotes them."""
    return hashlib.sha256(write_json(rangees).encode()).hexdigest()


def _resume_1(rangees: list[dict[str, Any]]) -> Resume:
    """Sum up the rows that an entry of format 1 quotes."""
    return {
        "champs": list(rangees[0]),
        "lignes": len(rangees),
        "empreinte": compute_empreinte_rangees(rangees),
    }


def _read_entree(contrat: str, rang: int, lot: int, texte: str) -> EntreeLue | None:
    """Read an entry's text; None when it is not the text of this lot."""
    try:
        contenu = json.loads(texte)
        numero, faits = contenu["format"], contenu["faits"]
        if numero == 1:
            faits = {table: _resume_1(rangees) for table, rangees in faits.items()}
        elif numero != FORMAT or not all(is_resume(resume) for resume in faits.values()):
            return None
        sommets, scelles = (tuple(map(str, contenu.get(cle, ()))) for cle in ("sommets", "scelles"))
        if (contenu["lot"]["contrat"], contenu["lot"]["numero"]) != (contrat, lot):
            return None
        return EntreeLue(rang, numero, dict(contenu["lot"]), str(contenu["piece"]), faits, sommets, scelles)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None


def is_resume(resume: dict[str, Any]) -> bool:
    """Whether it is what format 2 says of a table (lib.store.textes.build_resume), each part of its type."""
    listes = resume["champs"] + resume["scelles"]
    return (
        resume.keys() == {"champs", "lignes", "racine", "reperes", "scelles"}
        and all(isinstance(champ, str) for champ in listes)
        and isinstance(resume["lignes"], int)
        and isinstance(resume["reperes"], str)
    )


def _to_sain(valeur: Any) -> str:
    """Give a value of the journal as a text that can be hashed, whatever was put there."""
    return str(valeur).encode(errors="replace").decode()


def read_journal(connexion: Connection) -> JournalLu:
    """Recompute every chain in one pass: of each contract the first break is named, and all the entries are read."""
    lu = JournalLu()
    table = SQLModel.metadata.tables["journal"]
    champs = ("contrat", "rang", "lot", "texte", "precedente", "empreinte")
    lignes = read_brutes(connexion, table, champs, ("contrat", "rang"))
    for contrat, siennes in groupby(lignes, key=lambda ligne: ligne[0]):
        lu.codes.add(contrat)
        _read_chaine(contrat, siennes, lu)
    return lu


def _read_chaine(contrat: str, lignes: Iterator[Any], lu: JournalLu) -> None:
    """Read the entries of a contract into lu, with the first thing that breaks their chain."""
    precedente, est_rompue = compute_origine(_to_sain(contrat)), False
    sommets: tuple[bytes, ...] = ()
    for attendu, (_, rang, lot, *textes) in enumerate(lignes, 1):
        texte, avant, empreinte = map(_to_sain, textes)
        entree = _read_entree(contrat, attendu, lot, texte)
        if rang != attendu:
            message = f"l’entrée {attendu} manque"
        elif avant != precedente:
            message = f"l’entrée {rang} ne suit pas l’entrée {rang - 1}"
        elif compute_empreinte(avant, texte) != empreinte:
            message = f"le texte de l’entrée {rang} a été modifié"
        elif entree is None or (contrat, lot) in lu.entrees:
            message = f"le texte de l’entrée {rang} n’est pas celui du lot {lot}"
        elif entree.format == FORMAT and entree.sommets != tuple(sommet.hex() for sommet in sommets):
            message = f"l’entrée {rang} n’atteste plus celles qui la précèdent"
        else:
            message = ""
        if message and not est_rompue:
            est_rompue = True
            lu.anomalies.append(Anomalie(str(contrat), message, attendu))
        if entree is not None:
            lu.entrees.setdefault((contrat, lot), entree)
        precedente = empreinte
        sommets = add_entree(sommets, attendu, empreinte)
