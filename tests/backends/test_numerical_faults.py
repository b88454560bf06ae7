"""What goes wrong inside a run stops it, or is said: no accuracy stands for a fault."""

import dataclasses
import warnings

import numpy as np
import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import ModelError, RunError
from snn_cl.find import find_function
from snn_cl.network.model import Model, Population, Projection
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import run_protocol
from snn_cl.plasticity.probe import make_probe
from snn_cl.plasticity.protocols import stdp
from snn_cl.records.checkpoint import read_checkpoint, write_checkpoint
from snn_cl.simulator import Simulator
from snn_cl.stream import Experience, Stream
from snn_cl.training.evaluation import evaluate
from snn_cl.training.run import finish, resume, start

HEADER = "# A part.\n# Source: own\n"
BREAKS = """[equations]
x : 1
y : 1
[threshold]
x > 1e9
[on_presentation_end]
x += 1
y = log(2.5 - x)
"""


def breaking(tmp_path) -> Simulator:
    """Neurons whose y is the logarithm of 1.5, of 0.5 and then of less than 0."""
    path = tmp_path / "breaks.eq"
    path.write_text(HEADER + BREAKS)
    model = Model([Population("input", 3, str(path))], [], output="input")
    return Simulator(model, show=0.002, backend="numpy")


def test_a_variable_that_is_no_number_stops_the_run_at_its_block(tmp_path):
    simulator = breaking(tmp_path)
    state = simulator.initial_state(0)
    state["input.x"][2] = -1  # one step behind
    fine = simulator.run(np.zeros((2, 3)), state=state, seed=0).state
    np.testing.assert_allclose(fine["input.y"], np.log([0.5, 0.5, 1.5]), rtol=1e-6)
    with pytest.raises(RunError) as caught:
        simulator.run(np.zeros((1, 3)), state=fine, seed=0, first=2)
    assert str(caught.value) == (
        "presentations 2 to 2: after them input.y[0] is nan (and 1 more of 3); look at the lines "
        "that change it, and at parameters and time constants that they use"
    )


def test_a_recorded_variable_that_was_no_number_for_a_presentation_stops_the_run(tmp_path):
    path = tmp_path / "breaks.eq"
    path.write_text(
        HEADER + BREAKS + "x = 0\n[on_presentation_start]\nx = 2*int(abs(t - 10*ms) < 1*ms)\n"
    )
    model = Model([Population("input", 3, str(path))], [], output="input")
    simulator = Simulator(model, show=0.002, backend="numpy")
    options = {"state": simulator.initial_state(0), "seed": 0, "first": 4}
    with pytest.raises(RunError) as caught:
        simulator.run(np.zeros((3, 3)), record=["input.y[1:3]"], **options)
    assert str(caught.value) == "presentation 5: input.y[1] is nan"


def test_a_variable_that_is_infinite_stops_the_run(tmp_path):
    simulator = breaking(tmp_path)
    state = simulator.initial_state(0)
    state["input.x"][...] = 1.5  # log(0)
    with pytest.raises(RunError, match=r"presentations 0 to 0: after them input.y\[0\] is -inf"):
        simulator.run(np.zeros((1, 3)), state=state, seed=0)


@pytest.mark.compiler
def test_a_change_that_is_no_number_is_not_hidden_by_the_bounds(tmp_path):
    rule = tmp_path / "s.eq"
    rule.write_text(
        HEADER
        + "[parameters]\nw_min = 0 # low\nw_max = 1 # high\n[equations]\nw : 1\nz : 1\n"
        + "[on_pre]\ndw = sqrt(z)\n"
    )
    populations = [
        Population("input", 40, "neurons/poisson_rate"),
        Population("output", 40, "neurons/lif"),
    ]
    model = Model(populations, [Projection("input", "output", str(rule), initial={"z": "-1"})])
    for backend in ("numpy", "dense"):
        simulator = Simulator(model, show=0.01, backend=backend)
        state = simulator.initial_state(0)
        with pytest.raises(RunError, match=r"input_output.w\[0,0\] is -?nan \(and 1599 more"):
            simulator.run(np.full((1, 40), 1000.0), state=state, seed=0)


def test_a_probe_of_a_rule_that_makes_no_number_stops(tmp_path):
    folder = tmp_path / "synapses"
    folder.mkdir()
    (folder / "s.eq").write_text(
        HEADER
        + "[parameters]\nw_min = 0 # low\nw_max = 1 # high\n[equations]\nw : 1\n"
        + "[on_pre]\ndw = log(w - 2)\n"
    )
    configuration = ProbeConfiguration(backend="numpy", dt=0.001)
    probe = make_probe(str(folder / "s.eq"), configuration)
    with pytest.raises(
        RunError, match=r"presentations 0 to 0: after them input_output.w\[0,0\] is"
    ):
        run_protocol(probe, stdp([10.0], n_spikes=1))


# --- runs


def stream(brightness=255) -> Stream:
    images = np.full((4, 4, 4), brightness, np.uint8)
    labels = np.arange(4) % 2
    tests = (Experience("a", images[:2], labels[:2]), Experience("b", images[2:], labels[2:]))
    return Stream("s", images, labels, np.repeat([0, 1], 2), tests, 2, (2, 4))


@pytest.fixture
def run(quick, tmp_path):
    """Return a function that starts a run on some images."""

    def run(images, name="run", **changed):
        configuration = Configuration(backend="numpy", block=2, **changed)
        model = find_function("models", "small")(16, 2)
        model = dataclasses.replace(model, teacher="") if changed else model
        return start(configuration, tmp_path / name, stream=images, model=model)

    return run


def test_a_checkpoint_that_is_no_number_is_refused(run, tmp_path):
    begun = run(stream())
    progress, state = read_checkpoint(begun.record.folder)
    state["output.v"][1] = np.nan
    write_checkpoint(begun.record.folder, progress, state)
    begun.lock.release()
    with pytest.raises(ModelError, match=r"state: output.v\[1\] is nan; a run cannot start"):
        resume(begun.record.folder, stream=stream(), model=begun.simulator.resolved.model)


def silences(function, *arguments) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        function(*arguments)
    return [str(w.message) for w in caught if "silent" in str(w.message)]


def test_a_silent_network_says_so_once_a_run(run, tmp_path, monkeypatch):
    monkeypatch.setattr("snn_cl.training.train_block.told_labels", lambda s, _: np.full(len(s), -1))
    for name in ("one", "two"):
        begun = run(stream(brightness=0), name)
        assert silences(finish, begun) == [
            f"{tmp_path / name}: the network is silent, its output has not spiked at all, and no "
            "answer counts as wrong; look at thresholds, at starting weights and at the rates "
            "that are shown"
        ]
        assert {row["silent"] for row in begun.rows} == {1.0}
        assert {row["accuracy"] for row in begun.rows} == {0.0}


def test_a_network_that_answers_anything_says_nothing(run):
    assert silences(finish, run(stream())) == []


def test_no_answer_is_wrong_whatever_the_label(run):
    begun = run(stream(brightness=0))
    nothing = Experience("dark", np.zeros((2, 4, 4), np.uint8), np.array([1, 0]))
    assert evaluate(begun.simulator, nothing, begun.state, seed=0) == (0.0, 1.0)


COUPLED = """# Two coupled variables.
# Source: own

[parameters]
tau_a = 10*ms  # of the first
tau_b = 20*ms  # of the second

[equations]
da/dt = -a/tau_a : 1
db/dt = (a - b)/tau_b : 1

[threshold]
b > 9
"""


def coupled(tmp_path, tau_b, dtype, more=""):
    path = tmp_path / "coupled.eq"
    path.write_text(COUPLED + more)
    neurons = Population("input", 1, str(path), {"tau_b": tau_b}, {"a": "1"})
    simulator = Simulator(Model([neurons], [], output="input"), 0.05, backend="numpy", dtype=dtype)
    start = simulator.initial_state(0)
    return simulator.run(np.zeros((1, 1)), state=start, seed=0).state["input.b"].item()


@pytest.mark.parametrize(
    ("tau_b", "dtype"), [("10*ms", "float64"), ("10*ms", "float32"), ("10.001*ms", "float32")]
)
def test_time_constants_too_close_for_the_exact_solution_are_refused(tmp_path, tau_b, dtype):
    with pytest.raises(ModelError, match="input: 'tau_a' is 10 ms and 'tau_b' 10.* ms, too close"):
        coupled(tmp_path, tau_b, dtype)


@pytest.mark.parametrize(
    ("tau_b", "dtype", "tolerance"), [("10.001*ms", "float64", 1e-6), ("11*ms", "float32", 1e-3)]
)
def test_time_constants_far_enough_apart_are_solved_exactly(tmp_path, tau_b, dtype, tolerance):
    a, b = 0.01, float(tau_b.removesuffix("*ms")) / 1000
    expected = a / (a - b) * (np.exp(-0.05 / a) - np.exp(-0.05 / b))
    assert coupled(tmp_path, tau_b, dtype) == pytest.approx(expected, rel=tolerance)


def test_equal_time_constants_are_fine_with_another_method(tmp_path):
    expected = 0.05 / 0.01 * np.exp(-0.05 / 0.01)
    found = coupled(tmp_path, "10*ms", "float64", "\n[method]\nrk4\n")
    assert found == pytest.approx(expected, rel=1e-4)


def test_a_whole_number_that_outgrows_its_type_stops_the_run(tmp_path):
    path = tmp_path / "grows.eq"
    path.write_text(
        "# Grows.\n# Source: own\n[equations]\nk : integer\nx : 1\n[every dt]\n"
        "x = 1e12\nk = int(x)\n[threshold]\nx < 0\n"
    )
    model = Model([Population("input", 2, str(path))], [], output="input")
    simulator = Simulator(model, 0.002, backend="numpy")
    with pytest.raises(RunError, match=r"input.k\[0\] was given no whole number, or too large"):
        simulator.run(np.zeros((1, 2)), state=simulator.initial_state(0), seed=0)
