"""The unit a column says: what the template prints is never asked about, another unit is, a multiple is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.domain.depots import COLONNES
from lib.domain.droits import Acteur, Role
from lib.domain.modeles import build_lignes_modele
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.usecases.contrats import build_contrat_lu
from lib.usecases.depots import Depot, PlanDepot, verify_depot
from tests.imports.fabrique import to_csv
from tests.usecases.test_messages import CODE, LE_JOUR, Ligne, cible, contexte, resultat

ADMIN = Acteur(Role.ADMINISTRATEUR)
R, C, CX = TypeDepot.RESULTATS, TypeDepot.CIBLES, TypeDepot.CONTEXTE


@pytest.fixture(scope="module", autouse=True)
def magasin(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    copie = shutil.copy(magasin_initial, tmp_path_factory.mktemp("unites") / "jalons.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        yield


def verify(type_depot: TypeDepot, *lignes: Ligne) -> PlanDepot:
    noms = [colonne.nom for colonne in COLONNES[type_depot]]
    rangees = [noms, *([write(ligne.get(nom)) for nom in noms] for ligne in lignes)]
    depot = Depot(contenu=to_csv(rangees).encode(), nom="depot.csv", type_depot=type_depot)
    return verify_depot(ADMIN, CODE, depot, LE_JOUR.date())


def write(contenu: Any) -> str:
    return "" if contenu is None else str(contenu)


def list_codes(plan: PlanDepot) -> set[str]:
    return {probleme.code for probleme in plan.problemes} & {"V35", "C36"}


@pytest.mark.parametrize("type_depot", [R, C, CX])
def test_no_unit_that_the_template_prints_is_asked_about(type_depot: TypeDepot) -> None:
    contrat = build_contrat_lu(CODE)
    lignes = build_lignes_modele(contrat, type_depot, Trimestre(2025, 2), ADMIN, hors_periode=True)
    unites = {indicateur.unite for indicateur in contrat.indicateurs if not indicateur.formule}
    imprimees = {ligne["unite"] for ligne in lignes}
    assert imprimees and (type_depot is CX or unites & imprimees)
    remplies = [{**ligne, "valeur": 12, "avenant": 0} for ligne in lignes]
    assert list_codes(verify(type_depot, *remplies)) == set()


@pytest.mark.parametrize(
    ("type_depot", "ligne"),
    [(R, resultat("64")), (C, cible("60")), (CX, contexte("4 018")), (R, resultat("75", "S.2.1-01"))],
)
@pytest.mark.parametrize(
    "unite", ["milliers", "en milliers", "k€", "K€", "M€", "k EUR", "centaines", "millions d'euros", "x1000", "kEUR"]
)
def test_a_multiple_is_refused(type_depot: TypeDepot, ligne: Ligne, unite: str) -> None:
    plan = verify(type_depot, ligne | {"unite": unite})
    assert list_codes(plan) == {"V35"} and plan.a_publier == ()


@pytest.mark.parametrize(
    ("type_depot", "ligne", "unites"),
    [
        (R, resultat("64"), ("%", "€", "familles", "ETP", "mois")),
        (C, cible("60"), ("%", "euros")),
        (R, resultat("75", "S.2.1-01"), ("jeunes", "nombre")),
        (CX, contexte("4 018"), ("personnes", "%")),
    ],
)
def test_another_unit_is_asked(type_depot: TypeDepot, ligne: Ligne, unites: tuple[str, ...]) -> None:
    for unite in unites:
        plan = verify(type_depot, ligne | {"unite": unite})
        assert list_codes(plan) == {"C36"}, unite
        assert plan.a_publier == ()


@pytest.mark.parametrize(
    ("ligne", "unites"),
    [
        (resultat("64"), ("JEUNES", "jeune", "nombre", "Nb", "jeunes suivis", "")),
        (resultat("75", "S.2.1-01"), ("%", "pourcentage", "% des jeunes")),
    ],
)
def test_a_looser_name_of_the_unit_is_not(ligne: Ligne, unites: tuple[str, ...]) -> None:
    for unite in unites:
        assert list_codes(verify(R, ligne | {"unite": unite})) == set(), unite


def test_a_unit_is_nobodys_business_where_no_figure_is_published() -> None:
    for valeur in ("ND", "EFFACER", ""):
        assert list_codes(verify(R, resultat(valeur, unite="milliers"))) == set()
