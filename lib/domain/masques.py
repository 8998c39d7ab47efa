"""Which cells no reader may see: the small counts of every reading of the store, and what would give them back.

One answer for the whole store: a cell small in one reading is hidden in all, and the sums of all the readings are one
system, for a correction tells the old figure from the new one. Screens, exports, charts, sentences and documents are
given lines that this has already masked (lib/domain/lisibles, lib/domain/series).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from lib.domain.contrat import DEPARTEMENT, Contexte, Fait
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.etats_effectifs import build_etat, build_etat_contexte
from lib.domain.faits import Resultat
from lib.domain.lecture import list_etats
from lib.domain.petits_effectifs import (
    DENOMINATEUR,
    NUMERATEUR,
    RESTE,
    VALEUR,
    Effectifs,
    is_lieu_confidentiel,
    is_personnes,
    is_petit,
)
from lib.domain.protection import Case, Garde, Version
from lib.domain.sommes_effectifs import Decoupages, Etat, Place, Somme
from lib.domain.statuts import get_petit_effectif
from lib.domain.systemes import Inconnue, Systeme

Cle = tuple[object, ...]
"""What identifies a result or a figure of context within its contract (Fait.cle)."""
Marque = tuple[Case, tuple[tuple[str, Decimal], ...], str]
"""A cell, one of its values, and one of its counts."""
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
    """Work out what to hide, quarter by quarter, then period by period of the context.

    Where every figure is about the whole département, nothing is. Raises ErreurMetier when the threshold is missing.
    """
    resultats = _list_rangs(contrat.resultats, contrat.versions.resultats)
    contexte = _list_rangs(contrat.contexte, contrat.versions.contexte)
    lieux = {(resultat.territoire, resultat.ventilation) for resultat in resultats}
    if lieux | {(fait.territoire, "") for fait in contexte} <= {(DEPARTEMENT, "")}:
        return frozenset()
    seuil = get_petit_effectif(contrat)
    decoupages = Decoupages(contrat)
    annulations = contrat.versions.annulations
    cles: set[Cle] = set()
    for (annee, trimestre), faits in group_par(resultats, lambda r: (r.annee, r.trimestre)).items():
        etats = [build_etat(decoupages, etat.values()) for etat in list_etats(faits, annulations)]
        confidentielles = {case for etat in etats for case in etat if _is_confidentielle(contrat, case)}
        masques = protect_etats(decoupages, etats, seuil, confidentielles)
        cles |= {(code, annee, trimestre, lieu, ventilation) for code, lieu, ventilation in masques}
    for periode, rangs in group_par(contexte, lambda fait: fait.periode).items():
        etats = [build_etat_contexte(etat.values()) for etat in list_etats(rangs, annulations)]
        masques = protect_etats(decoupages, etats, seuil)
        cles |= {(lieu, mesure, periode) for mesure, lieu, _ in masques}
        masquees = {lieu for _, lieu, _ in masques}
        cles |= {fait.cle for fait in rangs if fait.territoire in masquees and fait.unite.startswith("%")}
    return frozenset(cles)


def _list_rangs(lus: Iterable[F], autres: Iterable[F]) -> list[F]:
    """List every row of every reading, once."""
    return list({(fait.cle, fait.avenant, fait.lot): fait for fait in (*autres, *lus)}.values())


def _is_confidentielle(contrat: ContratLu, case: Case) -> bool:
    return is_lieu_confidentiel(contrat, contrat.get_indicateur(case[0]), case[1])


def protect_etats(
    decoupages: Decoupages, etats: Sequence[Etat], seuil: int, confidentielles: Iterable[Case] = ()
) -> set[Case]:
    """Give the cells to hide in all the readings of one period: the small ones, and what gives any hidden one back.

    Nothing is hidden where nothing is small. The figures of the whole département are no small counts.
    """
    petites = any(_list_petits(decoupages, case, siens, seuil) for etat in etats for case, siens in etat.items())
    periode = _Periode(decoupages, seuil, etats)
    if not petites and not confidentielles and not periode.has_restes_petits():
        return set()
    for etat in etats:
        periode.record_etat(etat)
        siennes = {case for case, siens in etat.items() if _list_petits(decoupages, case, siens, seuil)}
        periode.garde.protect(siennes | (set(confidentielles) & etat.keys()))
    return periode.garde.masques


def _list_petits(decoupages: Decoupages, case: Case, effectifs: Effectifs, seuil: int) -> list[str]:
    """List the counts of a cell that are too small to be read."""
    indicateur = decoupages.contrat.indicateur_par_code.get(case[0])
    if case[1:] == (DEPARTEMENT, "") or (indicateur is not None and not is_personnes(indicateur)):
        return []
    return [nom for nom, effectif in effectifs.items() if is_petit(effectif, seuil)]


class _Periode:
    """The system of one period through its readings, and its guard."""

    def __init__(self, decoupages: Decoupages, seuil: int, etats: Sequence[Etat]) -> None:
        """Say first which counts are one and the same, in whichever reading."""
        self.decoupages = decoupages
        self.seuil = seuil
        self.etats = etats
        self.systeme = Systeme()
        ensembles = {case for etat in etats for case in etat if case[1:] == (DEPARTEMENT, "")}
        self.garde = Garde(self.systeme, ensembles)
        self.egales: dict[Marque, Marque] = {}
        self.inconnues: dict[Marque, Inconnue] = {}
        self.connues: set[object] = set()
        for etat in etats:
            for groupe in decoupages.list_egales(etat):
                premiere = self._get_marque(etat, groupe[0])
                for place in groupe[1:]:
                    autre = self._get_marque(etat, place)
                    if autre != premiere:
                        self.egales[autre] = premiere

    def _get_marque(self, etat: Etat, place: Place) -> Marque:
        """Give what marks a count: the same value of a cell is the same one in every reading."""
        case, nom = place
        marque: Marque = (case, tuple(sorted(etat[case].items())), nom)
        while marque in self.egales:
            marque = self.egales[marque]
        return marque

    def _get_inconnue(self, etat: Etat, place: Place) -> Inconnue:
        """Give the unknown of a count."""
        marque = self._get_marque(etat, place)
        if marque not in self.inconnues:
            self.inconnues[marque] = self.systeme.record_inconnue(etat[place[0]][place[1]])
        return self.inconnues[marque]

    def has_restes_petits(self) -> bool:
        """Whether some sum leaves a small count that no cell shows."""
        return any(
            is_petit(self._compute_reste(etat, somme), self.seuil)
            for etat in self.etats
            for somme in self.decoupages.list_sommes(etat)
            if self._is_reste_a_garder(somme)
        )

    def record_etat(self, etat: Etat) -> None:
        """Add what one reading shows: the values that are new, and the sums."""
        for case, effectifs in etat.items():
            cle = (case, tuple(sorted(effectifs.items())))
            if cle not in self.connues:
                self.connues.add(cle)
                self._record_version(etat, case, effectifs)
        for somme in self.decoupages.list_sommes(etat):
            self._record_somme(etat, somme)

    def _record_version(self, etat: Etat, case: Case, effectifs: Effectifs) -> None:
        """Add a value of a cell: its counts, those that are small, and the sum of a rate's terms."""
        inconnues = {nom: self._get_inconnue(etat, (case, nom)) for nom in effectifs}
        petits = _list_petits(self.decoupages, case, effectifs, self.seuil)
        if self.seuil > 1:
            self.systeme.plafonds |= dict.fromkeys((inconnues[nom] for nom in petits), self.seuil)
        self.garde.record_version(case, Version(tuple(inconnues.values()), tuple(inconnues[nom] for nom in petits)))
        if RESTE in effectifs:
            self.systeme.record_somme({inconnues[NUMERATEUR]: 1, inconnues[RESTE]: 1} | {inconnues[DENOMINATEUR]: -1})

    def _record_somme(self, etat: Etat, somme: Somme) -> None:
        """Add a sum, with the unknown that it leaves out; a sum already known teaches nothing."""
        if somme.tout[1] == somme.parties[0][1]:
            self.garde.totaux.add(somme.tout[0])
        termes: dict[Inconnue, int] = {}
        for place, coefficient in [*((partie, 1) for partie in somme.parties), (somme.tout, -1)]:
            inconnue = self._get_inconnue(etat, place)
            termes[inconnue] = termes.get(inconnue, 0) + coefficient
        cle = frozenset(termes.items())
        if cle in self.connues:
            return
        self.connues.add(cle)
        reste = self._compute_reste(etat, somme)
        if reste > 0:
            inconnue = self.systeme.record_inconnue(reste)
            termes[inconnue] = 1
            petit = self._is_reste_a_garder(somme) and is_petit(reste, self.seuil)
            self.systeme.plafonds |= {inconnue: self.seuil} if petit and self.seuil > 1 else {}
            self.garde.record_reste(inconnue, petit)
        self.systeme.record_somme(termes)

    def _compute_reste(self, etat: Etat, somme: Somme) -> Decimal:
        """What the parts leave of their whole; 0 when persons are counted twice."""
        parties = sum((etat[case][nom] for case, nom in somme.parties), Decimal(0))
        return max(etat[somme.tout[0]][somme.tout[1]] - parties, Decimal(0))

    def _is_reste_a_garder(self, somme: Somme) -> bool:
        """Whether what a sum leaves out is the count of a place or a breakdown, be it not uploaded.

        Where persons may be counted in two places, it is not: parts do not make their whole.
        """
        case, nom = somme.tout
        partie = somme.parties[0][0]
        indicateur = self.decoupages.contrat.indicateur_par_code.get(case[0])
        additif = indicateur is None or indicateur.additif or nom != VALEUR or partie[0] != case[0]
        return somme.incomplete and additif and partie[1:] != (DEPARTEMENT, "")
