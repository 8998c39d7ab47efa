"""Every sentence shown on the demonstration store is right, on every page, at every quarter."""

from pathlib import Path

import pytest

from tests.controles import CONTROLES, check_phrases, count_phrases_d_annee_close


@pytest.mark.parametrize("controle", CONTROLES)
def test_no_sentence_is_wrong(magasin_demo: Path, controle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALONS_DEMO", "1")
    check_phrases(f"sqlite:///{magasin_demo}", controle)


def test_the_closed_years_are_read(magasin_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALONS_DEMO", "1")
    assert count_phrases_d_annee_close(f"sqlite:///{magasin_demo}") > 100
