"""Results as anyone may read them: what a small count would show is left out, and said so."""

from dataclasses import dataclass, replace

from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.petits_effectifs import list_resultats_masques


@dataclass(frozen=True, kw_only=True)
class ResultatOuvert(Resultat):
    """An uploaded result; masque: its figures are None and its free words empty, for they may show a small count."""

    masque: bool = False


def build_resultats_ouverts(contrat: ContratLu) -> tuple[ResultatOuvert, ...]:
    """Give every uploaded result, and none that is computed, as anyone may read it."""
    masques = list_resultats_masques(contrat) if contrat.resultats else frozenset()
    return tuple(_build(resultat, resultat.cle in masques) for resultat in contrat.resultats)


def _build(resultat: Resultat, masque: bool) -> ResultatOuvert:
    ouvert = ResultatOuvert(**vars(resultat), masque=masque)
    if not masque:
        return ouvert
    return replace(ouvert, valeur=None, numerateur=None, denominateur=None, texte="", commentaire="")
