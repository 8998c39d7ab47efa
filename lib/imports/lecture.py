"""Reading an uploaded file: bytes → rows by known columns, how they were read, and why not. Never raises."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from lib.domain.correspondances import LectureChoisie
from lib.domain.depots import COLONNES
from lib.domain.fiction import SUFFIXE_FEUILLE
from lib.domain.invisibles import INVISIBLES
from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import LectureFichier, TableLue
from lib.imports.assemblage import build_table, count_source
from lib.imports.catalogue import build_probleme
from lib.imports.classeur import ClasseurIllisibleError, Feuille
from lib.imports.corrections import correct_grille
from lib.imports.csv_francais import (
    SEPARATEURS,
    read_debut,
    remove_guillemets_de_ligne,
    remove_ligne_sep,
    remove_textes_forces,
)
from lib.imports.demesure import DemesureError
from lib.imports.entetes import Reconnaissance, find_entete, get_score
from lib.imports.formes import find_doutes
from lib.imports.grille import LIGNES_EN_TETE, Grille, is_vide, keep_lignes
from lib.imports.grille_csv import build_grille, find_separateur
from lib.imports.ouverture import FEUILLES_LUES, ClasseurDepose
from lib.imports.plis import normalise_entete
from lib.imports.refus import check_contenu, is_classeur
from lib.imports.source import Source
from lib.imports.texte import TexteLu, read_texte
from lib.imports.titres_repetes import prefer_premiere

_NOTICE = normalise_entete("Mode d’emploi")
_SANS_CONTENU = f'{INVISIBLES};,|"'


@dataclass(frozen=True)
class Consignes:
    """What the person imposes on a reading: how a CSV is decoded, what its columns are, cells corrected on screen.

    encodage is a key of texte.ENCODAGES. corrections: ((row, column), text) pairs; column 0 is a whole row of a CSV.
    """

    encodage: str | None = None
    choisie: LectureChoisie | None = None
    corrections: tuple[tuple[tuple[int, int], str], ...] = ()


SANS_CONSIGNES = Consignes()


@dataclass(frozen=True)
class FeuilleBrute:
    """One sheet as it is, before anything is recognised in it; a CSV has a single one, without a name.

    grille is None for a hidden sheet and beyond the sheets that are read: ecartee says which.
    """

    nom: str
    grille: Grille | None
    ecartee: str = ""


def read_fichier(
    contenu: bytes, nom: str, type_depot: TypeDepot | None = None, consignes: Consignes = SANS_CONSIGNES
) -> tuple[TableLue | None, TypeDepot | None, list[Probleme]]:
    """Read an uploaded CSV, .xlsx or .ods: the table, the kind of file, and what there is to say.

    The kind is recognised by the header when it is not given. The table is None when a problem of level « fichier »
    refuses the whole file. Never raises.
    """
    source, notices = read_source(contenu, nom, type_depot, consignes)
    if source is None:
        return None, type_depot, notices
    table, problemes = build_table(source)
    if table is not None and source.corrigees:
        recue, _ = read_source(contenu, nom, type_depot, replace(consignes, corrections=()))
        table = replace(table, recues=count_source(recue) if recue else 0)
    return table, source.reconnaissance.type_depot, [*notices, *problemes]


def read_source(
    contenu: bytes, nom: str, type_depot: TypeDepot | None = None, consignes: Consignes = SANS_CONSIGNES
) -> tuple[Source | None, list[Probleme]]:
    """Open a file and find its header, whether or not its columns allow reading it further."""
    if refus := check_contenu(contenu, nom):
        return None, [refus]
    if is_classeur(contenu):
        source, notices = _open_classeur(contenu, type_depot, consignes.choisie)
    else:
        source, notices = _open_csv(read_texte(contenu, consignes.encodage), type_depot, consignes.choisie)
    if source is None:
        return None, notices
    corrigees = correct_grille(source.grille, consignes.corrections, source.lecture.separateur)
    if consignes.choisie and consignes.choisie.lignes:
        keep_lignes(source.grille, source.ligne_entete, *consignes.choisie.lignes)
    _record_formes(source)
    return replace(source, corrigees=corrigees), notices


def _record_formes(source: Source) -> None:
    """Say of the rows of a CSV what is wrong with their shape."""
    if source.largeur:
        reconnaissance, grille = source.reconnaissance, source.grille
        cles = {c.nom for c in COLONNES[reconnaissance.type_depot] if c.obligatoire and not c.saisie}
        rangs = [entete.colonne for entete in reconnaissance.entetes if entete.nom in cles]
        doutes = find_doutes(grille.lignes, source.ligne_entete, grille.doutes, rangs)
        grille.doutes.clear()
        grille.doutes.update(doutes)


def read_feuilles(contenu: bytes, nom: str, encodage: str | None = None) -> tuple[list[FeuilleBrute], list[Probleme]]:
    """Read every sheet of a file as it is: whatever its titles say, or why it cannot be opened. Never raises."""
    if refus := check_contenu(contenu, nom):
        return [], [refus]
    if not is_classeur(contenu):
        texte = remove_ligne_sep(read_texte(contenu, encodage).texte)
        texte = remove_guillemets_de_ligne(texte) or texte
        try:
            return [FeuilleBrute("", build_grille(texte, find_separateur(texte)))], []
        except DemesureError as erreur:
            return [], [erreur.probleme]
    try:
        classeur = ClasseurDepose(contenu)
        visibles = [feuille.nom for feuille in classeur.feuilles if feuille.visible]
        lues = visibles[:FEUILLES_LUES]
        brutes = [*map(FeuilleBrute, lues, classeur.read_feuilles(lues))]
        brutes += [
            FeuilleBrute(nom, None, f"{FEUILLES_LUES} feuilles au plus sont lues") for nom in visibles[FEUILLES_LUES:]
        ]
        brutes += [FeuilleBrute(f.nom, None, "feuille masquée") for f in classeur.feuilles if not f.visible]
        return brutes, []
    except ClasseurIllisibleError:
        return [], [build_probleme("F04")]
    except DemesureError as erreur:
        return [], [erreur.probleme]


def _open_csv(
    lu: TexteLu, type_depot: TypeDepot | None, choisie: LectureChoisie | None
) -> tuple[Source | None, list[Probleme]]:
    """Find the separator and the header of a CSV: those under which the most known names appear (F02, F05)."""
    texte = remove_textes_forces(remove_ligne_sep(lu.texte.removesuffix("\x1a")))
    if not texte.strip(_SANS_CONTENU):
        return None, [build_probleme("F02")]
    try:
        trouve = _find_separateur(texte, type_depot, choisie)
        if trouve is None and (nu := remove_guillemets_de_ligne(texte)):
            texte, trouve = nu, _find_separateur(nu, type_depot, choisie)
        if trouve is None:
            return None, [build_probleme("F05", lu=lu.texte.lstrip().split("\n", 1)[0])]
        separateur, index, reconnaissance = trouve
        grille = build_grille(texte, separateur)
    except DemesureError as erreur:
        return None, [erreur.probleme]
    lecture = LectureFichier(
        "csv", separateur=separateur, encodage=lu.encodage, repare=lu.repare, controles=lu.controles
    )
    return Source(grille, index + 1, reconnaissance, lecture, choisie), []


def _find_separateur(
    texte: str, type_depot: TypeDepot | None, choisie: LectureChoisie | None
) -> tuple[str, int, Reconnaissance] | None:
    """Give the separator whose reading has the best header, with this header and its index.

    Raises DemesureError when there is none and one of them makes a row that no spreadsheet holds.
    """
    meilleur: tuple[str, int, Reconnaissance] | None = None
    demesure: DemesureError | None = None
    for separateur in SEPARATEURS:
        try:
            loin = _is_entete_loin(choisie)
            debut = build_grille(texte, separateur).lignes if loin else read_debut(texte, separateur)
        except DemesureError as erreur:
            demesure = erreur
            continue
        trouve = _find_titres(debut, type_depot, choisie)
        if trouve and (meilleur is None or _get_rang(trouve[1]) > _get_rang(meilleur[2])):
            meilleur = (separateur, *trouve)
    if meilleur is None and demesure is not None:
        raise demesure
    return meilleur


def _find_titres(
    debut: list[list[str]], type_depot: TypeDepot | None, choisie: LectureChoisie | None
) -> tuple[int, Reconnaissance] | None:
    """Find the header among the first rows: the one the person chose, else the first whole one."""
    trouvee = find_entete(debut, type_depot, choisie)
    return trouvee if choisie and choisie.ligne_entete else prefer_premiere(debut, trouvee)


def _get_rang(lue: Reconnaissance) -> tuple[tuple[bool, int], int]:
    """Rank a header as usual, then by its titles: nothing may be recognised in a row the person pointed at."""
    return get_score(lue), len(lue.entetes)


def _is_entete_loin(choisie: LectureChoisie | None) -> bool:
    """Whether the titles chosen lie below the first rows, as those of the second table of a sheet do."""
    return choisie is not None and (choisie.ligne_entete or 0) > LIGNES_EN_TETE


def _open_classeur(
    contenu: bytes, type_depot: TypeDepot | None, choisie: LectureChoisie | None
) -> tuple[Source | None, list[Probleme]]:
    """Find the sheet of a workbook: the first visible one with a whole header, else with a header (F02, F04, F05).

    The sheet the person chose is the only one tried.
    """
    voulue = choisie.feuille if choisie else ""
    try:
        classeur = ClasseurDepose(contenu)
        noms = [f.nom for f in classeur.feuilles if (f.nom == voulue if voulue else f.visible)][:FEUILLES_LUES]
        loin = _is_entete_loin(choisie)
        if loin:
            debuts = {nom: lue.lignes for nom, lue in zip(noms, classeur.read_feuilles(noms), strict=True)}
        else:
            debuts = {nom: classeur.read_debut(nom) for nom in noms}
        trouvees = {nom: lue for nom, debut in debuts.items() if (lue := _find_titres(debut, type_depot, choisie))}
        if not trouvees:
            return None, [_refuse_sans_entete(debuts)]
        nom = next((nom for nom, (_, lue) in trouvees.items() if not lue.manquantes), next(iter(trouvees)))
        index, reconnaissance = trouvees[nom]
        (grille,) = classeur.read_feuilles([nom])
    except ClasseurIllisibleError:
        return None, [build_probleme("F04")]
    except DemesureError as erreur:
        return None, [erreur.probleme]
    autres = [feuille for feuille in classeur.feuilles if feuille.nom != nom]
    masques = tuple(feuille.nom if feuille.visible else f"{feuille.nom}, masquée" for feuille in autres)
    lecture = LectureFichier(classeur.format, feuille=nom, autres_feuilles=masques, controles=grille.controles)
    notices = [] if voulue else _list_feuilles_ignorees(nom, autres, trouvees)
    return Source(grille, index + 1, reconnaissance, lecture, choisie), notices


def _refuse_sans_entete(debuts: dict[str, list[list[str]]]) -> Probleme:
    """Say that the visible sheets are empty (F02), or what their first filled row is instead of a header (F05)."""
    for debut in debuts.values():
        for ligne in debut:
            if not is_vide(ligne):
                return build_probleme("F05", lu=" | ".join(texte for texte in ligne if texte.strip()))
    return build_probleme("F02")


def _list_feuilles_ignorees(nom: str, autres: list[Feuille], tableaux: Collection[str]) -> list[Probleme]:
    """Ask about the visible sheets that hold a table too (C38), name the others (I10), our instructions excepted."""
    visibles = [
        feuille.nom
        for feuille in autres
        if feuille.visible and normalise_entete(feuille.nom.removesuffix(SUFFIXE_FEUILLE)) != _NOTICE
    ]
    notices = []
    for code, noms in (
        ("C38", [autre for autre in visibles if autre in tableaux]),
        ("I10", [autre for autre in visibles if autre not in tableaux]),
    ):
        if noms:
            cites = ", ".join(f"«\u00a0{autre}\u00a0»" for autre in noms)
            notices.append(build_probleme(code, feuille=nom, autres=cites))
    return notices
