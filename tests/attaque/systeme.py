"""The attack itself: integer programming on what is hidden. Rank alone misses that two hidden 1..4 of sum 2 are 1."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tests.attaque.vues import Cle

Nombre = tuple[Cle, tuple[int, ...], str]
"""A number that exists: a figure, the version of it, one of its terms."""
Somme = Mapping[Nombre, Fraction | int]
GRAND = 10**6
EPSILON = 1e-6


@dataclass
class Systeme:
    """Numbers known and hidden, and the equations between them: bas ≤ Σ coefficient × number ≤ haut."""

    connus: dict[Nombre, Fraction] = field(default_factory=dict)
    contraintes: list[tuple[dict[Nombre, Fraction], Fraction | None, Fraction | None]] = field(default_factory=list)
    vues: set[object] = field(default_factory=set)

    def add(self, somme: Somme, bas: Fraction | int | None, haut: Fraction | int | None) -> None:
        """Write an equation once; what is known goes to its bounds when the system is solved."""
        termes = {nombre: Fraction(c) for nombre, c in somme.items() if c}
        cle = (frozenset(termes.items()), bas, haut)
        if cle not in self.vues:
            self.vues.add(cle)
            limites = [None if borne is None else Fraction(borne) for borne in (bas, haut)]
            self.contraintes.append((termes, limites[0], limites[1]))

    def list_fausses(self, verite: Mapping[Nombre, Fraction]) -> list[object]:
        """List the equations that the true numbers deny: there must be none, or the attacker is wrong."""
        fausses: list[object] = []
        for termes, bas, haut in self.contraintes:
            total = sum((c * verite[nombre] for nombre, c in termes.items()), Fraction(0))
            if (bas is not None and total < bas) or (haut is not None and total > haut):
                fausses.append((termes, bas, haut))
        return fausses


class Resolution:
    """The hidden numbers of a system, by independent blocks, with the solutions met so far of each."""

    def __init__(self, systeme: Systeme, verite: Mapping[Nombre, Fraction]) -> None:
        self.connus = systeme.connus
        self.verite = verite
        reduites = [self._reduce(*contrainte) for contrainte in systeme.contraintes]
        self.blocs: dict[Nombre, _Bloc] = {}
        for bloc in _build_blocs([reduite for reduite in reduites if reduite[0]], verite):
            self.blocs |= dict.fromkeys(bloc.nombres, bloc)

    def _reduce(self, termes: Somme, bas: Fraction | None, haut: Fraction | None) -> "_Reduite":
        connu = sum((c * self.connus[n] for n, c in termes.items() if n in self.connus), Fraction(0))
        restants = {n: Fraction(c) for n, c in termes.items() if n not in self.connus}
        return restants, None if bas is None else bas - connu, None if haut is None else haut - connu

    def is_fige(self, somme: Somme) -> bool:
        """Whether a sum of numbers takes one single value in every solution: the attacker then has it."""
        restants = {n: Fraction(c) for n, c in somme.items() if n not in self.connus}
        libres = {n for n in restants if n not in self.blocs}
        if libres:
            return False
        blocs = {id(self.blocs[n]): self.blocs[n] for n in restants}
        return all(
            bloc.is_fige({n: c for n, c in restants.items() if self.blocs[n] is bloc}) for bloc in blocs.values()
        )


_Reduite = tuple[dict[Nombre, Fraction], Fraction | None, Fraction | None]


def _build_blocs(reduites: list[_Reduite], verite: Mapping[Nombre, Fraction]) -> Iterable["_Bloc"]:
    """Cut a system into blocks that share no hidden number."""
    parent: dict[Nombre, Nombre] = {}

    def get_racine(nombre: Nombre) -> Nombre:
        while parent.setdefault(nombre, nombre) != nombre:
            parent[nombre] = nombre = parent[parent[nombre]]
        return nombre

    for termes, _, _ in reduites:
        premier, *suite = termes
        for autre in suite:
            parent[get_racine(autre)] = get_racine(premier)
        get_racine(premier)
    blocs: dict[Nombre, list[_Reduite]] = defaultdict(list)
    for reduite in reduites:
        blocs[get_racine(next(iter(reduite[0])))].append(reduite)
    return [_Bloc(siennes, verite) for siennes in blocs.values()]


class _Bloc:
    """One block: solved as often as needed, each solution kept, for it may free other numbers."""

    def __init__(self, reduites: list[_Reduite], verite: Mapping[Nombre, Fraction]) -> None:
        self.nombres = sorted({n for termes, _, _ in reduites for n in termes})
        self.rangs = {nombre: rang for rang, nombre in enumerate(self.nombres)}
        cases = [(i, self.rangs[n], float(c)) for i, (termes, _, _) in enumerate(reduites) for n, c in termes.items()]
        lignes, colonnes, valeurs = zip(*cases, strict=True)
        matrice = coo_array((valeurs, (lignes, colonnes)), shape=(len(reduites), len(self.nombres))).tocsc()
        bas = [-np.inf if b is None else float(b) for _, b, _ in reduites]
        haut = [np.inf if h is None else float(h) for _, _, h in reduites]
        self.contraintes = LinearConstraint(matrice, bas, haut)
        self.solutions = [np.array([float(verite[n]) for n in self.nombres])]

    def is_fige(self, somme: Somme) -> bool:
        couts = np.zeros(len(self.nombres))
        for nombre, c in somme.items():
            couts[self.rangs[nombre]] = float(c)
        vraie = couts @ self.solutions[0]
        if any(abs(couts @ solution - vraie) > 0.5 for solution in self.solutions):
            return False
        connues = len(self.solutions)
        for presolve, sens in product((False, True), (1, -1)):
            if (solution := self._solve(sens * couts, presolve)) is not None:
                self.solutions.append(solution)
                if abs(couts @ solution - vraie) > 0.5:
                    return False
        assert len(self.solutions) > connues, "le solveur ne trouve pas même les vrais nombres"
        return True

    def _solve(self, couts: np.ndarray, presolve: bool) -> np.ndarray | None:
        """Give the solution of least cost, checked again in whole numbers; None when the solver says there is none.

        Its simplification now and then calls infeasible what has solutions: what is taken is asked with and without.
        """
        issue = milp(
            couts,
            integrality=1,
            bounds=Bounds(0, GRAND),
            constraints=self.contraintes,
            options={"presolve": presolve},
        )
        if issue.x is None:
            return None
        solution = np.round(issue.x)
        sommes = self.contraintes.A @ solution
        juste = (sommes >= self.contraintes.lb - EPSILON).all() and (sommes <= self.contraintes.ub + EPSILON).all()
        return solution if juste else None
