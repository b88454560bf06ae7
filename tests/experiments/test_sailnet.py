"""SAILnet: single steps and batches against values worked by hand, and the rules' fixed points.

At steps of 1 ms and tau_m = 10 ms, a potential u moves a tenth of the way to its drive in a step.
The input arrives in the first step of a presentation and moves u from the second on.
"""

import functools
from dataclasses import replace

import numpy as np
import pytest
from one_experiment import import_experiment

from snn_cl.encoders.contrast import contrast, rates_of_values
from snn_cl.models.sailnet import sailnet
from snn_cl.network.model import Model
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


@functools.cache
def make(n_input=1, n_hidden=1, steps=51, batch=1, tau_m="10*ms") -> Simulator:
    """Return a simulator of a layer that is read itself; each presentation is a batch."""
    parameters = {"batch": str(batch), "tau_m": tau_m}
    model = with_parameters(sailnet(n_input, 0, n_hidden), hidden=parameters)
    return Simulator(model, show=steps * STEP, backend="numpy")


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
    simulator = make(steps=2, tau_m="4*ms")
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


# --- what the rules come to


@pytest.mark.compiler
def test_the_compiled_network_learns_the_same():
    values = np.random.default_rng(0).normal(0, 3, (8, 4))
    outcomes = []
    for backend in ("dense", "numpy"):
        model = with_parameters(sailnet(4, 0, 6), hidden={"batch": "2"})
        simulator = Simulator(model, show=0.051, backend=backend, dtype="float64")
        outcomes.append(run(simulator, values))
    dense, reference = outcomes
    assert reference.counts.sum() > 20
    assert (reference.state["hidden_hidden.w"] > 0).sum() > 4
    np.testing.assert_array_equal(dense.counts, reference.counts)
    for key, array in reference.state.items():
        np.testing.assert_allclose(dense.state[key], array, rtol=1e-12, atol=1e-12, err_msg=key)


@pytest.fixture(scope="module")
def at_rest():
    """A small network that learned from dead leaves, measured with learning off.

    Ten of its pairs, counted in both directions, inhibit each other lastingly. Nearly everything
    that is left of the error is that of the measurement, 0.00005.
    """
    natural, learning = import_experiment("plasticity/sailnet", "natural_images", "learning")
    rng = np.random.default_rng(0)
    pictures = natural.whitened(natural.dead_leaves(4, 128, rng))

    def draw(n):
        return natural.patches(pictures, n, 5, rng)

    return learning.measure(learning.train(25, 12, draw, 6_000_000, seed=0), draw, 3_000_000)


def slow_and_compiled(test):
    return pytest.mark.compiler(pytest.mark.slow(test))


@slow_and_compiled
def test_every_neuron_fires_at_its_target(at_rest):
    np.testing.assert_allclose(at_rest.rates, 0.05, atol=0.005)


@slow_and_compiled
def test_neurons_that_inhibit_each_other_fire_together_as_if_by_chance(at_rest):
    pairs = at_rest.pairs[at_rest.inhibiting]
    assert len(pairs) >= 10
    # The measurement is finer than what is allowed.
    assert at_rest.pair_errors[at_rest.inhibiting].max() < 0.0001
    np.testing.assert_allclose(pairs, 0.0025, atol=0.0003)


@slow_and_compiled
def test_neurons_that_do_not_inhibit_each_other_fire_together_less(at_rest):
    # A little may be left of a coincidence; where none is needed products are at most p**2.
    others = ~at_rest.inhibiting & ~np.eye(len(at_rest.rates), dtype=bool)
    assert others.any()
    assert at_rest.pairs[others].max() < 0.0025 + 0.0003


@slow_and_compiled
def test_inhibition_is_symmetric_and_never_negative_nor_of_a_neuron_itself(at_rest):
    np.testing.assert_array_equal(at_rest.inhibition, at_rest.inhibition.T)
    assert at_rest.inhibition.min() == 0
    assert not np.diag(at_rest.inhibition).any()


@slow_and_compiled
def test_fields_are_where_the_rule_of_oja_rests(at_rest):
    assert at_rest.oja_errors.max() < 0.1


# --- the pictures of the experiment


@pytest.fixture
def natural():
    return import_experiment("plasticity/sailnet", "natural_images")


def test_whitened_pictures_have_a_flat_spectrum_up_to_the_cut_off(natural):
    pictures = natural.whitened(natural.dead_leaves(4, 64, np.random.default_rng(0)))
    power = (np.abs(np.fft.fft2(pictures)) ** 2).mean(axis=0)
    f = np.hypot(*np.meshgrid(*2 * [np.fft.fftfreq(64)]))
    low = power[(f > 0.03) & (f < 0.1)].mean()
    assert power[(f > 0.15) & (f < 0.2)].mean() == pytest.approx(low, rel=0.15)
    assert power[f > 0.6].mean() < 0.01 * low


def test_scrambled_pictures_keep_the_spectrum_and_lose_the_edges(natural):
    rng = np.random.default_rng(0)
    leaves = natural.dead_leaves(2, 64, rng)
    noise = natural.scrambled(leaves, rng)
    np.testing.assert_allclose(abs(np.fft.fft2(noise)), abs(np.fft.fft2(leaves)), atol=1e-6)
    kurtosis = [(p**4).mean() / (p**2).mean() ** 2 for p in map(natural.whitened, (leaves, noise))]
    assert kurtosis[0] > 5
    assert kurtosis[1] == pytest.approx(3, abs=0.5)


def test_patches_have_zero_mean_and_unit_variance_and_are_not_flat(natural):
    rng = np.random.default_rng(0)
    picture = np.zeros((1, 64, 64))
    picture[0, :, 32] = 1
    found = natural.patches(picture, 50, 8, rng)
    assert found.shape == (50, 64)
    np.testing.assert_allclose(found.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(found.std(axis=1), 1)


@pytest.fixture
def fields():
    """Return functions that judge fields, and a grating, a dot and white noise of 8 x 8 pixels."""
    learning = import_experiment("plasticity/sailnet", "learning")
    grating = np.cos(2 * np.pi * np.arange(8) / 4) * np.ones((8, 1))
    dot = np.zeros((8, 8))
    dot[3, 4] = 1
    noise = np.random.default_rng(0).standard_normal((8, 8, 500))
    return learning, np.dstack([grating, dot, noise]).reshape(64, -1)


def test_the_spread_of_a_field_is_the_share_of_pixels_that_it_takes_up(fields):
    judge, examples = fields
    spread = judge.spread_of_fields(examples)
    np.testing.assert_allclose(spread[:2], [1 / 2, 1 / 64])
    assert spread[2:].mean() == pytest.approx(1 / 3, abs=0.03)


def test_a_grating_has_one_orientation_and_a_dot_has_none(fields):
    judge, examples = fields
    orientation = judge.orientation_of_fields(examples)
    np.testing.assert_allclose(orientation[:2], [1, 0], atol=1e-12)
    assert orientation[2:].mean() < 0.3
