"""From a sheet and its header to rows by known column: merged keys filled, quarters unpivoted, blank rows counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from lib.domain.correspondances import LectureChoisie
from lib.domain.depots import COLONNES
from lib.domain.problemes import Probleme
from lib.domain.tableau import (
    Cellule,
    ColonneLue,
    Doute,
    Entete,
    GenreCellule,
    LectureFichier,
    LigneLue,
    Retouche,
    TableLue,
    list_ignorees,
    to_visible,
)
from lib.imports.catalogue import build_probleme
from lib.imports.constats import add_constats, list_notices_classeur
from lib.imports.csv_francais import SEPARATEURS
from lib.imports.entetes import Reconnaissance, suggest_colonne
from lib.imports.fusions import build_colonnes_lues, check_titres_fusionnes, extend_fusions
from lib.imports.grille import LIMITE_COLONNES, LIMITE_LIGNES, Grille
from lib.imports.libelles_choisis import LibellesChoisis
from lib.imports.phrase import build_phrase, to_nombre
from lib.imports.remplies import count_remplies
from lib.imports.titres_repetes import find_titres, list_notices_titres, remove_titres

EXEMPLES_MAX = 200
"""How many different texts of a column are kept, to recognise what it holds and to show samples."""

_SANS_GENRE: Mapping[str, GenreCellule] = {}


@dataclass(frozen=True)
class Source:
    """A sheet whose header was found, at spreadsheet row `ligne_entete`; `lecture` says how it was opened.

    choisie is how the person said it is to be read, when they did.
    """

    grille: Grille
    ligne_entete: int
    reconnaissance: Reconnaissance
    lecture: LectureFichier
    choisie: LectureChoisie | None = None
    corrigees: tuple[Retouche, ...] = ()

    @property
    def largeur(self) -> int:
        """How many cells the header row of a CSV has; 0 for a workbook, whose rows have no end."""
        return len(self.grille.lignes[self.ligne_entete - 1]) if self.lecture.format == "csv" else 0

    def is_droite(self, numero: int, ligne: Sequence[str]) -> bool:
        """Whether a row stands under the header with its cells in their columns."""
        if numero <= self.ligne_entete:
            return False
        return not self.largeur or (len(ligne) == self.largeur and numero not in self.grille.doutes)


def build_table(source: Source) -> tuple[TableLue | None, list[Probleme]]:
    """Build the table of a sheet, or say why its columns or its size do not allow it (F02, F06, F07, F08, F12)."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = list_colonnes(source)
    lues = build_colonnes_lues(entetes, source.reconnaissance.type_depot, source.ligne_entete)
    if refus := [*_check_colonnes(source, colonnes), *check_titres_fusionnes(grille, lues)]:
        return None, refus
    titres = find_titres(grille, source.reconnaissance, lues)
    interieurs = {titre.numero for titre in titres}
    remplies = count_remplies(grille, source.ligne_entete, source.reconnaissance, source.largeur, interieurs)
    fusions = extend_fusions(grille, lues)
    lignes, numeros = _build_lignes(source)
    if len(numeros) <= len(titres):
        return None, [build_probleme("F02")]
    nombre = max(len(lignes), len(numeros))
    if nombre > LIMITE_LIGNES:
        return None, [build_probleme("F08", lignes=to_nombre(nombre))]
    lecture = _complete_lecture(source, len(numeros), len(titres), colonnes)
    dites = tuple(remove_titres(add_constats(lignes, grille, lues, fusions), titres))
    notices = [*list_notices_classeur(grille, entetes, lues), *list_notices_titres(titres)]
    table = TableLue(lecture, entetes, dites, colonnes, source.largeur, remplies, source.corrigees)
    return table, [*_list_notices(lecture), *notices]


def list_colonnes(source: Source) -> tuple[ColonneLue, ...]:
    """List the columns that have a title or hold something: how many cells are filled, the first different texts.

    The rows of a CSV whose shape is wrong have cells in no column.
    """
    titrees = {entete.colonne: entete for entete in source.reconnaissance.entetes}
    lignes = [ligne for numero, ligne in enumerate(source.grille.lignes, 1) if source.is_droite(numero, ligne)]
    largeur = max([*titrees, *(map(len, lignes) if not source.largeur else (source.largeur,))])
    colonnes = []
    for numero in range(1, largeur + 1):
        textes = [ligne[numero - 1] for ligne in lignes if len(ligne) >= numero and to_visible(ligne[numero - 1])]
        entete = titrees.get(numero) or Entete(numero, "")
        if textes or entete.texte:
            exemples = tuple(islice(dict.fromkeys(texte.strip() for texte in textes), EXEMPLES_MAX))
            colonnes.append(ColonneLue(entete, len(textes), exemples))
    return tuple(colonnes)


def _check_colonnes(source: Source, colonnes: Sequence[ColonneLue]) -> list[Probleme]:
    """Refuse too many columns, two columns of one name or that may be read as one, a compulsory column missing."""
    reconnaissance, entetes = source.reconnaissance, source.reconnaissance.entetes
    if len(entetes) > LIMITE_COLONNES or source.grille.colonnes:
        return [build_probleme("F12", colonnes=max(len(entetes), source.grille.colonnes))]
    doubles = [
        build_probleme("F07", colonne=nom, lettres=" et ".join(entete.lettre for entete in groupe))
        for nom, groupe in reconnaissance.doublons.items()
    ]
    remplies = {colonne.entete.colonne for colonne in colonnes if colonne.remplies}
    disputees = [
        build_probleme("F15", colonne=nom, titres=" et ".join(entete.lieu for entete in groupe))
        for nom, groupe in reconnaissance.rivales.items()
        if any(entete.colonne in remplies for entete in groupe[1:])
    ]
    lues = ", ".join(entete.titre for entete in entetes)
    manquantes = [
        build_probleme("F06", colonne=nom, colonnes=lues, suggestion=suggest_colonne(nom, reconnaissance))
        for nom in reconnaissance.manquantes
    ]
    return doubles + disputees + manquantes


def _get_colonnes(reconnaissance: Reconnaissance) -> dict[str, int]:
    """Give the number of each recognised column, quarters apart; the first wins among columns for information."""
    colonnes: dict[str, int] = {}
    for entete in reconnaissance.entetes:
        if entete.nom and not entete.fixes:
            colonnes.setdefault(entete.nom, entete.colonne)
    return colonnes


def _build_lignes(source: Source) -> tuple[list[LigneLue], list[int]]:
    """Build the rows, and give the spreadsheet numbers of those that hold something in a known column."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = _get_colonnes(source.reconnaissance)
    fixees = [entete for entete in entetes if entete.fixes]
    connues = [colonne - 1 for colonne in (*colonnes.values(), *(entete.colonne for entete in fixees))]
    remplissables = connues
    if source.choisie and source.choisie.lignes:  # rows that fill nothing are the titles of a tracker's sections
        saisies = {colonne.nom for colonne in COLONNES[source.reconnaissance.type_depot] if colonne.saisie}
        remplissables = [entete.colonne - 1 for entete in entetes if entete.nom in saisies]
    largeur = max(connues) + 1
    build = _Constructeur(source, colonnes)
    lignes: list[LigneLue] = []
    numeros: list[int] = []
    for numero, textes in enumerate(grille.lignes[source.ligne_entete :], start=source.ligne_entete + 1):
        if not any(textes):
            continue
        etendue = len(textes)
        textes.extend([""] * (largeur - len(textes)))
        ligne = build(numero, textes, etendue)
        if not ligne.remplies and not any(to_visible(textes[index]) for index in remplissables):
            continue
        numeros.append(numero)
        if fixees:
            lignes.extend(_unpivot(grille, ligne, fixees))
        else:
            lignes.append(ligne)
    return _mark_coupees(lignes, source.largeur) if source.largeur else lignes, numeros


class _Constructeur:
    """Builds the rows of a sheet, one call for each."""

    def __init__(self, source: Source, colonnes: Mapping[str, int]) -> None:
        """Keep what all rows share; constants stand in a column 0 that no sheet has."""
        constantes = dict(source.choisie.constantes) if source.choisie else {}
        self.grille, self.largeur = source.grille, source.largeur
        self.lues = colonnes
        self.constantes = {nom: texte for nom, texte in constantes.items() if nom not in colonnes}
        self.colonnes = {**dict.fromkeys(self.constantes, 0), **colonnes}
        self.choisis = None
        if source.choisie is not None:
            entetes = source.reconnaissance.entetes
            self.choisis = LibellesChoisis(source.grille, source.ligne_entete, entetes, source.choisie)

    def __call__(self, numero: int, textes: Sequence[str], etendue: int) -> LigneLue:
        """Build one row; etendue is how many cells the file gives it."""
        lus = {**self.constantes, **{nom: textes[colonne - 1] for nom, colonne in self.lues.items()}}
        colonnes, ecart = self.colonnes, None
        if self.choisis is not None:
            dits, ecart = self.choisis.read(numero, lus)
            lus |= dits
            colonnes = {**dict.fromkeys(dits, self.choisis.colonne), **colonnes}
        genres = _list_genres(self.grille, numero, self.lues)
        if not self.largeur:
            return LigneLue(numero, lus, colonnes, genres, ecart=ecart)
        brut, doute = self.grille.bruts[numero - 1], self.grille.doutes.get(numero)
        remplies: tuple[int, ...] = ()
        if doute or etendue != self.largeur:
            remplies = tuple(rang for rang, texte in enumerate(textes, start=1) if to_visible(texte))
        if remplies and doute is None:
            doute = Doute.COURTE if etendue < self.largeur else Doute.LONGUE
        en_trop = _list_cellules(numero, textes, self.largeur) if etendue > self.largeur else ()
        return LigneLue(numero, lus, colonnes, genres, en_trop, brut, etendue, doute, remplies=remplies, ecart=ecart)


def _mark_coupees(lignes: list[LigneLue], largeur: int) -> list[LigneLue]:
    """Mark the whole rows of a CSV that a lone cell follows: a line break cut their last cell."""
    for rang, (ligne, suivante) in enumerate(pairwise(lignes)):
        reste = suivante.doute is Doute.COURTE and suivante.largeur == 1
        if reste and ligne.doute is None and not any(suivante.brut.count(s) >= largeur - 1 for s in SEPARATEURS):
            lignes[rang] = ligne._replace(doute=Doute.COUPEE)
    return lignes


def _list_cellules(numero: int, textes: Sequence[str], depuis: int) -> tuple[Cellule, ...]:
    """Give the filled cells of a row beyond a column."""
    cellules = (Cellule(numero, colonne, texte) for colonne, texte in enumerate(textes[depuis:], depuis + 1))
    return tuple(cellule for cellule in cellules if not cellule.est_vide)


def _list_genres(grille: Grille, numero: int, colonnes: Mapping[str, int]) -> Mapping[str, GenreCellule]:
    """Give, by column name, the kinds of the cells of a row that are no text; a CSV has none."""
    if not grille.genres:
        return _SANS_GENRE
    return {nom: genre for nom, colonne in colonnes.items() if (genre := grille.genres.get((numero, colonne)))}


def _unpivot(grille: Grille, ligne: LigneLue, fixees: Iterable[Entete]) -> Iterable[LigneLue]:
    """Make one row per filled cell of the columns that stand for keys: these keys stand in the column itself.

    A row that fills none of them is kept as the first would have it: it may hold something else.
    """
    valeurs = [(entete, grille.get_cellule(ligne.numero, entete.colonne)) for entete in fixees if entete.nom]
    for entete, cellule in [v for v in valeurs if not v[1].est_vide] or valeurs[:1]:
        dites = {**dict(entete.fixes), str(entete.nom): cellule.texte}
        yield ligne._replace(
            textes={**ligne.textes, **dites},
            colonnes={**ligne.colonnes, **dict.fromkeys(dites, entete.colonne)},
            genres={**ligne.genres, str(entete.nom): cellule.genre},
        )


def _complete_lecture(source: Source, lues: int, titres: int, colonnes: Sequence[ColonneLue]) -> LectureFichier:
    """Add to how the file was opened what was found in it, and the sentence that says it; titres: repeated headers."""
    entetes = source.reconnaissance.entetes
    lecture = replace(
        source.lecture,
        ligne_entete=source.ligne_entete,
        lignes=lues - titres,
        lignes_vides=len(source.grille.lignes) - source.ligne_entete - lues,
        colonnes_reconnues=tuple(entete.reconnu for entete in entetes if entete.nom),
        colonnes_ignorees=tuple(colonne.nom for colonne in list_ignorees(colonnes)),
        large=source.reconnaissance.large,
    )
    return replace(lecture, phrase=build_phrase(lecture))


def _list_notices(lecture: LectureFichier) -> Iterable[Probleme]:
    """Say what was ignored and what was repaired."""
    if lecture.lignes_vides:
        yield build_probleme("I02", lignes_vides=to_nombre(lecture.lignes_vides))
    if lecture.repare:
        lu, repare = lecture.repare[0]
        yield build_probleme("F09", lu=lu, repare=repare)
