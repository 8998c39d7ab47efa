"""Links (HTML) to the page of one fiche, one indicator or one value: the same words and the same address everywhere."""

from urllib.parse import quote

from lib.ui.composants import build_lien


def build_lien_fiche(code: str, texte: str = "") -> str:
    """Build a link to one fiche; texte defaults to its code."""
    return build_lien(f"/fiches-action?fiche={quote(code)}", texte or code)


def build_lien_indicateur(code: str, texte: str = "") -> str:
    """Build a link to one indicator; texte defaults to its code."""
    return build_lien(f"/indicateur?code={quote(code)}", texte or code)


def build_lien_valeur(adresse: str, texte: str) -> str:
    """Build a link to where a value comes from: its versions, their lots, the rows of their files."""
    return build_lien(f"/depots?valeur={quote(adresse, safe='/:')}", texte)
