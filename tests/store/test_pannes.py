"""What the database answers, said in French: what to do, what became of the change, and nothing of the server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from lib.store import pannes
from lib.store.engine import build_engine, read, write
from lib.store.lots import list_codes_contrats, lock_contrat
from lib.store.pannes import (
    CONNEXION,
    COUPEE,
    DISQUE,
    DROITS,
    INCONNU,
    LECTURE_SEULE,
    LENT,
    OCCUPE,
    PLEIN,
    POSTGRESQL,
    RIEN,
    SQLITE,
    IssueInconnue,
    MagasinIndisponible,
    Operation,
    get_phrase,
    translate,
)
from tests.avaries import check_phrase
from tests.magasins import URL_POSTGRESQL


@pytest.fixture
def postgresql(moteur: Engine) -> Engine:
    if moteur.dialect.name == "sqlite":
        pytest.skip("PostgreSQL seulement")
    return moteur


def build_erreur(**codes: object) -> OperationalError:
    origine = type("Erreur", (Exception,), codes)("disk I/O error on 127.0.0.1 (/srv/secret.sqlite)")
    return OperationalError("SELECT secret", None, origine)


@pytest.mark.parametrize("code", [*SQLITE, 2, 7, 12, 15, 21, 24, 25, 266, 522, 778, 1032, 1546])
def test_every_code_of_sqlite_has_its_sentence(code: int) -> None:
    phrase = get_phrase(build_erreur(sqlite_errorcode=code))
    if code == 19:
        assert phrase == ""
    else:
        check_phrase(phrase)


@pytest.mark.parametrize("etat", [*POSTGRESQL, None, "08006", "28P01", "3D000", "53100", "53300", "42601", "XX001"])
def test_every_code_of_postgresql_has_its_sentence(etat: str | None) -> None:
    phrase = get_phrase(build_erreur(sqlstate=etat))
    if etat in ("23", "P0"):
        assert phrase == ""
    else:
        check_phrase(phrase)


def test_the_sentences_say_what_they_are_for() -> None:
    codes = {
        "53100": PLEIN,
        "25006": LECTURE_SEULE,
        "57014": LENT,
        "42501": DROITS,
        "40P01": OCCUPE,
        "53300": CONNEXION,
    }
    assert {etat: get_phrase(build_erreur(sqlstate=etat)) for etat in codes} == codes
    sqlite = {13: PLEIN, 8: LECTURE_SEULE, 5: OCCUPE, 10: DISQUE, 266: DISQUE, 522: pannes.ABIME, 1032: pannes.ABSENT}
    assert {code: get_phrase(build_erreur(sqlite_errorcode=code)) for code in sqlite} == sqlite


@pytest.mark.parametrize(
    ("moment", "codes", "suite"),
    [
        (Operation.LECTURE, {"sqlite_errorcode": 10}, ""),
        (Operation.ECRITURE, {"sqlite_errorcode": 10}, RIEN),
        (Operation.VALIDATION, {"sqlite_errorcode": 13}, RIEN),
        (Operation.VALIDATION, {"sqlite_errorcode": 10}, INCONNU),
        (Operation.VALIDATION, {"sqlstate": "08006"}, INCONNU),
        (Operation.VALIDATION, {"sqlstate": "40001"}, RIEN),
    ],
)
def test_what_became_of_the_change_is_said_when_there_was_one(
    moment: Operation, codes: dict[str, object], suite: str
) -> None:
    with pytest.raises(MagasinIndisponible) as panne, translate(moment):
        raise build_erreur(**codes)
    assert [fin for fin in (RIEN, INCONNU) if fin in str(panne.value)] == [fin for fin in (suite,) if fin]
    assert isinstance(panne.value, IssueInconnue) is (suite == INCONNU)


@pytest.mark.parametrize("ouvre", [read, write])
@pytest.mark.parametrize("faute", [ValueError, KeyError, ZeroDivisionError, TypeError, AttributeError])
def test_a_fault_of_a_rule_is_not_taken_for_an_unreadable_value(
    moteur: Engine, ouvre: Callable[[], object], faute: type[Exception]
) -> None:
    with pytest.raises(faute), ouvre():  # type: ignore[attr-defined]
        raise faute


def test_a_refusal_of_the_database_itself_goes_on_without_the_values(moteur: Engine) -> None:
    with pytest.raises(IntegrityError) as refus, write() as session:
        session.connection().execute(text("INSERT INTO contrat (code) VALUES (:code)"), {"code": "secret"})
        session.connection().execute(text("INSERT INTO contrat (code) VALUES (:code)"), {"code": "secret"})
    assert "{'code'" not in str(refus.value) and "parameters hidden" in str(refus.value)


def test_two_writers_at_once_are_said(tmp_path: Path, moteur: Engine) -> None:
    if moteur.dialect.name != "sqlite":
        pytest.skip("PostgreSQL : le second attend le premier")

    def wait_rien(connexion: object, _fiche: object) -> None:
        connexion.execute("PRAGMA busy_timeout = 0")  # type: ignore[attr-defined]

    autre = build_engine.__wrapped__(str(moteur.url))
    event.listen(autre, "connect", wait_rien)
    with write(), pytest.raises(MagasinIndisponible, match=OCCUPE), write(autre):
        pass
    autre.dispose()


@contextmanager
def cut(moteur: Engine, numero: int) -> Iterator[None]:
    """Have the server end a connection, as it does when it restarts."""
    admin = create_engine(URL_POSTGRESQL, isolation_level="AUTOCOMMIT")
    with admin.connect() as connexion:
        connexion.execute(text("SELECT pg_terminate_backend(:numero, 5000)"), {"numero": numero})
    admin.dispose()
    yield


NUMERO = text("SELECT pg_backend_pid()")


@pytest.mark.parametrize(("ouvre", "suite"), [(read, ""), (write, RIEN)])
def test_a_connection_cut_in_the_middle_is_said_and_the_next_one_works(
    postgresql: Engine, ouvre: Callable[[], object], suite: str
) -> None:
    with pytest.raises(MagasinIndisponible) as panne, ouvre() as session:  # type: ignore[attr-defined]
        with cut(postgresql, session.connection().execute(NUMERO).scalar_one()):
            list_codes_contrats(session)
    assert str(panne.value) == " ".join(filter(None, (COUPEE, suite)))
    with read() as session:
        assert list_codes_contrats(session) == []


def test_a_connection_cut_while_committing_leaves_the_outcome_unknown(postgresql: Engine) -> None:
    def fail(connexion: object) -> None:
        numero = connexion.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()  # type: ignore[attr-defined]
        with cut(postgresql, numero):
            pass

    event.listen(postgresql, "commit", fail)
    with pytest.raises(IssueInconnue) as panne, write() as session:
        lock_contrat(session, "00-essai")
    event.remove(postgresql, "commit", fail)
    assert INCONNU in str(panne.value) and RIEN not in str(panne.value)


def test_a_query_that_lasts_too_long_is_said(postgresql: Engine) -> None:
    with pytest.raises(MagasinIndisponible, match=LENT), read() as session:
        session.connection().execute(text("SET LOCAL statement_timeout = 20"))
        session.connection().execute(text("SELECT pg_sleep(5)"))


def test_a_database_that_does_not_exist_is_said_without_its_name(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.url.set(database="base_secrete").render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(MagasinIndisponible) as panne, read():
        pass
    assert str(panne.value) == CONNEXION


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr("lib.store.engine.create_engine", fail)
    with pytest.raises(MagasinIndisponible, match="pilote"):
        build_engine.__wrapped__("postgresql+psycopg://compte@serveur/base")
