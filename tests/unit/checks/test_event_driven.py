"""Event-driven variables are up to date wherever they are read, on every backend.

The source fires at 5 and 25 ms; a spike adds 1 to a trace of 20 ms. Expected values are sums of
exp(-(time since a spike)/20 ms); a presentation ends in its last step.
"""

import numpy as np
import pytest
from numpy import exp

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

SOURCE = """# Fires at 5 and 25 ms.
# Source: own

[equations]
v : 1

[threshold]
t_in_timesteps == 5 or t_in_timesteps == 25
"""
RULE = """# A weight that reads an event-driven trace.
# Source: own

[parameters]
w_min = 0      # lower bound
w_max = 10     # upper bound
tau   = 20*ms  # time constant of the trace

[equations]
w : 1
dx/dt = -x/tau : 1 (event-driven)
twice = 2*x : 1

[initial]
w = 0.5

[on_pre]
x += 1
"""
BACKENDS = [
    pytest.param(("numpy", "float64"), id="numpy"),
    pytest.param(("dense", "float64"), id="dense float64", marks=pytest.mark.compiler),
    pytest.param(("dense", "float32"), id="dense float32", marks=pytest.mark.compiler),
]


@pytest.fixture(params=BACKENDS)
def run(request, tmp_path):
    """Return a function: what a rule with more sections leaves after presentations."""
    backend, dtype = request.param

    def run(sections, n=1, show=0.05, record=(), cuts=()):
        (tmp_path / "source.eq").write_text(SOURCE)
        (tmp_path / "rule.eq").write_text(RULE + sections)
        model = Model(
            [
                Population("input", 1, str(tmp_path / "source.eq")),
                Population("output", 1, ["neurons/lif"]),
            ],
            [Projection("input", "output", str(tmp_path / "rule.eq"))],
        )
        simulator = Simulator(model, show=show, backend=backend, dtype=dtype)
        state = simulator.initial_state(0)
        for first, last in zip([0, *cuts], [*cuts, n], strict=True):
            rates = np.zeros((last - first, 1))
            outcome = simulator.run(rates, state=state, seed=0, first=first, record=record)
            state = outcome.state
        return outcome

    return run


def weight(outcome):
    return outcome.state["input_output.w"].item()


def test_in_statements_at_regular_times(run):
    outcome = run("[every 10*ms]\nw = clip(w + plastic*0.1*x, w_min, w_max)\n")
    at_10, at_20, at_30 = exp(-0.25), exp(-0.75), exp(-1.25) + exp(-0.25)
    at_40 = exp(-1.75) + exp(-0.75)
    expected = 0.5 + 0.1 * (at_10 + at_20 + at_30 + at_40)
    assert expected == pytest.approx(0.79626, abs=5e-6)
    assert weight(outcome) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("name", "factor"), [("x", 1), ("twice", 2)])
def test_at_the_end_of_a_presentation(run, name, factor):
    outcome = run(f"[on_presentation_end]\nw = w + plastic*({name} - w)\n")
    at_49 = exp(-2.2) + exp(-1.2)
    assert at_49 == pytest.approx(0.4120, abs=5e-5)
    assert weight(outcome) == pytest.approx(factor * at_49, rel=1e-6)


def test_at_the_start_of_a_presentation(run):
    outcome = run("[on_presentation_start]\nw = w + plastic*(x - w)\n", n=2, show=0.02)
    assert weight(outcome) == pytest.approx(exp(-0.75), rel=1e-6)


def test_as_recorded_and_as_left_behind(run):
    outcome = run("", n=2, show=0.01, record=["input_output.x[0,0]"])
    expected = [exp(-0.2), exp(-0.7)]
    assert expected == pytest.approx([0.8187, 0.4966], abs=5e-5)
    assert outcome.traces["input_output.x"].ravel() == pytest.approx(expected, rel=1e-6)
    assert outcome.state["input_output.x"].item() == pytest.approx(exp(-0.7), rel=1e-6)


def test_a_stream_cut_between_presentations_gives_the_same_bits(run):
    sections = "[every 10*ms]\nw = clip(w + plastic*0.1*x, w_min, w_max)\n"
    whole, cut = (run(sections, n=5, show=0.01, cuts=cuts).state for cuts in ((), (1, 3)))
    for key in whole:
        assert np.array_equal(whole[key], cut[key]), key
