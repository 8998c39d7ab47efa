"""Every sentence shown on the demonstration store is right, on every page, at every quarter."""

from pathlib import Path

from tests.controles import check_phrases, count_phrases_d_annee_close


def test_no_sentence_is_wrong(magasin_demo: Path) -> None:
    magasin = f"sqlite:///{magasin_demo}"
    check_phrases(magasin)
    # un contrôle ne vaut que ce qu'il lit : les années closes de la démonstration sont bien dites
    assert count_phrases_d_annee_close(magasin) > 100
