"""The catalogue: a level, a problem, what is expected and a gesture for every code, in correct French."""

import re

import pytest

from lib.domain.problemes import NiveauProbleme
from lib.imports.catalogue import CATALOGUE, build_probleme, show_invisibles

NIVEAUX = {"V": NiveauProbleme.ERREUR, "C": NiveauProbleme.A_CONFIRMER, "I": NiveauProbleme.INFORMATION}


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry_says_the_problem_and_the_gesture(code: str) -> None:
    niveau, message, _, geste = CATALOGUE[code]
    assert message and geste.endswith(".")
    assert niveau is NIVEAUX.get(code[0], niveau)


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry_follows_french_typography_and_avoids_jargon(code: str) -> None:
    texte = " ".join(CATALOGUE[code][1:])
    assert not re.search(r" [:;!?%€»]|« |'", texte)
    assert not re.search(r"regex|schéma|clé primaire|encodage|null|None", texte)


@pytest.mark.parametrize(
    ("lu", "vu"),
    [
        ("1\u00a0015", "1⍽015"),
        ("1\u202f015", "1⍽015"),
        (" 348 ", "␣348␣"),
        ("a  b", "a␣␣b"),
        ("a\tb\nc", "a⇥b↵c"),
        ("12\u200b", "12⌷"),
        ("348 jeunes", "348 jeunes"),
        ("x" * 200, "x" * 80 + "…"),
    ],
)
def test_invisible_characters_are_shown(lu: str, vu: str) -> None:
    assert show_invisibles(lu) == vu


def test_a_problem_is_filled_with_what_was_read_and_where() -> None:
    probleme = build_probleme("V01", ligne=14, colonne="E « valeur »", lu="environ\u00a012", exemple="348")
    assert (probleme.ligne, probleme.colonne, probleme.lu) == (14, "E « valeur »", "environ⍽12")
    assert probleme.message == "«\u00a0environ⍽12\u00a0» n’est pas un nombre."
    assert probleme.attendu == "un nombre seul, par exemple 348"


def test_what_the_user_wrote_is_never_read_as_a_template() -> None:
    assert "{valeur} %s" in build_probleme("V01", lu="{valeur} %s", exemple="348").message


def test_a_suggestion_is_optional() -> None:
    assert build_probleme("F06", colonne="annee", colonnes="a, b").message.endswith("annee\u00a0».")


@pytest.mark.parametrize(
    ("code", "champs"),
    [
        ("F01", {"taille": "7,2"}),
        ("F02", {}),
        ("F03", {"nature": "un PDF"}),
        ("F04", {}),
        ("F05", {"lu": "Tableau de bord"}),
        ("F06", {"colonne": "annee", "colonnes": "Code, Valeur", "suggestion": "Peut-être « Années » (colonne C) ?"}),
        ("F07", {"colonne": "valeur", "lettres": "E et H"}),
        ("F08", {"lignes": "24 000"}),
        ("F09", {"lu": "RÃ©sultat", "repare": "Résultat"}),
        ("F10", {"periode_modele": "T1 2025", "periode": "T2 2025"}),
        ("F11", {"date": "12/04/2025", "service": "Conseil départemental"}),
        ("F12", {"colonnes": 75}),
        ("F13", {"taille": "140"}),
        ("L08", {"cellules": 9, "colonnes": 6, "en_trop": "", "cause": "Trop", "separateur": ""}),
        ("I02", {"lignes_vides": 3, "colonnes": "agent"}),
        ("I03", {"nombre": 5}),
        ("I10", {"feuille": "Résultats", "autres": "« Feuil2 »"}),
        (
            "C07",
            {
                "changement": "Cette valeur a été changée par « CD »",
                "connue": "340",
                "actuelle": "345",
                "proposee": "348",
            },
        ),
        ("C08", {"avant": "348", "apres": "384"}),
    ],
)
def test_the_entries_of_reading_and_comparing_have_no_hole(code: str, champs: dict[str, object]) -> None:
    probleme = build_probleme(code, **champs)  # type: ignore[arg-type]
    assert all(str(valeur) in probleme.message for nom, valeur in champs.items() if nom not in ("colonnes",))
    assert "{" not in probleme.message + probleme.attendu + probleme.geste


def test_an_unknown_code_or_a_missing_field_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        build_probleme("Z99")
    with pytest.raises(KeyError):
        build_probleme("F01")
