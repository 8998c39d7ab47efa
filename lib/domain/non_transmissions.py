"""Closing a missing datum: its producer says that it will not be sent, the other party answers. Convention Jalons.

The other party of the Département and of France Travail is the État, that of the État the Département. It exists in the
store when a habilitation gives a scope to its valideur; failing that, the producer's word is enough. A datum whose
declaration awaits its answer, or was refused, is still owed; one received afterwards is simply received.
"""

from dataclasses import dataclass
from datetime import date

from lib.domain.attendus import is_attendue
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import VALIDEURS
from lib.domain.erreurs import SaisieRefusee
from lib.domain.faits import EtapeNonTransmission, NonTransmission, PositionNonTransmission
from lib.domain.formats import INSECABLE
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Nomenclature, Producteur, StatutCible
from lib.domain.periodes import Trimestre
from lib.domain.valeurs import NE_SERA_PAS_TRANSMISE

DE: dict[Producteur, str] = {Producteur.ETAT: "de l’État", Producteur.CD: "du Conseil départemental"}
"""The other party after « réponse »: the words of a sentence."""


class EtatCloture(Nomenclature):
    """Where the declaration of a producer stands."""

    SUFFISANTE = "suffisante", "Déclarée, sans autre partie pour l’accepter"
    EN_ATTENTE = "en_attente", "Déclarée, réponse attendue"
    ACCEPTEE = "acceptee", "Déclarée et acceptée"
    REFUSEE = "refusee", "Déclarée et refusée"
    RETIREE = "retiree", "Retirée"
    RECUE = "recue", "Sans effet, la donnée est reçue"


CLOSES = frozenset({EtatCloture.SUFFISANTE, EtatCloture.ACCEPTEE})
"""Where nothing is owed any more."""

DECLAREES = CLOSES | {EtatCloture.EN_ATTENTE, EtatCloture.REFUSEE}
"""Where the producer's declaration stands: it may be retracted, or answered by the other party if there is one."""


@dataclass(frozen=True)
class Cloture:
    """A datum declared « ne sera pas transmise »: what its producer says, the answer to it if any, and its state."""

    declaration: NonTransmission
    reponse: NonTransmission | None
    producteur: Producteur
    autre: Producteur
    etat: EtatCloture

    @property
    def indicateur(self) -> str:
        """Code of the indicator."""
        return self.declaration.indicateur

    @property
    def periode(self) -> Trimestre:
        """The quarter."""
        return self.declaration.periode

    @property
    def close(self) -> bool:
        """Whether nothing is owed any more."""
        return self.etat in CLOSES

    @property
    def motif(self) -> str:
        """Why there is no figure: « ne sera pas transmise : le registre a brûlé »."""
        return f"{NE_SERA_PAS_TRANSMISE}{INSECABLE}: {self.declaration.motif}"

    @property
    def phrase(self) -> str:
        """What was said of a missing datum, after what is owed; '' when nothing stands."""
        annonce = f"déclarée «{INSECABLE}{NE_SERA_PAS_TRANSMISE}{INSECABLE}»"
        return {
            EtatCloture.SUFFISANTE: f"{NE_SERA_PAS_TRANSMISE} ({self.producteur.libelle})",
            EtatCloture.ACCEPTEE: f"{NE_SERA_PAS_TRANSMISE} ({self.producteur.libelle}, "
            f"avec l’accord {DE[self.autre]})",
            EtatCloture.EN_ATTENTE: f"{annonce}, réponse attendue {DE[self.autre]}",
            EtatCloture.REFUSEE: f"{annonce}, refus {DE[self.autre]}",
        }.get(self.etat, "")


def get_autre_partie(producteur: Producteur) -> Producteur:
    """Give the party that answers a producer."""
    return Producteur.CD if producteur is Producteur.ETAT else Producteur.ETAT


def has_valideur(contrat: ContratLu, partie: Producteur) -> bool:
    """Whether a party exists in the store: a habilitation gives its valideur something to follow."""
    return any(habilitation.role == VALIDEURS[partie] for habilitation in contrat.habilitations)


def compute_etat(
    declaration: NonTransmission, reponse: NonTransmission | None, *, autre_existe: bool, recue: bool
) -> EtatCloture:
    """Say where a declaration stands; a reply answers it only when its lot is later, else it is asked again."""
    if declaration.position is PositionNonTransmission.RETIREE:
        return EtatCloture.RETIREE
    if recue:
        return EtatCloture.RECUE
    if reponse is not None and reponse.lot > declaration.lot:
        accepte = reponse.position is PositionNonTransmission.ACCEPTEE
        return EtatCloture.ACCEPTEE if accepte else EtatCloture.REFUSEE
    return EtatCloture.EN_ATTENTE if autre_existe else EtatCloture.SUFFISANTE


def list_clotures(contrat: ContratLu) -> list[Cloture]:
    """List what was declared of every quarter, in the order of the store; a datum that nobody owes any more is out."""
    reponses = {
        (fait.indicateur, fait.periode): fait
        for fait in contrat.non_transmissions
        if fait.etape is EtapeNonTransmission.REPONSE
    }
    return [
        _build_cloture(contrat, indicateur, fait, reponses.get((fait.indicateur, fait.periode)))
        for fait in contrat.non_transmissions
        if fait.etape is EtapeNonTransmission.DECLARATION
        and (indicateur := contrat.indicateur_par_code.get(fait.indicateur)) is not None
        and is_attendue(contrat, indicateur, fait.periode)
    ]


def _build_cloture(
    contrat: ContratLu, indicateur: Indicateur, declaration: NonTransmission, reponse: NonTransmission | None
) -> Cloture:
    autre = get_autre_partie(indicateur.producteur)
    etat = compute_etat(
        declaration,
        reponse,
        autre_existe=has_valideur(contrat, autre),
        recue=contrat.get_resultat(indicateur.code, declaration.periode) is not None,
    )
    repond = reponse is not None and reponse.lot > declaration.lot
    return Cloture(declaration, reponse if repond else None, indicateur.producteur, autre, etat)


def get_cloture(contrat: ContratLu, indicateur: str, trimestre: Trimestre) -> Cloture | None:
    """Give what was declared of one datum, None when nothing ever was."""
    return next((c for c in list_clotures(contrat) if (c.indicateur, c.periode) == (indicateur, trimestre)), None)


def list_a_repondre(contrat: ContratLu, jusqu_a: Trimestre | None = None) -> list[Cloture]:
    """List the declarations that await the other party, the oldest first. jusqu_a: up to this quarter, included."""
    attente = [
        cloture
        for cloture in list_clotures(contrat)
        if cloture.etat is EtatCloture.EN_ATTENTE and (jusqu_a is None or cloture.periode <= jusqu_a)
    ]
    return sorted(attente, key=lambda cloture: cloture.declaration.lot)


def check_declarable(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre, aujourd_hui: date) -> None:
    """Refuse a declaration about what nobody owes, a quarter to come, or a datum already received or declared."""
    if indicateur.formule:
        raise SaisieRefusee(
            f"{indicateur.code} se calcule sur d’autres indicateurs ({', '.join(indicateur.parts)}){INSECABLE}: "
            "c’est d’eux que l’on déclare ce qui manque."
        )
    if indicateur.statut is StatutCible.NON_CONTRACTUALISE:
        raise SaisieRefusee(f"{indicateur.code} n’est pas contractualisé{INSECABLE}: rien n’est attendu.")
    if not is_attendue(contrat, indicateur, trimestre):
        raise SaisieRefusee(
            f"{indicateur.code} n’est pas attendu au {trimestre.libelle}, hors de la période de son action."
        )
    if trimestre.debut > aujourd_hui:
        raise SaisieRefusee(f"{trimestre.libelle} n’a pas commencé{INSECABLE}: rien ne peut encore y manquer.")
    cloture = get_cloture(contrat, indicateur.code, trimestre)
    if contrat.get_resultat(indicateur.code, trimestre) is not None:
        raise SaisieRefusee(f"{indicateur.code} est reçu pour {trimestre.libelle}{INSECABLE}: rien ne manque.")
    if cloture is not None and cloture.etat in DECLAREES - {EtatCloture.REFUSEE}:
        raise SaisieRefusee(
            f"{indicateur.code} est déjà déclaré «{INSECABLE}{NE_SERA_PAS_TRANSMISE}{INSECABLE}» "
            f"pour {trimestre.libelle}."
        )


def check_retirable(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> Cloture:
    """Give the declaration to retract; refused when none stands."""
    cloture = get_cloture(contrat, indicateur.code, trimestre)
    if cloture is None or cloture.etat not in DECLAREES:
        raise SaisieRefusee(f"Aucune déclaration n’est en cours sur {indicateur.code} pour {trimestre.libelle}.")
    return cloture


def check_repondable(contrat: ContratLu, indicateur: Indicateur, trimestre: Trimestre) -> Cloture:
    """Give the declaration to answer; refused when none stands, or when nobody is there to answer it."""
    cloture = check_retirable(contrat, indicateur, trimestre)
    if cloture.etat is EtatCloture.SUFFISANTE:
        raise SaisieRefusee(
            f"Aucune réponse n’est demandée{INSECABLE}: ce magasin n’a pas de valideur {DE[cloture.autre]}."
        )
    return cloture
