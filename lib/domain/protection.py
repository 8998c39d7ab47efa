"""Which cells to hide so that none of the small ones, nor any other hidden one, can be worked out from the rest.

The guard is given what each reading of the store shows, oldest first, and never uncovers what it has hidden: whoever
keeps several readings has no more than their sums, which are all in one system.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lib.domain.systemes import RIEN, Ecarts, Inconnue, Prises, Systeme

Case = tuple[str, str, str]
"""A measure, a territory, a breakdown."""
CREDIT_MAXIMAL = 10
"""How many cells are hidden at most for one hidden value, before all that it is added to is."""
POIDS_TOTAL, POIDS_ENSEMBLE = 2, 4
"""How many parts a total, then a figure of the whole département, are worth when the cells to hide are counted."""


@dataclass(frozen=True)
class Version:
    """One value that a cell ever had: its unknowns, those of them that are small counts."""

    inconnues: tuple[Inconnue, ...]
    petites: tuple[Inconnue, ...] = ()


@dataclass(frozen=True)
class Cible:
    """What must not be worked out: one unknown to move, or any of several."""

    case: Case
    inconnues: tuple[Inconnue, ...]


@dataclass
class Garde:
    """The hidden cells of one period, and the proof that each hidden value could be another one (temoins).

    ensembles: the figures of the whole département; totaux: the cells that others make; both are hidden after their
    parts. restes: the small counts that no cell shows.
    """

    systeme: Systeme
    ensembles: Collection[Case] = ()
    totaux: set[Case] = field(default_factory=set)
    versions: dict[Case, list[Version]] = field(default_factory=dict)
    proprietaires: dict[Inconnue, set[Case]] = field(default_factory=dict)
    masques: set[Case] = field(default_factory=set)
    temoins: dict[Cible, Ecarts] = field(default_factory=dict)
    restes: list[Cible] = field(default_factory=list)
    jetons: dict[Case, Prises] = field(default_factory=dict)
    verifiees: int = 0

    def record_version(self, case: Case, version: Version) -> None:
        """Add a value of a cell, shown unless the cell is hidden already."""
        self.versions.setdefault(case, []).append(version)
        for inconnue in version.inconnues:
            self.proprietaires.setdefault(inconnue, set()).add(case)
            self._update_cachee(inconnue)

    def record_reste(self, inconnue: Inconnue, petit: bool) -> None:
        """Add what a sum leaves out, which no cell shows; petit: it is itself a small count to protect."""
        self.systeme.cachees.add(inconnue)
        if petit:
            self.restes.append(Cible(("", "", ""), (inconnue,)))

    def protect(self, cases: Iterable[Case]) -> None:
        """Hide these cells, then whatever gives a hidden one back with the sums known so far."""
        self._verify_temoins()
        self._hide(cases)
        ajoutees: list[Case] = []
        attente = [*self.restes, *(cible for case in sorted(self.masques) for cible in self._list_cibles(case))]
        while attente:
            cible = attente.pop(0)
            choisies = self._protect_cible(cible)
            ajoutees += choisies
            attente += [autre for case in choisies for autre in self._list_cibles(case)]
        for case in sorted(ajoutees, key=lambda case: (case not in self.ensembles, case)):
            self._uncover(case)

    def _protect_cible(self, cible: Cible) -> list[Case]:
        """Hide the fewest cells that let a hidden value be another one, if need be; give them."""
        if cible in self.temoins:
            return []
        for credit in range(CREDIT_MAXIMAL + 1):
            if ecarts := self._find_temoin(cible, credit):
                choisies = self._list_visibles(ecarts)
                self._hide(choisies)
                self.temoins[cible] = ecarts
                return choisies
        return self._hide_voisines(cible)

    def _list_visibles(self, inconnues: Iterable[Inconnue]) -> list[Case]:
        """List the cells still shown of some unknowns."""
        return sorted({case for i in inconnues for case in self.proprietaires.get(i, ())} - self.masques)

    def _find_temoin(self, cible: Cible, credit: int = 0) -> Ecarts:
        """Find how one of the unknowns may be another one; {} when none may."""
        temoins = (self.systeme.find_temoin(inconnue, self._get_prix, credit) for inconnue in cible.inconnues)
        return next((ecarts for ecarts in temoins if ecarts), {})

    def _get_prix(self, inconnue: Inconnue) -> Prises:
        """What hiding an unknown takes away: its cells; a total is worth several parts."""
        visibles = self.proprietaires.get(inconnue, set()) - self.masques
        return frozenset().union(*(self._get_jetons(case) for case in visibles)) if visibles else RIEN

    def _get_jetons(self, case: Case) -> Prises:
        if case not in self.jetons:
            poids = POIDS_ENSEMBLE if case in self.ensembles else POIDS_TOTAL if case in self.totaux else 1
            self.jetons[case] = frozenset((case, n) for n in range(poids))
        return self.jetons[case]

    def _hide_voisines(self, cible: Cible) -> list[Case]:
        """Hide every cell that shares a sum with a value that nothing less protects, then those next to them."""
        sommes = self.systeme.sommes
        vues, choisies = set(cible.inconnues), self._list_visibles(cible.inconnues)
        while True:
            voisines = {i for vue in vues for rang in self.systeme.rangs[vue] for i in sommes[rang]}
            choisies += self._list_visibles(voisines)
            self._hide(choisies)
            if ecarts := self._find_temoin(cible):
                self.temoins[cible] = ecarts
                return choisies
            if voisines <= vues:
                return choisies
            vues |= voisines

    def _hide(self, cases: Iterable[Case]) -> None:
        """Hide cells; an unknown is hidden once every cell that shows it is."""
        nouvelles = set(cases) - self.masques
        self.masques |= nouvelles
        for case in nouvelles:
            for version in self.versions.get(case, ()):
                for inconnue in version.inconnues:
                    self._update_cachee(inconnue)

    def _update_cachee(self, inconnue: Inconnue) -> None:
        if self.proprietaires[inconnue] <= self.masques:
            self.systeme.cachees.add(inconnue)
        else:
            self.systeme.cachees.discard(inconnue)

    def _verify_temoins(self) -> None:
        """Forget the proofs that a new sum, or a cell shown since, contradicts."""
        nouvelles = range(self.verifiees, len(self.systeme.sommes))
        self.verifiees = len(self.systeme.sommes)
        self.temoins = {
            cible: ecarts
            for cible, ecarts in self.temoins.items()
            if ecarts.keys() <= self.systeme.cachees
            and all(self.systeme.is_equilibre(ecarts, rang) for rang in nouvelles)
        }

    def _list_cibles(self, case: Case) -> list[Cible]:
        """List what must not be worked out of a cell: each small count in it, else each of its values as a whole."""
        return [cible for version in self.versions.get(case, ()) for cible in _build_cibles(case, version)]

    def _uncover(self, case: Case) -> None:
        """Show a cell again if, the others being hidden by now, it need not be."""
        siennes = {i for version in self.versions[case] for i in version.inconnues}
        avant = self.temoins
        touchees = [cible for cible, ecarts in avant.items() if siennes & ecarts.keys()]
        self.temoins = {cible: ecarts for cible, ecarts in avant.items() if not siennes & ecarts.keys()}
        self.masques.discard(case)
        self.systeme.cachees -= siennes
        for cible in touchees:
            ecarts = {} if cible.case == case else self._find_temoin(cible)
            if ecarts:
                self.temoins[cible] = ecarts
            elif cible.case != case:
                self._hide([case])
                self.temoins = avant
                return


def _build_cibles(case: Case, version: Version) -> list[Cible]:
    """List what must not be worked out of a value: each small count in it, else the value as a whole."""
    if version.petites:
        return [Cible(case, (petite,)) for petite in version.petites]
    return [Cible(case, version.inconnues)] if version.inconnues else []
