"""Triggers that refuse to change or delete what was inserted, on both databases."""

from sqlalchemy import Connection, text

from lib.store.tables import list_tables

FONCTION = "jalons_immuable"


def list_noms_proteges() -> list[str]:
    """Every table of the store is insert-only."""
    return [table.name for table in list_tables()]


def build_declencheurs_sqlite(table: str) -> dict[str, str]:
    """Give the triggers of a table by name, for SQLite."""
    message = f"Jalons : les lignes de « {table} » ne se modifient pas et ne s’effacent pas."
    return {
        f"immuable_{table}_{action.lower()}": (
            f"CREATE TRIGGER immuable_{table}_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        for action in ("UPDATE", "DELETE")
    }


def build_declencheurs_postgresql(table: str) -> dict[str, str]:
    """Give the triggers of a table by name, for PostgreSQL: rows, and TRUNCATE which no row trigger sees."""
    return {
        f"immuable_{table}_ligne": (
            f"CREATE TRIGGER immuable_{table}_ligne BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {FONCTION}()"
        ),
        f"immuable_{table}_truncate": (
            f"CREATE TRIGGER immuable_{table}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FONCTION}()"
        ),
    }


def list_attendus(dialecte: str) -> set[str]:
    """Names of the triggers a store of this dialect must have."""
    build = build_declencheurs_sqlite if dialecte == "sqlite" else build_declencheurs_postgresql
    return {nom for table in list_noms_proteges() for nom in build(table)}


def list_presents(connexion: Connection) -> set[str]:
    """Names of the triggers the store has."""
    if connexion.dialect.name == "sqlite":
        requete = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        requete = (
            "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT tgisinternal AND tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace"
        )
    return {ligne[0] for ligne in connexion.execute(text(requete))}


def save_declencheurs(connexion: Connection) -> None:
    """Create the missing triggers; called at the end of every migration, since rebuilding a table drops its own."""
    presents = list_presents(connexion)
    sqlite = connexion.dialect.name == "sqlite"
    if not sqlite:
        connexion.execute(
            text(
                f"CREATE OR REPLACE FUNCTION {FONCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'Jalons : les lignes de « % » ne se modifient pas et ne s’effacent pas.', "
                "TG_TABLE_NAME; END $$"
            )
        )
    build = build_declencheurs_sqlite if sqlite else build_declencheurs_postgresql
    for table in list_noms_proteges():
        for nom, requete in build(table).items():
            if nom not in presents:
                connexion.exec_driver_sql(requete)
