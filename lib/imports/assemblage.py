"""From a sheet and its header to rows by known column: merged keys filled, quarters unpivoted, blank rows counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from lib.domain.correspondances import LectureChoisie, RoleRepere
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
    TableLue,
)
from lib.imports.catalogue import build_probleme
from lib.imports.csv_francais import SEPARATEURS
from lib.imports.entetes import Reconnaissance, suggest_colonne
from lib.imports.grille import LIMITE_COLONNES, LIMITE_LIGNES, Grille, is_vide
from lib.imports.libelles_choisis import LibellesChoisis
from lib.imports.phrase import build_phrase, to_nombre

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

    @property
    def largeur(self) -> int:
        """How many cells the header row of a CSV has; 0 for a workbook, whose rows have no end."""
        return len(self.grille.lignes[self.ligne_entete - 1]) if self.lecture.format == "csv" else 0


def build_table(source: Source) -> tuple[TableLue | None, list[Probleme]]:
    """Build the table of a sheet, or say why its columns or its size do not allow it (F02, F06, F07, F08, F12)."""
    colonnes = list_colonnes(source)
    if refus := _check_colonnes(source.reconnaissance, colonnes):
        return None, refus
    _extend_fusions(source)
    lignes, numeros = _build_lignes(source)
    if not numeros:
        return None, [build_probleme("F02")]
    nombre = max(len(lignes), len(numeros))
    if nombre > LIMITE_LIGNES:
        return None, [build_probleme("F08", lignes=to_nombre(nombre))]
    lecture = _complete_lecture(source, numeros, colonnes)
    table = TableLue(lecture, source.reconnaissance.entetes, tuple(lignes), colonnes, source.largeur)
    return table, list(_list_notices(lecture))


def list_colonnes(source: Source) -> tuple[ColonneLue, ...]:
    """List the columns that have a title or hold something: how many cells are filled, the first different texts."""
    titrees = {entete.colonne: entete for entete in source.reconnaissance.entetes}
    lignes = source.grille.lignes[source.ligne_entete :]
    largeur = max([*titrees, *(map(len, lignes) if not source.largeur else (source.largeur,))])
    colonnes = []
    for numero in range(1, largeur + 1):
        textes = [ligne[numero - 1] for ligne in lignes if len(ligne) >= numero and ligne[numero - 1].strip()]
        entete = titrees.get(numero) or Entete(numero, "")
        if textes or entete.texte:
            exemples = tuple(islice(dict.fromkeys(texte.strip() for texte in textes), EXEMPLES_MAX))
            colonnes.append(ColonneLue(entete, len(textes), exemples))
    return tuple(colonnes)


def _check_colonnes(reconnaissance: Reconnaissance, colonnes: Sequence[ColonneLue]) -> list[Probleme]:
    """Refuse too many columns, two columns of one name or that may be read as one, a compulsory column missing."""
    entetes = reconnaissance.entetes
    if len(entetes) > LIMITE_COLONNES:
        return [build_probleme("F12", colonnes=len(entetes))]
    doubles = [
        build_probleme("F07", colonne=nom, lettres=" et ".join(entete.lettre for entete in groupe))
        for nom, groupe in reconnaissance.doublons.items()
    ]
    remplies = {colonne.entete.colonne for colonne in colonnes if colonne.remplies}
    disputees = [
        build_probleme("F15", colonne=nom, titres=" et ".join(map(_get_titre, groupe)))
        for nom, groupe in reconnaissance.rivales.items()
        if any(entete.colonne in remplies for entete in groupe[1:])
    ]
    lues = ", ".join(entete.titre for entete in entetes)
    manquantes = [
        build_probleme("F06", colonne=nom, colonnes=lues, suggestion=suggest_colonne(nom, reconnaissance))
        for nom in reconnaissance.manquantes
    ]
    return doubles + disputees + manquantes


def _get_titre(entete: Entete) -> str:
    """Give where a header is and what it says: « E « Valeur » »."""
    return f"{entete.lettre} «\u00a0{entete.titre}\u00a0»"


def _get_colonnes(reconnaissance: Reconnaissance) -> dict[str, int]:
    """Give the number of each recognised column, quarters apart; the first wins among columns for information."""
    colonnes: dict[str, int] = {}
    for entete in reconnaissance.entetes:
        if entete.nom and not entete.fixes:
            colonnes.setdefault(entete.nom, entete.colonne)
    return colonnes


def _extend_fusions(source: Source) -> None:
    """Repeat a merged key on every filled row it covers, as the eye reads it; a merged value is not repeated."""
    colonnes = _get_colonnes(source.reconnaissance)
    cles = {colonnes.get(c.nom) for c in COLONNES[source.reconnaissance.type_depot] if not c.saisie}
    cles |= {entete.colonne for entete in source.reconnaissance.entetes if entete.nom in set(RoleRepere)}
    lignes, genres = source.grille.lignes, source.grille.genres
    faites: dict[int, int] = {}
    for debut, fin, colonne in sorted(source.grille.fusions):
        haut = source.grille.get_cellule(debut, colonne) if debut <= len(lignes) else None
        if haut is None or colonne not in cles or debut <= max(source.ligne_entete, faites.get(colonne, 0)):
            continue
        faites[colonne] = fin
        for numero in range(debut + 1, min(fin, len(lignes)) + 1):
            ligne = lignes[numero - 1]
            if not is_vide(ligne):
                ligne.extend([""] * (colonne - len(ligne)))
                ligne[colonne - 1] = haut.texte
                if haut.genre is not GenreCellule.TEXTE:
                    genres[numero, colonne] = haut.genre


def _build_lignes(source: Source) -> tuple[list[LigneLue], list[int]]:
    """Build the rows, and give the spreadsheet numbers of those that hold something in a known column."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = _get_colonnes(source.reconnaissance)
    fixees = [entete for entete in entetes if entete.fixes]
    connues = [colonne - 1 for colonne in (*colonnes.values(), *(entete.colonne for entete in fixees))]
    remplissables = connues
    if source.choisie and source.choisie.lignes:  # rows that fill nothing are the titles of a tracker's sections
        saisies = {colonne.nom for colonne in COLONNES[source.reconnaissance.type_depot] if colonne.saisie}
        remplissables = [e.colonne - 1 for e in entetes if e.nom in saisies]
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
        if not ligne.en_trop and not ligne.doute and not any(textes[index].strip() for index in remplissables):
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
        entetes = source.reconnaissance.entetes
        self.choisis = (
            LibellesChoisis(source.grille, source.ligne_entete, entetes, source.choisie) if source.choisie else None
        )

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
        doute = self.grille.doutes.get(numero)
        if doute is None and any(texte.strip() for texte in textes) and etendue != self.largeur:
            doute = Doute.COURTE if etendue < self.largeur else Doute.LONGUE
        en_trop = _list_cellules(numero, textes, self.largeur) if etendue > self.largeur else ()
        brut = self.grille.bruts[numero - 1]
        return LigneLue(numero, lus, colonnes, genres, en_trop, brut, etendue, doute, ecart)


def _mark_coupees(lignes: list[LigneLue], largeur: int) -> list[LigneLue]:
    """Mark the whole rows of a CSV that a lone cell follows: a line break cut their last cell."""
    for rang, (ligne, suivante) in enumerate(pairwise(lignes)):
        reste = suivante.doute is Doute.COURTE and suivante.largeur == 1
        if reste and ligne.doute is None and not any(suivante.brut.count(s) >= largeur - 1 for s in SEPARATEURS):
            lignes[rang] = ligne._replace(doute=Doute.COUPEE)
    return lignes


def _list_cellules(numero: int, textes: Sequence[str], depuis: int) -> tuple[Cellule, ...]:
    """Give the filled cells of a row beyond a column."""
    return tuple(
        Cellule(numero, colonne, texte) for colonne, texte in enumerate(textes[depuis:], depuis + 1) if texte.strip()
    )


def _list_genres(grille: Grille, numero: int, colonnes: Mapping[str, int]) -> Mapping[str, GenreCellule]:
    """Give, by column name, the kinds of the cells of a row that are no text; a CSV has none."""
    if not grille.genres:
        return _SANS_GENRE
    return {nom: genre for nom, colonne in colonnes.items() if (genre := grille.genres.get((numero, colonne)))}


def _unpivot(grille: Grille, ligne: LigneLue, fixees: Iterable[Entete]) -> Iterable[LigneLue]:
    """Make one row per filled cell of the columns that stand for keys: these keys stand in the column itself."""
    for entete in fixees:
        cellule = grille.get_cellule(ligne.numero, entete.colonne)
        if cellule.est_vide or not entete.nom:
            continue
        dites = {**dict(entete.fixes), entete.nom: cellule.texte}
        yield ligne._replace(
            textes={**ligne.textes, **dites},
            colonnes={**ligne.colonnes, **dict.fromkeys(dites, entete.colonne)},
            genres={**ligne.genres, entete.nom: cellule.genre},
        )


def _complete_lecture(source: Source, numeros: Sequence[int], colonnes: Sequence[ColonneLue]) -> LectureFichier:
    """Add to how the file was opened what was found in it, and the sentence that says it."""
    entetes = source.reconnaissance.entetes
    lecture = replace(
        source.lecture,
        ligne_entete=source.ligne_entete,
        lignes=len(numeros),
        lignes_vides=len(source.grille.lignes) - source.ligne_entete - len(numeros),
        colonnes_reconnues=tuple(entete.reconnu for entete in entetes if entete.nom),
        colonnes_ignorees=tuple(map(get_nom_colonne, list_ignorees(colonnes))),
        large=source.reconnaissance.large,
    )
    return replace(lecture, phrase=build_phrase(lecture))


def list_ignorees(colonnes: Iterable[ColonneLue]) -> list[ColonneLue]:
    """List the columns that no rule reads; a title above empty cells is named too, an empty column never is."""
    return [colonne for colonne in colonnes if not colonne.entete.nom]


def get_nom_colonne(colonne: ColonneLue) -> str:
    """Name a column: its title, else its letter."""
    return colonne.entete.titre or f"colonne {colonne.entete.lettre}, sans titre"


def _list_notices(lecture: LectureFichier) -> Iterable[Probleme]:
    """Say what was ignored and what was repaired."""
    if lecture.lignes_vides or lecture.colonnes_ignorees:
        yield build_probleme(
            "I02",
            lignes_vides=to_nombre(lecture.lignes_vides),
            colonnes=", ".join(lecture.colonnes_ignorees) or "aucune",
        )
    if lecture.repare:
        lu, repare = lecture.repare[0]
        yield build_probleme("F09", lu=lu, repare=repare)
