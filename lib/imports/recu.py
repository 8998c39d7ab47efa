"""Reading a receipt given back, printed by Jalons as a page: the entry of the journal that it attests."""

import re
from html.parser import HTMLParser

from lib.domain.erreurs import SaisieRefusee
from lib.domain.racines import Racine

TAILLE_MAX = 20 * 1024 * 1024
"""Bytes of the largest receipt read."""

_NUMERO = re.compile(r"n° ?(\d{1,9})(?: du contrat (\S+))?")


class _Identite(HTMLParser):
    """The rows « word, value » of a receipt, the first of each word."""

    def __init__(self) -> None:
        super().__init__()
        self.mots: dict[str, str] = {}
        self._balise = ""
        self._mot = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a cell."""
        self._balise = tag if tag in ("th", "td") else self._balise
        if tag == "th":
            self._mot = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a cell."""
        if tag in ("th", "td"):
            self._balise = ""
        if tag == "tr":
            self._mot = ""

    def handle_data(self, data: str) -> None:
        """Read a cell."""
        if self._balise == "th":
            self._mot += data
        elif self._balise == "td" and self._mot:
            self.mots.setdefault(self._mot, " ".join(data.split()))


def read_recu(contenu: bytes) -> Racine:
    """Read the entry that a receipt attests; raises SaisieRefusee when it is not one, or has no hash of the journal."""
    identite = _Identite()
    identite.feed(contenu[:TAILLE_MAX].decode("utf-8", errors="replace"))
    mots = identite.mots
    entree = _NUMERO.search(mots.get("Entrée au journal", ""))
    lot = _NUMERO.search(mots.get("Dépôt", ""))
    if entree is None or lot is None:
        raise SaisieRefusee("Ce fichier n’est pas un reçu de Jalons : on attend la page téléchargée depuis « Dépôts ».")
    empreinte = mots.get("Empreinte au journal (SHA-256)", "")
    if not re.fullmatch("[0-9a-f]{64}", empreinte):
        raise SaisieRefusee(
            "Ce reçu ne porte pas l’empreinte de son entrée au journal : demandez le sien au service qui a déposé."
        )
    return Racine(int(entree[1]), empreinte, entree[2] or "", int(lot[1]))
