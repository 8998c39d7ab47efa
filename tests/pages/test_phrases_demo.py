"""Every sentence shown on the demonstration store is right, on every page, at every quarter."""

from pathlib import Path

import pytest

from tests.controles import CONTROLES, check_phrases


@pytest.mark.parametrize("controle", CONTROLES)
def test_no_sentence_is_wrong(magasin_demo: Path, controle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALONS_DEMO", "1")
    check_phrases(f"sqlite:///{magasin_demo}", controle)
