"""Numpy code: `x = w` keeps what w was, as in C++; it is made once."""

import numpy as np
import pytest

from snn_cl.backends import BACKENDS
from snn_cl.find import find_function
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

NEURONS = """# Neurons whose statements assign plain names.
# Source: own

[equations]
v : 1
v_before : 1
v_other : 1
count : integer
count_before : integer
now = v : 1
v_now : 1
I : 1

[threshold]
v > -1

[reset]
v_other = v
v_other += 1
v = v + 1

[ports]
I

[on_presentation_end]
count_before = int(count)
count += 1
v_now = now
v_before = v
v += 0.5
"""
SYNAPSES = """# Synapses whose statements assign plain names.
# Source: own

[equations]
w : 1
w_last : 1
w_other : 1
w_old : 1
w_seen : 1

[on_pre]
w_seen = w
w += plastic*0.125
I_post += w

[on_presentation_end]
w_last = w
w_other = w_last
w_other += 1
w = w + plastic*2
w_old = w_last
w_last *= 3
"""


def make_model(folder):
    (folder / "neurons.eq").write_text(NEURONS)
    (folder / "synapses.eq").write_text(SYNAPSES)
    neurons = str(folder / "neurons.eq")
    return Model(
        [Population("input", 3, neurons), Population("output", 2, neurons)],
        [Projection("input", "output", str(folder / "synapses.eq"), initial={"w": "rand()"})],
    )


def run(simulator, n_presentations=3):
    """Return the state before and after presentations; all neurons spike at each step."""
    start = simulator.initial_state(0)
    before = {key: array.copy() for key, array in start.items()}
    rates = np.zeros((n_presentations, 3))
    return before, simulator.run(rates, state=start, seed=0).state


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return make_model(tmp_path_factory.mktemp("plain"))


def test_a_later_change_of_either_name_leaves_the_other_alone(model):
    before, after = run(Simulator(model, show=0.001, backend="numpy"), 1)
    w = before["input_output.w"] + 0.125
    assert np.allclose(after["input_output.w_seen"], w - 0.125)
    assert np.allclose(after["input_output.w_old"], w)
    assert np.allclose(after["input_output.w_other"], w + 1)
    assert np.allclose(after["input_output.w_last"], 3 * w)
    assert np.allclose(after["input_output.w"], w + 2)
    expected = {"v": 1.5, "v_before": 1, "v_now": 1, "v_other": 1, "count": 1, "count_before": 0}
    assert {name: after[f"input.{name}"].tolist() for name in expected} == {
        name: [value] * 3 for name, value in expected.items()
    }


@pytest.mark.compiler
def test_all_backends_agree(model):
    _, expected = run(Simulator(model, show=0.003, backend="numpy"))
    for backend in BACKENDS:
        _, after = run(Simulator(model, show=0.003, backend=backend, dtype="float64"))
        for key, array in expected.items():
            assert np.allclose(after[key], array, rtol=1e-12, atol=1e-12), (backend, key)


def test_code_is_made_once_and_finds_the_step_of_its_own_clock(plugins):
    model = find_function("models", "small")(16, 2)
    rates = np.full((2, 16), 100.0)

    def two_blocks(simulator, between=lambda: None):
        state = simulator.initial_state(0)
        first = simulator.run(rates, state=state, seed=1)
        between()
        return simulator.run(rates, state=first.state, seed=1, first=2).state

    fine, coarse = (
        Simulator(model, show=0.01, rest=0, dt=dt, backend="numpy") for dt in (0.0005, 0.001)
    )
    alone = two_blocks(fine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("brian2.groups.group.create_runner_codeobj", None)  # what makes code
        in_turn = two_blocks(fine, between=lambda: two_blocks(coarse))
    assert all(np.array_equal(in_turn[key], alone[key]) for key in alone)
