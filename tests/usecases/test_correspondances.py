"""How a service's own files are read is kept with the lot: found again, replaced by the next, taken back by an undo."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from lib.domain.correspondances import LectureChoisie, RoleColonne
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse
from lib.domain.nomenclatures import TypeDepot
from lib.imports.lecture import Consignes
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.correspondances import LectureRetenue, load_apercu, load_colonnes, load_lecture_choisie
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot
from lib.usecases.lots import publish_annulation
from lib.usecases.magasin import verify_magasin
from tests.imports.fabrique import build_classeur
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
TITRES = "code;annee;trimestre;Réalisé;Rappel"
VALEUR, RIEN = RoleColonne("valeur"), RoleColonne()


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def make_depot(*lignes: str, titres: str = TITRES, type_depot: TypeDepot = TypeDepot.RESULTATS) -> Depot:
    contenu = "\r\n".join([titres, *lignes, ""]).encode("cp1252")
    return Depot(contenu=contenu, nom="suivi.csv", type_depot=type_depot)


def say(depot: Depot, **roles: RoleColonne) -> Depot:
    """Say what columns are, by their letters."""
    colonnes = tuple((ord(lettre) - ord("a") + 1, role) for lettre, role in roles.items())
    return replace(depot, consignes=Consignes(choisie=LectureChoisie(colonnes=colonnes)))


def verify(depot: Depot) -> PlanDepot:
    return verify_depot(CD, CODE, depot, aujourd_hui=LE_JOUR.date())


def publish(depot: Depot, acteur: Acteur = CD) -> int:
    _, lot = publish_depot(acteur, CODE, depot, maintenant=LE_JOUR)
    assert lot is not None
    return lot.numero


def propose(depot: Depot, acteur: Acteur = CD) -> LectureRetenue:
    return load_lecture_choisie(acteur, CODE, depot)


def test_a_title_said_once_is_proposed_to_the_next_file_with_the_lot_it_comes_from() -> None:
    assert propose(make_depot("F1-01;2025;T3;12;")) == LectureRetenue()
    numero = publish(say(make_depot("F1-01;2025;T3;12;"), d=VALEUR))
    autre = make_depot("12;F1-01;2025;T4", titres="REALISE;code;annee;trimestre")
    proposee = propose(autre)
    assert proposee == LectureRetenue(LectureChoisie(colonnes=((1, VALEUR),)), {1: numero})
    plan = verify(replace(autre, consignes=Consignes(choisie=proposee.choisie)))
    assert not plan.est_illisible and len(plan.a_publier) == 1


def test_what_is_kept_enters_with_the_lot_and_its_journal_still_holds() -> None:
    publish(say(make_depot("F1-01;2025;T4;12;"), d=VALEUR))
    assert build_contrat_lu(CODE).resultats[0].lot == 2
    assert verify_magasin() == []


def test_a_new_word_replaces_the_former_one() -> None:
    publish(say(make_depot("F1-01;2025;T3;12;"), d=VALEUR, e=RIEN))
    second = publish(say(make_depot("F1-01;2025;T4;4;15"), d=RIEN, e=VALEUR))
    assert propose(make_depot("F1-01;2025;T4;1;2")) == LectureRetenue(
        LectureChoisie(colonnes=((4, RIEN), (5, VALEUR))), {4: second, 5: second}
    )


def test_undoing_the_lot_takes_its_words_back() -> None:
    premier = publish(say(make_depot("F1-01;2025;T3;12;"), d=VALEUR))
    second = publish(say(make_depot("F1-01;2025;T4;4;15"), d=RIEN, e=VALEUR))
    publish_annulation(CD, CODE, second, "essai")
    assert propose(make_depot("F1-01;2025;T4;1;2")).lots == {4: premier}
    publish_annulation(CD, CODE, premier, "essai")
    assert propose(make_depot("F1-01;2025;T4;1;2")) == LectureRetenue()


def test_each_service_and_each_kind_of_file_has_its_own_words() -> None:
    publish(say(make_depot("F1-01;2025;T4;12;"), d=VALEUR))
    assert propose(make_depot("F1-01;2025;T4;1;"), ADMIN) == LectureRetenue()
    assert propose(make_depot("F1-01;2025;1;", type_depot=TypeDepot.CIBLES)) == LectureRetenue()
    assert propose(replace(make_depot("F1-01;2025;T4;1;"), type_depot=None)) == LectureRetenue()


def test_a_column_ignored_knowingly_is_not_asked_about_again() -> None:
    depot = say(make_depot("F1-01;2025;T4;12;11"), d=VALEUR)
    assert "C30" in {probleme.code for probleme in verify(depot).problemes}
    publish(replace(depot, accepter=frozenset({"C30"})))
    suivant = make_depot("F1-01;2025;T3;10;9")
    proposee = propose(suivant)
    assert proposee.choisie.colonnes == ((4, VALEUR), (5, RIEN))
    plan = verify(replace(suivant, consignes=Consignes(choisie=proposee.choisie)))
    assert "C30" not in {probleme.code for probleme in plan.problemes}
    assert "1 ignorée" in plan.phrase_bordereau


def test_nothing_is_kept_of_a_file_that_has_the_titles_of_the_template() -> None:
    publish(make_depot("F1-01;2025;T4;12", titres="code_indicateur;annee;trimestre;valeur"))
    assert propose(make_depot("F1-01;2025;T3;12;")) == LectureRetenue()


def test_a_header_of_unknown_titles_is_found_by_those_that_were_kept() -> None:
    roles = {"a": RoleColonne("code_indicateur"), "b": RoleColonne("annee"), "c": RoleColonne("trimestre"), "d": VALEUR}
    premier = say(make_depot("F1-01;2025;T3;12", titres="Quoi;An;Tri;Combien"), **roles)
    assert premier.consignes.choisie is not None
    publish(replace(premier, consignes=Consignes(choisie=replace(premier.consignes.choisie, ligne_entete=1))))
    suivant = make_depot("", "Quoi;An;Tri;Combien", "F1-01;2025;T4;15", titres="Suivi du service")
    assert verify(suivant).est_illisible
    proposee = propose(suivant)
    assert proposee.choisie.ligne_entete == 3
    plan = verify(replace(suivant, consignes=Consignes(choisie=proposee.choisie)))
    assert [ligne.etat for ligne in plan.lignes if ligne.numero] == ["nouveau"]


def test_the_columns_are_listed_even_when_they_do_not_let_the_file_be_read() -> None:
    depot = make_depot("F1-01;2025;T4;12;11", "F1-02;2025;T4;13;")
    lues = load_colonnes(CD, depot)
    assert verify(depot).est_illisible
    assert [(c.entete.lettre, c.entete.nom, c.remplies) for c in lues.colonnes] == [
        ("A", "code_indicateur", 2),
        ("B", "annee", 2),
        ("C", "trimestre", 2),
        ("D", None, 2),
        ("E", None, 1),
    ]
    assert (lues.ligne_entete, lues.feuille, lues.suggestions) == (1, "", {4: "valeur"})
    assert load_colonnes(CD, make_depot("x;y", titres="quoi;combien")).colonnes == ()


def test_amounts_in_thousands_are_never_suggested_as_euros() -> None:
    titres = "code_fiche;annee;trimestre;financeur;Montant réalisé (k€)"
    depot = make_depot("F1;2025;T4;CD;12", titres=titres, type_depot=TypeDepot.EXECUTIONS)
    assert load_colonnes(CD, depot).suggestions == {}


def test_the_sheets_of_a_workbook_are_offered() -> None:
    contenu = build_classeur({"Notice": [["Bonjour"]], "Suivi": [["Quoi", "Combien"], ["x", 12]]})
    depot = Depot(contenu=contenu, nom="suivi.xlsx", type_depot=TypeDepot.RESULTATS)
    assert load_apercu(CD, depot).feuilles == ("Notice", "Suivi")
    assert load_apercu(CD, depot, "Suivi").lignes[0] == ("Quoi", "Combien")


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.COMMISSAIRE, Role.VALIDEUR_ETAT])
def test_what_is_kept_is_for_those_who_may_deposit(role: Role) -> None:
    acteur, depot = Acteur(role), make_depot("F1-01;2025;T4;12;")
    for lire in (load_colonnes, load_apercu):
        with pytest.raises(AccesRefuse):
            lire(acteur, depot)
    with pytest.raises(AccesRefuse):
        load_lecture_choisie(acteur, CODE, depot)
