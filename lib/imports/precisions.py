"""What a header adds to the name of its column: words that forbid reading it as a value, the period it speaks of."""

import re
from functools import lru_cache
from typing import NamedTuple

from lib.domain.nomenclatures import TypeDepot
from lib.imports.plis import fold

_INTERDITS = {
    "cible": "cible",
    "objectif": "objectif",
    "attendu": "attendu",
    "vise": "visé",
    "prev": "prévu",
    "budget": "budget",
    "vot": "voté",
    "notifi": "notifié",
    "engag": "engagé",
    "memoire": "mémoire",
    "ancien": "ancien",
    "preced": "précédent",
    "connu": "connu",
    "initial": "initial",
    "n-1": "N-1",
    "estim": "estimé",
    "provisoire": "provisoire",
    "projection": "projection",
    "theorique": "théorique",
    "reste": "reste",
    "ecart": "écart",
}
"""Beginning of a word, folded → the word told: a column that says one of them holds something else than its value."""

_PERMIS: dict[TypeDepot, frozenset[str]] = {
    TypeDepot.CIBLES: frozenset({"cible", "objectif", "attendu", "visé"}),
    TypeDepot.ENVELOPPES: frozenset({"prévu", "budget", "voté", "notifié", "initial"}),
}
"""Words that say of a kind of file what it is about."""

_INTERDIT = re.compile(r"(?<![a-z])(" + "|".join(map(re.escape, _INTERDITS)) + r")")
_DEPUIS = re.compile(r"depuis[^,;)\n]*")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.]([01]?\d)[/.](20\d\d)(?!\d)")
_TRIMESTRE = re.compile(r"(?<![a-z0-9])(?:t|q|trim\.?|trimestre) ?([1-4])(?![0-9])|([1-4]) ?(?:er|e|eme)? ?trim")
_ANNEE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


_SANS_EFFET = frozenset(
    "en de du des la le les l d au a et ou fin cumul cumule cumulee situation definitif definitive realise realisee "
    "resultat atteint valeur nombre montant saisir remplir obligatoire euro euros eur ttc pourcentage pour cent".split()
)
"""Words of a title that change nothing to what its column holds."""

_DEPUIS_JANVIER = re.compile(r"(?:depuis|du)(?: le)? (?:1er|01/01|1) ?(?:janvier)?(?:[ /]*20\d\d)?")
_MOT = re.compile(r"[a-z0-9%€]+")


class PeriodeDite(NamedTuple):
    """The period a header speaks of: each part is None when it says nothing of it."""

    annee: int | None = None
    numero: int | None = None

    def is_autre(self, annee: int, numero: int) -> bool:
        """Whether a quarter is another one than the header's."""
        return self.annee not in (None, annee) or self.numero not in (None, numero)

    def __str__(self) -> str:
        """Write « T3 2025 », « T3 » or « 2025 »."""
        return " ".join(filter(None, [f"T{self.numero}" if self.numero else "", str(self.annee or "")]))


@lru_cache(maxsize=1_000)
def find_interdit(precision: str, type_depot: TypeDepot) -> str:
    """Give the word that forbids reading a column as its value, '' when there is none.

    >>> find_interdit("(T3, pour mémoire)", TypeDepot.RESULTATS), find_interdit(": cible", TypeDepot.CIBLES)
    ('mémoire', '')
    """
    permis = _PERMIS.get(type_depot, frozenset())
    mots = [_INTERDITS[trouve] for trouve in _INTERDIT.findall(fold(precision))]
    return next((mot for mot in mots if mot not in permis), "")


@lru_cache(maxsize=1_000)
def has_inconnu(precision: str, argent: bool, connus: frozenset[str] = frozenset()) -> bool:
    """Whether a title adds words nobody knows the effect of; connus are the words of the contract's own units.

    >>> has_inconnu("(femmes)", False), has_inconnu("(en €, au 30/06/2025)", True), has_inconnu("(%)", True)
    (True, False, True)
    """
    texte = _DEPUIS_JANVIER.sub("", fold(precision))
    for motif in (_DATE, _TRIMESTRE, _ANNEE):
        texte = motif.sub("", texte)
    permis = _SANS_EFFET | connus | ({"€"} if argent else {"%"})
    return any(mot not in permis for mot in _MOT.findall(texte))


@lru_cache(maxsize=1_000)
def find_periode(precision: str) -> PeriodeDite:
    """Find the period a header speaks of; the day a cumul starts from is not one.

    >>> str(find_periode("– au 30/06/2025")), str(find_periode("(T3)")), str(find_periode("(depuis septembre 2024)"))
    ('T2 2025', 'T3', '')
    """
    texte = _DEPUIS.sub("", fold(precision))
    if jour := _DATE.search(texte):
        return PeriodeDite(int(jour[2]), (int(jour[1]) + 2) // 3)
    trimestre, annee = _TRIMESTRE.search(texte), _ANNEE.search(texte)
    numero = int(trimestre[1] or trimestre[2]) if trimestre else None
    return PeriodeDite(int(annee[1]) if annee else None, numero)
