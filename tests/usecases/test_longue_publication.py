"""A long publication never blocks those who read: they get the former state at once, the new one when it is whole."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, event

from lib.domain.droits import Acteur, Role
from lib.domain.periodes import Trimestre
from lib.imports.catalogue import CATALOGUE
from lib.store.engine import get_engine
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, publish_contrat
from lib.usecases.depots import Depot, publish_depot
from lib.usecases.lots import list_lots
from lib.usecases.recu import get_recu
from lib.usecases.suivi import load_suivi
from tests.banc.mesures import build_fichier
from tests.imports.test_dossier import REEL

CODE = "94-2024"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
LIGNES, RANGEES_DU_BANC = 20_000, 14_664
LE_JOUR = datetime(2026, 12, 31, 8, tzinfo=UTC)
AU_PLUS_TARD = 120
"""Seconds after which a reader who still waits is blocked for good, and the test is over."""


class Arret:
    """Where the publication stops until the readers are done: at its first row written, then just before its end."""

    def __init__(self) -> None:
        self.atteints = (Event(), Event())
        self.suites = (Event(), Event())
        self.bloques: list[str] = []

    def wait_ecriture(self, _connexion: object, _curseur: object, requete: str, *_: object) -> None:
        if requete.startswith("INSERT INTO resultat ") and not self.atteints[0].is_set():
            self._wait(0)

    def wait_fin(self, _connexion: object) -> None:
        if self.atteints[0].is_set() and not self.atteints[1].is_set():
            self._wait(1)

    def _wait(self, rang: int) -> None:
        self.atteints[rang].set()
        if not self.suites[rang].wait(AU_PLUS_TARD):
            self.bloques.append(("à la première ligne", "avant la fin")[rang])


@pytest.fixture
def arret(moteur: Engine) -> Iterator[Arret]:
    publish_contrat(ADMIN, REEL)
    arret, magasin = Arret(), get_engine()
    event.listen(magasin, "before_cursor_execute", arret.wait_ecriture)
    event.listen(magasin, "commit", arret.wait_fin)
    yield arret
    event.remove(magasin, "before_cursor_execute", arret.wait_ecriture)
    event.remove(magasin, "commit", arret.wait_fin)
    magasin.dispose()


def build_historique() -> bytes:
    """Write the file of the bench, and the quarters of a third year."""
    entete, *rangees = build_fichier(build_contrat_lu(CODE), RANGEES_DU_BANC).decode("utf-8-sig").splitlines()
    suite = [rangee.replace(";2025;T", ";2026;T") for rangee in rangees if re.search(";2025;T[1-3];", rangee)]
    return "\r\n".join([entete, *[*rangees, *suite][:LIGNES]]).encode("utf-8-sig")


def read_ecrans() -> tuple[int, int, int]:
    """Read what the screens read; give the last lot seen, how many results, how many lots."""
    load_suivi(CODE, Trimestre(2025, 4))
    return get_dernier_lot(CODE), len(build_contrat_lu(CODE).resultats), len(list_lots(CODE))


def test_those_who_read_are_answered_while_a_long_file_is_published(arret: Arret) -> None:
    depot = Depot(contenu=build_historique(), nom="historique.csv", accepter=frozenset(CATALOGUE))
    avant = read_ecrans()
    publication = Thread(target=lambda: publish_depot(ADMIN, CODE, depot, maintenant=LE_JOUR))
    publication.start()
    for atteint, suite in zip(arret.atteints, arret.suites, strict=True):
        assert atteint.wait(AU_PLUS_TARD), "la publication n’a pas commencé"
        assert read_ecrans() == avant == (1, 0, 1)
        suite.set()
    publication.join()
    assert arret.bloques == []
    assert read_ecrans() == (2, LIGNES, 2)
    assert get_recu(ADMIN, CODE, 2).lot.fichier == "historique.csv"
