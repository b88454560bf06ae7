"""The network of Diehl & Cook: scaled weights, adaptation, stable inhibition, and its answers."""

import numpy as np
import pytest
from drawn import coloured_pixels
from one_experiment import import_experiment

from snn_cl.find import find_function
from snn_cl.network.edits import drop
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

NORMALISED = ["synapses/excitation", "synapses/weight_normalisation"]
TARGET = ["neurons/lif_adaptive", "neurons/incoming_weight"]
SILENT = np.zeros((1, 2))


def normalising(w_total="1.5"):
    """Return a simulator of two sources and three targets, and its state with given weights."""
    model = Model(
        [Population("input", 2, "neurons/poisson_rate"), Population("output", 3, TARGET)],
        [Projection("input", "output", NORMALISED, parameters={"w_total": w_total})],
    )
    simulator = Simulator(model, show=0.002, backend="numpy")
    state = simulator.initial_state(0)
    state["input_output.w"][...] = [[0.1, 0.5, 0.0], [0.2, 0.5, 0.0]]
    return simulator, state


def test_the_first_presentation_gathers_the_sums_and_scales_nothing():
    simulator, state = normalising()
    after = simulator.run(SILENT, state=state, seed=0).state
    np.testing.assert_array_equal(after["input_output.w"], state["input_output.w"])
    np.testing.assert_allclose(after["output.w_incoming"], [0.3, 1.0, 0.0])
    np.testing.assert_array_equal(after["output.w_sum"], 0)


def test_the_next_one_scales_the_weights_of_each_target_to_the_sum_asked_for():
    simulator, state = normalising()
    after = simulator.run(np.zeros((2, 2)), state=state, seed=0).state
    np.testing.assert_allclose(after["input_output.w"][:, 0], [0.5, 1.0], rtol=1e-5)
    np.testing.assert_allclose(after["input_output.w"][:, 1], [0.75, 0.75], rtol=1e-5)
    np.testing.assert_array_equal(after["input_output.w"][:, 2], 0)


def test_a_scaled_weight_stays_below_its_bound():
    simulator, state = normalising(w_total="2.4")
    after = simulator.run(np.zeros((2, 2)), state=state, seed=0).state
    np.testing.assert_allclose(after["input_output.w"][:, 0], [0.8, 1.0], rtol=1e-5)


def test_in_evaluation_nothing_is_scaled_and_training_goes_on_as_if_it_had_not_been():
    simulator, state = normalising()
    trained = simulator.run(SILENT, state=state, seed=0).state
    judged = simulator.run(np.zeros((3, 2)), state=trained, seed=0, plastic=False).state
    np.testing.assert_array_equal(judged["input_output.w"], trained["input_output.w"])
    np.testing.assert_array_equal(judged["output.w_incoming"], trained["output.w_incoming"])


@pytest.fixture
def driven():
    """Return a function: an excitatory neuron after a presentation of strong input."""

    def driven(plastic, steps=1000, w=1.0, **parameters):
        model = Model(
            [
                Population("input", 30, "neurons/poisson_rate"),
                Population("output", 1, "neurons/lif_adaptive", parameters),
            ],
            [Projection("input", "output", "synapses/excitation", initial={"w": str(w)})],
        )
        simulator = Simulator(model, show=steps * 1e-3, backend="numpy")
        start = simulator.initial_state(0)
        outcome = simulator.run(
            np.full((1, 30), 200.0), state=start, seed=0, plastic=plastic, n_spikes=1
        )
        return outcome.counts.item(), 1000 * outcome.state["output.theta"].item()

    return driven


def test_the_threshold_adapts_in_training_and_stays_in_evaluation(driven):
    spikes, theta = driven(plastic=True)
    assert spikes > 10
    assert theta == pytest.approx(20 + 0.05 * spikes, rel=1e-3)
    spikes, theta = driven(plastic=False)
    assert spikes > 10
    assert theta == 20


def test_the_threshold_of_a_silent_neuron_falls_by_its_time_constant(driven):
    # Twenty times 50 ms, each of which takes 50 ms/500 ms of what is left.
    spikes, theta = driven(plastic=True, w=0, tau_theta="500*ms", v_threshold="-52*mV")
    assert spikes == 0
    assert theta == pytest.approx(20 * 0.9**20)


@pytest.mark.compiler
def test_the_fall_of_the_threshold_is_not_lost_in_single_precision():
    # In steps of 0.5 ms it would be 5e-8 of the threshold, less than half a unit in the last place.
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 1, "neurons/lif_adaptive"),
        ],
        [Projection("input", "output", "synapses/excitation")],
    )
    simulator = Simulator(model, show=0.5, dt=0.0005, backend="dense")
    state = simulator.initial_state(0)
    after = simulator.run(np.zeros((2000, 1)), state=state, seed=0).state
    assert 1000 * after["output.theta"].item() == pytest.approx(20 * np.exp(-0.1), rel=2e-3)


def test_inhibition_by_all_neurons_at_once_ends_at_its_reversal_potential():
    # 400 spikes of weight 17 are 34 times what one Euler step of 0.5 ms can take.
    model = Model(
        [
            Population("input", 400, "neurons/poisson_rate"),
            Population("output", 1, "neurons/lif_adaptive"),
        ],
        [Projection("input", "output", "synapses/inhibition", initial={"w": "17"})],
    )
    simulator = Simulator(model, show=0.01, dt=0.0005, backend="numpy")
    state = simulator.initial_state(0)
    outcome = simulator.run(np.full((1, 400), 2000.0), state=state, seed=0)
    assert 1000 * outcome.state["output.v"].item() == pytest.approx(-100)
    assert outcome.counts.item() == 0


def test_links_learn_the_share_of_spikes_that_each_class_got():
    model = find_function("models", "diehl_cook")(4, 2, 1)
    simulator = Simulator(model, show=0.2, rest=0.05, dt=0.0005, backend="numpy")
    state = simulator.initial_state(0)
    state["input_excitatory.w"][...] = 1
    labels = np.array([0, 0, 0, 1])
    record = ["excitatory.vote[0]"]
    rates = np.full((4, 4), 1500.0)
    outcome = simulator.run(rates, labels, state=state, seed=0, record=record)
    votes = outcome.traces["excitatory.vote"][:, 0]
    assert (votes > 0).all()
    shares = np.bincount(labels, weights=votes) / votes.sum()
    np.testing.assert_allclose(outcome.state["excitatory_output.w"][0], shares, rtol=1e-4)


def test_without_normalisation_the_model_keeps_its_other_files():
    model = drop(find_function("models", "diehl_cook")(4, 2, 3), ["weight_normalisation"])
    assert model.part("input_excitatory").rule == (
        "synapses/excitation",
        "synapses/stdp_triplet",
        "synapses/conduction_delay",
    )
    assert not model.part("input_excitatory").parameters


# --- the experiment


@pytest.fixture
def experiment():
    return import_experiment("continual", "diehl_cook_mnist")


@pytest.mark.compiler
@pytest.mark.slow
def test_the_experiment_learns_digits_and_gives_a_table_and_a_picture(experiment, tmp_path, capsys):
    options = experiment.Options(
        dataset="digits",
        n_train=600,
        n_test=200,
        n_assign=400,
        n_hidden=50,
        encoder="poisson_rate:max_rate=63.75*Hz",
        out=tmp_path,
    )
    experiment.main(options)
    rows = (tmp_path / "table.md").read_text().splitlines()[2:5]
    assert capsys.readouterr().out.splitlines()[2:5] == rows
    assert float(rows[0].split(" | ")[1]) > 50  # by chance 10
    assert coloured_pixels(tmp_path / "diehl_cook_mnist.png") > 100
