"""Which cells no reader may see: the small counts of every reading of the store, and what would give them back.

One answer for the whole store: a cell small in one reading is hidden in all, and the sums of all the readings are one
system, for a correction tells the old figure from the new one. Screens, exports, charts, sentences and documents are
given lines that this has already masked (lib/domain/lisibles, lib/domain/series).
"""

from collections.abc import Iterable
from typing import TypeVar

from lib.domain.contrat import DEPARTEMENT, Contexte, Fait
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.etats_effectifs import build_etat, build_etat_contexte
from lib.domain.faits import Resultat
from lib.domain.lecture import list_etats
from lib.domain.lecture_effectifs import CONTEXTE, LecteurEffectifs, Releve
from lib.domain.nomenclatures import Mode
from lib.domain.sommes_effectifs import Decoupages
from lib.domain.statuts import get_petit_effectif
from lib.domain.valeurs import TYPES_RAPPORT

Cle = tuple[object, ...]
"""What identifies a result or a figure of context within its contract (Fait.cle)."""
F = TypeVar("F", bound=Fait)


def get_masques(contrat: ContratLu) -> frozenset[Cle]:
    """Give the keys (Fait.cle) that no reading of the store may show; computed figures have the key of a result."""
    if contrat.masques is not None:
        return contrat.masques
    if "masques" not in contrat.memoire:
        contrat.memoire["masques"] = compute_masques(contrat)
    masques: frozenset[Cle] = contrat.memoire["masques"]
    return masques


def is_masque(contrat: ContratLu, fait: Fait) -> bool:
    """Whether a result or a figure of context, of whatever lot, may not be seen."""
    return isinstance(fait, (Resultat, Contexte)) and fait.cle in get_masques(contrat)


def compute_masques(contrat: ContratLu) -> frozenset[Cle]:
    """Work out what to hide in all the quarters and all the periods of the context, which are one system.

    Where every figure is about the whole département, nothing is. Raises ErreurMetier when the threshold is missing.
    """
    resultats = _list_rangs(contrat.resultats, contrat.autres_lectures.resultats)
    contexte = _list_rangs(contrat.contexte, contrat.autres_lectures.contexte)
    lieux = {(resultat.territoire, resultat.ventilation) for resultat in resultats}
    if lieux | {(fait.territoire, "") for fait in contexte} <= {(DEPARTEMENT, "")}:
        return frozenset()
    decoupages = Decoupages(contrat, get_petit_effectif(contrat))
    lecteur = LecteurEffectifs(decoupages)
    cles: set[Cle] = set()
    annulations = contrat.autres_lectures.annulations
    par_trimestre = group_par(resultats, lambda resultat: resultat.periode)
    par_periode = group_par(contexte, lambda fait: fait.periode)
    releves: list[Releve] = [
        (lot, str(trimestre), build_etat(decoupages, etat.values()))
        for trimestre, faits in sorted(par_trimestre.items())
        for lot, etat in list_etats(faits, annulations)
    ]
    releves += [
        (lot, f"{CONTEXTE}{periode}", build_etat_contexte(etat.values()))
        for periode, rangs in sorted(par_periode.items())
        for lot, etat in list_etats(rangs, annulations)
    ]
    for periode, code, lieu, ventilation in lecteur.protect(releves):
        if periode.startswith(CONTEXTE):
            cles.add((lieu, code, periode.removeprefix(CONTEXTE)))
        else:
            annee, _, numero = periode.partition("-T")
            cles.add((code, int(annee), int(numero), lieu, ventilation))
    cles |= _list_voisins(contrat, resultats, cles)
    masques = {(cle[0], cle[2]) for cle in cles if len(cle) == len(Contexte.CLE)}
    cles |= {f.cle for f in contexte if f.unite.startswith("%") and (f.territoire, f.periode) in masques}
    return frozenset(cles)


def _list_voisins(contrat: ContratLu, resultats: Iterable[Resultat], masques: set[Cle]) -> set[Cle]:
    """List the rates uploaded without their terms beside a masked figure of their fiche, and what nobody knows of.

    A rate alone narrows the count that it is made of; a code that the contract does not know may count persons.
    """

    def get_place(cle: Cle) -> Cle:
        indicateur = contrat.indicateur_par_code.get(str(cle[0]))
        return ((indicateur.axe, indicateur.fiche) if indicateur else None, *cle[1:])

    places = {get_place(cle) for cle in masques if len(cle) == len(Resultat.CLE)}
    voisins = set()
    for resultat in resultats:
        indicateur = contrat.indicateur_par_code.get(resultat.indicateur)
        if (resultat.territoire, resultat.ventilation) == (DEPARTEMENT, ""):
            continue
        siennes = {get_place(resultat.cle)}
        if indicateur is not None and indicateur.mode is Mode.VARIATION:
            siennes.add(get_place((resultat.indicateur, resultat.annee - 1, *resultat.cle[2:])))
        nu = indicateur is not None and indicateur.type in TYPES_RAPPORT and resultat.denominateur is None
        if indicateur is None or (nu and siennes & places):
            voisins.add(resultat.cle)
    return voisins


def _list_rangs(lus: Iterable[F], autres: Iterable[F]) -> list[F]:
    """List every row of every reading, once."""
    return list({(fait.cle, fait.avenant, fait.lot): fait for fait in (*autres, *lus)}.values())
