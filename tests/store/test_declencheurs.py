"""What was inserted is neither changed nor deleted, and the guard reads what each trigger does, not only its name."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from lib.store.declencheurs import FONCTION, build_attendus, list_defauts, save_declencheurs
from lib.store.tables import list_tables
from tests.store.fabrique import fill, list_anomalies, make_resultat, publish

REFUS = ["UPDATE {table} SET {colonne} = {colonne}", "DELETE FROM {table}"]


@pytest.mark.parametrize("table", ["contrat", "lot", "journal", "sel", "piece", "resultat", "cible", "contrat_version"])
@pytest.mark.parametrize("requete", REFUS)
def test_nothing_inserted_can_be_changed_or_deleted(moteur: Engine, table: str, requete: str) -> None:
    fill(moteur)
    publish(moteur, [make_resultat("1", "X-09")], code="01-autre")
    colonne = "code" if table == "contrat" else "contrat"
    with moteur.connect() as connexion:
        lignes = connexion.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    if table == "cible":
        assert lignes == 0
        return
    with moteur.connect() as connexion, pytest.raises(DBAPIError, match="ne se modifient pas"):
        connexion.exec_driver_sql(requete.format(table=table, colonne=colonne))


def test_replacing_a_row_is_refused_as_well(moteur: Engine) -> None:
    if moteur.dialect.name != "sqlite":
        pytest.skip("SQLite seulement : PostgreSQL ne connaît pas INSERT OR REPLACE")
    fill(moteur)
    with moteur.connect() as connexion, pytest.raises(DBAPIError, match="ne se modifient pas"):
        connexion.exec_driver_sql("INSERT OR REPLACE INTO lot SELECT * FROM lot WHERE numero = 2")
    assert count_lots(moteur) == 4


def count_lots(moteur: Engine) -> int:
    with moteur.connect() as connexion:
        return int(connexion.exec_driver_sql("SELECT count(*) FROM lot").scalar_one())


@pytest.mark.parametrize("suite", ["", " CASCADE"])
def test_no_table_can_be_emptied_at_once(moteur: Engine, suite: str) -> None:
    """TRUNCATE escapes the triggers of rows: each table has one of its own, filled or not, alone or with its links."""
    if moteur.dialect.name != "postgresql":
        pytest.skip("PostgreSQL seulement : SQLite n’a pas TRUNCATE")
    fill(moteur)
    passees = []
    for table in list_tables():
        try:
            with moteur.begin() as connexion:
                connexion.exec_driver_sql(f"TRUNCATE {table.name}{suite}")
        except DBAPIError as refus:
            est_lie = not suite and "foreign key constraint" in str(refus)
            assert "ne se modifient pas" in str(refus) or est_lie, refus
        else:
            passees.append(table.name)
    assert (passees, count_lots(moteur)) == ([], 4)
    assert list_anomalies(moteur) == []


def list_gestes(moteur: Engine) -> list[tuple[str, str]]:
    """Each way of making the triggers harmless, with what the guard says."""
    if moteur.dialect.name == "sqlite":
        return [
            *((f"DROP TRIGGER {nom}", f"« {nom} » manque") for nom in build_attendus("sqlite")),
            *(
                (
                    f"DROP TRIGGER {nom}; {ordre.replace('SELECT RAISE', 'SELECT 1 WHERE 0 AND RAISE')}",
                    f"« {nom} » ne fait plus",
                )
                for nom, ordre in build_attendus("sqlite").items()
            ),
            (
                "CREATE TRIGGER double AFTER INSERT ON resultat BEGIN INSERT INTO contrat VALUES ('x'); END",
                "« double » n’est pas de Jalons",
            ),
        ]
    vide = f"CREATE OR REPLACE FUNCTION {FONCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    autre = vide.replace(FONCTION, "autre")
    return [
        *((f"DROP TRIGGER {nom} ON {_get_table(nom)}", f"« {nom} » manque") for nom in build_attendus("postgresql")),
        *(
            (f"ALTER TABLE {_get_table(nom)} {mode} TRIGGER {nom}", f"« {nom} » ne fait plus")
            for nom in ("immuable_lot_ligne", "immuable_journal_truncate")
            for mode in ("DISABLE", "ENABLE REPLICA")
        ),
        (vide, "« immuable_lot_ligne » ne fait plus"),
        (
            "DROP TRIGGER immuable_lot_ligne ON lot; CREATE TRIGGER immuable_lot_ligne BEFORE UPDATE ON lot "
            f"FOR EACH ROW EXECUTE FUNCTION {FONCTION}()",
            "« immuable_lot_ligne » ne fait plus",
        ),
        (
            f"{autre}; DROP TRIGGER immuable_lot_ligne ON lot; CREATE TRIGGER immuable_lot_ligne "
            "BEFORE UPDATE OR DELETE ON lot FOR EACH ROW EXECUTE FUNCTION autre()",
            "« immuable_lot_ligne » ne fait plus",
        ),
        (
            f"{autre}; CREATE TRIGGER double BEFORE INSERT ON lot FOR EACH ROW EXECUTE FUNCTION autre()",
            "« double » n’est pas de Jalons",
        ),
    ]


def _get_table(declencheur: str) -> str:
    return declencheur.removeprefix("immuable_").rsplit("_", 1)[0]


def test_a_trigger_that_is_missing_harmless_or_foreign_is_named_and_set_right(moteur: Engine) -> None:
    muets = []
    for geste, attendu in list_gestes(moteur):
        with moteur.connect() as connexion:
            for ordre in geste.split("; ") if moteur.dialect.name == "sqlite" and "END" not in geste else [geste]:
                for morceau in _cut(ordre):
                    connexion.exec_driver_sql(morceau)
            if not any(attendu in defaut for defaut in list_defauts(connexion)):
                muets.append(geste)
            if "n’est pas de Jalons" not in attendu:
                save_declencheurs(connexion)
                muets += [f"{geste} : non remis" for _ in list_defauts(connexion)]
            connexion.rollback()
    assert muets == []


def _cut(ordre: str) -> list[str]:
    """Cut « DROP TRIGGER …; CREATE … » into its two orders, and nothing else."""
    if ordre.startswith("DROP TRIGGER") and "; CREATE" in ordre:
        premier, second = ordre.split("; ", 1)
        return [premier, second]
    return [ordre]
