"""From a sheet and its header to rows by known column: merged keys filled, quarters unpivoted, blank rows counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from lib.domain.depots import COLONNES, Colonne
from lib.domain.problemes import Probleme
from lib.domain.tableau import (
    Cellule,
    ColonneLue,
    Constat,
    Doute,
    Entete,
    GenreCellule,
    LectureFichier,
    LigneLue,
    Remplies,
    TableLue,
    list_ignorees,
    to_visible,
)
from lib.imports.catalogue import build_probleme
from lib.imports.colonnes import check_au_dessus, check_colonnes, list_colonnes
from lib.imports.constats import add_constats, list_notices_classeur
from lib.imports.csv_francais import SEPARATEURS
from lib.imports.entetes import Reconnaissance
from lib.imports.fusions import build_colonnes_lues, check_titres_fusionnes, extend_fusions
from lib.imports.grille import LIGNES_TABLEUR, LIMITE_LIGNES, Grille
from lib.imports.libelles_choisis import LibellesChoisis
from lib.imports.phrase import build_phrase, to_nombre
from lib.imports.remplies import count_remplies
from lib.imports.source import Source
from lib.imports.titres_repetes import Titre, find_titres, list_notices_titres, remove_titres

_SANS_GENRE: Mapping[str, GenreCellule] = {}


def build_table(source: Source) -> tuple[TableLue | None, list[Probleme]]:
    """Build the table of a sheet, or say why its columns or its size do not allow it (F02, F06, F07, F08, F12)."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = list_colonnes(source)
    lues = build_colonnes_lues(entetes, source.reconnaissance.type_depot, source.ligne_entete)
    refus = [*check_colonnes(source, colonnes), *check_titres_fusionnes(grille, lues), *check_au_dessus(source)]
    if refus:
        return None, refus
    titres = find_titres(grille, source.reconnaissance, lues)
    remplies = _count_sous(source, titres)
    fusions = extend_fusions(grille, lues)
    lignes, numeros = _build_lignes(source, (colonne.entete.colonne for colonne in colonnes if colonne.remplies))
    if len(numeros) <= len(titres):
        return None, [build_probleme("F02")]
    nombre = max(len(lignes), len(numeros))
    if _is_coupee(source):
        return None, [build_probleme("F08", lignes=f"plus de {to_nombre(LIMITE_LIGNES)}")]
    if nombre > LIMITE_LIGNES:
        return None, [build_probleme("F08", lignes=to_nombre(nombre))]
    lecture = _complete_lecture(source, len(numeros), len(titres), colonnes)
    dites = tuple(remove_titres(add_constats(lignes, grille, lues, fusions), titres))
    notices = [*list_notices_classeur(grille, entetes, lues), *list_notices_titres(titres, numeros[-1])]
    table = TableLue(lecture, entetes, dites, colonnes, source.largeur, remplies, remplies.nombre, source.corrigees)
    return table, [*_list_notices(lecture), *notices]


def _is_coupee(source: Source) -> bool:
    """Whether rows to be read are beyond those that reading stopped at."""
    derniere = source.choisie.lignes[1] if source.choisie and source.choisie.lignes else LIGNES_TABLEUR
    return source.grille.coupee and derniere > len(source.grille.lignes)


def count_source(source: Source) -> int:
    """Count the filled cells of a sheet under its header."""
    lues = build_colonnes_lues(source.reconnaissance.entetes, source.reconnaissance.type_depot, source.ligne_entete)
    return _count_sous(source, find_titres(source.grille, source.reconnaissance, lues)).nombre


def _count_sous(source: Source, titres: Iterable[Titre]) -> Remplies:
    numeros = {titre.numero for titre in titres}
    return count_remplies(source.grille, source.ligne_entete, source.reconnaissance, numeros)


def _get_colonnes(reconnaissance: Reconnaissance, remplies: Iterable[int]) -> dict[str, int]:
    """Give the number of each recognised column, quarters apart; of two of one name, the first that is filled."""
    colonnes: dict[str, int] = {}
    pleines = set(remplies)
    for entete in sorted(reconnaissance.entetes, key=lambda entete: entete.colonne not in pleines):
        if entete.nom and not entete.fixes:
            colonnes.setdefault(entete.nom, entete.colonne)
    return colonnes


def _build_lignes(source: Source, remplies: Iterable[int]) -> tuple[list[LigneLue], list[int]]:
    """Build the rows, and give the spreadsheet numbers of those that hold something in a known column."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = _get_colonnes(source.reconnaissance, remplies)
    fixees = [entete for entete in entetes if entete.fixes]
    saisies = [colonne for colonne in COLONNES[source.reconnaissance.type_depot] if colonne.saisie]
    connues = [colonne - 1 for colonne in (*colonnes.values(), *(entete.colonne for entete in fixees))]
    remplissables = connues
    if source.choisie and source.choisie.lignes:  # rows that fill nothing are the titles of a tracker's sections
        a_remplir = {colonne.nom for colonne in saisies}
        remplissables = [entete.colonne - 1 for entete in entetes if entete.nom in a_remplir]
    largeur = max(connues) + 1
    build, select = _Constructeur(source, colonnes), _build_choix(remplissables)
    lignes: list[LigneLue] = []
    numeros: list[int] = []
    for numero, textes in enumerate(grille.lignes[source.ligne_entete :], start=source.ligne_entete + 1):
        if not any(textes):
            continue
        etendue = len(textes)
        if etendue < largeur:
            textes.extend([""] * (largeur - etendue))
        ligne = build(numero, textes, etendue)
        if not ligne.remplies and not any(map(to_visible, select(textes))):
            continue
        numeros.append(numero)
        if fixees:
            lignes.extend(_unpivot(grille, ligne, fixees, saisies))
        else:
            lignes.append(ligne)
    return _mark_coupees(lignes, source) if source.largeur else lignes, numeros


def _build_choix(indices: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """Give what picks the cells of a row at these indices, in one step whatever their number."""
    if len(indices) < 2:
        return lambda textes: [textes[indice] for indice in indices]
    return itemgetter(*indices)


class _Constructeur:
    """Builds the rows of a sheet, one call for each."""

    def __init__(self, source: Source, colonnes: Mapping[str, int]) -> None:
        """Keep what all rows share; constants stand in a column 0 that no sheet has."""
        constantes = dict(source.choisie.constantes) if source.choisie else {}
        self.grille, self.largeur = source.grille, source.largeur
        self.lues = colonnes
        self.select = _build_choix([colonne - 1 for colonne in colonnes.values()])
        self.constantes = {nom: texte for nom, texte in constantes.items() if nom not in colonnes}
        self.colonnes = {**dict.fromkeys(self.constantes, 0), **colonnes}
        self.choisis = None
        if source.choisie is not None:
            entetes = source.reconnaissance.entetes
            self.choisis = LibellesChoisis(source.grille, source.ligne_entete, entetes, source.choisie)

    def __call__(self, numero: int, textes: Sequence[str], etendue: int) -> LigneLue:
        """Build one row; etendue is how many cells the file gives it."""
        lus = dict(zip(self.lues, self.select(textes), strict=True))
        if self.constantes:
            lus = {**self.constantes, **lus}
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
        if doute:
            remplies = tuple(rang for rang, texte in enumerate(textes, start=1) if to_visible(texte))
        en_trop = _list_cellules(numero, textes, self.largeur) if doute else ()
        return LigneLue(numero, lus, colonnes, genres, en_trop, brut, etendue, doute, remplies, ecart=ecart)


def _mark_coupees(lignes: list[LigneLue], source: Source) -> list[LigneLue]:
    """Mark the whole rows of a CSV that a line break may have cut, beside a lone cell: in their last or first cell.

    A last cell that is empty was not cut, unless it is a figure; a first cell is only a piece when it is to fill.
    """
    if not source.grille.doutes:
        return lignes
    saisies = {c.nom for c in COLONNES[source.reconnaissance.type_depot] if c.saisie}
    nombres = {c.nom for c in COLONNES[source.reconnaissance.type_depot] if c.saisie and c.nature != "texte"}
    noms = {entete.colonne: entete.nom for entete in source.reconnaissance.entetes}
    seules = [rang for rang, ligne in enumerate(lignes) if _is_reste(ligne, source.largeur)]
    coupees = [
        rang - 1 for rang in seules if rang and _ends(lignes[rang - 1], source, noms.get(source.largeur) in nombres)
    ]
    coupees += [rang + 1 for rang in seules if noms.get(1) in saisies and rang + 1 < len(lignes)]
    for rang in coupees:
        if lignes[rang].doute is None:
            lignes[rang] = lignes[rang]._replace(doute=Doute.COUPEE)
    return lignes


def _is_reste(ligne: LigneLue, largeur: int) -> bool:
    """Whether a short row is a lone cell, and not a whole row under quotes or another separator."""
    if ligne.doute is not Doute.COURTE or ligne.largeur != 1:
        return False
    return not any(ligne.brut.count(separateur) >= largeur - 1 for separateur in SEPARATEURS)


def _ends(ligne: LigneLue, source: Source, nombre: bool) -> bool:
    """Whether the last cell of a row may have been cut: it holds something, or is a figure to fill."""
    return nombre or bool(to_visible(source.grille.lignes[ligne.numero - 1][-1]))


def _list_cellules(numero: int, textes: Sequence[str], depuis: int) -> tuple[Cellule, ...]:
    """Give the filled cells of a row beyond a column."""
    cellules = (Cellule(numero, colonne, texte) for colonne, texte in enumerate(textes[depuis:], depuis + 1))
    return tuple(cellule for cellule in cellules if not cellule.est_vide)


def _list_genres(grille: Grille, numero: int, colonnes: Mapping[str, int]) -> Mapping[str, GenreCellule]:
    """Give, by column name, the kinds of the cells of a row that are no text; a CSV has none."""
    if not grille.genres:
        return _SANS_GENRE
    return {nom: genre for nom, colonne in colonnes.items() if (genre := grille.genres.get((numero, colonne)))}


def _unpivot(
    grille: Grille, ligne: LigneLue, fixees: Iterable[Entete], saisies: Sequence[Colonne]
) -> Iterable[LigneLue]:
    """Make one row per filled cell of the columns that stand for keys: these keys stand in the column itself.

    A row that fills none of them is kept, refused when it fills another column (L20).
    """
    valeurs = [(entete, grille.get_cellule(ligne.numero, entete.colonne)) for entete in fixees if entete.nom]
    pleines = [valeur for valeur in valeurs if not valeur[1].est_vide]
    autres = [c.intitule for c in saisies if to_visible(ligne.textes.get(c.nom, ""))]
    constats = ligne.constats
    if not pleines and autres and not ligne.doute:
        quoi = ", ".join(f"«\u00a0{intitule}\u00a0»" for intitule in autres)
        constats = (*constats, Constat("L20", "", {"quoi": quoi}, toujours=True))
    for entete, cellule in pleines or valeurs[:1]:
        dites = {**dict(entete.fixes), str(entete.nom): cellule.texte}
        yield ligne._replace(
            textes={**ligne.textes, **dites},
            colonnes={**ligne.colonnes, **dict.fromkeys(dites, entete.colonne)},
            genres={**ligne.genres, str(entete.nom): cellule.genre},
            constats=constats,
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
    if lecture.controles:
        yield build_probleme("I27", nombre=to_nombre(lecture.controles))
    if lecture.repare:
        lu, repare = lecture.repare[0]
        yield build_probleme("F09", lu=lu, repare=repare)
