"""Rows of titles below the first one: the same, repeated, are no data; others open a table whose columns differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.domain.depots import COLONNES
from lib.domain.phrases import format_quantite
from lib.domain.problemes import Probleme
from lib.domain.tableau import Constat, Entete, LigneLue
from lib.imports.catalogue import build_probleme
from lib.imports.entetes import COLONNES_MINIMALES, Reconnaissance, recognise_entetes
from lib.imports.fusions import ColonnesLues
from lib.imports.grille import Grille

_NOMS_MINIMAUX = 3
_MONTREES = 10


@dataclass(frozen=True)
class Titre:
    """A row of titles, and whether it names the columns as the first one does."""

    numero: int
    pareille: bool


def find_titres(grille: Grille, premiere: Reconnaissance, colonnes: ColonnesLues) -> list[Titre]:
    """Find the rows of titles below the header; a row of data has a digit in a compulsory one."""
    obligatoires = [numero for numero, colonne in colonnes.par_numero.items() if colonne.obligatoire]
    noms = _list_noms(premiere.entetes)
    titres = []
    for numero, textes in enumerate(grille.lignes[colonnes.ligne_entete :], colonnes.ligne_entete + 1):
        cles = [textes[colonne - 1] for colonne in obligatoires if colonne <= len(textes)]
        if any(map(_has_chiffre, cles)) or not any(cles):
            continue
        lue = recognise_entetes(textes, premiere.type_depot)
        if lue.nombre >= _NOMS_MINIMAUX or (lue.nombre and not lue.manquantes):
            titres.append(Titre(numero, _list_noms(lue.entetes) == noms))
    return titres


def prefer_premiere(
    debut: Sequence[Sequence[str]], trouvee: tuple[int, Reconnaissance] | None
) -> tuple[int, Reconnaissance] | None:
    """Take a whole header above the best one when rows of data stand between them: its rows must be read too."""
    if trouvee is None:
        return None
    for index in range(trouvee[0]):
        lue = recognise_entetes(debut[index], trouvee[1].type_depot)
        if lue.nombre >= COLONNES_MINIMALES and not lue.manquantes:
            obligatoires = {c.nom for c in COLONNES[lue.type_depot] if c.obligatoire}
            cles = [entete.colonne for entete in lue.entetes if entete.nom in obligatoires]
            entre = (ligne[cle - 1] for ligne in debut[index + 1 : trouvee[0]] for cle in cles if cle <= len(ligne))
            if any(map(_has_chiffre, entre)):
                return index, lue
    return trouvee


@lru_cache(maxsize=20_000)
def _has_chiffre(texte: str) -> bool:
    return any(caractere.isdigit() for caractere in texte)


def _list_noms(entetes: Iterable[Entete]) -> set[tuple[int, str | None, tuple[tuple[str, str], ...]]]:
    return {(entete.colonne, entete.nom, entete.fixes) for entete in entetes if entete.nom}


def remove_titres(lignes: Iterable[LigneLue], titres: list[Titre]) -> Iterable[LigneLue]:
    """Leave the rows of titles out; what stands below another table's is said to be of another table (V20)."""
    return _iterate_sans_titres(lignes, titres) if titres else lignes


def _iterate_sans_titres(lignes: Iterable[LigneLue], titres: list[Titre]) -> Iterator[LigneLue]:
    numeros = {titre.numero for titre in titres}
    autres = [titre for titre in titres if not titre.pareille]
    for ligne in lignes:
        if ligne.numero in numeros:
            continue
        dernier = next((titre for titre in reversed(titres) if titre.numero < ligne.numero), None) if autres else None
        if dernier is not None and not dernier.pareille:
            constat = Constat("V20", "", {"titres": dernier.numero}, toujours=True)
            ligne = ligne._replace(constats=(*ligne.constats, constat))
        yield ligne


def list_notices_titres(titres: list[Titre], derniere: int) -> Iterator[Probleme]:
    """Say which rows were taken for titles, those that the rows below tell apart (I14); derniere: the last row."""
    seuls = [str(titre.numero) for titre in titres if titre.pareille or titre.numero >= derniere]
    if seuls:
        montres = seuls[:_MONTREES]
        reste = len(seuls) - len(montres)
        yield build_probleme(
            "I14", lignes=", ".join(montres) + (f" et {format_quantite(reste, 'autre')}" if reste else "")
        )
