"""How a service's own files are read: what it said of their columns, found again in the next one; what they hold."""

from dataclasses import dataclass, field, replace

from sqlmodel import Session

from lib.domain.correspondances import Correspondance, GenreCorrespondance, LectureChoisie, read_role
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import Apercu, ColonneLue
from lib.imports.apercu import read_apercu
from lib.imports.colonnes import list_colonnes
from lib.imports.correspondances import Gardees, find_ligne_titres, match_titres
from lib.imports.entetes import find_proche, is_en_milliers
from lib.imports.lecture import Consignes, read_source
from lib.store import faits as store_faits
from lib.store.engine import read
from lib.usecases.depots import Depot


@dataclass(frozen=True)
class LectureRetenue:
    """How a file may be read from what is kept; lots: column number → the lot its role comes from."""

    choisie: LectureChoisie = field(default_factory=LectureChoisie)
    lots: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ColonnesDuFichier:
    """The columns of a file, with the row of its titles and the sheet they were found in ('' for a CSV).

    suggestions: number of an unknown column → the compulsory column of the template, not found, that it looks like.
    """

    colonnes: tuple[ColonneLue, ...] = ()
    ligne_entete: int | None = None
    feuille: str = ""
    suggestions: dict[int, str] = field(default_factory=dict)


def load_lecture_choisie(acteur: Acteur, code: str, depot: Depot) -> LectureRetenue:
    """Give what the person's service said before of the titles of a file of this kind, each with its last lot.

    The sheet and the row of titles the person chose are followed; a header not recognised is looked for among the
    first rows by the titles kept.
    """
    check_can_deposer(acteur, depot.type_depot)
    if depot.type_depot is None:
        return LectureRetenue()
    with read() as session:
        gardees = _list_gardees(session, code, acteur.service_du_role, depot.type_depot)
    if not gardees:
        return LectureRetenue()
    ligne, titres = _read_titres(depot, gardees)
    trouvees = match_titres(titres, gardees)
    roles = tuple((colonne, read_role(gardee.lu_comme)) for colonne, gardee in sorted(trouvees.items()))
    lots = {colonne: gardee.lot for colonne, gardee in trouvees.items()}
    return LectureRetenue(LectureChoisie(ligne_entete=ligne, colonnes=roles), lots)


def _list_gardees(session: Session, code: str, service: str, type_depot: TypeDepot) -> Gardees:
    """List what is kept of the columns of a service's files of one kind, by normalised title."""
    return {
        gardee.texte: gardee
        for gardee in load_correspondances(session, code, service, type_depot.value)
        if gardee.genre is GenreCorrespondance.COLONNE
    }


def load_correspondances(session: Session, code: str, service: str, type_depot: str) -> list[Correspondance]:
    """List what a service said of its own files of one kind: titles and labels, the last word on each."""
    gardees = store_faits.list_faits(session, Correspondance, code)
    return [gardee for gardee in gardees if (gardee.service, gardee.type_depot) == (service, type_depot)]


def _read_titres(depot: Depot, gardees: Gardees) -> tuple[int | None, dict[int, str]]:
    """Read the header of a file: its row when it had to be looked for, and its titles by column number."""
    consignes = Consignes(depot.consignes.encodage, depot.consignes.choisie)
    source, _ = read_source(depot.contenu, depot.nom, depot.type_depot, consignes)
    if source is not None:
        return None, {entete.colonne: entete.texte for entete in source.reconnaissance.entetes}
    lignes = read_apercu(depot.contenu, depot.nom, consignes).lignes
    numero = find_ligne_titres(lignes, gardees)
    return numero, dict(enumerate(lignes[numero - 1], 1)) if numero else {}


def load_colonnes(acteur: Acteur, depot: Depot) -> ColonnesDuFichier:
    """List the columns of a file with what each holds, whether or not they let it be read; none without a header."""
    check_can_deposer(acteur, depot.type_depot)
    consignes = replace(depot.consignes, corrections=())
    source, _ = read_source(depot.contenu, depot.nom, depot.type_depot, consignes)
    if source is None:
        return ColonnesDuFichier()
    reconnaissance = source.reconnaissance
    inconnues = [
        entete
        for entete in reconnaissance.entetes
        if entete.nom is None and not entete.interdit and not is_en_milliers(entete.texte)
    ]
    proches = {nom: find_proche(nom, reconnaissance.type_depot, inconnues) for nom in reconnaissance.manquantes}
    suggestions = {entete.colonne: nom for nom, entete in proches.items() if entete is not None}
    return ColonnesDuFichier(list_colonnes(source), source.ligne_entete, source.lecture.feuille, suggestions)


def load_apercu(acteur: Acteur, depot: Depot, feuille: str = "") -> Apercu:
    """Give the first rows of a file and, of a workbook, its sheets; feuille: the one read, else the first visible."""
    check_can_deposer(acteur, depot.type_depot)
    return read_apercu(depot.contenu, depot.nom, Consignes(depot.consignes.encodage, LectureChoisie(feuille)))
