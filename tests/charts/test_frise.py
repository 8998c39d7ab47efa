from datetime import date
from typing import Any

from lib.charts.frise import build_frise
from lib.domain.progression import build_progressions
from tests.domain.fabrique import make_cible, make_contrat, make_indicateur, make_resultat
from tests.domain.fabrique_clotures import DECLAREE, make_pas, with_pas


def build(resultats: Any = (), cibles: Any = (), **champs: Any) -> str:
    contrat = make_contrat(make_indicateur(type="texte", **champs), resultats=tuple(resultats), cibles=tuple(cibles))
    return build_frise(build_progressions(contrat, date(2025, 2, 1))[("X-01", "DEP", "")])


def test_the_text_expected_stands_above_the_text_received() -> None:
    frise = build(
        [make_resultat("2024-T4", texte="Deux ateliers")],
        [make_cible(2024, texte="Ateliers"), make_cible(2025, texte="Idem")],
        situation_initiale_texte="Flyers",
    )
    assert frise.index("Flyers") < frise.index("Ateliers") < frise.index("Deux ateliers")
    assert frise.count("<div class='attendu'>Ateliers</div>") == 2
    assert "<b>T4</b>" in frise


def test_what_is_missing_is_said() -> None:
    frise = build()
    assert "○ T1 à T4 attendus depuis le 15/04/2024" in frise
    assert "pas encore de texte" in frise


def test_texts_from_the_data_are_escaped() -> None:
    assert "<script>" not in build([make_resultat("2024-T4", texte="<script>x</script>")])


def test_a_text_that_will_not_be_sent_is_said() -> None:
    contrat = with_pas(make_contrat(make_indicateur(type="texte")), make_pas(DECLAREE, 1, "2024-T4"), valideurs=False)
    frise = build_frise(build_progressions(contrat, date(2025, 2, 1))[("X-01", "DEP", "")])
    assert "○ T1 à T3 attendus depuis le 15/04/2024 (délai proposé par Jalons) ⊖ T4 ne sera pas transmise" in frise
