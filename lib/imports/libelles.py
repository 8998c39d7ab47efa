"""From a label of a tracker to the indicator it names: the same words, close ones, or a question. Never a guess."""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from lib.domain.contrat_lu import ContratLu
from lib.domain.indicateurs import Indicateur
from lib.imports.plis import fold

PROCHE = 78
"""Likeness, in %, from which a label is said close to an indicator's (convention Jalons)."""

MARGE = 7
"""How much closer than any other indicator it must be, in points."""

SUGGESTIONS = 5
"""How many indicators are proposed at most for a label."""

_MOT = re.compile(r"[a-z0-9]+|%|€")
_VIDES = frozenset(
    "a au aux avec ce d dans de des du en et l la le les leur leurs n ou par pour que s sa se ses son sur un une"
    " via".split()
)
_SYNONYMES = {
    "nb": "nombre",
    "nbr": "nombre",
    "nbre": "nombre",
    "nombres": "nombre",
    "pourcentage": "%",
    "pct": "%",
    "part": "%",
    "arsa": "rsa",
    "brsa": "rsa",
    "allocataires": "",
    "allocataire": "",
    "beneficiaires": "beneficiaire",
    "ft": "france travail",
    "pers": "personne",
    "accpt": "accompagnement",
}


class Trouvaille(NamedTuple):
    """What a label was found to be: the codes written alike, then the likeness in % of the closest ones."""

    identiques: tuple[str, ...] = ()
    proches: tuple[tuple[str, int], ...] = ()

    def get_proche(self) -> str | None:
        """Give the one code that is close, and closer than any other; None otherwise."""
        if not self.proches or self.proches[0][1] < PROCHE:
            return None
        suivant = self.proches[1][1] if len(self.proches) > 1 else 0
        return self.proches[0][0] if self.proches[0][1] - suivant >= MARGE else None


@lru_cache(maxsize=8192)
def to_mots(texte: str) -> tuple[str, ...]:
    """Give the words that count in a label: no article, no plural, abbreviations in full.

    >>> to_mots("Nb de jeunes ayant accès à un logement")
    ('nombre', 'jeune', 'ayant', 'acce', 'logement')
    """
    mots: list[str] = []
    for brut in _MOT.findall(fold(texte)):
        if brut in _VIDES:
            continue
        mot = _SYNONYMES.get(brut, brut[:-1] if len(brut) > 3 and brut[-1] in "sx" else brut)
        mots += mot.split()
    return tuple(mots)


_OPPOSES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(to_mots(un)), frozenset(to_mots(autre)))
    for un, autre in (
        ("flux", "stock"),
        ("entrant entree", "sortant sortie"),
        ("femme", "homme"),
        ("%", "nombre"),
        ("taux", "nombre"),
        ("duree delai", "nombre"),
        ("1 premiere 1re", "2 deuxieme 2e"),
        ("cout montant", "nombre place"),
    )
)
"""Words that two labels cannot have one each and still name the same measure."""


def normalise_texte(texte: str) -> str:
    """Give a label's words, all of them, without accents, case nor punctuation."""
    return " ".join(_MOT.findall(fold(texte)))


class Libelles:
    """The labels of the contract's indicators, under every form they are written."""

    def __init__(self, contrat: ContratLu) -> None:
        """Index once."""
        self.indicateurs: Mapping[str, Indicateur] = contrat.indicateur_par_code
        self._formes: dict[tuple[str, ...], list[str]] = {}
        self._mots: dict[str, list[tuple[str, ...]]] = {}
        self._mot_a_mot: dict[str, set[str]] = {}
        for indicateur in contrat.indicateurs:
            ecrits = dict.fromkeys(map(to_mots, _list_ecritures(indicateur)))
            self._mots[indicateur.code] = [mots for mots in ecrits if mots]
            for mots in self._mots[indicateur.code]:
                self._formes.setdefault(mots, []).append(indicateur.code)
            for texte in _list_ecritures(indicateur):
                self._mot_a_mot.setdefault(normalise_texte(texte), set()).add(indicateur.code)
        self._trouvailles: dict[str, Trouvaille] = {}

    def find(self, texte: str) -> Trouvaille:
        """Say what a label names, whatever the words around its table."""
        if texte not in self._trouvailles:
            self._trouvailles[texte] = self._find(texte)
        return self._trouvailles[texte]

    def list_identiques(self, *textes: str) -> tuple[str, ...]:
        """Give the codes written with the very words of one of these texts, the first that has any."""
        return next((tuple(codes) for texte in textes if (codes := self._formes.get(to_mots(texte)))), ())

    def find_mot_a_mot(self, texte: str) -> frozenset[str]:
        """Give the indicators written so word for word, articles and plurals included."""
        return frozenset(self._mot_a_mot.get(normalise_texte(texte), ()))

    def _find(self, texte: str) -> Trouvaille:
        mots = to_mots(texte)
        if not mots:
            return Trouvaille()
        identiques = tuple(self._formes.get(mots, ()))
        notes = {
            code: max((_compare(mots, siens) for siens in ecrits), default=0) for code, ecrits in self._mots.items()
        }
        meilleures = sorted(((note, code) for code, note in notes.items() if note >= 40), reverse=True)
        return Trouvaille(identiques, tuple((code, note) for note, code in meilleures[:SUGGESTIONS]))


def _list_ecritures(indicateur: Indicateur) -> Iterable[str]:
    return filter(None, (indicateur.intitule, indicateur.libelle, indicateur.libelle_fiche))


@lru_cache(maxsize=65_536)
def _compare(mots: tuple[str, ...], autres: tuple[str, ...]) -> int:
    """Say how alike two labels are, in %: words in common, then letters in order; figures and opposites must agree."""
    ensemble, second = frozenset(mots), frozenset(autres)
    communs = 200 * len(ensemble & second) // (len(ensemble) + len(second))
    if communs < 30 or _are_opposes(ensemble, second):
        return min(communs, 39)
    if {mot for mot in ensemble if mot.isdigit()} != {mot for mot in second if mot.isdigit()}:
        return min(communs, PROCHE - 1)
    lettres = difflib.SequenceMatcher(None, " ".join(mots), " ".join(autres), autojunk=False).ratio()
    return (communs + round(100 * lettres)) // 2


def _are_opposes(mots: frozenset[str], autres: frozenset[str]) -> bool:
    """Whether one label has a word whose contrary the other has, and not the word itself."""
    for un, autre in _OPPOSES:
        for gauche, droite in ((un, autre), (autre, un)):
            if mots & gauche and autres & droite and not (mots & droite or autres & gauche):
                return True
    return False
