"""What a reader may add up and take away in the figures of one quarter, to have a hidden one back.

Every sum that he may try is taken as known to him, be it true only of these figures: what is protected against more
than he has is protected against what he has. Persons counted in two places are no shelter: by how much they exceed the
total is taken as known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, combinations

from lib.domain.contrat import DEPARTEMENT, Contexte
from lib.domain.contrat_lu import ContratLu, group_par
from lib.domain.decoupages import build_familles, build_filiations, build_membres, build_partages, build_totaux_dont
from lib.domain.derives import list_codes
from lib.domain.lecture import list_etats
from lib.domain.petits_effectifs import DENOMINATEUR, NUMERATEUR, RESTE, VALEUR, Effectifs, is_unite_de_personnes

Case = tuple[str, str, str]
"""A measure, a territory, a breakdown."""
Place = tuple[Case, str]
"""A count of a cell."""
Etat = Mapping[Case, Effectifs]
"""What one reading shows of a quarter."""
GROUPE_MESURES = 10
"""Up to how many measures of one kind every sum is tried; beyond, those of three."""


@dataclass(frozen=True)
class Addition:
    """Counts that make another one; incomplete when they leave the count of one thing that is not there.

    manquante: the cell of that count, when it would be one.
    """

    parties: tuple[Place, ...]
    tout: Place
    incomplete: bool = False
    manquante: Case | None = None


@dataclass(frozen=True)
class Decoupages:
    """What adds up to what in a contract; seuil: the largest small count, under which equal counts are too common."""

    contrat: ContratLu
    seuil: int

    @cached_property
    def membres(self) -> dict[str, frozenset[str]]:
        """The communes of every territory, agencies included: their figures are added up too."""
        siens = {t.code: frozenset(t.membres.replace("|", " ").split()) for t in self.contrat.territoires if t.membres}
        return siens | build_membres(self.contrat)

    @cached_property
    def familles(self) -> dict[str, list[frozenset[str]]]:
        """The ways of cutting a whole, by dimension."""
        return build_familles(self.contrat)

    @cached_property
    def filiations(self) -> dict[str, frozenset[str]]:
        """The modalities a larger one is made of."""
        return build_filiations(self.contrat)

    @cached_property
    def partages(self) -> list[tuple[str, ...]]:
        """The shares of one whole."""
        return sorted(set(build_partages(self.contrat).values()))

    @cached_property
    def totaux_dont(self) -> dict[str, str]:
        """What a « dont » is part of."""
        return build_totaux_dont(self.contrat)

    @cached_property
    def mesures(self) -> list[tuple[str, tuple[str, ...]]]:
        """The measures of the context that others make, as proved by any reading: what was once known stays so."""
        autres = self.contrat.autres_lectures
        rangs = {(f.cle, f.avenant, f.lot): f for f in (*autres.contexte, *self.contrat.contexte)}
        etats = list_etats(list(rangs.values()), autres.annulations)
        return list(dict.fromkeys(somme for _, etat in etats for somme in list_sommes_mesures(etat.values())))

    def _list_egales(self, etat: Etat) -> Iterator[list[Place]]:
        """List the counts of one place that a reader would take for the same one, because they are equal.

        A denominator and any other or any count, the count and the numerator that one label gives, shares by breakdown.
        """
        lieux = group_par(etat, lambda case: case[1:])
        for cases in lieux.values():
            places = [
                (case, nom) for nom in (DENOMINATEUR, VALEUR) for case in cases if etat[case].get(nom, 0) > self.seuil
            ]
            par_effectif = group_par(places, lambda place: etat[place[0]][place[1]])
            yield from (g for g in par_effectif.values() if len(g) > 1 and g[0][1] == DENOMINATEUR)
            comptes = [(case, nom) for case in cases for nom in (VALEUR, NUMERATEUR) if nom in etat[case]]
            par_libelle = group_par(comptes, lambda place: (self._get_libelle(place[0]), etat[place[0]][place[1]]))
            yield from (g for g in par_libelle.values() if len({nom for _, nom in g}) > 1)
        for _, parties, _ in self._list_ventilations(etat):
            if _is_partage(etat, parties):
                yield [(case, DENOMINATEUR) for case in parties]

    def _get_libelle(self, case: Case) -> str:
        indicateur = self.contrat.indicateur_par_code.get(case[0])
        return indicateur.libelle if indicateur else case[0]

    def list_sommes(self, etat: Etat) -> Iterator[Addition]:
        """List every sum of a reading; of two counts that are one, each is the sum of the other alone."""
        for egales in self._list_egales(etat):
            yield from (Addition((place,), egales[0]) for place in egales[1:])
        yield from self._list_sommes_lieux(etat)
        for tout, parties, manquante in self._list_ventilations(etat):
            yield from _list_sommes_facettes(etat, tout, parties, manquante)
            if _is_partage(etat, parties):
                places = tuple((case, NUMERATEUR) for case in parties)
                yield Addition(places, (parties[0], DENOMINATEUR), manquante is not None, manquante)
        yield from self._list_partages(etat)
        for dont, total in self.totaux_dont.items():
            for case in [case for case in etat if case[0] == dont and VALEUR in etat[case]]:
                entier = (total, *case[1:])
                if VALEUR in etat.get(entier, {}) and etat[entier][VALEUR] >= etat[case][VALEUR]:
                    yield Addition(((case, VALEUR),), (entier, VALEUR), incomplete=True)
        yield from self._list_formules(etat)
        for mesure, parties_mesure in self.mesures:
            for tout in [case for case in etat if case[0] == mesure]:
                siennes = [(partie, *tout[1:]) for partie in parties_mesure]
                yield from _list_sommes_facettes(etat, tout, [case for case in siennes if case in etat], None)

    def _list_sommes_lieux(self, etat: Etat) -> Iterator[Addition]:
        """List the sums of communes, and of a territory with the communes of a larger one that it leaves out."""
        lieux = group_par(etat, lambda case: (case[0], case[2]))
        for (code, ventilation), cases in lieux.items():
            connus = {case[1] for case in cases}
            for tout, membres in ((lieu, self.membres[lieu]) for lieu in sorted(connus & self.membres.keys())):
                inclus = [lieu for lieu in sorted(connus & self.membres.keys()) if self.membres[lieu] < membres]
                for ensemble in [None, *inclus]:
                    autres = membres - self.membres[ensemble] if ensemble else membres
                    lieux_somme = [*filter(None, [ensemble]), *sorted(autres & connus)]
                    parties = [(code, lieu, ventilation) for lieu in lieux_somme]
                    manquante = _get_seule([(code, lieu, ventilation) for lieu in autres - connus])
                    yield from _list_sommes_facettes(etat, (code, tout, ventilation), parties, manquante)

    def _list_ventilations(self, etat: Etat) -> Iterator[tuple[Case, list[Case], Case | None]]:
        """List the breakdowns of each whole, and the one cell that may be missing: families, larger modalities."""
        for (code, lieu), cases in group_par(etat, lambda case: (case[0], case[1])).items():
            connues = {case[2] for case in cases if case[2]}
            for dimension, modalites in group_par(sorted(connues), lambda v: v.partition(":")[0]).items():
                familles = self.familles.get(dimension, [])
                inconnues = set(modalites).difference(*familles)
                for famille in familles or [frozenset()]:
                    siennes = [v for v in modalites if v in famille or v in inconnues]
                    if siennes:
                        absentes = [(code, lieu, v) for v in famille - connues]
                        yield (code, lieu, ""), [(code, lieu, v) for v in siennes], _get_seule(absentes)
            for parent, enfants in self.filiations.items():
                if parent in connues and enfants & connues:
                    filles = [(code, lieu, v) for v in sorted(enfants & connues)]
                    yield (code, lieu, parent), filles, _get_seule([(code, lieu, v) for v in enfants - connues])

    def _list_partages(self, etat: Etat) -> Iterator[Addition]:
        """List the shares of one whole, whose numerators make the denominator they have in common."""
        for codes in self.partages:
            places = {case[1:] for case in etat if case[0] in codes}
            for lieu, ventilation in sorted(places):
                cases = [c for code in codes if NUMERATEUR in etat.get(c := (code, lieu, ventilation), {})]
                if cases and _is_partage(etat, cases):
                    parties = tuple((case, NUMERATEUR) for case in cases)
                    yield Addition(parties, (cases[0], DENOMINATEUR), len(cases) == len(codes) - 1)

    def _list_formules(self, etat: Etat) -> Iterator[Addition]:
        """List the figures that a formula adds up, for the whole département."""
        for indicateur in self.contrat.indicateurs:
            tout = (indicateur.code, DEPARTEMENT, "")
            if indicateur.formule and tout in etat:
                codes = list_codes(indicateur, self.contrat.indicateur_par_code)
                yield from _list_sommes_facettes(etat, tout, [(code, DEPARTEMENT, "") for code in codes], None)


def _get_seule(cases: Sequence[Case]) -> Case | None:
    """Give the only one of cells, None when there are several or none."""
    return cases[0] if len(cases) == 1 else None


def _list_sommes_facettes(etat: Etat, tout: Case, parties: list[Case], manquante: Case | None) -> Iterator[Addition]:
    """List the sums of one whole: of values, of numerators, of denominators unless they are one and the same."""
    est_partage = len(parties) > 1 and _is_partage(etat, [*parties, tout])
    for nom in (VALEUR, NUMERATEUR) if est_partage else (VALEUR, NUMERATEUR, DENOMINATEUR):
        siennes = tuple((case, nom) for case in parties if nom in etat.get(case, {}))
        if siennes and nom in etat.get(tout, {}):
            seule = manquante if len(siennes) == len(parties) else None
            yield Addition(siennes, (tout, nom), seule is not None, seule)


def _is_partage(etat: Etat, cases: Iterable[Case]) -> bool:
    """Whether rates are shares of one whole: they all have one denominator."""
    effectifs = [etat.get(case, {}) for case in cases]
    communs = {effectif.get(DENOMINATEUR) for effectif in effectifs}
    return len(effectifs) > 1 and len(communs) == 1 and all(RESTE in effectif for effectif in effectifs)


def list_sommes_mesures(contexte: Iterable[Contexte]) -> list[tuple[str, tuple[str, ...]]]:
    """List the measures that others of their kind make, as (whole, parts).

    The contract names no such sum: it is one where the figures prove it, in three places out of four at least, and in
    two places.
    """
    sommes = []
    comptes = [fait for fait in contexte if is_unite_de_personnes(fait.unite) and not fait.unite.startswith("%")]
    for faits in group_par(comptes, lambda fait: (fait.bloc, fait.unite)).values():
        places: dict[tuple[str, str], dict[str, Decimal]] = {}
        for fait in faits:
            places.setdefault((fait.territoire, fait.periode), {})[fait.mesure] = fait.valeur
        mesures = sorted({fait.mesure for fait in faits})
        taille = len(mesures) if len(mesures) <= GROUPE_MESURES else 3
        essais = chain.from_iterable(combinations(mesures, n) for n in range(2, taille))
        sommes += [
            (tout, parties)
            for parties in essais
            for tout in mesures
            if tout not in parties and _is_somme(tout, parties, places.values())
        ]
    return sommes


def _is_somme(tout: str, parties: tuple[str, ...], places: Iterable[Mapping[str, Decimal]]) -> bool:
    verdicts = [
        sum(place[partie] for partie in parties) == place[tout] for place in places if {tout, *parties} <= place.keys()
    ]
    return len(verdicts) > 1 and 4 * sum(verdicts) >= 3 * len(verdicts)
