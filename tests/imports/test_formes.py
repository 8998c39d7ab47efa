"""Which rows of a CSV have their cells in their columns: those as wide as the header, and those that Excel cuts."""

from datetime import UTC, datetime

import pytest

from lib.domain.tableau import Doute, TableLue
from lib.imports.formes import BLOC
from lib.imports.lecture import read_fichier
from tests.imports.fabrique import to_csv

TITRES = ["code_indicateur", "annee", "trimestre", "valeur", "commentaire"]
LE_JOUR = datetime(2025, 2, 15, tzinfo=UTC)


def read(texte: str) -> TableLue:
    table, _, problemes = read_fichier(texte.encode(), "x.csv")
    assert table is not None, problemes
    return table


def list_doutes(texte: str) -> dict[int, Doute]:
    return {ligne.numero: ligne.doute for ligne in read(texte).lignes if ligne.doute}


def build_lignes(nombre: int, fin: str = ";") -> list[str]:
    return [f"S.1.2-{n:02};2025;T1;{n}{fin}" for n in range(1, nombre + 1)]


def cut_comme_excel(texte: str) -> str:
    """Cut the empty columns at the end of each block of sixteen rows, as Excel does when it saves a CSV."""
    lignes = [ligne.split(";") for ligne in texte.splitlines()]
    for debut in range(0, len(lignes), BLOC):
        bloc = lignes[debut : debut + BLOC]
        largeur = max(max((rang for rang, case in enumerate(ligne, 1) if case), default=1) for ligne in bloc)
        lignes[debut : debut + BLOC] = [ligne[:largeur] for ligne in bloc]
    return "\n".join(";".join(ligne) for ligne in lignes) + "\n"


def test_blocks_cut_by_excel_are_right() -> None:
    texte = cut_comme_excel("\n".join([";".join(TITRES), *build_lignes(60)]))
    assert texte.splitlines()[40].count(";") == 3
    assert list_doutes(texte) == {}


@pytest.mark.parametrize("rang", [20, 33, 45])
def test_a_row_out_of_shape_is_told_among_rows_cut_by_excel(rang: int) -> None:
    lignes = cut_comme_excel("\n".join([";".join(TITRES), *build_lignes(60)])).splitlines()
    for abime, doute in (
        (lignes[rang].replace(";T1", "T1"), Doute.COURTE),
        (lignes[rang].replace(";T1", ";;T1"), Doute.LONGUE),
        (f'"{lignes[rang]}"', Doute.COURTE),
    ):
        dits = list_doutes("\n".join([*lignes[:rang], abime, *lignes[rang + 1 :], ""]))
        assert rang + 1 in dits, (abime, doute)


def test_a_short_row_of_the_first_block_is_told_since_the_header_is_whole() -> None:
    assert list_doutes("\n".join([";".join(TITRES), *build_lignes(3, "")])) == dict.fromkeys((2, 3, 4), Doute.COURTE)


def test_a_separator_too_many_on_every_row_holds_nothing_and_is_right() -> None:
    assert list_doutes("\n".join([";".join(TITRES[:4]), *build_lignes(5)])) == {}
    assert list_doutes("\n".join([";".join(TITRES[:4]), *build_lignes(4), "S.1.2-09;2025;T1;9;note"])) != {}


@pytest.mark.parametrize(
    ("lignes", "attendus"),
    [
        (["S.1.2-01;2025;T1;62;", "Source : SI du département"], {3: Doute.COURTE}),
        (["S.1.2-01;2025;T1;62;relevé", "des foyers"], {2: Doute.COUPEE, 3: Doute.COURTE}),
    ],
)
def test_a_note_under_the_table_spoils_the_last_row_only_if_it_may_be_its_end(
    lignes: list[str], attendus: dict[int, Doute]
) -> None:
    assert list_doutes("\n".join([";".join(TITRES), *lignes, ""])) == attendus


def test_a_row_cut_in_its_first_cell_is_told_when_it_is_to_fill() -> None:
    titres = ["valeur", "code_indicateur", "annee", "trimestre"]
    assert list_doutes(to_csv([titres]) + "6\n2;S.1.2-02;2025;T2\n") == {2: Doute.COURTE, 3: Doute.COUPEE}


@pytest.mark.parametrize("fin", ["\x1a", "\n\x1a", ""])
def test_the_end_mark_of_old_systems_is_no_row(fin: str) -> None:
    assert list_doutes("\n".join([";".join(TITRES), *build_lignes(2)]) + fin) == {}


def test_a_text_forced_by_software_is_the_text_it_shows() -> None:
    lu = read(";".join(TITRES) + '\n="S.1.2-02";="2025";T1;="64";\n')
    assert [lu.lignes[0].textes[nom] for nom in ("code_indicateur", "annee", "valeur")] == ["S.1.2-02", "2025", "64"]
