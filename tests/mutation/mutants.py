"""Mutants of one module: its source with a single change, made on the syntax tree. Docstrings and decorators stay."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARAISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
FONCTIONS = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: the node, by its rank in the tree, what it becomes, and the line where a person finds it."""

    rang: int
    position: int
    ligne: int
    avant: str
    apres: str
    source: str


def list_mutants(source: str) -> Iterator[Mutant]:
    """Give every mutant of a source."""
    arbre = ast.parse(source)
    epargnes = {id(noeud) for racine in _list_epargnes(arbre) for noeud in ast.walk(racine)}
    for rang, noeud in enumerate(ast.walk(arbre)):
        if id(noeud) in epargnes:
            continue
        for position, remplacant in enumerate(list_remplacants(noeud)):
            mute = copy.deepcopy(arbre)
            vise = list(ast.walk(mute))[rang]
            mute = _Remplacement(vise, remplacant).visit(mute)
            yield Mutant(
                rang,
                position,
                getattr(noeud, "lineno", 0),
                _write(noeud),
                _write(remplacant),
                ast.unparse(ast.fix_missing_locations(mute)),
            )


def _list_epargnes(arbre: ast.Module) -> Iterator[ast.AST]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield from getattr(noeud, "decorator_list", [])
            yield from (i.value for i in noeud.body if isinstance(i, ast.Expr) and isinstance(i.value, ast.Constant))


def _write(noeud: ast.AST) -> str:
    texte = " ".join(ast.unparse(noeud).split())
    return texte if len(texte) <= 60 else texte[:59] + "…"


def list_remplacants(noeud: ast.AST) -> Iterator[ast.AST]:
    """Give what a node may become: bounds moved, signs and branches turned round, results lost."""
    if isinstance(noeud, ast.Compare):
        for n, operateur in enumerate(noeud.ops):
            for autre in COMPARAISONS[type(operateur)]:
                yield ast.Compare(noeud.left, [*noeud.ops[:n], autre(), *noeud.ops[n + 1 :]], noeud.comparators)
    elif isinstance(noeud, ast.BinOp) and type(noeud.op) in OPERATIONS:
        yield ast.BinOp(noeud.left, OPERATIONS[type(noeud.op)](), noeud.right)
    elif isinstance(noeud, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(noeud.op, ast.And) else ast.And(), noeud.values)
    elif isinstance(noeud, ast.UnaryOp) and isinstance(noeud.op, ast.Not | ast.USub):
        yield noeud.operand
    elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, bool):
        yield ast.Constant(not noeud.value)
    elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, int):
        yield ast.Constant(noeud.value + 1)
    elif isinstance(noeud, ast.IfExp):
        yield ast.IfExp(noeud.test, noeud.orelse, noeud.body)
    elif isinstance(noeud, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), noeud.test), noeud.body, noeud.orelse)
    elif isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in FONCTIONS:
        yield ast.Call(ast.Name(FONCTIONS[noeud.func.id], ast.Load()), noeud.args, noeud.keywords)
    elif isinstance(noeud, ast.Return) and noeud.value is not None and not isinstance(noeud.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


class _Remplacement(ast.NodeTransformer):
    """Put one node in the place of another; the deep copy keeps the replacement's children apart from the tree's."""

    def __init__(self, vise: ast.AST, remplacant: ast.AST) -> None:
        self.vise, self.remplacant = vise, copy.deepcopy(remplacant)

    def visit(self, noeud: ast.AST) -> ast.AST:
        return self.remplacant if noeud is self.vise else super().visit(noeud)
