"""Checks of statements: what may be assigned, and what to it."""

import ast
import re
from collections.abc import Iterator

from snn_cl.checks.declared import Known
from snn_cl.checks.expressions import Errors, read_expression, unit_errors
from snn_cl.checks.kinds import statement_kind_errors
from snn_cl.checks.scope import Scope
from snn_cl.checks.unknown import unknown_message
from snn_cl.language.dimension import DIMENSIONLESS
from snn_cl.language.lines import Statement
from snn_cl.language.unit_names import has_unit, unit_text

STARTING = ("i", "j", "N", "N_pre", "N_post", "pi", "e")  # given before a run begins
FROM_RUNNER = ("stimulus", "teacher", "modulator")


def statement_errors(statement: Statement, scope: Scope) -> Errors:
    """Check a line of a statement section.

    Parameters
    ----------
    statement : Statement
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    errors = []
    message = target_message(statement, scope)
    if message:
        errors.append(statement.line.place.error(message))
    tree, more = read_expression(statement.expression, statement.expression_place, scope, dw=True)
    if errors or more:
        return errors + more
    return _assignment_errors(statement, tree, scope)


def initial_errors(statement: Statement, scope: Scope) -> Errors:
    """Check a line of [initial].

    Parameters
    ----------
    statement : Statement
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    name, place = statement.name, statement.line.place
    known = scope.known.get(name)
    own = known is not None and scope.side_of(name) is None and name != "dw"
    if statement.operator != "=":
        message = f"a starting value is given with '=', not '{statement.operator}'"
    elif not own:
        message = unknown_message(name, scope)
    elif known.role in ("variable", "constant", "broken") or name == "w":
        message = ""
    else:
        message = f"'{name}' is no variable, so it has no starting value" + _instead(name, known)
    errors = [place.error(message)] if message else []
    place = statement.expression_place
    tree, more = read_expression(statement.expression, place, scope, dw=False)
    errors += more or [place.error(*wrong) for wrong in _not_yet_known(name, tree, scope)][:1]
    return errors or _assignment_errors(statement, tree, scope)


def _not_yet_known(target: str, tree: ast.expr, scope: Scope) -> Iterator[tuple[str, int]]:
    """Yield what a starting value cannot be made of: a message and the offset of the name."""
    declared = list(scope.known)
    for node in ast.walk(tree):
        name = getattr(node, "id", "")
        known = scope.known.get(name)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FROM_RUNNER:
            yield f"{node.func.id}() gives nothing before a run; leave it out", node.col_offset
        elif known is None or name in STARTING or known.role in ("parameter", "broken", "weight"):
            continue
        elif scope.side_of(name) or known.role in ("given", "subexpression"):
            allowed = "parameters, variables above, i, j, N, N_pre and N_post"
            message = f"'{name}' has no value before a run; starting values are made of {allowed}"
            yield message, node.col_offset
        elif target in scope.known and declared.index(name) >= declared.index(target):
            message = f"'{name}' has no value yet where '{target}' starts; "
            if name != target:
                message += f"declare '{name}' above '{target}', or "
            yield message + "leave it out", node.col_offset


def _instead(name: str, known: Known) -> str:
    if known.role in ("parameter", "weight"):
        return "; give its value under [parameters]"
    return "; leave this line out"


def target_message(statement: Statement, scope: Scope) -> str:
    """Return why a statement may not assign to its name; empty if it may.

    Parameters
    ----------
    statement : Statement
    scope : Scope

    Returns
    -------
    str
    """
    name = statement.name
    known = scope.known.get(name)
    side = scope.side_of(name)
    if side and (known or side[1].given):
        return "" if known and known.role == "broken" else _port_message(statement, scope)
    if known is None:
        return unknown_message(name, scope, "is assigned but not defined")
    if known.role == "given":
        if name in ("plastic", "learning"):
            return f"'{name}' is set by the runner and cannot be assigned; multiply by it instead"
        return f"'{name}' is given by Brian2 and cannot be assigned; declare a variable of your own"
    if known.role in ("parameter", "constant") or name in ("w_min", "w_max"):
        what = "declared '(constant)'" if known.role == "constant" else "a parameter"
        return (
            f"'{name}' is {what} and keeps its value during a run; "
            f"to change it here, write '{name} : {known.unit or 'unit'}' under [equations] instead"
        )
    if known.role == "subexpression":
        return (
            f"'{name}' is worked out by its equation and cannot be assigned; remove one of the two"
        )
    return ""


def _port_message(statement: Statement, scope: Scope) -> str:
    base, neurons = scope.side_of(statement.name)
    side = "source" if neurons.side == "pre" else "target"
    if statement.operator not in ("+=", "-="):
        return (
            f"'{statement.name}' belongs to the {side} neuron, which a synapse can only add to; "
            f"write '{statement.name} += ...'"
        )
    if base in neurons.ports():
        return ""
    title = neurons.title
    ports = neurons.ports(named_only=bool(title))
    only = "port" if len(ports) == 1 else "ports"
    has = f"only the {only} {', '.join(ports)}" if ports else "no port"
    who = f"the {side} {title}" if title else f"any neuron that is known as its {side}"
    return (
        f"'{statement.name}' is added to, but {who} has {has}; add to a port, "
        f"or list '{base}' under [ports] of the neuron"
    )


def _assignment_errors(statement: Statement, tree: ast.expr, scope: Scope) -> Errors:
    name, text = statement.name, statement.expression
    scaled = statement.operator in ("*=", "/=")

    def judge(dimension, names):
        expected = DIMENSIONLESS if scaled else names[name]
        if dimension == expected:
            return ""
        if scaled:
            return f"'{text}' {has_unit(dimension)}; '{statement.operator}' takes a plain number"
        verb = "assigned" if statement.operator == "=" else "added"
        wrong = (
            f"'{text}' {has_unit(dimension)}, but is {verb} to '{name}', which {has_unit(expected)}"
        )
        if dimension == DIMENSIONLESS and re.fullmatch(r"-?[\d.]+", text):
            unit = scope.known[name].unit or unit_text(expected)
            return f"{wrong}; write '{text}*{unit}'"
        return f"{wrong}; mend the right side, or the unit of '{name}'"

    errors = unit_errors(tree, statement.expression_place, scope, judge, name)
    return errors or statement_kind_errors(statement, tree, scope)
