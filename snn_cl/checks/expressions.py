"""Checks of expressions: their names and units."""

import ast
import difflib
from collections.abc import Callable, Iterator

from snn_cl.checks.kinds import equation_kind_errors, kind_errors
from snn_cl.checks.scope import SECOND, Scope
from snn_cl.checks.unknown import unknown_message
from snn_cl.errors import EquationFileError
from snn_cl.language.dimension import DIMENSIONLESS, Dimension
from snn_cl.language.expression import names_in, parse
from snn_cl.language.lines import Equation, Line
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import FROM_RUNNER, N_ARGUMENTS, dimensions_of, quantity
from snn_cl.language.unit_names import has_unit, unit_text
from snn_cl.language.unit_table import units

Errors = list[EquationFileError]
# What comes of a unit that fits (empty) or does not (a message), given the units of all names.
Judge = Callable[[Dimension, dict[str, Dimension]], str]


def equation_errors(equation: Equation, scope: Scope) -> Errors:
    """Check the right side of a line of [equations].

    Parameters
    ----------
    equation : Equation
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    if equation.kind == "variable":
        return []
    place = equation.expression_place
    tree, errors = read_expression(equation.expression, place, scope, dw=False)
    if errors:
        return errors
    if "constant over dt" not in equation.flags:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("rand", "randn"):
                return [place.error(_random_message(node.func.id, equation), node.col_offset)]
    differential = equation.kind == "differential"
    expected = equation.dimension / SECOND if differential else equation.dimension

    def judge(dimension, names):
        if dimension == expected:
            return ""
        if differential:
            return _ode_message(equation, tree, dimension, names, scope)
        return (
            f"'{equation.expression}' {has_unit(dimension)}, but '{equation.name}' is declared "
            f"with unit {unit_text(expected)}; mend the expression or the unit behind ':'"
        )

    errors = unit_errors(tree, place, scope, judge)
    return errors or equation_kind_errors(equation, tree, scope)


def _random_message(function: str, equation: Equation) -> str:
    if equation.kind == "differential":
        return (
            f"{function}() cannot stand in a differential equation; "
            f"write '{equation.name} += ...*{function}()' under [every dt]"
        )
    return (
        f"{function}() in '{equation.name}' would be drawn anew at each use; "
        "add '(constant over dt)' behind the unit"
    )


def _ode_message(
    equation: Equation,
    tree: ast.expr,
    dimension: Dimension,
    names: dict[str, Dimension],
    scope: Scope,
) -> str:
    name, expected = equation.name, equation.dimension / SECOND
    wrong = f"d{name}/dt has unit {unit_text(dimension)} but must have {unit_text(expected)}"
    for node in names_in(tree):
        given = names.get(node.id, SECOND)
        if node.id.startswith("tau") and given != SECOND:
            return f"{wrong}; '{node.id}' {has_unit(given)}, but must be a time, such as 15*ms"
    if dimension != equation.dimension:
        return f"{wrong}; mend the right side or the unit behind ':'"
    text = equation.expression
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub):
        text = f"({text})"
    tau = _nearest_time_constant(name, scope)
    return f"{wrong}; a division by a time constant is missing: write '{text}/{tau}'"


def _nearest_time_constant(name: str, scope: Scope) -> str:
    times = [
        own for own in scope.own if scope.known[own].options == (SECOND,) and own.startswith("tau")
    ]
    near = difflib.get_close_matches(f"tau_{name}", times, n=1, cutoff=0)
    return near[0] if near else f"tau_{name}"


def condition_errors(line: Line, scope: Scope, time: bool) -> Errors:
    """Check [threshold] or [refractory].

    Parameters
    ----------
    line : Line
    scope : Scope
    time : bool
        Whether a time will do instead of a condition.

    Returns
    -------
    list of EquationFileError
    """
    tree, errors = read_expression(line.text, line.place, scope, dw=False)
    if errors:
        return errors

    def judge(dimension, names):
        if _is_condition(tree, scope) or (time and dimension == SECOND):
            return ""
        if time:
            return (
                f"'{line.text}' {has_unit(dimension)}; [refractory] takes a time such as 5*ms, "
                "or a condition"
            )
        return (
            f"'{line.text}' {has_unit(dimension)} and is not a condition; "
            f"[threshold] takes one, such as '{line.text} > v_threshold'"
        )

    return unit_errors(tree, line.place, scope, judge) or kind_errors(tree, line.place, scope)


def _is_condition(tree: ast.expr, scope: Scope) -> bool:
    if isinstance(tree, ast.BoolOp):
        return all(_is_condition(value, scope) for value in tree.values)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return _is_condition(tree.operand, scope)
    if isinstance(tree, ast.Name):
        known = scope.known.get(tree.id)
        return tree.id == "not_refractory" or (known is not None and known.unit == "boolean")
    if isinstance(tree, ast.Constant):
        return isinstance(tree.value, bool)
    return isinstance(tree, ast.Compare)


def delay_errors(line: Line, scope: Scope) -> Errors:
    """Check a [delay]: a parameter, or a fixed time.

    Parameters
    ----------
    line : Line
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    known = scope.known.get(line.text)
    if known is None or known.role != "parameter":
        return time_errors(line.text, line.place, "delay")
    if known.options == (SECOND,):
        return []
    unit = has_unit(known.options[0])
    return [line.place.error(f"'{line.text}' {unit}; [delay] takes a time; write it in ms")]


def time_errors(text: str, place: Place, section: str) -> Errors:
    """Check a fixed time: [delay], or the T of [every T].

    Parameters
    ----------
    text : str
    place : Place
    section : str

    Returns
    -------
    list of EquationFileError
    """
    if section == "every" and text == "dt":
        return []
    try:
        value, dimension = quantity(text, place)
    except EquationFileError as error:
        if text.isidentifier() and text not in units():
            message = f"'{text}' may change between runs; [{section}] takes a fixed time"
            return [place.error(f"{message}, such as 10*ms")]
        return [error]
    least = "at least 0*ms" if section == "delay" else "more than 0*ms"
    if dimension != SECOND:
        hint = f"write '{text}*ms'" if dimension == DIMENSIONLESS else "write it in ms"
        return [place.error(f"'{text}' {has_unit(dimension)}; [{section}] takes a time; {hint}")]
    if value < 0 or (section == "every" and value == 0):
        return [place.error(f"'{text}' cannot be; [{section}] takes a time of {least}")]
    return []


def read_expression(
    text: str, place: Place, scope: Scope, dw: bool
) -> tuple[ast.expr | None, Errors]:
    """Parse an expression and look up its names.

    Parameters
    ----------
    text : str
    place : Place
    scope : Scope
    dw : bool
        Whether it may read `dw`.

    Returns
    -------
    tree : ast.expr or None
    errors : list of EquationFileError
    """
    try:
        tree = parse(text, place)
    except EquationFileError as error:
        return None, [error]
    errors = []
    for node in names_in(tree):
        if node.id == "dw" and not dw and "dw" in scope.known:
            message = "'dw' exists in events and statements only; it cannot be read here"
            errors.append(place.error(message, node.col_offset))
        elif node.id not in scope.known and node.id not in units():
            errors.append(place.error(unknown_message(node.id, scope), node.col_offset))
    return tree, errors + [*_stream_errors(tree, place)]


def _stream_errors(tree: ast.expr, place: Place) -> Iterator[EquationFileError]:
    # A neuron sees its own entry of the row that is shown now; there is nothing else to be read.
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in FROM_RUNNER:
            continue
        own = ("t", "i")[: N_ARGUMENTS[node.func.id]]
        given = tuple(getattr(argument, "id", "") for argument in node.args)
        if given != own and len(given) == len(own):
            call = f"{node.func.id}({', '.join(own)})"
            yield place.error(
                f"'{ast.unparse(node)}': what is shown can be read as it is now, and by each "
                f"neuron for itself; write '{call}'",
                node.col_offset,
            )


def unit_errors(
    tree: ast.expr, place: Place, scope: Scope, judge: Judge, target: str = ""
) -> Errors:
    """Return an error if no choice of the names' units makes an expression right.

    Parameters
    ----------
    tree : ast.expr
    place : Place
    scope : Scope
    judge : callable
        Takes the unit of the expression and of every name; returns what is wrong, or ''.
    target : str
        What is assigned.

    Returns
    -------
    list of EquationFileError
    """
    used = [node.id for node in names_in(tree) if node.id in scope.known]
    used += [target] if target in scope.known else []
    first = None
    for names in scope.variants(used):
        try:
            message = judge(dimensions_of(tree, names, place), names)
            error = place.error(message) if message else None
        except EquationFileError as wrong:
            error = wrong
        if error is None:
            return []
        first = first or error
    return [first] if first else []
