"""Derived indicators: a sum of others, written « S.1.2-01 + S.1.2-02 ». Computed with its parts shown, never typed.

The contract itself adds up the five indicators of S.1.2 into a national one (715, then 800): a same young person may
be counted twice, which is said beside the figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.domain.erreurs import ErreurMetier
from lib.domain.indicateurs import Indicateur
from lib.domain.valeurs import TYPES_RAPPORT, Chiffre, build_incomplet

DOUBLE_COMPTE = "une même personne peut être comptée plusieurs fois"


@dataclass(frozen=True)
class Partie:
    """One term of a derived figure: its code (indicator or territory) and its value, None when missing.

    close: it is missing for good, its producer having said that it will not be sent. masque: it is known, and hidden.
    """

    code: str
    valeur: Fraction | None
    close: bool = False
    masque: bool = False


def list_codes(indicateur: Indicateur, indicateurs: Mapping[str, Indicateur]) -> list[str]:
    """Give the codes a formula adds up; raises ErreurMetier when one is unknown or itself computed.

    An indicator without formula has none.
    """
    codes = [code.strip() for code in indicateur.formule.split("+")] if indicateur.formule else []
    for code in codes:
        if code not in indicateurs:
            raise ErreurMetier(
                f"La formule de {indicateur.code} cite {code!r}, qui n’est pas un indicateur du contrat."
            )
        if indicateurs[code].formule:
            raise ErreurMetier(f"La formule de {indicateur.code} cite {code}, qui est lui-même calculé.")
    return codes


def compute_somme(indicateur: Indicateur, parties: Sequence[Partie]) -> Chiffre:
    """Add up the parts of a derived figure; one missing part makes it « non calculable, 3/5 reçus ».

    Those that will not be sent are named: the sum will never be known.
    A rate is copied from a single part, never added to another. Convention Jalons.
    """
    recues = [partie.valeur for partie in parties if partie.valeur is not None]
    if len(recues) < len(parties):
        return build_incomplet(len(recues), len(parties), [partie.code for partie in parties if partie.close])
    if indicateur.type in TYPES_RAPPORT and len(parties) > 1:
        return Chiffre(None, "des rapports ne s’additionnent pas")
    return Chiffre(sum(recues, Fraction(0)))
