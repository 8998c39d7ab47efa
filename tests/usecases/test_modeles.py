"""Templates from the store: the right is checked, they hold what was published, and once filled they are published."""

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.droits import Acteur, Role
from lib.domain.erreurs import AccesRefuse, Introuvable, SaisieRefusee
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu, publish_contrat
from lib.usecases.depots import Depot, publish_depot, verify_depot
from lib.usecases.modeles import FormatModele, get_modele, get_nom_modele
from tests.imports.test_dossier import FICTIF

CODE = "00-fictif"
ADMIN = Acteur(role=Role.ADMINISTRATEUR)
CD = Acteur(role=Role.CONTRIBUTEUR_CD)
T4 = Trimestre(2025, 4)
LE_JOUR = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def contrat(moteur: Engine) -> None:
    publish_contrat(ADMIN, FICTIF)


def get_csv(acteur: Acteur = CD, type_depot: TypeDepot = TypeDepot.RESULTATS, trimestre: Trimestre = T4) -> list[str]:
    contenu = get_modele(acteur, CODE, type_depot, trimestre, FormatModele.CSV)
    return contenu.decode("utf-8-sig").splitlines()


def test_a_template_once_filled_is_published_and_the_next_one_knows_it() -> None:
    lignes = get_csv()
    rang = next(n for n, ligne in enumerate(lignes) if ligne.startswith("F1-01;") and ";DEP;;" in ligne)
    cellules = lignes[rang].split(";")
    titres = lignes[1].split(";")  # sous la mention d'une démonstration
    cellules[titres.index("valeur")] = "1 300,5"
    contenu = "\r\n".join([*lignes[:rang], ";".join(cellules), *lignes[rang + 1 :]]).encode("utf-8-sig")
    depot = Depot(contenu=contenu, nom="modele.csv", accepter=frozenset({"C13"}))
    _, lot = publish_depot(CD, CODE, depot, maintenant=LE_JOUR)
    assert lot is not None
    assert [r.valeur for r in build_contrat_lu(CODE).resultats] == [Decimal("1300.5")]
    connue = dict(zip(titres, get_csv()[rang].split(";"), strict=True))["valeur_connue"]
    assert connue == "1300,5"


@pytest.mark.parametrize("format_modele", list(FormatModele))
def test_an_unfilled_template_changes_nothing(format_modele: FormatModele) -> None:
    contenu = get_modele(CD, CODE, TypeDepot.EXECUTIONS, T4, format_modele)
    nom = get_nom_modele(CODE, TypeDepot.EXECUTIONS, T4, format_modele)
    plan = verify_depot(CD, CODE, Depot(contenu=contenu, nom=nom), LE_JOUR.date())
    assert (plan.type_depot, plan.problemes, plan.a_publier) == (TypeDepot.EXECUTIONS, (), ())
    assert {ligne.etat.value for ligne in plan.lignes} == {"vide"}


def test_the_name_says_the_contract_the_file_and_the_quarter_or_the_year() -> None:
    assert get_nom_modele(CODE, TypeDepot.RESULTATS, T4, "xlsx") == "00-fictif-resultats-2025-T4.xlsx"
    assert get_nom_modele(CODE, TypeDepot.CIBLES, T4, "csv") == "00-fictif-cibles-2025.csv"


@pytest.mark.parametrize(
    ("role", "type_depot"), [(Role.LECTEUR, TypeDepot.RESULTATS), (Role.CONTRIBUTEUR_FT, TypeDepot.EXECUTIONS)]
)
def test_who_may_not_upload_a_file_has_no_template_of_it(role: Role, type_depot: TypeDepot) -> None:
    with pytest.raises(AccesRefuse):
        get_modele(Acteur(role=role), CODE, type_depot, T4)


def test_a_person_with_nothing_to_fill_is_told_why(tmp_path: Path) -> None:
    with pytest.raises(AccesRefuse, match="aucun droit d’écriture au profil « Contributeur France Travail »"):
        get_modele(Acteur(role=Role.CONTRIBUTEUR_FT), CODE, TypeDepot.RESULTATS, T4)
    dossier = Path(shutil.copytree(FICTIF, tmp_path / "fictif"))
    with (dossier / "habilitations.csv").open("a", encoding="utf-8") as droits:
        droits.write("contributeur_ft;fiche;F2;essai\n")
    publish_contrat(ADMIN, dossier, avenant=1)
    with pytest.raises(SaisieRefusee, match="hors période"):
        get_modele(Acteur(role=Role.CONTRIBUTEUR_FT), CODE, TypeDepot.RESULTATS, Trimestre(2025, 1))


def test_a_quarter_outside_the_contract_is_refused() -> None:
    with pytest.raises(Introuvable, match="hors du contrat"):
        get_modele(CD, CODE, TypeDepot.RESULTATS, Trimestre(2030, 1))


def test_the_rows_out_of_period_come_when_asked() -> None:
    tot = Trimestre(2025, 1)
    assert not [ligne for ligne in get_csv(ADMIN, TypeDepot.RESULTATS, tot) if ligne.startswith("F2-01;")]
    contenu = get_modele(ADMIN, CODE, TypeDepot.RESULTATS, tot, "csv", hors_periode=True)
    assert b"\nF2-01;" in contenu
