"""The race of a competitive layer, recruitment and links to outputs, against values by hand.

Inputs at 1000 Hz fire in each step of 1 ms, so nothing is left to chance. A spike of step s adds to
the drive at the end of that step; a neuron of weight 1 and bar 10 fires in step 10.
"""

import numpy as np
import pytest

from snn_cl.models.competitive import competitive
from snn_cl.network.edits import drop, with_parameter, with_rule
from snn_cl.network.model import Model
from snn_cl.simulator import Simulator

LEFT, RIGHT = [1000.0, 0.0], [0.0, 1000.0]
PARAMETERS = {
    "hidden.bar": "10",
    "hidden.input_norm": "1000*Hz",
    "hidden.tau_salience": "3*ms",
    "novelty.reach": "10*ms",
    "novelty.vigilance": "0.5",
    "novelty.vigilance_last": "0.5",
    "hidden.youth": "0",
}
POPULATIONS = ["input", "hidden", "novelty", "output", "teacher"]


def small_model(**parameters) -> Model:
    model = competitive(n_input=2, n_output=2, n_hidden=3)
    for name, value in (PARAMETERS | parameters).items():
        model = with_parameter(model, *name.split("."), value)
    return model


@pytest.fixture
def present():
    """Return a function: the outcome of presentations of 50 ms, from changed starting values."""

    def run(images, labels=None, weights=None, model=None, plastic=True, **values):
        simulator = Simulator(model or small_model(), show=0.05, backend="numpy", teacher_rate=1000)
        state = simulator.initial_state(0)
        if weights is not None:  # neurons that are in use already
            state["input_hidden.w"][:] = weights
            state["hidden.used"][:] = 1
            state["hidden.wins"][:] = 1
        for name, value in values.items():
            state[name.replace("__", ".")][:] = value
        n = len(images)
        return simulator.run(
            np.array(images), labels, state=state, seed=0, plastic=plastic, n_spikes=n
        )

    return run


def spike_steps(outcome, population="hidden"):
    """Return (neuron, step) of each spike of a population."""
    return [tuple(row[1:]) for row in outcome.spikes[population].tolist()]


def test_the_best_match_fires_first_and_its_time_tells_how_good_it_is(present):
    # 10 spikes of weight 1; 13 of 0.8 are the first to make 10
    outcome = present([LEFT], weights=[[0.8, 1, 0.1], [0, 0, 0]])
    assert spike_steps(outcome) == [(1, 10), (0, 13)]


def test_salience_fades_from_the_first_spike_of_the_layer(present):
    outcome = present([LEFT], weights=[[0.8, 1, 0.1], [0, 0, 0]])
    # three steps of 1 ms with a time constant of 3 ms, by Euler's method
    np.testing.assert_allclose(outcome.state["hidden.vote"], [(2 / 3) ** 3, 1, 0])


def test_a_neuron_much_worse_than_the_winner_comes_too_late(present):
    outcome = present([LEFT], weights=[[1, 0.4, 0.1], [0, 0, 0]])
    assert spike_steps(outcome) == [(0, 10)]  # 25 steps for 0.4, and salience ends after 8


def test_input_goes_on_for_nine_steps_after_the_first_answer_and_comes_back(present):
    outcome = present([LEFT, LEFT], weights=[[1, 0.1, 0.1], [0, 0, 0]], plastic=False)
    first, second = (
        [step for image, _, step in outcome.spikes["input"].tolist() if image == k] for k in (0, 1)
    )
    assert first == second == list(range(20))  # the answer is in step 10


def test_without_an_answer_input_goes_on(present):
    outcome = present([LEFT], weights=np.zeros((2, 3)), plastic=False, hidden__used=0)
    assert len(spike_steps(outcome, "input")) == 50


def test_of_two_in_the_same_step_the_stronger_is_first(present):
    outcome = present([LEFT], weights=[[0.96, 1, 0], [0, 0, 0]], hidden__wins=[5, 5, 5])
    assert spike_steps(outcome) == [(0, 11), (1, 10)][::-1]
    model = small_model(**{"hidden.bar": "9.5"})
    outcome = present([LEFT], weights=[[0.96, 1, 0], [0, 0, 0]], model=model)
    assert spike_steps(outcome) == [(0, 10), (1, 10)]
    np.testing.assert_array_equal(outcome.state["hidden.wins"], [1, 2, 1])


def test_a_win_moves_the_mean_towards_the_input_and_keeps_the_length(present):
    # In step 10, after 11 ms, the drive holds 11 spikes; the input's own count is a step behind.
    weights = [[0.9, 0, 0], [0.3, 0, 0]]
    outcome = present([LEFT], weights=weights, model=small_model(**{"hidden.bar": "8.5"}))
    seen, match, rate = np.array([10 / 11, 0]), 0.9 * 11 / 11, 1 / 2
    expected = np.array([0.9, 0.3]) + rate * (seen - match * np.array([0.9, 0.3]))
    np.testing.assert_allclose(outcome.state["input_hidden.w"][:, 0], expected)


def test_at_a_constant_pace_every_win_counts_the_same(present):
    learned = ["synapses/matching", "synapses/competitive_learning", "synapses/constant_pace"]
    model = with_rule(small_model(), "input_hidden", learned)
    outcome = present([LEFT], weights=[[1, 0, 0], [0.5, 0, 0]], model=model)
    # The match is 1, as all 11 spikes so far have weight 1.
    assert outcome.state["input_hidden.w"][1, 0] == pytest.approx(0.5 - 0.05 * 1 * 0.5)


def test_without_metaplasticity_a_win_takes_the_input_over_whole(present):
    model = drop(small_model(), ["metaplasticity"])
    outcome = present([LEFT], weights=[[1, 0, 0], [0.5, 0, 0]], model=model)
    assert outcome.state["input_hidden.w"][1, 0] == pytest.approx(0)


def test_nobody_learns_in_evaluation(present):
    weights = np.array([[1, 0, 0], [0.5, 0, 0]])
    outcome = present([LEFT], weights=weights, plastic=False)
    np.testing.assert_array_equal(outcome.state["input_hidden.w"], weights)


def test_novelty_calls_when_nobody_has_answered_within_its_patience(present):
    # reach 10 ms over vigilance 0.5; step 19 ends 20 ms after the start
    outcome = present([LEFT])
    assert spike_steps(outcome, "novelty") == [(0, 19)]
    assert spike_steps(outcome) == [(0, 20)]


def test_a_recruited_neuron_takes_the_input_over(present):
    outcome = present([LEFT])  # in step 20
    np.testing.assert_allclose(outcome.state["input_hidden.w"][:, 0], [20 / 21, 0])


def test_a_young_neuron_is_more_excitable_until_it_has_won_again(present):
    model = small_model(**{"hidden.youth": "0.2", "hidden.youth_loss": "0.1"})
    once = present([LEFT], model=model)
    np.testing.assert_allclose(once.state["hidden.gain"], [0.2, 0, 0])
    # A presentation takes a tenth of it, the second win the half of what is left.
    twice = present([LEFT, LEFT], model=model)
    np.testing.assert_allclose(twice.state["hidden.gain"], [0.09, 0, 0])
    # 10 spikes of weight 20/21 are not enough in step 10, but 1.18 times as much is in step 9
    assert spike_steps(twice)[1] == (0, 9)


def test_youth_counts_for_nothing_in_evaluation(present):
    outcome = present([LEFT], weights=[[1, 0, 0], [0, 0, 0]], hidden__gain=[9, 0, 0], plastic=False)
    assert spike_steps(outcome) == [(0, 10)]


def test_what_is_known_recruits_nobody(present):
    outcome = present([LEFT, LEFT, RIGHT, RIGHT])
    assert [neuron for neuron, _ in spike_steps(outcome)] == [0, 0, 1, 1]
    np.testing.assert_array_equal(outcome.state["hidden.used"], [1, 1, 0])
    assert outcome.state["novelty.crowding"] == pytest.approx(2 / 3)


def test_evaluation_recruits_nobody_but_urges_those_in_use(present):
    outcome = present([LEFT], weights=[[0.1, 0.2, 0], [0, 0, 0]], plastic=False)
    (neuron, step), *_ = spike_steps(outcome)
    # From step 21 on the bar falls by 10/70 a step; 0.2*step + (step - 20)/7 reaches 10 in step 38.
    assert (neuron, step) == (1, 38)
    empty = present([LEFT], plastic=False)
    assert spike_steps(empty) == []


SPONTANEOUS = ["neurons/novelty", "neurons/spontaneous_recruitment"]


@pytest.mark.parametrize(
    ("share", "plastic", "expected"),
    [
        # Neuron 1 is recruited at 0.8 of the 10 ms in which the known neuron 0 would answer.
        ("1", True, [(1, 8)]),
        ("0", True, [(0, 10)]),
        ("1", False, [(0, 10)]),
    ],
)
def test_spontaneous_recruitment_does_not_wait_for_an_answer(present, share, plastic, expected):
    model = with_rule(small_model(), "novelty", SPONTANEOUS)
    for name, value in (("spontaneous", share), ("early", "0.8")):
        model = with_parameter(model, "novelty", name, value)
    known = {"hidden__used": [1, 0, 0], "hidden__ready": [1, 1, 0]}
    weights = [[1, 0, 0], [0, 0, 0]]
    outcome = present([LEFT], model=model, input_hidden__w=weights, plastic=plastic, **known)
    assert spike_steps(outcome)[:1] == expected


def test_without_recruitment_all_neurons_are_in_the_race(present):
    model = drop(small_model(), ["recruitment"])
    outcome = present([LEFT], model=model, input_hidden__w=[[0.8, 1, 0.1], [0, 0, 0]])
    assert spike_steps(outcome) == [(1, 10), (0, 13)]
    assert "hidden.used" not in outcome.state


def test_vigilance_falls_as_neurons_are_used_up(present):
    model = small_model(**{"novelty.vigilance_last": "0.25"})
    outcome = present([LEFT], model=model, novelty__crowding=[0.5])
    assert spike_steps(outcome, "novelty")[0][1] == 26  # 27 ms is the first after 10 ms / 0.375


def test_a_link_is_the_share_of_votes_with_its_label(present):
    outcome = present([LEFT] * 4, labels=np.array([0, 1, 1, 1]))
    np.testing.assert_allclose(outcome.state["hidden_output.w"][0], [0.25, 0.75], rtol=1e-4)


def test_presentations_without_a_teacher_leave_links_alone(present):
    links = np.array([[0.5, 0.5], [0, 1], [0, 0]])
    outcome = present([LEFT] * 2, hidden_output__w=links)
    np.testing.assert_array_equal(outcome.state["hidden_output.w"], links)


def test_outputs_fire_by_their_share_of_the_votes(present):
    links = np.array([[0.25, 0.75], [0, 0], [0, 0]])
    outcome = present([LEFT], weights=[[1, 0, 0], [0, 0, 0]], hidden_output__w=links, plastic=False)
    # Votes come in step 10; 39 steps are left.
    np.testing.assert_array_equal(outcome.counts, [[9, 29]])
