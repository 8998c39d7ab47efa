"""Read the tables of cases on money, written for a committee member (cas/argent_*.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CAS = Path(__file__).parent / "cas"


def read_cas(nom: str) -> list[Any]:
    """Give each case as a test parameter named by its own words."""
    lus = yaml.safe_load((CAS / f"argent_{nom}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(cas, id=cas["cas"]) for cas in lus]


def to_centimes(euros: float | None) -> int | None:
    """Give cents; None stays None."""
    return None if euros is None else round(100 * euros)


def lire(texte: str) -> str:
    """Make U+202F visible as _ and U+00A0 as ~."""
    return texte.replace("\u202f", "_").replace("\u00a0", "~")
