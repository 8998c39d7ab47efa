"""A file whose reading would cost more than what a spreadsheet holds: it is stopped there, and said."""

from typing import Any

from lib.imports.catalogue import build_probleme


class DemesureError(Exception):
    """Reading was stopped; probleme says why, with the catalogue's code and what fills it."""

    def __init__(self, code: str, **champs: Any) -> None:
        super().__init__(code)
        self.probleme = build_probleme(code, **champs)
