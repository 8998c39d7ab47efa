"""Templates: what a person may fill for a quarter, ready to download."""

from lib.domain.contrat_lu import ContratLu
from lib.domain.depots import ANNUELS
from lib.domain.droits import Acteur, check_can_deposer
from lib.domain.erreurs import Introuvable, SaisieRefusee
from lib.domain.modeles import build_lignes_modele
from lib.domain.modeles_argent import LigneModele
from lib.domain.nomenclatures import Nomenclature, TypeDepot
from lib.domain.perimetres import check_can_ecrire
from lib.domain.periodes import Trimestre
from lib.exports.modeles import build_modele_csv, build_modele_xlsx
from lib.usecases.contrats import build_contrat_lu


class FormatModele(Nomenclature):
    """The formats a template comes in."""

    XLSX = "xlsx", "Classeur Excel ou LibreOffice (.xlsx)"
    CSV = "csv", "CSV (point-virgule)"


def get_modele(
    acteur: Acteur,
    code: str,
    type_depot: TypeDepot,
    trimestre: Trimestre,
    format: FormatModele | str = FormatModele.XLSX,
    hors_periode: bool = False,
) -> bytes:
    """Build the template this person may fill for a quarter; hors_periode adds the axes whose period is over.

    Raises AccesRefuse, Introuvable for a quarter outside the contract, SaisieRefusee when there is no row to fill.
    """
    contrat = build_contrat_lu(code)
    lignes = list_lignes(acteur, contrat, type_depot, trimestre, hors_periode)
    if not lignes:
        check_can_ecrire(acteur, contrat.habilitations)
        periode = trimestre.annee if type_depot in ANNUELS else f"le {trimestre.libelle}"
        raise SaisieRefusee(
            f"Rien à remplir dans « {type_depot.libelle} » pour {periode} : les axes et volets dont vous "
            "avez la charge sont hors période. Choisissez une autre période, ou demandez le modèle avec les lignes "
            "hors période."
        )
    if FormatModele(format) is FormatModele.CSV:
        return build_modele_csv(type_depot, lignes, contrat.contrat.exemple)
    return build_modele_xlsx(type_depot, trimestre, lignes, exemple=contrat.contrat.exemple)


def list_lignes(
    acteur: Acteur, contrat: ContratLu, type_depot: TypeDepot, trimestre: Trimestre, hors_periode: bool = False
) -> list[LigneModele]:
    """List the rows this person may fill; raises AccesRefuse, Introuvable for a quarter outside the contract."""
    check_can_deposer(acteur, type_depot)
    annees = contrat.compute_annees()
    if trimestre.annee not in annees:
        raise Introuvable(f"Le {trimestre.libelle} est hors du contrat ({annees[0]}-{annees[-1]}).")
    return build_lignes_modele(contrat, type_depot, trimestre, acteur, hors_periode)


def get_nom_modele(
    code: str, type_depot: TypeDepot, trimestre: Trimestre, format: FormatModele | str, service: str = ""
) -> str:
    """Give the file name offered for a template: the contract, the kind of file, its quarter or year, its service."""
    periode = trimestre.annee if type_depot in ANNUELS else trimestre
    suite = f"-{service}" if service else ""
    return f"{code}-{type_depot.value}-{periode}{suite}.{FormatModele(format).value}"
