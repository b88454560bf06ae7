"""Checks of event-driven equations: between events they must have one exact solution.

An event-driven variable is brought up to date when an event, a section or the end of a
presentation looks at it. That is right only if nothing its equation reads has changed meanwhile,
and possible only if the equation is linear.
"""

import ast
from collections.abc import Iterator

from snn_cl.checks.declared import Lines
from snn_cl.checks.linear import Expanded, degree
from snn_cl.checks.scope import Scope
from snn_cl.errors import EquationFileError
from snn_cl.language.lines import Equation

_FIXED = ("i", "j", "N", "N_pre", "N_post", "plastic", "pi", "e", "inf")
_FROM_RUNNER = ("stimulus", "teacher", "modulator", "rand", "randn")
# What Brian2's solver, which works with symbols, cannot take apart.
_STEPS = ("int", "sign", "floor", "ceil")
_STEPPING = (ast.Compare, ast.BoolOp, ast.Not, ast.Mod, ast.FloorDiv)


def event_driven_errors(parts: list[Lines], scope: Scope) -> Iterator[EquationFileError]:
    """Yield what Brian2 could not solve, and what would be out of date where it is read.

    Parameters
    ----------
    parts : list of Lines
        The stack.
    scope : Scope

    Yields
    ------
    EquationFileError
    """
    equations = {equation.name: equation for part in parts for equation in part.equations}
    if not any(_is_driven(equation) for equation in equations.values()):
        return
    read = {name: Expanded(equation, equations) for name, equation in equations.items()}
    for equation in equations.values():
        if _is_driven(equation):
            message = _unsolvable(equation, equations, read[equation.name], scope)
        else:
            message = _out_of_date(equation, equations, read[equation.name])
        if message:
            yield equation.expression_place.error(message)


def _is_driven(equation: Equation) -> bool:
    return "event-driven" in equation.flags


def _out_of_date(equation: Equation, equations: dict[str, Equation], read: Expanded) -> str:
    if equation.kind == "differential":
        when = "moves at every step"
    elif "summed" in equation.flags:
        when = "is summed at every step"
    elif "constant over dt" in equation.flags:
        when = "is worked out at every step"
    else:
        return ""
    for name in sorted(read.names):
        if name in equations and _is_driven(equations[name]):
            return (
                f"'{equation.name}' {when}, but '{name}' is known at events only; "
                f"write (clock-driven) instead of (event-driven) behind '{name}'"
            )
    return ""


def _unsolvable(
    equation: Equation, equations: dict[str, Equation], read: Expanded, scope: Scope
) -> str:
    name, instead = equation.name, f"write (clock-driven) behind '{equation.name}'"
    if read.tree is None:
        return ""
    for function in sorted(read.functions & set(_FROM_RUNNER)):
        return f"'{name}' is event-driven, but {function}() changes between events; {instead}"
    if read.functions & set(_STEPS) or any(isinstance(n, _STEPPING) for n in ast.walk(read.tree)):
        return (
            f"'{name}' is event-driven, and its equation takes no conditions, {', '.join(_STEPS)}, "
            f"% or //; set a variable in [on_pre] and read that one, or {instead}"
        )
    for other in sorted(read.names):
        if not _stands_still(other, equations, scope):
            return f"'{name}' is event-driven, but '{other}' changes between events; {instead}"
    driven = {other for other in read.names if other in equations and _is_driven(equations[other])}
    if degree(read.tree, driven) > 1:
        return f"'{equation.expression}' is not linear in event-driven variables; {instead}"
    if name not in driven:
        return (
            f"'{name}' does not decay, so Brian2 has no solution between events; add a term "
            f"such as '- {name}/tau', or {instead}"
        )
    if name in _fed_by(name, equations, scope):
        return f"'{name}' depends on itself through other event-driven variables; {instead}"
    return ""


def _fed_by(name: str, equations: dict[str, Equation], scope: Scope) -> set[str]:
    """Return the event-driven variables that move a variable, but for itself directly."""
    found: set[str] = set()
    ahead = {name}
    while ahead:
        current = ahead.pop()
        names = Expanded(equations[current], equations).names - {current}
        new = {n for n in names if n in equations and _is_driven(equations[n])} - found
        found |= new
        ahead |= new - {name}
    return found


def _stands_still(name: str, equations: dict[str, Equation], scope: Scope) -> bool:
    """Whether a name keeps its value until this synapse, and nothing else, changes it."""
    if name in equations:
        equation = equations[name]
        return _is_driven(equation) or equation.kind == "variable"
    known = scope.known.get(name)
    if known is None or name in _FIXED or known.role in ("broken", "weight"):
        return True
    return known.role in ("parameter", "constant")
