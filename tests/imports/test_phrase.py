from dataclasses import replace

import pytest

from lib.domain.tableau import LectureFichier
from lib.imports.phrase import build_phrase

CSV = LectureFichier(
    "csv",
    separateur=";",
    encodage="cp1252",
    ligne_entete=4,
    lignes=42,
    colonnes_reconnues=("a", "b", "c", "d", "e", "f"),
    colonnes_ignorees=("agent",),
)
XLSX = LectureFichier("xlsx", feuille="Résultats", ligne_entete=1, lignes=1, colonnes_reconnues=("a",))


@pytest.mark.parametrize(
    ("lecture", "phrase"),
    [
        (CSV, "CSV, point-virgule, Windows-1252, en-tête ligne 4, 42 lignes, 6 colonnes reconnues, 1 ignorée (agent)"),
        (
            replace(CSV, colonnes_ignorees=("agent", "service"), lignes_vides=3),
            "CSV, point-virgule, Windows-1252, en-tête ligne 4, 42 lignes, 3 vides, 6 colonnes reconnues, "
            "2 ignorées (agent, service)",
        ),
        (
            replace(CSV, encodage="utf-8+cp1252", colonnes_ignorees=(), lignes=12_000, large=True),
            "CSV, point-virgule, UTF-8 et Windows-1252 mêlés, en-tête ligne 4, 12\u202f000 lignes, "
            "6 colonnes reconnues (trimestres en colonnes)",
        ),
        (XLSX, "Classeur Excel, feuille «\u00a0Résultats\u00a0», en-tête ligne 1, 1 ligne, 1 colonne reconnue"),
        (
            replace(XLSX, autres_feuilles=("2024", "Calculs, masquée")),
            "Classeur Excel, feuille «\u00a0Résultats\u00a0», en-tête ligne 1, 1 ligne, 1 colonne reconnue, "
            "2 autres feuilles non lues (2024, Calculs, masquée)",
        ),
    ],
)
def test_the_sentence_says_how_the_file_was_read(lecture: LectureFichier, phrase: str):
    assert build_phrase(lecture) == phrase
