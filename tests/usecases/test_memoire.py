"""What a process keeps: the last values only, and a garbage collector that always comes back."""

import gc

import pytest

from lib.usecases.memoire import Memoire, suspend_ramassage


def test_only_the_last_values_are_kept() -> None:
    memoire: Memoire[str] = Memoire(2)
    for cle in ("a", "b", "a", "c"):
        memoire.save(cle, cle.upper())
    assert [memoire.get(cle) for cle in ("a", "b", "c")] == ["A", None, "C"]


def test_collection_comes_back_with_the_last_of_those_who_held_it() -> None:
    with suspend_ramassage():
        with suspend_ramassage():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_comes_back_after_a_failure() -> None:
    with pytest.raises(ValueError, match="essai"), suspend_ramassage():
        raise ValueError("essai")
    assert gc.isenabled()
