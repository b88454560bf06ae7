"""Nobody waits for the import of a library that is not needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from snn_cl.find import find_function
from snn_cl.simulator import Simulator

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("brian2", "sympy", "matplotlib", "xarray")
CACHED = """
import numpy as np
from snn_cl import Simulator, find_function
simulator = Simulator(find_function("models", "small")(16, 2))
rates, labels = np.full((1, 16), 50.0), np.zeros(1, int)
outcome = simulator.run(rates, labels, state=simulator.initial_state(0), seed=0)
assert outcome.counts.shape == (1, 2)
"""
RUN = """
import sys
from snn_cl.command_line.main import main
sys.argv = ["snn-cl", "run", "--model", "small", "--dataset", "tiny", "--out", "{folder}/run"]
sys.argv += ["--n-train", "20", "--n-test", "10"]
main()
"""


def loaded(code: str) -> set[str]:
    """Return the modules that a process of its own has loaded at the end."""
    code += "\nimport sys\nprint('loaded', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import snn_cl.simulator",
        "import snn_cl.command_line.main",
        "from snn_cl import Configuration, Model, Record, Simulator, start",
        "from snn_cl.checks import check_file; check_file('synapses/metaplasticity')",
        "from snn_cl.checks import check_model as f; import snn_cl.models.tacos as m; f(m.tacos())",
        "from snn_cl.command_line.describe import describe; describe('neurons/lif')",
        "from snn_cl.command_line.describe import listing; listing(['figures'])",
    ],
)
def test_what_generates_no_code_does_not_load_brian2(code):
    assert loaded(code) & {*SLOW, "zarr"} == set()


@pytest.mark.compiler
@pytest.mark.parametrize("code", [CACHED, RUN])
def test_a_cached_program_runs_without_brian2(code, plugins, tmp_path):
    Simulator(find_function("models", "small")(16, 2))
    assert loaded(code.format(folder=tmp_path)) & set(SLOW) == set()


def test_a_first_build_in_a_thread_says_what_to_do():
    code = """
import threading
from snn_cl.errors import RunError
from snn_cl.backends.base import load_codegen
said = []
def build():
    try:
        load_codegen()
    except RunError as error:
        said.append(str(error))
thread = threading.Thread(target=build)
thread.start()
thread.join()
assert said == ["Brian2 can be loaded in a program's main thread only; import brian2 there first"]
"""
    loaded(code)
