"""Every workbook by its name; its formulas recalculated by LibreOffice, and the check itself checked."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from lib.domain.erreurs import Introuvable
from lib.exports.documents import DOCUMENTS, build_document, get_nom_fichier
from tests.domain.fabrique_argent import make_contrat
from tests.exports.contrat_reel import build_contrat_execute, read_contrat
from tests.exports.recalcul import list_ecarts, read_formules, read_valeurs, recalculate
from tests.exports.test_annexe3 import build_contrat_execute as build_petit_contrat

FORMULE_FAUSSE, VALEUR_FAUSSE = "formule-fausse", "valeur-fausse"


def tamper(octets: bytes, ancien: str, nouveau: str) -> bytes:
    """Change the sheet's own XML, as a wrong builder would have written it."""
    sortie = BytesIO()
    with ZipFile(BytesIO(octets)) as lu, ZipFile(sortie, "w", ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            if nom == "xl/worksheets/sheet1.xml":
                assert ancien.encode() in contenu
                contenu = contenu.replace(ancien.encode(), nouveau.encode(), 1)
            ecrit.writestr(nom, contenu)
    return sortie.getvalue()


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    """Every document of the real contract, then of one with spending, and two tampered copies."""
    construits = {
        f"{nom}-{annee}": build_document(nom, read_contrat(), annee) for nom in DOCUMENTS for annee in (2024, 2025)
    }
    for nom in ("annexe3", "execution"):
        for annee in (2024, 2025):
            construits[f"execute-{nom}-{annee}"] = build_document(nom, build_petit_contrat(), annee)
            construits[f"depense-{nom}-{annee}"] = build_document(nom, build_contrat_execute(annee), annee)
    annexe = construits["annexe3-2024"]
    construits[VALEUR_FAUSSE] = tamper(annexe, "<v>365295</v>", "<v>365296</v>")
    construits[FORMULE_FAUSSE] = tamper(annexe, "SUM(D6:D8)", "SUM(D6:D7)")
    return construits


@pytest.fixture(scope="module")
def recalcules(documents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    dossier: Path = tmp_path_factory.mktemp("recalcul")
    return recalculate(documents, dossier)


def test_every_value_kept_beside_a_formula_is_the_one_libreoffice_finds(
    documents: dict[str, bytes], recalcules: dict[str, bytes]
) -> None:
    justes = [nom for nom in documents if nom not in (FORMULE_FAUSSE, VALEUR_FAUSSE)]
    assert sum(len(read_formules(documents[nom])) for nom in justes) > 500
    for nom in justes:
        assert list_ecarts(read_valeurs(documents[nom]), read_valeurs(recalcules[nom])) == [], nom


@pytest.mark.parametrize("nom", [FORMULE_FAUSSE, VALEUR_FAUSSE])
def test_the_recalculation_catches_a_wrong_formula_and_a_wrong_value(
    nom: str, documents: dict[str, bytes], recalcules: dict[str, bytes]
) -> None:
    ecarts = list_ecarts(read_valeurs(documents[nom]), read_valeurs(recalcules[nom]))
    assert any(ecart.startswith("Prévisionnel 2024!D9 :") for ecart in ecarts)


def test_the_recalculated_totals_are_those_of_the_spending(recalcules: dict[str, bytes]) -> None:
    depenses = [e for e in build_contrat_execute(2024).executions if e.fiche.startswith("S.")]
    etat, cd = (sum(e.montant for e in depenses if e.financeur == qui) / 100 for qui in ("ETAT", "CD"))
    valeurs = read_valeurs(recalcules["depense-execution-2024"])
    ligne = next(case[1:] for (_, case), valeur in valeurs.items() if valeur == "TOTAUX FINANCIERS")
    lues = [valeurs[("Exécution 2024", f"{colonne}{ligne}")] for colonne in "DEFGH"]
    assert lues == [1553395, round(etat, 2), round(1553395 - etat, 2), round(cd, 2), round(etat + cd, 2)]


def test_no_cell_shows_an_error_or_a_python_word(documents: dict[str, bytes]) -> None:
    for nom, octets in documents.items():
        for case, valeur in read_valeurs(octets).items():
            texte = str(valeur)
            assert not texte.startswith("#") and texte not in ("None", "nan"), (nom, case)


def test_headings_repeat_on_every_printed_page(documents: dict[str, bytes]) -> None:
    for octets in documents.values():
        for feuille in openpyxl.load_workbook(BytesIO(octets)):
            assert feuille.print_title_rows
            assert feuille.page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    ("nom", "annee", "phrase"),
    [
        ("annexe4", 2024, "Le document « annexe4 » n’existe pas"),
        ("annexe3", 2023, "L’année 2023 est hors du contrat"),
        ("execution", 2028, "L’année 2028 est hors du contrat"),
    ],
)
def test_an_unknown_document_or_year_is_refused_with_a_sentence(nom: str, annee: int, phrase: str) -> None:
    with pytest.raises(Introuvable, match=phrase):
        build_document(nom, make_contrat(), annee)


def test_a_document_without_year_ignores_it() -> None:
    assert build_document("matrice", read_contrat(), 0)


@pytest.mark.parametrize(
    ("nom", "fichier"), [("annexe3", "94-2024-annexe3-2025.xlsx"), ("matrice", "94-2024-matrice.xlsx")]
)
def test_the_file_name_says_what_it_holds(nom: str, fichier: str) -> None:
    assert get_nom_fichier(nom, read_contrat(), 2025) == fichier


def test_amounts_ask_for_french_separators_whatever_the_office(documents: dict[str, bytes]) -> None:
    for feuille in openpyxl.load_workbook(BytesIO(documents["annexe3-2024"])):
        formats = {case.number_format for rangee in feuille.iter_rows() for case in rangee if case.data_type in "nf"}
        assert {format_nombre[:7] for format_nombre in formats - {"General"}} == {"[$-40C]"}


@pytest.mark.parametrize("nom", ["annexe3-2024", "annexe3-2025", "execution-2024"])
def test_a_table_of_the_annex_is_printed_on_one_page(nom: str, documents: dict[str, bytes]) -> None:
    (feuille,) = openpyxl.load_workbook(BytesIO(documents[nom])).worksheets
    assert (feuille.page_setup.fitToWidth or 1, feuille.page_setup.fitToHeight or 1) == (1, 1)
    assert feuille.page_setup.fitToHeight != 0
