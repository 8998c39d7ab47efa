"""Every sentence shown on the real contract's store is right, on every page, at every quarter."""

from pathlib import Path

from tests.controles import check_phrases


def test_no_sentence_is_wrong(magasin_initial: Path) -> None:
    check_phrases(f"sqlite:///{magasin_initial}")
