import pytest

from lib.imports.classeur import LIMITE_DECOMPRESSE
from lib.imports.grille import LIMITE_OCTETS
from lib.imports.lecture import read_fichier
from lib.imports.refus import check_contenu
from tests.imports.fabrique import EN_TETE, LIGNES, MIMETYPE_ODS, build_archive, build_classeur, build_ods, to_csv


def _build_opendocument(genre: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{genre}".encode()
    return build_archive({"mimetype": mimetype, "content.xml": b"<o/>"})


STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("contenu", "nature"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "un PDF"),
        (OLE + "Workbook".encode("utf-16-le"), "un ancien classeur Excel (.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "un ancien document Office"),
        (b"<html><body><table><tr><td>code_indicateur</td></tr></table>", "une page web"),
        ("\ufeff  <!DOCTYPE html>\n<html>".encode(), "une page web"),
        ("<html><table>".encode("utf-16"), "une page web"),
        (b"<table border=1><tr><td>valeur</td></tr>", "une page web"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "un fichier XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "une image"),
        (b"{\\rtf1\\ansi}", "un document texte (RTF)"),
        (build_archive({"word/document.xml": b"<w/>"}), "un document Word"),
        (build_archive({"ppt/presentation.xml": b"<p/>"}), "une présentation PowerPoint"),
        (_build_opendocument("text"), "un texte LibreOffice (.odt)"),
        (_build_opendocument("text-template"), "un texte LibreOffice (.odt)"),
        (_build_opendocument("presentation"), "une présentation LibreOffice (.odp)"),
        (_build_opendocument("chart"), "un document LibreOffice"),
        (build_archive({"mimetype": b"application/epub+zip", "content.xml": b"<o/>"}), "une archive compressée"),
        (build_archive({"xl/workbook.bin": b"\x00"}), "un classeur Excel binaire (.xlsb)"),
        (build_archive({"resultats.csv": b"a;b"}), "une archive compressée"),
        (build_archive({"xl/workbook.xml": STRICT}), "«\u00a0Open XML strict\u00a0»"),
        (bytes(range(1, 32)) * 20, "un fichier .dat"),
    ],
)
def test_what_is_no_spreadsheet_is_named(contenu: bytes, nature: str):
    refus = check_contenu(contenu, "resultats.dat")
    assert refus is not None
    assert (refus.code, nature in refus.message) == ("F03", True)


@pytest.mark.parametrize(
    "contenu",
    [OLE + "EncryptedPackage".encode("utf-16-le"), b"PK\x03\x04 tronque", build_classeur({"A": [["x"]]})[:600]],
)
def test_a_locked_or_damaged_workbook_is_refused(contenu: bytes):
    refus = check_contenu(contenu, "resultats.xlsx")
    assert refus is not None
    assert refus.code == "F04"


@pytest.mark.parametrize(
    "membres",
    [
        {"content.xml": b"\x8f\x01\xc2chiffre"},
        {"META-INF/manifest.xml": b"<manifest/>", "encrypted-package": b"\x8f\x01\xc2chiffre"},
    ],
)
def test_a_locked_libreoffice_workbook_is_refused(membres: dict[str, bytes]):
    table, _, problemes = read_fichier(build_archive({"mimetype": MIMETYPE_ODS, **membres}), "resultats.ods")
    assert (table, [probleme.code for probleme in problemes]) == (None, ["F04"])


def test_a_libreoffice_workbook_and_its_template_are_not_refused():
    assert check_contenu(build_ods({"A": [["x"]]}), "photo.pdf") is None
    assert check_contenu(_build_opendocument("spreadsheet-template"), "modele.ots") is None


def test_a_file_just_over_the_limit_never_looks_allowed():
    refus = check_contenu(b"a" * (LIMITE_OCTETS + 1), "resultats.csv")
    assert refus is not None
    assert (refus.code, "5,1\u00a0Mo" in refus.message.replace(" ", "\u00a0")) == ("F01", True)


def test_a_file_at_the_limit_is_read():
    assert check_contenu(b"a" * LIMITE_OCTETS, "resultats.csv") is None


def test_a_workbook_that_would_unpack_beyond_the_limit_is_refused_before_it_is_opened():
    limite = {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": bytes(LIMITE_DECOMPRESSE)}
    assert check_contenu(build_archive(limite), "resultats.xlsx") is None
    refus = check_contenu(build_archive({**limite, "xl/workbook.xml": b"1"}), "resultats.xlsx")
    assert refus is not None
    assert refus.code == "F13"


@pytest.mark.parametrize("encodage", ["utf-8", "cp1252", "utf-16", "mac_roman"])
def test_a_spreadsheet_is_not_refused_whatever_its_name(encodage: str):
    assert check_contenu(to_csv((EN_TETE, *LIGNES)).encode(encodage), "photo.pdf") is None
    assert check_contenu(build_classeur({"A": [["x"]]}), "photo.pdf") is None
