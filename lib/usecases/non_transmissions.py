"""Closing a missing datum: the producer declares or retracts, the other party answers; each step is a lot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_accepter_non_transmission
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import EtapeNonTransmission, NonTransmission, PositionNonTransmission
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.limites import read_saisie
from lib.domain.lots import Lot
from lib.domain.non_transmissions import (
    check_declarable,
    check_repondable,
    check_retirable,
    get_autre_partie,
    get_cloture,
)
from lib.domain.perimetres import check_can_repondre_de
from lib.domain.periodes import Trimestre
from lib.usecases.historique import Reglage, list_reglages
from lib.usecases.saisies import check_phrase, save_saisie

REPONSES = (PositionNonTransmission.ACCEPTEE, PositionNonTransmission.REFUSEE)
"""What the other party may answer."""


def list_etapes(code: str, indicateur: str, trimestre: Trimestre) -> list[Reglage[NonTransmission]]:
    """List every step about one datum, the latest first: declared, retracted, accepted, refused, undone or not."""
    return [
        etape
        for etape in list_reglages(code, NonTransmission)
        if (etape.fait.indicateur, etape.fait.periode) == (indicateur, trimestre)
    ]


def record_non_transmission(
    acteur: Acteur,
    code: str,
    indicateur: str,
    trimestre: Trimestre,
    motif: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Declare, for its producer, that a datum will not be sent, and why; after a refusal, ask again."""
    instant, raison = maintenant or datetime.now(UTC), check_phrase(motif, "le motif")

    def check(contrat: ContratLu, mesure: Indicateur) -> str:
        check_can_repondre_de(acteur, contrat, mesure)
        check_declarable(contrat, mesure, trimestre, instant.date())
        cloture = get_cloture(contrat, indicateur, trimestre)
        # What the declaration follows makes it a new one, even for the same reason.
        return f"après la réponse du lot n° {cloture.reponse.lot}" if cloture and cloture.reponse else ""

    return _save(acteur, code, _build(indicateur, trimestre, PositionNonTransmission.DECLAREE, raison), check, instant)


def record_retrait(
    acteur: Acteur,
    code: str,
    indicateur: str,
    trimestre: Trimestre,
    motif: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Retract a declaration, with a reason: the datum is owed again."""
    instant, raison = maintenant or datetime.now(UTC), check_phrase(motif, "le motif du retrait")

    def check(contrat: ContratLu, mesure: Indicateur) -> str:
        check_can_repondre_de(acteur, contrat, mesure)
        check_retirable(contrat, mesure, trimestre)
        return ""

    return _save(acteur, code, _build(indicateur, trimestre, PositionNonTransmission.RETIREE, raison), check, instant)


def record_reponse(
    acteur: Acteur,
    code: str,
    indicateur: str,
    trimestre: Trimestre,
    position: PositionNonTransmission | None,
    motif: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Accept or refuse, for the other party, that a datum is not sent; a refusal says why."""
    instant = maintenant or datetime.now(UTC)
    if position not in REPONSES:
        raise SaisieRefusee("Il manque la réponse : accepter ou refuser.")
    facultatif = position is PositionNonTransmission.ACCEPTEE and not read_saisie(motif)
    raison = "" if facultatif else check_phrase(motif, "le motif du refus")

    def check(contrat: ContratLu, mesure: Indicateur) -> str:
        check_can_accepter_non_transmission(acteur, get_autre_partie(mesure.producteur))
        return f"réponse au lot n° {check_repondable(contrat, mesure, trimestre).declaration.lot}"

    return _save(acteur, code, _build(indicateur, trimestre, position, raison), check, instant)


def _build(indicateur: str, trimestre: Trimestre, position: PositionNonTransmission, motif: str) -> NonTransmission:
    reponse = position in REPONSES
    return NonTransmission(
        indicateur=indicateur,
        annee=trimestre.annee,
        trimestre=trimestre.numero,
        etape=EtapeNonTransmission.REPONSE if reponse else EtapeNonTransmission.DECLARATION,
        position=position,
        motif=motif,
    )


def _save(
    acteur: Acteur,
    code: str,
    fait: NonTransmission,
    check: Callable[[ContratLu, Indicateur], str],
    instant: datetime,
) -> Lot:
    """Write one step; check refuses it under the lock, or gives what it follows."""
    datum = f"{fait.indicateur} {fait.periode.libelle}"

    def build(_session: Session, contrat: ContratLu) -> NonTransmission:
        return replace(fait, source=check(contrat, contrat.get_indicateur(fait.indicateur)))

    suite = f"{INSECABLE}: {fait.motif}" if fait.motif else ""
    motif = f"{datum}, {fait.position.libelle.lower()}{suite}"
    return save_saisie(acteur, code, f"{fait.etape.libelle.lower()} sur {datum}", motif, build, instant)
