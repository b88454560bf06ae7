"""The text of an expression as Brian2 is given it, and what no backend could work out alike.

An equation file keeps what its author wrote; this is done to a copy on the way to Brian2, and to
starting values. `check` does it too, for the sake of what it refuses.
"""

import ast
import math
from collections.abc import Mapping

import numpy as np

from snn_cl.errors import EquationFileError
from snn_cl.language.expression import evaluate, names_in, parse
from snn_cl.language.number_kinds import (
    BOOLEAN,
    EXACT,
    FINITE,
    INT32,
    REAL,
    WHOLE,
    Kind,
    as_number,
    call,
    function_call,
    long_of,
    power,
    quotient,
    remainder,
    sum_or_product,
    whole,
)
from snn_cl.language.numeric_functions import FUNCTIONS
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import N_ARGUMENTS

SINGLE = (1.1754944e-38, 3.4028234e38)  # what single precision holds, besides 0
CONSTANTS = {"pi": math.pi, "e": math.e}


def exact(text: str, names: Mapping[str, Kind], place: Place) -> tuple[str, Kind]:
    """Return an expression that every backend works out alike, and what it gives.

    Parameters
    ----------
    text : str
    names : mapping of str to Kind
        Of names that are not real.
    place : Place
        Where the text starts.

    Returns
    -------
    text : str
        As it came if there was nothing to change.
    kind : Kind

    Raises
    ------
    EquationFileError
        As `exact_tree` does.
    """
    tree = parse(text, place)
    before = ast.unparse(tree)
    written, kind = exact_tree(tree, names, place)
    after = ast.unparse(written)
    return (text if after == before else after), kind


def exact_tree(tree: ast.expr, names: Mapping[str, Kind], place: Place) -> tuple[ast.expr, Kind]:
    """Do as `exact` does with a parsed expression.

    Parameters
    ----------
    tree : ast.expr
        Is not changed.
    names : mapping of str to Kind
    place : Place

    Returns
    -------
    tree : ast.expr
    kind : Kind

    Raises
    ------
    EquationFileError
        If a condition stands where a number must, or the other way round, or a number is none.
    """
    try:
        return _Walker(names, place).visit(tree)
    except RecursionError as error:
        raise place.error("this is nested too deeply; split it") from error


class _Walker(ast.NodeVisitor):
    """Every visit returns the node as it is to be written, and its kind."""

    def __init__(self, names: Mapping[str, Kind], place: Place):
        self.names = names
        self.place = place

    def error(self, node, message):
        return self.place.error(message, getattr(node, "col_offset", 0))

    def generic_visit(self, node):
        raise self.error(node, f"'{ast.unparse(node)}' cannot stand in an equation")

    def number(self, node):
        return self.counted(*self.visit(node))

    def counted(self, node, kind):
        read = {name.id for name in names_in(node)}
        return as_number(
            node, kind, not any(self.names.get(n, REAL).name == "boolean" for n in read)
        )

    def condition(self, node, word):
        written, kind = self.visit(node)
        if kind.name == "boolean":
            return written
        text = ast.unparse(node)
        raise self.error(
            node,
            f"'{text}' is a number, but '{word}' takes conditions; write '{_bracketed(node)} != 0'",
        )

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, bool):
            return node, BOOLEAN
        if not isinstance(value, int | float):
            raise self.error(node, f"{value!r} is not a number; equations hold numbers only")
        self.check_range(node)
        if isinstance(value, float):
            return node, FINITE
        if value <= EXACT:
            return node, whole(value, value)
        if float(value) != value:
            message = f"'{value}' has more digits than a real number keeps; write '{float(value)}'"
            raise self.error(node, message)
        return ast.Constant(float(value)), WHOLE

    def check_range(self, node):
        size = abs(node.value)
        if size and not SINGLE[0] <= size <= SINGLE[1]:
            text = ast.unparse(node) if size <= SINGLE[1] else "this number"
            raise self.error(
                node,
                f"{text} is not between 1.2e-38 and 3.4e+38, what single precision holds; "
                "write it in other units",
            )

    def visit_Name(self, node):
        return node, self.names.get(node.id, REAL)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, self.condition(node.operand, "not")), BOOLEAN
        operand, kind = self.number(node.operand)
        if isinstance(node.op, ast.UAdd):
            return operand, kind
        if not isinstance(node.op, ast.USub):
            return self.generic_visit(node)
        low, high = -kind.high, -kind.low
        if kind.is_counted and high > INT32:
            operand = long_of(operand)
        return ast.UnaryOp(node.op, operand), Kind(kind.name, low, high)

    def visit_BoolOp(self, node):
        word = "and" if isinstance(node.op, ast.And) else "or"
        return ast.BoolOp(node.op, [self.condition(v, word) for v in node.values]), BOOLEAN

    def visit_Compare(self, node):
        if len(node.ops) > 1:
            raise self.error(node, f"a chain of comparisons; write '{_unchained(node)}'")
        if isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot):
            raise self.error(node, f"'{ast.unparse(node)}' cannot stand in an equation; write '=='")
        left, _ = self.number(node.left)
        right, _ = self.number(node.comparators[0])
        return ast.Compare(left, node.ops, [right]), BOOLEAN

    def visit_BinOp(self, node):
        left, right = self.number(node.left), self.number(node.right)
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
            written = sum_or_product(node.op, left, right)
        elif isinstance(node.op, ast.Div):
            written = quotient(left, right)
        elif isinstance(node.op, ast.Pow):
            written = power(left, right)
        elif isinstance(node.op, ast.Mod | ast.FloorDiv):
            written = remainder(node.op, left, right)
        else:
            return self.generic_visit(node)
        self.check_value(node)
        return written

    def visit_Call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "int" and len(node.args) == 1:
            written = self.visit_int(node)
        else:
            given = [self.number(argument) for argument in node.args]
            written = function_call(name, given, node)
        self.check_value(node)
        return written

    def visit_int(self, node):
        argument, kind = self.visit(node.args[0])
        if kind.name == "real":
            return call("snn_whole_part", argument), WHOLE
        return self.counted(argument, kind)

    def check_value(self, node):
        """Refuse a division by what is always 0, and a constant that is no number, as log(0)."""
        divides = isinstance(getattr(node, "op", None), ast.Div | ast.Mod | ast.FloorDiv)
        if divides and _is_always_0(node.right):
            text = ast.unparse(node.right)
            raise self.error(node, f"'{text}' is always 0, so nothing can be divided by it")
        if _is_constant(node) and not np.isfinite(_value(node, {})):
            raise self.error(node, f"'{ast.unparse(node)}' is not a finite number")


class _Unchecked(_Walker):
    def check_value(self, node):
        """Values inside of a value are judged already."""


def _bracketed(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Name | ast.Call | ast.BinOp) else f"({text})"


def _unchained(node: ast.Compare) -> str:
    operands = [node.left, *node.comparators]
    pairs = zip(operands, node.ops, operands[1:], strict=False)
    return " and ".join(ast.unparse(ast.Compare(a, [op], [b])) for a, op, b in pairs)


def _is_constant(node: ast.expr) -> bool:
    calls = {part.func.id for part in ast.walk(node) if isinstance(part, ast.Call)}
    return not {n.id for n in names_in(node)} - CONSTANTS.keys() and calls <= N_ARGUMENTS.keys() - {
        *("rand", "randn", "stimulus", "teacher", "modulator")
    }


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    """Return the value of a part; NaN where there is none."""
    tree, _ = _Unchecked({}, Place("")).visit(node)
    try:
        with np.errstate(all="ignore"):
            value = evaluate(tree, CONSTANTS | values, FUNCTIONS, Place(""))
    except EquationFileError:  # from Python: 0/0, or a number too large
        return math.nan
    return math.nan if isinstance(value, complex) else float(value)


def _is_always_0(node: ast.expr) -> bool:
    """Return whether sums and products of names cancel out, as in y - y, or a constant is 0."""
    if _is_constant(node):
        return _value(node, {}) == 0
    parts = [node]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub | ast.Mult):
            parts += [part.left, part.right]
        elif not (isinstance(part, ast.Name) or _is_constant(part)):
            return False
    names = sorted({name.id for name in names_in(node)} - CONSTANTS.keys())
    trials = [{name: float(n + 7 * k**2 + k) for k, name in enumerate(names)} for n in (2, 3, 5)]
    return all(_value(node, values) == 0 for values in trials)
