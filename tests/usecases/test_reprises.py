"""Taking over a tracker: several sheets, a lot each, the same rules as any file; what was said is kept for the next."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from lib.domain.comparaison import EtatLigne
from lib.domain.correspondances import A_DIRE, REPRISE, GenreCorrespondance
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse
from lib.domain.reprises import Certitude, Reponses, UsageColonne
from lib.store.engine import read
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.correspondances import load_correspondances
from lib.usecases.depots import publish_depot, verify_depot
from lib.usecases.ensembles import Envoi, publish_ensemble
from lib.usecases.lots import list_lots, publish_annulation
from lib.usecases.magasin import verify_magasin
from lib.usecases.reprises import Reprise, build_depot_tableau, propose_reprise
from tests.imports.fabrique import build_ods, build_suivi

CD = Acteur(Role.CONTRIBUTEUR_CD, nom="Camille")
LE_JOUR = datetime(2026, 8, 3, 9, tzinfo=UTC)
COLOCATION = "Nombre de jeunes ayant accès à un appartement en colocation"

pytestmark = pytest.mark.usefixtures("magasin")


def make_suivi(annee: int, *valeurs: int) -> list[list[Any]]:
    """One year: titles on two rows, a section, a label of the house, a total."""
    un, deux, trois, quatre = valeurs
    return [
        [f"Suivi {annee}"],
        ["Indicateur", "T1", None, "T2", None],
        [None, "Réalisé", "Cible", "Réalisé", "Cible"],
        ["Axe 1 – Enfance et inégalités"],
        [COLOCATION, un, 900, deux, 900],
        ["Parrainages", trois, 900, quatre, 900],
        ["Total", un + trois, None, deux + quatre, None],
    ]


SUIVI = {"_2024": make_suivi(2024, 10, 21, 5, 9), "_2025": make_suivi(2025, 12, 24, 6, 11)}
PARRAINAGES = "Axe 1 – Enfance et inégalités › Parrainages"


def propose(contenu: bytes, reponses: Reponses | None = None, acteur: Acteur = CD) -> Reprise:
    return propose_reprise(acteur, get_code(None), contenu, "suivi.xlsx", reponses or Reponses())


def publish(contenu: bytes, reprise: Reprise, **decisions: Any) -> list[Any]:
    depots = [replace(build_depot_tableau(contenu, "suivi.xlsx", t), **decisions) for t in reprise.tableaux]
    plans = [verify_depot(CD, get_code(None), depot, LE_JOUR.date()) for depot in depots]
    envois = [Envoi(depot, plan.empreinte) for depot, plan in zip(depots, plans, strict=True)]
    return publish_ensemble(CD, get_code(None), envois, LE_JOUR)


def list_valeurs() -> dict[tuple[str, int, int], str]:
    return {(r.indicateur, r.annee, r.trimestre): str(r.valeur) for r in build_contrat_lu(get_code(None)).resultats}


def test_each_sheet_makes_a_lot_and_every_quarter_is_at_its_place() -> None:
    contenu = build_suivi(**SUIVI)
    reprise = propose(contenu, Reponses(libelles={PARRAINAGES: "S.1.2-03"}))
    issues = publish(contenu, reprise)
    assert [(i.refus, i.valeurs, i.lot.numero if i.lot else None) for i in issues] == [("", 4, 2), ("", 4, 3)]
    assert list_valeurs() == {
        ("S.1.2-01", 2024, 1): "10",
        ("S.1.2-01", 2024, 2): "21",
        ("S.1.2-03", 2024, 1): "5",
        ("S.1.2-03", 2024, 2): "9",
        ("S.1.2-01", 2025, 1): "12",
        ("S.1.2-01", 2025, 2): "24",
        ("S.1.2-03", 2025, 1): "6",
        ("S.1.2-03", 2025, 2): "11",
    }
    assert verify_magasin() == []


def test_what_is_asked_is_left_aside_with_its_message_and_a_total_is_never_read() -> None:
    contenu = build_suivi(_2024=make_suivi(2024, 10, 21, 5, 9))
    (tableau,) = propose(contenu).tableaux
    par_texte = {libelle.texte: libelle for libelle in tableau.libelles}
    assert (par_texte["Parrainages"].lu_comme, par_texte["Parrainages"].certitude) == (A_DIRE, Certitude.A_DIRE)
    assert (par_texte["Total"].lu_comme, par_texte["Total"].raison) == ("", "ligne de total")
    plan = verify_depot(CD, get_code(None), build_depot_tableau(contenu, "suivi.xlsx", tableau), LE_JOUR.date())
    assert len(plan.a_publier) == 2 and plan.laissees == 2
    assert {p.code for p in plan.problemes if p.ligne == 6} == {"L25"}
    assert {p.code for p in plan.problemes if p.ligne == 7} == {"I25"}
    bordereau = plan.bordereau
    assert bordereau is not None
    assert (bordereau.remplies, bordereau.publiees, bordereau.laissees, bordereau.ignorees) == (10, 2, 4, 4)


def test_the_same_tracker_again_changes_nothing_and_asks_nothing() -> None:
    contenu = build_suivi(**SUIVI)
    publish(contenu, propose(contenu, Reponses(libelles={PARRAINAGES: "S.1.2-03"})))
    reprise = propose(contenu)
    assert [tableau.a_dire for tableau in reprise.tableaux] == [0, 0]
    certitudes = {lib.texte: lib.certitude for lib in reprise.tableaux[0].libelles}
    assert certitudes["Parrainages"] is Certitude.CONNUE
    issues = publish(contenu, reprise)
    assert [(issue.lot, issue.valeurs) for issue in issues] == [(None, 0), (None, 0)]


def test_the_next_year_is_read_by_the_rule_of_its_titles() -> None:
    contenu = build_suivi(**SUIVI)
    publish(contenu, propose(contenu, Reponses(libelles={PARRAINAGES: "S.1.2-03"})))
    suivant = build_suivi(_2026=make_suivi(2026, 14, 28, 7, 12))
    (tableau,) = propose(suivant).tableaux
    assert tableau.a_dire == 0
    assert {c.raison for c in tableau.colonnes if c.usage is UsageColonne.VALEUR} == {"comme la dernière fois"}
    publish(suivant, propose(suivant))
    assert list_valeurs()["S.1.2-03", 2026, 2] == "12"


def test_a_title_of_another_year_follows_the_rule_that_was_kept() -> None:
    titres = ["Indicateur", "Niveau T1 2024", "Niveau T2 2024"]
    contenu = build_suivi(Suivi=[titres, [COLOCATION, 10, 21]])
    assert propose(contenu).tableaux[0].valeurs == ()
    dits = {"niveau periode": "valeur periode=titre"}
    publish(contenu, propose(contenu, Reponses(titres=dits)))
    assert list_valeurs() == {("S.1.2-01", 2024, 1): "10", ("S.1.2-01", 2024, 2): "21"}
    suivant = build_suivi(Suivi=[["Indicateur", "Niveau T1 2027"], [COLOCATION, 30]])
    (valeur,) = propose(suivant).tableaux[0].valeurs
    assert str(valeur.role) == "valeur annee=2027 trimestre=T1"


def test_what_was_said_is_kept_by_service_in_the_lot_and_undone_with_it() -> None:
    contenu = build_suivi(_2024=make_suivi(2024, 10, 21, 5, 9))
    publish(contenu, propose(contenu, Reponses(libelles={PARRAINAGES: "S.1.2-03"})))
    code = get_code(None)

    def list_gardees(service: str = CD.service_affiche) -> dict[str, str]:
        with read() as session:
            gardees = load_correspondances(session, code, service, REPRISE)
        assert {g.lot for g in gardees} <= {2}
        return {f"{g.genre} {g.texte}": g.lu_comme for g in gardees}

    assert list_gardees("France Travail") == {}
    gardees = list_gardees()
    assert gardees[f"{GenreCorrespondance.LIBELLE} {PARRAINAGES}"] == "S.1.2-03"
    assert gardees[f"{GenreCorrespondance.COLONNE} realise trimestre"] == "valeur periode=titre"
    assert gardees[f"{GenreCorrespondance.COLONNE} cible trimestre"] == ""
    publish_annulation(CD, code, 2, "essai", LE_JOUR)
    assert list_gardees() == {}
    assert propose(contenu).tableaux[0].a_dire == 1


def test_an_open_question_is_never_kept_as_an_answer() -> None:
    contenu = build_suivi(_2024=[*make_suivi(2024, 10, 21, 5, 9), ["x"]])
    publish(contenu, propose(contenu), partiel=True)
    assert [len(lot.fichier) > 0 for lot in list_lots(get_code(None))[1:]] == [True]
    assert propose(contenu).tableaux[0].a_dire == 1


def test_changing_a_published_value_asks_for_a_reason_like_any_file() -> None:
    avant = build_suivi(_2024=make_suivi(2024, 10, 21, 5, 9))
    publish(avant, propose(avant), partiel=True)
    apres = build_suivi(_2024=make_suivi(2024, 10, 22, 5, 9))
    (issue,) = publish(apres, propose(apres), partiel=True)
    assert "motif" in issue.refus
    (issue,) = publish(apres, propose(apres), partiel=True, motif="Donnée consolidée")
    assert (issue.refus, issue.valeurs) == ("", 1)


def test_two_sheets_that_say_one_datum_differently_are_not_published() -> None:
    contenu = build_suivi(_2024=make_suivi(2024, 10, 21, 5, 9), Suivi_2024=make_suivi(2024, 10, 22, 5, 9))
    issues = publish(contenu, propose(contenu), partiel=True)
    assert [issue.lot for issue in issues] == [None, None]
    assert all("dit autrement" in issue.refus for issue in issues)


def test_a_historical_value_is_checked_by_the_same_rules() -> None:
    contenu = build_suivi(_2024=make_suivi(2024, 30, 21, 5, 9))
    (tableau,) = propose(contenu).tableaux
    plan = verify_depot(CD, get_code(None), build_depot_tableau(contenu, "suivi.xlsx", tableau), date(2026, 8, 3))
    etats = {ligne.etat for ligne in plan.lignes if ligne.verifiee and ligne.verifiee.cle}
    assert etats == {EtatLigne.A_CONFIRMER}
    assert "C04" in {p.code for p in plan.problemes}


def test_a_libreoffice_workbook_is_read_as_an_excel_one() -> None:
    lignes = make_suivi(2024, 10, 21, 5, 9)
    ods, xlsx = build_ods({"2024": lignes}), build_suivi(_2024=lignes)
    lus = [propose_reprise(CD, get_code(None), c, "suivi", Reponses()).tableaux for c in (ods, xlsx)]
    assert lus[0] == lus[1] != []
    (issue,) = publish(ods, propose(ods), partiel=True)
    assert (issue.refus, issue.valeurs) == ("", 2)


def test_hidden_sheets_are_named_and_not_read() -> None:
    classeur = Workbook()
    classeur.worksheets[0].append(["Indicateur", "T1 2024"])
    classeur.worksheets[0].append([COLOCATION, 3])
    cachee = classeur.create_sheet("Brouillon")
    cachee.append(["Indicateur", "T1 2024"])
    cachee.append([COLOCATION, 4])
    cachee.sheet_state = "hidden"
    memoire = io.BytesIO()
    classeur.save(memoire)
    lues = {f.nom: (len(f.tableaux), f.raison) for f in propose(memoire.getvalue()).feuilles}
    assert lues == {"Sheet": (1, ""), "Brouillon": (0, "feuille masquée")}


def test_a_file_that_cannot_be_opened_says_why() -> None:
    reprise = propose_reprise(CD, get_code(None), b"%PDF-1.7", "suivi.pdf", Reponses())
    assert [p.code for p in reprise.problemes] == ["F03"]


def test_a_profile_that_may_not_deposit_is_refused() -> None:
    with pytest.raises(AccesRefuse):
        propose(build_suivi(**SUIVI), acteur=Acteur(Role.LECTEUR))


def test_the_lot_says_its_sheet_and_keeps_the_whole_file() -> None:
    contenu = build_suivi(**SUIVI)
    depot = replace(build_depot_tableau(contenu, "suivi.xlsx", propose(contenu).tableaux[1]), partiel=True)
    _, lot = publish_depot(CD, get_code(None), depot, maintenant=LE_JOUR)
    assert lot is not None
    assert "2025" in lot.lu_comme and "en-tête ligne 3" in lot.lu_comme


def test_a_column_of_quarters_from_1_to_4_gives_each_value_its_quarter() -> None:
    lignes = [[annee, n, 100 * (annee - 2023) + n] for annee in (2024, 2025) for n in range(1, 5)]
    contenu = build_suivi(Suivi=[["Année", "Trimestre", "S.1.2-01"], *lignes])
    publish(contenu, propose(contenu), accepter=frozenset({"C05"}))
    assert list_valeurs() == {("S.1.2-01", annee, n): str(valeur) for annee, n, valeur in lignes}


@pytest.mark.parametrize("faute", ["Villejuiff", "Créteille", "Commune inconnue"])
def test_a_misspelt_place_is_left_with_its_name_and_never_added_to_the_departement(faute: str) -> None:
    recus = "Nombre d'ARSA reçus"
    lignes = [[recus, "Créteil", 9], [recus, "Cachan", 8], [recus, faute, 7]]
    contenu = build_suivi(Suivi=[["Indicateur", "Commune", "T1 2024"], *lignes])
    (tableau,) = propose(contenu).tableaux
    plan = verify_depot(CD, get_code(None), build_depot_tableau(contenu, "suivi.xlsx", tableau), LE_JOUR.date())
    assert plan.laissees == 1 and [faute in p.message for p in plan.problemes if p.code == "L05"] == [True]
    publish(contenu, propose(contenu), partiel=True)
    resultats = build_contrat_lu(get_code(None)).resultats
    assert {(r.territoire, str(r.valeur)) for r in resultats} == {("94028", "9"), ("94016", "8")}
