"""From a sheet and its header to rows by known column: merged keys filled, quarters unpivoted, blank rows counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lib.domain.problemes import Probleme
from lib.domain.tableau import Cellule, Entete, GenreCellule, LectureFichier, LigneLue, TableLue, get_lettre
from lib.imports.catalogue import build_probleme
from lib.imports.constats import add_constats, list_notices_classeur
from lib.imports.entetes import Reconnaissance, suggest_colonne
from lib.imports.fusions import build_colonnes_lues, check_titres_fusionnes, extend_fusions
from lib.imports.grille import LIMITE_COLONNES, LIMITE_LIGNES, Grille
from lib.imports.phrase import build_phrase, to_nombre
from lib.imports.titres_repetes import find_titres, list_notices_titres, remove_titres

_SANS_GENRE: Mapping[str, GenreCellule] = {}


@dataclass(frozen=True)
class Source:
    """A sheet whose header was found, at spreadsheet row `ligne_entete`; `lecture` says how it was opened."""

    grille: Grille
    ligne_entete: int
    reconnaissance: Reconnaissance
    lecture: LectureFichier


def build_table(source: Source) -> tuple[TableLue | None, list[Probleme]]:
    """Build the table of a sheet, or say why its columns or its size do not allow it (F02, F06, F07, F08, F12)."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = build_colonnes_lues(entetes, source.reconnaissance.type_depot, source.ligne_entete)
    if refus := [*_check_colonnes(source), *check_titres_fusionnes(grille, colonnes)]:
        return None, refus
    fusions = extend_fusions(grille, colonnes)
    titres = find_titres(grille, source.reconnaissance, colonnes)
    lignes, numeros = _build_lignes(source)
    if len(numeros) <= len(titres):
        return None, [build_probleme("F02")]
    nombre = max(len(lignes), len(numeros))
    if nombre > LIMITE_LIGNES:
        return None, [build_probleme("F08", lignes=to_nombre(nombre))]
    lecture = _complete_lecture(source, len(numeros), len(titres))
    dites = remove_titres(add_constats(lignes, grille, colonnes, fusions), titres)
    notices = [*list_notices_classeur(grille, entetes, colonnes), *list_notices_titres(titres, numeros[-1])]
    return TableLue(lecture, entetes, tuple(dites)), [*_list_notices(lecture), *notices]


def _check_colonnes(source: Source) -> list[Probleme]:
    """Refuse too many columns, two columns of one name, a compulsory column missing."""
    reconnaissance, entetes = source.reconnaissance, source.reconnaissance.entetes
    if len(entetes) > LIMITE_COLONNES or source.grille.colonnes:
        return [build_probleme("F12", colonnes=max(len(entetes), source.grille.colonnes))]
    doubles = [
        build_probleme("F07", colonne=nom, lettres=" et ".join(entete.lettre for entete in groupe))
        for nom, groupe in reconnaissance.doublons.items()
    ]
    lues = ", ".join(_get_titre(entete) for entete in entetes)
    manquantes = [
        build_probleme("F06", colonne=nom, colonnes=lues, suggestion=suggest_colonne(nom, reconnaissance))
        for nom in reconnaissance.manquantes
    ]
    return doubles + manquantes


def _get_titre(entete: Entete) -> str:
    """Give a header on one line."""
    return " ".join(entete.texte.split())


def _get_colonnes(reconnaissance: Reconnaissance) -> dict[str, int]:
    """Give the number of each recognised column, quarters apart; the first wins among columns for information."""
    colonnes: dict[str, int] = {}
    for entete in reconnaissance.entetes:
        if entete.nom and not entete.trimestre:
            colonnes.setdefault(entete.nom, entete.colonne)
    return colonnes


def _build_lignes(source: Source) -> tuple[list[LigneLue], list[int]]:
    """Build the rows, and give the spreadsheet numbers of those that hold something in a known column."""
    grille, entetes = source.grille, source.reconnaissance.entetes
    colonnes = _get_colonnes(source.reconnaissance)
    trimestres = [entete for entete in entetes if entete.trimestre]
    connues = [colonne - 1 for colonne in (*colonnes.values(), *(entete.colonne for entete in trimestres))]
    derniere = max(entete.colonne for entete in entetes) if source.lecture.format == "csv" else None
    largeur = max(connues) + 1
    lignes: list[LigneLue] = []
    numeros: list[int] = []
    for numero, textes in enumerate(grille.lignes[source.ligne_entete :], start=source.ligne_entete + 1):
        if not any(textes):
            continue
        en_trop: tuple[Cellule, ...] = ()
        if derniere is not None and len(textes) > derniere:
            en_trop = _list_cellules(numero, textes, derniere)
        if len(textes) < largeur:
            textes.extend([""] * (largeur - len(textes)))
        if not en_trop and not any(textes[index].strip() for index in connues):
            continue
        numeros.append(numero)
        lus = {nom: textes[colonne - 1] for nom, colonne in colonnes.items()}
        ligne = LigneLue(numero, lus, colonnes, _list_genres(grille, numero, colonnes), en_trop)
        if trimestres:
            lignes.extend(_unpivot(grille, ligne, trimestres))
        else:
            lignes.append(ligne)
    return lignes, numeros


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


def _unpivot(grille: Grille, ligne: LigneLue, trimestres: Iterable[Entete]) -> Iterable[LigneLue]:
    """Make one row per filled quarter; year, quarter and value stand in the quarter's own column."""
    for entete in trimestres:
        cellule = grille.get_cellule(ligne.numero, entete.colonne)
        if cellule.est_vide or not entete.nom or not entete.trimestre:
            continue
        annee, trimestre = entete.trimestre.split("-")
        periode = {"annee": annee, "trimestre": trimestre, entete.nom: cellule.texte}
        yield ligne._replace(
            textes={**ligne.textes, **periode},
            colonnes={**ligne.colonnes, **dict.fromkeys(periode, entete.colonne)},
            genres={**ligne.genres, entete.nom: cellule.genre},
        )


def _complete_lecture(source: Source, lues: int, titres: int) -> LectureFichier:
    """Add to how the file was opened what was found in it, and the sentence that says it; titres: repeated headers."""
    entetes = source.reconnaissance.entetes
    lecture = replace(
        source.lecture,
        ligne_entete=source.ligne_entete,
        lignes=lues - titres,
        lignes_vides=len(source.grille.lignes) - source.ligne_entete - lues,
        colonnes_reconnues=tuple(entete.trimestre or entete.nom for entete in entetes if entete.nom),
        colonnes_ignorees=(
            *(_get_titre(entete) for entete in entetes if not entete.nom),
            *_list_sans_titre(source),
        ),
        large=source.reconnaissance.large,
    )
    return replace(lecture, phrase=build_phrase(lecture))


def _list_sans_titre(source: Source) -> Iterable[str]:
    """Name by their letter the columns that hold something without a header; in a CSV, those before the last header.

    Beyond the last header of a CSV, a filled cell is a separator typed in a text: the row itself is refused.
    """
    titrees = {entete.colonne for entete in source.reconnaissance.entetes}
    lignes = source.grille.lignes[source.ligne_entete :]
    largeur = max(titrees) if source.lecture.format == "csv" else max(map(len, lignes))
    for colonne in range(1, largeur + 1):
        if colonne not in titrees and any(len(ligne) >= colonne and ligne[colonne - 1].strip() for ligne in lignes):
            yield f"colonne {get_lettre(colonne)}, sans titre"


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
