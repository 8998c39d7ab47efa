"""The journal: a chain of texts that neither a database nor a migration changes, and what it proves without showing."""

import hashlib
import json
from typing import Any

import pytest
from sqlalchemy import Engine, text

from lib.domain.arbres import compute_feuilles, compute_noeud
from lib.domain.nomenclatures import GenreLot
from lib.store.engine import read
from lib.store.journal import compute_empreinte, get_tete, read_sommets
from lib.usecases.magasin import verify_magasin
from tests.preuves import compute_cle, compute_engagement, compute_mth, compute_racine_sommets
from tests.store.fabrique import (
    CODE,
    fill_partout,
    list_anomalies,
    load_format_1,
    make_contrat,
    make_resultat,
    publish,
    remove_declencheurs,
)


def read_entrees(moteur: Engine, code: str = CODE) -> list[dict[str, Any]]:
    with moteur.connect() as connexion:
        requete = text("SELECT * FROM journal WHERE contrat = :code ORDER BY rang")
        return [dict(ligne) for ligne in connexion.execute(requete, {"code": code}).mappings()]


def read_sel(moteur: Engine, lot: int) -> bytes:
    with moteur.connect() as connexion:
        requete = text("SELECT valeur FROM sel WHERE contrat = :code AND lot = :lot")
        return bytes.fromhex(connexion.execute(requete, {"code": CODE, "lot": lot}).scalar_one())


def test_a_store_left_alone_is_whole(moteur: Engine) -> None:
    fill_partout(moteur)
    assert list_anomalies(moteur) == []


def test_the_hash_is_that_of_the_previous_one_a_line_feed_and_the_text(moteur: Engine) -> None:
    fill_partout(moteur)
    precedente = hashlib.sha256(f"Jalons 1 {CODE}".encode()).hexdigest()
    for entree in read_entrees(moteur):
        attendue = hashlib.sha256(f"{precedente}\n{entree['texte']}".encode()).hexdigest()
        assert (entree["precedente"], entree["empreinte"]) == (precedente, attendue)
        precedente = attendue


def test_a_store_of_format_1_stays_whole_and_goes_on_in_format_2(moteur: Engine) -> None:
    """Texts, hashes and receipts of format 1 are those of the day they were written."""
    contenu = load_format_1(moteur)
    code = contenu["contrat"][0]["code"]
    assert (list_anomalies(moteur), verify_magasin()) == ([], [])
    publish(moteur, [make_resultat("31")], code=code)
    publish(moteur, [make_resultat("32")], code=code)
    assert list_anomalies(moteur) == []
    entrees = read_entrees(moteur, code)
    anciennes = [(e["rang"], e["texte"], e["empreinte"]) for e in contenu["journal"]]
    assert [(e["rang"], e["texte"], e["empreinte"]) for e in entrees[:-2]] == anciennes
    assert [json.loads(e["texte"])["format"] for e in entrees] == [1] * len(anciennes) + [2, 2]


def test_the_journal_says_neither_who_nor_why_nor_how_many(moteur: Engine) -> None:
    publish(moteur, [make_contrat()], genre=GenreLot.CONTRAT)
    publish(moteur, [make_resultat("28")], piece=b"X-01;28", motif="motif de Camille")
    (_, entree) = read_entrees(moteur)
    texte = json.loads(entree["texte"])
    for champ in ("motif", "fichier", "service"):
        assert len(texte["lot"][champ]) == 64
    assert "Camille" not in entree["texte"] and "f.csv" not in entree["texte"]
    assert hashlib.sha256(b"X-01;28").hexdigest() not in entree["texte"]
    # Every count tried without the secret gives a leaf that is not the one published.
    repere = texte["faits"]["resultat"]["racine"]
    essais = {compute_feuilles([write_rangee(b"\0" * 32, str(n))])[0].hex() for n in range(1000)}
    assert repere not in essais
    assert repere == compute_feuilles([write_rangee(read_sel(moteur, 2), "28")])[0].hex()


def write_rangee(sel: bytes, valeur: str, rang: int = 1) -> str:
    """Write the row of make_resultat as docs/decisions/0012 says, without the store's code."""
    cle = hashlib.sha256(sel + b"\nresultat\nvaleur\n%d" % rang).digest()
    engagement = hashlib.sha256(cle + valeur.encode()).hexdigest()
    valeurs = {
        **{"annee": 2024, "avenant": 0, "commentaire": "", "denominateur": None, "efface": 0, "indicateur": "X-01"},
        **{"ligne": 2, "numerateur": None, "source": "", "statut": "mesuree", "territoire": "DEP", "texte": ""},
        **{"trimestre": 4, "valeur": engagement, "ventilation": ""},
    }
    return ",\n".join(json.dumps(valeurs[champ], ensure_ascii=False) for champ in sorted(valeurs))


def test_one_value_is_opened_without_any_other(moteur: Engine) -> None:
    """What an open export will give: the key of a figure that is not masked, the commitment of one that is."""
    publish(moteur, [make_contrat()], genre=GenreLot.CONTRAT)
    publish(moteur, [make_resultat("28"), make_resultat("3", "X-02")])
    sel = read_sel(moteur, 2)
    ouverte, masquee = (compute_cle(sel, "resultat", "valeur", rang) for rang in (1, 2))
    assert compute_engagement(ouverte, "28") in write_rangee(sel, "28")
    feuilles = compute_feuilles([write_rangee(sel, "28"), write_rangee(sel, "3", 2).replace("X-01", "X-02")])
    texte = json.loads(read_entrees(moteur)[1]["texte"])
    assert texte["faits"]["resultat"]["racine"] == compute_noeud(*feuilles).hex()
    assert len({ouverte, masquee, sel}) == 3
    assert compute_engagement(ouverte, "3") != compute_engagement(masquee, "3")


def test_each_entry_attests_all_those_before_it(moteur: Engine) -> None:
    """The tree of entry n is RFC 6962's over the n - 1 hashes before it: short proofs hold against any receipt."""
    for rang in range(9):
        publish(moteur, [make_contrat()] if rang == 0 else [make_resultat(str(rang))])
    entrees = read_entrees(moteur)
    for entree in entrees:
        avant = [e["empreinte"] for e in entrees[: entree["rang"] - 1]]
        sommets = [bytes.fromhex(sommet) for sommet in json.loads(entree["texte"])["sommets"]]
        assert compute_racine_sommets(sommets) == compute_mth(compute_feuilles(avant))


def test_the_summits_go_on_from_entries_of_format_1(moteur: Engine) -> None:
    contenu = load_format_1(moteur)
    code = contenu["contrat"][0]["code"]
    publish(moteur, [make_resultat("31")], code=code)
    with read(moteur) as session:
        racine = compute_racine_sommets(read_sommets(session, code))
    assert racine == compute_mth(compute_feuilles(e["empreinte"] for e in read_entrees(moteur, code)))


def test_an_entry_rewritten_with_its_own_hash_is_caught_by_the_next_one(moteur: Engine) -> None:
    fill_partout(moteur)
    remove_declencheurs(moteur)
    entree = read_entrees(moteur)[1]
    texte = entree["texte"].replace('"lignes":2', '"lignes":1', 1)
    assert texte != entree["texte"]
    valeurs = {"texte": texte, "empreinte": compute_empreinte(entree["precedente"], texte)}
    with moteur.begin() as connexion:
        requete = text("UPDATE journal SET texte = :texte, empreinte = :empreinte WHERE rang = 2")
        connexion.execute(requete, valeurs)
    assert "l’entrée 3 ne suit pas l’entrée 2" in list_anomalies(moteur)


def test_a_chain_recomputed_by_its_owner_passes_and_no_longer_has_the_former_hash(moteur: Engine) -> None:
    """What `verifier` alone cannot see, and a receipt kept elsewhere does (docs/decisions/0012)."""
    publish(moteur, [make_contrat()], genre=GenreLot.CONTRAT)
    with read(moteur) as session:
        rang, empreinte = get_tete(session, CODE)
    remove_declencheurs(moteur)
    entree = read_entrees(moteur)[0]
    texte = entree["texte"].replace('"role":""', '"role":"autre"')
    nouvelle = compute_empreinte(entree["precedente"], texte)
    with moteur.begin() as connexion:
        connexion.execute(text("UPDATE lot SET role = 'autre'"))
        requete = text("UPDATE journal SET texte = :texte, empreinte = :empreinte")
        connexion.execute(requete, {"texte": texte, "empreinte": nouvelle})
    assert list_anomalies(moteur) == []
    with read(moteur) as session:
        assert get_tete(session, CODE)[0] == rang
        assert get_tete(session, CODE)[1] != empreinte


@pytest.mark.parametrize("nombre", [1, 2])
def test_an_instant_that_says_no_time_zone_is_never_written(moteur: Engine, nombre: int) -> None:
    for _ in range(nombre):
        publish(moteur, [])
    with moteur.connect() as connexion:
        assert connexion.execute(text("SELECT publie_le FROM lot")).scalars().all() == ["2025-01-15T09:30:00Z"] * nombre
