"""What is kept of how a file was read, with the lot that publishes it: of a tracker, its labels too."""

from collections.abc import Mapping, Sequence

from lib.domain.correspondances import Correspondance, LectureChoisie, RoleColonne
from lib.domain.nomenclatures import TypeDepot
from lib.domain.tableau import Entete
from lib.imports.correspondances import build_correspondances
from lib.imports.titres_connus import build_correspondances_suivi


def keep_lecture(
    entetes: Sequence[Entete],
    roles: Mapping[int, RoleColonne],
    choisie: LectureChoisie | None,
    service: str,
    type_depot: TypeDepot,
) -> tuple[Correspondance, ...]:
    """Build what is to be kept: roles are what the person said of the columns of a file that is no tracker."""
    if choisie is not None and choisie.lignes:
        return build_correspondances_suivi(entetes, choisie, service)
    return build_correspondances(entetes, roles, service, type_depot)
