"""CSV as French spreadsheets write it: a separator among four, quotes sometimes forgotten, rows as the user sees them.

The separator is not sniffed: the caller keeps the one under which the most known column names appear.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple, Self

from lib.domain.tableau import Doute
from lib.imports.demesure import DemesureError
from lib.imports.grille import COLONNES_TABLEUR, LIGNES_EN_TETE, LIMITE_COLONNES

SEPARATEURS: dict[str, str] = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre verticale"}
"""Separators tried, in order of preference, and the words shown."""

_LIGNE_SEP = re.compile(r'\A"?sep=(.)"?[ ;,\t|]*(?:\n|\Z)', re.IGNORECASE)
_CODE = re.compile(r"[A9./_-]*A[A9./_-]*\Z")
_LETTRES, _CHIFFRES = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_TEXTE_FORCE = re.compile(r'(?:(?<=\A)|(?<=[;,|\t\n]))="([^"\n]*)"(?=[;,|\t\n]|\Z)')
_TAILLE_CHAMP = 2**30

LONGUEUR_ENREGISTREMENT = LIMITE_COLONNES * 32_767
"""Characters that a row may have: those that a spreadsheet puts in a cell, in each of the columns read."""

LIGNES_ENREGISTREMENT = 50_000
"""Lines that a row may be written on."""

RELECTURES_MAX = 5_000_000
"""Characters that quotes never closed may make read again."""

LONGUEUR_CODE = 60
"""How many first characters of a row tell the shape of its code."""


class Enregistrement(NamedTuple):
    """One record: its cells, its text exactly as the file has it, and what makes its reading doubtful.

    A doubtful record holds the cells of every line it is made of, cut at each separator whatever the quotes.
    """

    cellules: list[str]
    brut: str
    doute: Doute | None = None


def remove_ligne_sep(texte: str) -> str:
    """Remove a first line « sep=; », which a spreadsheet obeys and does not show."""
    return _LIGNE_SEP.sub("", texte, count=1)


def remove_textes_forces(texte: str) -> str:
    """Write « ="S.1.2-02" », by which software forces a text on a spreadsheet, as the text it shows.

    >>> remove_textes_forces('="S.1.2-02";2025;="007"')
    'S.1.2-02;2025;007'
    """
    return _TEXTE_FORCE.sub(r"\1", texte) if '="' in texte else texte


def remove_guillemets_de_ligne(texte: str) -> str | None:
    """Take off the quotes of a file each line of which is one quoted cell, as a re-saved CSV is; None for another.

    >>> remove_guillemets_de_ligne('"a;b"\\n"1;2"\\n')
    'a;b\\n1;2\\n'
    """
    nues: list[str] = []
    for ligne in map(str.strip, _iterate_lignes(texte)):
        if ligne and (len(ligne) < 2 or ligne[0] != '"' or ligne[-1] != '"' or _has_guillemet_seul(ligne[1:-1])):
            return None
        if ligne:
            nues.append(ligne[1:-1].replace('""', '"'))
    return "\n".join(nues) + "\n" if nues else None


def _iterate_lignes(texte: str) -> Iterator[str]:
    """Yield the lines of a text with their end, one at a time: a list of them would weigh many times the text."""
    debut = 0
    while fin := texte.find("\n", debut) + 1:
        yield texte[debut:fin]
        debut = fin
    if debut < len(texte):
        yield texte[debut:]


def _has_guillemet_seul(texte: str) -> bool:
    """Whether a quoted text holds a quote that is not doubled."""
    return '"' in texte.replace('""', "")


def read_debut(texte: str, separateur: str) -> list[list[str]]:
    """Read the first records, enough to find the header; raises DemesureError."""
    return [lu.cellules for lu in islice(read_csv(texte, separateur), LIGNES_EN_TETE)]


def split_ligne(brut: str, separateur: str, avec_guillemets: bool = True) -> list[str]:
    """Cut one record given as text; without quotes, at each separator of each of its lines."""
    csv.field_size_limit(_TAILLE_CHAMP)
    source = io.StringIO(brut, newline="\n")
    if avec_guillemets:
        lignes = csv.reader(source, delimiter=separateur, skipinitialspace=True)
    else:
        lignes = csv.reader(source, delimiter=separateur, quoting=csv.QUOTE_NONE)
    return [cellule for ligne in lignes for cellule in ligne]


class _Lignes:
    """The lines of a text as csv.reader takes them: those of a record are known, and may be given back.

    A record ends past what the widest row may hold, as if the file did: a quote that long was never closed.
    """

    def __init__(self, texte: str, separateur: str) -> None:
        self._source, self._separateur = _iterate_lignes(texte), separateur
        self._rendues: list[str] = []
        self._prises: list[str] = []
        self._longueur = self._relues = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """Give one more line; raises DemesureError for one that has more cells than a spreadsheet has columns."""
        if self._longueur > LONGUEUR_ENREGISTREMENT or len(self._prises) > LIGNES_ENREGISTREMENT:
            raise StopIteration
        ligne = self._rendues.pop() if self._rendues else next(self._source)
        if len(ligne) > COLONNES_TABLEUR:
            _check_largeur(ligne, self._separateur)
        self._prises.append(ligne)
        self._longueur += len(ligne)
        return ligne

    def take(self) -> list[str]:
        """Give the lines taken since the last call: those of the record just read."""
        prises, self._prises, self._longueur = self._prises, [], 0
        return prises

    def give_back(self, lignes: list[str]) -> None:
        """Put lines back, to be read again; raises DemesureError when it happens too often to ever end."""
        self._relues += sum(map(len, lignes))
        if self._relues > RELECTURES_MAX:
            raise DemesureError("F18")
        self._rendues += reversed(lignes)


def _iterate_etroites(texte: str, separateur: str) -> Iterator[str]:
    """Yield the lines of a text; raises DemesureError for one wider than a spreadsheet."""
    for ligne in io.StringIO(texte, newline="\n"):
        if len(ligne) > COLONNES_TABLEUR:
            _check_largeur(ligne, separateur)
        yield ligne


def _check_largeur(ligne: str, separateur: str) -> None:
    """Refuse a line that has more cells than a spreadsheet has columns."""
    if (nombre := ligne.count(separateur)) >= COLONNES_TABLEUR:
        raise DemesureError("F12", colonnes=nombre + 1)


def read_csv(texte: str, separateur: str) -> Iterator[Enregistrement]:
    """Yield every record: record n is spreadsheet row n+1, a cell on several lines counting once.

    A quote never closed, which would swallow the rest of the file, only spoils its own line. Raises DemesureError.
    """
    csv.field_size_limit(_TAILLE_CHAMP)
    if '"' not in texte:
        lues = csv.reader(_iterate_etroites(texte, separateur), delimiter=separateur, quoting=csv.QUOTE_NONE)
        for cellules, ligne in zip(lues, io.StringIO(texte, newline="\n"), strict=True):
            yield Enregistrement(cellules, ligne.rstrip("\n"))
        return
    lignes = _Lignes(texte, separateur)
    formes = _Formes(texte, separateur)
    for cellules in csv.reader(lignes, delimiter=separateur, skipinitialspace=True):
        prises = lignes.take()
        if len(prises) > 1 and _is_mal_ferme(prises, separateur):
            lignes.give_back(prises[1:])
            brut = prises[0].rstrip("\n")
            yield Enregistrement(split_ligne(brut, separateur, False), brut, Doute.GUILLEMET_OUVERT)
        else:
            yield _build_enregistrement(cellules, prises, separateur, formes)


def _build_enregistrement(cellules: list[str], lignes: list[str], separateur: str, formes: "_Formes") -> Enregistrement:
    """Build a record; a cell of several lines, one of which begins as a row does, swallowed rows."""
    brut = "".join(lignes).rstrip("\n")
    if len(lignes) == 1:
        ouvert = brut.count('"') % 2 and _is_mal_ferme(lignes, separateur)
        return Enregistrement(cellules, brut, Doute.GUILLEMET_OUVERT if ouvert else None)
    if any("\n" in cellule and _has_lignes(cellule, separateur, len(cellules), formes.lues) for cellule in cellules):
        return Enregistrement(split_ligne(brut, separateur, False), brut, Doute.LIGNES_AVALEES)
    return Enregistrement(cellules, brut)


def _has_lignes(cellule: str, separateur: str, largeur: int, formes: frozenset[str]) -> bool:
    """Whether a cell holds rows: a line that begins like the file's own, or, where rows begin by a word, whole rows."""
    if formes:
        debuts = [ligne.split(separateur, 1)[0] for ligne in cellule.split("\n")[1:]]
        return separateur in cellule and any(to_forme(debut[:LONGUEUR_CODE]) in formes for debut in debuts)
    return cellule.count(separateur) >= max(1, largeur - 1)


class _Formes:
    """The shapes of the codes that the records of a text begin with, listed when a cell of several lines asks."""

    def __init__(self, texte: str, separateur: str) -> None:
        self._texte, self._separateur = texte, separateur

    @cached_property
    def lues(self) -> frozenset[str]:
        """Those that have letters and digits: « A.9.9-9 ».

        Records that mostly begin by a word or a number have no shape to be told by.
        """
        lignes, separateur = _Lignes(self._texte, self._separateur), self._separateur
        compte: Counter[str] = Counter()
        nombre = 0
        for lue in csv.reader(lignes, delimiter=separateur, skipinitialspace=True):
            lignes.take()
            if len(lue) > 1:
                nombre += 1
                forme = to_forme(lue[0][:LONGUEUR_CODE])
                if "9" in forme and _CODE.match(forme):
                    compte[forme] += 1
        return frozenset(compte) if compte.total() * 2 >= nombre - 1 else frozenset()


@lru_cache(maxsize=10_000)
def to_forme(texte: str) -> str:
    """Give the shape of a code: its runs of letters as A, of digits as 9.

    >>> to_forme("S.1.3-01"), to_forme("V2.1-EIO-03b")
    ('A.9.9-9', 'A9.9-A-9A')
    """
    return _CHIFFRES.sub("9", _LETTRES.sub("A", texte.strip(' "')))


def _is_mal_ferme(lignes: list[str], separateur: str) -> bool:
    """Whether the quotes of a record do not match."""
    try:
        next(csv.reader(lignes, delimiter=separateur, strict=True, skipinitialspace=True))
    except csv.Error:
        return True
    return False
