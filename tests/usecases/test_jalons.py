"""Conventions set by hand: who may, what is refused, and what the follow-up then reads."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, ErreurMetier, Introuvable, SaisieRefusee
from lib.domain.indicateurs import Seuil
from lib.domain.nomenclatures import GenreLot
from lib.domain.periodes import Trimestre
from lib.domain.statuts import get_seuils
from lib.domain.suivi import build_suivi
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.historique import list_reglages
from lib.usecases.jalons import record_jalon, record_rupture, record_seuil
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
LE_JOUR = datetime(2025, 5, 10, 8, 0, tzinfo=UTC)
T2 = Trimestre(2025, 2)


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def read_jalon() -> str:
    lignes = build_suivi(build_contrat_lu(CODE), T2, LE_JOUR.date())
    return next(ligne.explication_jalon for ligne in lignes if ligne.code == "F1-01")


def record(acteur: Acteur = ADMIN, **champs: Any) -> int:
    saisie: dict[str, Any] = {"indicateur": "F1-01", "trimestre": T2, "valeur": Decimal(700), "motif": "rentrée"}
    return record_jalon(acteur, CODE, maintenant=LE_JOUR, **(saisie | champs)).numero


def test_a_milestone_set_by_hand_replaces_the_computed_one_until_its_lot_is_undone() -> None:
    calcule = read_jalon()
    numero = record()
    assert read_jalon() == "jalon saisi à la main : rentrée"
    lot = list_lots(CODE)[-1]
    assert (lot.genre, lot.motif, lot.publie_le, lot.role) == (GenreLot.SAISIE, "rentrée", LE_JOUR, "administrateur")
    record(valeur=Decimal(720), motif="révision")
    assert [j.valeur for j in build_contrat_lu(CODE).jalons_saisis] == [Decimal(720)]
    publish_annulation(ADMIN, CODE, numero + 1, "erreur")
    assert read_jalon() == "jalon saisi à la main : rentrée"
    publish_annulation(ADMIN, CODE, numero, "erreur")
    assert read_jalon() == calcule
    assert verify_magasin() == []


@pytest.mark.parametrize(
    ("champs", "refus"),
    [
        ({"motif": "  "}, SaisieRefusee),
        ({"trimestre": Trimestre(2025, 4)}, SaisieRefusee),
        ({"trimestre": Trimestre(2031, 1)}, SaisieRefusee),
        ({"indicateur": "Z-99"}, Introuvable),
        ({"territoire": "94017"}, Introuvable),
        ({"ventilation": "age:inconnu"}, Introuvable),
    ],
)
def test_a_milestone_that_makes_no_sense_is_refused(champs: dict[str, Any], refus: type[ErreurMetier]) -> None:
    with pytest.raises(refus):
        record(**champs)
    assert len(list_lots(CODE)) == 1


def test_a_known_breakdown_may_have_its_own() -> None:
    record(ventilation="age:moins_25")
    assert build_contrat_lu(CODE).jalons_saisis[0].ventilation == "age:moins_25"


def test_the_same_milestone_again_is_not_a_new_lot() -> None:
    record()
    with pytest.raises(SaisieRefusee, match="déjà"):
        record()
    assert len(list_lots(CODE)) == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATEUR])
def test_the_lock_is_in_the_use_case(role: Role) -> None:
    with pytest.raises(AccesRefuse):
        record(Acteur(role=role))
    with pytest.raises(AccesRefuse):
        record_seuil(Acteur(role=role), CODE, "seuil_bonne_voie", Decimal(90), "m")
    with pytest.raises(AccesRefuse):
        record_rupture(Acteur(role=role), CODE, "F2-01", date(2025, 7, 1), "m", "s")


def test_a_break_stops_the_comparisons_of_its_own_object() -> None:
    record_rupture(ADMIN, CODE, "F2-01", date(2025, 4, 1), "inventaire changé", "note du service", LE_JOUR)
    (rupture,) = build_contrat_lu(CODE).ruptures
    assert (rupture.objet, rupture.debut, rupture.source) == ("F2-01", date(2025, 4, 1), "note du service")


@pytest.mark.parametrize(
    ("objet", "motif", "source", "refus"),
    [
        ("Z-99", "m", "s", Introuvable),
        ("F2-01", " ", "s", SaisieRefusee),
        ("F2-01", "m", "", SaisieRefusee),
    ],
)
def test_a_break_names_what_it_breaks_why_and_where_from(
    objet: str, motif: str, source: str, refus: type[ErreurMetier]
) -> None:
    with pytest.raises(refus):
        record_rupture(ADMIN, CODE, objet, date(2025, 4, 1), motif, source)


def test_a_threshold_set_by_hand_is_read_at_once_and_going_back_is_another_entry() -> None:
    record_seuil(ADMIN, CODE, "seuil_bonne_voie", Decimal(85), "comité du 6 mai", LE_JOUR)
    assert get_seuils(build_contrat_lu(CODE)).bonne_voie == Fraction(17, 20)
    record_seuil(ADMIN, CODE, "seuil_bonne_voie", Decimal(90), "retour à la convention", LE_JOUR)
    assert get_seuils(build_contrat_lu(CODE)).bonne_voie == Fraction(9, 10)
    versions = [r for r in list_reglages(CODE, Seuil) if r.fait.code == "seuil_bonne_voie"]
    assert [(str(r.fait.valeur), r.etat, r.lot.motif) for r in versions] == [
        ("90", "en vigueur", "retour à la convention"),
        ("85", "remplacée", "comité du 6 mai"),
        ("90", "remplacée", "Chargement du contrat"),
    ]
    assert [r.est_en_vigueur for r in versions] == [True, False, False]
    assert verify_magasin() == []


def test_an_undone_threshold_says_so_in_its_history() -> None:
    lot = record_seuil(ADMIN, CODE, "seuil_bonne_voie", Decimal(85), "essai", LE_JOUR)
    publish_annulation(ADMIN, CODE, lot.numero, "erreur")
    etats = [r.etat for r in list_reglages(CODE, Seuil) if r.fait.code == "seuil_bonne_voie"]
    assert etats == ["annulée", "en vigueur"]


@pytest.mark.parametrize(
    ("seuil", "valeur", "motif", "phrase"),
    [
        ("seuil_bonne_voie", "85", " ", "Il manque le motif"),
        ("seuil_bonne_voie", "90", "m", "déjà enregistrée"),
        ("seuil_bonne_voie", "60", "m", "dépasse le seuil"),
        ("seuil_bonne_voie", "101", "m", "pourcentage"),
        ("inconnu", "50", "m", "Aucun seuil"),
    ],
)
def test_a_threshold_that_makes_no_sense_is_refused(seuil: str, valeur: str, motif: str, phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        record_seuil(ADMIN, CODE, seuil, Decimal(valeur), motif)
    assert len(list_lots(CODE)) == 1
