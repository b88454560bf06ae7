"""Prescribed spikes against times worked by hand."""

import numpy as np
import pytest

from snn_cl.network.model import Model, Population
from snn_cl.simulator import Simulator


def spike_steps(dt, steps, **timing):
    """Return the steps at which a single neuron fires."""
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 1, "neurons/prescribed_spikes"),
        ],
        [],
    )
    simulator = Simulator(model, show=steps * dt, dt=dt, backend="numpy")
    state = simulator.initial_state(0)
    for name, value in timing.items():
        state[f"output.{name}"].fill(value)
    outcome = simulator.run(np.zeros((1, 1)), state=state, seed=0, n_spikes=1)
    return outcome.spikes["output"][:, 2].tolist()


def test_one_pulse_at_its_onset():
    assert spike_steps(1e-3, 20, onset=7e-3) == [7]


def test_a_pulse_between_two_steps_falls_on_the_nearer_one():
    assert spike_steps(1e-3, 20, onset=7.4e-3) == [7]
    assert spike_steps(1e-3, 20, onset=7.6e-3) == [8]


def test_a_train_of_pulses():
    timing = {"onset": 2e-3, "interval": 5e-3, "n_pulses": 3}
    assert spike_steps(1e-3, 30, **timing) == [2, 7, 12]


def test_bursts_of_pulses():
    timing = {"onset": 1e-3, "interval": 2e-3, "n_pulses": 2, "period": 1e-2, "n_bursts": 3}
    assert spike_steps(1e-3, 50, **timing) == [1, 3, 11, 13, 21, 23]


def test_no_pulse_is_lost_or_doubled_where_times_do_not_fall_on_steps():
    timing = {"onset": 1e-3, "interval": 1.7e-3, "n_pulses": 400}
    expected = np.rint((1e-3 + 1.7e-3 * np.arange(400)) / 2e-4)
    steps = spike_steps(2e-4, 4000, **timing)
    assert len(steps) == 400
    assert np.abs(steps - expected).max() <= 1


@pytest.mark.parametrize("dt", [1e-4, 2e-4, 1e-3])
def test_pairings_at_one_hertz_keep_their_place_on_the_grid(dt):
    steps = spike_steps(dt, round(3 / dt), onset=0.1, period=1, n_bursts=5)
    assert steps == [round((0.1 + k) / dt) for k in range(3)]
