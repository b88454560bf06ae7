"""The rules of spike timing and their neurons against values worked by hand, at steps of 1 ms.

A trace of 20 ms keeps a share of 0.95 a step, one of 40 ms a share of 0.975.
"""

import numpy as np
import pytest

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

SPIKES_AT = """# Fires when it is told to.
# Source: own

[equations]
I  : 1
ge : 1
gi : 1

[threshold]
{condition}

[ports]
I
ge
gi
"""
# The synapse files below read this parameter of their target.
CURRENT = """
[parameters]
tau_syn = 10*ms  # time constant of the current
"""
PAIR = ["synapses/transmission", "synapses/stdp_pair"]
TRIPLET = ["synapses/excitation", "synapses/stdp_triplet"]
THREE_FACTOR = ["synapses/transmission", "synapses/three_factor"]
FROZEN = {"tau_weight": "1e9*second", "tau_reference": "1e9*second"}
ALL_PAIRS = ["neurons/spike_trace"]
NEAREST = ["neurons/nearest_trace", "neurons/slow_nearest_trace"]


@pytest.fixture
def neurons(tmp_path):
    """Return a function: a file of neurons that fire at the given times [ms]."""

    def write(name, times):
        at = " or ".join(f"abs(t - {time}*ms) < dt/2" for time in times or [10**6])
        path = tmp_path / f"{name}.eq"
        path.write_text(SPIKES_AT.format(condition=at) + CURRENT)
        return str(path)

    return write


@pytest.fixture
def run(neurons):
    """Return a function: the state after 20 ms of one synapse whose two neurons fire when told."""

    def run(rule, traces, pre, post, state=None, parameters=None, modulator=0, plastic=True):
        tau = {"tau_trace": "20*ms"}
        model = Model(
            [
                Population("input", 1, [neurons("pre", pre), *traces[:1]], tau),
                Population("output", 1, [neurons("post", post), *traces], tau),
            ],
            [Projection("input", "output", rule, parameters=parameters or {})],
        )
        simulator = Simulator(model, show=0.02, backend="numpy")
        start = simulator.initial_state(0)
        for key, value in (state or {"w": 0.5}).items():
            start[f"input_output.{key}"].fill(value)
        options = {"modulator": np.array([modulator]), "plastic": plastic}
        after = simulator.run(np.zeros((1, 1)), state=start, seed=0, **options).state
        return {key.split(".")[-1]: array.item() for key, array in after.items()}

    return run


@pytest.mark.parametrize(
    ("pre", "post", "change"),
    [
        ([5], [15], 0.005 * 3 * 0.95**10),
        ([15], [5], -0.00525 * 3 * 0.95**10),
        ([5], [5], 0),
        ([], [5, 15], 0),
        ([5, 15], [], 0),
        ([5, 10], [15], 0.005 * 3 * (0.95**10 + 0.95**5)),
    ],
    ids=["pre first", "post first", "at once", "silent pre", "silent post", "two pairs"],
)
def test_pair_stdp_sums_over_all_pairs(run, pre, post, change):
    assert run(PAIR, ALL_PAIRS, pre, post)["w"] == pytest.approx(0.5 + change, abs=1e-12)


def test_pair_stdp_stops_at_the_upper_bound(run):
    assert run(PAIR, ALL_PAIRS, [5], [15], {"w": 2.999})["w"] == 3


def test_pair_stdp_stops_at_the_lower_bound(run):
    after = run(PAIR, ALL_PAIRS, [15], [5], {"w": 0.001}, {"w_min": "0"})
    assert after["w"] == 0


@pytest.mark.parametrize(
    ("pre", "post", "change"),
    [
        ([5], [15], 0),
        ([15], [5], -0.0001 * 0.95**10),
        ([10], [5, 15], -0.0001 * 0.95**5 + 0.01 * 0.95**5 * 0.975**10),
        ([], [5, 15], 0),
        ([1, 10], [15, 16], 0.01 * 0.95**6 * 0.975),
    ],
    ids=["first post spike", "post first", "second post spike", "silent pre", "last pre counts"],
)
def test_triplet_stdp_needs_two_spikes_of_the_target_to_grow(run, pre, post, change):
    assert run(TRIPLET, NEAREST, pre, post)["w"] == pytest.approx(0.5 + change, abs=1e-12)


@pytest.mark.parametrize(("pre", "post", "sign"), [([5], [15], 0.005), ([15], [5], -0.00525)])
def test_a_pair_marks_the_synapse_and_the_modulator_turns_the_mark_into_a_change(
    run, pre, post, sign
):
    after = run(THREE_FACTOR, ALL_PAIRS, pre, post, {"w": 0.5}, FROZEN, modulator=2)
    mark = sign * 0.95**10
    # The four steps from 16 to 19 each find what a decay by 1 in 200 has left of the mark.
    left = [mark * 0.995**step for step in (1, 2, 3, 4)]
    assert after["eligibility"] == pytest.approx(left[-1])
    assert after["w"] == pytest.approx(0.5 + 10 * 2 * 0.001 * sum(left), abs=1e-10)


def test_without_a_modulator_a_mark_changes_nothing(run):
    assert run(THREE_FACTOR, ALL_PAIRS, [5], [15], {"w": 0.5}, FROZEN)["w"] == pytest.approx(0.5)


def test_a_silent_source_is_not_marked(run):
    assert run(THREE_FACTOR, ALL_PAIRS, [], [5, 15])["eligibility"] == 0


def test_weight_and_reference_approach_each_other(run):
    after = run(THREE_FACTOR, ALL_PAIRS, [], [], {"w": 0.8, "w_ref": 0.2})
    # Each step their distance shrinks by 1 in 500 (the weight's part) and 1 in 5000.
    distance = 0.6 * (1 - 1 / 500 - 1 / 5000) ** 20
    assert after["w"] - after["w_ref"] == pytest.approx(distance)
    assert after["w_ref"] == pytest.approx(0.2 + (0.6 - distance) / 11)


@pytest.mark.parametrize(
    ("rule", "traces"), [(PAIR, ALL_PAIRS), (TRIPLET, NEAREST), (THREE_FACTOR, ALL_PAIRS)]
)
def test_without_plasticity_the_weight_stays(run, rule, traces):
    state = {"w": 0.8} | ({"w_ref": 0.2} if rule is THREE_FACTOR else {})
    after = run(rule, traces, [5, 10], [7, 15], state, modulator=1, plastic=False)
    assert (after["w"], after.get("w_ref", 0.2)) == (0.8, 0.2)


@pytest.fixture
def respond(neurons):
    """Return a function: a conductance neuron after some steps, its source firing in the first."""

    def respond(neuron, rule, steps, w=1.0, pre=(0,)):
        model = Model(
            [Population("input", 1, neurons("pre", pre)), Population("output", 1, neuron)],
            [Projection("input", "output", rule, initial={"w": str(w)})],
        )
        simulator = Simulator(model, show=steps * 0.001, backend="numpy")
        return simulator.run(np.zeros((1, 1)), state=simulator.initial_state(0), seed=0, n_spikes=1)

    return respond


@pytest.mark.parametrize(
    ("neuron", "rule", "potential"),
    [
        ("neurons/lif_adaptive", "synapses/excitation", -65 + 65 / 100),
        ("neurons/lif_adaptive", "synapses/inhibition", -65 - 35 / 100),
        ("neurons/lif_conductance", "synapses/excitation", -60 + 60 / 10),
        ("neurons/lif_conductance", "synapses/inhibition", -60 - 25 / 10),
    ],
)
def test_a_conductance_draws_the_potential_to_its_reversal(respond, neuron, rule, potential):
    after = respond(neuron, rule, 2).state
    assert 1000 * after["output.v"].item() == pytest.approx(potential)


def test_the_inhibitory_conductance_fades_in_two_milliseconds(respond):
    after = respond("neurons/lif_adaptive", "synapses/inhibition", 3).state
    assert after["output.gi"].item() == pytest.approx(0.25)


def test_each_spike_raises_the_adaptive_threshold(respond):
    outcome = respond("neurons/lif_adaptive", "synapses/excitation", 60, 30, range(60))
    steps = outcome.spikes["output"][:, 2]
    assert len(steps) > 5
    assert np.diff(steps).min() >= 5
    theta = 1000 * outcome.state["output.theta"].item()
    assert theta == pytest.approx(20 + 0.05 * len(steps), rel=1e-4)


@pytest.mark.parametrize(("steps", "conductance"), [(7, 0), (8, 1)])
def test_a_delayed_spike_arrives_five_milliseconds_later(respond, steps, conductance):
    rule = ["synapses/excitation", "synapses/conduction_delay"]
    after = respond("neurons/lif_adaptive", rule, steps, pre=(2,)).state
    assert after["output.ge"].item() == conductance
