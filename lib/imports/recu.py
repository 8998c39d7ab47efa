"""Reading a receipt given back, the page that Jalons made and nothing else: the entry of the journal it attests."""

import re
from html import unescape

from lib.domain.erreurs import SaisieRefusee
from lib.domain.racines import Racine

TAILLE_MAX = 20 * 1024 * 1024
"""Bytes of the largest receipt read."""

_PARAGRAPHE = r"(?:<p(?: class='annule')?>[^<]*</p>)"
_PAGE = re.compile(
    r"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>[^<]*</title><style>[^<]*</style></head><body>"
    rf"{_PARAGRAPHE}?<h1>[^<]*</h1>{_PARAGRAPHE}{{1,2}}<table><tbody>((?:<tr>[^\n]*?</tr>)+)</tbody></table>"
)
"""The page up to the end of its first table: nothing may stand in it but what Jalons writes there."""
_LIGNE = re.compile(r"<tr><th scope='row'>([^<]*)</th><td(?: class='empreinte')?>([^<]*)</td></tr>")
_NUMERO = re.compile(r"n° ?([1-9][0-9]{0,8})(?: du contrat (\S+)| · [^<]*)?")


def read_recu(contenu: bytes) -> Racine:
    """Read the entry that a receipt attests; raises SaisieRefusee when it is not one, or has no hash of the journal."""
    page = _PAGE.match(contenu.decode("utf-8", errors="replace"))
    lignes = _LIGNE.findall(page[1]) if page else []
    mots = {unescape(mot): " ".join(unescape(valeur).split()) for mot, valeur in lignes}
    entree = _NUMERO.fullmatch(mots.get("Entrée au journal", ""))
    lot = _NUMERO.fullmatch(mots.get("Dépôt", ""))
    # What is said twice, or otherwise than in such a line, is not what Jalons wrote.
    est_recu = page is not None and len(mots) == page[1].count("<tr>") == page[1].count("<th")
    if not est_recu or entree is None or lot is None:
        raise SaisieRefusee(
            "Ce fichier n’est pas un reçu de Jalons : on attend la page téléchargée depuis « Dépôts », telle quelle."
        )
    empreinte = mots.get("Empreinte au journal (SHA-256)", "")
    if not re.fullmatch("[0-9a-f]{64}", empreinte):
        raise SaisieRefusee(
            "Ce reçu ne porte pas l’empreinte de son entrée au journal : demandez le sien au service qui a déposé."
        )
    return Racine(int(entree[1]), empreinte, entree[2] or "", int(lot[1]))
