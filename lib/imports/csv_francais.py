"""CSV as French spreadsheets write it: a separator among four, quotes sometimes forgotten, rows as the user sees them.

The separator is not sniffed: the caller keeps the one under which the most known column names appear.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lib.domain.tableau import Doute
from lib.imports.grille import LIGNES_EN_TETE

SEPARATEURS: dict[str, str] = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre verticale"}
"""Separators tried, in order of preference, and the words shown."""

_LIGNE_SEP = re.compile(r'\A"?sep=(.)"?[ ;,\t|]*(?:\n|\Z)', re.IGNORECASE)
_LIGNE_ENTRE_GUILLEMETS = re.compile(r'\s*"(.*)"\s*\Z')
_CODE = re.compile(r"[A9./_-]*A[A9./_-]*\Z")
_LETTRES, _CHIFFRES = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_TEXTE_FORCE = re.compile(r'(?:(?<=\A)|(?<=[;,|\t\n]))="([^"\n]*)"(?=[;,|\t\n]|\Z)')
_TAILLE_CHAMP = 2**30


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
    lignes = [_LIGNE_ENTRE_GUILLEMETS.match(ligne) for ligne in texte.splitlines() if ligne.strip()]
    if not lignes or any(trouve is None or _has_guillemet_seul(trouve[1]) for trouve in lignes):
        return None
    return "\n".join(trouve[1].replace('""', '"') for trouve in lignes if trouve) + "\n"


def _has_guillemet_seul(texte: str) -> bool:
    """Whether a quoted text holds a quote that is not doubled."""
    return '"' in texte.replace('""', "")


def read_debut(texte: str, separateur: str) -> list[list[str]]:
    """Read the first records, enough to find the header; without a quote, each line is one."""
    if '"' not in texte:
        texte = "".join(islice(io.StringIO(texte, newline="\n"), LIGNES_EN_TETE))
    return [lu.cellules for lu in islice(_iterate_enregistrements(texte, separateur), LIGNES_EN_TETE)]


def read_csv(texte: str, separateur: str) -> list[Enregistrement]:
    """Read every record: record n is spreadsheet row n+1, a cell on several lines counting once; never raises."""
    return list(_iterate_enregistrements(texte, separateur))


def split_ligne(brut: str, separateur: str, avec_guillemets: bool = True) -> list[str]:
    """Cut one record given as text; without quotes, at each separator of each of its lines."""
    csv.field_size_limit(_TAILLE_CHAMP)
    source = io.StringIO(brut, newline="\n")
    if avec_guillemets:
        lignes = csv.reader(source, delimiter=separateur, skipinitialspace=True)
    else:
        lignes = csv.reader(source, delimiter=separateur, quoting=csv.QUOTE_NONE)
    return [cellule for ligne in lignes for cellule in ligne]


def _iterate_enregistrements(texte: str, separateur: str) -> Iterator[Enregistrement]:
    """Yield records; a quote never closed, which would swallow the rest of the file, only spoils its own line."""
    csv.field_size_limit(_TAILLE_CHAMP)
    lignes = list(io.StringIO(texte, newline="\n"))
    if '"' not in texte:
        lues = csv.reader(lignes, delimiter=separateur, quoting=csv.QUOTE_NONE)
        yield from (Enregistrement(lue, ligne.rstrip("\n")) for lue, ligne in zip(lues, lignes, strict=True))
        return
    formes = list_formes(lignes, separateur)
    debut = 0
    while debut < len(lignes):
        depart = debut
        lecteur = csv.reader(
            map(lignes.__getitem__, range(depart, len(lignes))), delimiter=separateur, skipinitialspace=True
        )
        for enregistrement in lecteur:
            fin = depart + lecteur.line_num
            if fin - debut > 1 and _is_guillemet_oublie(lignes[debut:fin], separateur):
                brut = lignes[debut].rstrip("\n")
                yield Enregistrement(split_ligne(brut, separateur, False), brut, Doute.GUILLEMET_OUVERT)
                debut += 1
                break
            yield _build_enregistrement(enregistrement, lignes[debut:fin], separateur, formes)
            debut = fin


def _build_enregistrement(
    cellules: list[str], lignes: list[str], separateur: str, formes: frozenset[str]
) -> Enregistrement:
    """Build a record; a cell of several lines, one of which begins as a row does, swallowed rows."""
    brut = "".join(lignes).rstrip("\n")
    if len(lignes) == 1:
        ouvert = brut.count('"') % 2 and _is_mal_ferme(lignes, separateur)
        return Enregistrement(cellules, brut, Doute.GUILLEMET_OUVERT if ouvert else None)
    if any("\n" in cellule and _has_lignes(cellule, separateur, len(cellules), formes) for cellule in cellules):
        return Enregistrement(split_ligne(brut, separateur, False), brut, Doute.LIGNES_AVALEES)
    return Enregistrement(cellules, brut)


def _has_lignes(cellule: str, separateur: str, largeur: int, formes: frozenset[str]) -> bool:
    """Whether a cell holds rows: a line that begins like the file's own, or, where rows begin by a word, whole rows."""
    if formes:
        debuts = [ligne.split(separateur, 1)[0] for ligne in cellule.split("\n")[1:]]
        return separateur in cellule and any(to_forme(debut) in formes for debut in debuts)
    return cellule.count(separateur) >= max(1, largeur - 1)


def list_formes(lignes: list[str], separateur: str) -> frozenset[str]:
    """List the shapes of the codes that records begin with, those that have letters and digits: « A.9.9-9 ».

    Records that mostly begin by a word or a number have no shape to be told by.
    """
    lues = csv.reader(lignes, delimiter=separateur, skipinitialspace=True)
    debuts = [lue[0] for lue in lues if len(lue) > 1]
    compte = Counter(forme for forme in map(to_forme, debuts) if "9" in forme and _CODE.match(forme))
    return frozenset(compte) if compte.total() * 2 >= len(debuts) - 1 else frozenset()


@lru_cache(maxsize=10_000)
def to_forme(texte: str) -> str:
    """Give the shape of a code: its runs of letters as A, of digits as 9.

    >>> to_forme("S.1.3-01"), to_forme("V2.1-EIO-03b")
    ('A.9.9-9', 'A9.9-A-9A')
    """
    return _CHIFFRES.sub("9", _LETTRES.sub("A", texte.strip(' "')))


def _is_guillemet_oublie(lignes: list[str], separateur: str) -> bool:
    """Whether a record of several lines swallowed others: its quotes do not match."""
    return _is_mal_ferme(lignes, separateur)


def _is_mal_ferme(lignes: list[str], separateur: str) -> bool:
    """Whether the quotes of a record do not match."""
    try:
        next(csv.reader(lignes, delimiter=separateur, strict=True, skipinitialspace=True))
    except csv.Error:
        return True
    return False
