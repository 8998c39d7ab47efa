"""A demonstration is never taken for the contract: each page and file that leaves it says so, and no real one does.

The files are found, not listed: whatever a page offers to download, every builder of lib/exports, every command.
"""

import csv
import importlib
import inspect
import io
import json
import pkgutil
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import lib.exports
from lib.cli.commandes import run
from lib.domain.droits import Acteur, Role
from lib.domain.fiction import COLONNE, MENTION, MOT, MOTS
from lib.domain.lecture import Lecture
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import Trimestre
from lib.exports.documents import DOCUMENTS
from lib.ui.francais import SCRIPTS
from lib.ui.routeur import SANS_PORTE
from lib.usecases.annotation import get_annotation
from lib.usecases.contrats import build_contrat_lu, get_code
from lib.usecases.depots import Depot, verify_depot
from lib.usecases.documents import get_document
from lib.usecases.lots import list_lots
from lib.usecases.modeles import FormatModele, get_modele
from lib.usecases.mon_trimestre import get_classeurs_zip
from lib.usecases.recu import get_piece, get_recu_html
from tests.chemins.lecture import capture_telechargements
from tests.phrases import ONGLETS_BUDGET, list_adresses_pages, open_magasin, open_page
from tests.serveur import RACINE

ADMIN = Acteur(Role.ADMINISTRATEUR)
T4 = Trimestre(2025, 4)
FAUX = b"code_indicateur;annee;trimestre;valeur\r\nS.1.2-02;2025;T4;environ 12\r\n"


class Fichier(NamedTuple):
    """A file that left a store, under the name it was offered."""

    nom: str
    contenu: bytes


def list_visites() -> Iterator[tuple[str, dict[str, str]]]:
    """Every page, its tabs and those of its states that offer other files."""
    for fichier in sorted(f.name for f in (RACINE / "pages").glob("[!_]*.py")):
        yield fichier, {"trimestre": str(T4)}
    for onglet in ONGLETS_BUDGET:
        yield "budget.py", {"trimestre": str(T4), "onglet": onglet}
    yield "indicateurs.py", {"trimestre": str(T4), "vue": "Tableau"}
    yield "indicateur.py", {"code": "S.1.2-02", "trimestre": str(T4)}
    yield "fiches_action.py", {"fiche": "S.1.2", "trimestre": str(T4)}
    yield "depots.py", {"lot": "2"}
    yield "depots.py", {"valeur": "resultats/S.1.2-02/2025/4/DEP/"}
    yield "mon_trimestre.py", {"trimestre": str(T4), "service": "France Travail"}
    for lecture in ({"avenant": "0"}, {"jusqu_a": "1"}):
        yield "synthese.py", lecture


def visit(role: Role) -> Iterator[tuple[str, AppTest, list[Fichier]]]:
    """Open each page as a role: its address, the page, what it offers; a page that fails is not passed over."""
    pages = list_adresses_pages()
    with pytest.MonkeyPatch.context() as environnement, capture_telechargements() as offerts:
        environnement.setattr(type(st.context), "cookies", property(lambda _: {"jalons_role": role.value}))
        for fichier, adresse in list_visites():
            offerts.clear()
            page = open_page(pages[fichier], adresse)
            assert not page.exception, (fichier, adresse, page.exception)
            if fichier == "depot.py":
                page.file_uploader[0].set_value(("t4.csv", FAUX, "text/csv")).run()
            yield f"{fichier} {adresse}", page, [Fichier(nom, contenu) for nom, contenu in offerts]


def list_muets(fichier: Fichier, pieces: frozenset[bytes] = frozenset()) -> list[str]:
    """Where a file does not say that it is fictional; one given back as it was received says it in its name alone."""
    muets = [] if MOT in fichier.nom.casefold() else [f"nom de {fichier.nom}"]
    if fichier.contenu in pieces:
        return muets
    if fichier.nom.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(fichier.contenu)) as archive:
            return muets + [m for nom in archive.namelist() for m in list_muets(Fichier(nom, archive.read(nom)))]
    if fichier.contenu.startswith(b"PK"):
        return muets + [f"{fichier.nom} : {lieu}" for lieu in list_feuilles_muettes(fichier.contenu)]
    texte = re.sub(r"\r\n ", "", fichier.contenu.decode("utf-8-sig")).replace("\u202f", " ")
    return muets if MOTS in texte else [*muets, f"contenu de {fichier.nom}"]


def list_feuilles_muettes(contenu: bytes) -> Iterator[str]:
    """Where the sheets of a workbook do not say it: name, printed header, and first rows unless they are the file's."""
    for feuille in openpyxl.load_workbook(io.BytesIO(contenu)):
        if MOT not in feuille.title:
            yield f"onglet {feuille.title}"
        if MOTS not in (feuille.oddHeader.center.text or ""):
            yield f"en-tête imprimé de {feuille.title}"
        haut = [cellule for rang in feuille.iter_rows(max_row=4, values_only=True) for cellule in rang]
        if not feuille.title.startswith(("À corriger", "Tous les messages")) and MOTS not in " ".join(map(str, haut)):
            yield f"premières lignes de {feuille.title}"


def list_construits() -> Iterator[Fichier]:
    """Every file a use case builds, under a name that says nothing."""
    code = get_code(None)
    for nom in DOCUMENTS:
        for annee in build_contrat_lu(code).compute_annees():
            for lecture in (Lecture(), Lecture(avenant=0), Lecture(jusqu_a=1)):
                yield Fichier(*get_document(ADMIN, code, nom, annee, lecture))
    for type_depot in TypeDepot:
        for format_modele in FormatModele:
            contenu = get_modele(ADMIN, code, type_depot, T4, format_modele)
            yield Fichier(f"{MOT}-{type_depot.value}.{format_modele.value}", contenu)
    yield Fichier(f"{MOT}.zip", get_classeurs_zip(ADMIN, code, T4))
    depot = Depot(FAUX, "t4.csv")
    yield Fichier(f"{MOT}-annotation.xlsx", get_annotation(code, depot, verify_depot(ADMIN, code, depot)))
    for lot in list_lots(code):
        yield Fichier(f"{MOT}-{lot.numero}.html", get_recu_html(ADMIN, code, lot.numero))


def list_pieces(code: str) -> frozenset[bytes]:
    return frozenset(get_piece(ADMIN, code, lot.numero)[1] for lot in list_lots(code) if lot.sha256 and lot.type_depot)


@pytest.fixture
def demonstration(magasin_demo: Path) -> Iterator[str]:
    """A demonstration store, read only."""
    with open_magasin(f"sqlite:///{magasin_demo}"):
        yield get_code(None)


@pytest.fixture
def reel(magasin_initial: Path) -> Iterator[str]:
    """A real store, read only."""
    with open_magasin(f"sqlite:///{magasin_initial}"):
        yield get_code(None)


def test_every_page_of_a_demonstration_says_it_and_every_file_it_offers_too(demonstration: str) -> None:
    pieces, noms, muets = list_pieces(demonstration), [], []
    for role in (Role.ADMINISTRATEUR, Role.CONTRIBUTEUR_CD):
        for lieu, page, fichiers in visit(role):
            if not any("fictifs" in bandeau.value for bandeau in page.warning[:1]):
                muets.append(f"bandeau de {lieu}")
            noms += [fichier.nom for fichier in fichiers]
            muets += [f"{lieu} : {muet}" for fichier in fichiers for muet in list_muets(fichier, pieces)]
    assert muets == []
    assert {Path(nom).suffix for nom in noms} == {".csv", ".html", ".ics", ".xlsx", ".zip"}, "une sorte n'a pas été vue"


def test_no_page_nor_file_of_a_real_store_says_that_it_is_fictional(reel: str) -> None:
    dits = []
    for lieu, page, fichiers in visit(Role.ADMINISTRATEUR):
        dits += [lieu for bandeau in page.warning if "fictifs" in bandeau.value]
        dits += [fichier.nom for fichier in fichiers if is_dit(fichier)]
    assert dits + [fichier.nom for fichier in list_construits() if is_dit(fichier._replace(nom=""))] == []


def is_dit(fichier: Fichier) -> bool:
    """Whether a file says anywhere that it is fictional."""
    if fichier.contenu.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(fichier.contenu)) as archive:
            membres = [Fichier("", archive.read(nom)) for nom in archive.namelist()]
        return MOT in fichier.nom or any(map(is_dit, membres))
    texte = fichier.contenu.decode("utf-8-sig", "replace")
    return MOT in fichier.nom or MOTS in texte or COLONNE in texte


def test_every_file_built_from_a_demonstration_says_it(demonstration: str) -> None:
    assert [muet for fichier in list_construits() for muet in list_muets(fichier)] == []


def test_every_builder_of_a_file_is_among_those_tried() -> None:
    modules = (importlib.import_module(f"lib.exports.{m.name}") for m in pkgutil.iter_modules(lib.exports.__path__))
    construits = {
        nom
        for module in modules
        for nom, fonction in inspect.getmembers(module, inspect.isfunction)
        if nom.startswith("build") and fonction.__annotations__.get("return") is bytes
    }
    documents = {"build_annexe3_previsionnel", "build_annexe3_initial", "build_annexe3_recapitulatif"}
    documents |= {"build_annexe3_execution", "build_matrice", "build_couts_volet3", "build_document"}
    modeles = {"build_modele_csv", "build_modele_xlsx", "build_annotation"}
    ouverts = {"build_csv", "build_datapackage"}
    publics = {"build_schema_json", "build_exemple_csv"}  # ne viennent d'aucun magasin
    assert construits == documents | modeles | ouverts | publics | {"build_recu_html", "build_agenda"}


@pytest.mark.parametrize(
    ("motif", "porte"),
    [(r"download_button\(", "lib/ui/telechargement.py"), (r"import Workbook\b", "lib/exports/tableur.py")],
)
def test_files_leave_by_one_door(motif: str, porte: str) -> None:
    sources = [*(RACINE / "lib").rglob("*.py"), *(RACINE / "pages").rglob("*.py")]
    par = [str(f.relative_to(RACINE)) for f in sources if re.search(motif, f.read_text(encoding="utf-8"))]
    assert par == [porte]


@pytest.mark.parametrize("anglais", ["label:`Download as CSV`", "label:`Download as PNG`", "`Copy Vega-Lite spec`"])
def test_the_downloads_that_streamlit_draws_itself_are_put_away(anglais: str) -> None:
    debuts = re.findall(r'aria-label\^="([^"]+)"', SANS_PORTE)
    assert SCRIPTS[anglais].split("`")[1].startswith(tuple(debuts))


def list_deposables(code: str) -> list[Fichier]:
    """The files of a store that are made to be deposited, renamed: the templates, and rows given back to be mended."""
    depot = Depot(FAUX, "t4.csv")
    return [
        *(
            Fichier(f"{type_depot.value}.{forme.value}", get_modele(ADMIN, code, type_depot, T4, forme))
            for type_depot in TypeDepot
            for forme in FormatModele
        ),
        Fichier("corrige.xlsx", get_annotation(code, depot, verify_depot(ADMIN, code, depot))),
    ]


def list_codes_dits(code: str, fichier: Fichier) -> set[str]:
    return {probleme.code for probleme in verify_depot(ADMIN, code, Depot(fichier.contenu, fichier.nom)).problemes}


def test_a_file_of_a_demonstration_is_known_again_by_a_real_store_and_no_other_is(
    magasin_demo: Path, magasin_initial: Path
) -> None:
    with open_magasin(f"sqlite:///{magasin_demo}"):
        fictifs = list_deposables(get_code(None))
        dits = {fichier.nom: list_codes_dits(get_code(None), fichier) for fichier in fictifs}
        assert [nom for nom, codes in dits.items() if "C39" in codes] == []
        assert [nom for nom, codes in dits.items() if "I10" in codes] == ["corrige.xlsx"], "« Mode d'emploi » se tait"
    with open_magasin(f"sqlite:///{magasin_initial}"):
        code = get_code(None)
        assert [fichier.nom for fichier in fictifs if "C39" not in list_codes_dits(code, fichier)] == []
        assert [fichier.nom for fichier in list_deposables(code) if "C39" in list_codes_dits(code, fichier)] == []


def test_each_command_that_gives_a_file_or_a_table_says_it(
    demonstration: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for commande in (
        ["exporter", str(tmp_path)],
        ["suivi", "--trimestre", "2025-T4"],
        *(["document", nom, "--annee", "2025", "--vers", str(tmp_path)] for nom in DOCUMENTS),
    ):
        assert run(commande) == 0
        assert capsys.readouterr().out.startswith(f"{MENTION}\n"), commande
    assert run(["suivi", "--trimestre", "2025-T4", "--json"]) == 0
    ecrit = capsys.readouterr()
    assert isinstance(json.loads(ecrit.out), list) and ecrit.err == f"{MENTION}\n"
    muets = [m for f in sorted(tmp_path.glob("*.xlsx")) for m in list_muets(Fichier(f.name, f.read_bytes()))]
    for fichier in sorted(tmp_path.glob("*.csv")):
        lignes = list(csv.reader(io.StringIO(fichier.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
        muets += [fichier.name for ligne in lignes[1:] if ligne[-1] != MOTS]
    paquet = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert MENTION in paquet["title"] and paquet["description"] == MENTION
    assert muets == []


def test_the_commands_of_a_real_store_say_nothing(
    reel: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["exporter", str(tmp_path)])
    run(["suivi", "--trimestre", "2025-T4", "--json"])
    run(["document", "matrice", "--vers", str(tmp_path)])
    ecrit = capsys.readouterr()
    assert MOTS not in ecrit.out + ecrit.err
    assert [f.name for f in tmp_path.iterdir() if is_dit(Fichier(f.name, f.read_bytes()))] == []


def is_annonce(page: AppTest) -> bool:
    return any("fictifs" in bandeau.value for bandeau in page.warning)


def test_the_banner_stands_above_a_page_that_fails(demonstration: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = list_adresses_pages()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lib.ui.echeances.show_liste", fail, raising=False)
    monkeypatch.setattr("lib.ui.page.open_page", fail)
    page = open_page(pages["echeances.py"], {})
    assert page.exception or page.error, "la page devait échouer"
    assert is_annonce(page)
