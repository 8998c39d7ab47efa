"""What a process keeps of the last files compared, so that publishing does not verify again what was just shown."""

import gc
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memoire(Generic[T]):
    """The last values worked out, by all that they follow from; the oldest ones are forgotten."""

    def __init__(self, taille: int) -> None:
        """Keep at most so many values."""
        self.taille = taille
        self._valeurs: OrderedDict[Hashable, T] = OrderedDict()
        self._verrou = Lock()

    def get(self, cle: Hashable) -> T | None:
        """Give the value kept under a key, or None."""
        with self._verrou:
            return self._valeurs.get(cle)

    def save(self, cle: Hashable, valeur: T) -> None:
        """Keep a value."""
        with self._verrou:
            self._valeurs[cle] = valeur
            self._valeurs.move_to_end(cle)
            while len(self._valeurs) > self.taille:
                self._valeurs.popitem(last=False)


_verrou = Lock()
_suspensions = 0


@contextmanager
def suspend_ramassage() -> Iterator[None]:
    """Hold back the collection of reference cycles while a file's many objects, which have none, are built.

    Several threads may do so at once: collection resumes with the last of them.
    """
    global _suspensions
    with _verrou:
        _suspensions += 1
        gc.disable()
    try:
        yield
    finally:
        with _verrou:
            _suspensions -= 1
            if not _suspensions:
                gc.enable()
