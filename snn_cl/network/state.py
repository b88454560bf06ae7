"""The state of a model: starting values, and checks of what a user hands in."""

import re
import zlib
from collections.abc import Mapping

import numpy as np

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.language.exact import CONSTANTS, exact_tree
from snn_cl.language.expression import evaluate, parse
from snn_cl.language.number_kinds import GIVEN, declared_kinds
from snn_cl.language.numeric_functions import FUNCTIONS, NO_NUMBER
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import unit_values
from snn_cl.network.resolved import UNDERWAY, Part, ResolvedModel

NEVER = 2**40  # steps since the last spike of a neuron that has not fired yet


def initial_state(resolved: ResolvedModel, seed: int) -> dict[str, np.ndarray]:
    """Return the state before the first presentation.

    Parameters
    ----------
    resolved : ResolvedModel
    seed : int
        Each array's random numbers depend on this, on its variable and on its part's key alone.

    Returns
    -------
    dict of str to array
        By 'part.variable', shapes and types as in `ResolvedModel.arrays`.

    Raises
    ------
    ModelError
        If an initial expression names an unknown variable or gives a wrong shape.
    """
    state = {}
    for part in resolved.parts.values():
        own = _initial_arrays(part, seed, _index_names(part, resolved))
        state |= {f"{part.name}.{name}": array for name, array in own.items()}
    return state


def checked_initial(
    resolved: ResolvedModel, initial: Mapping[str, np.ndarray] | None
) -> dict[str, np.ndarray]:
    """Return what a user wants to begin with, in the shapes and types of the state.

    Parameters
    ----------
    resolved : ResolvedModel
    initial : mapping of str to array or None
        By 'part.variable'; one number stands for as many as there are.

    Returns
    -------
    dict of str to array

    Raises
    ------
    ModelError
        If there is no such variable, or an array has a wrong shape or type or is not finite.
    """
    expected, checked = resolved.arrays(), {}
    for key, values in (initial or {}).items():
        if key not in expected:
            raise ModelError(f"initial: no state variable '{key}'{did_you_mean(key, expected)}")
        (shape, dtype), array = expected[key], np.asarray(values)
        if array.shape not in (shape, ()) or not np.can_cast(array.dtype, dtype, "same_kind"):
            raise ModelError(
                f"initial: '{key}' has shape {array.shape} and type {array.dtype}; "
                f"expected {shape} and {dtype}"
            )
        if not np.isfinite(array).all():
            raise ModelError(f"initial: '{key}' holds values that are not finite; give numbers")
        checked[key] = np.full(shape, array, dtype)
    return checked


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
        generator = np.random.default_rng([seed, zlib.crc32(f"{part.key}.{name}".encode())])
        # What stands above in the files is known already: w_ref may start at w.
        array = _initial_array(part, text, place, generator, indices | arrays)
        if not _fits(array, dtype):  # nor does what is no number
            raise ModelError(f"{place}: '{text}' gives whole numbers that {dtype} cannot hold")
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


def _index_names(part: Part, resolved: ResolvedModel) -> dict[str, np.ndarray]:
    if not part.is_projection:
        return {"i": np.arange(part.shape[0]), "N": part.shape[0]}
    n_pre, n_post = (resolved.parts[end].shape[0] for end in part.ends)
    sizes = {"N": int(np.prod(part.shape)), "N_pre": n_pre, "N_post": n_post}
    if part.indices is not None:
        return sizes | {"i": part.indices[0], "j": part.indices[1]}
    return sizes | {"i": np.arange(n_pre)[:, None], "j": np.arange(n_post)[None, :]}


def check_state(
    resolved: ResolvedModel, state: Mapping[str, np.ndarray], dtype: str = "float64"
) -> dict[str, np.ndarray]:
    """Return a state as arrays if a simulator can run from it.

    Parameters
    ----------
    resolved : ResolvedModel
    state : mapping of str to array
    dtype : str
        What floating point numbers are held in, 'float32' or 'float64'.

    Returns
    -------
    dict of str to array
        In the order of `ResolvedModel.arrays`.

    Raises
    ------
    ModelError
        If an array is missing, unknown, of a wrong shape or kind, or not finite.
    """
    expected = resolved.arrays()
    for key in state:
        if key not in expected:
            raise ModelError(
                f"state has '{key}', which the model lacks{did_you_mean(key, expected)}"
            )
    arrays = {}
    for key, (shape, kind) in expected.items():
        if key not in state:
            raise ModelError(f"state lacks '{key}'; start from simulator.initial_state(seed)")
        array = np.asarray(state[key])
        if array.shape != shape:
            raise ModelError(f"state '{key}' has shape {array.shape}; expected {shape}")
        if not np.can_cast(array.dtype, kind, casting="same_kind"):
            raise ModelError(f"state '{key}' has type {array.dtype}; expected {kind}")
        if not _fits(array, kind):
            raise ModelError(f"state '{key}' holds whole numbers that {kind} cannot hold")
        arrays[key] = array
    wrong = not_finite(resolved, arrays, dtype)
    if wrong:
        raise ModelError(f"state: {wrong}; a run cannot start from that")
    return arrays


def not_finite(
    resolved: ResolvedModel, state: Mapping[str, np.ndarray], dtype: str = "float64"
) -> str:
    """Return which element of a state is no finite number; empty if all are.

    Infinity is let through where a file or model itself says `inf` for the variable.

    Parameters
    ----------
    resolved : ResolvedModel
    state : mapping of str to array
        Of the right shapes.
    dtype : str
        As in `check_state`.

    Returns
    -------
    str
        Such as 'hidden.U[3] is nan (and 4 more elements)'.
    """
    for key, array in state.items():
        part, name = key.split(".")
        kind = "float64" if name in resolved.parts[part].clock_times else dtype
        if array.dtype == np.int32 and array.size and array.min() == NO_NUMBER:
            first = np.unravel_index(int(array.argmin()), array.shape)
            return (
                f"{key}[{','.join(map(str, first))}] was given no whole number, or too large a one"
            )
        if not np.issubdtype(array.dtype, np.floating) or _is_fine(array, kind):
            continue
        with np.errstate(over="ignore"):
            held = array.astype(kind)
        wrong = np.isnan(held) if _says_inf(resolved.parts[part], name) else ~np.isfinite(held)
        n_wrong = int(wrong.sum())
        if n_wrong:
            first = np.unravel_index(int(wrong.argmax()), array.shape)
            more = f" (and {n_wrong - 1} more of {array.size})" if n_wrong > 1 else ""
            element = f"{key}[{','.join(map(str, first))}]"
            value = array[first]
            if np.isfinite(value):
                return f"{element} is {value:g}, infinite in {dtype}{more}"
            return f"{element} is {value}{more}"
    return ""


def _fits(array: np.ndarray, kind: np.dtype) -> bool:
    if not np.issubdtype(kind, np.integer) or not array.size:
        return True
    limits = np.iinfo(kind)
    return bool(limits.min <= array.min() and array.max() <= limits.max)


def _is_fine(array: np.ndarray, dtype: str) -> bool:
    low, high = array.min(initial=0), array.max(initial=0)  # nan if there is one
    return bool(-np.finfo(dtype).max <= low and high <= np.finfo(dtype).max)


def _says_inf(part: Part, variable: str) -> bool:
    texts = [s.expression for s in part.rule.initial if s.name == variable]
    texts += [
        s.expression for _, _, body in part.rule.statements for s in body if s.name == variable
    ]
    texts.append(str(part.description.initial.get(variable, "")))
    return any(re.search(r"\binf\b", text) for text in texts)
