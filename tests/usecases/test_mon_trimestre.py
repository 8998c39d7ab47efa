"""The workbooks of a quarter, one per service, in one file: each, once filled, is taken back without any question."""

import io
from datetime import UTC, date, datetime
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.faits import Resultat
from lib.domain.indicateurs import Indicateur
from lib.domain.lecture import Lecture
from lib.domain.lots import Lot
from lib.domain.nomenclatures import GenreLot, TypeDepot, TypeValeur
from lib.domain.periodes import Trimestre
from lib.domain.services import list_services
from lib.store.engine import write
from lib.store.lots import lock_contrat, save_lot
from lib.usecases.contrats import build_contrat_lu, get_code, publish_contrat
from lib.usecases.depots import Depot, verify_depot
from lib.usecases.mon_trimestre import get_classeurs_zip, get_nom_zip, list_classeurs, load_mon_trimestre
from tests.serveur import RACINE

ADMIN, CD, FT = (Acteur(role) for role in (Role.ADMINISTRATEUR, Role.CONTRIBUTEUR_CD, Role.CONTRIBUTEUR_FT))
T3, T4 = Trimestre(2024, 3), Trimestre(2024, 4)
LE_JOUR = date(2025, 2, 10)
ENTETE = 2
"""Row of the header in a template."""


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, RACINE / "data" / "contrats" / "94-val-de-marne")


def open_zip(acteur: Acteur = ADMIN, trimestre: Trimestre = T4) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(get_classeurs_zip(acteur, get_code(None), trimestre))) as archive:
        assert archive.testzip() is None
        return {nom: archive.read(nom) for nom in archive.namelist()}


def get_role(nom: str) -> Acteur:
    """Who deposits a workbook: the contributor of its producer."""
    return FT if "-T4-france-travail" in nom else CD


def fill(classeur: bytes, type_depot: TypeDepot) -> tuple[bytes, int]:
    """Fill the département's own rows as an office would; give the workbook and how many rows were filled."""
    livre = openpyxl.load_workbook(io.BytesIO(classeur))
    feuille = livre.worksheets[0]
    assert isinstance(feuille, Worksheet)
    rangs = {colonne.nom: n for n, colonne in enumerate(COLONNES[type_depot], 1)}
    indicateurs = build_contrat_lu(get_code(None)).indicateur_par_code
    remplies = 0
    for ligne in range(ENTETE + 1, feuille.max_row + 1):
        code = str(feuille.cell(ligne, 1).value or "")
        if not code or (type_depot is TypeDepot.RESULTATS and feuille.cell(ligne, rangs["ventilation"]).value):
            continue
        if type_depot is TypeDepot.EXECUTIONS:
            prevu = feuille.cell(ligne, rangs["montant_prevu"]).value
            feuille.cell(ligne, rangs["montant_realise"]).value = prevu if isinstance(prevu, int | float) else 0
        elif feuille.cell(ligne, rangs["territoire"]).value == "DEP":
            _fill_resultat(feuille, ligne, rangs, indicateurs[code])
        else:
            continue
        remplies += 1
    sortie = io.BytesIO()
    livre.save(sortie)
    return sortie.getvalue(), remplies


def _fill_resultat(feuille: Worksheet, ligne: int, rangs: dict[str, int], indicateur: Indicateur) -> None:
    if indicateur.type is TypeValeur.TEXTE:
        feuille.cell(ligne, rangs["valeur"]).value = "Décrit dans la convention"
    elif indicateur.type is TypeValeur.NOMBRE:
        feuille.cell(ligne, rangs["valeur"]).value = 12
    else:
        feuille.cell(ligne, rangs["numerateur"]).value = 12
        feuille.cell(ligne, rangs["denominateur"]).value = 36


def test_the_administrator_has_a_workbook_per_service_and_kind_and_each_role_its_own() -> None:
    contrat = build_contrat_lu(get_code(None))
    noms = {service.nom_fichier for service in list_services(contrat)}
    tous = list(open_zip())
    assert [nom for nom in tous if "-resultats-" in nom] == [
        f"94-2024-resultats-2024-T4-{service.nom_fichier}.xlsx" for service in list_services(contrat)
    ]
    assert {nom.split("-2024-T4-")[1] for nom in tous if "-executions-" in nom} == {
        f"{nom}.xlsx" for nom in noms - {"france-travail"}
    }
    assert set(open_zip(CD)) == {nom for nom in tous if "-T4-france-travail" not in nom}
    assert list(open_zip(FT)) == ["94-2024-resultats-2024-T4-france-travail.xlsx"]


def test_names_are_ascii_and_dates_do_not_depend_on_the_day() -> None:
    code = get_code(None)
    with ZipFile(io.BytesIO(get_classeurs_zip(CD, code, T4))) as archive:
        for entree in archive.infolist():
            assert entree.filename.isascii() and entree.flag_bits & 0x800 == 0
            assert entree.date_time == (2024, 12, 31, 0, 0, 0)
    assert get_nom_zip(code, T4) == "94-2024-classeurs-2024-T4.zip"


def test_each_workbook_of_the_real_contract_once_filled_is_recognised_and_ready_for_its_role() -> None:
    code = get_code(None)
    for nom, contenu in open_zip().items():
        type_depot = TypeDepot.EXECUTIONS if "-executions-" in nom else TypeDepot.RESULTATS
        rempli, lignes = fill(contenu, type_depot)
        plan = verify_depot(get_role(nom), code, Depot(contenu=rempli, nom=nom, trimestre=T4), LE_JOUR)
        assert plan.type_depot is type_depot, nom
        assert [probleme.message for probleme in plan.problemes] == [], nom
        assert (len(plan.a_publier), plan.laissees) == (lignes, 0), nom
        assert lignes > 0


def test_each_workbook_says_whose_it_is_and_left_empty_changes_nothing() -> None:
    code = get_code(None)
    for nom, contenu in open_zip().items():
        consigne = str(openpyxl.load_workbook(io.BytesIO(contenu)).worksheets[0]["A1"].value)
        assert "Conseil départemental - " in consigne.replace("–", "-") or "France Travail" in consigne
        plan = verify_depot(get_role(nom), code, Depot(contenu=contenu, nom=nom), LE_JOUR)
        assert (plan.problemes, plan.a_publier) == ((), ())


def test_another_role_s_workbook_is_refused_row_by_row() -> None:
    contenu = open_zip()["94-2024-resultats-2024-T4-france-travail.xlsx"]
    rempli, lignes = fill(contenu, TypeDepot.RESULTATS)
    plan = verify_depot(CD, get_code(None), Depot(contenu=rempli, nom="ft.xlsx"), LE_JOUR)
    assert [probleme.code for probleme in plan.problemes] == ["L02"] * lignes


def test_an_axe_whose_period_is_over_has_no_workbook() -> None:
    noms = list(open_zip(CD, Trimestre(2025, 2)))
    assert len(noms) == 6
    assert not [nom for nom in noms if "volet" in nom]
    with pytest.raises(SaisieRefusee, match="Aucun classeur à remplir pour le T2 2025"):
        get_classeurs_zip(FT, get_code(None), Trimestre(2025, 2))


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.COMMISSAIRE, Role.VALIDEUR_ETAT])
def test_who_may_not_deposit_results_has_no_workbook(role: Role) -> None:
    with pytest.raises(AccesRefuse):
        list_classeurs(Acteur(role), get_code(None), T4)


def test_a_quarter_outside_the_contract_is_refused() -> None:
    with pytest.raises(Introuvable):
        get_classeurs_zip(CD, get_code(None), Trimestre(2031, 1))


def test_the_quarter_is_read_with_its_lots_as_any_reading_knows_it() -> None:
    code = get_code(None)
    with write() as session:
        lock_contrat(session, code)
        fait = Resultat(indicateur="S.1.3-01", annee=2024, trimestre=4, valeur=None, texte="en attente")
        lot = Lot(genre=GenreLot.DEPOT, service="Conseil départemental", publie_le=datetime(2025, 1, 20, tzinfo=UTC))
        numero = save_lot(session, code, lot, [fait])
    lecteur = Acteur(Role.LECTEUR)
    (recue,) = load_mon_trimestre(lecteur, code, T4, aujourd_hui=LE_JOUR).list_donnees("recues")
    assert recue.lot is not None
    assert (recue.indicateur.code, recue.lot.numero, recue.lot.service) == ("S.1.3-01", numero, "Conseil départemental")
    avant = load_mon_trimestre(lecteur, code, T4, Lecture(jusqu_a=numero - 1), LE_JOUR)
    assert avant.list_donnees("recues") == []
