"""Stopped at any moment: the store is before or after, the journal holds, and the next start says what happened."""

import os
from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import Engine, event

from lib.domain.comparaison import EtatLigne
from lib.domain.droits import Acteur, Role
from lib.store.engine import build_engine, get_url, read
from lib.store.verification import verify_journaux
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, publish_contrat
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import list_interruptions, verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
COUPURE = 9
FICHIER = b"code_indicateur;annee;trimestre;valeur\r\nF1-01;2025;T4;1300\r\nF2-01;2025;T4;41\r\n"


def publish_fichier() -> None:
    publish_depot(ADMIN, CODE, Depot(contenu=FICHIER, nom="resultats.csv"))


def undo_fichier() -> None:
    publish_annulation(ADMIN, CODE, 2, "essai")


def list_etat() -> list[tuple[str, str]]:
    return [(resultat.indicateur, str(resultat.valeur)) for resultat in build_contrat_lu(CODE).resultats]


def verify_fichier() -> None:
    verify_depot(ADMIN, CODE, Depot(contenu=FICHIER, nom="resultats.csv"))


def run_rien() -> None:
    """Nothing was asked before."""


def list_cassures() -> list[str]:
    """What breaks the chain of the journal, its sums aside: quick enough to be asked at every instant."""
    with read() as session:
        return [rupture.message for rupture in verify_journaux(session.connection())]


def run_coupe(action: Callable[[], None], rang: int, avant: Callable[[], None] = run_rien) -> bool:
    """Run an action in a child process stopped dead before its statement number rang; True when it ended by itself.

    avant: what the same process did just before, whole.
    """
    enfant = os.fork()
    if enfant == 0:
        build_engine.cache_clear()
        avant()
        compte = 0

        def stop(*_: object) -> None:
            nonlocal compte
            compte += 1
            if compte == rang:
                os._exit(COUPURE)

        moteur = build_engine(get_url())
        event.listen(moteur, "before_cursor_execute", stop)
        event.listen(moteur, "commit", stop)
        try:
            action()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, statut = os.waitpid(enfant, 0)
    code = os.waitstatus_to_exitcode(statut)
    assert code in (0, COUPURE), "l’action a échoué autrement que par la coupure"
    return code == 0


@pytest.fixture
def contrat(moteur: Engine) -> Engine:
    publish_contrat(ADMIN, FICTIF)
    return moteur


@pytest.mark.parametrize(
    ("action", "prealable"),
    [(publish_fichier, run_rien), (publish_fichier, verify_fichier), (undo_fichier, run_rien)],
    ids=["publication", "publication d’un fichier déjà comparé", "annulation"],
)
def test_stopped_at_every_statement_the_store_is_before_or_after(
    contrat: Engine, action: Callable[[], None], prealable: Callable[[], None]
) -> None:
    """The chain is verified after each cut, and the whole store after one in ten.

    A process that has just shown the comparison publishes the plan it kept: its statements are fewer, and others.
    """
    if action is undo_fichier:
        publish_fichier()
    avant, lots = list_etat(), get_dernier_lot(CODE)
    contrat.dispose()
    rang, coupures = 1, 0
    while not run_coupe(action, rang, prealable):
        coupures += 1
        assert list_cassures() == []
        assert list_etat() == avant, f"coupée à l’instruction {rang}, l’opération a laissé une trace"
        assert get_dernier_lot(CODE) == lots
        if rang % 10 == 1:
            assert verify_magasin() == []
        contrat.dispose()
        rang += 1
    assert coupures > 10, "la coupure n’a pas été essayée"
    assert get_dernier_lot(CODE) == lots + 1
    assert list_etat() != avant
    assert 0 < len(list_interruptions()) <= coupures
    assert verify_magasin() == []


def test_the_next_start_says_what_was_cut_short(contrat: Engine) -> None:
    contrat.dispose()
    phrases: list[str] = []
    for rang in count(1):
        assert not run_coupe(publish_fichier, rang), "l’écriture s’est terminée sans laisser de témoin"
        if phrases := list_interruptions():
            break
    (phrase,) = phrases
    assert "« resultats.csv »" in phrase and "rien n’a été enregistré" in phrase
    assert list_interruptions() == []


def test_a_write_that_ends_leaves_no_witness(contrat: Engine) -> None:
    publish_fichier()
    plan, _ = publish_depot(ADMIN, CODE, Depot(contenu=FICHIER, nom="resultats.csv"))
    assert {ligne.etat for ligne in plan.lignes} == {EtatLigne.INCHANGE}
    assert list_interruptions() == []
