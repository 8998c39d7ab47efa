"""Several files published one after the other: a lot each, none stops the others, none wins in silence."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.usecases.contrats import build_contrat_lu, get_code, publish_contrat
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.ensembles import Envoi, Issue, publish_ensemble
from lib.usecases.lots import list_lots
from tests.serveur import RACINE

ADMIN, CD, FT = (Acteur(role) for role in (Role.ADMINISTRATEUR, Role.CONTRIBUTEUR_CD, Role.CONTRIBUTEUR_FT))
LE_JOUR = datetime(2025, 2, 10, 9, tzinfo=UTC)
ENTETE = "code_indicateur;annee;trimestre;valeur;commentaire"


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, RACINE / "data" / "contrats" / "94-val-de-marne")


def make_depot(nom: str, *lignes: str, entete: str = ENTETE) -> Depot:
    """Write a CSV; a row without its last cells has them empty."""
    pleines = (ligne + ";" * (entete.count(";") - ligne.count(";")) for ligne in lignes)
    return Depot("\r\n".join([entete, *pleines, ""]).encode(), f"{nom}.csv")


def make_envoi(depot: Depot, acteur: Acteur = CD) -> Envoi:
    """A file with the fingerprint of what is shown for it now."""
    return Envoi(depot, verify_depot(acteur, get_code(None), depot, LE_JOUR.date()).empreinte)


def publish(*depots: Depot) -> list[Issue]:
    return publish_ensemble(CD, get_code(None), [make_envoi(depot) for depot in depots], LE_JOUR)


def list_valeurs() -> dict[str, tuple[Decimal | None, int]]:
    return {r.indicateur: (r.valeur, r.lot) for r in build_contrat_lu(get_code(None)).resultats}


def test_each_file_makes_its_own_lot_in_the_order_of_the_list() -> None:
    issues = publish(
        make_depot("b", "S.1.3-01;2024;T4;28"), make_depot("a", "S.1.3-02;2024;T4;33", "S.1.2-01;2024;T4;50")
    )
    assert [(issue.lot and issue.lot.fichier, issue.valeurs, issue.refus) for issue in issues] == [
        ("b.csv", 1, ""),
        ("a.csv", 2, ""),
    ]
    assert [lot.fichier for lot in list_lots(get_code(None))[1:]] == ["b.csv", "a.csv"]
    assert list_valeurs() == {"S.1.3-01": (28, 2), "S.1.3-02": (33, 3), "S.1.2-01": (50, 3)}


def test_a_refused_file_does_not_stop_the_others() -> None:
    issues = publish(
        make_depot("bon", "S.1.3-01;2024;T4;28"),
        make_depot("faux", "S.1.2-01;2024;T4;environ 12", "S.1.2-03;2024;T4;9"),
        make_depot("autre", "S.1.3-02;2024;T4;33"),
    )
    assert [issue.lot is not None for issue in issues] == [True, False, True]
    assert "corrigez-les" in issues[1].refus
    assert list_valeurs() == {"S.1.3-01": (28, 2), "S.1.3-02": (33, 3)}


def test_a_comparison_that_no_longer_holds_refuses_its_file_alone() -> None:
    envois = [make_envoi(make_depot("a", "S.1.3-01;2024;T4;28")), make_envoi(make_depot("b", "S.1.3-02;2024;T4;33"))]
    publish_depot(CD, get_code(None), make_depot("entre-temps", "S.1.3-01;2024;T4;25"), maintenant=LE_JOUR)
    issues = publish_ensemble(CD, get_code(None), envois, LE_JOUR)
    assert [issue.lot is not None for issue in issues] == [False, True]
    assert "La comparaison a changé" in issues[0].refus
    assert list_valeurs() == {"S.1.3-01": (25, 2), "S.1.3-02": (33, 3)}


def test_two_files_that_say_a_datum_differently_are_both_refused_and_the_third_goes() -> None:
    issues = publish(
        make_depot("a", "S.1.3-01;2024;T4;28"),
        make_depot("b", "S.1.3-01;2024;T4;31", "S.1.2-01;2024;T4;50"),
        make_depot("c", "S.1.3-02;2024;T4;33"),
    )
    assert [issue.lot is not None for issue in issues] == [False, False, True]
    assert {issue.refus for issue in issues[:2]} == {
        "Un autre fichier de la liste dit autrement une même donnée : rien n’a été publié de celui-ci."
    }
    assert list_valeurs() == {"S.1.3-02": (33, 2)}


def test_what_is_said_twice_alike_is_published_once_with_the_rest_of_each_file() -> None:
    issues = publish(
        make_depot("a", "S.1.3-01;2024;T4;28"),
        make_depot("b", "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;33"),
        make_depot("c", "S.1.3-02;2024;T4;33"),
    )
    assert [(issue.lot is not None, issue.valeurs, issue.refus) for issue in issues] == [
        (True, 1, ""),
        (True, 1, ""),
        (False, 0, ""),
    ]
    assert list_valeurs() == {"S.1.3-01": (28, 2), "S.1.3-02": (33, 3)}


def test_a_comment_that_one_file_alone_gives_is_kept_whatever_the_order() -> None:
    publish(make_depot("a", "S.1.3-01;2024;T4;28;relevé des villes"), make_depot("b", "S.1.3-01;2024;T4;28"))
    (resultat,) = build_contrat_lu(get_code(None)).resultats
    assert resultat.commentaire == "relevé des villes"


def test_a_repeated_datum_changed_meanwhile_by_someone_else_is_not_slipped_in() -> None:
    depots = make_depot("a", "S.1.3-01;2024;T4;28"), make_depot("b", "S.1.3-01;2024;T4;28", "S.1.3-02;2024;T4;33")
    envois = [make_envoi(depot) for depot in depots]
    publish_depot(CD, get_code(None), make_depot("entre-temps", "S.1.3-02;2024;T4;30"), maintenant=LE_JOUR)
    issues = publish_ensemble(CD, get_code(None), envois, LE_JOUR)
    assert [issue.lot is not None for issue in issues] == [True, False]
    assert list_valeurs()["S.1.3-02"] == (30, 2)


def test_a_change_of_a_published_value_asks_for_its_reason_as_alone() -> None:
    publish(make_depot("a", "S.1.3-01;2024;T4;28"))
    (issue,) = publish(make_depot("b", "S.1.3-01;2024;T4;30"))
    assert issue.refus == "Ce fichier modifie des valeurs déjà publiées : indiquez le motif."


def test_who_may_not_deposit_a_file_is_told_so_for_that_file() -> None:
    depenses = make_depot("d", "S.1.3;2024;T4;CD;120000", entete="code_fiche;annee;trimestre;financeur;montant_realise")
    siens = make_depot("r", "N-V3-04;2024;T4;120")
    issues = publish_ensemble(FT, get_code(None), [Envoi(depenses, ""), make_envoi(siens, FT)], LE_JOUR)
    assert "ne permet pas de déposer" in issues[0].refus
    assert issues[1].lot is not None
