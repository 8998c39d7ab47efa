"""Uploads: what would change is what changes, a reason is asked, conflicts are told, undo gives the former readings."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.comparaison import Choix, EtatLigne
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.lots import EtatLot, Lot
from lib.domain.nomenclatures import StatutResultat, TypeDepot
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.depots import Depot, PlanDepot, PlanPerime, publish_depot, verify_depot
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import verify_magasin
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
FT = Acteur(role=Role.CONTRIBUTEUR_FT, nom="agence")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
ENTETE = "code_indicateur;annee;trimestre;valeur"


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def make_depot(*lignes: str, entete: str = ENTETE, **decisions: object) -> Depot:
    contenu = "\r\n".join([entete, *lignes, ""]).encode("cp1252")
    return Depot(contenu=contenu, nom="resultats.csv", **decisions)  # type: ignore[arg-type]


def publish(*lignes: str, acteur: Acteur = CD, **decisions: object) -> tuple[PlanDepot, Lot | None]:
    return publish_depot(acteur, CODE, make_depot(*lignes, **decisions), maintenant=LE_JOUR)


def verify(*lignes: str, **decisions: object) -> PlanDepot:
    return verify_depot(CD, CODE, make_depot(*lignes, **decisions), aujourd_hui=LE_JOUR.date())


def list_valeurs() -> list[tuple[str, Decimal | None]]:
    return [(r.indicateur, r.valeur) for r in build_contrat_lu(CODE).resultats]


def list_etats(plan: PlanDepot) -> list[str]:
    return [ligne.etat.value for ligne in plan.lignes]


def test_verifying_writes_nothing() -> None:
    assert list_etats(verify("F1-01;2025;T4;1300")) == ["nouveau"]
    assert list_valeurs() == []
    assert len(list_lots(CODE)) == 1


def test_a_new_value_is_published_with_its_row_its_lot_and_its_file() -> None:
    _, lot = publish("F1-01;2025;T4;1 300")
    resultat = build_contrat_lu(CODE).resultats[0]
    assert lot is not None
    assert (resultat.valeur, resultat.lot, resultat.ligne, lot.numero) == (Decimal(1300), 2, 2, 2)
    assert (lot.service, lot.publie_le, len(lot.sha256)) == ("Conseil départemental", LE_JOUR, 64)


def test_the_same_file_again_changes_nothing_and_says_so() -> None:
    publish("F1-01;2025;T4;1300")
    plan, lot = publish("F1-01;2025;T4;1300")
    assert lot is None
    assert plan.deja_publie is not None
    assert [p.code for p in plan.problemes] == ["F11"]


def test_changing_a_published_value_asks_for_a_reason_and_keeps_the_former_one() -> None:
    publish("F1-01;2025;T4;1300")
    with pytest.raises(SaisieRefusee, match="indiquez le motif"):
        publish("F1-01;2025;T4;1350")
    plan, lot = publish("F1-01;2025;T4;1350", motif="erreur de saisie")
    assert list_etats(plan) == ["modifie"]
    assert lot is not None and lot.motif == "erreur de saisie"
    assert list_valeurs() == [("F1-01", Decimal(1350))]


def test_an_empty_cell_never_erases() -> None:
    publish("F1-01;2025;T4;1300")
    plan, lot = publish("F1-01;2025;T4;")
    assert (list_etats(plan), lot) == (["vide"], None)
    assert list_valeurs() == [("F1-01", Decimal(1300))]


def test_erasing_is_explicit_and_asks_for_a_reason() -> None:
    publish("F1-01;2025;T4;1300")
    with pytest.raises(SaisieRefusee, match="motif"):
        publish("F1-01;2025;T4;EFFACER")
    publish("F1-01;2025;T4;EFFACER", motif="valeur d’un autre service")
    assert list_valeurs() == []


def test_a_row_in_error_blocks_unless_the_others_are_asked_for() -> None:
    lignes = ("F1-01;2025;T4;1300", "F9-99;2025;T4;3")
    with pytest.raises(SaisieRefusee, match="1 lignes"):
        publish(*lignes)
    plan, lot = publish(*lignes, partiel=True)
    assert lot is not None
    assert list_etats(plan) == ["nouveau", "erreur"]
    assert list_valeurs() == [("F1-01", Decimal(1300))]


def test_a_value_changed_since_the_template_is_a_conflict_until_someone_chooses() -> None:
    entete = "code_indicateur;annee;trimestre;valeur_connue;valeur"
    publish("F1-01;2025;T4;1300")
    ligne = "F1-01;2025;T4;1200;1350"
    assert list_etats(verify(ligne, entete=entete)) == ["conflit"]
    with pytest.raises(SaisieRefusee):
        publish(ligne, entete=entete, motif="m")
    garde, rien = publish(ligne, entete=entete, motif="m", choix={2: Choix.GARDER})
    assert (list_etats(garde), rien) == (["inchange"], None)
    publish(ligne, entete=entete, motif="m", choix={2: Choix.REMPLACER})
    assert list_valeurs() == [("F1-01", Decimal(1350))]


def test_a_plan_that_no_longer_holds_is_not_published() -> None:
    plan = verify("F1-01;2025;T4;1300")
    publish("F1-01;2025;T4;1250")
    with pytest.raises(PlanPerime) as refus:
        publish_depot(CD, CODE, make_depot("F1-01;2025;T4;1300", motif="m"), plan.empreinte, LE_JOUR)
    assert list_etats(refus.value.plan) == [EtatLigne.MODIFIE.value]
    assert list_valeurs() == [("F1-01", Decimal(1250))]


def test_the_quarter_in_progress_is_confirmed_and_marked_provisional() -> None:
    with pytest.raises(SaisieRefusee):
        publish("F1-01;2026;T1;300")
    publish("F1-01;2026;T1;300", accepter=frozenset({"C09"}))
    assert build_contrat_lu(CODE).resultats[0].statut is StatutResultat.PROVISOIRE


def test_an_unreadable_file_is_refused() -> None:
    with pytest.raises(SaisieRefusee, match="ne peut pas être lu"):
        publish_depot(CD, CODE, Depot(contenu=b"%PDF-1.7 \x00\xff", nom="x.csv"), maintenant=LE_JOUR)


@pytest.mark.parametrize(
    ("role", "type_depot", "permis"),
    [
        (Role.LECTEUR, TypeDepot.RESULTATS, False),
        (Role.COMMISSAIRE, TypeDepot.RESULTATS, False),
        (Role.VALIDEUR_ETAT, TypeDepot.RESULTATS, False),
        (Role.CONTRIBUTEUR_FT, TypeDepot.EXECUTIONS, False),
        (Role.CONTRIBUTEUR_CD, TypeDepot.RESULTATS, True),
        (Role.VALIDEUR_CD, TypeDepot.RESULTATS, False),  # aucune habilitation de ce contrat ne le nomme
        (Role.ADMINISTRATEUR, TypeDepot.RESULTATS, True),
    ],
)
def test_the_lock_is_in_the_use_case(role: Role, type_depot: TypeDepot, permis: bool) -> None:
    depot = make_depot("F1-01;2025;T4;1300", type_depot=type_depot)
    if permis:
        assert verify_depot(Acteur(role=role), CODE, depot, LE_JOUR.date()).type_depot is type_depot
        return
    with pytest.raises(AccesRefuse):
        verify_depot(Acteur(role=role), CODE, depot, LE_JOUR.date())
    with pytest.raises(AccesRefuse):
        publish_depot(Acteur(role=role), CODE, depot, maintenant=LE_JOUR)


def test_an_indicator_of_another_producer_is_out_of_scope() -> None:
    plan = verify("F2-01;2025;T4;41")
    assert list_etats(plan) == ["erreur"]


def test_undo_gives_exactly_the_former_readings_and_is_itself_a_lot() -> None:
    publish("F1-01;2025;T4;1300")
    avant = build_contrat_lu(CODE).resultats
    _, lot = publish("F1-01;2025;T4;1350", "F2-01;2025;T4;41", acteur=ADMIN, motif="m")
    assert lot is not None
    annulation = publish_annulation(ADMIN, CODE, lot.numero, "mauvais fichier")
    assert build_contrat_lu(CODE).resultats == avant
    assert [(lu.numero, lu.etat) for lu in list_lots(CODE)][-2:] == [(3, EtatLot.ANNULE), (4, EtatLot.PUBLIE)]
    assert annulation.annule_lot == 3
    assert verify_magasin() == []


def test_undo_is_refused_when_a_later_lot_touched_the_same_values() -> None:
    _, premier = publish("F1-01;2025;T4;1300")
    publish("F1-01;2025;T4;1350", motif="m")
    assert premier is not None
    with pytest.raises(SaisieRefusee, match=r"F1-01 · 2025 · 4 · DEP \(lot n° 3\)"):
        publish_annulation(CD, CODE, premier.numero, "m")
    publish_annulation(CD, CODE, 3, "m")
    publish_annulation(CD, CODE, premier.numero, "m")
    assert list_valeurs() == []


@pytest.mark.parametrize(
    ("numero", "motif", "refus"),
    [
        (2, " ", "demande un motif"),
        (1, "m", "contrat initial"),
        (9, "m", "n’existe pas"),
        (3, "m", "est une annulation"),
    ],
)
def test_an_undo_that_makes_no_sense_is_refused(numero: int, motif: str, refus: str) -> None:
    publish("F1-01;2025;T4;1300")
    publish_annulation(CD, CODE, 2, "m")
    with pytest.raises((SaisieRefusee, Introuvable), match=refus):
        publish_annulation(ADMIN, CODE, numero, motif)


def test_a_lot_undone_is_not_undone_twice() -> None:
    publish("F1-01;2025;T4;1300")
    publish_annulation(CD, CODE, 2, "m")
    with pytest.raises(SaisieRefusee, match="déjà annulé"):
        publish_annulation(CD, CODE, 2, "m")


def test_another_service_may_not_undo_it() -> None:
    publish("F1-01;2025;T4;1300")
    with pytest.raises(AccesRefuse, match="Conseil départemental"):
        publish_annulation(FT, CODE, 2, "m")


@pytest.mark.parametrize("type_depot", [TypeDepot.CONTEXTE, TypeDepot.VERSEMENTS, TypeDepot.RESULTATS])
def test_a_role_that_no_habilitation_names_uploads_nothing_of_any_kind(type_depot: TypeDepot) -> None:
    entete = {
        TypeDepot.CONTEXTE: "territoire;mesure;periode;valeur",
        TypeDepot.VERSEMENTS: "partie;annee_convention;date;montant",
        TypeDepot.RESULTATS: ENTETE,
    }[type_depot]
    depot = make_depot("x", entete=entete, type_depot=type_depot)
    with pytest.raises(AccesRefuse, match="n’ouvre aucun droit d’écriture au profil « Valideur CD »"):
        verify_depot(Acteur(role=Role.VALIDEUR_CD), CODE, depot, LE_JOUR.date())
    assert verify_depot(ADMIN, CODE, depot, LE_JOUR.date()).lecture is not None
