"""AdEx neurons and plasticity that follows the potential, against values worked by hand."""

import numpy as np
import pytest
from one_experiment import import_experiment

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

SLOW = "1e9*second"


@pytest.fixture(scope="module")
def experiment():
    return import_experiment("plasticity", "voltage_stdp")


# --- AdEx


def adex(steps, currents, dt, **start):
    """Return the outcome of AdEx neurons with injected currents [pA] from given values."""
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", len(currents), "neurons/adex"),
        ],
        [],
    )
    simulator = Simulator(model, show=steps * dt, dt=dt, backend="numpy")
    state = simulator.initial_state(0)
    for variable, value in {"I_injected": 1e-12 * np.array(currents), **start}.items():
        state[f"output.{variable}"][...] = value
    return simulator.run(np.zeros((1, 1)), state=state, seed=0, n_spikes=1)


def test_one_step_of_the_adex_neuron():
    # At the soft threshold the exponential term is 30 nS * 2 mV = 60 pA; the leak draws 606 pA.
    after = adex(1, [100], 1e-3, v=-50.4e-3, I_adapt=20e-12).state
    assert 1e3 * after["output.v"].item() == pytest.approx(-50.4 + (60 - 606 - 20 + 100) / 281)
    # The adaptation current follows 4 nS * 20.2 mV = 80.8 pA with 144 ms.
    assert 1e12 * after["output.I_adapt"].item() == pytest.approx(20 + (80.8 - 20) / 144)


def test_a_spike_resets_the_potential_and_adds_to_the_adaptation():
    outcome = adex(1, [0], 1e-6, v=21e-3)
    assert outcome.counts.item() == 1
    assert 1e3 * outcome.state["output.v"].item() == pytest.approx(-70.6)
    assert 1e12 * outcome.state["output.I_adapt"].item() == pytest.approx(80.5, abs=0.01)


def test_a_constant_current_is_answered_by_ever_longer_intervals_or_not_at_all():
    # Without adaptation the rheobase is 30 nS * (20.2 - 2) mV = 546 pA, with it (Touboul & Brette
    # 2008) 627 pA: in between only the onset of the current makes the neuron fire.
    outcome = adex(4000, [530, 600, 700, 1000], 2e-4)
    spikes = outcome.spikes["output"]
    times = [0.2 * spikes[spikes[:, 1] == neuron, 2] for neuron in range(4)]
    assert len(times[0]) == 0
    assert 1 <= len(times[1]) <= 3
    assert times[1].max() < 200
    assert times[2].max() > 600
    assert times[3].max() > 600
    assert (np.diff(times[3])[:4] > 0).all()
    assert np.diff(times[3])[3] > 1.5 * np.diff(times[3])[0]


# --- the course of a spike


def potential(dt, times):
    """Return v_seen [mV] at times [ms] of a neuron that is made to fire at 3 ms."""
    model = Model(
        [
            Population("input", 1, "neurons/prescribed_spikes"),
            Population("output", 1, "neurons/adex_after_depolarisation"),
        ],
        [Projection("input", "output", "synapses/current_pulse")],
    )
    simulator = Simulator(model, show=dt, dt=dt, backend="numpy")
    state = simulator.initial_state(0)
    state["input.onset"].fill(3e-3 - dt)
    n = round(1e-3 * (max(times) + 1) / dt)
    record = ["output.v_seen[0]"]
    outcome = simulator.run(np.zeros((n, 1)), state=state, seed=0, record=record, n_spikes=n)
    assert outcome.counts.sum() == 1
    seen = 1e3 * outcome.traces["output.v_seen"][:, 0]
    return [float(seen[round(1e-3 * time / dt)]) for time in times]


def test_a_spike_stays_at_two_levels_for_a_millisecond_each():
    # At rest the exponential term moves it by 2e-5 mV. After the spike, in a step of 1 ms:
    # -30 nS * 21.0984 mV + 60 pA * exp(-9.5508) + 400 pA.
    rate = (-30 * 21.0984 + 60 * np.exp(-(49.5016 - 30.4) / 2) + 400 - 0.0805) / 281
    seen = potential(1e-3, [2, 3, 4, 5])
    np.testing.assert_allclose(seen, [-70.6, 29.4, 32.862, -49.5016 + rate], atol=1e-4)


def test_its_course_does_not_depend_on_the_step():
    times = [2, 3, 3.8, 4, 4.8, 5.2, 10]
    fine, coarse = potential(1e-4, times), potential(2e-4, times)
    np.testing.assert_allclose(fine[:5], [-70.6, 29.4, 29.4, 32.862, 32.862], atol=1e-4)
    np.testing.assert_allclose(fine, coarse, atol=0.1)


# --- the rule


@pytest.fixture(scope="module")
def weight_after():
    """Return a function: change of the weight of one synapse, running means held as given."""
    target = ["neurons/adex_after_depolarisation", "neurons/filtered_voltage"]
    rule = ["synapses/plain_weight", "synapses/stdp_voltage"]
    model = Model(
        [
            Population("input", 1, ["neurons/prescribed_spikes", "neurons/filtered_spikes"]),
            Population("driver", 1, "neurons/prescribed_spikes"),
            Population("output", 1, target, {"tau_minus": SLOW, "tau_plus": SLOW}),
        ],
        [
            Projection("driver", "output", "synapses/current_pulse"),
            Projection("input", "output", rule, name="plasticity"),
        ],
    )
    simulator = Simulator(model, show=0.03, backend="numpy")

    def weight_after(pre, post, mean, w=0.5, plastic=True):
        state = simulator.initial_state(0)
        state["input.onset"].fill(1e-3 * pre)
        state["driver.onset"].fill(1e-3 * (post - 1))
        for name in ("minus", "plus"):
            for variable in (f"u_{name}", *(f"{name}_{n}" for n in (1, 2, 3, 4))):
                state[f"output.{variable}"].fill(1e-3 * mean)
        state["plasticity.w"].fill(w)
        after = simulator.run(np.zeros((1, 1)), state=state, seed=0, plastic=plastic).state
        return after["plasticity.w"].item()

    return weight_after


def test_a_source_spike_depresses_by_the_mean_above_its_threshold(weight_after):
    assert weight_after(5, 1000, -60.6) == pytest.approx(0.5 - 14e-5 * 10)
    assert weight_after(5, 1000, -75) == 0.5


def test_a_target_spike_potentiates_by_the_means_of_both_sides(weight_after):
    # 74.7 and 78.162 mV above the threshold, 4 and 5 steps after the first decay of the source's.
    drive = (14 / 15) ** 4 * 74.7 + (14 / 15) ** 5 * 78.162
    change = 8e-5 * 10 * drive / 15 - 14e-5 * 10
    assert weight_after(5, 10, -60.6) == pytest.approx(0.5 + change)


def test_a_source_spike_after_the_target_only_depresses(weight_after):
    assert weight_after(20, 10, -60.6) == pytest.approx(0.5 - 14e-5 * 10)


def test_the_weight_stays_within_its_bounds(weight_after):
    assert weight_after(5, 1000, -60.6, w=0.001) == 0
    assert weight_after(5, 10, -20.6, w=2.999) == 3


def test_without_plasticity_the_weight_stays(weight_after):
    assert weight_after(5, 10, -60.6, plastic=False) == 0.5


@pytest.mark.compiler
@pytest.mark.slow
def test_the_curve_over_frequency_is_that_of_the_public_code(experiment, tmp_path, capsys):
    found = experiment.final_weights(1e-3, "dense")
    for name, expected in experiment.REFERENCE.items():
        np.testing.assert_allclose(found[name], expected, rtol=1e-6)
    experiment.draw({1e-3: found}).savefig(tmp_path / "curve.png")
    assert "| post-pre | 50 | 173.56 | 173.56 |" in experiment.table({1e-3: found})
