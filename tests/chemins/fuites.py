"""Leaks: what one of the twin stores gives out and not the other, with the hidden figure it shows."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tests.chemins.lecture import Textes
from tests.chemins.magasin import Jumeau

AUTOUR = 60
_SEPARATEUR = "[ \u00a0\u202f\u2009.,’']"
_MILLIERS = "[ \u00a0\u202f\u2009]"
_NOMBRE = re.compile(
    rf"(?<!\d)(?<!\d{_MILLIERS})(?=(\d{{2,3}}{_SEPARATEUR}?\d{{3}})(?!\d)(?!{_MILLIERS}\d{{3}}(?!\d)))"
)
"""A number of five or six digits, its thousands apart or not: no part of a longer one."""


class Fuite(NamedTuple):
    """A piece of text that depends on a hidden figure; figure: which, when it is written there as it is."""

    endroit: str
    figure: str
    extrait: str


def list_fuites(jumeau: Jumeau, textes: Textes, autres: Textes) -> list[Fuite]:
    """List what a store gives out that its twin does not, then the places that only one of them has."""
    fuites = [fuite for endroit in textes for fuite in _list_ecarts(jumeau, endroit, textes, autres.get(endroit, []))]
    disparus = textes.keys() ^ autres.keys()
    return fuites + [Fuite(endroit, "n’existe que dans un des deux magasins", "") for endroit in sorted(disparus)]


def _list_ecarts(jumeau: Jumeau, endroit: str, textes: Textes, autres: list[str]) -> Iterator[Fuite]:
    for texte in Counter(textes[endroit]) - Counter(autres):
        vus = list(list_sentinelles(jumeau, texte))
        yield from (Fuite(endroit, figure, extrait) for figure, extrait in vus)
        if not vus:
            yield Fuite(endroit, "calculé d’un chiffre masqué", _cut(texte, *_find_ecart(texte, autres)))


def list_sentinelles(jumeau: Jumeau, texte: str) -> Iterator[tuple[str, str]]:
    """Give each hidden number written in a text, with what it is and the words around it."""
    for vu in _NOMBRE.finditer(texte):
        nombre = int(re.sub(r"\D", "", vu[1]))
        if nombre in jumeau.sentinelles:
            yield f"{nombre} ({jumeau.sentinelles[nombre]})", _cut(texte, vu.start(1), vu.end(1))


def _find_ecart(texte: str, autres: list[str]) -> tuple[int, int]:
    """Find where a text parts from the one of the twin that begins most like it."""
    debut = max((_count_communs(texte, autre) for autre in autres), default=0)
    return debut, debut


def _count_communs(texte: str, autre: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(texte, autre, strict=False)) if a != b), min(len(texte), len(autre)))


def _cut(texte: str, debut: int, fin: int) -> str:
    return texte[max(0, debut - AUTOUR // 2) : fin + AUTOUR // 2].strip()


def write_fuites(fuites: list[Fuite], exemples: int = 6) -> str:
    """Write the leaks for a person: a page or a file at a time, the hidden things it shows, each once."""
    groupes: dict[str, dict[str, Fuite]] = {}
    for fuite in fuites:
        lieu = re.sub(r"\S+=[^→]*|,.*", "", fuite.endroit).strip()
        groupes.setdefault(lieu, {}).setdefault(_get_genre(fuite), fuite)
    lignes = [f"{len(fuites)} fuites"]
    for lieu, siennes in groupes.items():
        lignes.append(f"- {lieu}{' (et ailleurs)' if len(siennes) > exemples else ''}")
        lignes += [f"    {f.figure} : …{f.extrait}… [{f.endroit}]" for f in list(siennes.values())[:exemples]]
    return "\n".join(lignes)


def _get_genre(fuite: Fuite) -> str:
    """Name what is hidden without its place nor its period, so that a message says each thing once."""
    return " ".join(mot for mot in re.findall(r"[\w.-]+", fuite.figure) if not re.search(r"\d{2}", mot))
