"""The journal: a chain that names the first broken entry, whatever is tampered with."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from lib.domain.nomenclatures import GenreLot
from lib.store.declencheurs import list_presents
from lib.store.engine import read
from lib.store.journal import compute_empreinte, verify_journal
from lib.store.tables import list_tables
from tests.store.fabrique import CODE, make_contrat, make_resultat, publish


def fill(moteur: Engine) -> None:
    publish(moteur, [make_contrat()], genre=GenreLot.CONTRAT)
    publish(moteur, [make_resultat("28"), make_resultat("5", "X-02")], piece=b"contenu", motif="T4 2024")
    publish(moteur, [make_resultat("31")])
    publish(moteur, genre=GenreLot.ANNULATION, annule_lot=3)


def list_ruptures(moteur: Engine) -> list[str]:
    with read(moteur) as session:
        return [rupture.message for rupture in verify_journal(session, CODE)]


def remove_declencheurs(moteur: Engine) -> None:
    with moteur.begin() as connexion:
        if connexion.dialect.name == "postgresql":
            connexion.execute(text("SET session_replication_role = replica"))
            for table in list_tables():
                connexion.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
            return
        for nom in list_presents(connexion):
            connexion.exec_driver_sql(f"DROP TRIGGER {nom}")


def run_sans_gardes(moteur: Engine, requete: str) -> None:
    """Do what someone with the file in hand could do: no trigger, no foreign key."""
    with moteur.connect() as connexion:
        if connexion.dialect.name == "sqlite":
            connexion.exec_driver_sql("COMMIT")
            connexion.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connexion.exec_driver_sql("BEGIN")
        else:
            connexion.execute(text("SET session_replication_role = replica"))
        connexion.exec_driver_sql(requete)
        connexion.commit()


def test_a_store_left_alone_is_whole(moteur: Engine) -> None:
    fill(moteur)
    assert list_ruptures(moteur) == []


FALSIFICATIONS: list[tuple[str, str]] = [
    ("UPDATE resultat SET valeur = '280' WHERE lot = 2 AND indicateur = 'X-01'", "« valeur » vaut « 280 »"),
    ("UPDATE resultat SET valeur = 'abc' WHERE lot = 3", "une de ses valeurs est illisible"),
    ("UPDATE resultat SET commentaire = 'x' WHERE lot = 3", "« commentaire » vaut « x »"),
    ("DELETE FROM resultat WHERE lot = 2 AND indicateur = 'X-02'", "la table resultat a 1 ligne au lieu de 2"),
    ("UPDATE resultat SET lot = 3 WHERE indicateur = 'X-02'", "la table resultat a 1 ligne au lieu de 2"),
    ("UPDATE lot SET motif = 'autre' WHERE numero = 2", "« motif » du lot vaut « autre »"),
    ("UPDATE lot SET annule_lot = 2 WHERE numero = 4", "« annule_lot » du lot vaut « 2 »"),
    ("DELETE FROM journal WHERE rang = 2", "l’entrée 2 manque"),
    ("DELETE FROM journal WHERE rang = 4", "le lot 4 n’est pas au journal"),
    ("UPDATE journal SET texte = replace(texte, '28', '29') WHERE rang = 2", "le texte de l’entrée 2 a été modifié"),
    ("UPDATE piece SET nom = 'g.csv', contenu = '\\x00' WHERE lot = 2", "le fichier d’origine n’est plus le même"),
    ("DELETE FROM lot WHERE numero = 3", "le lot a disparu"),
    ("UPDATE contrat_version SET intitule = 'Faux'", "« intitule » vaut « Faux »"),
]


@pytest.mark.parametrize(("requete", "attendu"), FALSIFICATIONS)
def test_each_tampering_is_named(moteur: Engine, requete: str, attendu: str) -> None:
    fill(moteur)
    remove_declencheurs(moteur)
    run_sans_gardes(moteur, requete)
    ruptures = list_ruptures(moteur)
    assert ruptures, "la falsification est passée inaperçue"
    assert attendu in ruptures[0]


def test_an_entry_rewritten_with_its_own_hash_is_caught_by_the_next_one(moteur: Engine) -> None:
    fill(moteur)
    remove_declencheurs(moteur)
    with moteur.connect() as connexion:
        ligne = connexion.execute(text("SELECT texte, precedente FROM journal WHERE rang = 2")).one()
    texte = ligne.texte.replace('"valeur":"28"', '"valeur":"29"')
    assert texte != ligne.texte
    empreinte = compute_empreinte(ligne.precedente, texte)
    with moteur.begin() as connexion:
        connexion.execute(text("UPDATE resultat SET valeur = '29' WHERE lot = 2 AND valeur = '28'"))
        connexion.execute(
            text("UPDATE journal SET texte = :texte, empreinte = :empreinte WHERE rang = 2"),
            {"texte": texte, "empreinte": empreinte},
        )
    assert list_ruptures(moteur) == ["l’entrée 3 ne suit pas l’entrée 2"]


REFUS = ["UPDATE {table} SET {colonne} = {colonne}", "DELETE FROM {table}"]


@pytest.mark.parametrize("table", ["contrat", "lot", "journal", "piece", "resultat", "cible", "contrat_version"])
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
    assert list_ruptures(moteur) == []
