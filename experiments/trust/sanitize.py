"""Do the generated programs touch memory that is not theirs, or do what C++ leaves undefined?

The program of each shipped model is compiled with g++'s -fsanitize=address,undefined and with
float-cast-overflow, and run on a few presentations with everything on: teacher, modulator,
recorded state, kept spikes, a second block that goes on from the first, and one without learning.

    python experiments/trust/sanitize.py
    python experiments/trust/sanitize.py --models tacos --backends dense

The first finding ends a program and is printed; the status is then 1. Programs are compiled anew
each time, in a folder of their own.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from snn_cl.command_line.scripts import run_script
from snn_cl.errors import RunError
from snn_cl.find import find_function, names
from snn_cl.network.model import Model
from snn_cl.simulator import Simulator

SANITIZERS = "-fsanitize=address,undefined,float-cast-overflow"
N_INPUT, N_OUTPUT = 64, 4


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    models : tuple of str
        Those to run; all if none is given.
    backends : tuple of str
    """

    models: tuple[str, ...] = ()
    backends: tuple[str, ...] = ("dense", "brian2")


def main(options: Options) -> None:
    """Compile and run all programs."""
    with sanitized():
        for backend in options.backends:
            for name in options.models or names("models"):
                model = find_function("models", name)(n_input=N_INPUT, n_output=N_OUTPUT)
                try:
                    run_with_everything_on(model, backend)
                except RunError as error:
                    raise RunError(f"{name} on {backend}: {error}") from error
                print(f"{name} on {backend}: no finding", flush=True)


@contextmanager
def sanitized() -> Iterator[None]:
    """Compile programs with the sanitizers, in a cache that goes away afterwards."""
    import brian2

    from snn_cl.backends import codegen

    arguments = [flag for flag in codegen.COMPILER_ARGUMENTS if flag != "-O3"]
    arguments += ["-O1", "-g", SANITIZERS, "-fno-sanitize-recover=all"]
    link_arguments = brian2.prefs.codegen.cpp.extra_link_args
    with tempfile.TemporaryDirectory(prefix="snn_cl_sanitize_") as cache:
        # A program that stops at a finding says so on its standard error.
        own = {"XDG_CACHE_HOME": cache, "UBSAN_OPTIONS": "print_stacktrace=1"}
        with patch.dict(os.environ, own), patch.object(codegen, "COMPILER_ARGUMENTS", arguments):
            brian2.prefs.codegen.cpp.extra_link_args = [*link_arguments, SANITIZERS]
            try:
                yield
            finally:
                brian2.prefs.codegen.cpp.extra_link_args = link_arguments


def run_with_everything_on(model: Model, backend: str) -> None:
    """Run a few presentations, in two blocks, then some that teach nothing.

    Parameters
    ----------
    model : Model
    backend : str

    Raises
    ------
    RunError
        If the program fails, as it does at a finding.
    """
    simulator = Simulator(model, show=0.03, rest=0.01, backend=backend)
    random = np.random.default_rng(0)
    rates = random.uniform(0, 400, (3, N_INPUT)) * (random.random((3, N_INPUT)) < 0.5)
    labels = np.array([1, 0, -1]) if model.teacher else None
    arrays = simulator.resolved.arrays().items()
    record = [f"{key}[0]" if len(shape) == 1 else f"{key}[0,0]" for key, (shape, _) in arrays]
    given = {"modulator": np.ones(3), "record": record, "n_spikes": 3, "seed": 1}
    state = simulator.initial_state(1)
    for first in (0, 3):
        state = simulator.run(rates, labels, state=state, first=first, **given).state
    simulator.run(rates, None, state=state, first=6, plastic=False, **given)


if __name__ == "__main__":
    run_script(main, Options)
