"""Publishing several files, one after the other: each makes its own lot, one refused does not stop the others."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from lib.domain.droits import Acteur
from lib.domain.ensembles import list_rangs, list_recoupements
from lib.domain.erreurs import ErreurMetier, SaisieRefusee
from lib.domain.lots import Lot
from lib.usecases.depots import Depot, PlanDepot, publish_depot, verify_depot


@dataclass(frozen=True)
class Envoi:
    """A file to publish and the fingerprint of the comparison shown for it."""

    depot: Depot
    attendu: str


@dataclass(frozen=True)
class Issue:
    """What became of one file: its lot and how many values it holds; without lot, the refusal.

    Neither: nothing was left to publish, earlier files of the set had said it all.
    """

    envoi: Envoi
    lot: Lot | None = None
    valeurs: int = 0
    refus: str = ""


def publish_ensemble(
    acteur: Acteur, code: str, envois: Sequence[Envoi], maintenant: datetime | None = None
) -> list[Issue]:
    """Publish files in their order, each checked again under the write lock; gives what became of each, in order.

    Refused: a file whose comparison no longer holds, and those that say one datum differently from another of the set.
    A file that only repeats what an earlier one of the set has just published is published for the rest.
    """
    jour = maintenant.date() if maintenant else None
    plans = [_read_plan(acteur, code, envoi.depot, jour) for envoi in envois]
    recoupements = list_recoupements([(plan.type_depot, plan.lignes) if plan else (None, ()) for plan in plans])
    desaccords, repetes = list_rangs(recoupements, en_accord=False), list_rangs(recoupements, en_accord=True)
    issues = []
    for rang, (envoi, plan) in enumerate(zip(envois, plans, strict=True)):
        try:
            if rang in desaccords:
                raise SaisieRefusee(
                    "Un autre fichier de la liste dit autrement une même donnée : rien n’a été publié de celui-ci."
                )
            actuel = _read_plan(acteur, code, envoi.depot, jour) if rang in repetes else plan
            publie, lot = publish_depot(acteur, code, envoi.depot, get_attendu(envoi, plan, actuel), maintenant)
            issues.append(Issue(envoi, lot, len(publie.a_publier)))
        except ErreurMetier as refus:
            issues.append(Issue(envoi, refus=str(refus)))
    return issues


def _read_plan(acteur: Acteur, code: str, depot: Depot, jour: date | None) -> PlanDepot | None:
    """Compare a file with the store; None when it is refused: publishing it will say why."""
    with suppress(ErreurMetier):
        return verify_depot(acteur, code, depot, jour)
    return None


def get_attendu(envoi: Envoi, montre: PlanDepot | None, actuel: PlanDepot | None) -> str:
    """Give the fingerprint to hold a publication to: the one shown, or the present one when it does less of the same.

    montre: the plan before the set was begun, actuel: the plan now that earlier files of the set are published.
    """
    if montre is None or actuel is None or montre.empreinte != envoi.attendu:
        return envoi.attendu
    moindre = not actuel.laissees and not actuel.demande_motif and set(actuel.a_publier) <= set(montre.a_publier)
    return actuel.empreinte if moindre else envoi.attendu
