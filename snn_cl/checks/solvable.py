"""Checks that the exact solution of a model's equations keeps its digits with the values given."""

import itertools
from collections.abc import Iterator

import numpy as np

from snn_cl.checks.linear import Expanded, degree
from snn_cl.errors import ModelError
from snn_cl.language.lines import Equation
from snn_cl.language.values import is_time_constant
from snn_cl.network.resolved import Part, ResolvedModel

# The factor that the difference of two rates may cost: three digits are left in single precision.
_LOSS = 1e4


def check_solvable(resolved: ResolvedModel, dtype: str) -> None:
    """Check that time constants of coupled equations are far enough apart to be solved exactly.

    The exact solution divides by the differences of their rates.

    Parameters
    ----------
    resolved : ResolvedModel
    dtype : str
        'float32' or 'float64'.

    Raises
    ------
    ModelError
        If two of them are so close that the solution would lose its digits.
    """
    closest = _LOSS * float(np.finfo(dtype).eps)
    for part in resolved.parts.values():
        for first, second in _coupled_times(part):
            a, b = part.parameters[first], part.parameters[second]
            if abs(a - b) <= closest * max(abs(a), abs(b)):
                raise ModelError(
                    f"{part.name}: '{first}' is {1000 * a:g} ms and '{second}' {1000 * b:g} ms, "
                    "too close for the exact solution of their equations, which divides by the "
                    "difference; write [method] euler or rk4, or choose other values"
                )


def _coupled_times(part: Part) -> Iterator[tuple[str, str]]:
    """Yield pairs of time constants of equations of which one reads the other's variable."""
    equations = {equation.name: equation for equation in part.rule.equations}
    names = [p.name for p in part.rule.parameters if is_time_constant(p.name, p.dimension)]
    for moving in _solved_exactly(part, equations):
        read = {equation.name: Expanded(equation, equations).names for equation in moving}
        for one, other in itertools.permutations(read, 2):
            if other in read[one]:
                yield from itertools.combinations(
                    [n for n in names if n in read[one] | read[other]], 2
                )


def _solved_exactly(part: Part, equations: dict[str, Equation]) -> Iterator[list[Equation]]:
    """Yield the equations that Brian2 solves together, where it does so exactly."""
    moving = [equation for equation in equations.values() if equation.kind == "differential"]
    driven = [equation for equation in moving if "event-driven" in equation.flags]
    others = [equation for equation in moving if "event-driven" not in equation.flags]
    method = part.rule.single["method"].text if "method" in part.rule.single else "exact"
    for together, is_exact in ((driven, True), (others, method in ("exact", "linear"))):
        trees = [Expanded(equation, equations).tree for equation in together]
        own = {equation.name for equation in together}
        if is_exact and all(tree is not None and degree(tree, own) <= 1 for tree in trees):
            yield together
