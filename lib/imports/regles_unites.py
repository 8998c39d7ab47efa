"""The unit that a column says of a figure: one that is not the indicator's is asked, a multiple of it is refused."""

import re

from lib.imports.attentes import MULTIPLES, Attente
from lib.imports.mentions import to_plat
from lib.imports.regles_examen import Examen

_MULTIPLE = re.compile(
    r"\b(?:dizaine|centaine|millier|million|milliard)\b|(?<![a-z])(?:k|m|md) ?(?:€|euro?\b)|(?:k|md)\Z|[x×*] ?10+\b"
)
"""In a unit (plain form): how many units each figure counts."""

_COMPTES = frozenset({"nombre", "nb", "nbre", "unite", "u", "effectif", "valeur", "quantite"})
_POURCENTAGES = frozenset({"pourcentage", "pour cent", "pourcent", "pct", "point", "taux"})


def check_unite(examen: Examen, attente: Attente) -> None:
    """Compare the unit printed or typed on a row with the one its figure is read in (V35, C36)."""
    unite = to_plat(examen.get_texte("unite"))
    if not unite or attente.is_unite(unite):
        return
    champs = {"unite": attente.unite or "nombre", "exemple": attente.exemple}
    if unite in MULTIPLES or _MULTIPLE.search(unite):
        examen.record("V35", "unite", **champs)
    elif not _is_proche(unite, attente):
        examen.record("C36", "unite", (attente.unite,) if attente.unite else (), **champs)


def _is_proche(unite: str, attente: Attente) -> bool:
    """Whether a unit is a looser name of the one expected: its first word, or the word for any count or percentage."""
    if attente.pourcentage:
        return unite.startswith("%") or unite in _POURCENTAGES
    return unite.split(" ")[0] == to_plat(attente.unite).split(" ")[0] or (attente.entier and unite in _COMPTES)
