"""Every filled cell of a file is accounted for: published, already there, left with its message, ignored by name.

The count of the file is made here a second time, from the cells that the test itself wrote.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.domain.bordereau import SortCellule
from lib.domain.depots import COLONNES
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot
from lib.usecases.recu import get_recu
from tests.imports.fabrique import build_classeur, to_csv
from tests.usecases.test_degats import DEGATS
from tests.usecases.test_messages import CD, CODE, LE_JOUR, ORDINAIRES

TIRAGES = 60
ECRITS = (
    "",
    "",
    "",
    "12",
    "1 015",
    "environ 12",
    "ND",
    "EFFACER",
    "À définir",
    "#REF!",
    "1.234",
    "-3",
    "0,5",
    "x",
    " ",
)
ECRITS += ("31/12/2025", "Mesurée", "Provisoire", "S.1.2-02", "Créteil", "T2", "2025", "Notifié", "État", "relu", "'")


@pytest.fixture(scope="module", autouse=True)
def magasin(magasin_initial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    copie = shutil.copy(magasin_initial, tmp_path_factory.mktemp("conservation") / "jalons.sqlite")
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("DATABASE_URL", f"sqlite:///{copie}")
        yield


def draw_tableau(type_depot: TypeDepot, tirage: random.Random) -> tuple[list[str], list[list[str]]]:
    """Draw a table: ordinary rows repeated and spoiled, with columns of the office's own."""
    colonnes = [c.intitule for c in COLONNES[type_depot]]
    noms = [c.nom for c in COLONNES[type_depot]]
    propres = tirage.sample(["agent", "ville", "note", "semaine 12"], tirage.randrange(3))
    lignes = []
    for _ in range(tirage.randrange(1, 9)):
        modele = dict(tirage.choice(ORDINAIRES[type_depot]))
        for _ in range(tirage.randrange(4)):
            modele[tirage.choice(noms)] = tirage.choice(ECRITS)
        propre = [tirage.choice(("", "M. D.", "Créteil", "14")) for _ in propres]
        lignes.append([*(str(modele.get(nom, "")) for nom in noms), *propre])
    return [*colonnes, *propres], lignes


def count_remplies(type_depot: TypeDepot, titres: list[str], lignes: list[list[str]]) -> int:
    """Count, as a person would with a pencil, the filled cells of the columns to fill and of those nobody reads."""
    saisies = {c.intitule for c in COLONNES[type_depot] if c.saisie}
    connues = {c.intitule for c in COLONNES[type_depot]}
    comptees = [titre in saisies or titre not in connues for titre in titres]
    return sum(bool(case.strip(" '")) and vue for ligne in lignes for case, vue in zip(ligne, comptees, strict=True))


def verify(contenu: bytes, type_depot: TypeDepot | None = None, nom: str = "depot.csv") -> PlanDepot:
    return verify_depot(CD, CODE, Depot(contenu=contenu, nom=nom, type_depot=type_depot), LE_JOUR.date())


def check_equilibre(plan: PlanDepot) -> None:
    """The sum holds, and whatever was left aside is told: on its row, or of the whole file."""
    assert "F14" not in {p.code for p in plan.problemes}, plan.problemes
    assert plan.bordereau is not None
    b = plan.bordereau
    assert b.remplies == b.publiees + b.inchangees + b.laissees + b.ignorees
    du_fichier = any(p.ligne is None and p.niveau is NiveauProbleme.A_CONFIRMER for p in plan.problemes)
    laissees = [c for c in plan.cellules if c.sort is SortCellule.LAISSEE]
    if b.laissees and not du_fichier:
        assert laissees and all(c.message for c in laissees)
    ignorees = [c for c in plan.cellules if c.sort is SortCellule.IGNOREE]
    assert bool(ignorees) == bool(b.ignorees)


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_the_cells_of_any_csv_are_all_accounted_for(type_depot: TypeDepot) -> None:
    for numero in range(TIRAGES):
        tirage = random.Random(f"{type_depot} {numero}")
        titres, lignes = draw_tableau(type_depot, tirage)
        plan = verify(to_csv([titres, *lignes]).encode(), type_depot)
        check_equilibre(plan)
        assert plan.bordereau is not None
        assert plan.bordereau.remplies == count_remplies(type_depot, titres, lignes)


@pytest.mark.parametrize("type_depot", TypeDepot)
def test_the_cells_of_any_workbook_are_all_accounted_for(type_depot: TypeDepot) -> None:
    for numero in range(TIRAGES // 4):
        tirage = random.Random(f"classeur {type_depot} {numero}")
        titres, lignes = draw_tableau(type_depot, tirage)
        cellules: list[list[Any]] = [[case or None for case in ligne] for ligne in lignes]
        plan = verify(build_classeur({"Feuille": [titres, *cellules]}), type_depot, "depot.xlsx")
        check_equilibre(plan)
        assert plan.bordereau is not None
        assert plan.bordereau.remplies == count_remplies(type_depot, titres, lignes)


@pytest.mark.parametrize("nom", DEGATS)
def test_the_cells_of_a_damaged_csv_are_all_accounted_for(nom: str) -> None:
    for numero in range(TIRAGES):
        tirage = random.Random(f"dégât {nom} {numero}")
        type_depot = tirage.choice(list(TypeDepot))
        titres, lignes = draw_tableau(type_depot, tirage)
        textes = [";".join(case.replace(";", ",") for case in ligne) for ligne in lignes]
        if len(textes) > 1:
            DEGATS[nom](textes, tirage, ";")
        plan = verify("\n".join([";".join(titres), *textes, ""]).encode(), type_depot)
        if not plan.est_illisible:
            check_equilibre(plan)
        assert "F14" not in {p.code for p in plan.problemes}


def test_the_cells_of_a_table_with_quarters_in_columns_are_all_accounted_for() -> None:
    for numero in range(TIRAGES):
        tirage = random.Random(f"large {numero}")
        codes = tirage.choices(("S.1.1-01", "S.1.2-02", "S.1.3-01", "inconnu", ""), k=6)
        lignes = [[code, *(tirage.choice(ECRITS) for _ in range(4))] for code in codes]
        titres = ["code_indicateur", "T1 2025", "T2 2025", "commentaire", "ville"]
        plan = verify(to_csv([titres, *lignes]).encode(), TypeDepot.RESULTATS)
        if not plan.est_illisible:
            check_equilibre(plan)
            assert plan.bordereau is not None
            vues = [case for ligne in lignes for case in ligne[1:]]
            assert plan.bordereau.remplies == sum(bool(case.strip(" '")) for case in vues)


def test_the_balance_is_on_the_receipt_with_what_was_left_and_ignored() -> None:
    titres = ["code_indicateur", "annee", "trimestre", "valeur", "commentaire", "agent"]
    lignes = [
        ["S.1.1-01", "2025", "T1", "62", "relevé", "M. D."],
        ["S.1.2-02", "2025", "T1", "environ 60", "", "M. D."],
        ["S.1.3-01", "2025", "T1", "", "", ""],
    ]
    depot = Depot(contenu=to_csv([titres, *lignes]).encode(), nom="t1.csv", partiel=True)
    plan, lot = publish_depot(CD, CODE, depot, maintenant=LE_JOUR)
    assert plan.phrase_bordereau.replace("\u00a0", " ") == (
        "5 cellules remplies dans votre fichier = 2 à publier + 1 laissée de côté + 2 ignorées (F « agent »)"
    )
    assert lot is not None
    recu = get_recu(CD, CODE, lot.numero)
    assert recu.bordereau is not None
    assert (recu.bordereau.remplies, recu.bordereau.publiees, recu.bordereau.laissees) == (5, 2, 1)
    (laissee,) = recu.list_cellules(SortCellule.LAISSEE)
    assert (laissee.numero, laissee.code, laissee.lu) == (3, "V01", "environ 60")
    assert [c.colonne for c in recu.list_cellules(SortCellule.IGNOREE)] == ["F «\u00a0agent\u00a0»"]
