"""Typing by hand: the rules of the file, one lot each, a reason to replace, rights, R7’s justification and level."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, SaisieRefusee
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import Financeur, GenreLot, NatureEnveloppe, PartieContrat, TypeDepot
from lib.domain.reduction import compute_conditions_reduction, get_justification
from lib.usecases.avenants import record_avenant
from lib.usecases.contrats import build_contrat_lu, get_dernier_lot, publish_contrat
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import verify_magasin
from lib.usecases.saisies_argent import (
    record_cible,
    record_enveloppe,
    record_justification,
    record_niveau_sous_consommation,
    record_report,
    record_versement,
)
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
ETAT = Acteur(role=Role.VALIDEUR_ETAT, nom="préfecture")
LECTEUR = Acteur(role=Role.LECTEUR)
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
SOLIDARITES = PartieContrat.SOLIDARITES


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def pay(montant: str = "1 000,50 €", acteur: Acteur = CD, jour: str = "15/07/2025", **champs: object) -> int:
    valeurs = {"partie": SOLIDARITES, "annee": 2025, "date_versement": jour, "montant": montant} | champs
    return record_versement(acteur, CODE, maintenant=LE_JOUR, **valeurs).numero  # type: ignore[arg-type]


def carry(montant: str = "100", origine: int = 2025, destination: int = 2026, **champs: object) -> int:
    valeurs = {"fiche": "F1", "annee_origine": origine, "annee_destination": destination, "montant": montant} | champs
    return record_report(CD, CODE, financeur=Financeur.ETAT, maintenant=LE_JOUR, **valeurs).numero  # type: ignore[arg-type]


def test_a_payment_typed_is_a_lot_that_is_undone_like_another() -> None:
    numero = pay()
    (versement,) = build_contrat_lu(CODE).versements
    assert (versement.partie, versement.montant, versement.lot, versement.ligne) == (SOLIDARITES, 100050, numero, None)
    lot = list_lots(CODE)[-1]
    assert (lot.genre, lot.type_depot, lot.service) == (GenreLot.SAISIE, TypeDepot.VERSEMENTS, "Conseil départemental")
    assert verify_magasin() == []
    publish_annulation(ADMIN, CODE, numero, "saisi deux fois")
    assert build_contrat_lu(CODE).versements == ()


@pytest.mark.parametrize(
    ("champs", "mots"),
    [
        ({"montant": "environ 3"}, "n’est pas un nombre"),
        ({"montant": "12,345"}, "décimales|deux façons|Confirmez"),
        ({"montant": ""}, "montant"),
        ({"jour": "11/02/2026"}, "pas encore passée"),
        ({"jour": "31/02/2025"}, "n’est pas une date"),
        ({"annee": 2031}, "2031"),
        ({"fiche": "F2", "axe": "P1", "acteur": ADMIN}, "F2 relève de P3"),
    ],
)
def test_a_payment_that_cannot_be_read_is_refused_and_nothing_is_written(champs: dict[str, object], mots: str) -> None:
    with pytest.raises(SaisieRefusee, match=mots):
        pay(**champs)  # type: ignore[arg-type]
    assert get_dernier_lot(CODE) == 1


def test_a_payment_already_there_is_replaced_only_with_a_reason() -> None:
    pay()
    with pytest.raises(SaisieRefusee, match="déjà enregistré"):
        pay()
    with pytest.raises(SaisieRefusee, match="indiquez le motif"):
        pay("900")
    pay("900", motif="montant mal lu")
    assert [v.montant for v in build_contrat_lu(CODE).versements] == [90000]
    with pytest.raises(SaisieRefusee, match="est-ce un autre versement"):
        pay("900", reference="EJ 2")
    pay("900", reference="EJ 2", confirme=True)
    assert len(build_contrat_lu(CODE).versements) == 2


def test_a_carry_over_goes_to_a_later_year() -> None:
    carry("2 500")
    (report,) = build_contrat_lu(CODE).reports
    assert (report.fiche, report.montant, report.annee_destination) == ("F1", 250000, 2026)
    with pytest.raises(SaisieRefusee, match="année suivante"):
        carry(origine=2026, destination=2025)
    with pytest.raises(SaisieRefusee, match="négatif"):
        carry("-5", fiche="F2")


def test_an_amount_and_a_target_belong_to_their_avenant() -> None:
    record_avenant(ETAT, CODE, 1, "Montants 2026", None, "", LE_JOUR)
    montant = {"fiche": "F1", "annee": 2026, "financeur": Financeur.CD, "nature": NatureEnveloppe.NOTIFIE}
    record_enveloppe(CD, CODE, montant="1 100", avenant=1, maintenant=LE_JOUR, **montant)  # type: ignore[arg-type]
    record_cible(CD, CODE, indicateur="F2-01", annee=2026, valeur="45", avenant=1, motif="avenant", maintenant=LE_JOUR)
    initial, revise = build_contrat_lu(CODE, Lecture(avenant=0)), build_contrat_lu(CODE)
    assert len(revise.enveloppes) == len(initial.enveloppes) + 1
    cibles = [lu.get_cible("F2-01", 2026) for lu in (initial, revise)]
    assert [(c.valeur, c.texte) for c in cibles if c] == [(None, "À définir"), (Decimal(45), "")]


def test_what_is_to_be_confirmed_is_saved_once_confirmed() -> None:
    montant = {"fiche": "F1", "annee": 2026, "financeur": Financeur.CD, "nature": NatureEnveloppe.NOTIFIE}
    with pytest.raises(SaisieRefusee, match="n’est pas enregistré"):
        record_enveloppe(CD, CODE, montant="1 100", avenant=7, maintenant=LE_JOUR, **montant)  # type: ignore[arg-type]
    record_enveloppe(CD, CODE, montant="1 100", avenant=7, confirme=True, maintenant=LE_JOUR, **montant)  # type: ignore[arg-type]
    assert [e.avenant for e in build_contrat_lu(CODE).enveloppes][-1] == 7


def test_rights_are_checked_before_anything() -> None:
    with pytest.raises(AccesRefuse, match="versements"):
        pay(acteur=LECTEUR)
    with pytest.raises(AccesRefuse, match="justification"):
        record_justification(ETAT, CODE, "F1", 2025, "x")
    with pytest.raises(AccesRefuse, match="administrateur"):
        record_niveau_sous_consommation(CD, CODE, Decimal(70), "x")


def test_a_justification_is_written_then_replaced_with_a_reason() -> None:
    record_justification(CD, CODE, "F1", 2025, "Recrutement décalé.", maintenant=LE_JOUR)
    with pytest.raises(SaisieRefusee, match="mot pour mot"):
        record_justification(CD, CODE, "F1", 2025, "Recrutement décalé.", "rien", maintenant=LE_JOUR)
    with pytest.raises(SaisieRefusee, match="motif"):
        record_justification(CD, CODE, "F1", 2025, "Local fermé.", maintenant=LE_JOUR)
    record_justification(CD, CODE, "F1", 2025, "Local fermé.", "plus précis", maintenant=LE_JOUR)
    assert get_justification(build_contrat_lu(CODE), "F1", 2025) == "Local fermé."


@pytest.mark.parametrize(("niveau", "motif"), [(Decimal(0), "x"), (Decimal(101), "x"), (Decimal(70), " ")])
def test_a_level_is_a_percentage_with_its_reason(niveau: Decimal, motif: str) -> None:
    with pytest.raises(SaisieRefusee):
        record_niveau_sous_consommation(ADMIN, CODE, niveau, motif)


def test_the_level_of_the_first_condition_is_set_then_taken_away_and_loading_again_leaves_it() -> None:
    record_niveau_sous_consommation(ADMIN, CODE, Decimal(70), "choix du comité", LE_JOUR)
    with pytest.raises(SaisieRefusee, match="en vigueur"):
        record_niveau_sous_consommation(ADMIN, CODE, Decimal(70), "encore", LE_JOUR)
    assert {str(c.niveau) for c in compute_conditions_reduction(build_contrat_lu(CODE))} == {"7/10"}
    assert not publish_contrat(ADMIN, FICTIF).differences
    record_niveau_sous_consommation(ADMIN, CODE, None, "plus de niveau", LE_JOUR)
    assert {c.niveau for c in compute_conditions_reduction(build_contrat_lu(CODE))} == {None}


@pytest.mark.parametrize("role", [Role.VALIDEUR_CD, Role.VALIDEUR_ETAT])
def test_a_role_that_no_habilitation_names_types_no_money(role: Role) -> None:
    with pytest.raises(AccesRefuse, match="n’ouvre aucun droit d’écriture"):
        pay(acteur=Acteur(role=role))
    with pytest.raises(AccesRefuse, match="n’ouvre aucun droit d’écriture"):
        pay(acteur=Acteur(role=role), fiche="F2")
    assert pay(acteur=ADMIN) == 2
