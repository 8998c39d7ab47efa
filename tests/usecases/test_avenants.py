"""Recording an avenant: who may, in what order, and what its signature date opens."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.avenants import Mouvement, build_changements
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, SaisieRefusee
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import GenreLot
from lib.domain.objets_avenant import ObjetAvenant
from lib.usecases.avenants import record_avenant
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, publish_contrat
from lib.usecases.lots import list_lots
from lib.usecases.magasin import verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
ETAT = Acteur(role=Role.VALIDEUR_ETAT, nom="essai")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
SIGNE_LE = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def record(
    numero: int,
    objet: str = "Cibles révisées",
    date_signature: date | None = SIGNE_LE,
    motif: str = "",
    acteur: Acteur = ETAT,
) -> int:
    return record_avenant(acteur, CODE, numero, objet, date_signature, motif, LE_JOUR).numero


def list_avenants(avenant: int | None = None) -> list[tuple[int, str, date | None]]:
    lu = build_contrat_lu(CODE, Lecture(avenant=avenant))
    return [(a.numero, a.objet, a.date_signature) for a in lu.avenants]


def test_an_avenant_is_recorded_by_a_lot_of_its_own() -> None:
    avant = list_avenants()
    assert record(1, motif=" Signé ") == 2
    assert list_avenants() == [*avant, (1, "Cibles révisées", SIGNE_LE)]
    assert list_avenants(avenant=0) == avant
    lot = list_lots(CODE)[-1]
    assert (lot.genre, lot.service, lot.motif, lot.publie_le) == (GenreLot.SAISIE, "État", "Signé", LE_JOUR)
    assert verify_magasin() == []


def test_the_signature_date_of_the_contract_is_entered_by_hand() -> None:
    record(0, "Contrat initial", None)
    record(0, "Contrat initial", motif="Date lue sur l’exemplaire signé")
    assert list_avenants(avenant=0) == [(0, "Contrat initial", SIGNE_LE)]


def test_what_is_recorded_may_be_corrected_with_a_reason() -> None:
    record(1)
    with pytest.raises(SaisieRefusee, match="motif"):
        record(1, objet="Enveloppes 2026")
    record(1, objet="Enveloppes 2026", motif="Objet mal recopié")
    assert list_avenants()[-1] == (1, "Enveloppes 2026", SIGNE_LE)


@pytest.mark.parametrize(
    ("numero", "objet", "date_signature", "phrase"),
    [
        (1, "  ", SIGNE_LE, "objet"),
        (2, "Cibles révisées", SIGNE_LE, "le n° 1"),
        (-1, "Cibles révisées", SIGNE_LE, "le n° 1"),
        (1, "Cibles révisées", date(2026, 2, 11), "n’est pas encore passée"),
    ],
)
def test_a_wrong_avenant_is_refused_and_nothing_is_written(
    numero: int, objet: str, date_signature: date, phrase: str
) -> None:
    with pytest.raises(SaisieRefusee, match=phrase):
        record(numero, objet, date_signature)
    assert get_dernier_lot(CODE) == 1


def test_saying_again_what_is_recorded_is_refused() -> None:
    record(1)
    with pytest.raises(SaisieRefusee, match="déjà enregistré ainsi"):
        record(1, motif="Encore")
    assert get_dernier_lot(CODE) == 2


def test_a_contributor_may_not_record_an_avenant() -> None:
    with pytest.raises(AccesRefuse, match="Contributeur CD"):
        record(1, acteur=Acteur(role=Role.CONTRIBUTEUR_CD, nom="essai"))
    assert get_dernier_lot(CODE) == 1


REGLES = """code;partie;annee;part;montant;declencheur;delai_jours;article;source
R1;solidarites;2026;1;{montant};{declencheur};{delai};art. 3;fiction
"""


def save_dossier(dossier: Path, montant: str, declencheur: str = "signature", delai: str = "15") -> Path:
    """The folder of the same contract, with a payment rule, one fiche more and another end for the first."""
    shutil.copytree(FICTIF, dossier)
    regles = REGLES.format(montant=montant, declencheur=declencheur, delai=delai)
    (dossier / "regles_versement.csv").write_text(regles, "utf-8")
    fiches = (dossier / "fiches.csv").read_text("utf-8").replace("2026-12-31;fiction, p. 3", "2027-06-30;fiction, p. 3")
    (dossier / "fiches.csv").write_text(
        f"{fiches}F9;P1;9;Planter des arbres;oui;2026-01-01;2026-12-31;fiction\n", "utf-8"
    )
    return dossier


def test_an_avenant_loaded_as_a_folder_is_told_rule_by_rule_and_fiche_by_fiche(tmp_path: Path) -> None:
    assert publish_contrat(ADMIN, save_dossier(tmp_path / "avenant-1", "1000"), avenant=1).erreurs == ()
    avant, apres = (build_contrat_lu(CODE, Lecture(avenant=numero)) for numero in (0, 1))
    vus = [(vu.objet, vu.mouvement, vu.nom.code) for vu in build_changements(avant, apres)]
    assert vus == [
        (ObjetAvenant.REGLES_VERSEMENT, Mouvement.AJOUT, "R1"),
        (ObjetAvenant.FICHES, Mouvement.CHANGEMENT, "F1"),
        (ObjetAvenant.FICHES, Mouvement.AJOUT, "F9"),
    ]


def test_what_makes_a_payment_due_is_a_closed_list(tmp_path: Path) -> None:
    dossier = save_dossier(tmp_path / "avenant-1", "1000", declencheur="un jour")
    (erreur,) = publish_contrat(ADMIN, dossier, avenant=1).erreurs
    assert "declencheur" in str(erreur)
