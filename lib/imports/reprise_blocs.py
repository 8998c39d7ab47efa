"""Where the tables of a tracker's sheet are: the rows of their titles, the rows they hold, the year set above them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lib.domain.tableau import GenreCellule
from lib.imports.grille import LIGNES_EN_TETE, Grille
from lib.imports.periodes_ecrites import PeriodeEcrite, read_periode_ecrite
from lib.imports.reprise_titres import AUTRE, LecteurTitres, TitreLu
from lib.imports.titres import PartieTitre, list_parties

TITRES_MAX = 3
"""How many rows the titles of a table may take."""

_NOMBRE = re.compile(r"[-+−]?\s?\d[\d\s.,'\u00a0\u202f]*(?:%|€|k€|[a-z]{0,10})?\Z", re.IGNORECASE)
_ANNEE = re.compile(r"20[0-9]{2}\Z")


class Bloc(NamedTuple):
    """One table: its last title row, how many rows its titles take, its first and last rows, the year set above it."""

    entete: int
    titres: int
    premiere: int
    derniere: int
    annee: int | None = None


def is_nombre(texte: str) -> bool:
    """Whether a cell holds a figure, and neither a year nor a day alone.

    >>> is_nombre("1 015"), is_nombre("12,5 %"), is_nombre("2024"), is_nombre("31/12/2024")
    (True, True, False, False)
    """
    net = texte.strip()
    return bool(_NOMBRE.match(net)) and not _ANNEE.match(net) and not read_periode_ecrite(net).est_dite


def _is_trimestre(texte: str) -> bool:
    lue = read_periode_ecrite(texte)
    return lue.est_dite and lue.numero is not None and not lue.mots


class Decoupage:
    """Finds the tables of one sheet."""

    def __init__(self, grille: Grille, lecteur: LecteurTitres) -> None:
        """Read what each row is made of."""
        self._grille, self._lecteur = grille, lecteur
        self._pleines = [
            {colonne: " ".join(texte.split()) for colonne, texte in enumerate(ligne, 1) if texte.strip()}
            for ligne in grille.lignes
        ]
        colonnes = [min(pleine) for pleine in self._pleines if len(pleine) > 1]
        self._gauche = min(colonnes, default=1)
        self._dates = frozenset(cle for cle, genre in grille.genres.items() if genre is GenreCellule.DATE)

    def list_blocs(self) -> list[Bloc]:
        """List the tables from the top; empty when no row looks like their titles."""
        premier = self._find_premier()
        if premier is None:
            return []
        entetes = [premier, *self._list_suivants(premier)]
        blocs: list[Bloc] = []
        for rang, (entete, titres) in enumerate(entetes):
            suivant = entetes[rang + 1] if rang + 1 < len(entetes) else (len(self._pleines) + 1, 1)
            blocs += self._cut_par_annee(entete, titres, suivant[0] - suivant[1])
        return [bloc for bloc in blocs if bloc.derniere >= bloc.premiere]

    def _get(self, numero: int) -> dict[int, str]:
        return self._pleines[numero - 1] if 1 <= numero <= len(self._pleines) else {}

    def _read(self, numero: int, colonne: int) -> TitreLu:
        return self._lecteur.read_texte(self._get(numero)[colonne], (numero, colonne) in self._dates)

    def _is_de_titres(self, numero: int) -> bool:
        """Whether a row may be one of titles: no figure, something beyond the first column, no run of quarters."""
        pleine = self._get(numero)
        if not any(colonne > self._gauche for colonne in pleine) or any(map(is_nombre, pleine.values())):
            return False
        dessous = self._get(numero + 1)
        return not any(_is_trimestre(texte) and _is_trimestre(dessous.get(c, "")) for c, texte in pleine.items())

    def _count_titres(self, numero: int) -> int:
        """Count the title rows that end at one, those above included as long as they look like titles."""
        nombre = 1
        while nombre < TITRES_MAX and self._is_de_titres(numero - nombre) and self._is_compris(numero - nombre):
            nombre += 1
        return nombre

    def _is_compris(self, numero: int) -> bool:
        """Whether a row above titles is more than a note: several cells, or one that says something of results."""
        suite = [colonne for colonne in self._get(numero) if colonne > self._gauche]
        return len(suite) > 1 or any(lu.dit or lu.nature for lu in (self._read(numero, colonne) for colonne in suite))

    def _find_premier(self) -> tuple[int, int] | None:
        """Find the first table: its last title row and how many there are, the best understood of the first rows.

        Titles stand above figures: a row under some is only taken when none above is understood.
        """
        meilleur: tuple[tuple[bool, int, int, int], tuple[int, int]] | None = None
        sans_nombre = True
        for numero in range(1, min(LIGNES_EN_TETE, len(self._pleines) - 1) + 1):
            if not self._is_de_titres(numero):
                sans_nombre &= not any(map(is_nombre, self._get(numero).values()))
                continue
            titres = self._count_titres(numero)
            note = (sans_nombre, *self._rate(numero, titres))
            if note[1] + note[2] and (meilleur is None or note > meilleur[0]):
                meilleur = (note, (numero, titres))
        return meilleur[1] if meilleur else None

    def _rate(self, numero: int, titres: int) -> tuple[int, int, int]:
        """Rate a title row, on its own cells: different things said of results, titles understood, cells filled."""
        lus = {c: lu for c, lu in self.read_titres(numero, titres).items() if c in self._get(numero)}
        resultats = [(lu.annee, lu.numero, lu.code, lu.territoire) for lu in lus.values() if lu.est_resultat]
        uniques = sum(resultats.count(dit) == 1 for dit in set(resultats))
        compris = sum(lu.dit or lu.nature not in ("", AUTRE) for lu in lus.values())
        return uniques + self._count_periodes_dessous(numero), compris, len(lus)

    def _count_periodes_dessous(self, numero: int) -> int:
        """Say whether quarters run down a column just under a row: 2, else 0."""
        suivantes = [self._get(suivant) for suivant in range(numero + 1, numero + 3)]
        for colonne in self._get(numero):
            lues = [read_periode_ecrite(ligne.get(colonne, "")) for ligne in suivantes]
            if all(lue.est_dite and not lue.mots for lue in lues) and self._has_nombre(suivantes, colonne):
                return 2
        return 0

    def _has_nombre(self, lignes: Sequence[dict[int, str]], sauf: int) -> bool:
        return any(is_nombre(texte) for ligne in lignes for colonne, texte in ligne.items() if colonne != sauf)

    def list_parties(self, bloc: Bloc) -> dict[int, tuple[PartieTitre, ...]]:
        """Give the parts of the titles of a table, by column number."""
        return list_parties(self._grille.lignes, bloc.entete, bloc.titres)

    def read_titres(self, numero: int, titres: int) -> dict[int, TitreLu]:
        """Read the titles that end at a row, by column number."""
        parties = list_parties(self._grille.lignes, numero, titres)
        return {colonne: self._lecteur.read(siennes, colonne, self._dates) for colonne, siennes in parties.items()}

    def _list_suivants(self, premier: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """List the other title rows: titles again, quarters again, under the first table."""
        entete = premier[0]
        connus = self._get(entete)
        for numero in range(entete + 1, len(self._pleines) + 1):
            pleine = self._get(numero)
            if len(pleine) < 2 or not self._is_de_titres(numero):
                continue
            repris = sum(connus.get(colonne) == texte for colonne, texte in pleine.items())
            trimestres = sum(self._read(numero, colonne).numero is not None for colonne in pleine)
            if repris >= 2 or trimestres >= 2 or (trimestres and repris):
                yield numero, min(self._count_titres(numero), numero - entete)

    def _cut_par_annee(self, entete: int, titres: int, fin: int) -> list[Bloc]:
        """Cut a table where a row alone says a year; a year among the quarters of a column is that column's."""
        dites = {lu.annee for lu in self.read_titres(entete, titres).values() if lu.annee}
        coupes = [
            (numero, lue.annee)
            for numero in range(entete + 1, fin + 1)
            if (lue := self._read_section(numero, entete, fin)) is not None and lue.annee not in dites
        ]
        debuts = [(entete, None), *coupes]
        fins = [numero - 1 for numero, _ in coupes] + [fin]
        return [
            Bloc(entete, titres, debut + 1, self._trim(derniere), annee)
            for (debut, annee), derniere in zip(debuts, fins, strict=True)
        ]

    def _read_section(self, numero: int, entete: int, fin: int) -> PeriodeEcrite | None:
        """Read a row that says a year and nothing else, outside any column of periods."""
        pleine = self._get(numero)
        if len(pleine) != 1:
            return None
        ((colonne, texte),) = pleine.items()
        lue = read_periode_ecrite(texte)
        if not lue.est_dite or lue.annee is None or lue.numero or lue.mots:
            return None
        voisins = (read_periode_ecrite(self._get(n).get(colonne, "")) for n in range(entete + 1, fin + 1))
        return None if any(v.est_dite and v.numero and not v.mots for v in voisins) else lue

    def _trim(self, derniere: int) -> int:
        while derniere and not self._get(derniere):
            derniere -= 1
        return derniere

    def list_titres_au_dessus(self, bloc: Bloc, est_premier: bool) -> list[str]:
        """List the texts above a table: all of them for the first, the lone ones just above for another."""
        haut = bloc.entete - bloc.titres
        if est_premier:
            return [texte for numero in range(1, haut + 1) for texte in self._get(numero).values()]
        titres: list[str] = []
        while haut > 0 and len(self._get(haut)) <= 1 and not any(map(is_nombre, self._get(haut).values())):
            titres += self._get(haut).values()
            haut -= 1
        return titres
