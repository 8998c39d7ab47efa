import pytest

from lib.imports.formules import AILLEURS, CHANGEANTE, find_doute, get_nom_fichier, name_liens, read_formule_ods


@pytest.mark.parametrize(
    ("formule", "doute"),
    [
        ("=B3*2", ""),
        ("=SUM(A1:A3)", ""),
        ("=Mai!B3", ""),
        ("=Tableau1[Valeur]+1", ""),
        ("=Tableau1[1]+1", ""),
        ('=IF(A1="[1]x";1;TODAYS(2))', ""),
        ("='[1]Feuil1'!A1", AILLEURS),
        ("=[2]!Nom+1", AILLEURS),
        ("=[suivi.ods]Mai!A1", AILLEURS),
        ("=soffice|'fichier'!'A1'", AILLEURS),
        ("=TODAY()-A1", CHANGEANTE),
        ("=INT(rand()*10)", CHANGEANTE),
        ("='[1]Feuil1'!A1+NOW()", AILLEURS),
    ],
)
def test_a_formula_says_why_its_result_may_have_changed(formule: str, doute: str) -> None:
    assert find_doute(formule) == doute


def test_a_link_without_a_known_file_keeps_its_number() -> None:
    assert name_liens("=[1]A!B1+[3]A!B1", ["suivi.xlsx"]) == "=[suivi.xlsx]A!B1+[3]A!B1"


@pytest.mark.parametrize("adresse", ["file:///C:/suivi/mission%20locale.xlsx", "C:\\suivi\\mission locale.xlsx"])
def test_a_file_is_named_without_its_folder(adresse: str) -> None:
    assert get_nom_fichier(adresse) == "mission locale.xlsx"


@pytest.mark.parametrize(
    ("ecrite", "montree"),
    [
        ("of:=[.B3]*2", "=B3*2"),
        ("of:=SUM([.B3:.B7];[$Mai.$C$2])", "=SUM(B3:B7;Mai!$C$2)"),
        ("of:=['file:///home/x/suivi.ods'#$Mai.A1]+1", "=[suivi.ods]Mai!A1+1"),
        ("of:=[.#REF!]", "=#REF!"),
        ("msoxl:=B3*2", "=B3*2"),
        ("=B3*2", "=B3*2"),
    ],
)
def test_a_formula_of_libreoffice_is_written_as_it_is_shown(ecrite: str, montree: str) -> None:
    assert read_formule_ods(ecrite) == montree
