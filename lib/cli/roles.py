"""Roles as people type them on a command line."""

import argparse
import re
import unicodedata

from lib.domain.droits import Role

_ALIAS = {"contributeur_france_travail": Role.CONTRIBUTEUR_FT, "admin": Role.ADMINISTRATEUR}


def read_role(texte: str) -> Role:
    """Read a role by its code or its label, accents, case, spaces and hyphens apart; raises for argparse."""
    code = _reduire(texte)
    for role in Role:
        if code in (role.value, _reduire(role.libelle)):
            return role
    if code in _ALIAS:
        return _ALIAS[code]
    connus = ", ".join(role.value for role in Role)
    raise argparse.ArgumentTypeError(f"rôle inconnu « {texte} » (rôles connus : {connus})")


def _reduire(texte: str) -> str:
    sans_accents = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "_", sans_accents).strip("_")
