"""What a reader may see of the facts of a contract: the only door from its results and its context to what is shown.

What is hidden stays in its place and says so (masque), its figures None and its free words empty: it is neither absent
nor nil. Lines and series of the follow-up come masked from lib/domain/series.
"""

from dataclasses import dataclass, fields, replace
from decimal import Decimal

from lib.domain.contrat import DEPARTEMENT, Contexte
from lib.domain.contrat_lu import ContratLu
from lib.domain.faits import Resultat
from lib.domain.masques import get_masques
from lib.domain.periodes import Trimestre


@dataclass(frozen=True, kw_only=True)
class ResultatLisible(Resultat):
    """An uploaded result; masque: its figures are None and its free words empty, for they may show a small count."""

    masque: bool = False


@dataclass(frozen=True, kw_only=True)
class ContexteLisible:
    """A figure of context; masque: it is None, and its note empty."""

    territoire: str
    mesure: str
    periode: str
    bloc: str
    libelle: str
    unite: str
    valeur: Decimal | None
    note: str
    source: str
    masque: bool


def list_resultats(contrat: ContratLu) -> tuple[ResultatLisible, ...]:
    """Give every uploaded result, in the order of the store."""
    masques = get_masques(contrat) if contrat.resultats else frozenset()
    return tuple(build_lisible(resultat, resultat.cle in masques) for resultat in contrat.resultats)


def build_lisible(resultat: Resultat, masque: bool) -> ResultatLisible:
    """Give a result as it may be read."""
    lisible = ResultatLisible(**vars(resultat), masque=masque)
    if not masque:
        return lisible
    return replace(lisible, valeur=None, numerateur=None, denominateur=None, texte="", commentaire="")


def get_resultat(contrat: ContratLu, indicateur: str, trimestre: Trimestre) -> ResultatLisible | None:
    """Give the result of an indicator for the whole département, None when there is none."""
    resultat = contrat.get_resultat(indicateur, trimestre, DEPARTEMENT)
    return None if resultat is None else build_lisible(resultat, resultat.cle in get_masques(contrat))


def list_lots_masques(contrat: ContratLu) -> frozenset[int]:
    """List the lots that brought a figure that is masked: the fingerprint of their file would let it be guessed.

    A file of which only a few small counts are unknown is made again as often as it takes to find the same print.
    """
    masques = get_masques(contrat)
    autres = contrat.autres_lectures
    faits = (*contrat.resultats, *contrat.contexte, *autres.resultats, *autres.contexte)
    return frozenset(fait.lot for fait in faits if fait.cle in masques)


def list_contexte(contrat: ContratLu) -> tuple[ContexteLisible, ...]:
    """Give every figure of context, in the order of the store."""
    masques = get_masques(contrat) if contrat.contexte else frozenset()
    return tuple(_build_contexte(fait, fait.cle in masques) for fait in contrat.contexte)


def _build_contexte(fait: Contexte, masque: bool) -> ContexteLisible:
    communs = {champ.name: getattr(fait, champ.name) for champ in fields(ContexteLisible) if champ.name != "masque"}
    return ContexteLisible(**communs | ({"valeur": None, "note": ""} if masque else {}), masque=masque)
