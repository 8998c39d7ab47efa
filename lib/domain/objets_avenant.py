"""The nouns an avenant may change, and how a field of any of them is told in French."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, get_origin

from lib.domain.champs import get_champs, read_type
from lib.domain.contrat import Fait
from lib.domain.formats import ABSENT, INSECABLE, format_date_courte, format_euros, format_nombre, format_pourcentage
from lib.domain.nomenclatures import Nomenclature
from lib.domain.phrases import format_accord

MUETS = frozenset({"ordre", "regle_source"})
"""Fields that order or trace a definition: their change says nothing to a reader."""

MOTS = {
    "intitule": "intitulé",
    "intitule_court": "intitulé court",
    "intitule_annexe": "intitulé dans l’annexe",
    "libelle": "libellé",
    "libelle_fiche": "libellé dans la fiche",
    "unite": "unité",
    "categorie": "catégorie",
    "debut": "début",
    "duree": "durée",
    "delai_jours": "délai en jours",
    "declencheur": "déclencheur",
    "echeance": "échéance",
    "quantite": "quantité",
    "prix_unitaire": "prix unitaire",
    "prix_parcours": "prix du parcours",
    "procedure": "procédure",
    "qualite": "qualité",
    "annee": "année",
    "preexistant": "préexistant",
    "cible_operationnelle": "cible opérationnelle",
    "date_limite": "date limite",
    "jours_apres_signature": "jours après la signature",
    "est_total": "est un total",
    "note_sens": "note sur le sens",
    "departement": "département",
    "departement_code": "code du département",
    "mise_en_place": "mise en place",
    "periodicite": "périodicité",
    "si_debut": "début de la situation initiale",
    "si_fin": "fin de la situation initiale",
    "situation_initiale_texte": "situation initiale (texte)",
    "periode_situation_initiale": "période de la situation initiale",
    "presente": "présente dans le document",
    "double_compte": "double compte",
    "activite_chorus": "activité Chorus",
    "action_chorus": "action Chorus",
    "groupe_marchandises": "groupe de marchandises",
}
"""Words for the fields whose name alone is not good French; the others are read as they are."""


class ObjetAvenant(Nomenclature):
    """What an avenant may change: the nouns agreed, by the name of their list, the figures agreed first."""

    CIBLES = "cibles", "Cible"
    ENVELOPPES = "enveloppes", "Enveloppe"
    LIGNES_BUDGET = "lignes_budget", "Ligne de budget"
    MARCHES = "marches", "Marché"
    REGLES_VERSEMENT = "regles_versement", "Règle de versement"
    FICHES = "fiches", "Fiche action"
    INDICATEURS = "indicateurs", "Indicateur"
    IMPACTS = "impacts", "Indicateur d’impact"
    REPERES = "reperes", "Repère"
    OBLIGATIONS = "obligations", "Obligation"
    FEUILLE_DE_ROUTE = "feuille_de_route", "Action de la feuille de route"
    ENONCES = "enonces", "Énoncé"
    AXES = "axes", "Axe ou volet"
    DIMENSIONS = "dimensions", "Ventilation"
    MODALITES = "modalites", "Modalité de ventilation"
    TERRITOIRES = "territoires", "Territoire"
    PARTIES = "parties", "Partie au contrat"
    CONTRAT = "contrat", "Contrat"


PLURIELS = {
    ObjetAvenant.LIGNES_BUDGET: "lignes de budget",
    ObjetAvenant.REGLES_VERSEMENT: "règles de versement",
    ObjetAvenant.FICHES: "fiches action",
    ObjetAvenant.IMPACTS: "indicateurs d’impact",
    ObjetAvenant.FEUILLE_DE_ROUTE: "actions de la feuille de route",
    ObjetAvenant.AXES: "axes ou volets",
    ObjetAvenant.MODALITES: "modalités de ventilation",
    ObjetAvenant.PARTIES: "parties au contrat",
}
"""Plurals that are not the word and an s."""

ESSENTIELS: dict[ObjetAvenant, tuple[str, ...]] = {
    ObjetAvenant.LIGNES_BUDGET: ("financeur", "montant"),
    ObjetAvenant.MARCHES: ("places", "prix_parcours", "budget"),
    ObjetAvenant.REGLES_VERSEMENT: ("part", "montant", "declencheur", "delai_jours", "article"),
    ObjetAvenant.REPERES: ("valeur", "unite"),
    ObjetAvenant.OBLIGATIONS: ("qui", "echeance", "article"),
    ObjetAvenant.ENONCES: ("texte",),
    ObjetAvenant.IMPACTS: ("echeance", "avec"),
    ObjetAvenant.FICHES: ("debut", "fin"),
    ObjetAvenant.AXES: ("debut", "fin"),
}
"""What is told of a thing that is added or taken away: the fields that commit somebody."""


def list_champs(fait: Fait) -> list[str]:
    """List the fields whose change says something to a reader."""
    return [champ for champ in get_champs(type(fait)) if champ not in MUETS]


def write_champs(fait: Fait, champs: Iterable[str]) -> str:
    """Write the fields of a definition: « fin : 31/12/2025 ; unité : places »."""
    return " ; ".join(
        f"{MOTS.get(champ, champ.replace('_', ' '))}{INSECABLE}: {_write_champ(fait, champ)}" for champ in champs
    )


def _write_champ(fait: Fait, champ: str) -> str:
    """Write one field: money in euros, a year without a space, a share as a percentage."""
    valeur = getattr(fait, champ)
    if valeur is not None and get_origin(read_type(get_champs(type(fait))[champ])[0]) is Annotated:
        return format_euros(valeur)
    if champ == "annee":
        return str(valeur or ABSENT)
    return format_pourcentage(valeur, 0) if champ == "part" else _write(valeur)


def _write(valeur: object) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Nomenclature):
        return valeur.libelle
    if isinstance(valeur, Decimal | int):
        return format_nombre(valeur)
    if isinstance(valeur, date):
        return format_date_courte(valeur)
    return str(valeur) if valeur else ABSENT


def format_compte(nombre: int, objet: ObjetAvenant) -> str:
    """Write « 12 cibles », « 1 axe ou volet »."""
    mot = objet.libelle.lower()
    return f"{nombre}{INSECABLE}{format_accord(nombre, mot, PLURIELS.get(objet, ''))}"
