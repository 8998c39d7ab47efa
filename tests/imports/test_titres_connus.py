"""What is kept of a title: the rule when it says its quarter, itself otherwise."""

import pytest

from lib.domain.correspondances import A_DIRE, REPRISE, LectureChoisie, RoleColonne, read_role
from lib.domain.tableau import Entete
from lib.imports.titres_connus import build_correspondances_suivi, find_role_connu, list_titres_connus


def to_valeur(annee: str, trimestre: str) -> RoleColonne:
    return RoleColonne("valeur", (("annee", annee), ("trimestre", trimestre)))


@pytest.mark.parametrize(
    ("colonnes", "gardes"),
    [
        (
            [("T1 2024", to_valeur("2024", "T1")), ("T2 2024", to_valeur("2024", "T2"))],
            {" periode": "valeur periode=titre"},
        ),
        (
            [("Réalisé · T1", RoleColonne("valeur", (("trimestre", "T1"),)))],
            {"realise trimestre": "valeur periode=titre"},
        ),
        ([("2024", to_valeur("2024", "T4"))], {" annee": "valeur periode=titre trimestre=T4"}),
        ([("Cible T1 2024", RoleColonne())], {"cible periode": ""}),
        ([("Indicateur", RoleColonne("code_indicateur"))], {"indicateur": "code_indicateur"}),
        ([("T1 2024", to_valeur("2025", "T1"))], {"t12024": "valeur annee=2025 trimestre=T1"}),
        (
            [("T1 2024", to_valeur("2024", "T1")), ("T2 2024", RoleColonne())],
            {"t12024": "valeur annee=2024 trimestre=T1", "t22024": ""},
        ),
        ([("", RoleColonne())], {}),
    ],
)
def test_a_title_that_says_its_quarter_is_kept_as_a_rule(
    colonnes: list[tuple[str, RoleColonne]], gardes: dict[str, str]
) -> None:
    assert list_titres_connus(colonnes) == gardes


@pytest.mark.parametrize(
    ("titre", "connus", "role"),
    [
        ("T1 2027", {" periode": "valeur periode=titre"}, "valeur annee=2027 trimestre=T1"),
        ("Réalisé T3", {"realise trimestre": "valeur periode=titre"}, "valeur trimestre=T3"),
        ("2025", {" annee": "valeur periode=titre trimestre=T4"}, "valeur annee=2025 trimestre=T4"),
        ("Cible T1 2027", {"cible periode": ""}, ""),
        ("T1 2024", {"t12024": "", " periode": "valeur periode=titre"}, ""),
        ("2025", {" periode": "valeur periode=titre"}, None),
        ("Autre", {" periode": "valeur periode=titre"}, None),
    ],
)
def test_the_rule_is_applied_to_the_quarter_that_the_title_says(
    titre: str, connus: dict[str, str], role: str | None
) -> None:
    lu = find_role_connu(titre, connus)
    assert lu == (None if role is None else read_role(role))


def test_an_open_question_is_not_kept() -> None:
    choisie = LectureChoisie(
        colonnes=((1, RoleColonne("code_indicateur")), (2, RoleColonne(A_DIRE))),
        libelles=(("Jeunes", "S.1.2-01"), ("Total", ""), ("Divers", A_DIRE)),
        lignes=(2, 5),
    )
    entetes = [Entete(1, "Indicateur"), Entete(2, "Chiffre T1 2024")]
    gardees = build_correspondances_suivi(entetes, choisie, "ASE")
    assert {(g.service, g.type_depot) for g in gardees} == {("ASE", REPRISE)}
    assert [(g.genre.value, g.texte, g.lu_comme) for g in gardees] == [
        ("colonne", "indicateur", "code_indicateur"),
        ("libelle", "Jeunes", "S.1.2-01"),
        ("libelle", "Total", ""),
    ]
