"""The fast part of a weight against values worked by hand, one step of 1 ms a presentation."""

import dataclasses

import numpy as np
import pytest

from snn_cl.models.tacos import tacos
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

PRE = """# A trace that stands still.
# Source: own

[equations]
trace : 1
"""
POST = """# A target that stands still.
# Source: own

[parameters]
tau_syn = 10*ms  # time constant of the current

[equations]
I : 1
error : 1
taught : 1

[threshold]
I > 1000

[ports]
I
"""
FAST = ["synapses/transmission_fast", "synapses/fast_weights"]


@pytest.fixture
def show(tmp_path):
    """Return a function: the state after some presentations of a synapse set to some values."""
    (tmp_path / "pre.eq").write_text(PRE)
    (tmp_path / "post.eq").write_text(POST)

    def run(n=1, fires=True, plastic=True, rule=FAST, **values):
        parameters = {"hebb_share": "0.1", "gain_eta": "0.01"}
        source = ["neurons/poisson_rate", str(tmp_path / "pre.eq")]
        model = Model(
            [Population("input", 1, source), Population("output", 1, str(tmp_path / "post.eq"))],
            [Projection("input", "output", rule, parameters=parameters)],
        )
        simulator = Simulator(model, show=0.001, backend="numpy")
        state = simulator.initial_state(0)
        for name, value in values.items():
            part, _, variable = name.rpartition("__")
            state[f"{part or 'input_output'}.{variable}"].fill(value)
        rates = np.full((n, 1), 1000.0 if fires else 0.0)
        after = simulator.run(rates, state=state, seed=0, plastic=plastic).state
        return {key.split(".")[1]: array.item() for key, array in after.items()}

    return run


def test_the_current_counts_the_fast_part_with_its_gain(show):
    # dt/tau_syn = 0.1
    after = show(w=0.5, fast_gain=0.25, hebb=2)
    assert after["I"] == pytest.approx(0.1 * (0.5 + 0.25 * 2))


@pytest.mark.parametrize(("n", "expected"), [(1, 0.1), (2, 0.19), (3, 0.271), (200, 1)])
def test_the_fast_part_becomes_the_mean_of_the_class(show, n, expected):
    after = show(n=n, fires=False, input__trace=1, output__taught=4)
    assert after["hebb"] == pytest.approx(expected)


def test_another_class_leaves_the_fast_part_alone(show):
    assert show(hebb=0.5, input__trace=1, output__taught=0)["hebb"] == 0.5


def test_the_gain_learns_from_the_error_times_the_fast_part(show):
    after = show(fast_gain=0.25, hebb=2, output__error=3)
    assert after["fast_gain"] == pytest.approx(0.25 - 0.01 * 3 * 2)


def test_the_change_of_the_gain_is_that_of_the_weight_times_the_fast_part(show):
    rule = [FAST[0], "synapses/error_driven", FAST[1]]
    after = show(rule=rule, w=0.5, fast_gain=0.25, hebb=2, output__error=3)
    assert after["fast_gain"] - 0.25 == pytest.approx(2 * (after["w"] - 0.5))


@pytest.mark.parametrize(("error", "bound"), [(-1000, 1), (1000, -1)])
def test_the_gain_stays_within_its_bounds(show, error, bound):
    assert show(hebb=1, output__error=error)["fast_gain"] == bound


def test_without_a_spike_the_gain_stays(show):
    assert show(fires=False, fast_gain=0.25, hebb=2, output__error=3)["fast_gain"] == 0.25


def test_without_plasticity_nothing_changes(show):
    state = {"w": 0.5, "fast_gain": 0.25, "hebb": 2}
    after = show(plastic=False, output__error=1, input__trace=1, output__taught=1, **state)
    assert {name: after[name] for name in state} == state


def test_the_fast_part_of_tacos_follows_the_class_that_is_shown():
    model = tacos(16, 2, 8)
    output = [*model.population("output").neurons, "neurons/class_gate"]
    model = with_rule(model, "output", output)
    rule = [FAST[0], "synapses/error_driven", FAST[1], "synapses/metaplasticity"]
    model = with_rule(model, "hidden_output", rule)
    named = Projection("teacher", "output", "synapses/class_teacher", connect="one_to_one")
    model = dataclasses.replace(model, projections=(*model.projections, named))
    simulator = Simulator(model, show=0.06, backend="numpy")
    start = simulator.initial_state(0)
    rates, labels = np.full((2, 16), 500.0), np.array([1, 1])
    after = simulator.run(rates, labels, state=start, seed=0).state
    hebb = after["hidden_output.hebb"].reshape(8, 2)
    assert (hebb[:, 0] == 0).all()
    assert (hebb[:, 1] > 0).any()


def test_the_transmission_goes_onto_the_hidden_synapses_of_tacos():
    rule = [FAST[0], "synapses/error_driven", "synapses/consolidation"]
    simulator = Simulator(
        with_rule(tacos(16, 2, 8), "input_hidden", rule), show=0.02, backend="numpy"
    )
    start = simulator.initial_state(0)
    outcome = simulator.run(np.full((2, 16), 200.0), np.array([0, 1]), state=start, seed=0)
    assert np.isfinite(outcome.state["input_hidden.w"]).all()
