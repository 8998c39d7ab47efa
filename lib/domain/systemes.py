"""Systems of sums of whole counts: may what is hidden take another value than its own, all that is shown being fixed?

An unknown is given back when every whole solution of the system gives it the same value. The proof that it is not is
another solution: a witness, which moves it by one or two and makes up for it elsewhere among the hidden ones. A witness
not found in a bounded search counts as none: more is then hidden than need be, never less.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Inconnue = int
"""The rank of an unknown in its system."""
Ecarts = dict[Inconnue, int]
"""By how much each unknown of a witness moves."""
Prises = frozenset[Hashable]
"""What hiding unknowns takes away from the readers."""
Pistes = list[tuple[Inconnue, int, Prises]]
"""Moves that make up for a sum, each with what it takes away."""
PAS = (1, -1, 2, -2)
"""The moves tried on the unknown to protect."""
ESSAIS = 400
"""How many moves a search may try at each price before it gives up."""
PISTES = 6
"""How many of the shown unknowns of a sum are tried at most, the first of its order."""
TENTATIVES = 200_000
"""How many sums are looked at in all; beyond, nothing has a witness any more."""
RIEN: Prises = frozenset()
MARGE = 20
"""How far from its bounds a count binds nothing: it is only looked at once a witness is found."""


@dataclass(frozen=True)
class Lointaine:
    """What a sum leaves, far from nothing and from the largest small count: it does not bind the search."""

    somme: Mapping[Inconnue, int]
    reste: Decimal
    plafond: int | None

    def is_possible(self, ecarts: Ecarts) -> bool:
        """Whether what is left once unknowns move is still within its bounds."""
        reste = self.reste - sum(c * ecarts.get(inconnue, 0) for inconnue, c in self.somme.items())
        return reste >= 0 if self.plafond is None else 1 <= reste <= self.plafond


@dataclass
class Systeme:
    """Unknowns with their true value, the largest value of those known to be small, and the sums that bind them.

    A sum gives a coefficient to each unknown, its smallest parts first, nothing but zeros after them, its total last;
    it is known, so that only moves that leave it alone are allowed. rangs: the sums of each unknown. cachees: the
    unknowns that nobody reads. lointaines: what sums leave that is far from binding. tentatives: how
    many sums were looked at in all.
    """

    valeurs: list[Decimal] = field(default_factory=list)
    lointaines: dict[Inconnue, list[Lointaine]] = field(default_factory=dict)
    plafonds: dict[Inconnue, int] = field(default_factory=dict)
    sommes: list[dict[Inconnue, int]] = field(default_factory=list)
    rangs: list[list[int]] = field(default_factory=list)
    cachees: set[Inconnue] = field(default_factory=set)
    tentatives: int = 0

    @property
    def est_epuise(self) -> bool:
        """Whether so much was searched that nothing more is."""
        return self.tentatives > TENTATIVES

    def record_inconnue(self, valeur: Decimal) -> Inconnue:
        """Add an unknown; give its rank."""
        self.valeurs.append(valeur)
        self.rangs.append([])
        return len(self.valeurs) - 1

    def record_somme(self, somme: Mapping[Inconnue, int]) -> None:
        """Add a sum."""
        valeurs = self.valeurs
        ordre = sorted((i for i in somme if somme[i]), key=lambda i: (somme[i] < 0, valeurs[i] == 0, valeurs[i], i))
        for inconnue in ordre:
            self.rangs[inconnue].append(len(self.sommes))
        self.sommes.append({inconnue: somme[inconnue] for inconnue in ordre})

    def record_lointaine(self, somme: Mapping[Inconnue, int], reste: Decimal, plafond: int | None) -> bool:
        """Add what a sum leaves, if it is far from its bounds; give whether it is."""
        loin = reste >= MARGE and (plafond is None or reste <= plafond - MARGE)
        if loin:
            lointaine = Lointaine(dict(somme), reste, plafond)
            for inconnue in somme:
                self.lointaines.setdefault(inconnue, []).append(lointaine)
        return loin

    def is_possible(self, ecarts: Ecarts) -> bool:
        """Whether moves leave what was far from its bounds within them."""
        touchees = (lointaine for inconnue in ecarts for lointaine in self.lointaines.get(inconnue, ()))
        return all(lointaine.is_possible(ecarts) for lointaine in touchees)

    def find_temoin(
        self, cible: Inconnue, prix: Callable[[Inconnue], Prises], credit: int = 0, *, souple: bool = False
    ) -> Ecarts:
        """Find a witness for an unknown, {} when there is none; credit: how many things shown it may take away.

        souple: an unknown already moved may move again, which finds more and takes longer.
        """
        recherche = _Recherche(self, prix, credit, cible, souple)
        depart = prix(cible)
        for pas in PAS if len(depart) <= credit and not self.est_epuise else ():
            if self.can_bouger(cible, pas) and recherche.explore({cible: pas}, self.add({}, cible, pas), depart):
                return recherche.temoin
        return {}

    def can_bouger(self, inconnue: Inconnue, pas: int) -> bool:
        """Whether an unknown may take the value next to its own: a small one stays small, the others positive."""
        valeur = self.valeurs[inconnue] + pas
        plafond = self.plafonds.get(inconnue)
        return valeur >= 0 if plafond is None else 1 <= valeur <= plafond

    def add(self, restes: Mapping[int, int], inconnue: Inconnue, pas: int) -> dict[int, int]:
        """Give what is left to make up in each sum once an unknown moves."""
        suite = dict(restes)
        for rang in self.rangs[inconnue]:
            reste = suite.pop(rang, 0) + self.sommes[rang][inconnue] * pas
            if reste:
                suite[rang] = reste
        return suite

    def is_equilibre(self, ecarts: Ecarts, rang: int) -> bool:
        """Whether moves leave a sum alone."""
        return not sum(c * ecarts.get(inconnue, 0) for inconnue, c in self.sommes[rang].items())


@dataclass
class _Recherche:
    """One search: the price of what is shown and the credit, the moves still allowed, the witness once found."""

    systeme: Systeme
    prix: Callable[[Inconnue], Prises]
    credit: int
    cible: Inconnue
    souple: bool
    essais: int = ESSAIS
    vus: set[frozenset[tuple[Inconnue, int]]] = field(default_factory=set)
    temoin: Ecarts = field(default_factory=dict)

    def explore(self, depart: Ecarts, restes: dict[int, int], prises: Prises) -> bool:
        """Make up for the moves made so far, the last ones first; no set of moves is tried twice."""
        pile = [(depart, restes, prises)]
        while pile and self.essais:
            ecarts, restes, prises = pile.pop()
            if not restes and self.systeme.is_possible(ecarts):
                self.temoin = {inconnue: pas for inconnue, pas in ecarts.items() if pas}
                return True
            etat = frozenset(ecarts.items())
            if etat in self.vus:
                continue
            self.vus.add(etat)
            self.essais -= 1
            self.systeme.tentatives += len(restes)
            for inconnue, pas, autres in reversed(self._choose_pistes(ecarts, restes, prises)):
                suite = ecarts | {inconnue: ecarts.get(inconnue, 0) + pas}
                pile.append((suite, self.systeme.add(restes, inconnue, pas), prises | autres))
        return False

    def _choose_pistes(self, ecarts: Ecarts, restes: Mapping[int, int], prises: Prises) -> Pistes:
        """Give the ways to make up for the sum that has the fewest."""
        choix: Pistes | None = None
        for rang, reste in restes.items():
            pistes = self._list_pistes(rang, reste, ecarts, prises)
            if choix is None or len(pistes) < len(choix):
                choix = pistes
            if not choix:
                break
        return choix or []

    def _list_pistes(self, rang: int, reste: int, ecarts: Ecarts, prises: Prises) -> Pistes:
        """List the single moves that make up for a sum: hidden unknowns of the fewest sums, shown ones, moved ones."""
        systeme = self.systeme
        libres: Pistes = []
        payantes: Pistes = []
        reprises: Pistes = []
        for inconnue, coefficient in systeme.sommes[rang].items():
            pas, trop = divmod(-reste, coefficient)
            deja = ecarts.get(inconnue)
            payante = deja is None and inconnue not in systeme.cachees
            if payante and (not self.credit or len(payantes) == PISTES):
                continue
            if trop or inconnue == self.cible or not systeme.can_bouger(inconnue, (deja or 0) + pas):
                continue
            if deja is not None:
                if self.souple:
                    reprises.append((inconnue, pas, RIEN))
            elif not payante:
                libres.append((inconnue, pas, RIEN))
            elif len(prises | (autres := self.prix(inconnue))) <= self.credit:
                payantes.append((inconnue, pas, autres))
        libres.sort(key=lambda piste: len(systeme.rangs[piste[0]]))
        return libres + payantes + reprises
