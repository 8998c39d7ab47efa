import pytest

from lib.domain.corrections import CelluleACorriger
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Retouche
from lib.ui.cellules import escape_markdown, format_corrigee, format_proposition
from tests.factories import CONTRAT
from tests.pages.visite import clean


def make_cellule(colonne: int) -> CelluleACorriger:
    return CelluleACorriger((2, colonne), "Ligne 2", "x", "", (Probleme("V01", NiveauProbleme.ERREUR, "m", ligne=2),))


@pytest.mark.parametrize(
    ("colonne", "proposition", "bouton"),
    [
        (1, "S.1.2-01", f"Lire S.1.2-01 « {CONTRAT.indicateur_par_code['S.1.2-01'].libelle} »"),
        (1, "S.1.2", f"Lire S.1.2 « {CONTRAT.fiche_par_code['S.1.2'].intitule} »"),
        (4, "12,5 %", "Lire 12,5 %"),
        (0, "S.2.1-01;2024;T4;12,5", "Lire : S.2.1-01;2024;T4;12,5"),
    ],
)
def test_a_suggestion_says_what_it_will_have_read(colonne: int, proposition: str, bouton: str) -> None:
    assert clean(format_proposition(CONTRAT, make_cellule(colonne), proposition)) == bouton


@pytest.mark.parametrize(
    ("lu", "ecrit", "phrase"),
    [
        ("environ 12", "12", "Ligne 4, colonne E : « environ 12 » → « 12 »"),
        ("  ", "12", "Ligne 4, colonne E : vide → « 12 »"),
        ("x", "", "Ligne 4, colonne E : « x » → vide"),
        ("y" * 300, "12", f"Ligne 4, colonne E : « {'y' * 120}… » → « 12 »"),
    ],
)
def test_a_correction_says_what_the_file_has_and_what_is_read(lu: str, ecrit: str, phrase: str) -> None:
    assert clean(format_corrigee(Retouche(4, 5, lu, ecrit), "Ligne 4, colonne E")) == phrase


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ("12,5 %", "12,5 %"),
        ("*12* [a](b)", r"\*12\* \[a\](b)"),
        ("code_indicateur", "code_indicateur"),
        ("_12_", r"\_12\_"),
        ("parcours:emploi", r"parcours\:emploi"),
        ("a : b", "a : b"),
        ("$x$ `y` <b>", r"\$x\$ \`y\` \<b>"),
    ],
)
def test_a_label_shows_the_text_of_the_file_as_it_is(texte: str, ecrit: str) -> None:
    assert escape_markdown(texte) == ecrit
