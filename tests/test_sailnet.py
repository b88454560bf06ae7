"""SAILnet: single steps and batches against values worked by hand, and the rules' fixed points.

At steps of 1 ms and tau_m = 10 ms, a potential u moves a tenth of the way to its drive in a step. The
input arrives in the first step of a presentation and moves u from the second on.
"""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from snn_cl.encoders.contrast import contrast, rates_of_values
from snn_cl.model import Model
from snn_cl.models.sailnet import sailnet
from snn_cl.simulator import Simulator

STEP = 0.001


def with_parameters(model: Model, **parameters: dict[str, str]) -> Model:
    """Return a model with other parameters of some parts, by the part's name."""

    def change(parts):
        return [
            replace(p, parameters={**p.parameters, **parameters.get(p.name, {})}) for p in parts
        ]

    return replace(
        model, populations=change(model.populations), projections=change(model.projections)
    )


def make(n_input=1, n_hidden=1, steps=51, batch=1, backend="numpy", **parameters) -> Simulator:
    """Return a simulator of a layer that is read itself; each presentation is a batch."""
    parameters["hidden"] = {"batch": str(batch)} | parameters.get("hidden", {})
    model = with_parameters(sailnet(n_input, 0, n_hidden), **parameters)
    return Simulator(model, show=steps * STEP, backend=backend)


def run(simulator, values, plastic=True, n_spikes=1, **state):
    """Return the outcome of presentations of values, with some of the state set, as part__name."""
    start = simulator.initial_state(0)
    for key, value in state.items():
        start[key.replace("__", ".")][...] = value
    rates = rates_of_values(np.atleast_2d(values))
    return simulator.run(rates, state=start, seed=0, plastic=plastic, n_spikes=n_spikes)


def spike_steps(outcome, neuron=0):
    spikes = outcome.spikes["hidden"]
    return spikes[spikes[:, 1] == neuron, 2].tolist()


# --- the neuron


def test_the_input_is_of_either_sign_and_arrives_in_the_first_step():
    outcome = run(make(n_input=2, steps=2), [3.0, -2.0], input_hidden__w=[[1.0], [0.5]])
    np.testing.assert_allclose(outcome.state["input.x"], [3, -2])
    np.testing.assert_array_equal(outcome.spikes["input"][:, 1:], [[0, 0], [1, 0]])
    # 3*1 - 2*0.5 = 2, of which the second step takes up a tenth.
    assert outcome.state["hidden.drive"].item() == pytest.approx(2)
    assert outcome.state["hidden.u"].item() == pytest.approx(0.2)


def test_the_potential_follows_its_drive_over_fifty_steps():
    outcome = run(make(), [1.9], input_hidden__w=1)
    assert outcome.counts.item() == 0
    assert outcome.state["hidden.u"].item() == pytest.approx(1.9 * (1 - 0.9**50))


def test_a_drive_of_three_reaches_a_threshold_of_two_every_eleven_steps():
    # 3*(1 - 0.9**k) is 1.954 at k = 10 and 2.059 at k = 11; the spike takes u back to 0.
    assert spike_steps(run(make(), [3.0], input_hidden__w=1)) == [11, 22, 33, 44]


def test_a_presentation_begins_without_a_rest_of_the_one_before():
    simulator = make(steps=8)
    both = run(simulator, [[3.0], [-1.0]], plastic=False, input_hidden__w=1)
    alone = run(simulator, [-1.0], plastic=False, input_hidden__w=1)
    assert both.state["hidden.u"] == alone.state["hidden.u"]


def test_at_the_threshold_a_neuron_fires_but_only_above_it_is_reset():
    # u is 0.25 after the second step; there it is, neither above nor below the threshold.
    simulator = make(steps=2, hidden={"tau_m": "4*ms"})
    at = run(simulator, [1.0], input_hidden__w=1, hidden__theta=0.25, plastic=False)
    assert (spike_steps(at), at.state["hidden.u"].item()) == ([1], 0.25)
    above = run(simulator, [1.5], input_hidden__w=1, hidden__theta=0.25, plastic=False)
    assert (spike_steps(above), above.state["hidden.u"].item()) == ([1], 0)


def test_a_spike_inhibits_the_neighbour_in_the_next_step_and_only_there():
    # Neuron 0 fires in step 1, neuron 1 has 0.1 by then; step 2 takes a tenth of W = 0.5 off.
    weights = np.array([[0, 0.5], [0.5, 0]])
    options = {"input_hidden__w": [[25, 1]], "hidden_hidden__w": weights, "plastic": False}
    potentials = [
        run(make(n_hidden=2, steps=steps), [1.0], hidden__theta=[2, 1], **options).state["hidden.u"]
        for steps in (2, 3)
    ]
    np.testing.assert_allclose(potentials[0], [0, 0.1])
    np.testing.assert_allclose(potentials[1], [0, 0.9 * 0.1 + 0.1 * (1 - 0.5)])


def test_neurons_that_fire_together_do_not_stop_each_other_but_both_are_inhibited_next():
    # Both fire in step 1 and are reset; in step 2 the drive of 25 meets an inhibition of 10.
    weights = np.array([[0, 10], [10, 0]])
    options = {"input_hidden__w": 25, "hidden_hidden__w": weights, "plastic": False}
    outcome = run(make(n_hidden=2, steps=3), [1.0], hidden__theta=2, **options)
    assert [spike_steps(outcome, neuron) for neuron in (0, 1)] == [[1], [1]]
    np.testing.assert_allclose(outcome.state["hidden.u"], 1.5)


# --- the rules, at the end of a batch


def test_oja_follows_count_times_input_less_the_squared_count():
    # Four spikes at x = 3: w = 1 + 0.01*(4*3 - 16*1).
    outcome = run(make(), [3.0], input_hidden__w=1)
    assert outcome.state["input_hidden.w"].item() == pytest.approx(1 - 0.04)


def test_oja_stays_where_the_weight_is_input_over_count():
    outcome = run(make(), [2.5], input_hidden__w=1.25, hidden__theta=2.9)
    count = outcome.counts.item()
    assert count == 2
    assert outcome.state["input_hidden.w"].item() == pytest.approx(2.5 / count)


def test_a_weight_from_a_negative_input_falls():
    weights = [[1.0], [0.0]]
    after = run(make(n_input=2), [3.0, -2.0], input_hidden__w=weights).state["input_hidden.w"]
    np.testing.assert_allclose(after.ravel(), [1 - 0.04, 0 - 0.01 * 4 * 2])


def test_the_threshold_rises_by_a_tenth_of_the_spikes_above_the_target():
    after = run(make(), [3.0], input_hidden__w=1).state
    assert after["hidden.theta"].item() == pytest.approx(2 + 0.1 * (4 - 0.05))
    after = run(make(), [0.0], input_hidden__w=1).state
    assert after["hidden.theta"].item() == pytest.approx(2 - 0.1 * 0.05)


def test_inhibition_grows_by_the_product_of_counts_less_the_target():
    # 4, 4 and 0 spikes.
    state = run(make(n_hidden=3), [3.0], input_hidden__w=[[1, 1, 0]]).state
    grown = 16 - 0.0025
    expected = [[0, grown, 0], [grown, 0, 0], [0, 0, 0]]
    np.testing.assert_allclose(state["hidden_hidden.w"], expected)


def test_inhibition_fades_where_neurons_do_not_fire_together_and_stops_at_0():
    start = np.array([[0, 0.004], [0.001, 0]])
    state = run(make(n_hidden=2), [0.0], hidden_hidden__w=start).state
    np.testing.assert_allclose(state["hidden_hidden.w"], [[0, 0.0015], [0, 0]])


def test_a_batch_learns_from_its_mean_and_only_at_its_end():
    simulator = make(n_hidden=2, batch=2)
    values, start = [[3.0], [0.0]], {"input_hidden__w": 1}
    half = run(simulator, values[:1], **start).state
    whole = run(simulator, values, **start).state
    np.testing.assert_array_equal(half["input_hidden.w"], 1)
    np.testing.assert_array_equal(half["hidden.theta"], 2)
    np.testing.assert_array_equal(half["hidden_hidden.w"], 0)
    np.testing.assert_allclose(whole["input_hidden.w"], 1 - 0.01 * 4 / 2)
    np.testing.assert_allclose(whole["hidden.theta"], 2 + 0.1 * (4 / 2 - 0.05))
    np.testing.assert_allclose(whole["hidden_hidden.w"][0, 1], 16 / 2 - 0.0025)
    for key in ("input_hidden.sum_oja", "hidden.sum_fired", "hidden_hidden.sum_pair"):
        assert not whole[key].any(), key


def test_the_second_batch_is_learned_as_the_first():
    simulator = make(batch=2)
    state = run(simulator, [[0.0]] * 5, input_hidden__w=1).state
    assert state["hidden.theta"].item() == pytest.approx(2 - 2 * 0.1 * 0.05)
    assert state["hidden.n_seen"].item() == 1


def test_presentations_in_evaluation_change_nothing_and_do_not_count():
    simulator = make(n_hidden=2, batch=2)
    learned = run(simulator, [3.0], input_hidden__w=1).state
    rates = rates_of_values(np.full((3, 1), 3.0))
    after = simulator.run(rates, state=learned, seed=0, first=1, plastic=False).state
    for key in ("input_hidden.w", "hidden_hidden.w", "hidden.theta", "hidden.n_seen"):
        np.testing.assert_array_equal(after[key], learned[key], err_msg=key)
    for key in ("input_hidden.sum_oja", "hidden.sum_fired", "hidden_hidden.sum_pair"):
        np.testing.assert_array_equal(after[key], learned[key], err_msg=key)


# --- the encoder


def test_contrast_has_zero_mean_and_unit_variance_about_1000_hz():
    image = np.array([[[0, 100], [100, 200]]], dtype=np.uint8)
    root = np.sqrt(2)
    np.testing.assert_allclose(contrast(image), [[1000 - 10 * root, 1000, 1000, 1000 + 10 * root]])


def test_an_image_without_contrast_stands_for_zeros():
    np.testing.assert_array_equal(contrast(np.full((1, 2, 2), 7, np.uint8)), 1000)
