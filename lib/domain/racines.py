"""A hash of the journal kept outside the store: what a receipt, an e-mail or a seal says of one entry."""

import re
from dataclasses import dataclass

from lib.domain.erreurs import SaisieRefusee

_RACINE = re.compile(r"([1-9][0-9]{0,8}):([0-9a-fA-F]{64})")


@dataclass(frozen=True)
class Racine:
    """What is held outside: an entry's rank and hash; the contract and the lot when they are said ('' and 0)."""

    rang: int
    empreinte: str
    contrat: str = ""
    lot: int = 0

    def __str__(self) -> str:
        """Write it as it is typed."""
        return f"{self.rang}:{self.empreinte}"


def read_racine(texte: str) -> Racine:
    """Read « RANG:EMPREINTE », a rank and 64 hexadecimal digits; raises SaisieRefusee."""
    lue = _RACINE.fullmatch("".join(texte.split()))
    if lue is None:
        raise SaisieRefusee(
            f"« {texte} » n’est pas une racine : on attend le rang d’une entrée, deux-points et son empreinte "
            "(64 chiffres hexadécimaux), comme sur un reçu ou à la fin de « verifier »."
        )
    return Racine(int(lue[1]), lue[2].lower())


def compare_racine(racine: Racine, presente: tuple[int, str] | None, derniere: int) -> str:
    """Say how the journal differs from what is held outside, '' when it does not.

    presente: lot and hash of the journal's entry of this rank, None when there is none; derniere: its last rank.
    """
    if presente is None:
        return (
            f"le journal s’arrête à l’entrée {derniere} : il lui manque l’entrée {racine.rang}, dont l’empreinte est "
            "attestée ailleurs"
        )
    lot, empreinte = presente
    if empreinte != racine.empreinte:
        return (
            f"l’entrée {racine.rang} n’a pas l’empreinte attestée : le journal a été réécrit jusqu’à elle, ou "
            "l’empreinte est celle d’un autre magasin"
        )
    if racine.lot and racine.lot != lot:
        return f"l’entrée {racine.rang} est celle du lot {lot}, et non du lot {racine.lot}"
    return ""
