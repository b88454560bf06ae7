"""The same text has the same value on every backend, in every section."""

import numpy as np
import pytest
from one_experiment import import_experiment

from snn_cl.backends import functions
from snn_cl.errors import RunError
from snn_cl.find import find_function
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

NEURON = """# A neuron that fires at each step.
# Source: own

[equations]
thousandth = 2*10**-3 : 1
dx/dt = 10**(-3)/ms : 1
read : 1
in_reset : 1
half : 1
power : 1
quotient : 1
remainder : 1
crossed : 1
holding : 1
count : integer
total : integer
tired : boolean

[threshold]
10**-3 > 0

[initial]
tired = i % 2 == 0 and not i > 1
count = int(i < 2) - 1

[reset]
in_reset = 5*10**-3
count += 3

[every dt]
read = thousandth
half = i/2 + 1/2
power = 2**(i - 2)
quotient = -7//2 + i//2
remainder = -7 % 3 + (0.5 - i) % 2
crossed = clip(9 + i, 10, 8)
holding = (i > 0) + (i > 1)
total = total*2 + int(-2.5)
"""
SYNAPSE = """# A synapse.
# Source: own

[equations]
a : 1
w : 1
w_min : 1
w_max : 1

[initial]
w = 0.5
w_max = 1

[on_pre]
a = w*10**-3
dw = 1
dw = dw*0.25
"""
# Worked by hand for neurons 0, 1 and 2 after one step of 1 ms.
EXPECTED = {
    "output.read": [0.002, 0.002, 0.002],
    "output.x": [0.001, 0.001, 0.001],
    "output.in_reset": [0.005, 0.005, 0.005],
    "output.half": [0.5, 1, 1.5],
    "output.power": [0.25, 0.5, 1],
    "output.quotient": [-4, -4, -3],
    "output.remainder": [2.5, 3.5, 2.5],
    "output.crossed": [8, 8, 8],
    "output.holding": [0, 1, 2],
    "output.count": [3, 3, 2],
    "output.total": [-2, -2, -2],
    "output.tired": [1, 0, 0],
    "input_output.a": [[0.0005, 0.0005, 0.0005]],
    "input_output.w": [[0.75, 0.75, 0.75]],
}


def test_integers_mean_numbers_in_every_section(tmp_path, backend):
    for folder, text in (("neurons", NEURON), ("synapses", SYNAPSE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.eq").write_text(text)
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 3, str(tmp_path / "neurons" / "x.eq")),
        ],
        [Projection("input", "output", [str(tmp_path / "synapses" / "x.eq")])],
    )
    simulator = Simulator(model, show=0.001, backend=backend)
    state = simulator.initial_state(0)
    # At 1000 Hz and a step of 1 ms the input fires for sure.
    after = simulator.run(np.full((1, 1), 1000.0), state=state, seed=0).state
    for key, expected in EXPECTED.items():
        np.testing.assert_allclose(after[key], expected, rtol=1e-6, err_msg=key)


@pytest.fixture
def expressions():
    return import_experiment("trust/expressions_alike", "expressions")


@pytest.fixture
def sanitize():
    return import_experiment("trust", "sanitize")


@pytest.mark.parametrize(
    "backend", ["initial", "numpy", pytest.param("dense", marks=pytest.mark.compiler)]
)
def test_random_expressions_have_the_values_of_numpy(expressions, tmp_path, backend):
    result = expressions.compare(expressions.make_expressions(150, 11), backend, tmp_path, 11)
    assert result.wrong == []
    assert result.n_values > 10 * result.n_open


def test_the_comparison_sees_another_value(expressions, tmp_path, monkeypatch):
    monkeypatch.setitem(expressions.FUNCTIONS, "snn_clip_any", lambda x, low, high: low)
    (wrong,) = expressions.compare(["clip(r0, r1, r2)"], "initial", tmp_path).wrong
    assert wrong[0] == "clip(r0, r1, r2)"


# --- memory and what C++ leaves undefined


@pytest.mark.compiler
@pytest.mark.slow
@pytest.mark.parametrize("name", ["stdp_pair", "three_factor"])
def test_the_sanitizers_find_nothing(sanitize, name):
    model = find_function("models", name)(sanitize.N_INPUT, sanitize.N_OUTPUT)
    with sanitize.sanitized():
        sanitize.run_with_everything_on(model, "dense")


@pytest.mark.compiler
@pytest.mark.slow
def test_the_sanitizers_are_at_work(sanitize, monkeypatch):
    behind = (
        "static inline float stimulus(double, int64_t i) { return snn_cl::stimulus(i + 9999); }"
    )
    monkeypatch.setitem(functions._CPP, "stimulus", behind)
    populations = [
        Population("input", sanitize.N_INPUT, "neurons/poisson_rate"),
        Population("output", 2, "neurons/lif"),
    ]
    with sanitize.sanitized(), pytest.raises(RunError, match="heap-buffer-overflow"):
        sanitize.run_with_everything_on(Model(populations, []), "dense")
