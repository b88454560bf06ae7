"""Lateral inhibition and the homeostasis of the threshold against values worked by hand."""

import dataclasses

import numpy as np
import pytest
from one_presentation import make_simulator, present

from snn_cl.models.tacos import tacos
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

STILL = """# A neuron that stands still and fires in each step if it is told to.
# Source: own

[parameters]
tau_syn = 10*ms  # time constant of the current

[equations]
I : 1
trace : 1
told : 1

[threshold]
told > 0.5

[ports]
I
"""
H = np.array([1.0, 2.0, 3.0])
DECORRELATED = ["synapses/transmission", "synapses/error_driven", "synapses/decorrelation"]


@pytest.fixture
def layer(tmp_path):
    """Return a function: the state of three neurons after a step of 1 ms."""
    (tmp_path / "still.eq").write_text(STILL)
    hidden = [
        str(tmp_path / "still.eq"),
        "neurons/neuron_importance",
        "neurons/lateral_field",
    ]

    def run(neuron_share="0", plastic=True, **values):
        parameters = {"inhibition_strength": "1", "inhibition_width": "1/3"}
        inhibition = ["synapses/lateral_inhibition", "synapses/lateral_field"]
        model = Model(
            [
                Population("input", 1, "neurons/poisson_rate"),
                Population("output", 3, hidden, parameters={"neuron_share": neuron_share}),
            ],
            [Projection("output", "output", inhibition, parameters=parameters)],
        )
        simulator = Simulator(model, show=0.001, backend="numpy")
        state = simulator.initial_state(0)
        for name, value in values.items():
            state[f"output.{name}"][:] = value
        after = simulator.run(np.zeros((1, 1)), state=state, seed=0, plastic=plastic).state
        return {key.split(".")[1]: array for key, array in after.items()}

    return run


def test_closeness_is_a_gaussian_of_the_distance(layer):
    near, far = np.exp(-0.5), np.exp(-2)
    expected = [[0, near, far], [near, 0, near], [far, near, 0]]
    np.testing.assert_allclose(layer()["closeness"].reshape(3, 3), expected, rtol=1e-6)


def test_the_inhibition_sums_to_the_published_penalty(layer):
    closeness = layer()["closeness"].reshape(3, 3)
    assert pytest.approx(10.5165, abs=1e-4) == H @ closeness @ H
    spared = H * np.exp(-np.log([1, 2, 1]))
    assert pytest.approx(5.6643, abs=1e-4) == spared @ closeness @ spared


def test_a_spike_inhibits_the_others_by_closeness_and_not_itself(layer):
    # dt/tau_syn = 0.1
    expected = [0, -0.1 * np.exp(-0.5), -0.1 * np.exp(-2)]
    np.testing.assert_allclose(layer(told=[1, 0, 0])["I"], expected, rtol=1e-6)


def test_an_important_neuron_is_inhibited_less(layer):
    I = layer(told=[1, 0, 0], discount=[1, 0.5, 1])["I"]  # noqa: E741
    assert I[1] == pytest.approx(-0.05 * np.exp(-0.5))
    assert I[2] == pytest.approx(-0.1 * np.exp(-2))


def test_an_important_neuron_inhibits_less(layer):
    I = layer(told=[1, 0, 0], discount=[0.5, 1, 1])["I"]  # noqa: E741
    np.testing.assert_allclose(I, [0, -0.05 * np.exp(-0.5), -0.05 * np.exp(-2)], rtol=1e-6)


def test_the_importance_of_a_neuron_is_a_running_mean_of_twice_its_trace(layer):
    after = layer(neuron_share="0.25", trace=[0, 1, 3], neuron_importance=[4, 0, 2])
    np.testing.assert_allclose(after["neuron_importance"], [3, 0.5, 3], rtol=1e-6)
    np.testing.assert_allclose(after["discount"], np.exp([-3, -0.5, -3]), rtol=1e-6)


def test_the_importance_of_a_neuron_stays_in_evaluation(layer):
    after = layer(neuron_share="0.25", plastic=False, trace=3, neuron_importance=[4, 0, 2])
    np.testing.assert_array_equal(after["neuron_importance"], [4, 0, 2])


def test_a_new_neuron_has_no_discount(layer):
    assert (layer()["discount"] == 1).all()


# --- the lateral field and what it unlearns


def fields_of_spikes(layer, **values) -> np.ndarray:
    """Field of each neuron (columns) after one spike of each neuron (rows)."""
    return np.array([layer(told=np.eye(3)[k], **values)["field"] for k in range(3)])


def test_the_field_of_all_activities_gives_the_published_penalty(layer):
    # Spikes count as activities: the field of h is H @ fields.
    assert pytest.approx(10.5165, abs=1e-4) == H @ fields_of_spikes(layer) @ H
    spared = fields_of_spikes(layer, discount=np.exp(-np.log([1, 2, 1])))
    assert pytest.approx(5.6643, abs=1e-4) == H @ spared @ H


def test_twice_the_field_is_the_gradient_of_the_published_penalty(layer):
    step, discount = 1e-4, np.array([1, 0.5, 0.8])
    closeness = layer()["closeness"].reshape(3, 3)

    def penalty(h):
        return (h * discount) @ closeness @ (h * discount)

    slopes = [(penalty(H + d) - penalty(H - d)) / (2 * step) for d in step * np.eye(3)]
    np.testing.assert_allclose(2 * H @ fields_of_spikes(layer, discount=discount), slopes)


def test_the_field_fades_as_a_trace_and_starts_each_presentation_at_0(tmp_path):
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 1, ["neurons/lif", "neurons/lateral_field"]),
        ],
        [Projection("input", "output", "synapses/transmission")],
    )
    simulator = Simulator(model, show=0.002, backend="numpy")
    state = simulator.initial_state(0)
    state["output.field"][:] = 5
    after = simulator.run(np.zeros((1, 1)), state=state, seed=0).state
    assert after["output.field"] == 0


@pytest.mark.parametrize(
    ("field", "trace", "error", "expected"),
    [
        (4, 1, 0, 0.5 - 0.01 * 4),
        (4, 0, 0, 0.5),
        (0, 1, 0, 0.5),
        (4, 1, 3, 0.5 - 0.1 * 3 - 0.01 * 4),
    ],
    ids=["active", "silent target", "no field", "beside the error"],
)
def test_a_presynaptic_spike_unlearns_by_the_field_of_an_active_target(
    tmp_path, field, trace, error, expected
):
    simulator = make_simulator(
        tmp_path, DECORRELATED, parameters={"eta": "0.1", "decorrelation": "0.01"}
    )
    state = {"w": 0.5, "output.trace": trace, "output.error": error, "output.field": field}
    assert present(simulator, state)["w"] == pytest.approx(expected)
    assert present(simulator, state, fires=False)["w"] == 0.5
    assert present(simulator, state, plastic=False)["w"] == 0.5


# --- homeostasis


def make_homeostatic(backend: str) -> Simulator:
    """30 inputs, each with its own weights, onto 8 neurons that aim at 2 spikes in 40 ms."""
    parameters = {"target_spikes": "2", "homeostasis_rate": "0.05"}
    model = Model(
        [
            Population("input", 30, "neurons/poisson_rate"),
            Population("output", 8, "neurons/lif_homeostatic", parameters=parameters),
        ],
        [Projection("input", "output", "synapses/transmission", initial={"w": "rand()"})],
    )
    return Simulator(model, show=0.04, backend=backend)


@pytest.fixture(scope="module")
def homeostatic():
    return make_homeostatic("numpy")


@pytest.mark.compiler
@pytest.mark.parametrize("plastic", [True, False])
def test_the_compiled_threshold_is_told_too_whether_the_network_learns(homeostatic, plastic):
    dense, thresholds = make_homeostatic("dense"), []
    for simulator in (dense, homeostatic):
        start = simulator.initial_state(0)
        rates = np.full((2, 30), 900.0)
        after = simulator.run(rates, state=start, seed=0, plastic=plastic).state
        thresholds.append(after["output.theta"])
    np.testing.assert_allclose(*thresholds, rtol=1e-5)
    assert np.array_equal(thresholds[0], np.ones(8)) is not plastic


def test_a_silent_neuron_lowers_its_threshold_by_the_target(homeostatic):
    start = homeostatic.initial_state(0)
    after = homeostatic.run(np.zeros((3, 30)), state=start, seed=0).state
    np.testing.assert_allclose(after["output.theta"], 1 - 3 * 0.05 * 2)


def test_the_threshold_rises_by_the_spikes_above_the_target(homeostatic):
    start = homeostatic.initial_state(0)
    outcome = homeostatic.run(np.full((1, 30), 900.0), state=start, seed=0)
    assert outcome.counts.min() > 2
    expected = 1 + 0.05 * (outcome.counts[0] - 2)
    np.testing.assert_allclose(outcome.state["output.theta"], expected)


def test_the_threshold_stays_in_evaluation(homeostatic):
    start = homeostatic.initial_state(0)
    after = homeostatic.run(np.zeros((3, 30)), state=start, seed=0, plastic=False).state
    np.testing.assert_array_equal(after["output.theta"], 1)


def test_the_threshold_stops_at_its_floor(homeostatic):
    start = homeostatic.initial_state(0)
    start["output.theta"][:] = 0.12
    after = homeostatic.run(np.zeros((1, 30)), state=start, seed=0).state
    np.testing.assert_allclose(after["output.theta"], 0.1)


def test_homeostasis_brings_every_neuron_to_its_target(homeostatic):
    start = homeostatic.initial_state(0)
    counts = homeostatic.run(np.full((120, 30), 250.0), state=start, seed=0).counts
    assert abs(counts[0].mean() - 2) > 1
    np.testing.assert_allclose(counts[60:].mean(axis=0), 2, atol=0.25)


# --- in a model


def test_both_go_into_tacos():
    model = tacos(16, 2, 8)
    hidden = [*model.population("hidden").neurons, "neurons/neuron_importance"]
    hidden[hidden.index("neurons/lif")] = "neurons/lif_homeostatic"
    model = with_rule(model, "hidden", hidden)
    inhibition = Projection("hidden", "hidden", "synapses/lateral_inhibition")
    model = dataclasses.replace(model, projections=(*model.projections, inhibition))
    simulator = Simulator(model, show=0.02, backend="numpy")
    start = simulator.initial_state(0)
    rates, labels = np.full((2, 16), 200.0), np.array([0, 1])
    after = simulator.run(rates, labels, state=start, seed=0).state
    assert np.isfinite(after["hidden.theta"]).all()
    assert (after["hidden.discount"] <= 1).all()
