"""Which cells to hide so that none of the small ones, nor any other hidden one, can be worked out from the rest.

The guard is given what each reading of the store shows, oldest first, and never uncovers what it has hidden: whoever
keeps several readings has no more than their sums, which are all in one system.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from lib.domain.systemes import RIEN, Ecarts, Inconnue, Prises, Systeme

Cellule = tuple[str, str, str, str]
"""A period, a measure, a territory, a breakdown."""
CREDIT_MAXIMAL = 10
"""How many cells are hidden at most for one hidden value, before all that it is added to is."""
POIDS_TOTAL, POIDS_ENSEMBLE = 2, 4
"""How many parts a total, then a figure of the whole département, are worth when the cells to hide are counted."""


@dataclass(frozen=True)
class ValeurGardee:
    """One value that a cell ever had: its unknowns, those of them that are small counts."""

    inconnues: tuple[Inconnue, ...]
    petites: tuple[Inconnue, ...] = ()


@dataclass(frozen=True)
class Secret:
    """What must not be worked out: one unknown to move, or any of several."""

    cellule: Cellule
    inconnues: tuple[Inconnue, ...]


@dataclass
class Garde:
    """The hidden cells of one period, and the proof that each hidden value could be another one (temoins).

    ensembles: the figures of the whole département; totaux: the cells that others make; both are hidden after their
    parts. restes: the small counts that no cell shows.
    """

    systeme: Systeme
    ensembles: set[Cellule] = field(default_factory=set)
    totaux: set[Cellule] = field(default_factory=set)
    valeurs: dict[Cellule, list[ValeurGardee]] = field(default_factory=dict)
    proprietaires: dict[Inconnue, set[Cellule]] = field(default_factory=dict)
    masques: set[Cellule] = field(default_factory=set)
    temoins: dict[Secret, Ecarts] = field(default_factory=dict)
    restes: list[Secret] = field(default_factory=list)
    jetons: dict[Cellule, Prises] = field(default_factory=dict)
    verifiees: int = 0

    def record_valeur(self, cellule: Cellule, valeur: ValeurGardee) -> None:
        """Add a value of a cell, shown unless the cell is hidden already."""
        self.valeurs.setdefault(cellule, []).append(valeur)
        for inconnue in valeur.inconnues:
            self.proprietaires.setdefault(inconnue, set()).add(cellule)
            self._update_cachee(inconnue)

    def record_reste(self, inconnue: Inconnue, petit: bool) -> None:
        """Add what a sum leaves out; petit: it is itself a small count to protect.

        No cell shows it, unless another reading does.
        """
        self.proprietaires.setdefault(inconnue, set())
        self._update_cachee(inconnue)
        if petit:
            self.restes.append(Secret(("", "", "", ""), (inconnue,)))

    def protect(self, cellules: Iterable[Cellule]) -> None:
        """Hide these cells, then whatever gives a hidden one back with the sums known so far."""
        self._verify_temoins()
        self._hide(cellules)
        ajoutees: list[Cellule] = []
        attente = deque(
            [*self.restes, *(secret for cellule in sorted(self.masques) for secret in self._list_secrets(cellule))]
        )
        while attente:
            secret = attente.popleft()
            if self.systeme.est_epuise:
                sans_preuve = [autre for autre in (secret, *attente) if autre not in self.temoins]
                self._hide_composante({inconnue for autre in sans_preuve for inconnue in autre.inconnues})
                return
            choisies = self._protect_secret(secret)
            ajoutees += choisies
            attente += [autre for cellule in choisies for autre in self._list_secrets(cellule)]
        for cellule in sorted(ajoutees, key=lambda cellule: (cellule not in self.ensembles, cellule)):
            self._uncover(cellule)

    def _hide_composante(self, inconnues: set[Inconnue]) -> None:
        """Hide, without proof, every part that sums bind to some unknowns, from one to the next."""
        vues: set[Inconnue] = set()
        while inconnues:
            vues |= inconnues
            self._hide(cellule for cellule in self._list_visibles(inconnues) if cellule not in self.ensembles)
            sommes = (self.systeme.sommes[rang] for inconnue in inconnues for rang in self.systeme.rangs[inconnue])
            inconnues = {inconnue for somme in sommes for inconnue in somme} - vues

    def _protect_secret(self, secret: Secret) -> list[Cellule]:
        """Hide the fewest cells that let a hidden value be another one, if need be; give them."""
        if secret in self.temoins:
            return []
        for souple, credit in product((False, True), range(CREDIT_MAXIMAL + 1)):
            if ecarts := self._find_temoin(secret, credit, souple):
                choisies = self._list_visibles(ecarts)
                self._hide(choisies)
                self.temoins[secret] = ecarts
                return choisies
        return self._hide_voisines(secret)

    def _list_visibles(self, inconnues: Iterable[Inconnue]) -> list[Cellule]:
        """List the cells still shown of some unknowns."""
        return sorted({cellule for i in inconnues for cellule in self.proprietaires.get(i, ())} - self.masques)

    def _find_temoin(self, secret: Secret, credit: int = 0, souple: bool = False) -> Ecarts:
        """Find how one of the unknowns may be another one; {} when none may."""
        temoins = (self.systeme.find_temoin(i, self._get_prix, credit, souple=souple) for i in secret.inconnues)
        return next((ecarts for ecarts in temoins if ecarts), {})

    def _get_prix(self, inconnue: Inconnue) -> Prises:
        """What hiding an unknown takes away: its cells; a total is worth several parts."""
        visibles = self.proprietaires.get(inconnue, set()) - self.masques
        return frozenset().union(*(self._get_jetons(cellule) for cellule in visibles)) if visibles else RIEN

    def _get_jetons(self, cellule: Cellule) -> Prises:
        if cellule not in self.jetons:
            poids = POIDS_ENSEMBLE if cellule in self.ensembles else POIDS_TOTAL if cellule in self.totaux else 1
            self.jetons[cellule] = frozenset((cellule, n) for n in range(poids))
        return self.jetons[cellule]

    def _hide_voisines(self, secret: Secret) -> list[Cellule]:
        """Hide every cell that shares a sum with a value that nothing less protects, then those next to them."""
        sommes = self.systeme.sommes
        vues, choisies = set(secret.inconnues), self._list_visibles(secret.inconnues)
        while True:
            voisines = {i for vue in vues for rang in self.systeme.rangs[vue] for i in sommes[rang]}
            choisies += self._list_visibles(voisines)
            self._hide(choisies)
            if ecarts := self._find_temoin(secret, souple=True):
                self.temoins[secret] = ecarts
                return choisies
            if voisines <= vues:
                return choisies
            vues |= voisines

    def _hide(self, cellules: Iterable[Cellule]) -> None:
        """Hide cells; an unknown is hidden once every cell that shows it is."""
        nouvelles = set(cellules) - self.masques
        self.masques |= nouvelles
        for cellule in nouvelles:
            for valeur in self.valeurs.get(cellule, ()):
                for inconnue in valeur.inconnues:
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
            secret: ecarts
            for secret, ecarts in self.temoins.items()
            if ecarts.keys() <= self.systeme.cachees
            and all(self.systeme.is_equilibre(ecarts, rang) for rang in nouvelles)
        }

    def _list_secrets(self, cellule: Cellule) -> list[Secret]:
        """List what must not be worked out of a cell: each small count in it, else each of its values as a whole."""
        return [secret for valeur in self.valeurs.get(cellule, ()) for secret in _build_secrets(cellule, valeur)]

    def _uncover(self, cellule: Cellule) -> None:
        """Show a cell again if, the others being hidden by now, it need not be."""
        siennes = {i for valeur in self.valeurs[cellule] for i in valeur.inconnues}
        avant = self.temoins
        touchees = [secret for secret, ecarts in avant.items() if siennes & ecarts.keys()]
        self.temoins = {secret: ecarts for secret, ecarts in avant.items() if not siennes & ecarts.keys()}
        self.masques.discard(cellule)
        self.systeme.cachees -= siennes
        for secret in touchees:
            ecarts = {} if secret.cellule == cellule else self._find_temoin(secret)
            if ecarts:
                self.temoins[secret] = ecarts
            elif secret.cellule != cellule:
                self._hide([cellule])
                self.temoins = avant
                return


def _build_secrets(cellule: Cellule, valeur: ValeurGardee) -> list[Secret]:
    """List what must not be worked out of a value: each small count in it, else the value as a whole."""
    if valeur.petites:
        return [Secret(cellule, (petite,)) for petite in valeur.petites]
    return [Secret(cellule, valeur.inconnues)] if valeur.inconnues else []
