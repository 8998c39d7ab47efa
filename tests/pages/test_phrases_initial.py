"""Every sentence shown on the real contract's store is right, on every page, at every quarter."""

from pathlib import Path

import pytest

from tests.controles import CONTROLES, check_phrases


@pytest.mark.parametrize("controle", CONTROLES)
def test_no_sentence_is_wrong(magasin_initial: Path, controle: str) -> None:
    check_phrases(f"sqlite:///{magasin_initial}", controle)
