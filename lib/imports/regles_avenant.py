"""The avenant that agrees a target or an envelope."""

import re

from lib.imports.mentions import to_plat
from lib.imports.regles_cadre import Cadre
from lib.imports.regles_codes import to_liste
from lib.imports.regles_examen import Examen

_AVENANT = re.compile(r"(?:avenant)? ?(?:n|no|n°|no\.)? ?([0-9]{1,3})(?:[.,]0+)?\Z")


def read_avenant(examen: Examen, cadre: Cadre) -> int | None:
    """Read an avenant's number (0: the initial contract); one not registered yet is to confirm."""
    texte = to_plat(examen.get_texte("avenant")).replace("º", "°")
    if not texte:
        examen.record("L07", "avenant", nom="avenant", exemple="le numéro de l’avenant, 0 pour le contrat initial")
        return None
    trouve = _AVENANT.match("0" if texte == "contrat initial" else texte)
    connus = [avenant.numero for avenant in cadre.contrat.avenants]
    if trouve is None:
        examen.record("L13", "avenant", nom="avenant", liste=to_liste(str(numero) for numero in connus))
        return None
    numero = int(trouve[1])
    if numero not in connus:
        examen.record("C19", "avenant", numero=numero, liste=to_liste(str(connu) for connu in connus))
    return numero
