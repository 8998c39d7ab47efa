"""What the guard of the store says: something wrong, where, in a sentence without its full stop."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Anomalie:
    """Something wrong in the store, named; contrat is '' for the store itself, rang 0 when no entry is concerned."""

    contrat: str
    message: str
    rang: int = 0
