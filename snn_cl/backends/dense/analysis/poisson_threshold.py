"""Conditions such as `rand() < stimulus(t, i)*dt`, where most neurons need no random number.

What stands on the right changes only with the stimulus. Where it is not above 0 nothing can happen,
so a list of the other neurons, made anew with each stimulus, is all that a step has to look at.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = {"stimulus", "teacher"}  # functions of the stream, see functions.py
_DRAW = "uniform_at"
_STEP = {"dt", "i", "t"}  # `t` is an argument of the functions above and of no consequence


@dataclass(frozen=True)
class Draw:
    """A condition `draw < limit`, as expressions.

    Attributes
    ----------
    draw : str
        A call of `uniform_at` with the neuron's number `i`.
    limit : str
        Depends on the neuron, the stimulus and constants alone.
    """

    draw: str
    limit: str


def find_draw(
    condition: str, scalars: Mapping[str, str], is_constant: Callable[[str], bool]
) -> Draw | None:
    """Return the two sides of a condition if it is of this kind, else None.

    Parameters
    ----------
    condition : str
    scalars : mapping of str to str
        Expressions that stand before the loop over neurons, by name.
    is_constant : callable
        Whether a name stands for one value during a whole run.
    """
    node = ast.parse(condition, mode="eval").body
    if not (isinstance(node, ast.Compare) and [type(op) for op in node.ops] == [ast.Lt]):
        return None
    left, right = node.left, node.comparators[0]
    if not (isinstance(left, ast.Call) and _names(left) <= {_DRAW, "t_in_timesteps", "i"}):
        return None
    if _function(left) != _DRAW or not _is_steady(right, scalars, is_constant):
        return None
    return Draw(ast.unparse(left), ast.unparse(right)) if SHOWN & _names(right) else None


def _is_steady(
    node: ast.AST, scalars: Mapping[str, str], is_constant: Callable[[str], bool]
) -> bool:
    """Whether an expression changes only when another stimulus is shown."""
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    if any(_function(call) not in SHOWN for call in calls):
        return False
    inside = {id(part) for call in calls for part in ast.walk(call)}
    free = {p.id for p in ast.walk(node) if isinstance(p, ast.Name) and id(p) not in inside}
    arguments = {
        p.id for c in calls for a in c.args for p in ast.walk(a) if isinstance(p, ast.Name)
    }
    if not arguments <= _STEP or "t" in free:
        return False
    hoisted = [ast.parse(scalars[name], mode="eval").body for name in free & scalars.keys()]
    others = free - scalars.keys() - _STEP
    return all(map(is_constant, others)) and all(
        _is_steady(part, scalars, is_constant) for part in hoisted
    )


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _function(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def scalar_expressions(statements: Sequence[Any]) -> dict[str, str]:
    """Return the expressions of the statements before a loop, by the name they define."""
    return {statement.var: statement.expr for statement in statements}
