import pytest

from lib.domain.conservation import Place
from lib.domain.corrections import (
    CelluleACorriger,
    Reparation,
    correct_places,
    list_semblables,
    restore_place,
)
from lib.domain.problemes import NiveauProbleme, Probleme

ERREUR, QUESTION = NiveauProbleme.ERREUR, NiveauProbleme.A_CONFIRMER


def make_cellule(
    place: Place | None, texte: str, *propositions: str, code: str = "L01", niveau: NiveauProbleme = ERREUR
) -> CelluleACorriger:
    ligne = place[0] if place else 9
    probleme = Probleme(code, niveau, "m", ligne=ligne, propositions=propositions)
    return CelluleACorriger(place, f"Ligne {ligne}", texte, "", (probleme,))


MODELE = make_cellule((2, 1), "S.1.2-2", "S.1.2-02")


@pytest.mark.parametrize(
    ("autre", "semblable"),
    [
        (make_cellule((5, 1), "S.1.2-2", "S.1.2-02", "N-S-12"), True),
        (make_cellule((5, 2), "S.1.2-2", "S.1.2-02"), False),
        (make_cellule((5, 1), "S.1.2-3", "S.1.2-02"), False),
        (make_cellule((5, 1), "S.1.2-2", "N-S-12"), False),
        (make_cellule(None, "S.1.2-2", "S.1.2-02"), False),
    ],
    ids=["même texte, même colonne", "autre colonne", "autre texte", "autre proposition", "sans cellule"],
)
def test_a_suggestion_applies_to_the_cells_alike(autre: CelluleACorriger, semblable: bool) -> None:
    attendues = ((2, 1), (5, 1)) if semblable else ((2, 1),)
    assert list_semblables([MODELE, autre], MODELE, "S.1.2-02") == attendues


def test_a_cell_is_an_error_as_soon_as_one_of_its_problems_is() -> None:
    question = Probleme("C05", QUESTION, "?", ligne=2, propositions=("1", "2"))
    erreur = Probleme("V01", ERREUR, "!", ligne=2, propositions=("2", "3"))
    cellule = CelluleACorriger((2, 4), "Ligne 2, colonne D", "x", "", (question, erreur))
    assert (cellule.est_une_erreur, cellule.code, cellule.ligne) == (True, "V01", 2)
    assert cellule.propositions == ("1", "2", "3")
    seule = CelluleACorriger((2, 4), "Ligne 2, colonne D", "x", "", (question,))
    assert (seule.est_une_erreur, seule.code) == (False, "C05")
    assert Reparation((cellule, seule)).erreurs == (cellule,)


def test_a_text_typed_again_replaces_the_former_one() -> None:
    assert correct_places({(2, 4): "12", (3, 4): "5"}, [(2, 4), (6, 4)], "13") == {
        (3, 4): "5",
        (2, 4): "13",
        (6, 4): "13",
    }


def test_a_cell_may_be_corrected_after_its_row() -> None:
    assert correct_places({(2, 0): "a;b"}, [(2, 1)], "c") == {(2, 0): "a;b", (2, 1): "c"}


@pytest.mark.parametrize(
    ("place", "restent"),
    [
        ((2, 1), {(2, 0): "a;b", (3, 1): "d"}),
        ((2, 0), {(3, 1): "d"}),
        ((7, 1), {(2, 0): "a;b", (2, 1): "c", (3, 1): "d"}),
    ],
)
def test_a_correction_is_taken_back_with_what_rests_on_it(place: Place, restent: dict[Place, str]) -> None:
    assert restore_place({(2, 0): "a;b", (2, 1): "c", (3, 1): "d"}, place) == restent
