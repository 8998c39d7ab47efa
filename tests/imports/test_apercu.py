from lib.domain.correspondances import LectureChoisie
from lib.domain.tableau import Apercu
from lib.imports.apercu import read_apercu
from lib.imports.lecture import SANS_CONSIGNES, Consignes
from tests.imports.fabrique import build_classeur

CLASSEUR = build_classeur({"Notice": [["Bonjour"]], "Suivi": [["Quoi", "Combien"], ["x", 12]]}, masquees=["Notice"])


def test_the_first_rows_of_a_csv_are_cut_at_its_own_separator() -> None:
    contenu = "Suivi\r\n\r\nQuoi|An|Combien\r\nS.1|2024|12,5\r\n".encode("cp1252")
    lignes = (("Suivi",), (), ("Quoi", "An", "Combien"), ("S.1", "2024", "12,5"))
    assert read_apercu(contenu, "suivi.csv", SANS_CONSIGNES) == Apercu(lignes)


def test_the_quotes_around_each_line_are_not_shown() -> None:
    assert read_apercu(b'"a;b"\n"1;2"\n', "a.csv", SANS_CONSIGNES).lignes == (("a", "b"), ("1", "2"))


def test_the_first_visible_sheet_of_a_workbook_is_shown_unless_another_is_chosen() -> None:
    apercu = read_apercu(CLASSEUR, "suivi.xlsx", SANS_CONSIGNES)
    assert (apercu.feuilles, apercu.lignes) == (("Suivi",), (("Quoi", "Combien"), ("x", "12")))
    choisie = Consignes(choisie=LectureChoisie(feuille="Notice"))
    assert read_apercu(CLASSEUR, "suivi.xlsx", choisie).lignes == (("Bonjour",),)


def test_a_file_that_is_no_table_shows_nothing() -> None:
    assert read_apercu(b"%PDF-1.7 \x00", "rapport.pdf", SANS_CONSIGNES) == Apercu()
    assert read_apercu(CLASSEUR[:200], "coupe.xlsx", SANS_CONSIGNES) == Apercu()
