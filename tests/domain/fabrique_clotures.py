"""What is said of data that will not be sent, step by step, for the tests: each step is a lot of its own."""

from dataclasses import replace

from lib.domain.contrat import Habilitation
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import EtapeNonTransmission, NonTransmission, PositionNonTransmission
from lib.domain.nomenclatures import TypePerimetre
from tests.domain.fabrique import read_trimestre

DECLAREE, RETIREE, ACCEPTEE, REFUSEE = PositionNonTransmission
VALIDEURS = (
    Habilitation(role="valideur_cd", type=TypePerimetre.PRODUCTEUR, valeur="CD"),
    Habilitation(role="valideur_etat", type=TypePerimetre.PRODUCTEUR, valeur="ETAT"),
)


def make_pas(
    position: PositionNonTransmission, lot: int = 1, trimestre: str = "2025-T2", code: str = "X-01", motif: str = ""
) -> NonTransmission:
    """One step; its reason names its lot unless given."""
    periode = read_trimestre(trimestre)
    return NonTransmission(
        indicateur=code,
        annee=periode.annee,
        trimestre=periode.numero,
        etape=EtapeNonTransmission.REPONSE if position in (ACCEPTEE, REFUSEE) else EtapeNonTransmission.DECLARATION,
        position=position,
        motif=motif or f"motif du lot {lot}",
        lot=lot,
    )


def with_pas(contrat: ContratLu, *pas: NonTransmission, valideurs: bool = True) -> ContratLu:
    """Give the contract as the store reads it after these steps: the last one of each key."""
    derniers = {fait.cle: fait for fait in sorted(pas, key=lambda fait: fait.lot)}
    return replace(contrat, non_transmissions=tuple(derniers.values()), habilitations=VALIDEURS if valideurs else ())
