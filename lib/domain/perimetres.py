"""What lies within a role's scope: an indicator, a fiche, its money, a thread of comments. Deny by default.

A scope is what the habilitations of the contract give the role, by fiche, niveau or producteur: nothing without one.
"""

from collections.abc import Callable, Iterable

from lib.domain.contrat import Habilitation
from lib.domain.contrat_lu import ContratLu
from lib.domain.droits import (
    Acteur,
    Role,
    can_voir,
    check_can_accepter_non_transmission,
    check_can_commenter,
    check_can_declarer_meteo,
    check_can_repondre_du_chiffre,
)
from lib.domain.erreurs import AccesRefuse, ErreurMetier
from lib.domain.faits import ObjetCommentaire
from lib.domain.indicateurs import Indicateur
from lib.domain.nomenclatures import Producteur, TypePerimetre

SANS_BORNE = frozenset({Role.ADMINISTRATEUR})
"""Roles whose scope is the whole contract by rule. Any other has the scope of its habilitations, empty without one."""

BORNES = frozenset({Role.CONTRIBUTEUR_CD, Role.CONTRIBUTEUR_FT})
"""Roles that comment only what they contribute to; the commissaire and the valideurs comment the whole contract."""


def is_dans_perimetre(acteur: Acteur, habilitations: Iterable[Habilitation], indicateur: Indicateur | None) -> bool:
    """Whether an indicator lies within what the role may write to: one line of its habilitations is enough."""
    if indicateur is None or acteur.role in SANS_BORNE:
        return indicateur is not None
    for habilitation in _list_siennes(acteur, habilitations):
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
    """Whether a role may write the money of a fiche: its own, or any when a scope of it is not drawn by fiche."""
    if not fiche or acteur.role in SANS_BORNE:
        return bool(fiche)
    siennes = _list_siennes(acteur, habilitations)
    return any(h.type is not TypePerimetre.FICHE or h.valeur == fiche for h in siennes)


def _list_siennes(acteur: Acteur, habilitations: Iterable[Habilitation]) -> list[Habilitation]:
    """List the habilitations of a role: none for a role that Jalons does not know."""
    return [habilitation for habilitation in habilitations if can_voir(acteur) and habilitation.role == acteur.role]


def can_ecrire(acteur: Acteur, habilitations: Iterable[Habilitation]) -> bool:
    """Whether the contract gives a role any scope at all: without one, it neither uploads nor types a figure."""
    return acteur.role in SANS_BORNE or bool(_list_siennes(acteur, habilitations))


def check_can_ecrire(acteur: Acteur, habilitations: Iterable[Habilitation]) -> None:
    """Refuse uploads and entries to a role that no habilitation of the contract names."""
    if not can_ecrire(acteur, habilitations):
        raise AccesRefuse(
            f"Le dossier de ce contrat n’ouvre aucun droit d’écriture au profil « {acteur.profil} » (habilitations) : "
            "il lit, sans déposer ni saisir."
        )


def is_fiche_suivie(acteur: Acteur, contrat: ContratLu, fiche: str) -> bool:
    """Whether a fiche lies within what a role follows: itself, everything, or one of its indicators."""
    if not fiche or acteur.role in SANS_BORNE:
        return bool(fiche)
    if any(
        (habilitation.type, habilitation.valeur) in ((TypePerimetre.TOUT, ""), (TypePerimetre.FICHE, fiche))
        for habilitation in _list_siennes(acteur, contrat.habilitations)
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
    if objet is ObjetCommentaire.INDICATEUR:
        admis = is_dans_perimetre(acteur, contrat.habilitations, contrat.get_indicateur(reference))
    elif objet is ObjetCommentaire.FICHE:
        admis = is_fiche_suivie(acteur, contrat, contrat.get_fiche(reference).code)
    else:
        admis = True
    if not admis and acteur.role in BORNES:
        mot = "L’indicateur" if objet is ObjetCommentaire.INDICATEUR else "La fiche"
        raise AccesRefuse(
            f"{mot} {reference} est hors du périmètre du profil « {acteur.profil} » : "
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
