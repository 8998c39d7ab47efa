"""CSV as French spreadsheets write it: a separator among four, quotes sometimes forgotten, rows as the user sees them.

The separator is not sniffed: the caller keeps the one under which the most known column names appear.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from lib.imports.grille import LIGNES_EN_TETE

SEPARATEURS: dict[str, str] = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre verticale"}
"""Separators tried, in order of preference, and the words shown."""

_LIGNE_SEP = re.compile(r'\A"?sep=(.)"?[ ;,\t|]*(?:\n|\Z)', re.IGNORECASE)
_LIGNES_PAR_CELLULE = 100
_TAILLE_CHAMP = 2**30


def remove_ligne_sep(texte: str) -> str:
    """Remove a first line « sep=; », which a spreadsheet obeys and does not show."""
    return _LIGNE_SEP.sub("", texte, count=1)


def read_debut(texte: str, separateur: str) -> list[list[str]]:
    """Read the first records, enough to find the header."""
    return list(islice(_iterate_enregistrements(texte, separateur), LIGNES_EN_TETE))


def read_csv(texte: str, separateur: str) -> list[list[str]]:
    """Read every record: record n is spreadsheet row n+1, a cell on several lines counting once; never raises."""
    return list(_iterate_enregistrements(texte, separateur))


def _iterate_enregistrements(texte: str, separateur: str) -> Iterator[list[str]]:
    """Yield records; a quote never closed, which would swallow the rest of the file, is read as a plain character."""
    csv.field_size_limit(_TAILLE_CHAMP)
    if '"' not in texte:
        yield from csv.reader(io.StringIO(texte, newline="\n"), delimiter=separateur, quoting=csv.QUOTE_NONE)
        return
    lignes = list(io.StringIO(texte, newline="\n"))
    debut = 0
    while debut < len(lignes):
        depart = debut
        lecteur = csv.reader(map(lignes.__getitem__, range(depart, len(lignes))), delimiter=separateur)
        for enregistrement in lecteur:
            fin = depart + lecteur.line_num
            if fin - debut > 1 and _is_guillemet_oublie(lignes[debut:fin], separateur):
                yield next(csv.reader([lignes[debut]], delimiter=separateur, quoting=csv.QUOTE_NONE))
                debut += 1
                break
            yield enregistrement
            debut = fin


def _is_guillemet_oublie(lignes: list[str], separateur: str) -> bool:
    """Whether a record of several lines swallowed others: too many lines, or quotes that do not match."""
    if len(lignes) > _LIGNES_PAR_CELLULE:
        return True
    try:
        next(csv.reader(lignes, delimiter=separateur, strict=True))
    except csv.Error:
        return True
    return False
