"""The guard of the database itself: the file, its links, its shape, and the triggers that keep rows as they are.

A store of another version than the code's is refused before that, where it is opened (lib.store.version).
"""

from collections import Counter

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lib.domain.anomalies import Anomalie
from lib.domain.phrases import format_accord, format_quantite
from lib.store.declencheurs import list_defauts
from lib.store.forme import list_absentes, list_ecarts


def verify_base(connexion: Connection) -> tuple[list[Anomalie], bool]:
    """List what is wrong with the database, whatever its rows say; and whether its tables can be read at all."""
    messages = list_absentes(connexion)
    sont_lisibles = not messages
    if sont_lisibles:
        messages += [*_verify_fichier(connexion), *list_ecarts(connexion), *list_defauts(connexion)]
    return [Anomalie("", message) for message in messages], sont_lisibles


def _verify_fichier(connexion: Connection) -> list[str]:
    """SQLite alone has a file of its own to check, and lets its links be broken by whoever switches them off."""
    if connexion.dialect.name != "sqlite":
        return []
    messages = []
    if [ligne for (ligne,) in connexion.exec_driver_sql("PRAGMA integrity_check(1)")] != ["ok"]:
        messages.append("le fichier est abîmé (contrôle d’intégrité) : restaurez la dernière sauvegarde")
    try:
        liens = connexion.exec_driver_sql("PRAGMA foreign_key_check").all()
    except DBAPIError:
        return [*messages, "les liens entre les tables ne peuvent plus être vérifiés"]
    orphelines = Counter((lien[0], lien[2]) for lien in liens)
    for (table, vers), nombre in sorted(orphelines.items()):
        renvoi = (
            f"{format_quantite(nombre, 'ligne')} de la table {table} {format_accord(nombre, 'renvoie', 'renvoient')}"
        )
        messages.append(f"{renvoi} à une ligne de la table {vers} qui n’existe pas")
    return messages
