"""The contract's open data: one CSV per noun (UTF-8 with BOM, « ; », decimal comma) and its datapackage.json."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lib.domain.contrat_lu import ContratLu
from lib.domain.fiction import MENTION
from lib.domain.neutres import write_neutre
from lib.exports.champs_ouverts import Fichier

DIALECTE = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def to_cellule(valeur: Any, type_: str) -> str:
    """Write a value as an open cell: decimal comma, ISO dates, oui/non; a text that looks like a formula is quoted."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        return valeur.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, Decimal):
        return format(valeur, "f").replace(".", ",")
    texte = str(valeur)
    return write_neutre(texte) if type_ == "string" else texte


def build_csv(fichier: Fichier) -> bytes:
    """Write an open file: UTF-8 with BOM, « ; », CRLF."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([champ.nom for champ in fichier.champs])
    for ligne in fichier.lignes:
        ecrivain.writerow([to_cellule(champ.valeur(ligne), champ.type) for champ in fichier.champs])
    return sortie.getvalue().encode("utf-8-sig")


def build_datapackage(contrat: ContratLu, fichiers: Iterable[Fichier]) -> bytes:
    """Write the datapackage: a Table Schema and an explicit dialect for each file."""
    paquet = {
        "name": f"contrat-{contrat.contrat.code.lower()}",
        "title": f"{MENTION}. {contrat.contrat.intitule}" if contrat.contrat.exemple else contrat.contrat.intitule,
        **({"description": MENTION} if contrat.contrat.exemple else {}),
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": fichier.nom.replace("_", "-"),
                "path": f"{fichier.nom}.csv",
                "title": fichier.titre,
                "profile": "tabular-data-resource",
                "format": "csv",
                "encoding": "utf-8",
                "dialect": DIALECTE,
                "schema": {"fields": [champ.build_schema() for champ in fichier.champs], "missingValues": [""]},
            }
            for fichier in fichiers
        ],
    }
    return (json.dumps(paquet, ensure_ascii=False, indent=2) + "\n").encode()
