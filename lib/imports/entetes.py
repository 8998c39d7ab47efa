"""Headers: finding the row that holds the known column names, whatever the case, accents, order and company."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.domain.depots import COLONNES, Colonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import read_trimestre
from lib.domain.tableau import Entete, get_lettre

COLONNES_MINIMALES = 2
"""Known names a row needs to be taken for the header."""

VALEURS_LARGES: dict[TypeDepot, str] = {TypeDepot.RESULTATS: "valeur", TypeDepot.EXECUTIONS: "montant_realise"}
"""Files that may have one column per quarter: the template's column their cells go to."""

_PERIODE = ("annee", "trimestre")
_MOTS = re.compile(r"[a-z0-9]+")
_MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "n", "no", "en", "euros"})
_PRECISION = re.compile(r"\([^)]*\)?|\n.*|\s[-–—:].*|:.*", re.DOTALL)
_MULTIPLE = re.compile(r"\b[km] ?(?:€|euros?\b|eur\b)|\bmilliers?\b|\bmillions?\b")
_BLANCS = re.compile(r"[\s_]+")
_LONGUEUR_MAX = 300
_COLONNES_LUES = 1_000


@dataclass(frozen=True)
class Reconnaissance:
    """A row read as a header for one kind of file.

    doublons: column name → the header cells that claim it equally; manquantes: compulsory columns not found.
    """

    type_depot: TypeDepot
    entetes: tuple[Entete, ...]
    doublons: dict[str, tuple[Entete, ...]]
    manquantes: tuple[str, ...]
    large: bool

    @property
    def nombre(self) -> int:
        """How many columns are recognised."""
        return sum(entete.nom is not None for entete in self.entetes)


def fold(texte: str) -> str:
    """Fold a text to lower case without accents.

    >>> fold("Année")
    'annee'
    """
    decompose = unicodedata.normalize("NFKD", texte).lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(caractere for caractere in decompose if not unicodedata.combining(caractere))


@lru_cache(maxsize=4096)
def normalise_entete(texte: str) -> str:
    """Reduce a header to what tells it apart: no accent, case, space, punctuation, article or plural.

    >>> normalise_entete("Code de l’indicateur") == normalise_entete("CODES_INDICATEUR")
    True
    """
    return "".join(mot.removesuffix("s") for mot in _MOTS.findall(fold(texte)) if mot not in _MOTS_VIDES)


@lru_cache(maxsize=16)
def _get_noms_connus(type_depot: TypeDepot) -> dict[str, tuple[str, int]]:
    """Give normalised header → (column name, rank): the template's own name and title first, then aliases in order."""
    connus: dict[str, tuple[str, int]] = {}
    for colonne in COLONNES[type_depot]:
        for rang, nom in enumerate((colonne.nom, colonne.intitule, *colonne.alias)):
            connus.setdefault(normalise_entete(nom), (colonne.nom, max(0, rang - 1)))
    return connus


@lru_cache(maxsize=4096)
def _find_nom(texte: str, type_depot: TypeDepot) -> tuple[str, int] | None:
    """Recognise a header, with or without what follows it in brackets, after a dash or on a second line.

    A header that says thousands or millions is not recognised: its amounts are not euros.
    """
    if _MULTIPLE.search(fold(texte)):
        return None
    connus = _get_noms_connus(type_depot)
    for variante in (texte, _PRECISION.sub("", texte.strip())):
        if trouve := connus.get(normalise_entete(variante)):
            return trouve
    return None


@lru_cache(maxsize=4096)
def find_trimestre(texte: str) -> str | None:
    """Recognise a quarter used as a header (« T1 2025 », « 2025-T1 », « 2025T1 »), None otherwise.

    >>> find_trimestre("t1_2025 (réalisé)")
    '2025-T1'
    """
    trimestre = read_trimestre(_BLANCS.sub(" ", _PRECISION.sub("", texte.strip())))
    return str(trimestre) if trimestre and trimestre.annee > 0 else None


def recognise_entetes(textes: Sequence[str], type_depot: TypeDepot) -> Reconnaissance:
    """Read a row as the header of one kind of file.

    Each column goes to the header that names it best; two that name it equally are doublons, others are unknown.
    A file is large (one column per quarter) when it has quarters and no column of values.
    """
    premiers = enumerate(textes[:_COLONNES_LUES], start=1)
    nommees = [(numero, texte[:_LONGUEUR_MAX]) for numero, texte in premiers if texte.strip()]
    candidats = {numero: trouve for numero, texte in nommees if (trouve := _find_nom(texte, type_depot))}
    meilleurs: dict[str, int] = {}
    for nom, rang in candidats.values():
        meilleurs[nom] = min(rang, meilleurs.get(nom, rang))
    valeur = VALEURS_LARGES.get(type_depot)
    trimestres = {numero: lu for numero, texte in nommees if (lu := find_trimestre(texte))}
    large = valeur is not None and valeur not in meilleurs and bool(trimestres)

    def to_entete(numero: int, texte: str) -> Entete:
        if large and numero in trimestres:
            return Entete(numero, texte, valeur, trimestres[numero])
        nom, rang = candidats.get(numero, ("", 0))
        retenu = bool(nom) and rang == meilleurs[nom] and not (large and nom in _PERIODE)
        return Entete(numero, texte, nom if retenu else None)

    entetes = tuple(to_entete(numero, texte) for numero, texte in nommees)
    return Reconnaissance(
        type_depot=type_depot,
        entetes=entetes,
        doublons=_list_doublons(entetes, type_depot),
        manquantes=_list_manquantes(entetes, type_depot, large),
        large=large,
    )


def _list_doublons(entetes: Sequence[Entete], type_depot: TypeDepot) -> dict[str, tuple[Entete, ...]]:
    """Give the columns, or quarters, that several headers claim; columns printed for information do not count."""
    aides = {colonne.nom for colonne in COLONNES[type_depot] if colonne.aide}
    groupes: dict[str, list[Entete]] = {}
    for entete in entetes:
        if entete.nom and entete.nom not in aides:
            groupes.setdefault(entete.trimestre or entete.nom, []).append(entete)
    return {nom: tuple(groupe) for nom, groupe in groupes.items() if len(groupe) > 1}


def _list_manquantes(entetes: Sequence[Entete], type_depot: TypeDepot, large: bool) -> tuple[str, ...]:
    """Give the compulsory columns not found; in a wide file the quarters stand for the year and the quarter."""
    presentes = {entete.nom for entete in entetes} | (set(_PERIODE) if large else set())
    return tuple(c.nom for c in COLONNES[type_depot] if c.obligatoire and c.nom not in presentes)


def find_entete(lignes: Sequence[Sequence[str]], type_depot: TypeDepot | None) -> tuple[int, Reconnaissance] | None:
    """Find the header among the first rows: its index and how it is read, None when no row has two known names.

    The best row has every compulsory column, then the most known ones; the first wins ties. Without type_depot, every
    kind of file is tried.
    """
    types = [type_depot] if type_depot else list(COLONNES)
    meilleur: tuple[int, Reconnaissance] | None = None
    for index, ligne in enumerate(lignes):
        for candidat in types:
            lue = recognise_entetes(ligne, candidat)
            if lue.nombre >= COLONNES_MINIMALES and (meilleur is None or get_score(lue) > get_score(meilleur[1])):
                meilleur = (index, lue)
    return meilleur


def get_score(reconnaissance: Reconnaissance) -> tuple[bool, int]:
    """Rank a header: complete ones first, then by how many columns are recognised."""
    return (not reconnaissance.manquantes, reconnaissance.nombre)


def suggest_colonne(nom: str, reconnaissance: Reconnaissance) -> str:
    """Ask whether an unknown header close to a missing column was meant for it; empty when none is close."""
    inconnues = {normalise_entete(entete.texte): entete for entete in reconnaissance.entetes if entete.nom is None}
    for connu in _list_ecritures(nom, reconnaissance.type_depot):
        if proches := difflib.get_close_matches(connu, inconnues, n=1, cutoff=0.6):
            entete = inconnues[proches[0]]
            texte = " ".join(entete.texte.split())
            return f"Avez-vous voulu dire «\u00a0{texte}\u00a0» (colonne {get_lettre(entete.colonne)})\u202f?"
    return ""


def _list_ecritures(nom: str, type_depot: TypeDepot) -> list[str]:
    """Give every normalised way to write a column of the template."""
    colonne: Colonne = next(colonne for colonne in COLONNES[type_depot] if colonne.nom == nom)
    return [normalise_entete(ecriture) for ecriture in (colonne.nom, colonne.intitule, *colonne.alias)]
