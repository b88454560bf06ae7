"""What a model's numbers ask of its time step and of its floating point type."""

import ast
import math
import warnings
from collections.abc import Iterator

import numpy as np

from snn_cl.errors import ModelError
from snn_cl.language.expression import parse
from snn_cl.language.rule import Rule
from snn_cl.language.source_location import Place
from snn_cl.language.values import is_time_constant, names_of_divisors
from snn_cl.network.resolved import Part, ResolvedModel


def check_precision(resolved: ResolvedModel, dtype: str) -> None:
    """Check that every parameter, and every number of an equation, can be held in a type.

    Parameters
    ----------
    resolved : ResolvedModel
    dtype : str
        'float32' or 'float64'.

    Raises
    ------
    ModelError
        If one would become infinite, or 0 without being 0.
    """
    kind = np.finfo(dtype)
    most, least = float(kind.max), float(kind.tiny)
    for part in resolved.parts.values():
        for where, value in _numbers(part):
            if abs(value) > most:
                becomes = f"infinite in {dtype}, which ends at {most:.3g}"
            elif 0 < abs(value) < least:
                becomes = f"0 in {dtype}, which begins at {least:.3g}"
            else:
                continue
            remedy = "; choose dtype float64, or other units" if dtype == "float32" else ""
            raise ModelError(f"{where}{value:g} becomes {becomes}{remedy}")


def _numbers(part: Part) -> Iterator[tuple[str, float]]:
    for name, value in part.parameters.items():
        yield f"{part.name}.{name}: ", value
    starts = [(s.expression, s.expression_place) for s in part.rule.initial]
    for name, text in part.description.initial.items():
        starts.append((str(text), Place(f"{part.name}: initial {name}")))
    for text, place in (*starts, *_expressions(part.rule)):
        for node in ast.walk(parse(text, place)):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield f"{place.moved(node.col_offset)}: ", node.value


def _expressions(rule: Rule) -> Iterator[tuple[str, Place]]:
    for line in (*rule.equations, *(s for _, _, body in rule.statements for s in body)):
        if line.expression:
            yield line.expression, line.expression_place
    for name, line in rule.single.items():
        if name in ("threshold", "refractory"):
            yield line.text, line.place


def warn_of_short_times(resolved: ResolvedModel) -> None:
    """Warn of time constants that are shorter than a time step.

    Parameters
    ----------
    resolved : ResolvedModel
    """
    found, dt = [], resolved.timing.dt
    for part in resolved.parts.values():
        divisors = names_of_divisors(text for text, _ in _expressions(part.rule))
        for parameter in part.rule.parameters:
            value = part.parameters[parameter.name]
            short = 0 < value < dt and not math.isclose(value, dt)
            tau = is_time_constant(parameter.name, parameter.dimension)
            if tau and short and parameter.name in divisors:
                found.append(f"{part.name}.{parameter.name} = {1000 * value:g}*ms")
    if found:
        warnings.warn(
            f"{', '.join(found)}: shorter than the time step of {1000 * dt:g}*ms; what decays so "
            "fast is gone within a step, and Euler's method makes nonsense of it: "
            "choose a smaller dt or a longer time",
            RuntimeWarning,
            stacklevel=3,
        )
