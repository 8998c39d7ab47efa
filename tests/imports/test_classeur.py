import pytest

from lib.domain.tableau import GenreCellule
from lib.imports.budget import Budget
from lib.imports.classeur import (
    COLONNES_LUES,
    CelluleLue,
    Chantier,
    ClasseurIllisibleError,
    compute_taille_decompressee,
    read_membre,
    repeat_titres,
)
from lib.imports.grille import LIGNES_TABLEUR, Fusion
from tests.imports.fabrique import build_archive

TEXTE = GenreCellule.TEXTE


def test_the_unpacked_size_is_known_without_unpacking():
    assert compute_taille_decompressee(build_archive({"a": bytes(1_000), "b": bytes(500)})) == 1_500


def test_one_file_of_an_archive_is_read_no_further_than_asked():
    contenu = build_archive({"mimetype": b"abc" * 100})
    assert read_membre(contenu, "mimetype", 4) == b"abca"
    assert read_membre(contenu, "absent", 4) == b""
    with pytest.raises(ClasseurIllisibleError):
        read_membre(b"PK\x03\x04", "mimetype", 4)


def test_a_blank_row_leaves_nothing_and_a_far_column_is_told():
    chantier = Chantier(Budget(60))
    chantier.add_ligne(2, [CelluleLue(1, " ", TEXTE)])
    chantier.add_ligne(4, [CelluleLue(2, "x", TEXTE), CelluleLue(COLONNES_LUES + 5, "loin", TEXTE)], masquee=True)
    grille = chantier.build()
    assert grille.lignes == [[], [], [], ["", "x"]]
    assert (grille.colonnes, grille.lignes_masquees) == (COLONNES_LUES + 5, {4})


@pytest.mark.parametrize("numeros", [(LIGNES_TABLEUR + 1,), (3, 3), (3, 2)])
def test_a_row_no_spreadsheet_has_is_refused(numeros: tuple[int, ...]):
    chantier = Chantier(Budget(60))
    with pytest.raises(ValueError, match="row"):
        for numero in numeros:
            chantier.add_ligne(numero, [CelluleLue(1, "x", TEXTE)])


def test_a_title_merged_over_two_rows_is_on_both_and_one_over_two_columns_stays_alone():
    lignes = [["code", "Valeur"], ["", "T1 2025", "T2 2025"]]
    assert repeat_titres(lignes, [Fusion(1, 2, 1, 1), Fusion(1, 1, 2, 3)]) == [
        ["code", "Valeur"],
        ["code", "T1 2025", "T2 2025"],
    ]
