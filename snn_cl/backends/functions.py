"""What equations may call besides Brian2's own: the stream, and random numbers by counter.

`rand()` and `randn()` in an equation file become functions of (seed, step, object, element), so a
stream that is cut into blocks anywhere gives the same spikes as one long run, on every backend.
"""

import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from brian2 import Hz, second
from brian2.core.functions import Function

from snn_cl.language.numeric_functions import FUNCTIONS as NUMERIC

HEADER = '"stream.h"'
INCLUDE_DIR = str(Path(__file__).parent / "cpp")
_ELEMENT = {"neurons": "i", "synapses": "i*N_post + j"}
#: Operators of our own, see arithmetic.h: what they give, and the units they take and give
_OPERATORS = {
    "snn_count": ("integer", [1], 1),
    "snn_real": ("float", [1], 1),
    "snn_long": ("integer", [1], 1),
    "snn_integer": ("integer", [1], 1),
    "snn_whole_part": ("float", [1], 1),
    "snn_whole_mod": ("integer", [1, 1], 1),
    "snn_whole_floordiv": ("integer", [1, 1], 1),
    "snn_sign": ("highest", [None], 1),
    "snn_clip": ("highest", [None, "x", "x"], lambda x, low, high: x),
    "snn_clip_any": ("highest", [None, "x", "x"], lambda x, low, high: x),
    "snn_mod": ("float", [None, "x"], lambda x, y: x),
    "snn_floordiv": ("float", [None, "x"], 1),
}
_ARGUMENTS = ("x", "y", "z")
#: Functions that draw, and their forms in single precision
FLOAT_DRAWS = {"uniform_at": "uniform_float_at", "normal_at": "normal_float_at"}


def _drawing(name: str, *arguments: str) -> str:
    """Return the C++ of a function that draws, in double and in single precision."""
    given = ", ".join(f"int64_t {argument}" for argument in arguments)
    passed = ", ".join(arguments)
    return "\n".join(
        f"static inline {kind} {form}_at({given}) {{ return snn_cl::{form}({passed}); }}"
        for kind, form in (("double", name), ("float", f"{name}_float"))
    )


_CPP = {
    "stimulus": "static inline float stimulus(double, int64_t i) { return snn_cl::stimulus(i); }",
    "teacher": "static inline float teacher(double, int64_t i) { return snn_cl::teacher(i); }",
    "modulator": "static inline double modulator(double) { return snn_cl::modulator(); }",
    "uniform_at": _drawing("uniform", "object", "step", "element"),
    "normal_at": _drawing("normal", "object", "other", "step", "element"),
}


@dataclass
class Shown:
    """What the numpy backend presents right now.

    Attributes
    ----------
    stimulus : (n_input,) float array [Hz]
    teacher : (n_label,) float array [Hz]
    modulator : float
    seed : int
    """

    stimulus: np.ndarray = field(default_factory=lambda: np.zeros(1))
    teacher: np.ndarray = field(default_factory=lambda: np.zeros(1))
    modulator: float = 0.0
    seed: int = 0


def make_functions(shown: Shown) -> dict[str, Function]:
    """Return the Brian2 functions of one model, by name.

    Parameters
    ----------
    shown : Shown
        Read by the numpy backend at each call; compiled programs have their own.

    Returns
    -------
    dict of str to Function
    """
    functions = {
        "stimulus": _function(lambda t, i: shown.stimulus[i], [second, 1], Hz),
        "teacher": _function(lambda t, i: shown.teacher[i], [second, 1], Hz),
        "modulator": _function(lambda t: shown.modulator, [second], 1),
        "uniform_at": _function(
            lambda object_key, step, element: uniform(shown.seed, object_key, step, element),
            [1, 1, 1],
            1,
        ),
        "normal_at": _function(
            lambda object_key, other_key, step, element: normal(
                shown.seed, object_key, other_key, step, element
            ),
            [1, 1, 1, 1],
            1,
        ),
    }
    functions |= {name: _operator(name, *kinds) for name, kinds in _OPERATORS.items()}
    for name, function in functions.items():
        function.implementations.add_implementation(
            "cpp",
            _CPP.get(name),
            name=name,
            compiler_kwds={"headers": [HEADER], "include_dirs": [INCLUDE_DIR]},
        )
    return functions


def _operator(name: str, gives: str, arg_units: list, return_unit) -> Function:
    function = Function(
        NUMERIC[name],
        arg_units=arg_units,
        arg_names=list(_ARGUMENTS[: len(arg_units)]),
        return_unit=return_unit,
        return_type=gives,
        stateless=True,
    )
    function.implementations.add_numpy_implementation(NUMERIC[name], discard_units=True)
    return function


def _function(python, arg_units, return_unit):
    function = Function(
        python,
        arg_units=arg_units,
        return_unit=return_unit,
        arg_types=["float" if unit is second else "integer" for unit in arg_units],
        return_type="float",
        stateless=True,
    )
    function.implementations.add_numpy_implementation(python, discard_units=True)
    return function


def uniform(seed: int, object_key: int, step: int, element: np.ndarray) -> np.ndarray:
    """Return random numbers in (0, 1) by counter.

    Parameters
    ----------
    seed : int
        0 ... 2^63 - 1.
    object_key : int
        Which use of `rand()` in the model this is.
    step : int
        Steps of dt since the stream began, below 2^36.
    element : (n,) int array
        Neuron or synapse, below 2^28.

    Returns
    -------
    (n,) float array

    Source: Widynski (2020), arXiv:2004.06278, squares32; key by SplitMix64, Steele et al. (2014),
    doi:10.1145/2660193.2660195. The same bits as in stream.h.
    """
    with np.errstate(over="ignore"):
        key = _mixed(np.uint64(seed) + _mixed(np.uint64(object_key))) | np.uint64(1)
        counter = (np.uint64(step) << np.uint64(28)) | np.asarray(element).astype(np.uint64)
        x = counter * key
        y, z = x, x + key
        for addend in (y, z, y):
            x = x * x + addend
            x = (x >> np.uint64(32)) | (x << np.uint64(32))
        bits = (x * x + z) >> np.uint64(32)
    return (bits + 0.5) * 2.0**-32


def normal(
    seed: int, object_key: int, other_key: int, step: int, element: np.ndarray
) -> np.ndarray:
    """Return standard normal numbers by counter, from two uniform ones each.

    Parameters
    ----------
    seed : int
    object_key, other_key : int
        Of the two uniform numbers.
    step : int
    element : (n,) int array
        All as in `uniform`.

    Returns
    -------
    (n,) float array

    Source: Box & Muller (1958), doi:10.1214/aoms/1177706645.
    """
    radius = np.sqrt(-2 * np.log(uniform(seed, object_key, step, element)))
    return radius * np.cos(2 * np.pi * uniform(seed, other_key, step, element))


def _mixed(x):
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def replace_random(text: str, part: str, kind: str, where: str) -> str:
    """Replace `rand()` and `randn()` by counter-based draws.

    Parameters
    ----------
    text : str
        Statements or a condition.
    part : str
        Key of the population or projection.
    kind : str
        'neurons' or 'synapses'.
    where : str
        Section name; each use of a section gets numbers of its own.

    Returns
    -------
    str
    """
    used = 0

    def key():
        nonlocal used
        used += 1
        return zlib.crc32(f"{part}.{where}.{used}".encode()) & 0x7FFFFFFF

    def replacement(match):
        rest = f"t_in_timesteps, {_ELEMENT[kind]}"
        if match[1] == "rand":
            return f"uniform_at({key()}, {rest})"
        return f"normal_at({key()}, {key()}, {rest})"

    return re.sub(r"\b(rand|randn)\(\s*\)", replacement, text)
