"""Checks of kinds: conditions where conditions must stand, and integers where they are kept."""

import ast
from collections.abc import Callable

from snn_cl.checks.scope import Scope
from snn_cl.errors import EquationFileError
from snn_cl.language.exact import exact_tree
from snn_cl.language.lines import Equation, Statement
from snn_cl.language.number_kinds import GIVEN, REAL, Kind, kind_of_unit
from snn_cl.language.source_location import Place

Errors = list[EquationFileError]


def kinds_in(scope: Scope) -> dict[str, Kind]:
    """Return the kinds of all names of a scope.

    Parameters
    ----------
    scope : Scope

    Returns
    -------
    dict of str to Kind
    """
    known = {name: kind_of_unit(known.unit) for name, known in scope.known.items() if known.unit}
    sides = {f"not_refractory_{side}": GIVEN["not_refractory"] for side in scope.sides}
    return GIVEN | sides | known


def kind_errors(
    tree: ast.expr, place: Place, scope: Scope, judge: Callable[[Kind], str] = lambda kind: ""
) -> Errors:
    """Check an expression whose names and units are right.

    Parameters
    ----------
    tree : ast.expr
    place : Place
        Where the expression starts.
    scope : Scope
    judge : callable
        Takes the expression's kind and returns what is wrong with it, or ''.

    Returns
    -------
    list of EquationFileError
    """
    try:
        message = judge(exact_tree(tree, kinds_in(scope), place)[1])
    except EquationFileError as error:
        return [error]
    return [place.error(message)] if message else []


def equation_kind_errors(equation: Equation, tree: ast.expr, scope: Scope) -> Errors:
    """Check what a line of [equations] gives.

    Parameters
    ----------
    equation : Equation
    tree : ast.expr
        Its right side.
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    name = equation.name
    target = kind_of_unit(equation.unit)
    if equation.kind == "differential" and target is not REAL:
        message = f"'d{name}/dt' changes '{name}' bit by bit, so it cannot be {target.name}"
        return [equation.line.place.error(f"{message}; write ': 1'")]
    side = scope.side_of(name) if "summed" in equation.flags else None
    port = side[1].known().get(side[0]) if side else None
    if port is not None and port.unit:
        target = kind_of_unit(port.unit)
    judge = _judge(name, target, "=", equation.expression)
    return kind_errors(tree, equation.expression_place, scope, judge)


def statement_kind_errors(statement: Statement, tree: ast.expr, scope: Scope) -> Errors:
    """Check what a statement assigns.

    Parameters
    ----------
    statement : Statement
    tree : ast.expr
        Its right side.
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    target = kinds_in(scope).get(statement.name, REAL)
    judge = _judge(statement.name, target, statement.operator, statement.expression)
    return kind_errors(tree, statement.expression_place, scope, judge)


def _judge(name: str, target: Kind, operator: str, text: str) -> Callable[[Kind], str]:
    def judge(kind: Kind) -> str:
        if target.name == "boolean" and operator != "=":
            return f"'{name}' is boolean and cannot be counted with; write '{name} = ...'"
        if target.name == "boolean" and kind.name != "boolean":
            return (
                f"'{text}' is a number, but '{name}' is boolean; "
                f"give it a condition such as '{_short(text)} > 0', or declare '{name} : 1'"
            )
        if target.name == "integer" and operator == "/=":
            return (
                f"'{name}' is an integer, and '/=' may leave a fraction; write {_cut(name, text)}"
            )
        if target.name == "integer" and kind.name == "real":
            return (
                f"'{text}' is a real number, but '{name}' is an integer; "
                f"write 'int({text})', or declare '{name} : 1'"
            )
        if target.name == "integer" and kind.is_counted and not _overlap(target, kind):
            return f"'{text}' is not between {target.low} and {target.high}, as '{name}' must be"
        return ""

    return judge


def _overlap(one: Kind, other: Kind) -> bool:
    return one.low <= other.high and other.low <= one.high


def _cut(name: str, text: str) -> str:
    divisor = text if text.isalnum() else f"({text})"
    return f"'{name} = int({name}/{divisor})'"


def _short(text: str) -> str:
    return text if text.replace("_", "").replace(".", "").isalnum() else f"({text})"
