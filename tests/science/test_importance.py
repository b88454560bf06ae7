"""The files of importance and of the anchor against values worked by hand.

A presentation has one step of 1 ms, in which the source fires if it is told to.
"""

import numpy as np
import pytest
from one_presentation import STILL_TARGET, STILL_TRACE

from snn_cl.models.tacos import tacos
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

LEARNING = ["synapses/transmission", "synapses/error_driven"]
HEBBIAN = ["synapses/transmission", "synapses/hebbian_importance"]
PATH = [*LEARNING, "synapses/path_integral_importance", "synapses/consolidation"]
PATH_AT_EVENT = [
    *LEARNING,
    "synapses/path_integral_importance_at_event",
    "synapses/anchor_at_event",
]
FISHER = [*LEARNING, "synapses/fisher_importance"]
HEBBIAN_AT_EVENT = ["synapses/transmission", "synapses/hebbian_importance_at_event"]
FISHER_AT_EVENT = [*LEARNING, "synapses/fisher_importance_at_event"]
ANCHOR_AT_EVENT = ["synapses/transmission", "synapses/anchor_at_event"]
PULLED = [*HEBBIAN, "synapses/consolidation", "synapses/anchor_pull"]
HELD = {"importance_switch": "0", "alpha": "0"}


class Synapse:
    """One synapse between two neurons that stand still."""

    def __init__(self, folder, rule, parameters):
        (folder / "pre.eq").write_text(STILL_TRACE)
        (folder / "post.eq").write_text(STILL_TARGET)
        source = ["neurons/poisson_rate", str(folder / "pre.eq")]
        model = Model(
            [Population("input", 1, source), Population("output", 1, str(folder / "post.eq"))],
            [Projection("input", "output", rule, parameters=parameters)],
        )
        self.simulator = Simulator(model, show=0.001, backend="numpy")
        self.state = self.simulator.initial_state(0)

    def show(self, fires=True, plastic=True, modulator=0, **values):
        """Show one presentation after some variables were set; return the synapse's variables."""
        for name, value in values.items():
            part, _, variable = name.rpartition("__")
            self.state[f"{part or 'input_output'}.{variable}"].fill(value)
        # At 1000 Hz and steps of 1 ms the probability of a spike is 1.
        outcome = self.simulator.run(
            np.full((1, 1), 1000.0 if fires else 0.0),
            state=self.state,
            seed=0,
            plastic=plastic,
            modulator=np.array([modulator]),
        )
        self.state = outcome.state
        return {
            key.split(".")[1]: array.item()
            for key, array in self.state.items()
            if key.startswith("input_output.")
        }


@pytest.fixture
def synapse(tmp_path):
    """Return a function that makes a synapse of a rule."""
    return lambda rule, **parameters: Synapse(tmp_path, rule, parameters)


# --- local Hebbian importance


def test_hebbian_importance_is_twice_the_product_of_the_two_activities(synapse):
    # A rectified unit with weights (1, 2) and inputs (1, 1) answers 3; 2*1*3 = 6 for both weights.
    after = synapse(HEBBIAN, importance_share="1").show(input__trace=1, output__trace=3)
    assert after["importance"] == pytest.approx(6)


def test_hebbian_importance_is_the_gradient_of_the_squared_length_of_the_output():
    w, x, step = np.array([1.0, 2.0]), np.array([1.0, 1.0]), 1e-6

    def squared(w):
        return np.maximum(w @ x, 0) ** 2

    slopes = [(squared(w + d) - squared(w - d)) / (2 * step) for d in step * np.eye(2)]
    np.testing.assert_allclose(slopes, [6, 6], rtol=1e-6)


def test_hebbian_importance_with_shares_1_over_k_is_the_mean_over_presentations(tmp_path):
    pairs, importance = [(1, 3), (2, 0), (0.5, 4)], 0
    for k, (x, y) in enumerate(pairs, start=1):
        one = Synapse(tmp_path, HEBBIAN, {"importance_share": f"1/{k}"})
        importance = one.show(importance=importance, input__trace=x, output__trace=y)["importance"]
    assert importance == pytest.approx(2 / 3 * (1 * 3 + 2 * 0 + 0.5 * 4))


def test_hebbian_importance_goes_on_while_learning_is_off(synapse):
    one = synapse(HEBBIAN, importance_share="0.25")
    assert one.show(plastic=False, input__trace=1, output__trace=3)["importance"] == 1.5


def test_hebbian_importance_can_be_held_while_learning_is_on(synapse):
    one = synapse(HEBBIAN, importance_switch="0")
    assert one.show(importance=2, input__trace=1, output__trace=3)["importance"] == 2


def test_at_an_event_the_coactivity_is_added_to_what_is_there(synapse):
    one = synapse(HEBBIAN_AT_EVENT, hebbian_share="0.25")
    assert one.show(input__trace=1, output__trace=3, importance=10)["importance"] == 10
    # 2*1*3 = 6: the running mean is 1.5 after one presentation and 2.625 after two.
    assert one.show(modulator=1)["importance"] == pytest.approx(12.625)
    assert one.show(modulator=1, plastic=False)["importance"] == pytest.approx(12.625)


# --- path integral; the loss is H/2*(w - 1)**2 with H = 2, learned from w = 0


def descend(one, n, modulator=0):
    after = one.show(w=0, w_last=0, w_ref=0)
    for _ in range(n):
        after = one.show(output__error=2 * (after["w"] - 1))
    return one.show(output__error=0, modulator=modulator)


@pytest.mark.parametrize("eta", ["0.2", "0.1"])
def test_the_path_is_the_fall_of_the_loss(synapse, eta):
    one = synapse(PATH, eta=eta, signal_unit=eta, path_share="0", alpha="0")
    after = descend(one, n=int(3 / float(eta)))
    # A step of eta overrates the fall of 1 by 1/(1 - eta*H/2).
    assert after["path"] == pytest.approx(1 / (1 - float(eta)), rel=1e-4)


@pytest.mark.slow
def test_at_an_event_the_path_becomes_importance_per_squared_way(synapse):
    one = synapse(PATH_AT_EVENT, eta="0.2", signal_unit="0.2")
    after = descend(one, n=20, modulator=1)
    assert after["importance"] == pytest.approx(1 / 0.8 / (1 + 0.001), rel=1e-4)
    assert after["path"] == 0
    assert after["w_ref"] == pytest.approx(1, rel=1e-4)


def test_without_an_event_the_path_goes_on(synapse):
    after = descend(synapse(PATH_AT_EVENT, eta="0.1", signal_unit="0.1"), n=3)
    assert after["importance"] == 0
    assert after["path"] > 0


def test_a_path_uphill_takes_from_importance_down_to_zero(synapse):
    one = synapse(PATH_AT_EVENT, path_damping="1")
    after = one.show(fires=False, importance=0.5, path=-0.2, modulator=1)
    assert after["importance"] == pytest.approx(0.3)
    assert one.show(fires=False, path=-0.5, modulator=1)["importance"] == 0


def test_a_share_of_the_path_becomes_importance_at_each_presentation(synapse):
    one = synapse(PATH, path_share="0.25", path_damping="0.5", alpha="0", importance_loss="0.5")
    start = {"w": 0.5, "w_last": 0.5, "w_ref": 0, "path": 0.4, "importance": 2}
    after = one.show(fires=False, **start)
    assert after["importance"] == pytest.approx(2 * 0.5 + 0.25 * 0.4 / (0.25 + 0.5))
    assert after["path"] == pytest.approx(0.3)


def test_a_move_that_a_bound_cut_off_counts_as_far_as_it_went(synapse):
    one = synapse(PATH, eta="0.1", signal_unit="0.1", path_share="0")
    after = one.show(w=2.9, w_last=2.9, output__error=-5)
    assert after["path"] == pytest.approx(5 * 0.1)


def test_a_pull_belongs_to_the_way_of_the_next_presentation(synapse):
    pulled = [*PATH_AT_EVENT, "synapses/anchor_pull"]
    one = synapse(pulled, eta="0.1", signal_unit="0.1", pull_strength="0.125")
    after = one.show(fires=False, w=1, w_last=1, w_ref=0, importance=2)
    assert after["w"] == pytest.approx(np.exp(-0.5))
    assert after["w_last"] == 1
    after = one.show(output__error=2)
    assert after["path"] == pytest.approx(-2 * (np.exp(-0.5) - 0.2 - 1))


# --- Fisher information


def test_fisher_importance_of_a_logistic_unit(synapse):
    # With w = 0 and x = 2, p = 1/2: the gradient (p - y)*x is +1 or -1, and p*(1 - p)*x**2 = 1.
    one = synapse(FISHER, eta="0.1", signal_unit="0.1", importance_share="1")
    assert one.show(output__error=-1)["importance"] == pytest.approx(1)
    assert one.show(output__error=1)["importance"] == pytest.approx(1)


def test_fisher_importance_is_a_running_mean_of_the_squared_signal(synapse):
    one = synapse(FISHER, eta="0.1", signal_unit="0.1", importance_share="0.25")
    assert one.show(importance=2, output__error=3)["importance"] == pytest.approx(1.5 + 9 / 4)
    assert one.show(fires=False)["importance"] == pytest.approx(0.75 * 3.75)


def test_at_an_event_the_fisher_information_is_added_to_what_is_left(synapse):
    one = synapse(FISHER_AT_EVENT, fisher_share="0", importance_decay="0.8")
    assert one.show(fisher=3, importance=10)["importance"] == 10
    assert one.show(modulator=1)["importance"] == pytest.approx(0.8 * 10 + 3)


# --- the anchor


def test_the_pull_shrinks_the_distance_exponentially(synapse):
    one = synapse(PULLED, pull_strength="0.125", **HELD)
    # 2*0.125*2 = 0.5
    assert one.show(w=1, w_ref=0, importance=2)["w"] == pytest.approx(np.exp(-0.5))


@pytest.mark.parametrize("strength", ["1e3", "1e10", "1e30"])
def test_the_pull_never_overshoots(synapse, strength):
    one = synapse(PULLED, pull_strength=strength, **HELD)
    assert one.show(w=1, w_ref=0.25, importance=1)["w"] == pytest.approx(0.25)


def test_nothing_pulls_a_synapse_without_importance(synapse):
    assert synapse(PULLED, pull_strength="1e9", **HELD).show(w=1, w_ref=0)["w"] == 1


def test_the_anchor_is_set_at_an_event_alone(synapse):
    one = synapse(ANCHOR_AT_EVENT)
    assert one.show(w=0.75, w_ref=0.5)["w_ref"] == 0.5
    assert one.show(modulator=1, plastic=False)["w_ref"] == 0.5
    assert one.show(modulator=1)["w_ref"] == 0.75


# --- all of them


@pytest.mark.parametrize(
    "rule", [PATH, PATH_AT_EVENT, [*FISHER, "synapses/anchor_at_event"], FISHER_AT_EVENT]
)
def test_without_plasticity_nothing_changes(synapse, rule):
    one = synapse(rule)
    start = {"w": 0.8, "w_ref": 0.1, "w_last": 0.7, "importance": 3, "path": 0.3, "fisher": 2}
    start = {name: value for name, value in start.items() if f"input_output.{name}" in one.state}
    after = one.show(plastic=False, modulator=1, output__error=1, **start)
    assert {name: after[name] for name in start} == start


def test_without_plasticity_nothing_is_pulled(synapse):
    after = synapse(PULLED, **HELD).show(plastic=False, w=0.8, w_ref=0.1, importance=9)
    assert after["w"] == 0.8


@pytest.mark.parametrize(
    "rule",
    [
        [*HEBBIAN, "synapses/error_driven", "synapses/consolidation"],
        PATH,
        PATH_AT_EVENT,
        [*FISHER, "synapses/metaplasticity", "synapses/consolidation"],
        [*FISHER_AT_EVENT, "synapses/anchor_at_event"],
    ],
    ids=["hebbian", "path", "path at event", "fisher", "fisher at event"],
)
def test_each_stacks_onto_the_hidden_synapses_of_tacos(rule):
    model = with_rule(tacos(16, 2, 8), "input_hidden", [*rule, "synapses/anchor_pull"])
    simulator = Simulator(model, show=0.02, backend="numpy")
    start = simulator.initial_state(0)
    rates, labels = np.full((2, 16), 200.0), np.array([0, 1])
    after = simulator.run(rates, labels, state=start, seed=0, modulator=np.ones(2)).state
    assert np.isfinite(after["input_hidden.importance"]).all()
    assert np.isfinite(after["input_hidden.w"]).all()
