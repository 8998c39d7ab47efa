"""Links (HTML) to the page of one fiche or one indicator: the same words and the same address everywhere."""

from urllib.parse import quote

from lib.ui.composants import build_lien


def build_lien_fiche(code: str, texte: str = "") -> str:
    """Build a link to one fiche; texte defaults to its code."""
    return build_lien(f"/fiches-action?fiche={quote(code)}", texte or code)


def build_lien_indicateur(code: str, texte: str = "") -> str:
    """Build a link to one indicator; texte defaults to its code."""
    return build_lien(f"/indicateur?code={quote(code)}", texte or code)
