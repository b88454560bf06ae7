"""What is left of a rule's statements while nothing learns, that is while `plastic` is 0.

A statement such as ``w = clip(w + plastic*dw, w_min, w_max)`` then leaves `w` as it is, and what
only led up to it, such as `dw`, is of no use. `without_learning` proves this statement by
statement, in the way of `silent`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from brian2.utils.stringtools import get_identifiers

from snn_cl.backends.dense.analysis.zero_gate import ZERO, ZeroGate, follow_statement


@dataclass(frozen=True)
class Rest:
    """What has to be done while nothing learns.

    Attributes
    ----------
    statements : tuple of Statement
        In their order; may be none.
    bounds : ZeroGate or None
        A variable that is clipped and so stays only if it is within its bounds before.
    """

    statements: tuple[Any, ...]
    bounds: ZeroGate | None = None


def without_learning(before: Sequence[Any], statements: Sequence[Any], written: set[str]) -> Rest:
    """Return the statements that matter where `plastic` is 0; all of them if nothing is proven.

    Parameters
    ----------
    before : sequence of Statement
        Those before the loop over synapses.
    statements : sequence of Statement
        Those of the loop, as Brian2 gives them to a code generator.
    written : set of str
        Names of the array variables that they write.
    """
    values: dict[str, str] = {"plastic": ZERO}
    clips: set[tuple[str, str, str]] = set()
    for statement in before:
        values[statement.var] = follow_statement(statement, values, set(), clips)
    kept = set(written)
    for statement in statements:
        value = follow_statement(statement, values, written, clips)
        if value != statement.var:
            kept.discard(statement.var)
        values[statement.var] = value
    clips = {clip for clip in clips if clip[0] in kept}
    if len(clips) > 1:
        return Rest(tuple(statements))
    changing = [statement for statement in statements if statement.var not in kept]
    bounds = [ZeroGate("plastic", *clip) for clip in clips]
    return Rest(_of_use(changing, written), bounds[0] if bounds else None)


def spares(codes: Sequence[str], bounds: ZeroGate) -> bool:
    """Whether statements leave a variable as it is, or clip it to the same bounds, at `plastic` 0.

    Parameters
    ----------
    codes : sequence of str
        Abstract code of each pathway and operation of the synapses.
    bounds : ZeroGate
        With a bounded variable.
    """
    return all(_spares(_lines(code), bounds) for code in codes)


@dataclass(frozen=True)
class _Line:
    var: str
    op: str
    expr: str


def _lines(code: str) -> list[_Line]:
    found = (re.match(r"\s*(\w+)\s*([-+*/]?=)([^=#][^#]*)", line) for line in code.splitlines())
    return [_Line(name, op, expr.strip()) for name, op, expr in (m.groups() for m in found if m)]


def _spares(lines: Sequence[_Line], bounds: ZeroGate) -> bool:
    values: dict[str, str] = {"plastic": ZERO}
    clips: set[tuple[str, str, str]] = set()
    written = {line.var for line in lines}
    for line in lines:
        values[line.var] = follow_statement(line, values, written, clips)
        if line.var == bounds.bounded != values[line.var]:
            return False
    return all(
        clip == (bounds.bounded, bounds.low, bounds.high)
        for clip in clips
        if clip[0] == bounds.bounded
    )


def _of_use(statements: Sequence[Any], written: set[str]) -> tuple[Any, ...]:
    """Leave out values that are worked out but never read."""
    needed = set(written)
    left: list[Any] = []
    for statement in reversed(statements):
        if statement.var in needed:
            needed |= get_identifiers(statement.expr)
            left.insert(0, statement)
    return tuple(left)
