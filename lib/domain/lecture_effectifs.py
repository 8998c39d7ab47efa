"""All that a reader may have of some periods, put in one system: every reading's figures and sums, lot after lot."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, groupby

from lib.domain.contrat import DEPARTEMENT
from lib.domain.nomenclatures import Mode
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
from lib.domain.protection import Cellule, Garde, ValeurGardee
from lib.domain.sommes_effectifs import Addition, Case, Decoupages, Etat
from lib.domain.systemes import Inconnue, Systeme

Releve = tuple[int, str, Etat]
"""A lot, a period, and what may be read of the period at this lot."""
CONTEXTE = "contexte "
"""What the periods of the context begin with, beside the quarters."""
MODES_CUMULES = (Mode.CUMUL_ANNEE, Mode.CUMUL_DEPUIS)


class LecteurEffectifs:
    """What is hidden of the counts of a contract, period by period."""

    def __init__(self, decoupages: Decoupages) -> None:
        """Take what adds up to what, and the largest small count."""
        self.decoupages = decoupages
        self.seuil = decoupages.seuil

    def protect(self, releves: Iterable[Releve]) -> set[Cellule]:
        """Give the cells to hide in every reading: the small ones, and what gives any hidden one back.

        releves: all the quarters, whose cumulated counts only grow, and the periods of the context. Nothing is hidden
        where nothing is small. The figures of the whole département are no small counts.
        """
        tous = sorted(releves, key=lambda releve: releve[:2])
        if not any(self._has_a_cacher(etat) for _, _, etat in tous):
            return set()
        lecture = _Lectures(self)
        for _, siens in groupby(tous, key=lambda releve: releve[0]):
            lecture.record_lot([(periode, etat) for _, periode, etat in siens])
        return lecture.garde.masques

    def _has_a_cacher(self, etat: Etat) -> bool:
        """Whether some cell, or what some sum leaves, is a small count."""
        return any(self.is_a_cacher(case, effectifs) for case, effectifs in etat.items()) or any(
            self.is_reste_a_cacher(somme) and is_petit(compute_reste(etat, somme), self.seuil)
            for somme in self.decoupages.list_sommes(etat)
        )

    def is_a_cacher(self, case: Case, effectifs: Effectifs) -> bool:
        """Whether a cell is hidden for itself."""
        indicateur = self.decoupages.contrat.indicateur_par_code.get(case[0])
        confidentiel = indicateur is not None and is_lieu_confidentiel(self.decoupages.contrat, indicateur, case[1])
        return confidentiel or bool(self.list_petits(case, effectifs))

    def list_petits(self, case: Case, effectifs: Effectifs) -> list[str]:
        """List the counts of a cell that are too small to be read."""
        indicateur = self.decoupages.contrat.indicateur_par_code.get(case[0])
        if case[1:] == (DEPARTEMENT, "") or (indicateur is not None and not is_personnes(indicateur)):
            return []
        return [nom for nom, effectif in effectifs.items() if is_petit(effectif, self.seuil)]

    def is_reste_a_cacher(self, somme: Addition) -> bool:
        """Whether what a sum leaves out is the count of a place or a breakdown, be it not uploaded.

        Where persons may be counted in two places, it is not: parts do not make their whole.
        """
        case, nom = somme.tout
        partie = somme.parties[0][0]
        indicateur = self.decoupages.contrat.indicateur_par_code.get(case[0])
        additif = indicateur is None or indicateur.additif or nom != VALEUR or partie[0] != case[0]
        return somme.incomplete and additif and partie[1:] != (DEPARTEMENT, "")


def compute_reste(etat: Etat, somme: Addition) -> Decimal:
    """What the parts of a sum leave of their whole; 0 when persons are counted twice."""
    parties = sum((etat[case][nom] for case, nom in somme.parties), Decimal(0))
    return max(etat[somme.tout[0]][somme.tout[1]] - parties, Decimal(0))


class _Lectures:
    """The system of some periods through their readings, and its guard."""

    def __init__(self, lecteur: LecteurEffectifs) -> None:
        """Know nothing yet."""
        self.lecteur = lecteur
        self.systeme = Systeme()
        self.garde = Garde(self.systeme)
        self.derniers: dict[str, Etat] = {}
        self.inconnues: dict[object, Inconnue] = {}
        self.connues: set[object] = set()
        self.absentes: dict[str, dict[Case, dict[str, Decimal]]] = {}

    def record_lot(self, etats: list[tuple[str, Etat]]) -> None:
        """Add what one lot lets read, then hide what must be."""
        cases: set[Cellule] = set()
        for periode, etat in etats:
            self.derniers[periode] = etat
            for case, effectifs in etat.items():
                self._record_valeur(periode, case, effectifs)
                if self.lecteur.is_a_cacher(case, effectifs):
                    cases.add((periode, *case))
            for somme in self.lecteur.decoupages.list_sommes(etat):
                self._record_somme(periode, etat, somme)
        self._record_cumuls()
        self._record_ventilations_cumulees()
        self._record_rapprochements()
        self.garde.protect(cases)

    def _get_inconnue(self, periode: str, case: Case, effectifs: Effectifs, nom: str) -> Inconnue:
        """Give the unknown of a count: the same value of a cell is the same one in every reading."""
        marque = (periode, case, tuple(sorted(effectifs.items())), nom)
        if marque not in self.inconnues:
            self.inconnues[marque] = self.systeme.record_inconnue(effectifs[nom])
        return self.inconnues[marque]

    def _record_valeur(self, periode: str, case: Case, effectifs: Effectifs) -> None:
        """Add a value of a cell if it is new: its counts, those that are small, and the sum of a rate's terms."""
        cellule: Cellule = (periode, *case)
        cle = (cellule, tuple(sorted(effectifs.items())))
        if cle in self.connues:
            return
        self.connues.add(cle)
        petits = self.lecteur.list_petits(case, effectifs)
        inconnues = {nom: self._get_inconnue(periode, case, effectifs, nom) for nom in effectifs if nom != RESTE}
        if RESTE in effectifs:
            termes = {inconnues[NUMERATEUR]: 1, inconnues[DENOMINATEUR]: -1}
            reste = self._record_reste(termes, effectifs[RESTE], RESTE in petits)
            inconnues |= {} if reste is None else {RESTE: reste}
        petites = tuple(inconnues[nom] for nom in petits if nom in inconnues)
        self._record_plafonds(petites)
        if case[1:] == (DEPARTEMENT, ""):
            self.garde.ensembles.add(cellule)
        self.garde.record_valeur(cellule, ValeurGardee(tuple(inconnues.values()), petites))

    def _record_plafonds(self, petites: Iterable[Inconnue]) -> None:
        """Say that counts are known to be small; a threshold of one would say what they are."""
        if self.lecteur.seuil > 1:
            self.systeme.plafonds |= dict.fromkeys(petites, self.lecteur.seuil)

    def _record_somme(self, periode: str, etat: Etat, somme: Addition) -> None:
        """Add a sum, with the unknown that it leaves out; parts that reach their whole are taken as all of them."""
        if len(somme.parties) > 1 and somme.tout[1] == somme.parties[0][1]:
            self.garde.totaux.add((periode, *somme.tout[0]))
        termes: dict[Inconnue, int] = {}
        for (case, nom), coefficient in [*((partie, 1) for partie in somme.parties), (somme.tout, -1)]:
            inconnue = self._get_inconnue(periode, case, etat[case], nom)
            termes[inconnue] = termes.get(inconnue, 0) + coefficient
        reste = compute_reste(etat, somme)
        petit = self.lecteur.is_reste_a_cacher(somme) and is_petit(reste, self.lecteur.seuil)
        absente = (periode, somme.manquante, somme.tout[1]) if somme.manquante else None
        self._record_termes(termes, reste or None, petit, absente)

    def _record_termes(
        self,
        termes: dict[Inconnue, int],
        reste: Decimal | None,
        petit: bool = False,
        absente: tuple[str, Case, str] | None = None,
    ) -> None:
        """Add the terms of a sum, and what it leaves out when it may leave something; one already known is not.

        absente: the period, the cell and the count that this is, when a single one is not there.
        """
        cle = frozenset(termes.items())
        if cle in self.connues:
            return
        self.connues.add(cle)
        if reste is None:
            self.systeme.record_somme(termes)
        elif (inconnue := self._record_reste(termes, reste, petit, absente)) is not None:
            self.garde.record_reste(inconnue, petit)

    def _record_reste(
        self,
        termes: dict[Inconnue, int],
        reste: Decimal,
        petit: bool,
        absente: tuple[str, Case, str] | None = None,
    ) -> Inconnue | None:
        """Add a sum with what it leaves, and give that unknown; None when it is too far from its bounds to bind."""
        plafond = self.lecteur.seuil if petit and self.lecteur.seuil > 1 else None
        if self.systeme.record_lointaine(termes, reste, plafond):
            return None
        if absente is None:
            inconnue = self.systeme.record_inconnue(reste)
        else:
            periode, case, nom = absente
            inconnue = self._get_inconnue(periode, case, {nom: reste}, nom)
            self.absentes.setdefault(periode, {}).setdefault(case, {})[nom] = reste
        self._record_plafonds([inconnue] if petit else [])
        self.systeme.record_somme(termes | {inconnue: 1})
        return inconnue

    def _record_cumuls(self) -> None:
        """Say that a cumulated count never falls from one quarter to the next, and is the same one where it is equal.

        Since 1 January within a year; since a date, from year to year. Next means the next one of that very count.
        """
        indicateurs = self.lecteur.decoupages.contrat.indicateur_par_code
        precedents: dict[tuple[Case, str], tuple[str, Effectifs]] = {}
        for periode in sorted(self.derniers):
            absentes = ((c, {n: e}) for c, siens in self.absentes.get(periode, {}).items() for n, e in siens.items())
            for case, effectifs in chain(self.derniers[periode].items(), absentes):
                mode = indicateurs[case[0]].mode if case[0] in indicateurs else None
                if mode not in MODES_CUMULES:
                    continue
                cle = (case, periode.partition("-")[0] if mode is Mode.CUMUL_ANNEE else "")
                if cle in precedents:
                    self._record_cumul(case, *precedents[cle], periode, effectifs)
                precedents[cle] = (periode, effectifs)

    def _record_cumul(self, case: Case, avant: str, anciens: Effectifs, apres: str, effectifs: Effectifs) -> None:
        """Bind the counts of a cell to those of its next quarter."""
        for nom in (VALEUR, NUMERATEUR, DENOMINATEUR):
            if nom in anciens and nom in effectifs and effectifs[nom] >= anciens[nom]:
                precedente = self._get_inconnue(avant, case, anciens, nom)
                suivante = self._get_inconnue(apres, case, effectifs, nom)
                self._record_termes({precedente: 1, suivante: -1}, effectifs[nom] - anciens[nom] or None)

    def _record_ventilations_cumulees(self) -> None:
        """Say that parts given once in the year stay in the total of the next quarters: the month of an earlier one.

        The sum is only known where a quarter does not give again all the parts known before.
        """
        indicateurs = self.lecteur.decoupages.contrat.indicateur_par_code
        vues: dict[tuple[str, str, str], dict[str, str]] = {}
        for periode in sorted(p for p in self.derniers if not p.startswith(CONTEXTE)):
            etat = self.derniers[periode]
            for code, lieu, ventilation in etat:
                if ventilation and code in indicateurs and indicateurs[code].mode is Mode.CUMUL_ANNEE:
                    vues.setdefault((periode.partition("-")[0], code, lieu), {})[ventilation] = periode
            for (annee, code, lieu), parts in vues.items():
                tout = etat.get((code, lieu, ""), {}).get(VALEUR)
                if tout is None or not periode.startswith(annee) or set(parts.values()) <= {periode}:
                    continue
                for famille in self.lecteur.decoupages.familles.get(next(iter(parts)).partition(":")[0], []):
                    siennes = [(p, (code, lieu, v)) for v, p in sorted(parts.items()) if v in famille]
                    self._record_total(periode, (code, lieu, ""), tout, siennes)

    def _record_total(self, periode: str, tout: Case, total: Decimal, parts: list[tuple[str, Case]]) -> None:
        """Add a total and its parts, each of its own quarter, if they do not exceed it."""
        effectifs = [(p, case, self.derniers[p][case]) for p, case in parts if VALEUR in self.derniers[p].get(case, {})]
        reste = total - sum((siens[VALEUR] for _, _, siens in effectifs), Decimal(0))
        if len(effectifs) > 1 and reste >= 0:
            termes = {self._get_inconnue(p, case, siens, VALEUR): 1 for p, case, siens in effectifs}
            termes[self._get_inconnue(periode, tout, self.derniers[periode][tout], VALEUR)] = -1
            self._record_termes(termes, reste or None)

    def _record_rapprochements(self) -> None:
        """Say that counts of one place that are equal are one: of the context and of its year, of a year and the last.

        An evolution over a year is made of the counts of the two years; too small a count is equal to many.
        """
        places: dict[str, dict[tuple[str, str, Decimal], tuple[Case, str]]] = {}
        for periode, etat in self.derniers.items():
            places[periode] = {
                (case[1], case[2], siens[nom]): (case, nom)
                for case, siens in etat.items()
                for nom in (VALEUR, DENOMINATEUR)
                if siens.get(nom, 0) > self.lecteur.seuil
            }
        for periode, etat in self.derniers.items():
            for case, siens in etat.items():
                for autre, nom in self._list_comparees(periode, case, siens, places):
                    trouve = places[autre].get((case[1], case[2], siens[nom]))
                    if trouve is not None and (autre, trouve) != (periode, (case, nom)):
                        egale = self._get_inconnue(autre, trouve[0], self.derniers[autre][trouve[0]], trouve[1])
                        self._record_termes({self._get_inconnue(periode, case, siens, nom): 1, egale: -1}, None)

    def _list_comparees(
        self, periode: str, case: Case, effectifs: Effectifs, places: Iterable[str]
    ) -> list[tuple[str, str]]:
        """List the periods with which a count is compared, and the count."""
        if periode.startswith(CONTEXTE):
            return [(autre, VALEUR) for autre in places if autre[:4].isdigit() and autre[:4] in periode]
        indicateur = self.lecteur.decoupages.contrat.indicateur_par_code.get(case[0])
        if indicateur is None or indicateur.mode is not Mode.VARIATION:
            return []
        annee, _, numero = periode.partition("-")
        avant = f"{int(annee) - 1}-{numero}"
        voisines = [(autre, nom) for autre in (periode, avant) for nom in (NUMERATEUR, DENOMINATEUR)]
        return [(autre, nom) for autre, nom in voisines if autre in places and nom in effectifs]
