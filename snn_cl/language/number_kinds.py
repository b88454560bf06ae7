"""Whole numbers, real numbers and conditions: what operators and functions make of them.

Brian2 hands the kinds on to C++ and to numpy, which disagree: an integer power of an integer is 0
or an exception, a sum of conditions is 2 or True, a product of integers overflows. Each function
here takes operands with their kinds and writes an operation that every backend works out alike.
"""

import ast
import math
from collections.abc import Iterable
from dataclasses import dataclass

from snn_cl.language.lines import Equation

INT32 = 2**31 - 1
EXACT = 2**53  # up to here a double holds every whole number


@dataclass(frozen=True)
class Kind:
    """What an expression gives.

    Attributes
    ----------
    name : str
        'real', 'integer' or 'boolean'.
    low, high : float
        Bounds. Infinite for an integer that is worked out as a real number without a fraction, and
        for a real number that may be infinite or NaN.
    """

    name: str
    low: float = -math.inf
    high: float = math.inf

    @property
    def is_counted(self) -> bool:
        """Whether C++ and numpy hold it as an integer."""
        return self.name != "real" and self.is_finite

    @property
    def is_finite(self) -> bool:
        """Whether it is a number whatever happens."""
        return math.isfinite(self.high - self.low)


REAL = Kind("real")
FINITE = Kind("real", -1e30, 1e30)  # a parameter or a number as written; the bounds say no more
BOOLEAN = Kind("boolean", 0, 1)
INTEGER = Kind("integer", -(2**31), INT32)  # a variable with the unit 'integer'
WHOLE = Kind("integer")
_MOST = 2**28  # elements that random numbers can be counted by
GIVEN = {
    **dict.fromkeys(("i", "j"), Kind("integer", 0, _MOST - 1)),
    **dict.fromkeys(("N", "N_pre", "N_post"), Kind("integer", 1, _MOST)),
    "t_in_timesteps": Kind("integer", 0, 2**36),
    "not_refractory": BOOLEAN,
}


def kind_of_unit(unit: str) -> Kind:
    """Return the kind of a variable by the unit behind its ':'.

    Parameters
    ----------
    unit : str

    Returns
    -------
    Kind
    """
    return {"integer": INTEGER, "boolean": BOOLEAN}.get(unit.strip(), REAL)


def declared_kinds(equations: Iterable[Equation]) -> dict[str, Kind]:
    """Return the kinds of the names that equations define.

    Parameters
    ----------
    equations : iterable of Equation

    Returns
    -------
    dict of str to Kind
    """
    return {equation.name: kind_of_unit(equation.unit) for equation in equations}


def as_number(node: ast.expr, kind: Kind, is_plain: bool) -> tuple[ast.expr, Kind]:
    """Make a number of a condition: 1 where it holds, else 0.

    Parameters
    ----------
    node : ast.expr
    kind : Kind
    is_plain : bool
        Whether no boolean variable takes part. Brian2 puts True and False in the place of one and
        then leaves out what is multiplied by 0, though that may be NaN.

    Returns
    -------
    node : ast.expr
    kind : Kind
    """
    if kind.name != "boolean":
        return node, kind
    if isinstance(node, ast.Constant):
        return ast.Constant(int(node.value)), whole(node.value, node.value)
    return call("int" if is_plain else "snn_count", node), whole(0, 1)


def whole(low: float, high: float) -> Kind:
    """Return the kind of an integer between two bounds.

    Parameters
    ----------
    low, high : float

    Returns
    -------
    Kind
    """
    return Kind("integer", float(low), float(high)) if max(-low, high) <= EXACT else WHOLE


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """Write the call of a function.

    Parameters
    ----------
    name : str
    *arguments : ast.expr

    Returns
    -------
    ast.Call
    """
    return ast.Call(ast.Name(name), list(arguments), [])


def _real(node: ast.expr) -> ast.expr:
    """Write an integer as a real number."""
    if isinstance(node, ast.Constant):
        return ast.Constant(float(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return ast.UnaryOp(node.op, _real(node.operand))
    return call("snn_real", node)


def long_of(node: ast.expr) -> ast.expr:
    """Write an integer with room to grow.

    Parameters
    ----------
    node : ast.expr

    Returns
    -------
    ast.expr
    """
    return call("snn_long", node)


def sum_or_product(op, left, right):
    (a, kind_a), (b, kind_b) = left, right
    if "real" in (kind_a.name, kind_b.name):
        return ast.BinOp(a, op, b), REAL
    if not (kind_a.is_counted and kind_b.is_counted):
        return ast.BinOp(a, op, b), WHOLE
    kind = _bounds(op, kind_a, kind_b)
    if max(-kind.low, kind.high) > INT32:
        convert = long_of if kind.is_counted else _real
        a, b = (a, convert(b)) if isinstance(a, ast.Constant) else (convert(a), b)
    return ast.BinOp(a, op, b), kind


def _bounds(op, a: Kind, b: Kind) -> Kind:
    if isinstance(op, ast.Add):
        return whole(a.low + b.low, a.high + b.high)
    if isinstance(op, ast.Sub):
        return whole(a.low - b.high, a.high - b.low)
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return whole(min(corners), max(corners))


def quotient(left, right):
    # Brian2 multiplies a dividend by 1.0f, which keeps 24 bits of an integer.
    (a, kind_a), (b, kind_b) = left, right
    large = max(-kind_a.low, kind_a.high) > 2**24
    if kind_a.is_counted and (kind_b.is_counted or large):
        a = _real(a)
    return ast.BinOp(a, ast.Div(), b), REAL


def power(left, right):
    (a, kind_a), (b, kind_b) = left, right
    if kind_a.is_counted:
        a = _real(a)
    if kind_b.is_counted and max(-kind_b.low, kind_b.high) > INT32:
        b = _real(b)
    is_whole = kind_a.name == kind_b.name == "integer" and kind_b.low >= 0
    return ast.BinOp(a, ast.Pow(), b), WHOLE if is_whole else REAL


def remainder(op, left, right):
    (a, kind_a), (b, kind_b) = left, right
    name = "mod" if isinstance(op, ast.Mod) else "floordiv"
    if not (kind_a.is_counted and kind_b.is_counted and not kind_b.low <= 0 <= kind_b.high):
        kind = WHOLE if kind_a.name == kind_b.name == "integer" else REAL
        return call(f"snn_{name}", a, b), kind
    size = max(abs(kind_a.low), abs(kind_a.high))
    kind = whole(-size - 1, size + 1)
    if name == "mod":
        kind = whole(min(0, kind_b.low + 1), max(0, kind_b.high - 1))
    return call(f"snn_whole_{name}", a, b), kind


def function_call(name, given, node):
    arguments, kinds = [a for a, _ in given], [kind for _, kind in given]
    if name == "clip" and len(given) == 3:
        return _clip(arguments, kinds)
    if name in ("abs", "sign", "floor", "ceil") and len(given) == 1:
        return _keeping_kind(name, arguments[0], kinds[0])
    return ast.Call(node.func, arguments, node.keywords), REAL


def _clip(arguments, kinds):
    value, low, high = arguments
    if not all(kind.is_counted for kind in kinds):
        is_whole = all(kind.name == "integer" for kind in kinds)
        value = _real(value) if kinds[0].is_counted else value
        name = "snn_clip" if kinds[1].is_finite and kinds[2].is_finite else "snn_clip_any"
        return call(name, value, low, high), WHOLE if is_whole else REAL
    kind = whole(min(k.low for k in kinds), max(k.high for k in kinds))
    return call("snn_clip", long_of(value), low, high), kind


def _keeping_kind(name, argument, kind):
    name = "snn_sign" if name == "sign" else name
    if kind.name == "real":
        return call(name, argument), WHOLE if name == "snn_sign" else REAL
    if name in ("floor", "ceil"):
        return argument, kind
    if name == "snn_sign":
        return call(name, argument), whole(-1, 1) if kind.is_counted else WHOLE
    if not kind.is_counted:
        return call(name, argument), WHOLE
    if kind.low < -INT32:
        argument = long_of(argument)
    return call(name, argument), whole(0, max(-kind.low, kind.high))
