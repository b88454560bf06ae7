"""Whether the equations of a stack are linear, as some ways of solving them need."""

import ast
import re

from snn_cl.errors import EquationFileError
from snn_cl.language.expression import names_in, parse
from snn_cl.language.lines import Equation


class Expanded:
    """The right side of an equation with its subexpressions written out.

    Parameters
    ----------
    equation : Equation
    equations : dict of str to Equation
        All equations of the stack.

    Attributes
    ----------
    tree : ast.expr or None
        None if it cannot be read, which is said elsewhere.
    names, functions : set of str
        What it reads and calls.
    """

    def __init__(self, equation: Equation, equations: dict[str, Equation]):
        self.names: set[str] = set()
        self.functions: set[str] = set()
        self.tree = self._read(equation, equations, frozenset())

    def _read(self, equation, equations, above):
        try:
            tree = parse(equation.expression, equation.expression_place)
        except EquationFileError:
            return None  # said elsewhere
        self.functions |= {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        for name in {node.id for node in names_in(tree)}:
            inner = equations.get(name)
            if inner is None or inner.kind != "subexpression" or name in above:
                self.names.add(name)
            else:
                within = self._read(inner, equations, above | {name})
                tree = _Replaced(name, within).visit(tree) if within else tree
        return tree


class _Replaced(ast.NodeTransformer):
    def __init__(self, name, by):
        self.name, self.by = name, by

    def visit_Name(self, node):
        return self.by if node.id == self.name else node


def degree(tree: ast.AST, variables: set[str]) -> int:
    """Return how an expression depends on some variables.

    Parameters
    ----------
    tree : ast.AST
    variables : set of str

    Returns
    -------
    int
        0 not at all, 1 linearly, 2 otherwise.
    """
    if isinstance(tree, ast.BinOp):
        left, right = degree(tree.left, variables), degree(tree.right, variables)
        if isinstance(tree.op, ast.Add | ast.Sub):
            return max(left, right)
        if isinstance(tree.op, ast.Mult):
            return min(left + right, 2)
        if isinstance(tree.op, ast.Div) and not right:
            return left
        return 2 if left or right else 0
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub | ast.UAdd):
        return degree(tree.operand, variables)
    if isinstance(tree, ast.Name):
        return int(tree.id in variables)
    text = ast.unparse(tree)
    return 2 if any(re.search(rf"\b{name}\b", text) for name in variables) else 0
