"""Stochastic engram gating against values worked by hand."""

import numpy as np
import pytest
from one_presentation import make_simulator, present

from snn_cl.network.model import Model, Population
from snn_cl.simulator import Simulator

GATE = "neurons/engram_gate"
GATED = ["synapses/transmission", "synapses/error_driven", "synapses/engram_gating"]


@pytest.mark.parametrize(("engram", "w"), [(1, 0.48), (0, 0.5)])
def test_only_synapses_onto_the_engram_change(tmp_path, engram, w):
    simulator = make_simulator(tmp_path, GATED, parameters={"eta": "0.01"})
    after = present(simulator, {"w": 0.5, "output.error": 2, "output.engram": engram})
    assert after["w"] == pytest.approx(w)


def draw(activity, n=20_000, times=1, rate=0.0, parameters=None):
    """Return the state of n gated neurons after silent or spiking presentations of 3 steps."""
    neurons = Population("input", n, ["neurons/poisson_rate", GATE], parameters or {})
    model = Model([neurons], [], output="input")
    simulator = Simulator(model, show=0.003, backend="numpy")
    state = simulator.initial_state(0)
    state["input.engram_activity"][...] = activity
    after = simulator.run(np.full((times, n), rate), state=state, seed=3).state
    return after["input.engram"], after["input.engram_activity"]


@pytest.mark.parametrize(
    ("activity", "probability"), [(5, 0.5), (7, 1 / (1 + np.exp(-1))), (0, 1 / (1 + np.exp(2.5)))]
)
def test_a_neuron_is_drawn_with_the_odds_of_its_activity(activity, probability):
    engram, _ = draw(activity)
    assert set(engram) == {0, 1}
    # Four standard errors of 20,000 draws at p = 0.5.
    assert engram.mean() == pytest.approx(probability, abs=0.0142)


def test_neurons_are_drawn_anew_in_each_presentation():
    first, _ = draw(5)
    second, _ = draw(5, times=2, parameters={"engram_slope": "0"})
    assert np.mean(first == second) == pytest.approx(0.5, abs=0.0142)


def test_activity_is_a_running_mean_of_the_spikes_in_a_presentation():
    # At 1000 Hz a neuron fires in each of the three steps; its mean starts at 1 and nears 3.
    _, activity = draw(1, n=1, times=4, rate=1000.0, parameters={"engram_pace": "0.25"})
    assert activity == pytest.approx(3 - 2 * 0.75**4)
