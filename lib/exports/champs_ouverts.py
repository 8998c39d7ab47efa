"""What an open file is made of: its columns, each with its Table Schema, and its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lib.domain.petits_effectifs import EXPLICATION, MASQUE


@dataclass(frozen=True)
class Champ:
    """One column of an open file: its name, its Table Schema type, where it comes from."""

    nom: str
    type: str
    valeur: Callable[[Any], Any]
    description: str = ""

    def build_schema(self) -> dict[str, Any]:
        """Build the field's Table Schema."""
        schema: dict[str, Any] = {"name": self.nom, "type": self.type}
        if self.description:
            schema["description"] = self.description
        if self.type == "number":
            schema |= {"decimalChar": ",", "bareNumber": True}
        if self.type == "boolean":
            schema |= {"trueValues": ["oui"], "falseValues": ["non"]}
        return schema


@dataclass(frozen=True)
class Fichier:
    """One open file: its name, what it holds, its columns, its rows."""

    nom: str
    titre: str
    champs: tuple[Champ, ...]
    lignes: tuple[Any, ...]


def build_champ(nom: str, type_: str = "string", champ: str | None = None, description: str = "") -> Champ:
    """Declare a column that is an attribute of each row, under its own name or another."""
    return Champ(nom, type_, lambda fait: getattr(fait, champ or nom), description)


def build_champ_masque() -> Champ:
    """Declare the column that says that a figure is there and is not to be seen."""
    return build_champ("masque", "boolean", description=f"oui : {MASQUE} ; {EXPLICATION}")


def build_champ_euros(nom: str = "montant") -> Champ:
    """Declare a column of an amount: cents in the row, euros in the file."""
    return Champ(nom, "number", lambda fait: Decimal(getattr(fait, nom)) / 100, "Montant en euros")
