"""A witness of a write under way: left behind by a process that was stopped, it lets the next start say what happened.

A small file beside the store, gone when the write ends, whether it succeeded or was refused.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from lib.store.engine import RACINE, get_url, read_adresse
from lib.store.fichier import get_fichier


@dataclass(frozen=True)
class Temoin:
    """A write that began: what it was about, on which contract, after which lot."""

    contrat: str
    objet: str
    service: str
    commence_le: str
    dernier_lot: int
    processus: int


def get_dossier() -> Path:
    """Folder of the witnesses: beside the SQLite file, else data/."""
    fichier = get_fichier(read_adresse(get_url()))
    return fichier.parent if fichier else RACINE / "data"


def _get_prefixe() -> str:
    # One store, one prefix: two stores may share the folder.
    return f".jalons-{hashlib.sha256(get_url().encode()).hexdigest()[:12]}.temoin-"


@contextmanager
def save_temoin(contrat: str, objet: str, service: str, dernier_lot: int) -> Iterator[None]:
    """Keep a witness while the block writes; a folder that cannot be written to does not forbid the write."""
    instant = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    temoin = Temoin(contrat, objet, service, instant, dernier_lot, os.getpid())
    chemin = get_dossier() / f"{_get_prefixe()}{uuid.uuid4().hex}.json"
    with suppress(OSError):
        chemin.touch(mode=0o600)
        chemin.write_text(json.dumps(asdict(temoin)), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            chemin.unlink(missing_ok=True)


def list_temoins_laisses() -> list[Temoin]:
    """Give the witnesses of writes that were cut short, and remove them; those of a live process are left alone."""
    laisses = []
    for chemin in sorted(get_dossier().glob(f"{_get_prefixe()}*.json")):
        with suppress(OSError, ValueError, TypeError):
            temoin = Temoin(**json.loads(chemin.read_text(encoding="utf-8")))
            if not is_vivant(temoin.processus):
                laisses.append(temoin)
                chemin.unlink(missing_ok=True)
    return laisses


def is_vivant(processus: int) -> bool:
    """Whether a process of this machine still runs (another one than this)."""
    if processus == os.getpid():
        return False
    try:
        os.kill(processus, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
