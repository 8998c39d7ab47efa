"""The guard of the database itself: the file, its links, its schema, and the triggers that keep rows as they are."""

from collections import Counter

from sqlalchemy import Connection

from lib.domain.anomalies import Anomalie
from lib.domain.phrases import format_accord, format_quantite
from lib.store.declencheurs import list_defauts
from lib.store.schema import get_version, get_version_attendue


def is_schema_attendu(connexion: Connection) -> bool:
    """Whether the store's tables are those this version of Jalons reads."""
    return get_version(connexion) == get_version_attendue()


def verify_base(connexion: Connection) -> list[Anomalie]:
    """List what is wrong with the database: nothing of the rows' content is looked at."""
    if not is_schema_attendu(connexion):
        version = get_version(connexion) or "aucune"
        dit = f"le schéma du magasin (version {version}) n’est pas celui de ce Jalons ({get_version_attendue()})"
        return [Anomalie("", f"{dit}, rien d’autre n’est vérifié ; lancez « python -m lib.cli initialiser »")]
    messages = [*_verify_fichier(connexion), *list_defauts(connexion)]
    return [Anomalie("", message) for message in messages]


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
