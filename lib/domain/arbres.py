"""Hash trees (RFC 6962): many texts held by one hash, so that one of them can be proved without showing the others.

A leaf is SHA-256 of 0x00 and the text; a node, of 0x01 and its two children. A tree that only grows is kept as its
summits: the roots of its whole subtrees, the widest first, one for each binary digit of the number of its leaves.
"""

import hashlib
from collections.abc import Iterable, Sequence


def compute_feuilles(textes: Iterable[str]) -> list[bytes]:
    """Hash each text as a leaf."""
    sha256 = hashlib.sha256
    return [sha256(b"\x00" + texte.encode()).digest() for texte in textes]


def compute_noeud(gauche: bytes, droite: bytes) -> bytes:
    """Hash two neighbours into the node above them."""
    return hashlib.sha256(b"\x01" + gauche + droite).digest()


def compute_racine(feuilles: Sequence[bytes]) -> bytes:
    """Hash leaves, in order, into the root of their tree; one without a neighbour goes up as it is.

    >>> a, b, c = compute_feuilles("abc")
    >>> compute_racine([a, b, c]) == compute_noeud(compute_noeud(a, b), c)
    True
    """
    sha256 = hashlib.sha256
    etage = list(feuilles) or [sha256(b"").digest()]
    while len(etage) > 1:
        seule = etage[-1:] if len(etage) % 2 else []
        etage = [sha256(b"\x01" + g + d).digest() for g, d in zip(etage[::2], etage[1::2], strict=False)] + seule
    return etage[0]


def add_feuille(sommets: Sequence[bytes], taille: int, feuille: bytes) -> tuple[bytes, ...]:
    """Give the summits of a tree of so many leaves once one more has come: each pair of equal subtrees is one.

    >>> a, b = compute_feuilles("ab")
    >>> add_feuille((a,), 1, b) == (compute_noeud(a, b),)
    True
    """
    suite = [*sommets, feuille]
    while taille % 2:
        droite, gauche = suite.pop(), suite.pop()
        suite.append(compute_noeud(gauche, droite))
        taille //= 2
    return tuple(suite)
