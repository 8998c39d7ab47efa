"""Lot: the numbered entry by which anything gets into the store."""

from dataclasses import dataclass
from datetime import datetime

from lib.domain.bordereau import Bordereau, CelluleBordereau
from lib.domain.contrat import (
    ActionFeuilleDeRoute,
    Avenant,
    Axe,
    Contexte,
    Contrat,
    Ecart,
    Enonce,
    Fait,
    FicheAction,
    Habilitation,
    Obligation,
    Partie,
    Territoire,
)
from lib.domain.correspondances import Correspondance
from lib.domain.credits import Enveloppe, LigneBudget, Marche, RegleVersement
from lib.domain.faits import (
    Commentaire,
    Execution,
    Explication,
    JalonSaisi,
    MeteoDeclaree,
    NonTransmission,
    Report,
    Resultat,
    Versement,
)
from lib.domain.indicateurs import Cible, Dimension, Indicateur, IndicateurImpact, Modalite, Repere, Seuil
from lib.domain.nomenclatures import GenreLot, Nomenclature, TypeDepot
from lib.domain.ruptures import Rupture


class EtatLot(Nomenclature):
    """Whether a lot is read."""

    PUBLIE = "publie", "Publié"
    ANNULE = "annule", "Annulé"


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Who inserted what, when and why. numero is given by the store; publie_le is in UTC."""

    numero: int = 0
    genre: GenreLot
    type_depot: TypeDepot | None = None
    auteur: str = ""
    service: str = ""
    role: str = ""
    publie_le: datetime
    motif: str = ""
    fichier: str = ""
    sha256: str = ""
    lu_comme: str = ""
    annule_lot: int | None = None
    etat: EtatLot = EtatLot.PUBLIE


NOMS_AGREES: dict[str, type[Fait]] = {
    "contrat": Contrat,
    "parties": Partie,
    "avenants": Avenant,
    "territoires": Territoire,
    "axes": Axe,
    "fiches": FicheAction,
    "lignes_budget": LigneBudget,
    "dimensions": Dimension,
    "modalites": Modalite,
    "indicateurs": Indicateur,
    "impacts": IndicateurImpact,
    "cibles": Cible,
    "reperes": Repere,
    "enveloppes": Enveloppe,
    "regles_versement": RegleVersement,
    "obligations": Obligation,
    "feuille_de_route": ActionFeuilleDeRoute,
    "marches": Marche,
    "contexte": Contexte,
    "enonces": Enonce,
    "ecarts": Ecart,
    "seuils": Seuil,
    "ruptures": Rupture,
    "habilitations": Habilitation,
}
"""The nouns a contract folder holds, by the name of their file and of their list in ContratLu."""

NOMS_SUIVIS: dict[str, type[Fait]] = {
    "resultats": Resultat,
    "executions": Execution,
    "versements": Versement,
    "reports": Report,
    "commentaires": Commentaire,
    "jalons_saisis": JalonSaisi,
    "meteos": MeteoDeclaree,
    "explications": Explication,
    "non_transmissions": NonTransmission,
}
"""The nouns of the follow-up, by the name of their list in ContratLu."""

NOMS_DEPOT: dict[str, type[Fait]] = {
    "bordereaux": Bordereau,
    "cellules_bordereau": CelluleBordereau,
    "correspondances": Correspondance,
}
"""The nouns that say how a file was received; they are about the lot, not about the contract."""

NOMS_LUS: dict[str, type[Fait]] = NOMS_AGREES | NOMS_SUIVIS
"""The nouns of ContratLu, by the name of their list."""

NOMS: dict[str, type[Fait]] = NOMS_LUS | NOMS_DEPOT
"""Every noun the store keeps."""
