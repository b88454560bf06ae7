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

HEADER = '"stream.h"'
INCLUDE_DIR = str(Path(__file__).parent)
_ELEMENT = {"neurons": "i", "synapses": "i*N_post + j"}
_CPP = {
    "stimulus": "static inline float stimulus(double, int64_t i) { return snn_cl::stimulus(i); }",
    "teacher": "static inline float teacher(double, int64_t i) { return snn_cl::teacher(i); }",
    "modulator": "static inline double modulator(double) { return snn_cl::modulator(); }",
    "uniform_at": (
        "static inline double uniform_at(int64_t object, int64_t step, int64_t element)\n"
        "{ return snn_cl::uniform(object, step, element); }"
    ),
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
    }
    for name, function in functions.items():
        function.implementations.add_implementation(
            "cpp",
            _CPP[name],
            name=name,
            compiler_kwds={"headers": [HEADER], "include_dirs": [INCLUDE_DIR]},
        )
    return functions


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
        Name of the population or projection.
    kind : str
        'neurons' or 'synapses'.
    where : str
        Section name; each use of a section gets numbers of its own.

    Returns
    -------
    str

    Source: normal numbers by Box & Muller (1958), doi:10.1214/aoms/1177706645.
    """
    used = 0

    def draw():
        nonlocal used
        used += 1
        key = zlib.crc32(f"{part}.{where}.{used}".encode()) & 0x7FFFFFFF
        return f"uniform_at({key}, t_in_timesteps, {_ELEMENT[kind]})"

    def replacement(match):
        if match[1] == "rand":
            return draw()
        return f"(sqrt(-2*log({draw()}))*cos(2*pi*{draw()}))"

    return re.sub(r"\b(rand|randn)\(\s*\)", replacement, text)
