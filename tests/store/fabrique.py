"""Small lots for the store's tests: name only what the test is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Engine

from lib.domain.contrat import Contrat, Fait
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Cible
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot

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
        lot = Lot(genre=genre, publie_le=INSTANT, annule_lot=annule_lot, motif=motif, service="Essai", fichier="f.csv")
        return save_lot(session, code, lot, faits, piece)
