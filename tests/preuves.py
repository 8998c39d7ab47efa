"""What someone outside checks with the journal's hashes alone, written from docs/decisions/0012 and RFC 6962."""

import hashlib
from collections.abc import Sequence


def compute_cle(sel: bytes, table: str, champ: str, rang: int) -> bytes:
    return hashlib.sha256(sel + f"\n{table}\n{champ}\n{rang}".encode()).digest()


def compute_engagement(cle: bytes, valeur: str) -> str:
    return hashlib.sha256(cle + valeur.encode()).hexdigest()


def compute_mth(feuilles: Sequence[bytes]) -> bytes:
    """Merkle tree hash as RFC 6962, 2.1, writes it, on leaves already hashed."""
    if len(feuilles) <= 1:
        return feuilles[0] if feuilles else hashlib.sha256(b"").digest()
    k = 1 << (len(feuilles) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + compute_mth(feuilles[:k]) + compute_mth(feuilles[k:])).digest()


def compute_racine_sommets(sommets: Sequence[bytes]) -> bytes:
    """Root of a tree from the roots of its whole subtrees, the narrowest first."""
    racine = sommets[-1] if sommets else hashlib.sha256(b"").digest()
    for sommet in reversed(sommets[:-1]):
        racine = hashlib.sha256(b"\x01" + sommet + racine).digest()
    return racine
