from datetime import UTC, datetime

from lib.domain.droits import Acteur, Role
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import get_code
from lib.usecases.historique import list_historique
from lib.usecases.lots import publish_annulation
from tests.domain.fabrique import make_resultat

CODE = "S.1.3-01"
LOT = Lot(
    genre=GenreLot.DEPOT,
    type_depot=TypeDepot.RESULTATS,
    service="Conseil départemental",
    publie_le=datetime(2025, 1, 20, tzinfo=UTC),
)


def publish(contrat: str, valeur: int, **champs: str) -> int:
    with write() as session:
        lock_contrat(session, contrat)
        return save_lot(session, contrat, LOT, [make_resultat("2024-T4", valeur, code=CODE, **champs)])


def list_(contrat: str) -> list[tuple[str, str]]:
    return [(str(valeur.resultat.valeur), valeur.etat) for valeur in list_historique(contrat, CODE)]


def test_the_history_keeps_replaced_and_undone_values(magasin: str) -> None:
    contrat = get_code(None)
    publish(contrat, 26)
    dernier = publish(contrat, 28)
    assert list_(contrat) == [("28", "en vigueur"), ("26", "remplacée")]
    publish_annulation(Acteur(role=Role.ADMINISTRATEUR), contrat, dernier, "erreur de saisie")
    assert list_(contrat) == [("28", "annulée"), ("26", "en vigueur")]


def test_territories_are_left_out_of_the_history(magasin: str) -> None:
    contrat = get_code(None)
    publish(contrat, 3, territoire="94028")
    assert list_(contrat) == []
