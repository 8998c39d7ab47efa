"""What may happen to the file of a SQLite store: cut short, overwritten, replaced, moved, filled with no value."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from lib.store.version import get_version_attendue

Avarie = Callable[[Path], None]

ETRANGERS = re.compile(
    r"traceback|error|database(?!_URL)|disk|failed|denied|malformed|no such|operational|psycopg|locked|select |insert "
    r"|127\.0\.0\.1|localhost|pytest|/tmp|\.sqlite|secret",
    re.IGNORECASE,
)
"""What no sentence says: English, the tools, where the store is, what was asked of it."""


def check_phrase(dit: str) -> None:
    """A sentence in French, without a trace, an address or a query."""
    assert dit.strip(), "rien n’a été dit"
    trouve = ETRANGERS.search(dit)
    assert trouve is None, f"« {trouve and trouve[0]} » dans : {dit}"
    assert re.search(r"[éèàê’]", dit), f"est-ce une phrase française ? {dit}"


def cut(longueur: int) -> Avarie:
    """Keep the first bytes only; the last ones are left out when the length is negative."""
    return lambda fichier: void(fichier.write_bytes(fichier.read_bytes()[:longueur]))


def put(debut: int, octets: bytes) -> Avarie:
    """Overwrite some bytes."""

    def spoil(fichier: Path) -> None:
        contenu = bytearray(fichier.read_bytes())
        contenu[debut : debut + len(octets)] = octets
        fichier.write_bytes(contenu)

    return spoil


def replace(octets: bytes) -> Avarie:
    """Put another file in its place."""
    return lambda fichier: void(fichier.write_bytes(octets))


def spoil_page(objet: str) -> Avarie:
    """Overwrite the root page of a table or of an index."""

    def spoil(fichier: Path) -> None:
        with closing(sqlite3.connect(fichier)) as connexion:
            requete = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            (page,) = connexion.execute(requete, (objet,)).fetchone()
            (taille,) = connexion.execute("PRAGMA page_size").fetchone()
        put((page - 1) * taille, b"\xff" * taille)(fichier)

    return spoil


def execute(*requetes: str) -> Avarie:
    """Change the store by hand, its triggers put aside first."""

    def spoil(fichier: Path) -> None:
        with closing(sqlite3.connect(fichier, isolation_level=None)) as connexion:
            noms = connexion.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (nom,) in noms:
                connexion.execute(f"DROP TRIGGER {nom}")
            for requete in requetes:
                connexion.execute(requete)

    return spoil


def move_away(fichier: Path) -> None:
    """Leave nothing where the store was."""
    fichier.unlink()


def put_dossier(fichier: Path) -> None:
    """Put a folder in its place."""
    fichier.unlink()
    fichier.mkdir()


def leave_wal(fichier: Path) -> None:
    """Leave the write-ahead log without its file."""
    fichier.unlink()
    Path(f"{fichier}-wal").write_bytes(b"7\x7f\x06\x82" + bytes(4092))


def put_wal_etranger(fichier: Path) -> None:
    """Put beside the file the write-ahead log of another store, whole in itself."""
    autre = fichier.with_name("autre")
    with closing(sqlite3.connect(autre, isolation_level=None)) as connexion:
        connexion.execute("PRAGMA journal_mode = WAL")
        connexion.execute("CREATE TABLE lot (contrat TEXT)")
        connexion.execute("INSERT INTO lot VALUES ('x')")
        Path(f"{fichier}-wal").write_bytes(Path(f"{autre}-wal").read_bytes())


def void(_: object) -> None:
    """Give nothing."""


SCHEMA = "PRAGMA writable_schema = ON"
FICHIERS: dict[str, Avarie] = {
    **{f"coupé à {longueur} octets": cut(longueur) for longueur in (0, 1, 15, 16, 99, 100, 512, 4095, 4096, 20_000)},
    "en-tête effacé": put(0, bytes(100)),
    "signature changée": put(0, b"X"),
    "taille de page impossible": put(16, b"\x00\x07"),
    "première page abîmée": put(100, b"\xff" * 12),
    "schéma illisible": execute(SCHEMA, "UPDATE sqlite_master SET sql = 'CREATE TABEL lot' WHERE name = 'lot'"),
    "schéma qui n’est pas du texte": execute(
        SCHEMA, "UPDATE sqlite_master SET sql = CAST(X'43524541544520ff' AS TEXT) WHERE name = 'lot'"
    ),
    "table des lots écrasée": spoil_page("lot"),
    "table des indicateurs écrasée": spoil_page("indicateur"),
    "index des lots écrasé": spoil_page("sqlite_autoindex_lot_1"),
    "texte": replace("Ceci n’est pas un magasin.\n".encode() * 400),
    "classeur": replace(b"PK\x03\x04" + bytes(8000)),
    "chiffré": replace(bytes((37 * rang * rang + 11 * rang) % 251 for rang in range(20_000))),
    "dossier": put_dossier,
    "déplacé": move_away,
    "journal sans son fichier": leave_wal,
    "journal d’un autre": put_wal_etranger,
}
"""Damage to the file itself."""

VERSION = get_version_attendue()
FORMES: dict[str, tuple[str, ...]] = {
    "table absente": ("DROP TABLE cible",),
    "colonne absente": ("ALTER TABLE indicateur RENAME COLUMN libelle TO libele",),
    "version perdue": ("DELETE FROM alembic_version",),
    "table des versions perdue": ("DROP TABLE alembic_version",),
    "version plus récente": ("UPDATE alembic_version SET version_num = '9999'",),
    "version plus ancienne": ("UPDATE alembic_version SET version_num = '0001'",),
}
"""What a store may have lost, on either database."""

VALEURS: dict[str, tuple[str, ...]] = {
    "choix inconnu": ("UPDATE indicateur SET sens = 'oblique'",),
    "décimal qui n’en est pas un": ("UPDATE cible SET valeur = 'douze'",),
    "instant qui n’en est pas un": ("UPDATE lot SET publie_le = 'hier'",),
    "genre de lot inconnu": ("UPDATE lot SET genre = 'autre'",),
}
"""Values that are not what the code reads, on either database."""

VALEURS_SQLITE: dict[str, tuple[str, ...]] = {
    "texte dans un entier": ("UPDATE indicateur SET ordre = 'abc'",),
    "numéro de lot en texte": ("PRAGMA foreign_keys = OFF", "UPDATE lot SET numero = 'abc' WHERE numero = 2"),
    "date impossible": ("UPDATE axe SET debut = '2024-13-45'",),
    "nombre dans une date": ("UPDATE axe SET debut = 20240101",),
    "ni vrai ni faux": ("UPDATE contrat_version SET exemple = 5",),
    "octets dans un texte": ("UPDATE indicateur SET libelle = X'00ff'",),
    "texte qui n’est pas de l’UTF-8": ("UPDATE indicateur SET libelle = CAST(X'ff41' AS TEXT)",),
}
"""Values that PostgreSQL would refuse and that SQLite keeps."""

PARTIELLES = (
    *("journal d’un autre", "coupé à 20000 octets", "index des lots écrasé", "table des indicateurs écrasée"),
    *("instant qui n’en est pas un", "genre de lot inconnu", "numéro de lot en texte"),
)
"""Damage that one may not meet, depending on what is read; verifying meets them all."""

AVARIES: dict[str, Avarie] = {
    **FICHIERS,
    **{nom: execute(*requetes) for nom, requetes in (FORMES | VALEURS | VALEURS_SQLITE).items()},
}
"""Everything that may happen to a SQLite store."""
