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


CORPS = """BEGIN RAISE EXCEPTION 'Jalons : les lignes de « % » ne se modifient pas et ne s’effacent pas.', \
TG_TABLE_NAME; END"""
"""What the one function of PostgreSQL's triggers does."""


def build_attendus(dialecte: str) -> dict[str, str]:
    """Give the triggers a store of this dialect must have: name → the order that creates it."""
    build = build_declencheurs_sqlite if dialecte == "sqlite" else build_declencheurs_postgresql
    return {nom: ordre for table in list_noms_proteges() for nom, ordre in build(table).items()}


def read_presents(connexion: Connection) -> dict[str, str]:
    """Give the triggers the store has: name → what it does, as the order that would create it.

    One that PostgreSQL does not run, or whose function is not ours any more, does nothing: ''.
    """
    if connexion.dialect.name == "sqlite":
        lignes = connexion.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        return {nom: ordre or "" for nom, ordre in lignes}
    lignes = connexion.execute(text(_DECLENCHEURS_POSTGRESQL))
    return {
        nom: _write_ordre(nom, table, genre) if actif and fonction == FONCTION and corps == CORPS else ""
        for nom, table, genre, actif, fonction, corps in lignes
    }


_DECLENCHEURS_POSTGRESQL = """
SELECT t.tgname, c.relname, t.tgtype::integer,
  t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = '', p.proname, trim(p.prosrc)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""

_MOMENTS = {27: "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW", 34: "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"}
"""What PostgreSQL's tgtype says of the two triggers of a table (row 1, before 2, delete 8, update 16, truncate 32)."""


def _write_ordre(nom: str, table: str, genre: int) -> str:
    """Write the order that creates such a trigger of PostgreSQL; '' for a kind that is not ours."""
    moment = _MOMENTS.get(genre, "").format(table=table)
    return f"CREATE TRIGGER {nom} {moment} EXECUTE FUNCTION {FONCTION}()" if moment else ""


def list_defauts(connexion: Connection) -> list[str]:
    """List the triggers that are missing, that do something else than they should, or that nobody asked for."""
    attendus, presents = build_attendus(connexion.dialect.name), read_presents(connexion)
    risque = "des lignes pourraient être modifiées"
    manquants = [f"le déclencheur « {nom} » manque : {risque}" for nom in sorted(attendus.keys() - presents.keys())]
    changes = [nom for nom in sorted(attendus.keys() & presents.keys()) if attendus[nom] != presents[nom]]
    autres = sorted(presents.keys() - attendus.keys())
    return [
        *manquants,
        *(f"le déclencheur « {nom} » ne fait plus ce qu’il doit : {risque}" for nom in changes),
        *(f"le déclencheur « {nom} » n’est pas de Jalons : il pourrait changer ce qui s’écrit" for nom in autres),
    ]


def save_declencheurs(connexion: Connection) -> None:
    """Create the triggers that are missing or changed; called at the end of every migration, which may drop some."""
    sqlite = connexion.dialect.name == "sqlite"
    if not sqlite:
        ordre = f"CREATE OR REPLACE FUNCTION {FONCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {CORPS} $$"
        connexion.exec_driver_sql(ordre.replace("%", "%%"))
    presents = read_presents(connexion)
    for table in list_noms_proteges():
        build = build_declencheurs_sqlite if sqlite else build_declencheurs_postgresql
        for nom, ordre in build(table).items():
            if presents.get(nom) == ordre:
                continue
            if nom in presents:
                connexion.exec_driver_sql(f"DROP TRIGGER {nom}" + ("" if sqlite else f" ON {table}"))
            connexion.exec_driver_sql(ordre)
