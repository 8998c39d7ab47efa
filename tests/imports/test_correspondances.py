import pytest

from lib.domain.correspondances import Correspondance, GenreCorrespondance, RoleColonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import Entete
from lib.imports.correspondances import build_correspondances, find_ligne_titres, match_titres

ROLES = {
    1: RoleColonne("code_indicateur"),
    2: RoleColonne("valeur", (("annee", "2024"), ("trimestre", "T4"))),
    3: RoleColonne(),
}


def make_correspondance(texte: str, lu_comme: str = "valeur") -> Correspondance:
    return Correspondance(
        service="CD",
        type_depot="resultats",
        genre=GenreCorrespondance.COLONNE,
        texte=texte,
        lu_comme=lu_comme,
    )


GARDEES = {texte: make_correspondance(texte) for texte in ("quoi", "realiset4", "tri")}


def list_gardees(*titres: str, roles: dict[int, RoleColonne] = ROLES) -> list[tuple[str, str]]:
    entetes = [Entete(rang, titre) for rang, titre in enumerate(titres, 1)]
    gardees = build_correspondances(entetes, roles, "CD", TypeDepot.RESULTATS)
    assert {(g.service, g.type_depot, g.genre) for g in gardees} <= {("CD", "resultats", GenreCorrespondance.COLONNE)}
    return [(g.texte, g.lu_comme) for g in gardees]


def test_what_was_said_of_a_title_is_kept_an_ignored_column_too() -> None:
    assert list_gardees("Quoi", "Réalisé T4", "Notes du service", "Trim.") == [
        ("quoi", "code_indicateur"),
        ("realiset4", "valeur annee=2024 trimestre=T4"),
        ("noteservice", ""),
    ]


def test_nothing_is_kept_of_a_file_read_without_a_word() -> None:
    assert list_gardees("Quoi", "Réalisé T4", roles={}) == []


@pytest.mark.parametrize("titres", [("Montant", "MONTANT", ""), ("", "", "")])
def test_two_columns_of_one_title_or_a_column_without_one_say_nothing(titres: tuple[str, ...]) -> None:
    assert list_gardees(*titres) == []


def test_titles_are_found_again_whatever_their_case_and_accents() -> None:
    trouvees = match_titres({1: "QUOI", 2: "Autre", 4: "realise t4", 5: "tri", 6: "Tri."}, GARDEES)
    assert {colonne: gardee.texte for colonne, gardee in trouvees.items()} == {1: "quoi", 4: "realiset4"}


@pytest.mark.parametrize(
    ("titres", "trouvees"),
    [
        (("Quoi", "Réalisé T1"), {1: "quoi", 2: "realiset4"}),
        (("Réalisé T4", "Réalisé T1"), {1: "realiset4"}),
        (("Réalisé T1", "Réalisé T2"), {}),
        (("Réalisé 1er trimestre 2025",), {1: "realiset4"}),
        (("T1",), {}),
    ],
)
def test_a_title_is_found_again_under_the_name_of_another_quarter(
    titres: tuple[str, ...], trouvees: dict[int, str]
) -> None:
    lues = match_titres(dict(enumerate(titres, 1)), GARDEES)
    assert {colonne: gardee.texte for colonne, gardee in lues.items()} == trouvees


def test_a_column_that_was_one_quarter_is_not_found_again_as_another() -> None:
    gardees = {"realiset4": make_correspondance("realiset4", "valeur annee=2024 trimestre=T4")}
    assert match_titres({1: "Réalisé T1"}, gardees) == {}
    assert list(match_titres({1: "Réalisé T4"}, gardees)) == [1]


@pytest.mark.parametrize(
    ("lignes", "numero"),
    [
        ([["Suivi"], [], ["Quoi", "Tri", "Réalisé T4"], ["Quoi", "Tri"]], 3),
        ([["Quoi"], ["x", "y"]], None),
        ([], None),
    ],
)
def test_the_row_with_the_most_kept_titles_is_the_header(lignes: list[list[str]], numero: int | None) -> None:
    assert find_ligne_titres(lignes, GARDEES) == numero
