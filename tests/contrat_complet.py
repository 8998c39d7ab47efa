"""The whole contract folder as a ContratLu, read once without any store."""

from dataclasses import replace
from functools import cache

from lib.domain.contrat_lu import ContratLu
from lib.domain.lots import NOMS_AGREES
from lib.imports.dossier import read_dossier
from tests.serveur import RACINE


@cache
def read_contrat() -> ContratLu:
    dossier = read_dossier(RACINE / "data" / "contrats" / "94-val-de-marne")
    assert dossier.erreurs == ()
    listes = {
        nom: tuple(lu.fait for lu in dossier.faits if type(lu.fait) is noun)
        for nom, noun in NOMS_AGREES.items()
        if nom != "contrat"
    }
    return replace(ContratLu(contrat=dossier.contrat), **listes)  # type: ignore[arg-type]
