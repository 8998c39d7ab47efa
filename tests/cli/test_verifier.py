"""`verifier --racine` and `--recu`: the store against what was kept outside, the real file given back by a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from lib.cli.commandes import run
from lib.domain.droits import Acteur, Role
from lib.store.engine import read
from lib.store.journal import compute_empreinte, get_tete
from lib.usecases.recu import get_recu_html
from tests.magasins import magasin_vide, moteur, schema_commun, schema_postgresql, schema_prete
from tests.store.fabrique import load_format_1, make_contrat, make_resultat, publish, remove_declencheurs

__all__ = ["magasin_vide", "moteur", "schema_commun", "schema_postgresql", "schema_prete"]

CODE = "00-fictif"
RECU_FORMAT_1 = Path(__file__).parents[1] / "donnees" / "recu_format_1.html"
ADMIN = Acteur(role=Role.ADMINISTRATEUR)


@pytest.fixture
def magasin(moteur: Engine) -> Iterator[Engine]:
    """A store begun in format 1 and gone on in format 2."""
    load_format_1(moteur)
    publish(moteur, [make_resultat("31", "F1-01")], code=CODE)
    yield moteur


def rewrite_journal(moteur: Engine) -> None:
    """Change a value published long ago and recompute the whole chain, as the owner of the file could."""
    remove_declencheurs(moteur)
    with moteur.begin() as connexion:
        connexion.execute(text("UPDATE resultat SET valeur = '9999' WHERE lot = 2"))
        precedente = ""
        lignes = connexion.execute(text("SELECT rang, texte, precedente FROM journal ORDER BY rang")).all()
        for rang, texte, avant in lignes:
            precedente = precedente or avant
            nouveau = texte.replace('"valeur":"1300"', '"valeur":"9999"') if rang == 2 else texte
            empreinte = compute_empreinte(precedente, nouveau)
            requete = text("UPDATE journal SET texte = :t, precedente = :p, empreinte = :e WHERE rang = :r")
            connexion.execute(requete, {"t": nouveau, "p": precedente, "e": empreinte, "r": rang})
            precedente = empreinte


def test_the_receipt_of_a_lot_of_format_1_printed_then_is_still_valid(
    magasin: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verifier", "--recu", str(RECU_FORMAT_1)]) == 0
    dit = capsys.readouterr().out
    assert "L’entrée 2 a bien l’empreinte attestée" in dit and "Racine du contrat 00-fictif, à garder hors" in dit


def test_what_verifier_says_to_keep_is_what_it_reads_back(magasin: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    run(["verifier"])
    racine = capsys.readouterr().out.strip().rsplit(" : ", 1)[1]
    with read(magasin) as session:
        assert racine == "{}:{}".format(*get_tete(session, CODE))
    publish(magasin, [make_resultat("32", "F1-01")], code=CODE)
    assert run(["verifier", "--racine", racine]) == 0
    assert "L’entrée 6 a bien l’empreinte attestée" in capsys.readouterr().out


def test_the_receipt_of_a_lot_of_format_2_names_its_contract(
    magasin: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recu = tmp_path / "recu.html"
    recu.write_bytes(get_recu_html(ADMIN, CODE, 6))
    publish(magasin, [make_contrat("01-autre")], code="01-autre")
    assert run(["verifier", "--recu", str(recu)]) == 0
    assert run(["verifier", "--recu", str(RECU_FORMAT_1)]) == 1
    assert "précisez lequel" in capsys.readouterr().out
    assert run(["verifier", "--recu", str(RECU_FORMAT_1), "--contrat", CODE]) == 0


def test_a_chain_recomputed_by_its_owner_passes_alone_and_not_against_a_receipt(
    magasin: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with read(magasin) as session:
        racine = "{}:{}".format(*get_tete(session, CODE))
    remove_declencheurs(magasin)
    rewrite_journal(magasin)
    capsys.readouterr()
    for arguments, rang in ((["--recu", str(RECU_FORMAT_1)], 2), (["--racine", racine], 6)):
        assert run(["verifier", *arguments]) == 1
        assert f"00-fictif : l’entrée {rang} n’a pas l’empreinte attestée" in capsys.readouterr().out


def test_a_store_put_back_to_a_former_day_lacks_the_entry(magasin: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verifier", "--racine", f"9:{'a' * 64}"]) == 1
    assert "le journal s’arrête à l’entrée 6 : il lui manque l’entrée 9" in capsys.readouterr().out


def test_a_receipt_that_names_another_lot_is_said(
    magasin: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recu = tmp_path / "recu.html"
    recu.write_bytes(RECU_FORMAT_1.read_bytes().replace("n°\u00a02 ·".encode(), "n°\u00a03 ·".encode()))
    assert run(["verifier", "--recu", str(recu)]) == 1
    assert "l’entrée 2 est celle du lot 2, et non du lot 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["--racine", "12"], "n’est pas une racine"),
        (["--racine", f"0:{'a' * 64}"], "n’est pas une racine"),
        (["--racine", f"1:{'g' * 64}"], "n’est pas une racine"),
        (["--recu", "absent.html"], "introuvable ou illisible"),
        (["--recu", __file__], "n’est pas un reçu de Jalons"),
    ],
)
def test_what_is_neither_a_hash_nor_a_receipt_is_refused(
    magasin: Engine, arguments: list[str], phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verifier", *arguments]) == 1
    assert phrase in capsys.readouterr().out


def test_a_hash_still_there_proves_nothing_of_a_store_that_no_longer_follows_its_journal(
    magasin: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with read(magasin) as session:
        racine = "{}:{}".format(*get_tete(session, CODE))
    remove_declencheurs(magasin)
    with magasin.begin() as connexion:
        connexion.execute(text("DELETE FROM journal WHERE rang = 3"))
    capsys.readouterr()
    assert run(["verifier", "--racine", racine]) == 1
    dit = capsys.readouterr().out
    assert "l’entrée 3 manque" in dit and "ne correspond plus à son journal" in dit
    assert "est resté le même" not in dit
