"""Hash trees: RFC 6962's, and short proofs hold against their roots as the RFC has them verified."""

import hashlib

import pytest

from lib.domain.arbres import add_feuille, compute_feuilles, compute_racine
from tests.preuves import compute_mth, compute_racine_sommets


def list_chemin(rang: int, feuilles: list[bytes]) -> list[bytes]:
    """Audit path of RFC 6962, 2.1.1."""
    if len(feuilles) <= 1:
        return []
    k = 1 << (len(feuilles) - 1).bit_length() - 1
    if rang < k:
        return [*list_chemin(rang, feuilles[:k]), compute_mth(feuilles[k:])]
    return [*list_chemin(rang - k, feuilles[k:]), compute_mth(feuilles[:k])]


def read_chemin(rang: int, taille: int, feuille: bytes, chemin: list[bytes]) -> bytes:
    """Recompute a root from a leaf and its path, as RFC 9162, 2.1.3.2, verifies it."""
    fn, sn, r = rang, taille - 1, feuille
    for p in chemin:
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\x01" + p + r).digest()
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    return r


@pytest.mark.parametrize("taille", range(40))
def test_the_root_is_that_of_the_rfc_at_once_or_leaf_after_leaf(taille: int) -> None:
    feuilles = compute_feuilles(str(n) for n in range(taille))
    sommets: tuple[bytes, ...] = ()
    for rang, feuille in enumerate(feuilles):
        sommets = add_feuille(sommets, rang, feuille)
    assert compute_racine(feuilles) == compute_mth(feuilles) == compute_racine_sommets(sommets)
    assert len(sommets) == taille.bit_count()


def test_the_root_is_that_of_the_known_vectors() -> None:
    """Those of the reference implementation of Certificate Transparency, for its inputs of one and two leaves."""
    feuilles = compute_feuilles(["", "\0"])
    assert feuilles[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert compute_racine(feuilles).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"


@pytest.mark.parametrize("taille", [1, 2, 3, 7, 8, 13])
def test_a_leaf_is_proved_by_a_few_hashes(taille: int) -> None:
    feuilles = compute_feuilles(str(n) for n in range(taille))
    for rang, feuille in enumerate(feuilles):
        chemin = list_chemin(rang, feuilles)
        assert len(chemin) <= taille.bit_length()
        assert read_chemin(rang, taille, feuille, chemin) == compute_racine(feuilles)
        assert read_chemin(rang, taille, compute_feuilles(["autre"])[0], chemin) != compute_racine(feuilles)
