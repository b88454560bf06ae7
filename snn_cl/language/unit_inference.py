"""The unit of an expression, worked out from the units of its names."""

import ast
import math
from collections.abc import Mapping

from snn_cl.errors import did_you_mean
from snn_cl.language.dimension import DIMENSIONLESS, Dimension
from snn_cl.language.expression import evaluate, names_in, parse
from snn_cl.language.source_location import Place
from snn_cl.language.unit_names import BASE, has_unit, unit_hint, unit_text
from snn_cl.language.unit_table import unit_values, units

__all__ = [
    "FROM_RUNNER",
    "N_ARGUMENTS",
    "dimensions_of",
    "has_unit",
    "quantity",
    "unit_hint",
    "unit_of",
    "unit_text",
    "unit_values",
    "units",
    "unknown_name",
]

# Functions whose argument and result have no unit, those that keep the unit, and the number of
# arguments of each function that an equation may call.
_UNITLESS = {"exp", "log", "log10", "expm1", "log1p", "exprel", "sin", "cos", "tan", "sinh"} | {
    "cosh",
    "tanh",
    "arcsin",
    "arccos",
    "arctan",
    "int",
}
_KEEPS_UNIT = {"abs", "clip", "floor", "ceil"}
FROM_RUNNER = ("stimulus", "teacher", "modulator")
N_ARGUMENTS = dict.fromkeys(_UNITLESS, 1) | {
    "abs": 1,
    "sqrt": 1,
    "sign": 1,
    "floor": 1,
    "ceil": 1,
    "clip": 3,
    "rand": 0,
    "randn": 0,
    "stimulus": 2,
    "teacher": 2,
    "modulator": 1,
}


def dimensions_of(tree: ast.AST, names: Mapping[str, Dimension], place: Place) -> Dimension:
    """Work out the unit of an expression, and check it on the way.

    Parameters
    ----------
    tree : ast.AST
        From `parse`.
    names : mapping of str to Dimension
        The unit of every variable and parameter that may be read.
    place : Place
        Where the expression starts.

    Returns
    -------
    Dimension

    Raises
    ------
    EquationFileError
        If a name is unknown, units do not fit, or a function is called wrongly.
    """
    try:
        return _DimensionWalker(names, place).visit(tree)
    except RecursionError as error:
        raise place.error("this is nested too deeply; split it") from error


class _DimensionWalker(ast.NodeVisitor):
    def __init__(self, names, place):
        self.names = names
        self.place = place

    def generic_visit(self, node):
        text = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
        raise self._error(
            node, f"'{text}' cannot stand in an equation; expected Brian2's operators"
        )

    def _error(self, node, message):
        return self.place.error(message, getattr(node, "col_offset", 0))

    def visit_IfExp(self, node):
        test, a, b = (ast.unparse(part) for part in (node.test, node.body, node.orelse))
        better = f"({a})*int({test}) + ({b})*int(not ({test}))"
        raise self._error(node, f"'if' cannot stand in an equation; write '{better}'")

    def visit_Constant(self, node):
        if not isinstance(node.value, bool | int | float):
            raise self._error(node, f"{node.value!r} is not a number; equations hold numbers only")
        return DIMENSIONLESS

    def visit_Name(self, node):
        if node.id in self.names:
            return self.names[node.id]
        if node.id in units():
            return units()[node.id].dimension
        if node.id in N_ARGUMENTS:
            raise self._error(node, f"'{node.id}' is a function; write '{node.id}(...)'")
        raise self._error(node, unknown_name(node.id, self.names))

    def visit_UnaryOp(self, node):
        inner = self.visit(node.operand)
        return DIMENSIONLESS if isinstance(node.op, ast.Not) else inner

    def visit_BoolOp(self, node):
        for value in node.values:
            self.visit(value)
        return DIMENSIONLESS

    def visit_Compare(self, node):
        left = self.visit(node.left)
        for operand in node.comparators:
            self._same(node, node.left, left, operand, self.visit(operand), "what is compared")
        return DIMENSIONLESS

    def visit_BinOp(self, node):
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Div):
            return left / right
        if isinstance(node.op, ast.Pow):
            return self._power(node, left, right)
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mod | ast.FloorDiv):
            verb = {ast.Add: "added", ast.Sub: "subtracted"}.get(type(node.op), "divided so")
            self._same(node, node.left, left, node.right, right, f"what is {verb}")
            return DIMENSIONLESS if isinstance(node.op, ast.FloorDiv) else left
        return self.generic_visit(node)

    def _power(self, node, left, right):
        if right != DIMENSIONLESS:
            message = f"the exponent '{ast.unparse(node.right)}' {has_unit(right)}"
            raise self._error(node.right, f"{message}; expected a plain number")
        if left == DIMENSIONLESS:
            return left
        exponent = evaluate(node.right, {}, {}, self.place)
        return left**exponent

    def _same(self, node, first, left, second, right, what):
        if left == right:
            return
        hint = "multiply or divide one of the two"
        for number, unit in ((first, right), (second, left)):
            base = next((name for name in BASE if units()[name].dimension == unit), "")
            if base and isinstance(number, ast.Constant):
                hint = f"write '{ast.unparse(number)}*{base}'"
        raise self._error(
            node,
            f"'{ast.unparse(first)}' {has_unit(left)}, but '{ast.unparse(second)}' "
            f"{has_unit(right)}; {what} must have one unit; {hint}",
        )

    def visit_Call(self, node):
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._error(node, f"'{ast.unparse(node)}' is not a function call of an equation")
        name = node.func.id
        if name not in N_ARGUMENTS:
            message = f"no function '{name}'{did_you_mean(name, N_ARGUMENTS)}"
            raise self._error(node, message)
        if len(node.args) != N_ARGUMENTS[name]:
            expected = N_ARGUMENTS[name]
            plural = "argument" if expected == 1 else "arguments"
            raise self._error(node, f"{name}() takes {expected} {plural}, not {len(node.args)}")
        given = [self.visit(argument) for argument in node.args]
        return self._result(node, name, given)

    def _result(self, node, name, given):
        if name in _UNITLESS:
            self._argument(node, given, 0, DIMENSIONLESS)
        if name in _KEEPS_UNIT:
            for argument, unit in zip(node.args, given, strict=True):
                self._same(node, node.args[0], given[0], argument, unit, f"what {name}() takes")
            return given[0]
        if name == "sqrt":
            return given[0] ** 0.5
        if name in FROM_RUNNER:
            self._argument(node, given, 0, units()["second"].dimension)
            if len(given) > 1:
                self._argument(node, given, 1, DIMENSIONLESS)
        return units()["Hz"].dimension if name in ("stimulus", "teacher") else DIMENSIONLESS

    def _argument(self, node, given, position, expected):
        if given[position] != expected:
            text = ast.unparse(node.args[position])
            wanted = "a time" if expected != DIMENSIONLESS else "a number without unit"
            hint = "" if expected != DIMENSIONLESS else "; divide it by something in that unit"
            raise self._error(
                node.args[position],
                f"'{text}' {has_unit(given[position])}, but {node.func.id}() takes {wanted}{hint}",
            )


def unknown_name(name: str, known: Mapping[str, object]) -> str:
    """Return the message for a name that nothing defines.

    Parameters
    ----------
    name : str
    known : collection of str

    Returns
    -------
    str
    """
    hint = did_you_mean(name, known)
    if not hint.startswith("; did"):
        hint = "; declare it in [equations] or [parameters]"
    return f"'{name}' is not defined{hint}"


def quantity(text: str, place: Place) -> tuple[float, Dimension]:
    """Read a number with its unit, such as '15*ms'.

    Parameters
    ----------
    text : str
    place : Place

    Returns
    -------
    value : float
        In SI units.
    dimension : Dimension

    Raises
    ------
    EquationFileError
        If it is not made of numbers, units, + - * / ** and parentheses.
    """
    tree = parse(text, place)
    value = evaluate(tree, unit_values(), {}, place)
    try:
        value = float(value)
    except (TypeError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise place.error(f"'{text.strip()}' is not a finite number")
    return value, dimensions_of(tree, {}, place)


def unit_of(text: str, place: Place) -> Dimension:
    """Return the unit that is written behind a ':' in [equations].

    Parameters
    ----------
    text : str
        Such as '1', 'volt', 'Hz', 'volt/second', 'integer' or 'boolean'.
    place : Place

    Returns
    -------
    Dimension

    Raises
    ------
    EquationFileError
        If it is no unit.
    """
    if text.strip() in ("1", "integer", "boolean"):
        return DIMENSIONLESS
    tree = parse(text, place)
    names = names_in(tree)
    for name in names:
        if name.id not in units():
            raise place.error(f"no unit '{name.id}'{unit_hint(name.id)}", name.col_offset)
        if units()[name.id].value != 1.0:
            base = next((u for u in BASE if units()[u].dimension == units()[name.id].dimension), "")
            message = f"'{name.id}' is a multiple of a unit, good for values only"
            raise place.error(message + (f"; write '{base}'" if base else ""), name.col_offset)
    if not names or evaluate(tree, unit_values(), {}, place) != 1:
        raise place.error(f"'{text.strip()}' is not a unit; write '1' for a plain number")
    return dimensions_of(tree, {}, place)
