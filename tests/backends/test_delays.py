"""Spikes that take time: the delay is an input, and no rule knows of a spike before it arrives."""

import numpy as np
import pytest

from snn_cl.backends.cache_key import program_key
from snn_cl.checks import check_model
from snn_cl.errors import EquationFileError
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.resolved import resolve
from snn_cl.simulator import Simulator

FIRES = """# Fires when it is told to.
# Source: own

[parameters]
tau_syn = 10*ms  # what the synapses read

[equations]
I : 1

[threshold]
{condition}

[ports]
I
"""
PAIR = ["synapses/transmission", "synapses/stdp_pair"]
DELAY = "synapses/conduction_delay"
DELAYED = [*PAIR, DELAY]
ARRIVAL = ["synapses/arrival", DELAY]


@pytest.fixture
def pair(tmp_path):
    """Return a function: a model of one synapse whose neurons fire at steps that are given."""

    def neurons(name, steps):
        path = tmp_path / f"{name}.eq"
        condition = " or ".join(f"t_in_timesteps == {step}" for step in steps)
        path.write_text(FIRES.format(condition=condition))
        return str(path)

    def make(pre, post, rule, trace="neurons/spike_trace", back=(), delays=("5*ms", "5*ms")):
        late = [{"conduction": delay} for delay in delays]
        learned = {"w_max": "1"} | (late[0] if DELAY in rule else {})
        projections = [Projection("input", "output", rule, "all", learned, {"w": "0.5"})]
        if back:
            projections.append(Projection("input", "input", back, "one_to_one", late[1]))
        populations = [
            Population("input", 1, [neurons("pre", pre), trace]),
            Population("output", 1, [neurons("post", post), "neurons/spike_trace"]),
        ]
        return Model(populations, projections)

    return make


def weight(model, backend="numpy", **options):
    simulator = Simulator(model, show=0.05, backend=backend, **options)
    after = simulator.run(np.zeros((1, 1)), state=simulator.initial_state(0), seed=0)
    return after.state["input_output.w"].item()


def test_a_rule_that_knows_of_a_spike_on_its_way_is_refused_with_what_to_use(pair):
    with pytest.raises(
        EquationFileError, match=r"stdp_pair.eq:17:19: 'trace_pre' tells of a spike"
    ):
        check_model(pair([5], [7], DELAYED))


def test_a_trace_of_arrived_spikes_that_is_too_early_is_refused(pair):
    early = pair([5], [7], DELAYED, "neurons/arrived_trace", ARRIVAL, ("5*ms", "4*ms"))
    with pytest.raises(EquationFileError, match="'trace_pre' tells of a spike before it arrives"):
        check_model(early)


def test_without_a_delay_the_trace_of_the_source_may_be_read(pair):
    check_model(pair([5], [7], DELAYED, delays=("0*ms",)))


def test_a_target_that_fires_before_the_spike_arrives_only_depresses(pair):
    # The spike of 5 ms arrives at 10 ms, 3 ms after the target's; a trace keeps 0.96 a step.
    model = pair([5], [7], DELAYED, "neurons/arrived_trace", ARRIVAL)
    assert weight(model) == pytest.approx(0.5 - 0.00525 * 0.96**3)
    assert weight(model) == pytest.approx(0.495355, abs=5e-7)


@pytest.mark.compiler
def test_a_target_that_fires_before_the_spike_arrives_only_depresses_compiled(pair):
    model = pair([5], [7], DELAYED, "neurons/arrived_trace", ARRIVAL)
    assert weight(model, "dense", dtype="float64") == pytest.approx(0.5 - 0.00525 * 0.96**3)


@pytest.mark.parametrize("post", [[9], [10], [11], [12, 13], [30]])
def test_arrived_spikes_teach_what_spikes_fired_later_would(pair, post):
    late = weight(pair([5, 8], post, DELAYED, "neurons/arrived_trace", ARRIVAL))
    assert late == pytest.approx(weight(pair([10, 13], post, PAIR)), abs=1e-12)


def test_the_nearest_trace_of_arrived_spikes_is_that_of_spikes_fired_later(pair):
    nearest = ("neurons/arrived_nearest_trace", ARRIVAL)
    late = weight(pair([5, 8], [16], DELAYED, *nearest))
    assert late == pytest.approx(weight(pair([10, 13], [16], PAIR, "neurons/nearest_trace")))


def test_a_delay_that_is_a_parameter_changes_no_program(pair):
    keys = {
        program_key(resolve(pair([5], [7], DELAYED, delays=(delay,))), "dense float32")
        for delay in ("0*ms", "1*ms", "5*ms")
    }
    assert len(keys) == 1


@pytest.mark.compiler
@pytest.mark.parametrize("delay", [0, 1, 5, 12])
def test_a_compiled_program_takes_any_delay(pair, delay):
    rule = ["synapses/transmission", DELAY]
    model = pair([5], [49], rule, delays=(f"{delay}*ms",))
    simulator = Simulator(model, show=0.001)
    outcome = simulator.run(
        np.zeros((20, 1)), state=simulator.initial_state(0), seed=0, record=["output.I[0]"]
    )
    assert np.flatnonzero(outcome.traces["output.I"])[0] == 5 + delay
    assert outcome.state["input_output.spikes_underway"].shape == (delay, 1)
