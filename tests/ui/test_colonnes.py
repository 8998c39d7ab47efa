import pytest

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import NiveauProbleme, Probleme
from lib.domain.tableau import Apercu, ColonneLue, Entete, LectureFichier
from lib.ui.colonnes import build_apercu, format_colonnes, format_exemples, format_role, get_role, is_demandee
from lib.usecases.correspondances import LectureRetenue
from lib.usecases.depots import PlanDepot
from tests.pages.visite import clean

LECTURE = LectureFichier("csv", colonnes_reconnues=("a", "b", "c"), colonnes_ignorees=("d",))


@pytest.mark.parametrize(
    ("lots", "reprise"),
    [
        ({}, ""),
        ({4: 12}, " (1 reprise de votre dépôt n° 12)"),
        ({4: 12, 5: 12}, " (2 reprises de votre dépôt n° 12)"),
        ({4: 12, 5: 14}, " (2 reprises de vos dépôts)"),
    ],
)
def test_how_many_columns_are_read_is_said_with_where_it_comes_from(lots: dict[int, int], reprise: str) -> None:
    phrase = clean(format_colonnes(LECTURE, LectureRetenue(lots=lots)))
    assert phrase == f"Colonnes lues : 3 sur 4{reprise}, voir ou changer"


@pytest.mark.parametrize(
    ("entete", "role", "mots"),
    [
        (Entete(1, "Quoi"), "", "Ignorée"),
        (Entete(1, "Résultat", "valeur"), "valeur", "Valeur"),
        (Entete(1, "T4 2024", "valeur", (("annee", "2024"), ("trimestre", "T4"))), None, "Valeur, T4 2024"),
    ],
)
def test_a_role_is_written_with_the_title_of_the_template(entete: Entete, role: str | None, mots: str) -> None:
    lu = get_role(ColonneLue(entete, 1))
    assert role is None or lu == role
    assert format_role(TypeDepot.RESULTATS, lu) == mots


def test_the_samples_are_the_first_three_each_on_one_line() -> None:
    colonne = ColonneLue(Entete(1, "x"), 9, ("28", "un\ncommentaire", "m" * 60, "non montré"))
    assert format_exemples(colonne) == f"28 · un commentaire · {'m' * 40}…"
    assert format_exemples(ColonneLue(Entete(1, "x"), 0)) == "vide"


@pytest.mark.parametrize(
    ("probleme", "demandee"),
    [
        (Probleme("C30", NiveauProbleme.A_CONFIRMER, "m", colonne="F"), True),
        (Probleme("F10", NiveauProbleme.A_CONFIRMER, "m"), False),
        (Probleme("C05", NiveauProbleme.A_CONFIRMER, "m", ligne=3, colonne="F"), False),
        (Probleme("I20", NiveauProbleme.INFORMATION, "m", colonne="F"), False),
    ],
)
def test_a_question_about_a_whole_column_is_told_from_the_others(probleme: Probleme, demandee: bool) -> None:
    assert is_demandee(PlanDepot(None, None, (), (probleme,))) is demandee


def test_the_first_rows_are_numbered_and_their_texts_escaped() -> None:
    html = build_apercu(Apercu((("Suivi", "<b>"), (), *((str(n),) for n in range(30)))))
    assert "<th scope='row'>1</th><td>Suivi</td><td>&lt;b&gt;</td>" in html
    assert "<th scope='row'>15</th>" in html and "<th scope='row'>16</th>" not in html
    assert build_apercu(Apercu()) == ""
