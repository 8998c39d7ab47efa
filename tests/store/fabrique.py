"""Small lots for the store's tests: name only what the test is about."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Engine, LargeBinary, text

from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Contrat, Fait
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible
from lib.domain.lots import NOMS, Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.colonnes import DecimalTexte, InstantUtc
from lib.store.declencheurs import read_presents
from lib.store.engine import read, write
from lib.store.lots import lock_contrat, save_lot
from lib.store.tables import list_tables
from lib.store.verification import verify_journaux

CODE = "00-essai"
INSTANT = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)


def make_contrat(code: str = CODE) -> Contrat:
    return Contrat(
        code=code,
        intitule="Contrat d’essai",
        nom_court="Essai",
        departement_code="00",
        departement="Essai-sur-Mer",
        debut=date(2024, 1, 1),
        fin=date(2027, 12, 31),
    )


def make_resultat(valeur: str = "28", indicateur: str = "X-01", trimestre: int = 4) -> Resultat:
    return Resultat(indicateur=indicateur, annee=2024, trimestre=trimestre, valeur=Decimal(valeur), ligne=2)


def make_cible(valeur: str, avenant: int = 0) -> Cible:
    return Cible(indicateur="X-01", annee=2025, valeur=Decimal(valeur), avenant=avenant)


def publish(
    moteur: Engine,
    faits: Sequence[Fait] = (),
    genre: GenreLot = GenreLot.DEPOT,
    annule_lot: int | None = None,
    code: str = CODE,
    piece: bytes | None = None,
    motif: str = "",
) -> int:
    with write(moteur) as session:
        lock_contrat(session, code)
        lot = Lot(
            genre=genre,
            type_depot=None if genre is GenreLot.CONTRAT else TypeDepot.RESULTATS,
            publie_le=INSTANT,
            annule_lot=annule_lot,
            motif=motif,
            service="Essai",
            fichier="f.csv",
        )
        return save_lot(session, code, lot, faits, piece)


FORMAT_1 = Path(__file__).parents[1] / "donnees" / "magasin_format_1.json"
"""A store written when entries quoted their rows: a contract, three uploads, an undo, as Jalons wrote them then."""


def load_format_1(moteur: Engine) -> dict[str, list[dict[str, Any]]]:
    """Put the store of format 1 into an empty one of today; gives its rows by table, as they are in the file."""
    contenu: dict[str, list[dict[str, Any]]] = json.loads(FORMAT_1.read_text(encoding="utf-8"))
    with moteur.begin() as connexion:
        for table in list_tables():
            for ligne in contenu.get(table.name, ()):
                valeurs = {nom: _read_valeur(table.c[nom], valeur) for nom, valeur in ligne.items() if nom != "id"}
                connexion.execute(table.insert().values(**valeurs))
    return contenu


def _read_valeur(colonne: Column[Any], valeur: Any) -> Any:
    if valeur is None:
        return None
    if isinstance(colonne.type, Boolean):
        return bool(valeur)
    if isinstance(colonne.type, Date):
        return date.fromisoformat(valeur)
    if isinstance(colonne.type, LargeBinary):
        return base64.b64decode(valeur)
    if isinstance(colonne.type, InstantUtc):
        return datetime.fromisoformat(valeur)
    return Decimal(valeur) if isinstance(colonne.type, DecimalTexte) else valeur


def make_fait(nom: type[Fait], rang: int) -> Fait:
    """Make a fact of any noun, all its fields filled; two of different ranks have different keys."""
    champs = {champ: _make_valeur(champ, indication, rang) for champ, indication in get_champs(nom).items()}
    return nom(**champs, source=f"source {rang}", ligne=rang)


def _make_valeur(champ: str, indication: Any, rang: int) -> Any:
    base, _ = read_type(indication)
    if base is str:
        return f"{champ} n° {rang}\n« é\u00e8 » ]\t"
    if isinstance(base, type) and issubclass(base, StrEnum):
        return next(iter(base))
    return {bool: True, date: date(2025, 3, rang), Decimal: Decimal(f"{rang}.50")}.get(base, rang)


def fill(moteur: Engine) -> None:
    """Publish a contract, an upload with its file, a second one, and its undo."""
    publish(moteur, [make_contrat()], genre=GenreLot.CONTRAT)
    publish(moteur, [make_resultat("28"), make_resultat("5", "X-02")], piece=b"contenu", motif="T4 2024")
    publish(moteur, [make_resultat("31")])
    publish(moteur, genre=GenreLot.ANNULATION, annule_lot=3)


def fill_partout(moteur: Engine) -> None:
    """Publish two lots that have two rows in every table each, and an undo."""
    for lot in (0, 1):
        faits = [make_fait(nom, 1 + 2 * lot + rang) for nom in NOMS.values() for rang in (0, 1)]
        publish(moteur, faits, piece=b"contenu", motif="motif")
    publish(moteur, genre=GenreLot.ANNULATION, annule_lot=2)


def list_anomalies(moteur: Engine) -> list[str]:
    with read(moteur) as session:
        return [anomalie.message for anomalie in verify_journaux(session.connection())]


def remove_declencheurs(moteur: Engine) -> None:
    with moteur.begin() as connexion:
        if connexion.dialect.name == "postgresql":
            for table in list_tables():
                connexion.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
            return
        for nom in read_presents(connexion):
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
        if connexion.dialect.name == "sqlite":
            connexion.exec_driver_sql("PRAGMA foreign_keys=ON")
        else:
            connexion.execute(text("SET session_replication_role = DEFAULT"))
            connexion.commit()
