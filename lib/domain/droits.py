"""Who may do what: one rule per right, as a pair check_can_… (refuses) and can_… (answers). Deny by default.

Two questions, both asked by the use case: does the role have the right (this table), and does the thing lie within
the role's scope (lib/domain/perimetres.py).
"""

from dataclasses import dataclass

from lib.domain.erreurs import AccesRefuse
from lib.domain.invisibles import INVISIBLES
from lib.domain.nomenclatures import Nomenclature, Producteur, TypeDepot


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
"""The service a role speaks for: rights are drawn from it, never from the service that a person types."""


@dataclass(frozen=True)
class Acteur:
    """The person acting: a role, a name kept in the store only, the service that exports may show.

    What is typed (nom, service) is shown and kept; it decides of nothing. What no eye sees is not given.
    """

    role: Role = Role.LECTEUR
    nom: str = ""
    service: str = ""

    def __post_init__(self) -> None:
        """Empty a name or a service made of blanks and invisible characters."""
        for champ in ("nom", "service"):
            if not getattr(self, champ).strip(INVISIBLES):
                object.__setattr__(self, champ, "")

    @property
    def service_affiche(self) -> str:
        """The service named by the person, else the one of the role: what is shown."""
        return self.service or self.service_du_role

    @property
    def service_du_role(self) -> str:
        """The service the role speaks for, '' for none: what rights are drawn from."""
        return SERVICES.get(self.role, "")

    @property
    def profil(self) -> str:
        """The label of the role."""
        return self.role.libelle if isinstance(self.role, Role) else "inconnu"


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
    return isinstance(acteur.role, Role)


def check_can_voir(acteur: Acteur) -> None:
    """Refuse whoever has no role."""
    if not can_voir(acteur):
        raise AccesRefuse("Cette page est réservée aux personnes qui suivent le contrat.")


def can_deposer(acteur: Acteur, type_depot: TypeDepot | None = None) -> bool:
    """Whether the role may upload this kind of file (any kind when None)."""
    if type_depot is None:
        return any(acteur.role in roles for roles in DEPOTS.values())
    return acteur.role in DEPOTS.get(type_depot, frozenset())


def check_can_deposer(acteur: Acteur, type_depot: TypeDepot | None = None) -> None:
    """Refuse an upload to a role that may not make it."""
    if not can_deposer(acteur, type_depot):
        objet = f"un fichier « {type_depot.libelle} »" if isinstance(type_depot, TypeDepot) else "un fichier"
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne permet pas de déposer {objet}. "
            "Choisissez un autre profil ou adressez le fichier au Conseil départemental."
        )


def can_commenter(acteur: Acteur) -> bool:
    """Whether the role may comment."""
    return acteur.role in COMMENTAIRES


def check_can_commenter(acteur: Acteur) -> None:
    """Refuse a comment to a role that only reads."""
    if not can_commenter(acteur):
        raise AccesRefuse(f"Le profil « {acteur.profil} » permet de lire, pas de commenter.")


def get_service_du_role(role: str) -> str:
    """Give the service that answers for what a role published, whatever was typed; the administrator's for no role.

    >>> get_service_du_role("contributeur_cd"), get_service_du_role("")
    ('Conseil départemental', 'Administration')
    """
    return SERVICES.get(Role(role), "") if role in {connu.value for connu in Role} else SERVICES[Role.ADMINISTRATEUR]


def is_du_service(acteur: Acteur, role_du_lot: str) -> bool:
    """Whether a role speaks for the same service as the one that published a lot; an unknown role, for none."""
    service = acteur.service_du_role
    return bool(service) and role_du_lot in {role.value for role in SERVICES if SERVICES[role] == service}


def can_annuler(acteur: Acteur, role_du_lot: str) -> bool:
    """A lot is undone by the service of the role that published it, or by an administrator."""
    return acteur.role is Role.ADMINISTRATEUR or (can_deposer(acteur) and is_du_service(acteur, role_du_lot))


def check_can_annuler(acteur: Acteur, role_du_lot: str, service_affiche: str) -> None:
    """Refuse to undo another service's lot; service_affiche: the one the lot shows."""
    if not can_annuler(acteur, role_du_lot):
        raise AccesRefuse(
            f"Ce dépôt a été publié par « {service_affiche} » : ce service ou l’administrateur peut l’annuler."
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
            f"Le profil « {acteur.profil} » ne permet pas d’enregistrer un avenant : "
            "un valideur du Conseil départemental ou de l’État peut le faire."
        )


METEOS: frozenset[Role] = frozenset({*_CD, Role.ADMINISTRATEUR})
"""Which roles may declare the weather of a fiche: its owner is the Département."""


def can_declarer_meteo(acteur: Acteur) -> bool:
    """Whether the role may declare the weather of a fiche."""
    return acteur.role in METEOS


def check_can_declarer_meteo(acteur: Acteur) -> None:
    """Refuse the declaration of a fiche's weather to those who do not carry it."""
    if not can_declarer_meteo(acteur):
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne permet pas de déclarer la météo d’une fiche : "
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
    return acteur.role in DEPOTS.get(type_depot, frozenset())


def check_can_saisir(acteur: Acteur, type_depot: TypeDepot) -> None:
    """Refuse an entry by hand to a role that may not make it."""
    if not can_saisir(acteur, type_depot):
        objet = f" ({type_depot.libelle.lower()})" if isinstance(type_depot, TypeDepot) else ""
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne permet pas cette saisie{objet} : "
            "le Conseil départemental ou l’État peut la faire."
        )


def can_justifier(acteur: Acteur) -> bool:
    """Whether the role may write the justification of an action's under-consumption."""
    return acteur.role in JUSTIFICATIONS


def check_can_justifier(acteur: Acteur) -> None:
    """Refuse a justification to a role that may not write it."""
    if not can_justifier(acteur):
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne permet pas d’écrire une justification : "
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
    if producteur not in PRODUCTEURS:
        return False
    return acteur.role is Role.ADMINISTRATEUR or acteur.role in PRODUCTEURS[producteur]


def check_can_repondre_du_chiffre(acteur: Acteur, producteur: Producteur) -> None:
    """Refuse speaking for a figure to those who do not produce it."""
    if not can_repondre_du_chiffre(acteur, producteur):
        nom = producteur.libelle if producteur in PRODUCTEURS else "inconnu"
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne répond pas de ce chiffre : "
            f"son producteur ({nom}) ou l’administrateur le fait."
        )


def can_accepter_non_transmission(acteur: Acteur, partie: Producteur) -> bool:
    """Whether the role accepts, for a party of the contract, that a figure is not sent; nobody does it in its place."""
    return partie in VALIDEURS and acteur.role is VALIDEURS[partie]


def check_can_accepter_non_transmission(acteur: Acteur, partie: Producteur) -> None:
    """Refuse the answer of a party to anyone but its valideur, the administrator included."""
    if not can_accepter_non_transmission(acteur, partie):
        qui = f"le profil « {VALIDEURS[partie].libelle} »" if partie in VALIDEURS else "son valideur"
        raise AccesRefuse(
            f"Le profil « {acteur.profil} » ne répond pas à la place de l’autre partie : {qui} accepte ou refuse."
        )
