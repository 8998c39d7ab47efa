"""A number whose format shows something else beside it: its unit, thousands, or nothing. What is not seen is asked."""

from decimal import Decimal

from lib.domain.formats import INSECABLE, format_nombre
from lib.domain.tableau import Affichage
from lib.imports.attentes import MULTIPLES, Attente, NombreLu, is_autre_unite, refuse, to_simple
from lib.imports.mentions import to_plat

_ECHELLES = {"k": 1_000, "K": 1_000, "millier": 1_000, "M": 1_000_000, "million": 1_000_000, "Md": 10**9}


def read_affichage(valeur: Decimal, affichage: Affichage, attente: Attente) -> NombreLu:
    """Read a stored number as the eye sees it: another unit is refused, the rest is to confirm."""
    suffixe = to_plat(affichage.unite)
    sienne = attente.is_unite(suffixe)
    multiple = 1 if sienne else _ECHELLES.get(affichage.unite, _ECHELLES.get(suffixe, 1))
    if attente.argent and suffixe in MULTIPLES:
        multiple = MULTIPLES[suffixe]
    elif suffixe and not sienne and is_autre_unite(suffixe, attente):
        return refuse("V05", attente)
    if not affichage.chiffre:
        montre = f"«{INSECABLE}{affichage.unite}{INSECABLE}»" if affichage.unite else "une case vide"
        return _ask(valeur, valeur, montre, attente)
    if multiple > 1 or affichage.diviseur > 1:
        vue = valeur / affichage.diviseur
        montre = f"{format_nombre(vue, 1)}{INSECABLE}{affichage.unite}".strip(INSECABLE)
        return _ask(valeur, to_simple(vue * multiple) if multiple > 1 else valeur, montre, attente)
    return NombreLu(valeur, explicite=attente.pourcentage and suffixe.startswith("%"))


def _ask(stockee: Decimal, lue: Decimal, montre: str, attente: Attente) -> NombreLu:
    """Ask about a number that the spreadsheet does not show as it is."""
    contenu, valeur = format_nombre(stockee), format_nombre(lue)
    champs = {"montre": montre, "contenu": contenu, "valeur": valeur, "exemple": attente.exemple}
    return NombreLu(lue, code="C23", champs=champs, propositions=tuple(dict.fromkeys((valeur, contenu))))
