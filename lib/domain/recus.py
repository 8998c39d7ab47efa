"""Recu: what proves an upload; and who may see whose hand it was and the file itself."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lib.domain.bordereau import Bordereau, CelluleBordereau, SortCellule
from lib.domain.changements import NomDonnee
from lib.domain.droits import Acteur, Role, is_du_service
from lib.domain.erreurs import AccesRefuse
from lib.domain.formats import INSECABLE, MOIS, format_date_longue
from lib.domain.lots import Lot
from lib.domain.nomenclatures import Nomenclature
from lib.domain.phrases import format_quantite

PARIS = ZoneInfo("Europe/Paris")


class Mouvement(Nomenclature):
    """What a lot did to a value."""

    NOUVELLE = "nouvelle", "Nouvelle"
    MODIFIEE = "modifiee", "Modifiée"
    EFFACEE = "effacee", "Effacée"


@dataclass(frozen=True)
class LigneRecu:
    """One value of a lot: its name, what it was and what it became, and the row of the file it comes from.

    remarques: the person's comment, and the warnings they confirmed.
    """

    nom: NomDonnee
    mouvement: Mouvement
    avant: str
    apres: str
    ecart: str
    ligne: int | None
    adresse: str
    remarques: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recu:
    """One lot in full. auteur is '' for those who may not know it; reservees counts the values kept from them.

    rang and empreinte are the lot's entry in the journal of its contract, code. cellules, which quote the file, are
    for its service only.
    """

    contrat: str
    lot: Lot
    auteur: str
    est_complet: bool
    code: str
    rang: int
    empreinte: str
    lignes: tuple[LigneRecu, ...] = ()
    reservees: int = 0
    comptes: tuple[tuple[str, int], ...] = ()
    annule_par: Lot | None = None
    taille: int | None = None
    bordereau: Bordereau | None = None
    cellules: tuple[CelluleBordereau, ...] = ()
    exemple: bool = False

    def list_cellules(self, sort: SortCellule) -> list[CelluleBordereau]:
        """The cells of one end, in the order of the file."""
        return sorted((c for c in self.cellules if c.sort is sort), key=lambda c: (c.numero, c.colonne))

    def count_mouvements(self) -> dict[Mouvement, int]:
        """Count the values shown, by what became of them."""
        return {m: sum(ligne.mouvement is m for ligne in self.lignes) for m in Mouvement}


def write_reservees(recu: Recu) -> str:
    """Say how many values are kept from the reader, and which; '' when none is."""
    if not recu.reservees:
        return ""
    valeurs = format_quantite(recu.reservees, "valeur")
    return f"Réservées au service{INSECABLE}: {valeurs} par territoire ou ventilation, ou masquées (petit effectif)."


def can_voir_piece(acteur: Acteur, role_du_lot: str) -> bool:
    """The author and the original file of a lot are for its service and for the administrator. Convention Jalons."""
    return acteur.role is Role.ADMINISTRATEUR or is_du_service(acteur, role_du_lot)


def check_can_voir_piece(acteur: Acteur, role_du_lot: str, service_affiche: str) -> None:
    """Refuse the original file to another service; service_affiche: the one the lot shows."""
    if not can_voir_piece(acteur, role_du_lot):
        raise AccesRefuse(
            f"Le fichier d’origine est réservé au service qui l’a déposé («{INSECABLE}{service_affiche}{INSECABLE}») "
            "et à l’administrateur."
        )


def format_instant(instant: datetime) -> str:
    """Write « 24 novembre 2026 à 9 h 05 », hour of Paris."""
    local = instant.astimezone(PARIS)
    return f"{format_date_longue(local.date())} à {local.hour}{INSECABLE}h{INSECABLE}{local.minute:02}"


def format_instant_court(instant: datetime) -> str:
    """Write « 24/11/2026 09:05 », hour of Paris."""
    return f"{instant.astimezone(PARIS):%d/%m/%Y %H:%M}"


def format_mois(instant: datetime) -> str:
    """Write « novembre 2026 », hour of Paris."""
    local = instant.astimezone(PARIS)
    return f"{MOIS[local.month - 1]} {local.year}"
