"""Which synapses a post spike leaves as they are, because their pre neuron has been silent.

A rule such as ``w = clip(w + eta*trace_pre, w_min, w_max)`` changes nothing where the trace is
exactly 0. `find_gate` proves this for generated statements: it puts 0 for one variable of the pre
neuron, follows the statements, and asks whether every variable ends as it began. Within finite
numbers the proof is exact, but for the sign of a zero.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ZERO, ONE = "0", "1"
UNKNOWN = "?"
CLIPS = ("clip", "snn_clip")  # Brian2's, and ours, which `number_kinds` writes for it


@dataclass(frozen=True)
class ZeroGate:
    """A pre neuron's variable that is 0 where nothing happens.

    Attributes
    ----------
    name : str
        In the statements.
    bounded : str
        Variable that is clipped, and so stays only if it is within its bounds before; or empty.
    low, high : str
        Its bounds, names or numbers.
    """

    name: str
    bounded: str = ""
    low: str = ""
    high: str = ""


def find_gate(
    statements: Sequence[Any], written: set[str], candidates: Sequence[str]
) -> ZeroGate | None:
    """Return the first candidate whose 0 makes statements without effect, or None.

    Parameters
    ----------
    statements : sequence of Statement
        As Brian2 gives them to a code generator.
    written : set of str
        Names of the array variables that they write.
    candidates : sequence of str
        Names of variables that belong to the pre neuron and are not written.
    """
    for name in candidates:
        values: dict[str, str] = {name: ZERO}
        clips: set[tuple[str, str, str]] = set()
        for statement in statements:
            values[statement.var] = follow_statement(statement, values, written, clips)
        if all(values.get(variable, variable) == variable for variable in written):
            if not clips:
                return ZeroGate(name)
            if len(clips) == 1:
                return ZeroGate(name, *clips.pop())
    return None


def follow_statement(
    statement: Any,
    values: Mapping[str, str],
    written: set[str],
    clips: set[tuple[str, str, str]],
) -> str:
    """Return what a statement gives: ZERO, ONE, UNKNOWN, or the name whose old value it has.

    Parameters
    ----------
    statement : Statement
    values : mapping of str to str
        What is known of names so far.
    written : set of str
        Names of the array variables that all statements write.
    clips : set of (str, str, str)
        Gets the variables that are clipped, with their bounds.
    """
    return _value(_whole_expression(statement), values, written, clips)


def _whole_expression(statement: Any) -> str:
    """Return the right side, with `x += y` written as `x + y`."""
    operator = statement.op.removesuffix("=").removesuffix(":")
    if operator:
        return f"{statement.var} {operator} ({statement.expr})"
    return statement.expr


def _value(
    expression: str, values: Mapping[str, str], written: set[str], clips: set[tuple[str, str, str]]
) -> str:
    """Return ZERO, ONE, UNKNOWN, or the name of the variable whose old value an expression has."""

    def follow(node: ast.AST) -> str:
        if isinstance(node, ast.Name):
            return values.get(node.id, node.id if node.id in written else UNKNOWN)
        if isinstance(node, ast.Constant):
            return {0: ZERO, 1: ONE}.get(node.value, UNKNOWN)
        if isinstance(node, ast.UnaryOp):
            value = follow(node.operand)
            return value if value == ZERO or isinstance(node.op, ast.UAdd) else UNKNOWN
        if isinstance(node, ast.BinOp):
            return _combined(node.op, follow(node.left), follow(node.right))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CLIPS:
            return _clipped(node, follow, values, clips)
        return UNKNOWN

    return follow(ast.parse(expression, mode="eval").body)


def _combined(operator: ast.operator, left: str, right: str) -> str:
    if isinstance(operator, ast.Mult):
        if ZERO in (left, right):
            return ZERO
        return right if left == ONE else left if right == ONE else UNKNOWN
    if isinstance(operator, ast.Div):
        return left if left == ZERO or right == ONE else UNKNOWN
    if isinstance(operator, ast.Add) and left == ZERO:
        return right
    if isinstance(operator, ast.Add | ast.Sub) and right == ZERO:
        return left
    return UNKNOWN


def _clipped(
    node: ast.Call,
    follow: Callable[[ast.AST], str],
    values: Mapping[str, str],
    clips: set[tuple[str, str, str]],
) -> str:
    """Note the bounds of a variable that is clipped to them; they must not change on the way."""
    value = follow(node.args[0])
    bounds = [ast.unparse(bound) for bound in node.args[1:]]
    simple = all(isinstance(bound, ast.Name | ast.Constant) for bound in node.args[1:])
    if value in (ZERO, ONE, UNKNOWN) or not simple or any(bound in values for bound in bounds):
        return UNKNOWN
    clips.add((value, *bounds))
    return value


def keeps_within(codes: Sequence[str], gate: ZeroGate) -> bool:
    """Whether all statements of synapses leave the gate's variable within its bounds.

    Parameters
    ----------
    codes : sequence of str
        Abstract code of each pathway and operation of the synapses.
    gate : ZeroGate
        With a bounded variable.
    """
    clipped = rf"{gate.bounded}\s*=\s*({'|'.join(CLIPS)})\("
    bounds = rf",\s*{re.escape(gate.low)}\s*,\s*{re.escape(gate.high)}\s*\)\s*$"
    for code in codes:
        lines = [line.split("#")[0].strip() for line in code.splitlines()]
        changes = [line for line in lines if re.match(rf"{gate.bounded}\s*[-+*/]?=", line)]
        if changes and not re.match(f"{clipped}.*{bounds}", changes[-1]):
            return False
    return True
