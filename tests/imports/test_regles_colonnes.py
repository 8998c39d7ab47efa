"""Columns nobody reads are asked about as soon as they may change what the others mean; titles say their period."""

from datetime import date

import pytest

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.imports.lecture import read_fichier
from lib.imports.regles_colonnes import verify_colonnes
from lib.imports.verification import verify_table
from tests.factories import CONTRIBUTEUR, build_contrat
from tests.imports.fabrique import to_csv

R = TypeDepot.RESULTATS
TITRES = ("code_indicateur", "annee", "trimestre", "valeur")
LIGNE = ("S.1.2-02", "2025", "T2", "12")


def ask(titre: str, *textes: str) -> Probleme:
    contenu = to_csv([[*TITRES, titre], *([*LIGNE, texte] for texte in textes)]).encode()
    table, _, _ = read_fichier(contenu, "x.csv", R)
    assert table is not None
    (probleme,) = verify_colonnes(table, R, build_contrat())
    return probleme


@pytest.mark.parametrize(
    ("titre", "texte", "quoi"),
    [
        ("où", "Créteil", "des lieux"),
        ("notes", "94028", "des lieux"),
        ("notes", "Champigny", "des lieux"),
        ("ville", "la nôtre", "un détail"),
        ("Localisation", "nord", "un détail"),
        ("Sexe", "F", "un détail"),
        ("Tranche d’âge", "jeunes", "un détail"),
        ("dont femmes", "plusieurs", "un détail"),
        ("Réalisé T4", "14", "des nombres"),
        ("Autre", "1 015,5", "des nombres"),
        ("Autre", "12 %", "des nombres"),
        ("valeur : cible", "à voir", "cible"),
    ],
)
def test_an_ignored_column_that_holds_data_is_a_question(titre: str, texte: str, quoi: str) -> None:
    probleme = ask(titre, texte)
    assert (probleme.code, probleme.niveau) == ("C30", NiveauProbleme.A_CONFIRMER)
    assert quoi in probleme.message and titre in probleme.message


@pytest.mark.parametrize(("titre", "texte"), [("agent", "M. Dupont"), ("", "à revoir"), ("Page", "voir annexe")])
def test_an_ignored_column_of_words_is_named_with_its_count(titre: str, texte: str) -> None:
    probleme = ask(titre, texte, texte)
    assert (probleme.code, probleme.niveau) == ("I20", NiveauProbleme.INFORMATION)
    assert "2" in probleme.message


@pytest.mark.parametrize(
    ("titre", "codes"),
    [
        ("valeur (T2)", []),
        ("valeur (T2 2025)", []),
        ("valeur (au 30/06/2025)", []),
        ("valeur (T1)", ["V31"]),
        ("valeur (2024)", ["V31"]),
        ("valeur (au 31/12/2024)", ["V31"]),
    ],
)
def test_a_value_of_another_quarter_than_its_title_is_refused(titre: str, codes: list[str]) -> None:
    contenu = to_csv([[*TITRES[:3], titre], LIGNE]).encode()
    table, _, _ = read_fichier(contenu, "x.csv", R)
    assert table is not None
    rapport = verify_table(table, R, build_contrat(), CONTRIBUTEUR, date(2025, 8, 15))
    assert [p.code for p in rapport.list_problemes()] == codes


@pytest.mark.parametrize(
    ("titres", "lettres"),
    [
        (("valeur", "Résultat"), "D «\u00a0valeur\u00a0» et E «\u00a0Résultat\u00a0»"),
        (("Résultat", "valeur"), "E «\u00a0valeur\u00a0» et D «\u00a0Résultat\u00a0»"),
    ],
)
@pytest.mark.parametrize("valeurs", [("", "12"), ("12", ""), ("12", "14")])
def test_two_columns_that_may_be_the_value_are_asked(
    titres: tuple[str, str], lettres: str, valeurs: tuple[str, str]
) -> None:
    rangs = dict(zip(titres, valeurs, strict=True))
    contenu = to_csv([[*TITRES[:3], *titres], [*LIGNE[:3], *(rangs[titre] for titre in titres)]]).encode()
    table, _, problemes = read_fichier(contenu, "x.csv", R)
    if rangs["Résultat"]:
        assert table is None and [p.code for p in problemes] == ["F15"]
        assert lettres in problemes[0].message
    else:
        assert table is not None
