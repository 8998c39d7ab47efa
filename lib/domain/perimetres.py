"""What lies within a role's scope beyond one indicator: a fiche, a thread of comments. Deny by default."""

from collections.abc import Callable

from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import (
    Acteur,
    Role,
    check_can_accepter_non_transmission,
    check_can_commenter,
    check_can_declarer_meteo,
    check_can_repondre_du_chiffre,
    is_dans_perimetre,
)
from lib.domain.erreurs import AccesRefuse, ErreurMetier
from lib.domain.faits import ObjetCommentaire
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Producteur, TypePerimetre

BORNES = frozenset({Role.CONTRIBUTEUR_CD, Role.CONTRIBUTEUR_FT})
"""Roles that comment only what they contribute to; the commissaire and the valideurs comment the whole contract."""


def is_fiche_suivie(acteur: Acteur, contrat: ContratLu, fiche: str) -> bool:
    """Whether a fiche lies within what a role follows: itself, everything, or one of its indicators."""
    if any(
        habilitation.role == acteur.role
        and (habilitation.type, habilitation.valeur) in ((TypePerimetre.TOUT, ""), (TypePerimetre.FICHE, fiche))
        for habilitation in contrat.habilitations
    ):
        return True
    indicateurs = contrat.indicateurs_par_fiche.get(fiche, [])
    return any(is_dans_perimetre(acteur, contrat.habilitations, indicateur) for indicateur in indicateurs)


def check_can_declarer_meteo_fiche(acteur: Acteur, contrat: ContratLu, fiche: str) -> None:
    """Refuse the weather of a fiche to a role that does not carry it."""
    check_can_declarer_meteo(acteur)
    if not is_fiche_suivie(acteur, contrat, contrat.get_fiche(fiche).code):
        raise AccesRefuse(f"La fiche {fiche} est hors du périmètre de votre profil.")


def check_can_repondre_de(acteur: Acteur, contrat: ContratLu, indicateur: Indicateur) -> None:
    """Refuse speaking for a figure to a role that does not produce it, or has it out of its scope."""
    check_can_repondre_du_chiffre(acteur, indicateur.producteur)
    if not is_dans_perimetre(acteur, contrat.habilitations, indicateur):
        raise AccesRefuse(f"L’indicateur {indicateur.code} est hors du périmètre de votre profil.")


def get_refus_chiffre(acteur: Acteur, contrat: ContratLu, indicateur: Indicateur) -> str:
    """Give the sentence that refuses speaking for a figure, '' when one may."""
    return get_refus(lambda: check_can_repondre_de(acteur, contrat, indicateur))


def get_refus_acceptation(acteur: Acteur, partie: Producteur) -> str:
    """Give the sentence that refuses answering for a party, '' when one may."""
    return get_refus(lambda: check_can_accepter_non_transmission(acteur, partie))


def get_refus_meteo(acteur: Acteur, contrat: ContratLu, fiche: str) -> str:
    """Give the sentence that refuses a declaration, '' when it may be made."""
    return get_refus(lambda: check_can_declarer_meteo_fiche(acteur, contrat, fiche))


def check_can_commenter_objet(acteur: Acteur, contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> None:
    """Refuse a comment to a role that only reads, and to a contributor outside what it contributes to."""
    check_can_commenter(acteur)
    if acteur.role not in BORNES:
        return
    if objet is ObjetCommentaire.INDICATEUR:
        admis = is_dans_perimetre(acteur, contrat.habilitations, contrat.get_indicateur(reference))
    elif objet is ObjetCommentaire.FICHE:
        admis = is_fiche_suivie(acteur, contrat, contrat.get_fiche(reference).code)
    else:
        admis = True
    if not admis:
        mot = "L’indicateur" if objet is ObjetCommentaire.INDICATEUR else "La fiche"
        raise AccesRefuse(
            f"{mot} {reference} est hors du périmètre du profil « {acteur.role.libelle} » : "
            "vous lisez ces commentaires sans pouvoir y répondre."
        )


def get_refus_commentaire(acteur: Acteur, contrat: ContratLu, objet: ObjetCommentaire, reference: str) -> str:
    """Give the sentence that refuses a comment, '' when it may be written: what the screen says in place of a form."""
    return get_refus(lambda: check_can_commenter_objet(acteur, contrat, objet, reference))


def get_refus(check: Callable[[], object]) -> str:
    """Give the sentence by which a check refuses, '' when it does not."""
    try:
        check()
    except ErreurMetier as refus:
        return str(refus)
    return ""
