"""Sealed values: what the journal holds of a person's words and of a count, without saying them.

The journal keeps a commitment: the hash of the value and of a key of its own. The key comes from the lot's secret (its
« sel », 32 random bytes) and from the place of the value; to give one away opens that value and no other. Without its
key a commitment says nothing, not even by trying every count or every name: once the secret is gone, a value that was
purged cannot be found again, and the journal still verifies.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from lib.domain.bordereau import CelluleBordereau
from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Contexte, Fait
from lib.domain.correspondances import Correspondance
from lib.domain.faits import Versement
from lib.domain.lots import NOMS_DEPOT, NOMS_SUIVIS
from lib.domain.ruptures import Rupture

TAILLE_SEL = 32
"""Bytes of a lot's secret."""

LOT_SCELLES = ("auteur", "fichier", "lu_comme", "motif", "service", "sha256")
"""What is sealed of a lot itself: who, why, and the file, whose bare fingerprint would let its figures be tried."""

_APPORTES = frozenset({*NOMS_SUIVIS.values(), *NOMS_DEPOT.values(), Contexte, Rupture})
_CLES_LIBRES = {CelluleBordereau: {"colonne"}, Correspondance: {"texte"}, Versement: {"reference"}}


def get_scelles(nom: type[Fait]) -> tuple[str, ...]:
    """Give the fields of a noun that are sealed, in order of name: the figures and the free words that people bring.

    What identifies a fact (codes, periods), closed lists and amounts are in clear, as is the contract, a public act.
    """
    if nom not in _APPORTES:
        return ()
    libres = {
        champ
        for champ, indication in get_champs(nom).items()
        if read_type(indication)[0] in (str, Decimal) and champ not in nom.CLE
    }
    return tuple(sorted(libres | {"source"} | _CLES_LIBRES.get(nom, set())))


def seal_colonne(sel: bytes, table: str, champ: str, valeurs: Sequence[str | None]) -> list[str | None]:
    """Commit to each value of a column, its ranks from 1; None and '' stay: that nothing was said is no secret.

    The key of a value hashes its lot's secret and its place (table, field, rank); the commitment, key and value.
    """
    # The secret has a fixed length and names hold no line feed: two places never write the same bytes.
    lieu, sha256 = b"%b\n%b\n%b\n" % (sel, table.encode(), champ.encode()), hashlib.sha256
    return [
        sha256(sha256(lieu + b"%d" % rang).digest() + valeur.encode()).hexdigest() if valeur else valeur
        for rang, valeur in enumerate(valeurs, 1)
    ]
