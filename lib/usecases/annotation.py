"""The uploaded file given back with what to mend beside each row."""

from lib.domain.erreurs import SaisieRefusee
from lib.exports.annotation import build_annotation
from lib.imports.lecture import read_fichier
from lib.usecases.contrats import is_exemple
from lib.usecases.depots import Depot, PlanDepot


def get_annotation(code: str, depot: Depot, plan: PlanDepot) -> bytes:
    """Build the annotated workbook of a file already verified; raises SaisieRefusee when it has no readable row."""
    table, _, _ = read_fichier(depot.contenu, depot.nom, depot.type_depot, depot.consignes)
    if table is None:
        raise SaisieRefusee("Ce fichier n’a pas pu être lu : il n’y a pas de lignes à annoter.")
    return build_annotation(table, plan.problemes, is_exemple(code))
