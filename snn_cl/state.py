"""The state of a model: starting values, and checks of what a user hands in."""

import zlib

import numpy as np

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.exact import CONSTANTS, exact_tree
from snn_cl.expression import Place, evaluate, parse
from snn_cl.layout import UNDERWAY, Layout, Part
from snn_cl.number_kinds import GIVEN, declared_kinds
from snn_cl.numeric_functions import FUNCTIONS
from snn_cl.units import unit_values

MOST = 2**31 - 1  # the largest value of an integer variable
NEVER = 2**40  # steps since the last spike of a neuron that has not fired yet


def initial_state(layout: Layout, seed: int) -> dict[str, np.ndarray]:
    """Return the state before the first presentation.

    Parameters
    ----------
    layout : Layout
    seed : int
        Each array's random numbers depend on this and on the array's name alone.

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
        own = _initial_arrays(part, seed, _index_names(part, layout))
        state |= {f"{part.name}.{name}": array for name, array in own.items()}
    return state


def _initial_arrays(part: Part, seed: int, indices: dict) -> dict[str, np.ndarray]:
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
        generator = np.random.default_rng([seed, zlib.crc32(f"{part.name}.{name}".encode())])
        # What stands above in the files is known already: w_ref may start at w.
        array = _initial_array(part, text, place, generator, indices | arrays)
        if dtype == np.int32 and (np.abs(array) > MOST).any():
            raise place.error(f"'{text}' is more than an integer variable holds, {MOST}")
        arrays[name] = array.astype(dtype)
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
    functions = FUNCTIONS | {
        "rand": lambda: generator.random(part.shape),
        "randn": lambda: generator.standard_normal(part.shape),
    }
    names = unit_values() | CONSTANTS | part.parameters | known
    tree, _ = exact_tree(parse(text, place), GIVEN | declared_kinds(part.rule.equations), place)
    with np.errstate(all="ignore"):  # what comes of it is looked at below
        value = np.asarray(evaluate(tree, names, functions, place), dtype=float)
    try:
        array = np.broadcast_to(value, part.shape).copy()
    except ValueError as error:
        raise ModelError(f"{place}: has shape {np.shape(value)}; expected {part.shape}") from error
    if not np.isfinite(array).all():
        element = tuple(int(n) for n in np.argwhere(~np.isfinite(array))[0])
        raise place.error(
            f"'{text}' gives {array[element]} for element {_listed(element)}; "
            "a starting value is a finite number"
        )
    return array


def _listed(element: tuple[int, ...]) -> str:
    return ", ".join(map(str, element))


def _index_names(part: Part, layout: Layout) -> dict[str, np.ndarray]:
    if not part.is_projection:
        return {"i": np.arange(part.shape[0]), "N": part.shape[0]}
    n_pre, n_post = (layout.parts[end].shape[0] for end in part.ends)
    sizes = {"N": int(np.prod(part.shape)), "N_pre": n_pre, "N_post": n_post}
    if part.indices is not None:
        return sizes | {"i": part.indices[0], "j": part.indices[1]}
    return sizes | {"i": np.arange(n_pre)[:, None], "j": np.arange(n_post)[None, :]}


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
