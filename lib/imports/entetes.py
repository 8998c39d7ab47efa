"""Headers: finding the row that holds the known column names, whatever the case, accents, order and company."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lib.domain.correspondances import A_DIRE, LectureChoisie, RoleColonne, RoleRepere
from lib.domain.depots import COLONNES, Colonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.periodes import read_trimestre
from lib.domain.tableau import Entete, get_lettre
from lib.imports.plis import fold, normalise_entete
from lib.imports.precisions import find_interdit
from lib.imports.titres import join_titres

COLONNES_MINIMALES = 2
"""Known names a row needs to be taken for the header."""

VALEURS_LARGES: dict[TypeDepot, str] = {TypeDepot.RESULTATS: "valeur", TypeDepot.EXECUTIONS: "montant_realise"}
"""Files that may have one column per quarter: the template's column their cells go to."""

_MOTS_PROCHES = {"valeur": ("realise", "chiffre", "nombre"), "montant_realise": ("depense", "mandate", "paye")}
_PERIODE = ("annee", "trimestre")
_PRECISION = re.compile(r"\([^)]*\)?|\n.*|\s[-–—:].*|:.*", re.DOTALL)
_MULTIPLE = re.compile(r"\b[km] ?(?:€|euros?\b|eur\b)|\bmilliers?\b|\bmillions?\b")
_BLANCS = re.compile(r"[\s_]+")
_LONGUEUR_MAX = 300
_COLONNES_LUES = 1_000


@dataclass(frozen=True)
class Reconnaissance:
    """A row read as a header for one kind of file.

    doublons: column name → the header cells that claim it equally; rivales: the same, the one retained first, for the
    names that a less exact title claims too; manquantes: compulsory columns not found.
    """

    type_depot: TypeDepot
    entetes: tuple[Entete, ...]
    doublons: dict[str, tuple[Entete, ...]]
    manquantes: tuple[str, ...]
    large: bool
    rivales: dict[str, tuple[Entete, ...]] = field(default_factory=dict)

    @property
    def nombre(self) -> int:
        """How many columns are recognised."""
        return sum(entete.nom is not None for entete in self.entetes)


@lru_cache(maxsize=16)
def _get_noms_connus(type_depot: TypeDepot) -> dict[str, tuple[str, int]]:
    """Give normalised header → (column name, rank): the template's own name and title first, then aliases in order."""
    connus: dict[str, tuple[str, int]] = {}
    for colonne in COLONNES[type_depot]:
        for rang, nom in enumerate((colonne.nom, colonne.intitule, *colonne.alias)):
            connus.setdefault(normalise_entete(nom), (colonne.nom, max(0, rang - 1)))
    return connus


class _Nom(NamedTuple):
    """A header recognised: its column, how exactly it names it (0: its own name), what the text adds to the name."""

    nom: str
    rang: int
    precision: str = ""


@lru_cache(maxsize=4096)
def _find_nom(texte: str, type_depot: TypeDepot) -> _Nom | None:
    """Recognise a header, with or without what follows it in brackets, after a dash or on a second line.

    A header that says thousands or millions is not recognised: its amounts are not euros.
    """
    if is_en_milliers(texte):
        return None
    connus = _get_noms_connus(type_depot)
    if trouve := connus.get(normalise_entete(texte)):
        return _Nom(*trouve)
    net = texte.strip()
    if trouve := connus.get(normalise_entete(_PRECISION.sub("", net))):
        return _Nom(*trouve, " ".join(precision.strip() for precision in _PRECISION.findall(net)))
    return None


@lru_cache(maxsize=4096)
def find_trimestre(texte: str) -> str | None:
    """Recognise a quarter used as a header (« T1 2025 », « 2025-T1 », « 2025T1 »), None otherwise.

    >>> find_trimestre("t1_2025 (réalisé)")
    '2025-T1'
    """
    trimestre = read_trimestre(_BLANCS.sub(" ", _PRECISION.sub("", texte.strip())))
    return str(trimestre) if trimestre and trimestre.annee > 0 else None


def recognise_entetes(
    textes: Sequence[str], type_depot: TypeDepot, choisie: LectureChoisie | None = None
) -> Reconnaissance:
    """Read a row as the header of one kind of file; what the person chose is obeyed.

    Each column goes to the header that names it best; two that name it equally are doublons, others are unknown.
    A file is large when some of its columns stand for their quarter or their indicator.
    """
    roles = dict(choisie.colonnes) if choisie else {}
    premiers = enumerate(textes[:_COLONNES_LUES], start=1)
    nommees = {numero: texte[:_LONGUEUR_MAX] for numero, texte in premiers if texte.strip() or numero in roles}
    libres = {numero: texte for numero, texte in nommees.items() if numero not in roles}
    reconnues = _recognise_libres(libres, type_depot, {role.nom for role in roles.values()})
    choisies = {n: _to_entete(n, nommees[n], role) for n, role in roles.items() if n in nommees}
    entetes = tuple(choisies.get(numero) or reconnues[numero] for numero in nommees)
    dites = {cle for entete in entetes for cle, _ in entete.fixes}
    dites |= {cle for cle, _ in choisie.constantes} if choisie else set()
    return Reconnaissance(
        type_depot=type_depot,
        entetes=entetes,
        doublons=_list_doublons(entetes, type_depot),
        manquantes=_list_manquantes(entetes, type_depot, dites),
        large=any(entete.fixes for entete in entetes),
        rivales=_list_rivales(entetes, type_depot),
    )


def _to_entete(numero: int, texte: str, role: RoleColonne) -> Entete:
    """Build the header of a column the person spoke of; one they have yet to speak of is not read."""
    return Entete(numero, texte, None if role.nom in ("", A_DIRE) else role.nom, role.fixes, texte)


def _recognise_libres(libres: Mapping[int, str], type_depot: TypeDepot, pris: set[str]) -> dict[int, Entete]:
    """Recognise the headers the person said nothing of; pris are the columns they gave to others."""
    saisies = {colonne.nom for colonne in COLONNES[type_depot] if colonne.saisie}
    candidats = {n: trouve for n, texte in libres.items() if (trouve := _find_nom(texte, type_depot))}
    interdits = {
        n: mot for n, lu in candidats.items() if lu.nom in saisies and (mot := find_interdit(lu.precision, type_depot))
    }
    meilleurs: dict[str, int] = {}
    for numero, lu in candidats.items():
        if numero not in interdits and lu.nom not in pris:
            meilleurs[lu.nom] = min(lu.rang, meilleurs.get(lu.nom, lu.rang))
    valeur = VALEURS_LARGES.get(type_depot)
    trimestres = {numero: trimestre for numero, texte in libres.items() if (trimestre := find_trimestre(texte))}
    large = valeur is not None and valeur not in meilleurs and valeur not in pris and bool(trimestres)

    def to_entete(numero: int, texte: str) -> Entete:
        if large and numero in trimestres and valeur:
            return _build_entete_trimestre(numero, texte, trimestres[numero], valeur, type_depot)
        candidat = candidats.get(numero)
        if candidat is None or candidat.nom in pris or (large and candidat.nom in _PERIODE):
            return Entete(numero, texte)
        nom, rang, precision = candidat.nom, candidat.rang, candidat.precision
        if numero in interdits:
            return Entete(numero, texte, None, precision=precision, interdit=interdits[numero], serait=nom)
        if rang == meilleurs.get(nom):
            return Entete(numero, texte, nom, precision=precision)
        return Entete(numero, texte, None, serait=nom)

    return {numero: to_entete(numero, texte) for numero, texte in libres.items()}


def _build_entete_trimestre(numero: int, texte: str, trimestre: str, valeur: str, type_depot: TypeDepot) -> Entete:
    """Build the header of a column of one quarter, unless what it adds says that it holds something else."""
    precision = " ".join(morceau.strip() for morceau in _PRECISION.findall(texte.strip()))
    annee, numero_trimestre = trimestre.split("-")
    if is_en_milliers(texte):
        return Entete(numero, texte, precision=precision)
    if interdit := find_interdit(precision, type_depot):
        return Entete(numero, texte, None, precision=precision, interdit=interdit, serait=valeur)
    return Entete(numero, texte, valeur, (("annee", annee), ("trimestre", numero_trimestre)), precision)


def _list_doublons(entetes: Sequence[Entete], type_depot: TypeDepot) -> dict[str, tuple[Entete, ...]]:
    """Give the columns, or quarters, that several headers claim; columns printed for information do not count."""
    aides = {colonne.nom for colonne in COLONNES[type_depot] if colonne.aide} | set(RoleRepere)
    groupes: dict[str, list[Entete]] = {}
    for entete in entetes:
        if entete.nom and entete.nom not in aides:
            groupes.setdefault(entete.reconnu, []).append(entete)
    return {nom: tuple(groupe) for nom, groupe in groupes.items() if len(groupe) > 1}


def _list_rivales(entetes: Sequence[Entete], type_depot: TypeDepot) -> dict[str, tuple[Entete, ...]]:
    """Give the columns of figures that a less exact title claims too, the retained one first.

    A second column of places, of periods or of codes is no rival: it is ignored by name, or asked about.
    """
    disputees = {c.nom for c in COLONNES[type_depot] if c.saisie and c.nature not in ("texte", "liste")}
    retenues = {entete.nom: entete for entete in entetes if entete.nom in disputees and not entete.fixes}
    rivales: dict[str, tuple[Entete, ...]] = {}
    for entete in entetes:
        if entete.nom is None and not entete.interdit and entete.serait in retenues:
            rivales[entete.serait] = (*rivales.get(entete.serait, (retenues[entete.serait],)), entete)
    return rivales


def _list_manquantes(entetes: Sequence[Entete], type_depot: TypeDepot, dites: set[str]) -> tuple[str, ...]:
    """Give the compulsory columns not found; dites are the keys said by a title or once for the whole file."""
    presentes = {entete.nom for entete in entetes} | dites
    if RoleRepere.PERIODE in presentes:
        presentes |= set(_PERIODE)
    return tuple(c.nom for c in COLONNES[type_depot] if c.obligatoire and c.nom not in presentes)


def find_entete(
    lignes: Sequence[Sequence[str]], type_depot: TypeDepot | None, choisie: LectureChoisie | None = None
) -> tuple[int, Reconnaissance] | None:
    """Find the header among the first rows: its index and how it is read, None when no row has two known names.

    The best row has every compulsory column, then the most known ones; the first wins ties. Without type_depot, every
    kind of file is tried. The row the person chose is the header whatever it holds.
    """
    types = [type_depot] if type_depot else list(COLONNES)
    imposee = choisie.ligne_entete if choisie else None
    meilleur: tuple[int, Reconnaissance] | None = None
    for index, ligne in enumerate(lignes):
        if imposee is not None and index != imposee - 1:
            continue
        if choisie is None and sum(map(bool, ligne)) < COLONNES_MINIMALES:
            continue
        if choisie is not None and choisie.lignes_titre > 1:
            ligne = join_titres(lignes, index + 1, choisie.lignes_titre)
        for candidat in types:
            lue = recognise_entetes(ligne, candidat, choisie)
            assez = imposee is not None or lue.nombre >= COLONNES_MINIMALES
            if assez and (meilleur is None or get_score(lue) > get_score(meilleur[1])):
                meilleur = (index, lue)
    return meilleur


def get_score(reconnaissance: Reconnaissance) -> tuple[bool, int]:
    """Rank a header: complete ones first, then by how many columns are recognised."""
    return (not reconnaissance.manquantes, reconnaissance.nombre)


def suggest_colonne(nom: str, reconnaissance: Reconnaissance) -> str:
    """Say why a header was not taken for a missing column, or ask whether an unknown one was meant; '' otherwise."""
    inconnues = [entete for entete in reconnaissance.entetes if entete.nom is None]
    for entete in inconnues:
        if entete.interdit and entete.serait == nom:
            return (
                f"La colonne {entete.lettre} «\u00a0{entete.titre}\u00a0» dit «\u00a0{entete.interdit}\u00a0»\u00a0: "
                f"elle n’est pas lue comme «\u00a0{nom}\u00a0»."
            )
    proche = find_proche(nom, reconnaissance.type_depot, inconnues)
    if proche is None:
        return ""
    return f"Avez-vous voulu dire «\u00a0{proche.titre}\u00a0» (colonne {get_lettre(proche.colonne)})\u202f?"


def is_en_milliers(titre: str) -> bool:
    """Whether a title says thousands or millions: its amounts are not euros.

    >>> is_en_milliers("Montant réalisé (k€)"), is_en_milliers("Montant réalisé (€)")
    (True, False)
    """
    return bool(_MULTIPLE.search(fold(titre)))


def find_proche(nom: str, type_depot: TypeDepot, inconnues: Sequence[Entete]) -> Entete | None:
    """Find the unknown header close to a column's names, else one that holds a word of them (« Réalisé T4 »)."""
    ecritures = _list_ecritures(nom, type_depot)
    par_texte = {normalise_entete(entete.texte): entete for entete in inconnues}
    for connu in ecritures:
        if proches := difflib.get_close_matches(connu, par_texte, n=1, cutoff=0.6):
            return par_texte[proches[0]]
    mots = [*ecritures, *_MOTS_PROCHES.get(nom, ())]
    return next((entete for entete in inconnues if any(mot in normalise_entete(entete.texte) for mot in mots)), None)


def _list_ecritures(nom: str, type_depot: TypeDepot) -> list[str]:
    """Give every normalised way to write a column of the template."""
    colonne: Colonne = next(colonne for colonne in COLONNES[type_depot] if colonne.nom == nom)
    return [normalise_entete(ecriture) for ecriture in (colonne.nom, colonne.intitule, *colonne.alias)]
