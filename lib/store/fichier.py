"""The SQLite file: created for its owner alone, never by a reader, and noticed when it is moved away or replaced."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Dialect, Engine, event
from sqlalchemy.exc import DisconnectionError

from lib.store.pannes import ABSENT, FERME, RESTE, RIEN, MagasinIndisponible

PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "journal_mode=WAL", "busy_timeout=15000")


def get_fichier(adresse: URL) -> Path | None:
    """Give the file of a store; None when it is not a file."""
    if adresse.get_backend_name() != "sqlite" or adresse.database in (None, "", ":memory:"):
        return None
    return Path(str(adresse.database)).resolve()


def save_fichier(adresse: URL) -> None:
    """Create the file of a new store, for its owner alone: SQLite gives its companions the same rights."""
    chemin = get_fichier(adresse)
    try:
        if chemin is None or chemin.exists():
            return
        if Path(f"{chemin}-wal").exists():
            raise MagasinIndisponible(f"{RESTE} {RIEN}")
        chemin.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(chemin, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as erreur:
        raise MagasinIndisponible(f"{FERME} {RIEN}") from erreur


def install_fichier(engine: Engine) -> None:
    """Open the file without ever creating it, and open it anew when another one has taken its place."""
    event.listen(engine, "connect", _set_pragmas)
    if get_fichier(engine.url) is not None:
        event.listen(engine, "do_connect", _open)
        event.listen(engine, "checkout", _check_en_place)


def _open(dialecte: Dialect, fiche: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
    chemin = Path(arguments[0])
    # Asked before the file is opened: one replaced in between is noticed at the next use.
    fiche.info.update(chemin=chemin, identite=get_identite(chemin))
    if fiche.info["identite"] is None:
        raise MagasinIndisponible(ABSENT)
    return dialecte.connect(f"{chemin.as_uri()}?mode=rw", **options, uri=True)


def _check_en_place(_connexion: Any, fiche: Any, _pret: Any) -> None:
    if get_identite(fiche.info["chemin"]) != fiche.info["identite"]:
        raise DisconnectionError


def get_identite(chemin: Path) -> tuple[int, ...] | None:
    """Tell a file from another of the same name, or from what it held before a copy was written over it.

    None when there is no file; raises MagasinIndisponible. SQLite itself writes to the file now and then, when it folds
    its log into it: opening it anew then costs little.
    """
    try:
        lu = chemin.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as erreur:
        raise MagasinIndisponible(FERME) from erreur
    return lu.st_dev, lu.st_ino, lu.st_size, lu.st_mtime_ns


def _set_pragmas(connexion: Any, fiche: Any) -> None:
    # The driver must not open transactions by itself: it would leave a failed migration half done.
    connexion.isolation_level = None
    for pragma in PRAGMAS:
        connexion.execute(f"PRAGMA {pragma}")
    if ouvert := fiche.info.get("identite"):
        # Taking the log in use writes to the file itself: it is still the one that was opened.
        actuel = get_identite(fiche.info["chemin"])
        if actuel is not None and actuel[:2] == ouvert[:2]:
            fiche.info["identite"] = actuel
