"""Reading an uploaded file: bytes → rows by known columns, how they were read, and why not. Never raises."""

from lib.domain.nomenclatures import TypeDepot
from lib.domain.problemes import Probleme
from lib.domain.tableau import LectureFichier, TableLue
from lib.imports.assemblage import Source, build_table
from lib.imports.catalogue import build_probleme
from lib.imports.classeur import ClasseurIllisibleError, ClasseurOuvert, Feuille
from lib.imports.classeur_excel import ClasseurExcel
from lib.imports.classeur_ods import ClasseurOds
from lib.imports.csv_francais import SEPARATEURS, read_csv, read_debut, remove_ligne_sep
from lib.imports.entetes import Reconnaissance, find_entete, get_score, normalise_entete
from lib.imports.grille import Grille, is_vide
from lib.imports.refus import check_contenu, is_classeur, is_ods
from lib.imports.texte import TexteLu, read_texte
from lib.imports.titres_repetes import prefer_premiere

FEUILLES_LUES = 50
"""How many visible sheets are looked at for a header."""

_NOTICE = normalise_entete("Mode d’emploi")
_SANS_CONTENU = ' ;,|\t\n"\u00a0\u202f\ufeff'


def read_fichier(
    contenu: bytes, nom: str, type_depot: TypeDepot | None = None, encodage: str | None = None
) -> tuple[TableLue | None, TypeDepot | None, list[Probleme]]:
    """Read an uploaded CSV, .xlsx or .ods: the table, the kind of file, and what there is to say.

    The kind is recognised by the header when it is not given. `encodage`, a key of texte.ENCODAGES, imposes how a CSV
    is decoded. The table is None when a problem of level « fichier » refuses the whole file. Never raises.
    """
    if refus := check_contenu(contenu, nom):
        return None, type_depot, [refus]
    if is_classeur(contenu):
        source, notices = _open_classeur(contenu, type_depot)
    else:
        source, notices = _open_csv(read_texte(contenu, encodage), type_depot)
    if source is None:
        return None, type_depot, notices
    table, problemes = build_table(source)
    return table, source.reconnaissance.type_depot, [*notices, *problemes]


def _open_csv(lu: TexteLu, type_depot: TypeDepot | None) -> tuple[Source | None, list[Probleme]]:
    """Find the separator and the header of a CSV: those under which the most known names appear (F02, F05)."""
    texte = remove_ligne_sep(lu.texte)
    if not texte.strip(_SANS_CONTENU):
        return None, [build_probleme("F02")]
    meilleur: tuple[str, int, Reconnaissance] | None = None
    for separateur in SEPARATEURS:
        debut = read_debut(texte, separateur)
        trouve = prefer_premiere(debut, find_entete(debut, type_depot))
        if trouve and (meilleur is None or get_score(trouve[1]) > get_score(meilleur[2])):
            meilleur = (separateur, *trouve)
    if meilleur is None:
        return None, [build_probleme("F05", lu=texte.lstrip().split("\n", 1)[0])]
    separateur, index, reconnaissance = meilleur
    lecture = LectureFichier("csv", separateur=separateur, encodage=lu.encodage, repare=lu.repare)
    return Source(Grille(read_csv(texte, separateur)), index + 1, reconnaissance, lecture), []


def _open_classeur(contenu: bytes, type_depot: TypeDepot | None) -> tuple[Source | None, list[Probleme]]:
    """Find the sheet of a workbook: the first visible one with a whole header, else with a header (F02, F04, F05)."""
    try:
        classeur: ClasseurOuvert = ClasseurOds(contenu) if is_ods(contenu) else ClasseurExcel(contenu)
        visibles = [feuille.nom for feuille in classeur.feuilles if feuille.visible][:FEUILLES_LUES]
        debuts = {nom: classeur.read_debut(nom) for nom in visibles}
        lues = {nom: prefer_premiere(debut, find_entete(debut, type_depot)) for nom, debut in debuts.items()}
        trouvees = {nom: lue for nom, lue in lues.items() if lue}
        if not trouvees:
            return None, [_refuse_sans_entete(debuts)]
        nom = next((nom for nom, (_, lue) in trouvees.items() if not lue.manquantes), next(iter(trouvees)))
        index, reconnaissance = trouvees[nom]
        grille = classeur.read_feuille(nom)
    except ClasseurIllisibleError:
        return None, [build_probleme("F04")]
    autres = [feuille for feuille in classeur.feuilles if feuille.nom != nom]
    noms = tuple(feuille.nom if feuille.visible else f"{feuille.nom}, masquée" for feuille in autres)
    lecture = LectureFichier(classeur.format, feuille=nom, autres_feuilles=noms)
    return Source(grille, index + 1, reconnaissance, lecture), _list_feuilles_ignorees(nom, autres)


def _refuse_sans_entete(debuts: dict[str, list[list[str]]]) -> Probleme:
    """Say that the visible sheets are empty (F02), or what their first filled row is instead of a header (F05)."""
    for debut in debuts.values():
        for ligne in debut:
            if not is_vide(ligne):
                return build_probleme("F05", lu=" | ".join(texte for texte in ligne if texte.strip()))
    return build_probleme("F02")


def _list_feuilles_ignorees(nom: str, autres: list[Feuille]) -> list[Probleme]:
    """Name the visible sheets left aside (I10), our own instructions excepted."""
    visibles = [f"«\u00a0{f.nom}\u00a0»" for f in autres if f.visible and normalise_entete(f.nom) != _NOTICE]
    return [build_probleme("I10", feuille=nom, autres=", ".join(visibles))] if visibles else []
