"""The state of a model: starting values, and checks of what a user hands in."""

import zlib

import numpy as np

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.expression import Place, evaluate, parse
from snn_cl.layout import UNDERWAY, Layout, Part
from snn_cl.units import unit_values

NEVER = 2**40  # steps since the last spike of a neuron that has not fired yet


def initial_state(layout: Layout, seed: int) -> dict[str, np.ndarray]:
    """Return the state before the first presentation.

    Parameters
    ----------
    layout : Layout
    seed : int
        Each array's random numbers depend on this, on its variable and on its part's key alone.

    Returns
    -------
    dict of str to array
        By 'part.variable', shapes and types as in `Layout.arrays`.

    Raises
    ------
    ModelError
        If an initial expression names an unknown variable or gives a wrong shape.
    """
    state = {}
    for part in layout.parts.values():
        own = _initial_arrays(part, seed)
        state |= {f"{part.name}.{name}": array for name, array in own.items()}
    return state


def _initial_arrays(part: Part, seed: int) -> dict[str, np.ndarray]:
    expressions = _initial_expressions(part)
    arrays = {}
    for name, dtype in part.variables.items():
        if name == "steps_since_spike":
            arrays[name] = np.full(part.shape, NEVER, dtype)
            continue
        if name == UNDERWAY:
            arrays[name] = np.zeros(part.underway, dtype)
            continue
        if name == "not_refractory":
            arrays[name] = np.ones(part.shape, dtype)
            continue
        text, place = expressions.get(name, ("0", Place(f"{part.name}.{name}")))
        generator = np.random.default_rng([seed, zlib.crc32(f"{part.key}.{name}".encode())])
        # What stands above in the files is known already: w_ref may start at w.
        arrays[name] = _initial_array(part, text, place, generator, arrays).astype(dtype)
    return arrays


def _initial_expressions(part: Part) -> dict[str, tuple[str, Place]]:
    found = {
        statement.name: (statement.expression, statement.expression_place)
        for statement in part.rule.initial
    }
    for name, text in part.description.initial.items():
        found[name] = (str(text), Place(f"{part.name}: initial {name}"))
    for name in found:
        if name not in part.variables:
            hint = did_you_mean(name, part.variables)
            raise ModelError(f"{part.name}: initial value of '{name}', which is no variable{hint}")
    return found


def _initial_array(part, text, place, generator, known) -> np.ndarray:
    functions = {
        "rand": lambda: generator.random(part.shape),
        "randn": lambda: generator.standard_normal(part.shape),
        "exp": np.exp,
        "sqrt": np.sqrt,
        "abs": np.abs,
        "clip": np.clip,
        "int": lambda x: np.asarray(x).astype(int),
        "floor": np.floor,
    }
    names = unit_values() | part.parameters | _index_names(part) | known
    value = evaluate(parse(text, place), names, functions, place)
    try:
        return np.broadcast_to(np.asarray(value, dtype=float), part.shape).copy()
    except ValueError as error:
        raise ModelError(f"{place}: has shape {np.shape(value)}; expected {part.shape}") from error


def _index_names(part: Part) -> dict[str, np.ndarray]:
    if not part.is_projection:
        return {"i": np.arange(part.shape[0]), "N": part.shape[0]}
    if part.indices is not None:
        return {"i": part.indices[0], "j": part.indices[1]}
    n_pre, n_post = part.shape
    return {
        "i": np.arange(n_pre)[:, None],
        "j": np.arange(n_post)[None, :],
        "N_pre": n_pre,
        "N_post": n_post,
    }


def check_state(layout: Layout, state: dict[str, np.ndarray]) -> None:
    """Check names, shapes and types of a state before a simulator sees it.

    Parameters
    ----------
    layout : Layout
    state : dict of str to array

    Raises
    ------
    ModelError
        If an array is missing, unknown, or of a wrong shape or kind.
    """
    expected = layout.arrays()
    for key in state:
        if key not in expected:
            raise ModelError(
                f"state has '{key}', which the model lacks{did_you_mean(key, expected)}"
            )
    for key, (shape, dtype) in expected.items():
        if key not in state:
            raise ModelError(f"state lacks '{key}'; start from simulator.initial_state(seed)")
        array = np.asarray(state[key])
        if array.shape != shape:
            raise ModelError(f"state '{key}' has shape {array.shape}; expected {shape}")
        if not np.can_cast(array.dtype, dtype, casting="same_kind"):
            raise ModelError(f"state '{key}' has type {array.dtype}; expected {dtype}")
