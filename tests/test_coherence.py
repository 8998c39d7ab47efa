"""The code base itself: what its layout promises, checked on the source."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import lib.domain
from lib.domain.nomenclatures import Nomenclature
from tests.serveur import RACINE

PAGES = sorted(fichier for fichier in (RACINE / "pages").glob("*.py") if fichier.name != "__init__.py")
SOURCES = sorted(
    fichier
    for fichier in [RACINE / "app.py", *(RACINE / "pages").rglob("*.py"), *(RACINE / "lib").rglob("*.py")]
    if "migrations" not in fichier.parts
)
LIGNES_PAGE = 80
LIGNES_FICHIER = 300


def get_nom(fichier: Path) -> str:
    return fichier.relative_to(RACINE).as_posix()


def count_lignes(fichier: Path) -> int:
    return len(fichier.read_text(encoding="utf-8").splitlines())


def read_imports(fichier: Path) -> set[str]:
    modules: set[str] = set()
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            modules |= {alias.name for alias in noeud.names}
        elif isinstance(noeud, ast.ImportFrom):
            modules.add(noeud.module or "")
    return modules


def is_open_page(instruction: ast.stmt) -> bool:
    appel = getattr(instruction, "value", None)
    if isinstance(appel, ast.Attribute):  # open_page(…).acteur
        appel = appel.value
    return isinstance(appel, ast.Call) and isinstance(appel.func, ast.Name) and appel.func.id == "open_page"


@pytest.mark.parametrize("page", PAGES, ids=get_nom)
def test_every_page_begins_by_open_page(page: Path) -> None:
    corps = ast.parse(page.read_text(encoding="utf-8")).body
    suite = [i for i in corps if not isinstance(i, ast.Import | ast.ImportFrom) and not _is_texte(i)]
    assert is_open_page(suite[0]), f"{page.name} : la première instruction après les imports doit être open_page(…)"


def _is_texte(instruction: ast.stmt) -> bool:
    return isinstance(instruction, ast.Expr) and isinstance(instruction.value, ast.Constant)


@pytest.mark.parametrize("page", PAGES, ids=get_nom)
def test_a_page_stays_short(page: Path) -> None:
    assert count_lignes(page) <= LIGNES_PAGE


def test_a_file_of_lib_stays_short() -> None:
    longueurs = {get_nom(f): count_lignes(f) for f in SOURCES if f.is_relative_to(RACINE / "lib")}
    assert {nom: n for nom, n in longueurs.items() if n > LIGNES_FICHIER} == {}


def test_only_the_screens_know_streamlit() -> None:
    ecrans = (RACINE / "app.py", *PAGES, *(RACINE / "lib" / "ui").glob("*.py"))
    fautifs = [
        get_nom(fichier)
        for fichier in SOURCES
        if fichier not in ecrans and any(module.split(".")[0] == "streamlit" for module in read_imports(fichier))
    ]
    assert fautifs == []


def test_app_imports_only_streamlit_and_the_screens() -> None:
    for module in read_imports(RACINE / "app.py"):
        assert module.split(".")[0] in ("streamlit", "starlette") or module.startswith("lib.ui")
    assert count_lignes(RACINE / "app.py") <= 40


def list_nomenclatures() -> list[type[Nomenclature]]:
    for module in pkgutil.iter_modules(lib.domain.__path__, "lib.domain."):
        importlib.import_module(module.name)
    listes = [liste for liste in Nomenclature.__subclasses__() if liste.__module__.startswith("lib.")]
    return sorted(listes, key=lambda liste: liste.__name__)


@pytest.mark.parametrize("liste", list_nomenclatures(), ids=lambda liste: liste.__name__)
def test_every_member_of_a_closed_list_has_its_own_label(liste: type[Nomenclature]) -> None:
    libelles = [membre.libelle for membre in liste]
    assert all(libelle and libelle == libelle.strip() for libelle in libelles)
    assert len(set(libelles)) == len(libelles)


def test_one_place_only_catches_a_refusal_on_screen() -> None:
    attrapes = []
    for fichier in SOURCES:
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.ExceptHandler) and noeud.type and "ErreurMetier" in ast.unparse(noeud.type):
                attrapes.append(get_nom(fichier))
    assert [nom for nom in attrapes if nom.startswith(("pages/", "lib/ui/"))] == ["lib/ui/page.py"]
