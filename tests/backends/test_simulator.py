"""One simulator a backend, run on a small TACOS network.

Spikes, states and messages are compared between the backends and between ways to cut a stream.
"""

import dataclasses

import numpy as np
import pytest

from snn_cl.backends import BACKENDS, codegen
from snn_cl.errors import EquationFileError, ModelError, NotFoundError, StreamError
from snn_cl.models.tacos import tacos
from snn_cl.network.edits import with_parameter
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.timing import Timing
from snn_cl.simulator import Simulator, slow_parts

N_INPUT, N_HIDDEN, N = 30, 12, 9
LIF = "neurons/lif"
TRACE = "output.v[0:2]"

OTHERS = sorted(set(BACKENDS) - {"numpy"})


def small_model():
    model = tacos(n_input=N_INPUT, n_output=2, n_hidden=N_HIDDEN)
    # 12 hidden neurons hardly excite an output that is made for 200.
    return with_parameter(model, "output", "R", "100")


@pytest.fixture(scope="module")
def simulators():
    made = {}

    def simulator(backend, dtype=""):
        if (backend, dtype) not in made:
            made[backend, dtype] = Simulator(small_model(), backend=backend, dtype=dtype)
        return made[backend, dtype]

    return simulator


@pytest.fixture
def simulator(backend, simulators):
    return simulators(backend)


@pytest.fixture(scope="module")
def rates():
    return np.random.default_rng(0).uniform(0, 250, (N, N_INPUT)).astype(np.float32)


@pytest.fixture(scope="module")
def labels():
    return np.arange(N) % 2


def run(simulator, rates, labels, **changed):
    # One simulator of the numpy backend may live at a time in a process, so it is made anew if
    # another test file came between.
    options = {"state": simulator.initial_state(0), "seed": 5, **changed}
    return simulator.run(rates, labels, **options)


def test_a_block_counts_the_spikes_of_the_output(simulator, rates, labels):
    outcome = run(simulator, rates, labels, n_spikes=N)
    assert outcome.counts.shape == (N, 2)
    assert outcome.counts.sum() == len(outcome.spikes["output"]) > 0


def test_training_changes_the_weights(simulator, rates, labels):
    before = simulator.initial_state(0)["input_hidden.w"]
    after = run(simulator, rates, labels).state["input_hidden.w"]
    assert np.abs(after - before).max() > 1e-6


def test_two_runs_are_the_same_to_the_bit(simulator, rates, labels):
    first, second = (run(simulator, rates, labels) for _ in range(2))
    assert_same_state(first.state, second.state)


def test_another_seed_gives_other_spikes(simulator, rates, labels):
    first = run(simulator, rates, labels, n_spikes=N).spikes["input"]
    other = run(simulator, rates, labels, n_spikes=N, seed=6).spikes["input"]
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("cut", [1, 4, 8])
def test_a_stream_cut_into_blocks_ends_like_one_long_run(simulator, rates, labels, cut):
    whole = run(simulator, rates, labels)
    head = run(simulator, rates[:cut], labels[:cut])
    tail = run(simulator, rates[cut:], labels[cut:], state=head.state, first=cut)
    assert_same_state(whole.state, tail.state)
    assert np.array_equal(whole.counts, np.vstack([head.counts, tail.counts]))


def test_a_cut_while_neurons_are_refractory_changes_nothing(simulator, labels):
    rates = np.full((N, N_INPUT), 250.0)
    whole = run(simulator, rates, labels)
    refractory = 0
    for cut in (2, 5):
        head = run(simulator, rates[:cut], labels[:cut])
        refractory += np.sum(head.state["hidden.not_refractory"] == 0)
        # what another run leaves behind must not be met by the next
        run(simulator, rates, labels, seed=cut, plastic=False)
        tail = run(simulator, rates[cut:], labels[cut:], state=head.state, first=cut)
        assert_same_state(whole.state, tail.state)
    assert refractory > 0


def test_without_plasticity_no_synapse_changes(simulator, rates, labels):
    before = run(simulator, rates, labels).state
    after = run(simulator, rates, labels, state=before, plastic=False).state
    for key in before:
        if key.startswith(("input_hidden.", "hidden_output.")):
            assert np.array_equal(before[key], after[key]), key


def test_without_labels_the_teacher_is_silent(simulator, rates):
    assert len(run(simulator, rates, None, n_spikes=N).spikes["teacher"]) == 0


def test_the_teacher_fires_at_the_unit_of_the_label(simulator, rates):
    spikes = run(simulator, rates, np.ones(N, int), n_spikes=N).spikes["teacher"]
    assert set(spikes[:, 1]) == {1}
    # 9 presentations of 150 ms at 100 Hz: 135 expected, 4 standard deviations around it
    assert 135 - 44 < len(spikes) < 135 + 44


def test_traces_are_sampled_at_the_end_of_each_presentation(simulator, rates, labels):
    record = ["input_hidden.m[0:30,3]", "input_hidden.w[2,3]"]
    outcome = run(simulator, rates, labels, record=record)
    assert outcome.traces["input_hidden.m"].shape == (N, 30)
    assert outcome.traces["input_hidden.w"][-1] == outcome.state["input_hidden.w"][2, 3]
    assert np.array_equal(
        outcome.traces["input_hidden.m"][-1], outcome.state["input_hidden.m"][:, 3]
    )


def test_metaplasticity_never_falls(simulator, rates, labels):
    m = run(simulator, rates, labels, record=["input_hidden.m[0:30,0:12]"]).traces["input_hidden.m"]
    assert (np.diff(m, axis=0) >= 0).all()


def test_input_spikes_come_at_the_rate_of_the_stimulus(simulator):
    rates = np.full((N, N_INPUT), 100.0)
    spikes = run(simulator, rates, None, n_spikes=N).spikes["input"]
    expected = 100 * 0.15 * N * N_INPUT
    assert abs(len(spikes) - expected) < 4 * np.sqrt(expected)


def test_recording_more_changes_no_spike(simulator, rates, labels):
    plain = run(simulator, rates, labels)
    recorded = run(simulator, rates, labels, record=["hidden.v[0:12]"], n_spikes=3)
    assert_same_state(plain.state, recorded.state)


def test_rates_of_the_wrong_width_are_refused(simulator, labels):
    with pytest.raises(StreamError) as caught:
        run(simulator, np.zeros((N, 7)), labels)
    assert str(caught.value) == (
        "rates have shape (9, 7); expected (n_presentations, 30), "
        "one column for each neuron of 'input'"
    )


def test_negative_rates_are_refused(simulator, labels):
    with pytest.raises(StreamError, match="rates must be finite and not negative"):
        run(simulator, np.full((N, N_INPUT), -1.0), labels)


def test_a_label_without_a_teacher_neuron_is_refused(simulator, rates):
    with pytest.raises(StreamError, match="labels run from 0 to 8; 'teacher' has neurons 0 to 1"):
        run(simulator, rates, np.arange(N))


def test_a_label_of_minus_one_is_no_teacher(simulator, rates):
    silent = run(simulator, rates, np.full(N, -1))
    assert_same_state(silent.state, run(simulator, rates, None).state)


def test_a_single_trace_may_be_asked_for_as_a_plain_string(simulator, rates, labels):
    traced = [run(simulator, rates, labels, record=which).traces for which in (TRACE, [TRACE])]
    assert traced[0].keys() == traced[1].keys() == {"output.v"}
    assert np.array_equal(traced[0]["output.v"], traced[1]["output.v"])


def test_a_modulator_of_the_wrong_length_is_refused(simulator, rates, labels):
    with pytest.raises(StreamError, match=r"modulator has shape \(3,\); expected \(9,\)"):
        run(simulator, rates, labels, modulator=np.zeros(3))


# Its spikes are on their way for 3 ms, and its trace is worked out when a spike needs it.
LATE_AND_LAZY = """# A weight with a delay and an event-driven trace.
# Source: own
# Stack: onto neurons/lif

[parameters]
w_min = 0               # lower bound
w_max = 50              # upper bound
tau = 20*ms             # time constant of the trace

[equations]
w : 1                   # weight
dx/dt = -x/tau : 1 (event-driven)

[on_pre]
I_post += w*dt/tau_syn_post
x = x + 1
dw = 0.1*x

[delay]
3*ms
"""


def test_a_delay_that_is_a_parameter_decides_when_a_spike_arrives(tmp_path):
    late = LATE_AND_LAZY.replace("3*ms", "late").replace(
        "tau = ", "late = 3*ms  # way to the target\ntau = "
    )
    (tmp_path / "late.eq").write_text(late)
    neurons = [Population("input", 1, "neurons/poisson_rate"), Population("output", 1, LIF)]
    model = Model(neurons, [Projection("input", "output", str(tmp_path / "late.eq"))])
    for value, arrived in (("3*ms", 1), ("4*ms", 0)):
        changed = with_parameter(model, "input_output", "late", value)
        simulator = Simulator(changed, show=0.003, backend="numpy")
        state = simulator.initial_state(0)
        state["input_output.spikes_underway"][-1, 0] = 1  # fired in the step before
        outcome = run(simulator, np.zeros((1, 1)), None, state=state)
        assert (outcome.state["input_output.x"] > 0).sum() == arrived


DRAWN_AT_THE_END = """# A weight that grows by a random number after each presentation.
# Source: own
# Stack: onto neurons/lif

[equations]
w : 1                   # weight

[on_pre]
I_post += w*dt/tau_syn_post

[on_presentation_end]
w = w + plastic*rand()
"""


def late_simulator(folder, backend):
    (folder / "late.eq").write_text(LATE_AND_LAZY)
    neurons = [Population("input", 16, "neurons/poisson_rate"), Population("output", 2, LIF)]
    late = Projection("input", "output", str(folder / "late.eq"), initial={"w": "20"})
    return Simulator(Model(neurons, [late]), show=0.02, backend=backend)


def test_delays_and_event_driven_variables_may_be_cut_too(tmp_path, backend):
    simulator = late_simulator(tmp_path, backend)
    rates = np.full((4, 16), 100.0)
    whole, again = (run(simulator, rates, None) for _ in range(2))
    assert whole.state["input_output.spikes_underway"].sum() > 0
    assert np.array_equal(whole.counts, again.counts)
    assert whole.counts.sum() > 0
    head = run(simulator, rates[:1], None)
    run(simulator, rates, None, seed=9, first=500)
    tail = run(simulator, rates[1:], None, state=head.state, first=1)
    assert np.array_equal(whole.counts, np.vstack([head.counts, tail.counts]))
    assert_same_state(whole.state, tail.state)


def test_a_spike_on_its_way_arrives_in_the_next_presentation(tmp_path, backend):
    simulator = late_simulator(tmp_path, backend)
    state = simulator.initial_state(0)
    state["input_output.spikes_underway"][1, 3] = 1
    outcome = run(simulator, np.zeros((1, 16)), None, state=state)
    # the one spike is the first of neuron 3's synapses and of no other's
    changed = outcome.state["input_output.x"] != 0
    assert np.array_equal(np.argwhere(changed), [[3, 0], [3, 1]])
    # It came in step 1; the last step, 19, brought everything up to date.
    assert (outcome.state["input_output.steps_since_update"] == 1).all()
    assert outcome.state["input_output.spikes_underway"].sum() == 0


def test_a_delay_has_to_be_a_multiple_of_the_step_that_is_given(tmp_path):
    late = LATE_AND_LAZY.replace("3*ms", "1.5*ms")
    (tmp_path / "late.eq").write_text(late)
    neurons = [Population("input", 1, "neurons/poisson_rate"), Population("output", 1, LIF)]
    model = Model(neurons, [Projection("input", "output", str(tmp_path / "late.eq"))])
    simulator = Simulator(model, show=0.02, dt=0.0005, backend="numpy")
    assert simulator.initial_state(0)["input_output.spikes_underway"].shape == (3, 1)
    with pytest.raises(EquationFileError, match="no multiple of the time step, 2.*ms"):
        Simulator(model, show=0.02, dt=0.002, backend="numpy")


def test_a_model_with_another_step_leaves_the_first_one_as_it_was(rates):
    first = Simulator(small_model(), backend="numpy")
    before = run(first, rates, None)
    Simulator(small_model(), dt=0.0005, backend="numpy")
    np.testing.assert_array_equal(run(first, rates, None).counts, before.counts)


def test_an_unknown_dtype_suggests_the_nearest():
    with pytest.raises(NotFoundError, match="no dtype 'float23'; did you mean 'float32'?"):
        Simulator(small_model(), dtype="float23")


@pytest.mark.compiler
def test_what_is_not_in_fast_loops_is_reported_before_and_after_compiling():
    model = dataclasses.replace(small_model(), timing=Timing(show="70*ms"))
    before = slow_parts(model)
    simulator = Simulator(model)
    assert before == simulator.fallbacks == slow_parts(model)
    assert "not every pair is connected" in simulator.fallbacks["output_error_pre"]


@pytest.mark.compiler
def test_an_unknown_newer_brian2_gets_a_warning_and_its_own_device(monkeypatch):
    monkeypatch.setattr(codegen, "NEWEST_BRIAN2", (2, 0))
    with pytest.warns(RuntimeWarning, match=r"is newer than 2.0, the last that snn_cl knows; its"):
        simulator = Simulator(Model([Population("input", 2, LIF)], [], output="input"), show=0.03)
    assert list(simulator.fallbacks) == ["device"]
    source = (simulator._backend.folder / "main.cpp").read_text()
    assert "dense" not in source


def test_a_presentation_must_be_a_multiple_of_dt():
    with pytest.raises(ModelError, match="show is 0.0015 s; expected a multiple of dt = 0.001 s"):
        Simulator(small_model(), show=0.0015, backend="numpy")


@pytest.mark.parametrize("backend", OTHERS)
@pytest.mark.compiler
def test_compiled_and_numpy_backends_agree_in_double_precision(simulators, rates, labels, backend):
    compiled = run(simulators(backend, "float64"), rates, labels, n_spikes=N)
    runtime = run(simulators("numpy"), rates, labels, n_spikes=N)
    for population, spikes in compiled.spikes.items():
        assert np.array_equal(spikes, runtime.spikes[population]), population
    for key, array in compiled.state.items():
        assert np.allclose(array, runtime.state[key], rtol=1e-12, atol=1e-12), key


@pytest.mark.parametrize("backend", OTHERS)
@pytest.mark.compiler
def test_every_backend_draws_the_same_numbers_at_the_end_of_a_presentation(tmp_path, backend):
    (tmp_path / "drawn.eq").write_text(DRAWN_AT_THE_END)
    neurons = [Population("input", 3, "neurons/poisson_rate"), Population("output", 2, LIF)]
    model = Model(neurons, [Projection("input", "output", str(tmp_path / "drawn.eq"))])
    drawn = {
        name: run(Simulator(model, show=0.005, backend=name), np.zeros((3, 3)), None).state
        for name in (backend, "numpy")
    }
    at_end = [state["input_output.w"] for state in drawn.values()]
    assert len(np.unique(at_end[0])) == 6
    assert np.allclose(at_end[0], at_end[1], rtol=1e-6)


@pytest.mark.compiler
def test_single_precision_stays_close_over_a_few_presentations(simulators, rates, labels):
    single = run(simulators("dense"), rates[:3], labels[:3])
    double = run(simulators("numpy"), rates[:3], labels[:3])
    for key in ("input_hidden.w", "hidden_output.w"):
        assert np.abs(single.state[key] - double.state[key]).max() < 1e-5, key


def assert_same_state(first, second):
    assert first.keys() == second.keys()
    for key in first:
        assert np.array_equal(first[key], second[key]), key
