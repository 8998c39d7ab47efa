"""The public contract of each uploaded file: a Table Schema made from COLONNES, in schema.data.gouv.fr's conventions.

The schema is the strict form, the one templates and examples have; the upload itself reads much more.
"""

import csv
import io
import json
from typing import Any

from lib.domain.depots import COLONNES, Colonne
from lib.domain.nomenclatures import TypeDepot
from lib.exports.ouvertes import DIALECTE

VERSION = "1.0.0"
CREE_LE = "2026-11-24"
MODIFIE_LE = "2026-11-24"
_SPECIFICATION = "https://specs.frictionlessdata.io/schemas/table-schema.json"
_TYPES = {"entier": "integer", "nombre": "number", "argent": "number", "date": "date"}
_DESCRIPTIONS = {
    TypeDepot.RESULTATS: "Valeur de chaque indicateur au dernier jour d’un trimestre.",
    TypeDepot.EXECUTIONS: "Dépenses par fiche action et financeur, en euros, cumulées depuis le 1er janvier.",
    TypeDepot.CIBLES: "Cibles des indicateurs par année, telles qu’un avenant les fixe.",
    TypeDepot.ENVELOPPES: "Montants prévus ou notifiés par fiche action, année et financeur, en euros.",
    TypeDepot.VERSEMENTS: "Versements de l’État au titre du contrat, en euros.",
    TypeDepot.REPORTS: "Crédits reportés d’une année à l’autre par fiche action et financeur, en euros.",
    TypeDepot.CONTEXTE: "Chiffres de situation par territoire et par date.",
}


def build_schema(type_depot: TypeDepot) -> dict[str, Any]:
    """Build the Table Schema of one kind of file."""
    nom, colonnes = get_nom_schema(type_depot), COLONNES[type_depot]
    schema: dict[str, Any] = {
        "$schema": _SPECIFICATION,
        "name": nom,
        "title": f"Dépôt « {type_depot.libelle} » d’un contrat départemental des solidarités et de l’insertion",
        "description": f"{_DESCRIPTIONS[type_depot]} Fichier CSV, point-virgule, UTF-8, virgule décimale.",
        "countryCode": "FR",
        "homepage": "README.md",
        "path": f"data/schemas/{nom}.json",
        "resources": [{"name": "exemple-valide", "title": "Fichier valide", "path": f"data/schemas/{nom}-exemple.csv"}],
        "created": CREE_LE,
        "lastModified": MODIFIE_LE,
        "version": VERSION,
        "contributors": [{"title": "Jalons", "role": "author"}],
        "dialect": DIALECTE,
        "fields": [build_champ(colonne) for colonne in colonnes],
        "missingValues": [""],
    }
    if cles := [colonne.nom for colonne in colonnes if colonne.cle]:
        schema["primaryKey"] = cles
    return schema


def build_champ(colonne: Colonne) -> dict[str, Any]:
    """Build a column's field; a cell to fill may be empty, the others are required when the column is."""
    type_champ = _TYPES.get(colonne.nature, "string")
    champ: dict[str, Any] = {"name": colonne.nom, "title": colonne.intitule, "type": type_champ}
    if description := _build_description(colonne):
        champ["description"] = description
    if colonne.exemple and type_champ == "string":
        champ["example"] = colonne.exemple
    if type_champ == "number":
        champ |= {"decimalChar": ",", "bareNumber": True}
    contraintes: dict[str, Any] = {"required": True} if colonne.obligatoire and not colonne.saisie else {}
    if colonne.nature == "trimestre":
        contraintes["pattern"] = "T[1-4]"
    if colonne.choix is not None:
        contraintes["enum"] = list(
            dict.fromkeys(ecriture for membre in colonne.choix for ecriture in (membre.value, membre.libelle))
        )
    return champ | ({"constraints": contraintes} if contraintes else {})


def _build_description(colonne: Colonne) -> str:
    """Say what the column holds, and that it is not read when it is only printed."""
    phrases = [colonne.description]
    if colonne.nature == "mesure":
        phrases.append("Un nombre, ou quelques mots pour un indicateur qualitatif.")
    if colonne.aide:
        phrases.append("Pour information : ignoré au dépôt.")
    return " ".join(filter(None, phrases))


def get_nom_schema(type_depot: TypeDepot) -> str:
    """Give a schema's name, which is also its file's."""
    return f"depot-{type_depot.value}"


def build_schema_json(type_depot: TypeDepot) -> bytes:
    """Write a schema as it is committed under data/schemas."""
    return (json.dumps(build_schema(type_depot), ensure_ascii=False, indent=2) + "\n").encode()


def build_exemple_csv(type_depot: TypeDepot) -> bytes:
    """Write the valid example of one kind of file: one row, made of the columns' examples."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([colonne.nom for colonne in COLONNES[type_depot]])
    ecrivain.writerow([colonne.exemple for colonne in COLONNES[type_depot]])
    return sortie.getvalue().encode("utf-8-sig")
