"""How the nouns of a contract are called in a sentence, a table or a menu."""

from collections.abc import Sequence

from lib.domain.contrat import Axe


def format_nom_axe(axe: Axe, axes: Sequence[Axe]) -> str:
    """Write « Axe 2 · Accès aux droits »: the rank of an axe or volet is its rank among its kind."""
    rang = [autre.code for autre in axes if autre.type is axe.type].index(axe.code) + 1
    return f"{axe.type.libelle} {rang} · {axe.intitule_court}"
