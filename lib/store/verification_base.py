"""The guard of the database itself: the file, its links, and the triggers that keep rows as they are.

A store of another version than the code's is refused before that, where it is opened (lib.store.version).
"""

from collections import Counter

from sqlalchemy import Connection

from lib.domain.anomalies import Anomalie
from lib.domain.phrases import format_accord, format_quantite
from lib.store.declencheurs import list_defauts


def verify_base(connexion: Connection) -> list[Anomalie]:
    """List what is wrong with the database: nothing of the rows' content is looked at."""
    return [Anomalie("", message) for message in [*_verify_fichier(connexion), *list_defauts(connexion)]]


def _verify_fichier(connexion: Connection) -> list[str]:
    """SQLite alone has a file of its own to check, and lets its links be broken by whoever switches them off."""
    if connexion.dialect.name != "sqlite":
        return []
    messages = []
    if [ligne for (ligne,) in connexion.exec_driver_sql("PRAGMA integrity_check(1)")] != ["ok"]:
        messages.append("le fichier est abîmé (contrôle d’intégrité) : restaurez la dernière sauvegarde")
    orphelines = Counter((ligne[0], ligne[2]) for ligne in connexion.exec_driver_sql("PRAGMA foreign_key_check"))
    for (table, vers), nombre in sorted(orphelines.items()):
        renvoi = (
            f"{format_quantite(nombre, 'ligne')} de la table {table} {format_accord(nombre, 'renvoie', 'renvoient')}"
        )
        messages.append(f"{renvoi} à une ligne de la table {vers} qui n’existe pas")
    return messages
