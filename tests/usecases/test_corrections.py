"""Cells mended on screen: where they are, as their author wrote them; the file stays as it was received."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lib.domain.corrections import CelluleACorriger
from lib.domain.correspondances import LectureChoisie, RoleColonne
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import Retouche
from lib.exports.recu import format_sort
from lib.imports.lecture import Consignes
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.corrections import get_lieu_corrigee, load_reparation
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot
from lib.usecases.recu import get_piece
from tests.imports.fabrique import build_classeur
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR, nom="essai")
CD = Acteur(role=Role.CONTRIBUTEUR_CD, nom="cadre")
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
ENTETE = "code_indicateur;annee;trimestre;valeur"


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def make_depot(*lignes: str, entete: str = ENTETE) -> Depot:
    contenu = "\r\n".join([entete, *lignes, ""]).encode("cp1252")
    return Depot(contenu=contenu, nom="resultats.csv", type_depot=TypeDepot.RESULTATS)


def make_classeur(*lignes: list[object], fusions: tuple[str, ...] = (), format_d3: str = "General") -> Depot:
    rangees = [ENTETE.split(";"), *lignes]
    contenu = build_classeur({"Résultats": rangees}, fusions=fusions, formats={"D3": format_d3})
    return Depot(contenu=contenu, nom="resultats.xlsx", type_depot=TypeDepot.RESULTATS)


def correct(depot: Depot, *corrections: tuple[tuple[int, int], str]) -> Depot:
    return replace(depot, consignes=Consignes(corrections=tuple(sorted(corrections))))


def verify(depot: Depot) -> PlanDepot:
    return verify_depot(CD, CODE, depot, aujourd_hui=LE_JOUR.date())


def list_cellules(depot: Depot) -> tuple[CelluleACorriger, ...]:
    return load_reparation(CD, depot, verify(depot)).cellules


def clean(texte: str) -> str:
    return texte.replace("\u00a0", " ")


def test_a_wrong_cell_is_shown_where_it_stands_with_its_row() -> None:
    (cellule,) = list_cellules(make_depot("F1-01;2025;T4;1300", "F1-02;2025;T4;environ 12"))
    assert (cellule.place, clean(cellule.lieu)) == ((3, 4), "Ligne 3, colonne D « valeur »")
    assert (cellule.texte, cellule.rangee) == ("environ 12", "F1-02;2025;T4;environ 12")
    assert (cellule.code, cellule.est_une_erreur) == ("V01", True)


def test_a_row_out_of_shape_is_typed_again_whole_and_offered_a_writing() -> None:
    (cellule,) = list_cellules(make_depot('"F1-01;2025;T4;1300"'))
    assert (cellule.place, cellule.lieu) == ((2, 0), "Ligne 2, entière")
    assert cellule.texte == '"F1-01;2025;T4;1300"'
    assert cellule.propositions == ("F1-01;2025;T4;1300",)


def test_two_rows_that_contradict_each_other_are_mended_by_their_figures() -> None:
    cellules = list_cellules(make_depot("F1-01;2025;T4;1300", "F1-01;2025;T4;1400"))
    assert [(cellule.place, cellule.texte, cellule.code) for cellule in cellules] == [
        ((2, 4), "1300", "L06"),
        ((3, 4), "1400", "L06"),
    ]


def test_lines_caught_in_a_cell_are_mended_in_the_file_only() -> None:
    depot = make_depot('F1-01;2025;T4;"1300', 'F1-02;2025;T4;12,5"', "F2-01;2025;T4;3")
    cellule = next(cellule for cellule in list_cellules(depot) if cellule.code == "L17")
    assert cellule.place is None and cellule.est_une_erreur


def test_a_question_comes_after_the_errors_and_can_be_mended_too() -> None:
    erreur, question = list_cellules(make_depot("F1-01;2025;T4;1.300", "F1-02;2025;T4;x"))
    assert (erreur.place, erreur.est_une_erreur) == ((3, 4), True)
    assert (question.place, question.code, question.est_une_erreur) == ((2, 4), "C01", False)
    assert len(question.propositions) == 2


def test_a_number_of_a_workbook_is_shown_as_its_author_sees_it() -> None:
    depot = make_classeur(["F1-01", 2025, "T4", -12.5], ["F1-02", 2025, "T4", 1.5], format_d3="0.0%")
    negatif, pourcentage = list_cellules(depot)
    assert (negatif.texte, negatif.rangee) == ("-12,5", "F1-01 | 2025 | T4 | -12,5")
    assert pourcentage.texte == "150 %"


def test_a_merged_cell_is_mended_once_where_it_begins() -> None:
    depot = make_classeur(["F1-9", 2025, "T4", 12], ["", 2025, "T3", 11], fusions=("A2:A3",))
    (cellule,) = list_cellules(depot)
    assert cellule.place == (2, 1)
    assert {probleme.ligne for probleme in cellule.problemes} == {2, 3}
    assert list_cellules(correct(depot, ((2, 1), "F1-01"))) == ()


def test_what_is_typed_is_read_and_the_file_stays_as_it_was_received() -> None:
    depot = make_depot("F1-01;2025;T4;1 300", "F1-02;2025;T4;environ 12", '"F1-01;2025;T3;900"')
    corrige = correct(depot, ((3, 4), "12,5"), ((4, 0), "F1-01;2025;T3;900"))
    plan = verify(corrige)
    assert load_reparation(CD, corrige, plan).cellules == ()
    assert [(c.numero, c.rang, c.lu, c.ecrit) for c in plan.corrigees] == [
        (3, 4, "environ 12", "12,5"),
        (4, 0, '"F1-01;2025;T3;900"', "F1-01;2025;T3;900"),
    ]
    _, lot = publish_depot(CD, CODE, corrige, attendu=plan.empreinte, maintenant=LE_JOUR)
    assert lot is not None
    valeurs = {(r.indicateur, r.trimestre): r.valeur for r in build_contrat_lu(CODE).resultats}
    assert valeurs == {("F1-01", 4): Decimal(1300), ("F1-02", 4): Decimal("12.5"), ("F1-01", 3): Decimal(900)}
    assert get_piece(CD, CODE, lot.numero) == ("resultats.csv", depot.contenu)


def test_a_cell_still_wrong_shows_what_was_typed() -> None:
    depot = correct(make_depot("F1-02;2025;T4;environ 12"), ((2, 4), "une douzaine"))
    (cellule,) = list_cellules(depot)
    assert (cellule.texte, cellule.problemes[0].lu) == ("une douzaine", "une douzaine")


def test_a_row_emptied_says_nothing_any_more() -> None:
    plan = verify(correct(make_depot("F1-01;2025;T4;1300", "reste d’un commentaire"), ((3, 0), "")))
    assert [ligne.numero for ligne in plan.lignes] == [2] and not plan.laissees


def test_the_place_of_a_correction_is_said_with_the_title_of_its_column() -> None:
    colonnes = verify(make_depot("F1-01;2025;T4;1300")).colonnes
    lieux = [get_lieu_corrigee(Retouche(4, rang, "x", "y"), colonnes) for rang in (4, 0, 9)]
    assert [clean(lieu) for lieu in lieux] == [
        "Ligne 4, colonne D « valeur »",
        "Ligne 4, entière",
        "Ligne 4, colonne I",
    ]


def test_an_unreadable_file_has_nothing_to_mend_cell_by_cell() -> None:
    assert list_cellules(make_depot("x;y", entete="quoi;combien")) == ()


def test_a_column_read_as_the_person_says_is_mended_there() -> None:
    depot = make_depot("F1-02;2025;T4;x", entete="code;annee;trimestre;Réalisé T4")
    choisie = LectureChoisie(colonnes=((4, RoleColonne("valeur")),))
    (cellule,) = list_cellules(replace(depot, consignes=Consignes(choisie=choisie)))
    assert clean(cellule.lieu) == "Ligne 2, colonne D « Réalisé T4 »"


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.COMMISSAIRE, Role.VALIDEUR_ETAT])
def test_mending_is_for_those_who_may_deposit(role: Role) -> None:
    depot = make_depot("F1-01;2025;T4;x")
    plan = verify(depot)
    with pytest.raises(AccesRefuse):
        load_reparation(Acteur(role), depot, plan)


@pytest.mark.parametrize(
    "corrections",
    [
        (((2, 4), ""),),
        (((2, 4), "41"),),
        (((3, 0), "F1-02;2025;T4;12"),),
        (((3, 0), ""),),
        (((4, 5), "une remarque"),),
        (((2, 4), ""), ((3, 0), "F1-02;2025;T4;12"), ((4, 5), "une remarque")),
    ],
)
def test_what_the_file_has_is_counted_as_it_came_whatever_is_corrected(
    corrections: tuple[tuple[tuple[int, int], str], ...],
) -> None:
    depot = make_depot(
        "F1-01;2025;T4;erreur;", '"F1-02;2025;T4;12;"', "F2-01;2025;T4;3;", entete=f"{ENTETE};commentaire"
    )
    avant, apres = verify(depot).bordereau, verify(correct(depot, *corrections)).bordereau
    assert avant and apres
    assert (apres.recues, avant.remplies) == (avant.recues, avant.recues)
    assert apres.remplies == apres.publiees + apres.inchangees + apres.laissees + apres.ignorees


def test_a_cell_emptied_on_screen_is_said_in_the_balance_and_listed_as_emptied() -> None:
    plan = verify(correct(make_depot("F1-01;2025;T4;erreur", "F1-02;2025;T4;12"), ((2, 4), "")))
    assert (
        clean(plan.phrase_bordereau) == "2 cellules remplies dans votre fichier, 1 après vos corrections = 1 à publier"
    )
    assert [clean(format_sort(cellule)) for cellule in plan.cellules] == ["« erreur » → vide"]
