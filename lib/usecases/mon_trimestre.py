"""Mon trimestre: a quarter read service by service, and its workbooks, one per service, in one file."""

import io
from dataclasses import dataclass
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, can_deposer, check_can_deposer, check_can_voir
from lib.domain.erreurs import SaisieRefusee
from lib.domain.fiction import to_nom_marque
from lib.domain.lecture import MAINTENANT, Lecture
from lib.domain.modeles_argent import LigneModele
from lib.domain.mon_trimestre import MonTrimestre, build_mon_trimestre
from lib.domain.nomenclatures import TypeDepot
from lib.domain.perimetres import check_can_ecrire
from lib.domain.periodes import Trimestre
from lib.domain.services import Service, split_par_service, to_nom_fichier
from lib.exports.modeles import build_modele_xlsx
from lib.store import lots as store_lots
from lib.store.engine import read
from lib.usecases.contrats import build_contrat_lu, is_exemple, load_contrat
from lib.usecases.modeles import FormatModele, get_nom_modele, list_lignes

TYPES_SERVICE = (TypeDepot.RESULTATS, TypeDepot.EXECUTIONS)
"""The files a service fills each quarter."""


@dataclass(frozen=True)
class ClasseurService:
    """One workbook to fill: its file name, whose it is, what it holds."""

    nom: str
    service: Service
    type_depot: TypeDepot
    lignes: tuple[LigneModele, ...]


def load_mon_trimestre(
    acteur: Acteur, code: str, trimestre: Trimestre, lecture: Lecture = MAINTENANT, aujourd_hui: date | None = None
) -> MonTrimestre:
    """Read what each service owes, sent and misses; raises AccesRefuse, Introuvable. aujourd_hui decides lateness."""
    check_can_voir(acteur)
    with read() as session:
        contrat = load_contrat(session, code, lecture)
        lots = store_lots.list_lots(session, code)
    return build_mon_trimestre(contrat, trimestre, lots, aujourd_hui or date.today())


def list_classeurs(acteur: Acteur, code: str, trimestre: Trimestre) -> list[ClasseurService]:
    """List the workbooks this person may hand out for a quarter: within its own scope, service by service.

    Known values are written in them: nobody is given another producer's. Raises AccesRefuse, Introuvable.
    """
    contrat = build_contrat_lu(code)
    types = [type_depot for type_depot in TYPES_SERVICE if can_deposer(acteur, type_depot)]
    if not types:
        check_can_deposer(acteur, TypeDepot.RESULTATS)
    return [classeur for type_depot in types for classeur in _list_par_service(acteur, contrat, type_depot, trimestre)]


def _list_par_service(
    acteur: Acteur, contrat: ContratLu, type_depot: TypeDepot, trimestre: Trimestre
) -> list[ClasseurService]:
    code = to_nom_fichier(contrat.contrat.code)
    parts = split_par_service(contrat, list_lignes(acteur, contrat, type_depot, trimestre))
    return [
        ClasseurService(
            to_nom_marque(
                get_nom_modele(code, type_depot, trimestre, FormatModele.XLSX, service.nom_fichier),
                contrat.contrat.exemple,
            ),
            service,
            type_depot,
            tuple(lignes),
        )
        for service, lignes in parts.items()
    ]


def get_classeurs_zip(acteur: Acteur, code: str, trimestre: Trimestre) -> bytes:
    """Build one .zip of the workbooks of a quarter, ready to fill; file names are in plain letters.

    Each file is dated the last day of the quarter, whenever it is made. Raises AccesRefuse, Introuvable,
    SaisieRefusee when there is nothing to fill.
    """
    classeurs = list_classeurs(acteur, code, trimestre)
    if not classeurs:
        check_can_ecrire(acteur, build_contrat_lu(code).habilitations)
        raise SaisieRefusee(
            f"Aucun classeur à remplir pour le {trimestre.libelle} : les axes et volets dont vous avez la charge sont "
            "hors période."
        )
    sortie = io.BytesIO()
    fin, exemple = trimestre.fin, is_exemple(code)
    with ZipFile(sortie, "w", ZIP_DEFLATED) as archive:
        for classeur in classeurs:
            entree = ZipInfo(classeur.nom, (fin.year, fin.month, fin.day, 0, 0, 0))
            entree.compress_type = ZIP_DEFLATED
            entree.external_attr = 0o644 << 16
            contenu = build_modele_xlsx(classeur.type_depot, trimestre, classeur.lignes, classeur.service.nom, exemple)
            archive.writestr(entree, contenu)
    return sortie.getvalue()


def get_nom_zip(code: str, trimestre: Trimestre) -> str:
    """Give the file name offered for the workbooks of a quarter."""
    return f"{to_nom_fichier(code)}-classeurs-{trimestre}.zip"
