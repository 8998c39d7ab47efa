"""How a file was read: its sentence, the kind that differs from the choice, and the texts that judge an encoding."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.comparaison import compare_lignes
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import LectureFichier
from lib.imports.lecture import read_fichier
from lib.imports.texte import ENCODAGES
from lib.imports.verification import verify_table
from lib.ui.depot import format_attente
from lib.ui.lecture_fichier import TEXTES_MONTRES, list_textes_accentues
from lib.ui.reponses import AUTOMATIQUE
from lib.usecases.depots import Depot, PlanDepot
from tests.factories import AUJOURD_HUI, CONTRIBUTEUR, build_contrat
from tests.imports.fabrique import build_classeur
from tests.pages.visite import clean, read_html

ENTETE = "code_indicateur;annee;trimestre;territoire;valeur;commentaire"


def build_plan(*commentaires: str) -> PlanDepot:
    """Compare a file of one commented row per commune, as the page does."""
    communes = ("", "94011", "94017", "94028", "ZONE")
    lignes = [f"S.1.2-02;2025;T2;{lieu};48;{mot}" for lieu, mot in zip(communes, commentaires, strict=False)]
    table, type_depot, _ = read_fichier("\r\n".join([ENTETE, *lignes]).encode("cp1252"), "t2.csv")
    assert table is not None and type_depot is not None
    rapport = verify_table(table, type_depot, build_contrat(), CONTRIBUTEUR, AUJOURD_HUI)
    return PlanDepot(type_depot, table.lecture, tuple(compare_lignes(rapport.lignes, {}, type_depot)), ())


def show(plan: PlanDepot, choisi: TypeDepot = TypeDepot.RESULTATS) -> AppTest:
    def page(plan: "PlanDepot", choisi: "TypeDepot") -> None:
        from lib.ui.lecture_fichier import show_lecture
        from lib.usecases.depots import Depot

        show_lecture(plan, Depot(b"contenu", "t2.csv"), choisi)

    return AppTest.from_function(page, args=(plan, choisi)).run()


def test_the_sentence_says_how_the_file_was_read() -> None:
    page = show(build_plan("relevé"))
    assert "Lu comme : CSV, point-virgule, Windows-1252, en-tête ligne 1, 1 ligne" in clean(read_html(page))
    assert not page.warning
    assert page.selectbox[0].options == [AUTOMATIQUE, *ENCODAGES.values()]


def test_another_kind_of_file_than_the_one_chosen_is_said() -> None:
    (avis,) = show(build_plan("relevé"), TypeDepot.CIBLES).warning
    assert clean(avis.value) == "Vous aviez choisi « Cibles » ; ce fichier est lu comme « Résultats »."


def test_an_encoding_is_offered_for_text_files_only() -> None:
    classeur = replace(build_plan("relevé"), lecture=LectureFichier("xlsx", phrase="Classeur Excel"))
    page = show(classeur)
    assert "Lu comme : Classeur Excel." in clean(read_html(page)) and not page.selectbox


def test_a_file_that_could_not_be_read_says_nothing_here() -> None:
    page = show(PlanDepot(None, None, (), ()))
    assert not read_html(page) and not page.warning


def test_the_texts_shown_are_the_first_whose_letters_depend_on_the_encoding() -> None:
    plan = build_plan("repere", "repéré", "repéré", "Créteil", "été")
    assert list_textes_accentues(plan) == ["repéré", "Créteil", "été"][:TEXTES_MONTRES]
    assert list_textes_accentues(build_plan("sans accent")) == []


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"a;b\r\n" * 12_000, "Lecture et contrôle de 12 000 lignes, comparaison avec ce qui est publié…"),
        (b"a;b\r" * 3, "Lecture et contrôle de 3 lignes, comparaison avec ce qui est publié…"),
        (b"a;b", "Lecture et contrôle de 1 ligne, comparaison avec ce qui est publié…"),
        (build_classeur({"A": [["x"]]}), "Lecture et contrôle du classeur (5 ko), comparaison avec ce qui est publié…"),
    ],
)
def test_whoever_waits_is_told_what_is_being_read(contenu: bytes, phrase: str) -> None:
    assert clean(format_attente(Depot(contenu, "t2.csv"))) == phrase
