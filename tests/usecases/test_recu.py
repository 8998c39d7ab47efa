"""The receipt and the history of values: complete for the service of the lot, without any hand nor small count else."""

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable
from lib.domain.nomenclatures import TypeDepot
from lib.usecases.annotation import get_annotation
from lib.usecases.contrats import publish_contrat
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.historique import get_historique, list_donnees
from lib.usecases.lots import publish_annulation
from lib.usecases.recu import get_piece, get_recu, get_recu_html
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="Camille")
LECTEUR = Acteur(role=Role.LECTEUR)
ADRESSE = "resultats/F1-01/2025/4/DEP/"


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def make_depot(*lignes: str, nom: str = "t4.csv", motif: str = "") -> Depot:
    contenu = "\r\n".join(["code_indicateur;annee;trimestre;territoire;valeur", *lignes, ""])
    return Depot(contenu=contenu.encode("cp1252"), nom=nom, motif=motif)


def publish(*lignes: str, nom: str = "t4.csv", motif: str = "") -> int:
    jour = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
    _, lot = publish_depot(CD, CODE, make_depot(*lignes, nom=nom, motif=motif), maintenant=jour)
    assert lot is not None
    return lot.numero


def test_a_receipt_says_what_changed_and_proves_the_file() -> None:
    publish("F1-01;2025;T4;;1300")
    numero = publish("F1-01;2025;T4;;1350", "F1-02;2025;T4;;41", nom="bis.csv", motif="Donnée consolidée")
    recu = get_recu(CD, CODE, numero)
    assert [(ligne.nom.code, ligne.mouvement.value, ligne.ligne) for ligne in recu.lignes] == [
        ("F1-01", "modifiee", 2),
        ("F1-02", "nouvelle", 3),
    ]
    premiere = recu.lignes[0]
    assert (premiere.avant, premiere.apres, premiere.adresse) == ("1\u202f300", "1\u202f350", ADRESSE)
    nom, contenu = get_piece(CD, CODE, numero)
    assert (nom, hashlib.sha256(contenu).hexdigest(), recu.taille) == ("bis.csv", recu.lot.sha256, len(contenu))
    assert (recu.auteur, recu.rang, len(recu.empreinte)) == ("Camille", numero, 64)


def test_the_value_before_is_the_one_read_then_undone_lots_apart() -> None:
    publish("F1-01;2025;T4;;1300")
    annule = publish("F1-01;2025;T4;;1350", motif="m")
    publish_annulation(CD, CODE, annule, "m")
    recu = get_recu(CD, CODE, publish("F1-01;2025;T4;;1400", motif="m"))
    assert recu.lignes[0].avant == "1\u202f300"


def test_another_profile_sees_the_service_and_neither_the_person_nor_the_file() -> None:
    numero = publish("F1-01;2025;T4;;1300")
    recu = get_recu(LECTEUR, CODE, numero)
    assert (recu.auteur, recu.est_complet, recu.lot.service) == ("", False, "Conseil départemental")
    assert "Camille" not in get_recu_html(LECTEUR, CODE, numero).decode()
    assert "Camille" in get_recu_html(CD, CODE, numero).decode()
    with pytest.raises(AccesRefuse, match="réservé au service"):
        get_piece(LECTEUR, CODE, numero)


def test_values_by_breakdown_are_kept_from_other_profiles() -> None:
    contenu = (
        "code_indicateur;annee;trimestre;ventilation;valeur\r\nF1-01;2025;T4;age:moins_25;3\r\nF1-01;2025;T4;;90\r\n"
    )
    depot = Depot(contenu=contenu.encode(), nom="v.csv", accepter=frozenset({"C14"}))
    plan, lot = publish_depot(CD, CODE, depot, maintenant=datetime(2026, 2, 10, tzinfo=UTC))
    assert lot is not None, plan.problemes
    recu = get_recu(LECTEUR, CODE, lot.numero)
    assert ([ligne.apres for ligne in recu.lignes], recu.reservees) == (["90"], 1)
    assert len(get_recu(CD, CODE, lot.numero).lignes) == 2
    adresse = next(a for a, _ in list_donnees(CD, CODE, TypeDepot.RESULTATS) if a != ADRESSE)
    assert [a for a, _ in list_donnees(LECTEUR, CODE, TypeDepot.RESULTATS)] == [ADRESSE]
    assert len(get_historique(CD, CODE, adresse).versions) == 1
    with pytest.raises(AccesRefuse, match="réservé au service"):
        get_historique(LECTEUR, CODE, adresse)


def test_the_history_of_a_value_has_every_version_with_its_row_and_its_reason() -> None:
    publish("F1-01;2025;T4;;1300", nom="premier.csv")
    annule = publish("F1-02;2025;T4;;41", "F1-01;2025;T4;;1350", nom="second.csv", motif="Erreur de saisie")
    publish_annulation(CD, CODE, annule, "mauvais fichier")
    publish("F1-01;2025;T4;;1400", nom="troisieme.csv", motif="Donnée consolidée")
    historique = get_historique(CD, CODE, ADRESSE)
    assert [(v.valeur, v.etat, v.ligne, v.lot.fichier, v.lot.motif) for v in historique.versions] == [
        ("1\u202f400", "en vigueur", 2, "troisieme.csv", "Donnée consolidée"),
        ("1\u202f350", "annulée", 3, "second.csv", "Erreur de saisie"),
        ("1\u202f300", "remplacée", 2, "premier.csv", ""),
    ]
    assert historique.unite == "livres"
    assert {v.auteur for v in historique.versions} == {"Camille"}
    assert {v.auteur for v in get_historique(LECTEUR, CODE, ADRESSE).versions} == {""}


def test_what_the_contract_folder_loaded_has_a_history_and_is_not_offered_as_deposited() -> None:
    assert list_donnees(CD, CODE, TypeDepot.CIBLES) == []
    (version,) = get_historique(LECTEUR, CODE, "cibles/F1-01/2025/DEP/").versions
    assert (version.lot.numero, version.etat, version.ligne) == (1, "en vigueur", None)


@pytest.mark.parametrize("adresse", ["", "resultats/F1-01/2031/4/DEP/", "contrat_version/x", "resultats/"])
def test_an_address_that_names_nothing_says_so(adresse: str) -> None:
    with pytest.raises(Introuvable):
        get_historique(CD, CODE, adresse)


def test_a_lot_that_does_not_exist_or_has_no_file_says_so() -> None:
    with pytest.raises(Introuvable, match="n° 9"):
        get_recu(CD, CODE, 9)
    with pytest.raises(Introuvable, match="pas de fichier"):
        get_piece(ADMIN, CODE, 1)


def test_the_loading_of_the_contract_is_counted_not_listed() -> None:
    recu = get_recu(LECTEUR, CODE, 1)
    assert recu.lignes == ()
    assert dict(recu.comptes)["indicateurs"] == 3


def test_the_annotated_workbook_of_a_file_with_a_wrong_cell_is_a_workbook() -> None:
    depot = make_depot("F1-01;2025;T4;;environ 12")
    plan = verify_depot(CD, CODE, depot, datetime(2026, 2, 10, tzinfo=UTC).date())
    assert get_annotation(CODE, depot, plan).startswith(b"PK")
