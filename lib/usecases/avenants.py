"""Recording an avenant: its number, its object and its signature date, which the contract leaves blank."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from lib.domain.contrat import Avenant
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import Acteur, check_can_saisir_avenant
from lib.domain.erreurs import SaisieRefusee
from lib.domain.formats import format_date_courte
from lib.domain.limites import read_saisie
from lib.domain.lots import Lot
from lib.usecases.saisies import save_saisie


def record_avenant(
    acteur: Acteur,
    code: str,
    numero: int,
    objet: str,
    date_signature: date | None,
    motif: str,
    maintenant: datetime | None = None,
) -> Lot:
    """Record an avenant or its signature date; 0 is the initial contract, whose date is entered by hand (l.300).

    Targets and envelopes then name it by its number. Refused without an object, out of order, signed in the future,
    when it says what is recorded already, or when it changes it without a reason.
    """
    check_can_saisir_avenant(acteur)
    maintenant = maintenant or datetime.now(UTC)
    nouveau = Avenant(numero=numero, objet=read_saisie(objet), date_signature=date_signature, avenant=numero)

    def build(_session: Session, contrat: ContratLu) -> Avenant:
        _check_avenant(contrat, nouveau, motif, maintenant.date())
        return nouveau

    return save_saisie(acteur, code, f"l’enregistrement de l’avenant n° {numero}", motif, build, maintenant)


def _check_avenant(contrat: ContratLu, nouveau: Avenant, motif: str, aujourd_hui: date) -> None:
    connus = {avenant.numero: avenant for avenant in contrat.avenants}
    ancien = connus.get(nouveau.numero)
    if not nouveau.objet:
        raise SaisieRefusee("Indiquez l’objet de l’avenant.")
    suivant = max(connus, default=0) + 1
    if ancien is None and nouveau.numero not in (0, suivant):
        raise SaisieRefusee(f"Le prochain avenant porte le n° {suivant}, non le n° {nouveau.numero}.")
    if nouveau.date_signature is not None and nouveau.date_signature > aujourd_hui:
        jour = format_date_courte(nouveau.date_signature)
        raise SaisieRefusee(f"La date de signature ({jour}) n’est pas encore passée : vérifiez-la.")
    if ancien is not None and _to_dit(ancien) == _to_dit(nouveau):
        raise SaisieRefusee(f"L’avenant n° {nouveau.numero} est déjà enregistré ainsi.")
    if ancien is not None and not read_saisie(motif):
        raise SaisieRefusee(f"L’avenant n° {nouveau.numero} est déjà enregistré : indiquez le motif du changement.")


def _to_dit(avenant: Avenant) -> tuple[str, date | None]:
    return avenant.objet, avenant.date_signature
