"""What comparing a file says of each row: counts that add up, values left alone, conflicts, confirmations kept."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.comparaison import EtatLigne
from lib.domain.confirmations import get_confirmation
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, SaisieRefusee
from lib.domain.lots import Lot
from lib.domain.nomenclatures import StatutResultat
from lib.domain.periodes import Trimestre
from lib.usecases import depots
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.depots import Depot, PlanDepot, PlanPerime, publish_depot, verify_depot
from lib.usecases.historique import get_historique
from lib.usecases.lots import publish_annulation
from lib.usecases.recu import get_recu, get_recu_html
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
FT = Acteur(role=Role.CONTRIBUTEUR_FT, nom="agence")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
DATE = LE_JOUR.date()
ENTETE = "code_indicateur;annee;trimestre;valeur"
MODELE = "code_indicateur;libelle;annee;trimestre;valeur_connue;valeur"


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def make_depot(*lignes: str, entete: str = ENTETE, **decisions: object) -> Depot:
    contenu = "\r\n".join([entete, *lignes, ""]).encode("cp1252")
    return Depot(contenu=contenu, nom="resultats.csv", **decisions)  # type: ignore[arg-type]


def publish(*lignes: str, **decisions: object) -> tuple[PlanDepot, Lot | None]:
    return publish_depot(ADMIN, CODE, make_depot(*lignes, **decisions), maintenant=LE_JOUR)


def verify(*lignes: str, acteur: Acteur = ADMIN, jour: date = DATE, **decisions: object) -> PlanDepot:
    return verify_depot(acteur, CODE, make_depot(*lignes, **decisions), jour)


def list_etats(plan: PlanDepot) -> list[str]:
    return [ligne.etat.value for ligne in plan.lignes]


def test_an_empty_or_wrong_row_keeps_its_value_which_is_not_absent() -> None:
    publish("F1-01;2025;T4;1300", "F2-01;2025;T4;41", "F1-02;2025;T4;12")
    plan = verify("F1-01;2025;T4;", "F2-01;2025;T4;environ 40", "F1-02;2025;T3;11")
    assert list_etats(plan) == ["vide", "erreur", "nouveau", "absent"]
    vide, fausse, _, absente = plan.lignes
    assert vide.libelle == "Non renseigné, valeur en place conservée"
    assert [getattr(ligne.avant, "valeur", None) for ligne in (vide, fausse)] == [Decimal(1300), Decimal(41)]
    assert getattr(absente.avant, "indicateur", "") == "F1-02"


def test_an_empty_row_with_nothing_in_place_says_only_that_it_is_empty() -> None:
    (ligne,) = verify("F1-01;2025;T4;").lignes
    assert (ligne.etat, ligne.avant, ligne.libelle) == (EtatLigne.VIDE, None, "Non renseigné")


def test_the_rows_of_the_file_are_the_sum_of_the_states_and_the_absent_are_of_its_periods() -> None:
    publish("F1-01;2025;T4;1300", "F2-01;2025;T4;41", "F1-02;2025;T2;10")
    lignes = (
        "F1-01;2025;T4;1350",  # modifie
        "F1-02;2025;T4;",  # vide
        "F1-02;2025;T3;12",  # nouveau
        "F1-02;2025;T3;12",  # the same again: it changes nothing more
        "F9-99;2025;T4;3",  # erreur
        "F1-02;2026;T1;12",  # a_confirmer: the quarter in progress
    )
    plan = verify(*lignes)
    assert plan.resume == {
        "nouveau": 1,
        "modifie": 1,
        "inchange": 1,
        "conflit": 0,
        "vide": 1,
        "erreur": 1,
        "a_confirmer": 1,
        "absent": 1,
    }
    assert sum(plan.resume.values()) - plan.resume["absent"] == len(lignes)
    assert [p.message.endswith("1. Elles sont conservées.") for p in plan.problemes if p.code == "I03"] == [True]


@pytest.mark.parametrize(
    ("entete", "ligne", "etat"),
    [
        (ENTETE, "F1-01;2025;T4;1350", "modifie"),
        (MODELE, "F1-01;Livres prêtés;2025;T4;;1350", "conflit"),
        (MODELE, "F1-01;Livres prêtés;2025;T4;1200;1350", "conflit"),
        (MODELE, "F1-01;Livres prêtés;2025;T4;1300;1350", "modifie"),
        (MODELE, "F1-01;Livres prêtés;2025;T4;;1300", "inchange"),
        (MODELE, "F1-01;;2025;T4;;1350", "modifie"),
        (MODELE, "F1-01;;2025;T4;1200;1350", "conflit"),
    ],
)
def test_a_conflict_needs_a_row_that_says_what_was_known(entete: str, ligne: str, etat: str) -> None:
    publish("F1-01;2025;T4;1300")
    plan = verify(ligne, entete=entete)
    assert list_etats(plan) == [etat]
    assert ("C08" in {p.code for p in plan.problemes}, plan.demande_motif) == ((etat == "modifie"),) * 2
    assert ("C07" in {p.code for p in plan.problemes}) == (etat == "conflit")


def test_a_template_downloaded_before_the_value_was_undone_is_a_conflict_too() -> None:
    publish("F1-01;2025;T4;1300")
    publish_annulation(ADMIN, CODE, 2, "essai")
    assert list_etats(verify("F1-01;Livres prêtés;2025;T4;1300;1350", entete=MODELE)) == ["conflit"]


def test_a_file_of_another_quarter_than_the_one_chosen_is_confirmed_first() -> None:
    choisi = Trimestre(2025, 3)
    plan = verify("F1-01;2025;T4;1300", trimestre=choisi)
    assert list_etats(plan) == ["a_confirmer"]
    (probleme,) = plan.problemes
    assert probleme.code == "F10"
    assert probleme.message == "Ce fichier concerne T4 2025, et vous avez choisi T3 2025."
    with pytest.raises(SaisieRefusee):
        publish("F1-01;2025;T4;1300", trimestre=choisi)
    _, lot = publish("F1-01;2025;T4;1300", trimestre=choisi, accepter=frozenset({"F10"}))
    assert lot is not None


@pytest.mark.parametrize("choisi", [None, Trimestre(2025, 4)])
def test_a_file_with_the_quarter_chosen_is_not_asked_about(choisi: Trimestre | None) -> None:
    assert verify("F1-01;2025;T3;1100", "F1-01;2025;T4;1300", trimestre=choisi).problemes == ()


def test_an_empty_template_of_another_quarter_is_told() -> None:
    plan = verify("F1-01;2025;T4;", trimestre=Trimestre(2025, 3))
    assert (list_etats(plan), [p.code for p in plan.problemes]) == (["vide"], ["F10"])


def test_a_warning_accepted_stays_with_the_value_its_history_and_its_receipt() -> None:
    publish("F1-01;2025;T3;1300")
    entete = f"{ENTETE};commentaire"
    _, lot = publish(
        "F1-01;2025;T4;1200;double compte corrigé", entete=entete, accepter=frozenset({"C04"}), motif="correction"
    )
    assert lot is not None
    resultat = next(r for r in build_contrat_lu(CODE).resultats if r.trimestre == 4)
    confirmation = get_confirmation(resultat)
    assert confirmation.startswith("Confirmé au dépôt\u00a0: ") and "1\u202f300" in confirmation
    (version,) = get_historique(CD, CODE, "resultats/F1-01/2025/4/DEP/").versions
    assert (version.commentaire, version.confirmation) == ("double compte corrigé", confirmation)
    (ligne,) = get_recu(ADMIN, CODE, lot.numero).lignes
    assert ligne.remarques == ("double compte corrigé", confirmation)
    assert "double compte corrigé" in get_recu_html(ADMIN, CODE, lot.numero).decode()


def test_the_confirmation_is_not_a_change_when_the_file_comes_again() -> None:
    publish("F1-01;2025;T3;1300")
    decisions = {"accepter": frozenset({"C04"}), "motif": "correction"}
    publish("F1-01;2025;T4;1200", **decisions)
    plan, lot = publish("F1-01;2025;T4;1200", **decisions)
    assert (list_etats(plan), lot) == (["inchange"], None)


def test_a_value_without_warning_carries_no_confirmation() -> None:
    publish("F1-01;2025;T4;1300", accepter=frozenset({"C04"}))
    assert [r.source for r in build_contrat_lu(CODE).resultats] == [""]


def test_publishing_does_not_verify_again_what_was_just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = verify("F1-01;2025;T4;1300")
    monkeypatch.setattr(depots, "verify_table", lambda *_: pytest.fail("vérifié une seconde fois"))
    publie, lot = publish_depot(ADMIN, CODE, make_depot("F1-01;2025;T4;1300"), plan.empreinte, LE_JOUR)
    assert publie is plan and lot is not None


def test_a_plan_serves_only_the_same_store_role_day_and_answers() -> None:
    ligne = "F1-01;2026;T1;300"
    premier = verify(ligne)
    assert verify(ligne) is premier
    assert verify(ligne, acteur=Acteur(Role.ADMINISTRATEUR, "quelqu’un d’autre")) is premier
    assert verify(ligne, acteur=Acteur(Role.CONTRIBUTEUR_CD)) is not premier
    with pytest.raises(AccesRefuse):
        verify(ligne, acteur=FT)
    assert list_etats(verify(ligne, accepter=frozenset({"C09"}))) == ["nouveau"]
    assert list_etats(verify(ligne, jour=date(2026, 4, 2))) == ["nouveau"]
    publish("F1-01;2025;T4;1300")
    assert verify(ligne) is not premier


def test_a_lot_that_touches_other_values_does_not_stop_the_publication() -> None:
    plan = verify("F1-01;2025;T4;1300")
    publish("F2-01;2025;T4;41")
    _, lot = publish_depot(ADMIN, CODE, make_depot("F1-01;2025;T4;1300"), plan.empreinte, LE_JOUR)
    assert lot is not None and lot.numero == 3


def test_an_undo_while_the_comparison_was_read_stops_the_publication() -> None:
    publish("F1-01;2025;T4;1300")
    plan = verify("F1-01;2025;T4;1350")
    publish_annulation(ADMIN, CODE, 2, "essai")
    with pytest.raises(PlanPerime) as refus:
        publish_depot(ADMIN, CODE, make_depot("F1-01;2025;T4;1350", motif="m"), plan.empreinte, LE_JOUR)
    assert list_etats(refus.value.plan) == ["nouveau"]


def test_a_status_in_place_of_a_figure_is_a_change() -> None:
    publish("F1-01;2025;T4;1300")
    plan = verify("F1-01;2025;T4;ND")
    assert list_etats(plan) == ["modifie"]
    assert getattr(plan.lignes[0].apres, "statut", None) is StatutResultat.NON_DISPONIBLE


def test_a_conflict_with_a_value_no_longer_there_is_a_whole_sentence() -> None:
    publish("F1-01;2025;T4;1300")
    publish_annulation(ADMIN, CODE, 2, "essai")
    plan = verify("F1-01;Livres prêtés;2025;T4;1300;1350", entete=MODELE)
    (message,) = [p.message for p in plan.problemes if p.code == "C07"]
    assert message.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Cette valeur n’est plus en place, depuis le téléchargement de votre modèle : 1 300 → aucune valeur ; vous "
        "proposez 1 350."
    )
