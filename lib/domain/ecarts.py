"""The inconsistencies of the contract that name an action: found by its code, never corrected."""

import re

from lib.domain.contrat import Ecart
from lib.domain.contrat_lu import ContratLu


def select_ecarts_fiche(contrat: ContratLu, code: str) -> list[Ecart]:
    """Select the inconsistencies whose words or places name a fiche: « S.1.3 » or its indicators « S.1.3-01 »."""
    nom = re.compile(rf"(?<![\w.]){re.escape(code)}(?!\w|\.\d)")
    return [
        ecart
        for ecart in contrat.ecarts
        if nom.search(
            " ".join((ecart.objet, ecart.valeur_1, ecart.lieu_1, ecart.valeur_2, ecart.lieu_2, ecart.explication))
        )
    ]
