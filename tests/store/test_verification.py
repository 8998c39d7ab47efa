"""The guard: what is tampered with is seen and named; the family is generated, table by table, column by column."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Engine, Integer, LargeBinary, text
from sqlalchemy.exc import DBAPIError

from lib.domain.faits import Resultat
from lib.store.engine import read
from lib.store.faits import list_disputees, list_faits, list_lignes
from lib.store.lots import list_annulations, list_codes_contrats, list_lots
from lib.store.tables import list_tables
from lib.store.verification import verify_journaux
from tests.store.fabrique import (
    CODE,
    fill,
    fill_partout,
    list_anomalies,
    load_format_1,
    remove_declencheurs,
    run_sans_gardes,
)

COPIE = (
    "INSERT INTO resultat (contrat, avenant, lot, efface, source, indicateur, annee, trimestre, territoire, "
    "ventilation, valeur, texte, statut, commentaire) SELECT {contrat}, avenant, {lot}, efface, source, 'X-09', annee, "
    "trimestre, territoire, ventilation, '4242', texte, statut, commentaire FROM resultat WHERE lot = 3"
)
LOT = (
    "INSERT INTO lot (contrat, numero, genre, auteur, service, role, publie_le, motif, fichier, sha256, lu_comme) "
    "VALUES ({contrat}, {numero}, 'depot', '', '', '', '2025-01-15T09:30:00Z', '', '', '', '')"
)

FALSIFICATIONS: list[tuple[str, str]] = [
    ("UPDATE resultat SET valeur = '280' WHERE lot = 2 AND indicateur = 'X-01'", "« valeur » vaut « 280 »"),
    ("UPDATE resultat SET valeur = 'abc' WHERE lot = 3", "« valeur » vaut « abc »"),
    ("UPDATE resultat SET commentaire = 'x' WHERE lot = 3", "« commentaire » vaut « x »"),
    ("DELETE FROM resultat WHERE lot = 2 AND indicateur = 'X-02'", "la table resultat a 1 ligne au lieu de 2"),
    ("DELETE FROM resultat WHERE lot = 3", "la table resultat a 0 ligne au lieu de 1"),
    ("UPDATE resultat SET lot = 3 WHERE indicateur = 'X-02'", "la table resultat a 1 ligne au lieu de 2"),
    (COPIE.format(contrat="contrat", lot=3), "la table resultat a 2 lignes au lieu de 1"),
    (COPIE.format(contrat="contrat", lot=1), "la table resultat a 1 ligne au lieu de 0"),
    (COPIE.format(contrat="contrat", lot=99), "la table resultat a 1 ligne du lot 99, qui n’existe pas"),
    (COPIE.format(contrat="'77-autre'", lot=1), "la table resultat a 1 ligne du lot 1, qui n’existe pas"),
    ("UPDATE lot SET motif = 'autre' WHERE numero = 2", "« motif » du lot vaut « autre »"),
    ("UPDATE lot SET service = 'autre' WHERE numero = 2", "« service » du lot vaut « autre », qui n’est pas"),
    ("UPDATE lot SET role = 'autre' WHERE numero = 2", "« role » du lot vaut « autre » au lieu de «"),
    ("UPDATE lot SET annule_lot = 2 WHERE numero = 4", "« annule_lot » du lot vaut « 2 » au lieu de « 3 »"),
    ("DELETE FROM lot WHERE numero = 3", "le lot a disparu"),
    (LOT.format(contrat=f"'{CODE}'", numero=5), "le lot 5 n’est pas au journal"),
    (LOT.format(contrat="'77-autre'", numero=1), "ce contrat n’est pas parmi ceux du magasin"),
    ("INSERT INTO contrat VALUES ('77-autre')", "ce contrat n’a aucun lot"),
    (f"DELETE FROM contrat WHERE code = '{CODE}'", "ce contrat n’est pas parmi ceux du magasin"),
    ("DELETE FROM journal WHERE rang = 2", "l’entrée 2 manque"),
    ("DELETE FROM journal WHERE rang = 4", "le lot 4 n’est pas au journal"),
    (
        "UPDATE journal SET texte = replace(texte, 'essai', 'essaj') WHERE rang = 2",
        "le texte de l’entrée 2 a été modifié",
    ),
    ("UPDATE journal SET lot = 3 WHERE rang = 2", "le texte de l’entrée 2 n’est pas celui du lot 3"),
    ("UPDATE journal SET contrat = '77-autre' WHERE rang = 4", "l’entrée 1 manque"),
    ("UPDATE piece SET contenu = '\\x00' WHERE lot = 2", "le fichier d’origine n’est plus le même"),
    ("UPDATE piece SET nom = 'g.csv' WHERE lot = 2", "le nom du fichier d’origine n’est plus le même"),
    ("UPDATE piece SET lot = 99 WHERE lot = 2", "le fichier d’origine a disparu"),
    ("UPDATE piece SET lot = 3 WHERE lot = 2", "le fichier d’origine a disparu"),
    ("DELETE FROM piece WHERE lot = 2", "le fichier d’origine a disparu"),
    ("DELETE FROM sel WHERE lot = 2", "son sel manque"),
    ("UPDATE sel SET valeur = 'zz' WHERE lot = 2", "son sel manque ou n’en est pas un"),
    ("UPDATE sel SET valeur = replace(valeur, substr(valeur, 1, 1), '0') || '' WHERE lot = 2", "ne correspond plus"),
    ("INSERT INTO sel VALUES ('00-essai', 99, 'ab')", "un sel est gardé pour le lot 99"),
    ("UPDATE contrat_version SET intitule = 'Faux'", "« intitule » vaut « Faux »"),
]


@pytest.mark.parametrize(("requete", "attendu"), FALSIFICATIONS)
def test_each_tampering_is_named(moteur: Engine, requete: str, attendu: str) -> None:
    fill(moteur)
    if "'0') ||" in requete and read_debut_sel(moteur).startswith("0"):
        requete = requete.replace("'0'", "'1'")
    remove_declencheurs(moteur)
    run_sans_gardes(moteur, requete)
    anomalies = list_anomalies(moteur)
    assert any(attendu in anomalie for anomalie in anomalies), anomalies


def read_debut_sel(moteur: Engine) -> str:
    with moteur.connect() as connexion:
        return str(connexion.execute(text("SELECT valeur FROM sel WHERE lot = 2")).scalar_one())


ETRANGES: list[str] = [
    "UPDATE resultat SET efface = 0.5 WHERE lot = 3",
    "UPDATE resultat SET efface = '1' WHERE lot = 3",
    "UPDATE resultat SET efface = 1e400 WHERE lot = 3",
    "UPDATE resultat SET id = 9223372036854775807 WHERE lot = 3",
    "UPDATE resultat SET id = -1 WHERE lot = 3",
    "UPDATE resultat SET id = 1 - id",
    "UPDATE journal SET texte = '" + "[" * 100_000 + "' WHERE rang = 2",
    "UPDATE journal SET texte = CAST(CAST(texte AS BLOB) || x'ff' AS TEXT) WHERE rang = 2",
    "UPDATE journal SET empreinte = CAST(x'ff' AS TEXT) WHERE rang = 2",
    "UPDATE journal SET contrat = CAST(x'ff' AS TEXT) WHERE rang = 4",
    "UPDATE journal SET rang = 'zz' WHERE rang = 4",
    "UPDATE journal SET texte = json_set(texte, '$.faits.resultat.champs', null) WHERE rang = 2",
    "UPDATE journal SET texte = json_set(texte, '$.faits.resultat.reperes', 5) WHERE rang = 2",
    "UPDATE piece SET contenu = CAST(contenu AS TEXT) WHERE lot = 2",
    "UPDATE sel SET valeur = upper(valeur) WHERE lot = 2",
    "INSERT INTO lot (contrat, numero, genre, auteur, service, role, publie_le, motif, fichier, sha256, lu_comme) "
    f"VALUES ('{CODE}', 'zz', 'depot', '', '', '', '2025-01-15T09:30:00Z', '', '', '', '')",
]
"""What SQLite alone lets in: values that are almost right, or not text at all."""


@pytest.mark.parametrize("requete", ETRANGES)
def test_a_value_that_is_almost_right_is_seen_and_stops_nothing(moteur: Engine, requete: str) -> None:
    if moteur.dialect.name != "sqlite":
        pytest.skip("SQLite seulement : PostgreSQL refuse une valeur qui n’est pas du type de sa colonne")
    fill(moteur)
    remove_declencheurs(moteur)
    run_sans_gardes(moteur, requete)
    assert list_anomalies(moteur) != []


FORMAT_1: list[tuple[str, str]] = [
    ("UPDATE resultat SET valeur = '280' WHERE lot = 2", "« valeur » vaut « 280 » au lieu de « 1300 »"),
    ("UPDATE resultat SET valeur = 'abc' WHERE lot = 3", "« valeur » vaut « abc » au lieu de « 1320 »"),
    ("UPDATE resultat SET commentaire = 'x' WHERE lot = 3", "« commentaire » vaut « x » au lieu de « relevé"),
    ("DELETE FROM resultat WHERE lot = 3", "la table resultat a 0 ligne au lieu de 1"),
    ("UPDATE resultat SET lot = 5 WHERE lot = 3", "la table resultat a 1 ligne au lieu de 0"),
    (
        "UPDATE lot SET motif = 'autre' WHERE numero = 3",
        "« motif » du lot vaut « autre » au lieu de « erreur",
    ),
    (
        "UPDATE lot SET auteur = 'Paul' WHERE numero = 3",
        "« auteur » du lot vaut « Paul » au lieu de « A. Martin »",
    ),
    ("DELETE FROM journal WHERE rang = 2", "l’entrée 2 manque"),
    (
        "UPDATE journal SET texte = replace(texte, '1300', '1301') WHERE rang = 2",
        "le texte de l’entrée 2 a été modifié",
    ),
    ("UPDATE piece SET contenu = '\\x00' WHERE lot = 2", "le fichier d’origine n’est plus le même"),
    ("UPDATE piece SET nom = 'g.csv' WHERE lot = 2", "le nom du fichier d’origine n’est plus le même"),
    ("DELETE FROM lot WHERE numero = 3", "le lot a disparu"),
    ("INSERT INTO sel VALUES ('00-fictif', 2, 'ab')", "un sel est gardé pour le lot 2, qui n’en a pas"),
    ("UPDATE contrat_version SET exemple = NOT exemple", "« exemple » vaut « False » au lieu de « True »"),
]


@pytest.mark.parametrize(("requete", "attendu"), FORMAT_1)
def test_a_tampering_with_a_lot_of_format_1_is_named_with_its_former_value(
    moteur: Engine, requete: str, attendu: str
) -> None:
    load_format_1(moteur)
    remove_declencheurs(moteur)
    run_sans_gardes(moteur, requete)
    anomalies = list_anomalies(moteur)
    assert any(attendu in anomalie for anomalie in anomalies), anomalies


def list_changements(colonne: Column[object]) -> Iterator[str]:
    """Each way of writing something else in a column."""
    nom = f'"{colonne.key}"'
    if isinstance(colonne.type, Boolean):
        yield f"NOT {nom}"
    elif isinstance(colonne.type, LargeBinary):
        yield f"{nom} || {nom}"
    elif isinstance(colonne.type, Integer):
        yield f"{nom} + 40"
    elif isinstance(colonne.type, Date):
        yield "'1999-01-01'"
    else:
        yield f"{nom} || '0'"
    if colonne.nullable:
        yield "NULL"


def list_degats(est_sqlite: bool) -> Iterator[str]:
    """Every single change of one row, in every table of the store."""
    for table in list_tables():
        ou = "WHERE id = (SELECT min(id) FROM {0})" if "id" in table.c else "WHERE lot = 1"
        ou = {"lot": "WHERE numero = 3", "contrat": ""}.get(table.name, ou).format(table.name)
        yield f"DELETE FROM {table.name} {ou}"
        for colonne in table.c:
            if colonne.key == "id":
                yield f"UPDATE {table.name} SET id = id + 1000000 {ou}"
                continue
            for valeur in list_changements(colonne):
                yield f'UPDATE {table.name} SET "{colonne.key}" = {valeur} {ou}'
            if est_sqlite:
                yield f"UPDATE {table.name} SET \"{colonne.key}\" = x'ff00fe' {ou}"


def is_vu(connexion: Connection, requete: str) -> bool:
    """Whether the guard sees a change; one that the database itself refuses is seen too."""
    point = connexion.begin_nested()
    try:
        connexion.exec_driver_sql(requete.replace("%", "%%"))
        return bool(verify_journaux(connexion))
    except DBAPIError:
        return True
    finally:
        point.rollback()


def test_no_change_of_any_column_of_any_table_goes_unseen(moteur: Engine) -> None:
    fill_partout(moteur)
    remove_declencheurs(moteur)
    est_sqlite = moteur.dialect.name == "sqlite"
    with moteur.connect() as connexion:
        if est_sqlite:
            connexion.exec_driver_sql("COMMIT")
            connexion.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connexion.exec_driver_sql("BEGIN")
        else:
            connexion.execute(text("SET session_replication_role = replica"))
        assert verify_journaux(connexion) == []
        # Each verification asks PostgreSQL forty questions: one change in eight is enough there.
        degats = list(list_degats(est_sqlite))[:: 1 if est_sqlite else 8]
        passes = [requete for requete in degats if not is_vu(connexion, requete)]
        assert verify_journaux(connexion) == []
        connexion.rollback()
    assert len(degats) > (600 if est_sqlite else 75)
    assert passes == []


def test_what_was_not_published_is_not_read(moteur: Engine) -> None:
    """A row of a lot that does not exist, or of a lot that the journal does not know, is nobody's publication."""
    fill(moteur)
    remove_declencheurs(moteur)
    avant = read_tout(moteur)
    run_sans_gardes(moteur, COPIE.format(contrat="contrat", lot=99))
    run_sans_gardes(moteur, LOT.format(contrat=f"'{CODE}'", numero=5))
    run_sans_gardes(moteur, COPIE.format(contrat="contrat", lot=5))
    run_sans_gardes(moteur, "INSERT INTO contrat VALUES ('77-autre')")
    run_sans_gardes(moteur, f"UPDATE lot SET annule_lot = 2 WHERE contrat = '{CODE}' AND numero = 5")
    assert read_tout(moteur) == avant
    assert list_anomalies(moteur) != []


def read_tout(moteur: Engine) -> tuple[object, ...]:
    with read(moteur) as session:
        return (
            list_faits(session, Resultat, CODE),
            list_lignes(session, Resultat, CODE),
            list_disputees(session, Resultat, CODE),
            list_annulations(session, CODE),
            [lot.numero for lot in list_lots(session, CODE)],
            list_codes_contrats(session),
        )
