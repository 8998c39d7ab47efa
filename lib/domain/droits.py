"""Who may do what: one rule per right, as a pair check_can_… (refuses) and can_… (answers). Deny by default.

Two questions, both asked by the use case: does the role have the right (this table), and does the thing lie within
the role's scope (habilitations, data: by fiche, niveau or producteur).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lib.domain.contrat import Habilitation
from lib.domain.erreurs import AccesRefuse
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Nomenclature, Producteur, TypeDepot, TypePerimetre


class Role(Nomenclature):
    """The roles of the follow-up."""

    LECTEUR = "lecteur", "Lecteur"
    COMMISSAIRE = "commissaire", "Commissaire à la lutte contre la pauvreté"
    CONTRIBUTEUR_CD = "contributeur_cd", "Contributeur CD"
    VALIDEUR_CD = "valideur_cd", "Valideur CD"
    VALIDEUR_ETAT = "valideur_etat", "Valideur État"
    CONTRIBUTEUR_FT = "contributeur_ft", "Contributeur France Travail"
    ADMINISTRATEUR = "administrateur", "Administrateur"


SERVICES: dict[Role, str] = {
    Role.LECTEUR: "",
    Role.COMMISSAIRE: "Commissaire à la lutte contre la pauvreté",
    Role.CONTRIBUTEUR_CD: "Conseil départemental",
    Role.VALIDEUR_CD: "Conseil départemental",
    Role.VALIDEUR_ETAT: "État",
    Role.CONTRIBUTEUR_FT: "France Travail",
    Role.ADMINISTRATEUR: "Administration",
}
"""The service a role speaks for when none is named."""


@dataclass(frozen=True)
class Acteur:
    """The person acting: a role, a name kept in the store only, the service that exports may show."""

    role: Role = Role.LECTEUR
    nom: str = ""
    service: str = ""

    @property
    def service_affiche(self) -> str:
        """The service named by the person, else the one of the role."""
        return self.service or SERVICES[self.role]


_CD = {Role.CONTRIBUTEUR_CD, Role.VALIDEUR_CD}

DEPOTS: dict[TypeDepot, frozenset[Role]] = {
    TypeDepot.RESULTATS: frozenset({*_CD, Role.CONTRIBUTEUR_FT, Role.ADMINISTRATEUR}),
    TypeDepot.EXECUTIONS: frozenset({*_CD, Role.ADMINISTRATEUR}),
    TypeDepot.CIBLES: frozenset({*_CD, Role.VALIDEUR_ETAT, Role.ADMINISTRATEUR}),
    TypeDepot.ENVELOPPES: frozenset({*_CD, Role.VALIDEUR_ETAT, Role.ADMINISTRATEUR}),
    TypeDepot.VERSEMENTS: frozenset({*_CD, Role.VALIDEUR_ETAT, Role.ADMINISTRATEUR}),
    TypeDepot.REPORTS: frozenset({*_CD, Role.VALIDEUR_ETAT, Role.ADMINISTRATEUR}),
    TypeDepot.CONTEXTE: frozenset({*_CD, Role.CONTRIBUTEUR_FT, Role.ADMINISTRATEUR}),
}
"""Which roles may upload which file."""

COMMENTAIRES: frozenset[Role] = frozenset(Role) - {Role.LECTEUR}
"""Which roles may comment."""

AVENANTS: frozenset[Role] = frozenset({Role.VALIDEUR_CD, Role.VALIDEUR_ETAT, Role.ADMINISTRATEUR})
"""Which roles may record an avenant and its signature date."""


def can_voir(acteur: Acteur) -> bool:
    """Every known role reads the contract: it is a public act."""
    return acteur.role in Role


def check_can_voir(acteur: Acteur) -> None:
    """Refuse whoever has no role."""
    if not can_voir(acteur):
        raise AccesRefuse("Cette page est réservée aux personnes qui suivent le contrat.")


def can_deposer(acteur: Acteur, type_depot: TypeDepot | None = None) -> bool:
    """Whether the role may upload this kind of file (any kind when None)."""
    if type_depot is None:
        return any(acteur.role in roles for roles in DEPOTS.values())
    return acteur.role in DEPOTS[type_depot]


def check_can_deposer(acteur: Acteur, type_depot: TypeDepot | None = None) -> None:
    """Refuse an upload to a role that may not make it."""
    if not can_deposer(acteur, type_depot):
        objet = f"un fichier « {type_depot.libelle} »" if type_depot else "un fichier"
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne permet pas de déposer {objet}. "
            "Choisissez un autre profil ou adressez le fichier au Conseil départemental."
        )


def can_commenter(acteur: Acteur) -> bool:
    """Whether the role may comment."""
    return acteur.role in COMMENTAIRES


def check_can_commenter(acteur: Acteur) -> None:
    """Refuse a comment to a role that only reads."""
    if not can_commenter(acteur):
        raise AccesRefuse(f"Le profil « {acteur.role.libelle} » permet de lire, pas de commenter.")


def can_annuler(acteur: Acteur, service_du_lot: str) -> bool:
    """A lot is undone by the service that published it, or by an administrator."""
    if acteur.role is Role.ADMINISTRATEUR:
        return True
    return can_deposer(acteur) and acteur.service_affiche == service_du_lot


def check_can_annuler(acteur: Acteur, service_du_lot: str) -> None:
    """Refuse to undo another service's lot."""
    if not can_annuler(acteur, service_du_lot):
        raise AccesRefuse(
            f"Ce dépôt a été publié par « {service_du_lot} » : ce service ou l’administrateur peut l’annuler."
        )


def can_charger_contrat(acteur: Acteur) -> bool:
    """Loading a contract is the administrator's."""
    return acteur.role is Role.ADMINISTRATEUR


def check_can_charger_contrat(acteur: Acteur) -> None:
    """Refuse loading a contract to anyone else."""
    if not can_charger_contrat(acteur):
        raise AccesRefuse("Le chargement d’un contrat est réservé à l’administrateur.")


def can_saisir_avenant(acteur: Acteur) -> bool:
    """Recording an avenant is for whoever answers for one of the two signatories, or the administrator."""
    return acteur.role in AVENANTS


def check_can_saisir_avenant(acteur: Acteur) -> None:
    """Refuse recording an avenant to anyone else."""
    if not can_saisir_avenant(acteur):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne permet pas d’enregistrer un avenant : "
            "un valideur du Conseil départemental ou de l’État peut le faire."
        )


def is_dans_perimetre(acteur: Acteur, habilitations: Iterable[Habilitation], indicateur: Indicateur) -> bool:
    """Whether an indicator lies within what the role may write to: one line of its habilitations is enough."""
    for habilitation in habilitations:
        if habilitation.role != acteur.role:
            continue
        if habilitation.type is TypePerimetre.TOUT:
            return True
        vu = {
            TypePerimetre.FICHE: indicateur.fiche,
            TypePerimetre.NIVEAU: indicateur.niveau.value,
            TypePerimetre.PRODUCTEUR: indicateur.producteur.value,
        }[habilitation.type]
        if vu and vu == habilitation.valeur:
            return True
    return False


def is_fiche_dans_perimetre(acteur: Acteur, habilitations: Iterable[Habilitation], fiche: str) -> bool:
    """Whether a role may write the money of a fiche: scopes by niveau or producteur do not bear on money."""
    siennes = [habilitation for habilitation in habilitations if habilitation.role == acteur.role]
    fiches = [habilitation.valeur for habilitation in siennes if habilitation.type is TypePerimetre.FICHE]
    return len(fiches) < len(siennes) or not fiches or fiche in fiches


METEOS: frozenset[Role] = frozenset({*_CD, Role.ADMINISTRATEUR})
"""Which roles may declare the weather of a fiche: its owner is the Département."""


def can_declarer_meteo(acteur: Acteur) -> bool:
    """Whether the role may declare the weather of a fiche."""
    return acteur.role in METEOS


def check_can_declarer_meteo(acteur: Acteur) -> None:
    """Refuse the declaration of a fiche's weather to those who do not carry it."""
    if not can_declarer_meteo(acteur):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne permet pas de déclarer la météo d’une fiche : "
            "le Conseil départemental, qui la pilote, le fait."
        )


def can_regler_convention(acteur: Acteur) -> bool:
    """Milestones set by hand and series breaks are conventions Jalons: the administrator's."""
    return acteur.role is Role.ADMINISTRATEUR


def check_can_regler_convention(acteur: Acteur) -> None:
    """Refuse changing a convention to anyone else."""
    if not can_regler_convention(acteur):
        raise AccesRefuse("Un jalon ou une rupture de série se saisit par l’administrateur, avec son motif.")


JUSTIFICATIONS: frozenset[Role] = frozenset({*_CD, Role.ADMINISTRATEUR})
"""Which roles may justify an under-consumption: the Département answers for it (art. 2.2)."""


def can_saisir(acteur: Acteur, type_depot: TypeDepot) -> bool:
    """What a role may upload as a file, it may type on screen."""
    return can_deposer(acteur, type_depot)


def check_can_saisir(acteur: Acteur, type_depot: TypeDepot) -> None:
    """Refuse an entry by hand to a role that may not make it."""
    if not can_saisir(acteur, type_depot):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne permet pas cette saisie ({type_depot.libelle.lower()}) : "
            "le Conseil départemental ou l’État peut la faire."
        )


def can_justifier(acteur: Acteur) -> bool:
    """Whether the role may write the justification of an action's under-consumption."""
    return acteur.role in JUSTIFICATIONS


def check_can_justifier(acteur: Acteur) -> None:
    """Refuse a justification to a role that may not write it."""
    if not can_justifier(acteur):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne permet pas d’écrire une justification : "
            "le Conseil départemental la donne (art. 2.2)."
        )


def can_regler_seuil(acteur: Acteur) -> bool:
    """Setting a threshold that the contract leaves open is the administrator's."""
    return acteur.role is Role.ADMINISTRATEUR


def check_can_regler_seuil(acteur: Acteur) -> None:
    """Refuse setting a threshold to anyone else."""
    if not can_regler_seuil(acteur):
        raise AccesRefuse("Le réglage d’un seuil est réservé à l’administrateur.")


PRODUCTEURS: dict[Producteur, frozenset[Role]] = {
    Producteur.CD: frozenset(_CD),
    Producteur.FRANCE_TRAVAIL: frozenset({Role.CONTRIBUTEUR_FT}),
    Producteur.ETAT: frozenset({Role.VALIDEUR_ETAT}),
}
"""Which roles answer for the figures of a producer."""

VALIDEURS: dict[Producteur, Role] = {Producteur.CD: Role.VALIDEUR_CD, Producteur.ETAT: Role.VALIDEUR_ETAT}
"""Which role commits a party of the contract: France Travail, which is none, accepts nothing."""


def can_repondre_du_chiffre(acteur: Acteur, producteur: Producteur) -> bool:
    """Whether the role may say of a producer's figure why it is what it is, or that it will not be sent."""
    return acteur.role is Role.ADMINISTRATEUR or acteur.role in PRODUCTEURS[producteur]


def check_can_repondre_du_chiffre(acteur: Acteur, producteur: Producteur) -> None:
    """Refuse speaking for a figure to those who do not produce it."""
    if not can_repondre_du_chiffre(acteur, producteur):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne répond pas de ce chiffre : "
            f"son producteur ({producteur.libelle}) ou l’administrateur le fait."
        )


def can_accepter_non_transmission(acteur: Acteur, partie: Producteur) -> bool:
    """Whether the role accepts, for a party of the contract, that a figure is not sent; nobody does it in its place."""
    return acteur.role is VALIDEURS[partie]


def check_can_accepter_non_transmission(acteur: Acteur, partie: Producteur) -> None:
    """Refuse the answer of a party to anyone but its valideur, the administrator included."""
    if not can_accepter_non_transmission(acteur, partie):
        raise AccesRefuse(
            f"Le profil « {acteur.role.libelle} » ne répond pas à la place de l’autre partie : "
            f"le profil « {VALIDEURS[partie].libelle} » accepte ou refuse."
        )
